"""Quotes in an index of Whoosh, by its public API."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from heapq import nsmallest
from pathlib import Path
from typing import Any, Final

from whoosh import query as queries
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from quotesearch.errors import DamagedIndexError
from quotesearch.indexing.engines.rows import COLUMNS, ID_LENGTH, Row
from quotesearch.indexing.engines.selection import Filters, Selection, Terms
from quotesearch.indexing.engines.whoosh_queries import field_of, query_of
from quotesearch.indexing.engines.whoosh_schema import schema, term_of

__all__ = ["WhooshStore"]

_BATCH: Final = 25_000
"""
Quotes that a writer gathers in memory before they are written as a segment: some 200 megabytes. One writer for
100,000 quotes takes twice the time, since Whoosh sorts what does not fit in its memory on the disk.
"""

_MEGABYTES: Final = 1024
"""Memory that Whoosh may take for a segment; more than a batch needs."""

_LARGEST_MERGED: Final = 50_000
"""Rows of the largest segment that merging may make: some half a minute of work."""

_GROWTH: Final = 1.5
"""A segment is merged if it holds at most so many times what it would be merged with."""

_UNFINISHED: Final = "unfinished"
"""A file that is there while only a part of what will be committed is written."""

_UNDATED_LAST: Final = 10**9


class _NoLock:
    """A replacement for Whoosh's lock: a writer of an index holds ours."""

    def acquire(self, blocking: bool = False) -> bool:
        """Always at once."""
        return True

    def release(self) -> None:
        """Nothing to do."""


class _Storage(FileStorage):  # type: ignore[misc]
    """A folder without a lock of its own, since a lock file would be one more file of each generation."""

    def lock(self, name: str) -> _NoLock:
        """A lock that is not held."""
        return _NoLock()


