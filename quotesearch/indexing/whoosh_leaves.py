"""What a search reads of an index: its segments. Only modules named whoosh_… import that library."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from whoosh.reading import TermNotFound

from quotesearch.indexing.whoosh_pool import to_bytes
from quotesearch.indexing.whoosh_postings import PostingList
from quotesearch.indexing.whoosh_schema import FactsColumn

__all__ = ["Leaf", "Leaves"]


class Leaf:
    """One segment. Its documents have numbers from 0 on; *base* is what all segments before it hold."""

    def __init__(self, reader: Any, base: int) -> None:
        self.reader = reader
        self.base = base
        self.count: int = reader.doc_count_all()
        self._lists: dict[tuple[str, str], PostingList | None] = {}

    @cached_property
    def facts(self) -> FactsColumn.Reader:
        """The facts of all documents."""
        reader: FactsColumn.Reader = self.reader.column_reader("facts", translate=False)
        return reader

    @cached_property
    def records(self) -> Any:
        """The records of all documents."""
        return self.reader.column_reader("record", translate=False)

    @cached_property
    def deleted(self) -> frozenset[int]:
        """The documents that are no longer there."""
        if not self.reader.has_deletions():
            return frozenset()
        return frozenset(number for number in range(self.count) if self.reader.is_deleted(number))

    def postings(self, field: str, term: str) -> PostingList | None:
        """The list of a term, if there is one."""
        key = field, term
        if key not in self._lists:
            try:
                self._lists[key] = self.reader.term_info(field, to_bytes(term))
            except TermNotFound:
                self._lists[key] = None
        return self._lists[key]

    def beginning(self, field: str, begin: str) -> Iterator[str]:
        """The terms of a field that begin so, in order."""
        wanted = to_bytes(begin)
        for found, term in self.reader.terms_from(field, wanted):
            if found != field or not term.startswith(wanted):
                return
            yield term.decode("utf-8", "surrogatepass")

    def lists(self, field: str) -> Iterator[tuple[str, str, PostingList]]:
        """All lists of a field, each with the field and its term."""
        for (found, term), postings in self.reader.iter_from(field, b""):
            if found == field:
                yield field, term.decode("utf-8", "surrogatepass"), postings


class Leaves:
    """All segments of an index as they were at one moment."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.leaves = [Leaf(leaf, base) for leaf, base in reader.leaf_readers()]
        self.leaves = [leaf for leaf in self.leaves if leaf.count]

    def close(self) -> None:
        """Let go of all files."""
        self.leaves = []
        self._reader.close()

    @cached_property
    def count(self) -> int:
        """How many documents there are, those deleted not counted."""
        return sum(leaf.count - len(leaf.deleted) for leaf in self.leaves)

    @cached_property
    def count_all(self) -> int:
        """How many documents there are, deleted ones among them, of which the lists still tell."""
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
