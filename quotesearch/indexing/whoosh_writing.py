"""Quotes into segments, which Whoosh writes. Only modules named whoosh_… import that library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh import index

from quotesearch.indexing.fields import ID_LENGTH, Facts, entry
from quotesearch.indexing.files import write_json
from quotesearch.indexing.leaves import SEGMENTS
from quotesearch.indexing.records import pack
from quotesearch.indexing.whoosh_codec import QuoteCodec
from quotesearch.indexing.whoosh_merging import merge_small
from quotesearch.indexing.whoosh_pool import ListPool
from quotesearch.indexing.whoosh_schema import schema
from quotesearch.model import ArticleCard, Quote

__all__ = ["WhooshWriter", "create", "publish"]


def create(directory: Path) -> None:
    """Make the files of an empty engine in an empty folder."""
    index.create_in(str(directory), schema()).close()
    write_json(directory / SEGMENTS, [], lasting=False)


def publish(directory: Path) -> None:
    """Have searches see the segments that Whoosh has written."""
    found = index.open_dir(str(directory))
    segments = [
        {
            "name": segment.make_filename(""),
            "count": segment.doc_count_all(),
            "deleted": sorted(segment.deleted_docs()),
        }
        for segment in index.TOC.read(found.storage, found.indexname).segments
    ]
    found.close()
    write_json(directory / SEGMENTS, segments, lasting=False)


class WhooshWriter:
    """
    What will be in the next segment.

    Whoosh's compound files are not wanted: they are read whole when opened. Nor is its lock: whoever writes an
    index holds ours, and Whoosh keeps its own when the disk is full before the writer is made.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._index = index.open_dir(str(directory))
        self._writer = self._index.writer(compound=False, codec=QuoteCodec(), _lk=False)
        self._pool = ListPool(self._writer.pool.tempstore, self._writer.pool.segment)
        self._writer.pool = self._pool
        self.count = 0
        """Quotes that were added."""

    def add(self, article: ArticleCard, quotes: Sequence[Quote]) -> None:
        """Take in an article's quotes."""
        pool = self._pool
        for quote in quotes:
            number = self._writer.docnum
            found = entry(article, quote)
            pool.add_words(number, found.words)
            pool.add_terms(number, "variants", found.variants)
            pool.add_terms(number, "speaker", found.speaker)
            pool.add_terms(number, "outlet", found.outlet)
            pool.add_terms(number, "date", found.date)
            pool.add_terms(number, "id", (quote.id[:ID_LENGTH],))
            pool.add_terms(number, "article", (article.id,))
            facts = Facts.of(article, quote, len(found.words))
            self._writer.add_document(record=pack(article, quote), facts=facts)
        self.count += len(quotes)

    def delete(self, numbers: Iterable[int]) -> None:
        """Drop documents, by their numbers in the whole index."""
        for number in numbers:
            self._writer.delete_document(number)

    def write(self, *, merge: bool) -> None:
        """
        Write the segment; a search will not see it before `publish`.

        Unless others may *merge* with it, the numbers of all documents written before stay as they are.
        """
        self._writer.commit(mergetype=self._merge if merge else _merge_none)
        self._index.close()

    def cancel(self) -> None:
        """Give up what was taken in."""
        if not self._writer.is_closed:  # a commit that failed has closed it
            with suppress(Exception):  # what it wrote will never count; the first error is the one to report
                self._writer.cancel()
        self._index.close()

    def _merge(self, writer: Any, segments: list[Any]) -> list[Any]:
        """What Whoosh calls to have segments merged."""
        return merge_small(writer, segments, self._directory)


def _merge_none(writer: Any, segments: list[Any]) -> list[Any]:
    """What Whoosh calls when no segments are to be merged."""
    return segments
