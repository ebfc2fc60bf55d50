"""The files that a generation was made from, as they were then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field, fields
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from quotesearch.errors import DamagedIndexError
from quotesearch.indexing.files import read_json, write_json
from quotesearch.model import Failure, ListedFile

__all__ = ["Catalogue", "Copies", "Known", "copies"]


@dataclass(frozen=True, slots=True)
class Known:
    """A file as it was read: if the first six still hold, it need not be read again."""

    path: str  # absolute
    size: int
    modified: int  # nanoseconds since the epoch
    sidecar: str | None
    sidecar_size: int
    sidecar_modified: int
    sha256: str  # "": it could not be read
    sidecar_sha256: str  # "": there is none
    article: str = ""  # the article's id, or those of all in it, a space between; "": it is none
    quotes: int = 0  # of all articles in it
    fingerprint: str = ""  # of the rules that made its quotes
    reason: str = ""  # why it could not be read as an article, if so
    corrections: str = ""  # tells one set of corrections of the article from another; "": there are none
    lines: str = ""  # `Extraction.lines` of its articles, one a line
    gaps: str = ""  # why it is read only in part, if so

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of its articles: one, or several if it is an export of a database."""
        return tuple(self.article.split())

    def is_as_listed(self, listed: ListedFile) -> bool:
        """Does the listing say that nothing has changed since? What failed is always tried again."""
        return not self.reason and (
            self.size, self.modified, self.sidecar, self.sidecar_size, self.sidecar_modified
        ) == (
            listed.size, listed.modified, listed.sidecar, listed.sidecar_size, listed.sidecar_modified
        )  # fmt: skip


_ALL_OF: Final = attrgetter(*(field.name for field in fields(Known)))
"""The fields of a `Known`, in order; `astuple` would copy each of them, which took a third of a small add."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Files with the very same bytes: one article, or the same several."""

    first: Known  # the one that is read: the first that has a sidecar, else the first
    others: tuple[Known, ...]

    @property
    def signature(self) -> tuple[str, ...]:
        """What makes the article as it is shown; another one is a change."""
        first = self.first
        return (first.path, first.sidecar_sha256, first.corrections, *(other.path for other in self.others))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All files of a generation, and what its last rebuild learnt from them as a collection."""

    files: dict[str, Known] = field(default_factory=dict)
    unlisted: tuple[Failure, ...] = ()  # folders that could not be entered
    learnt: str | None = None
    devices: dict[str, int] = field(default_factory=dict)  # of the folders that were asked for
    corrections: Any = None  # `Ledger.save`: those that stood, and what came of them

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What could not be read, in the order of the paths."""
        failed = [Failure(known.path, known.reason) for known in self.files.values() if known.reason]
        return tuple(sorted([*failed, *self.unlisted], key=lambda failure: failure.path))

    @property
    def in_part(self) -> tuple[Failure, ...]:
        """What is read only in part, and why, in the order of the paths."""
        found = [Failure(known.path, known.gaps) for known in self.files.values() if known.gaps]
        return tuple(sorted(found, key=lambda failure: failure.path))

    def save(self, path: Path) -> None:
        """Write it to a file, one list for each file of the collection; `generations.publish` flushes it."""
        write_json(
            path,
            {
                "files": [_ALL_OF(known) for known in self.files.values()],
                "unlisted": [astuple(failure) for failure in self.unlisted],
                "learnt": self.learnt,
                "devices": self.devices,
                "corrections": self.corrections,
            },
            lasting=False,
        )

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """
        What `save` wrote.

        Raises:
            DamagedIndexError: the file cannot be read.
        """
        try:
            content = read_json(path)
            files = [Known(*fields) for fields in content["files"]]
            return cls(
                {known.path: known for known in files},
                tuple(Failure(*fields) for fields in content["unlisted"]),
                content["learnt"],
                content["devices"],
                content.get("corrections"),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            index = path.parent.parent.parent
            raise DamagedIndexError(
                f"the index at {index}/ is damaged: {path} cannot be read.\n"
                f"Build it anew with: quotesearch rebuild --index {index}/"
            ) from error


def copies(files: Iterable[Known]) -> dict[str, Copies]:
    """Files that could be read, by their sha256."""
    same: dict[str, list[Known]] = defaultdict(list)
    for known in files:
        if known.sha256:
            same[known.sha256].append(known)
    grouped = {}
    for sha256, group in same.items():
        group.sort(key=lambda known: (not known.sidecar_sha256, known.path))
        grouped[sha256] = Copies(group[0], tuple(group[1:]))
    return grouped
