"""What acquisition gives: files listed, files read, and files that could not be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quotesearch.model.spans import Span


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

    def for_many(self) -> Sidecar:
        """
        What of it can be true of every article in a file that holds many: the outlet and the day.

        >>> Sidecar("a.txt.meta.json", "00ff", headline="Rain", outlet="The Post").for_many().problem
        'headline is of a single article, and the file holds many'
        """
        single = [name for name in ("headline", "byline", "url") if getattr(self, name) is not None]
        if not single:
            return self
        verb = "is" if len(single) == 1 else "are"
        said = f"{', '.join(single)} {verb} of a single article, and the file holds many"
        problem = "; ".join(filter(None, (self.problem, said)))
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
    changed: int = 0  # nanoseconds: when the system last changed it, which nobody can set back; 0: not known
    sidecar_changed: int = 0


@dataclass(frozen=True, slots=True)
class RawDocument:
    """An article's file, read and decoded, with nothing taken away; or an article in a file that holds many."""

    path: str  # as given, or below the folder that was given
    sha256: str  # of the file's bytes as they lie on disk (for .gz: compressed)
    encoding: str  # what the bytes were decoded as
    media_type: str  # text/plain, text/markdown or text/html
    source: str  # the source text of the whole file, that all offsets count in
    sidecar: Sidecar | None = None
    extent: Span | None = None  # where the article lies in a file that holds many; None: it is the file

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
        import hashlib  # only where articles are read: find does without

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
class Skipped:
    """A file of a kind that is not read (a PDF, a picture), to be counted by kind."""

    path: str
    kind: str  # its suffix, lower case, with the dot; "" if it has none
