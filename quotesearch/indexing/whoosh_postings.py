"""
Posting lists as rows of numbers, by Whoosh's codec interface. Only modules named whoosh_… import that library.

Whoosh's own lists are made and read posting by posting, in blocks that are pickles. Here a list is three arrays
(documents, how often, where), which are written, read, joined and intersected as a whole, in C: loading takes a
fifth of the time, and a list of ten thousand documents is read in some microseconds.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from struct import Struct
from typing import Any, Final, NamedTuple

from whoosh.codec import base, whoosh3
from whoosh.reading import TermNotFound

__all__ = ["Grown", "PostingList", "QuoteCodec"]

_TERMS: Final = ".trm"
_LISTS: Final = ".pst"
_ENTRY: Final = Struct("<IIQB")  # documents, occurrences, where the list begins, what it holds
_FOOTER_SIZE: Final = 4  # bytes, that hold the size of the footer
_OFTEN, _OFTEN_WIDE, _PLACED, _PLACES_WIDE = 1, 2, 4, 8

Grown = Iterable[tuple[str, Iterable[tuple[bytes, "array[int]", "array[int] | None"]]]]
"""What a field writer gets: fields, their terms in order, and documents (one for each place) and places of each."""


class _Placing(NamedTuple):
    """Where the terms of a field stand in the file of terms."""

    keys: int
    ends: int
    entries: int
    terms: int


class PostingList:
    """The documents of a term in one segment, in order, how often it stands in each, and where."""

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
        """How often the term stands in each document; None: once in each."""
        if not self._holds & _OFTEN:
            return None
        return self._content[4 * self.count : self._places_at].cast("I" if self._holds & _OFTEN_WIDE else "B")

    @cached_property
    def _places(self) -> memoryview[int]:
        return self._content[self._places_at :].cast("I" if self._holds & _PLACES_WIDE else "H")

    @property
    def _places_at(self) -> int:
        size = (4 if self._holds & _OFTEN_WIDE else 1) if self._holds & _OFTEN else 0
        return (4 + size) * self.count

    @cached_property
    def _ends(self) -> list[int]:
        """Where the places of each document end."""
        return list(accumulate(self.frequencies or ()))

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
        """How often the term stands in each of some documents, 0 in those that lack it."""
        if self.frequencies is None or 16 * len(numbers) < self.count:
            found = map(self.find, numbers)
            often = self.frequencies
            return [0 if at < 0 else often[at] if often is not None else 1 for at in found]
        table = dict(zip(self.documents, self.frequencies, strict=True))
        return [table.get(number, 0) for number in numbers]


class ListsWriter(base.FieldWriter):  # type: ignore[misc]
    """Writes the terms of a segment and their lists."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._terms = segment.create_file(storage, _TERMS)
        self._lists = segment.create_file(storage, _LISTS)
        self._at = 0  # in the file of lists
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Grown) -> None:
        """Write all terms, in order; what Whoosh's writer calls with what its pool has gathered."""
        directory: dict[str, _Placing] = {}
        at = 0
        for field, terms in items:
            keys, ends, entries = self._write_lists(terms)
            directory[field] = _Placing(at, at + len(keys), at + len(keys) + 4 * len(ends), len(ends))
            for content in (keys, ends.tobytes(), entries):
                self._terms.write(content)
                at += len(content)
        footer = json.dumps(directory).encode()
        self._terms.write(footer + len(footer).to_bytes(_FOOTER_SIZE, "little"))

    def _write_lists(
        self, terms: Iterable[tuple[bytes, array[int], array[int] | None]]
    ) -> tuple[bytes, array[int], bytes]:
        """Write the lists of a field; gives its keys, their ends, and what is known of each."""
        keys: list[bytes] = []
        entries: list[bytes] = []
        write = self._lists.write
        for term, documents, places in terms:
            keys.append(term)
            count, total = len(documents), len(documents)
            holds = 0
            often: array[int] | None = None
            if places is not None and count > 1:
                counted = Counter(documents)
                if len(counted) < count:
                    documents, count = array("I", counted), len(counted)
                    most = max(counted.values())
                    often = array("I" if most > 255 else "B", counted.values())
                    holds |= _OFTEN | (_OFTEN_WIDE if most > 255 else 0)
            content = documents.tobytes()
            if often is not None:
                content += often.tobytes()
            if places is not None:
                wide = max(places) > 65535
                holds |= _PLACED | (_PLACES_WIDE if wide else 0)
                content += (places if wide else array("H", places)).tobytes()
            write(content)
            entries.append(_ENTRY.pack(count, total, self._at, holds))
            self._at += len(content)
        ends = array("I", accumulate(map(len, keys)))
        return b"".join(keys), ends, b"".join(entries)

    def close(self) -> None:
        """Close the files."""
        self._terms.close()
        self._lists.close()
        self.is_closed = True