class WhooshStore:
    """A `Store` in a folder."""

    def __init__(self, directory: Path) -> None:
        if (directory / _UNFINISHED).exists():
            raise DamagedIndexError(f"{directory} was not finished")
        self._directory = directory
        self._index = _Storage(str(directory)).open_index()
        self._searcher: Any = self._index.searcher()
        self._leaves: list[tuple[Any, int]] = list(self._searcher.leaf_searchers())
        self._column = lru_cache(maxsize=256)(self._read_column)
        self._writer: Any = None
        self._added = 0

    @classmethod
    def create(cls, directory: Path) -> WhooshStore:
        """An empty store in an empty folder."""
        _Storage(str(directory)).create_index(schema()).close()
        return cls(directory)

    # Writing

    def add(self, row: Row) -> None:
        """Add a quote."""
        texts = dict(zip(COLUMNS, row.texts, strict=True))
        self._open_writer().add_document(
            stems=[(token.stem, place) for token, place in row.words],
            words=[(token.printed, place) for token, place in row.words],
            variants=row.variants,
            speaker=row.speaker,
            outlet_words=row.outlet_words,
            id=(row.id[:ID_LENGTH],),
            of=(texts["article"],),
            published=row.published,
            certainty=row.certainty,
            record=row.record,
            **{name: value.encode("utf-8", "surrogatepass") for name, value in texts.items()},
        )
        self._added += 1
        if self._added >= _BATCH:
            (self._directory / _UNFINISHED).touch()
            self._write(merge=False)

    def remove(self, article: str) -> None:
        """Remove the quotes of an article."""
        self._open_writer().delete_by_term("of", article)

    def commit(self) -> None:
        """Write all changes, and show them."""
        self._write(merge=True)
        (self._directory / _UNFINISHED).unlink(missing_ok=True)
        self._searcher.close()
        self._column.cache_clear()
        self._searcher = self._index.searcher()
        self._leaves = list(self._searcher.leaf_searchers())

    def close(self) -> None:
        """Close all files."""
        writer, self._writer = self._writer, None
        if writer is not None and not writer.is_closed:
            with suppress(Exception):  # what it wrote will never count; the first error is the one to report
                writer.cancel()
        self._column.cache_clear()
        self._searcher.close()
        self._index.close()

    def _open_writer(self) -> Any:
        """What gathers the changes for the next segment."""
        if self._writer is None:
            self._writer = self._index.writer(limitmb=_MEGABYTES, compound=False)
        return self._writer

    def _write(self, *, merge: bool) -> None:
        """Write the segment that was gathered."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.commit(mergetype=_merge_small if merge else _merge_none)
        self._added = 0

    # Terms

    def size(self) -> int:
        """How many rows there are."""
        return int(self._searcher.doc_count())

    def terms(self, field: str, begin: str) -> list[str]:
        """The terms of a field that begin so."""
        reader = self._searcher.reader()
        name = field_of(field)
        prefix = begin.encode("utf-8", "surrogatepass")
        return [term_of(term) for term in reader.expand_prefix(name, prefix)]

    def with_id(self, begin: str) -> list[int]:
        """Rows whose id begins with the same few characters."""
        terms = self.terms("id", begin[:ID_LENGTH])
        return [int(number) for number in self._searcher.docs_for_query(query_of(Terms("id", tuple(terms))))]

    def frequency(self, field: str, term: str) -> int:
        """In how many rows a term is, removed ones included."""
        return int(self._searcher.reader().doc_frequency(field_of(field), term))

    # Searching

    def count(self, selection: Selection) -> int:
        """How many rows are selected."""
        return sum(len(found) for _, _, found in self._found(selection))

    def best(self, selection: Selection, limit: int) -> list[tuple[int, float]]:
        """The most relevant rows."""
        if limit <= 0 or selection.words is None:
            return []
        allowed = None
        if selection.filters != Filters():
            allowed = {base + number for _, base, found in self._found(selection) for number in found}
        results = self._searcher.search(query_of(selection.words), limit=limit, filter=allowed)
        return [(number, float(score or 0.0)) for number, score in results.items()]

    def by_date(self, selection: Selection, limit: int, *, oldest: bool) -> list[int]:
        """The selected rows by date."""
        dated: list[tuple[int, int]] = []
        for leaf, base, found in self._found(selection):
            published = self._column(leaf, "published")
            if oldest:
                dated.extend((published[number] or _UNDATED_LAST, base + number) for number in found)
            else:
                dated.extend((-published[number], base + number) for number in found)
        return [number for _, number in nsmallest(limit, dated)]

    def tally(self, selection: Selection, columns: Sequence[str]) -> Counter[tuple[str | int, ...]]:
        """How many rows have each combination of values."""
        counts: Counter[tuple[Any, ...]] = Counter()
        for leaf, _, found in self._found(selection):
            lists = [self._column(leaf, name) for name in columns]
            counts.update(zip(*([values[number] for number in found] for values in lists), strict=True))
        decoded: Counter[tuple[str | int, ...]] = Counter()
        for values, count in counts.items():
            decoded[tuple(term_of(value) if isinstance(value, bytes) else value for value in values)] += count
        return decoded

    def articles(self, numbers: Sequence[int]) -> list[str]:
        """The ids of the articles of some rows."""
        return [term_of(self._column(leaf, "article")[inside]) for leaf, inside in map(self._place, numbers)]

    def positions(self, stem: str, numbers: Sequence[int]) -> dict[int, Sequence[int]]:
        """Where a stem is in some rows."""
        found: dict[int, Sequence[int]] = {}
        wanted = sorted(numbers)
        term = queries.Term("stems", stem)
        for searcher, base in self._leaves:
            matcher = term.matcher(searcher)
            for number in wanted:
                if not base <= number < base + searcher.doc_count_all():
                    continue
                if matcher.is_active() and matcher.id() < number - base:
                    matcher.skip_to(number - base)
                if matcher.is_active() and matcher.id() == number - base:
                    found[number] = matcher.value_as("positions")
        return found

    def records(self, numbers: Iterable[int]) -> Iterator[bytes]:
        """What was packed of some rows."""
        for number in numbers:
            yield self._searcher.stored_fields(number)["record"]

    def _place(self, number: int) -> tuple[int, int]:
        """The leaf that a row is in, and its number there."""
        leaf = bisect_right([base for _, base in self._leaves], number) - 1
        return leaf, number - self._leaves[leaf][1]

    def _read_column(self, leaf: int, name: str) -> Sequence[Any]:
        """A column of a leaf; they are small enough to be kept in memory as lists."""
        reader = self._leaves[leaf][0].reader()
        return list(reader.column_reader(name, translate=False)) if reader.doc_count_all() else []

    def _found(self, selection: Selection) -> Iterator[tuple[int, int, list[int]]]:
        """The selected rows: number of the leaf, of its first row, and of the rows inside it."""
        filters = selection.filters
        parts = [*([query_of(selection.words)] if selection.words else ()), *map(query_of, filters.tags)]
        wanted = queries.And(parts) if len(parts) > 1 else parts[0] if parts else queries.Every()
        for leaf, (searcher, base) in enumerate(self._leaves):
            found = list(wanted.matcher(searcher, searcher.boolean_context()).all_ids())
            for test in self._tests(leaf, filters):
                found = test(found)
            yield leaf, base, found

    def _tests(self, leaf: int, filters: Filters) -> Iterator[Callable[[list[int]], list[int]]]:
        """What chooses those of some rows of a leaf that pass each filter."""
        if filters.dates is not None:
            first, last = filters.dates
            published = self._column(leaf, "published")
            yield lambda some: [n for n in some if first <= published[n] <= last]
        if filters.kind is not None:
            kind, kinds = filters.kind.encode(), self._column(leaf, "kind")
            yield lambda some: [n for n in some if kinds[n] == kind]
        if filters.least is not None:
            least, sure = filters.least, self._column(leaf, "certainty")
            yield lambda some: [n for n in some if sure[n] >= 0 and sure[n] >> 1 >= least[sure[n] & 1]]
        if filters.people is not None:
            people = {name.encode("utf-8", "surrogatepass") for name in filters.people}
            persons, names = self._column(leaf, "person"), self._column(leaf, "name")
            yield lambda some: [n for n in some if persons[n] in people or names[n] in people]


def _merge_none(writer: Any, segments: list[Any]) -> list[Any]:
    """What Whoosh calls when no segments are to be merged."""
    return segments


def _merge_small(writer: Any, segments: list[Any]) -> list[Any]:
    """
    What Whoosh calls to have segments merged; returns those that stay.

    Small ones are merged with each other, so that their sizes grow like powers and there are few of them,
    for any number of additions; so are those of which most was deleted.
    """
    stay: list[Any] = []
    gathered = int(writer.doc_count())
    still_small = True
    for segment in sorted(segments, key=lambda segment: segment.doc_count()):
        living = segment.doc_count()
        mostly_gone = 2 * living < segment.doc_count_all()
        still_small = still_small and living <= _GROWTH * gathered and gathered + living <= _LARGEST_MERGED
        if still_small or mostly_gone:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
            gathered += living
        else:
            stay.append(segment)
    return [segment for segment in segments if segment in stay]
