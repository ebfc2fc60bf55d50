"""The files that a generation was made from, as they were then."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field, fields
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from quotesearch.errors import DamagedIndexError
from quotesearch.indexing.storage.advised_commands import index_option, shown_index
from quotesearch.indexing.storage.durable_files import not_permitted, read_json, write_json
from quotesearch.model import Failure, KindCount, ListedFile, Remark, Stated, one_line

__all__ = ["Catalogue", "Copies", "Known", "Listing", "copies"]


@dataclass(frozen=True, slots=True)
class Known:
    """A file as it was read: if it is listed as it was, it need not be read again (`is_as_listed`)."""

    path: str  # absolute
    size: int
    modified: int  # nanoseconds since the epoch
    sidecar: str | None
    sidecar_size: int
    sidecar_modified: int
    sha256: str  # "": it could not be read
    sidecar_sha256: str  # "": there is no sidecar
    article: str = ""  # the article's id, or those of all in it, a space between; "": it is not an article
    quotes: int = 0  # of all articles in it
    fingerprint: str = ""  # of the rules that made its quotes
    reason: str = ""  # why it could not be read as an article, if so
    corrections: str = ""  # differs if the corrections of the article differ; "": there are no corrections
    lines: str = ""  # `Extraction.lines` of its articles, one a line
    changed: int = 0  # `ListedFile.changed`; 0: an older quotesearch did not keep it
    sidecar_changed: int = 0
    gaps: str = ""  # why it is read only in part, if so
    stated: tuple[Stated, ...] = ()  # what a metadata.csv and its name say of it

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of its articles: one, or several if it is an export of a database."""
        return tuple(self.article.split())

    def is_as_listed(self, listed: ListedFile) -> bool:
        """Does the listing say that nothing has changed since? What failed is always tried again."""
        return not self.reason and (
            self.size, self.modified, self.changed, self.sidecar, self.sidecar_size, self.sidecar_modified,
            self.sidecar_changed, self.stated,
        ) == (
            listed.size, listed.modified, listed.changed, listed.sidecar, listed.sidecar_size,
            listed.sidecar_modified, listed.sidecar_changed, listed.stated,
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
    """All files of a generation, and the counts of recurring lines of the last rebuild."""

    files: dict[str, Known] = field(default_factory=dict)
    unlisted: tuple[Failure, ...] = ()  # folders that could not be entered
    line_counts: str | None = None
    devices: dict[str, int] = field(default_factory=dict)  # of the folders that were asked for
    corrections: Any = None  # `Ledger.save`: those that were not undone, and what came of them
    other_kinds: dict[str, dict[str, int]] = field(default_factory=dict)
    """Files of kinds that are not read: for each folder (or file, if it was named) how many of each kind."""

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

    @property
    def skipped(self) -> tuple[KindCount, ...]:
        """How many files of which kinds were not read, the most frequent kind first."""
        kinds: Counter[str] = Counter()
        for counted in self.other_kinds.values():
            kinds.update(counted)
        ordered = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
        return tuple(KindCount(kind, number) for kind, number in ordered)

    def save(self, path: Path) -> None:
        """Write it to a file, one list for each file of the collection; `generations.publish_generation` flushes it."""
        write_json(
            path,
            {
                "files": [_ALL_OF(known) for known in self.files.values()],
                "unlisted": [astuple(failure) for failure in self.unlisted],
                "line_counts": self.line_counts,
                "devices": self.devices,
                "corrections": self.corrections,
                "other_kinds": self.other_kinds,
            },
            lasting=False,
        )

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """
        What `save` wrote.

        Raises:
            DamagedIndexError: the file cannot be read.
            IndexStateError: it may not be opened.
        """
        try:
            content = read_json(path, sys.maxsize)  # the manifest says how large it is, which was compared
            files = [_known(fields) for fields in content["files"]]
            return cls(
                {known.path: known for known in files},
                tuple(Failure(*fields) for fields in content["unlisted"]),
                content["line_counts"],
                content["devices"],
                content.get("corrections"),
                content.get("other_kinds", {}),
            )
        except PermissionError as error:
            raise not_permitted(path) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            index = path.parent.parent.parent
            raise DamagedIndexError(
                f"the index at {shown_index(index)} is damaged: {one_line(str(path))} cannot be read.\n"
                f"Build it again with: quotesearch rebuild {index_option(index)}"
            ) from error


@dataclass(frozen=True, slots=True)
class Listing:
    """The files below some paths."""

    files: dict[str, ListedFile]
    kept: dict[str, Known]  # what was catalogued elsewhere, or below folders that cannot be entered today
    unlisted: tuple[Failure, ...]
    skipped: tuple[KindCount, ...]
    devices: dict[str, int]
    other_kinds: dict[str, dict[str, int]]  # as `Catalogue.other_kinds`
    remarks: tuple[Remark, ...] = ()  # on metadata next to files that could not be used


def _known(fields: list[Any]) -> Known:
    """A file as `Catalogue.save` wrote it; its last field, `stated`, is missing in older indexes."""
    if isinstance(fields[-1], list):
        fields[-1] = tuple([Stated(*one) for one in fields[-1]])
    return Known(*fields)


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
