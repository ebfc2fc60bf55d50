"""
Posting lists, as rows of numbers: which documents of a segment have a term, how often, and where.

A list is read as a whole, in some microseconds for ten thousand documents. `quotesearch.indexing.whoosh_codec`
writes them.
"""

from __future__ import annotations

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from struct import Struct
from typing import Final, NamedTuple

from quotesearch.indexing.files import ReadAt

__all__ = ["ENTRY", "LISTS", "OFTEN", "OFTEN_WIDE", "PLACED", "PLACES_WIDE", "TERMS", "Lists", "PostingList"]

TERMS: Final = ".trm"
"""The end of the name of a segment's file of terms; a footer at its end says where each field's begin."""

LISTS: Final = ".pst"
"""The end of the name of its file of lists."""

ENTRY: Final = Struct("<IIQBI")
"""What is known of a term: documents, occurrences, where its list begins, what it holds, and the CRC-32 of both."""

OFTEN, OFTEN_WIDE, PLACED, PLACES_WIDE = 1, 2, 4, 8  # what a list may hold


class _Placing(NamedTuple):
    """Where the terms of a field are in the file of terms."""

    keys: int
    ends: int
    entries: int
    terms: int
    crc: int  # of keys and ends


class PostingList:
    """The documents of a term in one segment, in order, how often it occurs in each, and where."""

    def __init__(self, content: bytes, count: int, total: int, holds: int) -> None:
        self.count = count
        self._holds = holds
        self._content = memoryview(content)
        self._total = total

    @cached_property
    def documents(self) -> memoryview[int]:
        """The numbers of the documents."""
        return self._content[: 4 * self.count].cast("I")

    @cached_property
    def frequencies(self) -> memoryview[int] | None:
        """How often the term occurs in each document; None: once in each."""
        if not self._holds & OFTEN:
            return None
        return self._content[4 * self.count : self._places_at].cast("I" if self._holds & OFTEN_WIDE else "B")

    @cached_property
    def _places(self) -> memoryview[int]:
        return self._content[self._places_at :].cast("I" if self._holds & PLACES_WIDE else "H")

    @property
    def _places_at(self) -> int:
        size = (4 if self._holds & OFTEN_WIDE else 1) if self._holds & OFTEN else 0
        return (4 + size) * self.count

    @cached_property
    def _ends(self) -> list[int]:
        """Where the places of each document end."""
        return list(accumulate(self.frequencies or ()))

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self._content)

    def find(self, number: int) -> int:
        """Where in the list a document is; -1 if it is not."""
        at = bisect_left(self.documents, number)
        return at if at < self.count and self.documents[at] == number else -1

    def places(self, at: int) -> Sequence[int]:
        """The places of the document that is *at* this point of the list."""
        if self.frequencies is None:
            return self._places[at : at + 1]
        return self._places[self._ends[at] - self.frequencies[at] : self._ends[at]]

    def among(self, numbers: Sequence[int]) -> list[int]:
        """How often the term occurs in each of some documents, 0 in those that lack it."""
        if self.frequencies is None or 16 * len(numbers) < self.count:
            found = map(self.find, numbers)
            often = self.frequencies
            return [0 if at < 0 else often[at] if often is not None else 1 for at in found]
        table = dict(zip(self.documents, self.frequencies, strict=True))
        return [table.get(number, 0) for number in numbers]


class Lists:
    """The terms of a segment and their lists."""

    def __init__(self, terms: ReadAt, lists: ReadAt) -> None:
        self._terms, self._lists = terms, lists
        self._directory = {field: _Placing(*placing) for field, placing in json.loads(terms.footer()).items()}
        self._keys: dict[str, tuple[bytes, array[int]]] = {}

    def get(self, field: str, term: bytes) -> PostingList | None:
        """The list of a term; None if there is no such term."""
        at = self._find(field, term)
        if at < 0 or self._key(field, at) != term:
            return None
        return self._list(field, at)

    def beginning(self, field: str, begin: bytes) -> Iterator[bytes]:
        """The terms of a field that begin so, in order."""
        at = self._find(field, begin)
        if at < 0:
            return
        for place in range(at, self._directory[field].terms):
            term = self._key(field, place)
            if not term.startswith(begin):
                return
            yield term

    def all(self, field: str) -> Iterator[tuple[bytes, PostingList]]:
        """All terms of a field, in order, with their lists."""
        if field in self._directory:
            for place in range(self._directory[field].terms):
                yield self._key(field, place), self._list(field, place)

    def _find(self, field: str, text: bytes) -> int:
        """Where in a field's row of terms a term is, or would be; -1: after the last."""
        if field not in self._directory:
            return -1
        count = self._directory[field].terms
        at = bisect_left(range(count), text, key=lambda place: self._key(field, place))
        return at if at < count else -1

    def _key(self, field: str, at: int) -> bytes:
        """A term by its place."""
        if field not in self._keys:
            placing = self._directory[field]
            content = self._terms.get(placing.keys, placing.entries - placing.keys, placing.crc)
            ends = array("I", content[placing.ends - placing.keys :])
            self._keys[field] = content[: placing.ends - placing.keys], ends
        keys, ends = self._keys[field]
        return keys[ends[at - 1] if at else 0 : ends[at]]

    def _list(self, field: str, at: int) -> PostingList:
        """The list of a term by its place."""
        entry = self._terms.get(self._directory[field].entries + ENTRY.size * at, ENTRY.size)
        count, total, begin, holds, crc = ENTRY.unpack(entry)
        size = 4 * count
        if holds & OFTEN:
            size += (4 if holds & OFTEN_WIDE else 1) * count
        if holds & PLACED:
            size += (4 if holds & PLACES_WIDE else 2) * total
        content = self._lists.get(begin, size, crc, zlib.crc32(self._key(field, at)))
        return PostingList(content, count, total, holds)
