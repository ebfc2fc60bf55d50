"""What a search reads of an index: its segments, without the library that wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from quotesearch.indexing.columns import FACTS, RECORDS, FactsOfAll, Records
from quotesearch.indexing.fields import term_from, term_key
from quotesearch.indexing.files import ReadAt, read_json
from quotesearch.indexing.postings import LISTS, TERMS, Lists, PostingList

__all__ = ["SEGMENTS", "Leaf", "Leaves"]

SEGMENTS: Final = "segments.json"
"""The file that lists the segments: their names, how many documents they hold, and which were deleted."""

_REMEMBERED: Final = 16 << 20
"""Bytes of posting lists that a segment keeps at hand, for queries share their words."""

_ENTRY_SIZE: Final = 500
"""Bytes that a list takes beside its content, roughly; one that is not there takes as much."""


class Leaf:
    """One segment. Its documents have numbers from 0 on; *base* is what all segments before it hold."""

    def __init__(self, directory: Path, segment: Any, base: int) -> None:
        self.base = base
        self.count: int = segment["count"]
        self.deleted: frozenset[int] = frozenset(segment["deleted"])
        self._path = directory / segment["name"]
        self._files: list[ReadAt] = []
        self._size = 0  # of what is remembered, in bytes
        self._remembered: dict[tuple[str, str], PostingList | None] = {}
        try:
            self._lists = Lists(self._open(TERMS), self._open(LISTS))
        except BaseException:
            self.close()
            raise

    @cached_property
    def facts(self) -> FactsOfAll:
        """The facts of all documents."""
        return FactsOfAll(self._open(FACTS))

    @cached_property
    def records(self) -> Records:
        """The records of all documents."""
        return Records(self._open(RECORDS), self.count)

    def postings(self, field: str, term: str) -> PostingList | None:
        """The list of a term, if there is one."""
        key = field, term
        if key not in self._remembered:
            found = self._lists.get(field, term_key(term))
            self._size += _ENTRY_SIZE + (found.size if found else 0)
            if self._size > _REMEMBERED:
                self._remembered.clear()
                self._size = 0
            self._remembered[key] = found
        return self._remembered[key]

    def beginning(self, field: str, begin: str) -> Iterator[str]:
        """The terms of a field that begin so, in order."""
        return map(term_from, self._lists.beginning(field, term_key(begin)))

    def lists(self, field: str) -> Iterator[tuple[str, str, PostingList]]:
        """All lists of a field, each with the field and its term."""
        return ((field, term_from(term), postings) for term, postings in self._lists.all(field))

    def close(self) -> None:
        """Let go of all files."""
        for file in self._files:
            file.close()

    def _open(self, ending: str) -> ReadAt:
        """One of the files of the segment."""
        file = ReadAt(self._path.with_name(self._path.name + ending))
        self._files.append(file)
        return file


class Leaves:
    """All segments of an index as they were at one moment."""

    expansions: dict[tuple[str, str, bool], tuple[str, ...]]
    """The words that an open word of a query means; whoever finds them out keeps them for the next question."""

    def __init__(self, directory: Path) -> None:
        self.expansions = {}
        self.leaves: list[Leaf] = []
        base = 0
        try:
            for segment in read_json(directory / SEGMENTS):
                self.leaves.append(Leaf(directory, segment, base))
                base += segment["count"]
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of all files."""
        for leaf in self.leaves:
            leaf.close()

    @cached_property
    def count(self) -> int:
        """How many documents there are, those deleted not counted."""
        return sum(leaf.count - len(leaf.deleted) for leaf in self.leaves)

    @cached_property
    def count_all(self) -> int:
        """How many documents there are, deleted ones among them, which are still in the lists."""
        return sum(leaf.count for leaf in self.leaves)

    @cached_property
    def average_length(self) -> float:
        """How many words a document has."""
        words = sum(leaf.facts.words for leaf in self.leaves)
        return words / (self.count_all or 1) or 1.0

    def frequency(self, field: str, term: str) -> int:
        """How many documents have a term, deleted ones among them."""
        found = (leaf.postings(field, term) for leaf in self.leaves)
        return sum(postings.count for postings in found if postings)

    def beginning(self, field: str, begin: str) -> list[str]:
        """The terms of a field that begin so, in order."""
        return sorted({term for leaf in self.leaves for term in leaf.beginning(field, begin)})

    def place(self, number: int) -> tuple[Leaf, int]:
        """The segment of a document, and its number there."""
        for leaf in reversed(self.leaves):
            if number >= leaf.base:
                return leaf, number - leaf.base
        raise IndexError(number)
