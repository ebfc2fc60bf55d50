"""What acquisition gives: files listed, files read, and files that could not be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What `FILE.meta.json` says of an article; it wins over whatever is inferred. None: it does not say."""

    path: str
    sha256: (
        str  # of the sidecar's own bytes: a new sidecar is a change of its article ("" if it may not be read)
    )
    headline: str | None = None
    byline: tuple[str, ...] | None = None
    published: str | None = None  # ISO date
    outlet: str | None = None
    url: str | None = None
    problem: str | None = (
        None  # what is wrong with it, in words for people; what is sound of it counts all the same
    )


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of a kind that is read, found but not yet opened. If nothing here changed, nor did its article."""

    path: str  # as given, or below the folder that was given
    kind: str  # its suffix, lower case: ".txt", ".html.gz"
    size: int  # bytes on disk
    modified: int  # nanoseconds since the epoch
    sidecar: str | None = None  # the path of its FILE.meta.json, if there is one
    sidecar_size: int = 0
    sidecar_modified: int = 0


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file, read and decoded, with nothing taken away."""

    path: str  # as given, or below the folder that was given
    sha256: str  # of the file's bytes as they lie on disk (for .gz: compressed)
    encoding: str  # what the bytes were decoded as
    media_type: str  # text/plain, text/markdown or text/html
    source: str  # the source text that all offsets count in
    sidecar: Sidecar | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in words for people."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a kind that is not read (a PDF, a picture), to be counted by kind."""

    path: str
    kind: str  # its suffix, lower case, with the dot; "" if it has none