class ListsReader(base.TermsReader):  # type: ignore[misc]
    """Finds the terms of a segment and their lists."""

    def __init__(self, storage: Any, segment: Any) -> None:
        length = storage.file_length(segment.make_filename(_TERMS))
        self._terms = segment.open_file(storage, _TERMS)
        self._lists = segment.open_file(storage, _LISTS)
        size = int.from_bytes(self._terms.get(length - _FOOTER_SIZE, _FOOTER_SIZE), "little")
        directory = json.loads(self._terms.get(length - _FOOTER_SIZE - size, size))
        self._directory = {field: _Placing(*placing) for field, placing in directory.items()}
        self._keys: dict[str, tuple[bytes, array[int]]] = {}

    def close(self) -> None:
        """Close the files."""
        self._terms.close()
        self._lists.close()

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return list(self._directory)

    def term_info(self, fieldname: str, text: bytes) -> PostingList:
        """The list of a term. Raises TermNotFound if there is no such term."""
        at = self._find(fieldname, text)
        if at < 0 or self._key(fieldname, at) != text:
            raise TermNotFound(f"{fieldname}:{text!r}")
        return self._list(fieldname, at)

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many documents a term has."""
        return self.term_info(fieldname, text).count

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        """Is there such a term?"""
        at = self._find(*term)
        return at >= 0 and self._key(term[0], at) == term[1]

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms of a field from one on."""
        at = self._find(fieldname, prefix)
        if at >= 0:
            for place in range(at, self._directory[fieldname].terms):
                yield fieldname, self._key(fieldname, place)

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], PostingList]]:
        """The terms of a field from one on, with their lists."""
        at = self._find(fieldname, prefix)
        if at >= 0:
            for place in range(at, self._directory[fieldname].terms):
                yield (fieldname, self._key(fieldname, place)), self._list(fieldname, place)

    def _find(self, field: str, text: bytes) -> int:
        """Where in a field's row of terms a term is, or would be; -1: behind the last."""
        if field not in self._directory:
            return -1
        count = self._directory[field].terms
        at = bisect_left(range(count), text, key=lambda place: self._key(field, place))
        return at if at < count else -1

    def _key(self, field: str, at: int) -> bytes:
        """A term by its place."""
        if field not in self._keys:
            placing = self._directory[field]
            keys = self._terms.get(placing.keys, placing.ends - placing.keys)
            self._keys[field] = keys, array("I", self._terms.get(placing.ends, 4 * placing.terms))
        keys, ends = self._keys[field]
        return keys[ends[at - 1] if at else 0 : ends[at]]

    def _list(self, field: str, at: int) -> PostingList:
        """The list of a term by its place."""
        entry = self._terms.get(self._directory[field].entries + _ENTRY.size * at, _ENTRY.size)
        count, total, begin, holds = _ENTRY.unpack(entry)
        size = 4 * count
        if holds & _OFTEN:
            size += (4 if holds & _OFTEN_WIDE else 1) * count
        if holds & _PLACED:
            size += (4 if holds & _PLACES_WIDE else 2) * total
        return PostingList(self._lists.get(begin, size), count, total, holds)


class QuoteCodec(whoosh3.W3Codec):  # type: ignore[misc]
    """Whoosh's codec for all but terms and their lists."""

    length_stats = False  # the length of a quote is one of its facts

    def field_writer(self, storage: Any, segment: Any) -> ListsWriter:
        """What writes the terms of a segment."""
        return ListsWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> ListsReader:
        """What reads them."""
        return ListsReader(storage, segment)
