"""What acquisition gives: files listed, files read, and files that could not be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from quotesearch.model.spans import Span


class Stated(NamedTuple):
    """A value that is given for a file from outside: by a row of `metadata.csv`, or by the file's name."""

    field: str  # headline, byline, published, outlet or url; several writers are several values
    value: str
    basis: str  # in words: "metadata.csv", "the file's name"


class Root(NamedTuple):
    """A path that was named, and how the names of the files below it are read."""

    path: str
    from_name: str = ""  # a pattern like "{outlet}_{date}_*"; "": names say nothing


@dataclass(frozen=True, slots=True)
class Sidecar:
    """
    The values of `FILE.meta.json`, which win over inferred ones. None: no value.

    What `metadata.csv` and the file's name say is added where it is silent.
    """

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
    bases: tuple[tuple[str, str], ...] = ()  # the fields that something else says, and what does, in words

    def basis_of(self, name: str) -> str:
        """
        What a field was read from, in words.

        >>> Sidecar("a.txt.meta.json", "00ff", outlet="The Post").basis_of("outlet")
        'sidecar'
        """
        return dict(self.bases).get(name, "sidecar")

    def for_many(self) -> Sidecar:
        """
        What of it can be true of every article in a file that holds many: the outlet and the day.

        >>> Sidecar("a.txt.meta.json", "00ff", headline="Rain", outlet="The Post").for_many().problem
        'headline is of a single article, and the file holds many'
        """
        single = [name for name in ("headline", "byline", "url") if getattr(self, name) is not None]
        if not single:
            return self
        own = [name for name in single if name not in dict(self.bases)]  # a file's name is not to blame
        verb = "is" if len(own) == 1 else "are"
        said = f"{', '.join(own)} {verb} of a single article, and the file holds many" if own else None
        problem = "; ".join(filter(None, (self.problem, said))) or None
        return replace(self, headline=None, byline=None, url=None, problem=problem)


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
    changed: int = 0  # nanoseconds: when the system last changed it, which no user can set back; 0: not known
    sidecar_changed: int = 0
    stated: tuple[Stated, ...] = ()  # what a metadata.csv and its name say of it


@dataclass(frozen=True, slots=True)
class RawDocument:
    """An article's file, read and decoded, with nothing taken away; or an article in a file that holds many."""

    path: str  # as given, or below the folder that was given
    sha256: str  # of the file's bytes on disk (for .gz: compressed)
    encoding: str  # what the bytes were decoded as
    media_type: str  # text/plain, text/markdown or text/html
    source: str  # the source text of the whole file, that all offsets count in
    sidecar: Sidecar | None = None
    extent: Span | None = None  # its extent in a file that has several; None: it is the file

    @property
    def id(self) -> str:
        """
        The article's id: a function of the file's bytes, and of where it begins if the file holds many.

        >>> file = RawDocument("a.txt", "00ff" * 16, "utf-8", "text/plain", "One. Two.")
        >>> file.id, replace(file, extent=Span(5, 9)).id
        ('00ff00ff00ff00ff', '3a2471332d4e14e3')
        """
        if self.extent is None:
            return self.sha256[:16]
        import hashlib  # only where articles are read: find does not need it

        return hashlib.sha256(f"{self.sha256} {self.extent.start}".encode()).hexdigest()[:16]

    @property
    def start(self) -> int:
        """Where the article begins in the source."""
        return self.extent.start if self.extent else 0

    @property
    def text(self) -> str:
        """The source text of the article."""
        return self.extent.of(self.source) if self.extent else self.source


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in words for people."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Metadata next to articles that could not be used, in words for people; all articles were read."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a kind that is not read (a PDF, a picture), to be counted by kind."""

    path: str
    kind: str  # its suffix, lower case, with the dot; "" if it has none
