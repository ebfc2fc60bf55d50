"""
Posting lists into the files of a segment, by Whoosh's codec interface. Only modules named whoosh_… import that library.

Whoosh's own lists are made and read posting by posting, in blocks that are pickles. Here they are written as a whole,
in C; `quotesearch.indexing.postings` reads them, without Whoosh.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from whoosh.codec import base, whoosh3

from quotesearch.indexing.files import footer
from quotesearch.indexing.postings import (
    ENTRY,
    LISTS,
    OFTEN,
    OFTEN_WIDE,
    PLACED,
    PLACES_WIDE,
    TERMS,
)

__all__ = ["Grown", "QuoteCodec"]

Grown = Iterable[tuple[str, Iterable[tuple[bytes, "array[int]", "array[int] | None"]]]]
"""What a field writer gets: fields, their terms in order, and documents (one for each place) and places of each."""


class ListsWriter(base.FieldWriter):  # type: ignore[misc]
    """Writes the terms of a segment and their lists."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._terms = segment.create_file(storage, TERMS)
        self._lists = segment.create_file(storage, LISTS)
        self._at = 0  # in the file of lists
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Grown) -> None:
        """Write all terms, in order; what Whoosh's writer calls with what its pool has gathered."""
        directory: dict[str, tuple[int, int, int, int, int]] = {}
        at = 0
        for field, terms in items:
            keys, ends, entries = self._write_lists(terms)
            row = ends.tobytes()
            crc = zlib.crc32(row, zlib.crc32(keys))
            directory[field] = (at, at + len(keys), at + len(keys) + len(row), len(ends), crc)
            for content in (keys, row, entries):
                self._terms.write(content)
                at += len(content)
        self._terms.write(footer(json.dumps(directory)))

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
                    holds |= OFTEN | (OFTEN_WIDE if most > 255 else 0)
            content = documents.tobytes()
            if often is not None:
                content += often.tobytes()
            if places is not None:
                wide = max(places) > 65535
                holds |= PLACED | (PLACES_WIDE if wide else 0)
                content += (places if wide else array("H", places)).tobytes()
            write(content)
            crc = zlib.crc32(content, zlib.crc32(term))
            entries.append(ENTRY.pack(count, total, self._at, holds, crc))
            self._at += len(content)
        ends = array("I", accumulate(map(len, keys)))
        return b"".join(keys), ends, b"".join(entries)

    def close(self) -> None:
        """Close the files."""
        self._terms.close()
        self._lists.close()
        self.is_closed = True


class QuoteCodec(whoosh3.W3Codec):  # type: ignore[misc]
    """Whoosh's codec for all but terms and their lists."""

    length_stats = False  # the length of a quote is one of its facts

    def field_writer(self, storage: Any, segment: Any) -> ListsWriter:
        """What writes the terms of a segment."""
        return ListsWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> Any:
        """Nothing: what reads the terms is not of Whoosh's kind, and Whoosh need not read them."""
        return base.TermsReader()
