"""The engine whose files Whoosh writes. A search reads them without Whoosh, which takes 30 ms to import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quotesearch.errors import DamagedIndexError, QuotesearchError
from quotesearch.indexing.analysis import fold, person_words
from quotesearch.indexing.conditions import AllFulfilled, AnyTerm, Condition
from quotesearch.indexing.counting import facet_counts, pair_counts, speakers_of
from quotesearch.indexing.engine import FACETS
from quotesearch.indexing.fields import ID_LENGTH
from quotesearch.indexing.leaves import Leaves
from quotesearch.indexing.query_conditions import named
from quotesearch.indexing.ranking import count_undated, found_in, numbers, rank
from quotesearch.indexing.records import unpack
from quotesearch.indexing.spelling import likest, resembles
from quotesearch.indexing.tallies import speaker_counts
from quotesearch.model import (
    ArticleCard,
    FacetCount,
    Hit,
    PairCount,
    Query,
    Quote,
    Results,
    SpeakerCount,
)

if TYPE_CHECKING:
    from quotesearch.indexing.whoosh_writing import WhooshWriter

__all__ = ["WhooshEngine"]

_TELLING: Final = 4
"""A name's word of so many letters is enough to suggest a person with that name; “Kim” is not."""

_LOAD: Final = 200_000
"""
Quotes that a segment holds at most when many are added at once: what has been gathered of them takes some 300
megabytes, however many there are in all.
"""


class WhooshEngine:
    """
    An `Engine` whose files Whoosh writes, in a folder of their own.

    One of those files, which only writers read, is a pickle: write to none that quotesearch has not made
    itself. `quotesearch.indexing.opening` sees to that, and hands in *verify*, which raises DamagedIndexError
    if a file is not as it was written. It is called when reading fails, to find out whether
    the files are damaged.
    """

    def __init__(self, directory: Path, verify: Callable[[], None] | None = None) -> None:
        self._directory = directory
        self._verify = verify
        self._writer: WhooshWriter | None = None
        with self._noticing_damage():
            self._leaves = Leaves(directory)

    @classmethod
    def create(cls, directory: Path) -> WhooshEngine:
        """An empty engine in an empty folder."""
        from quotesearch.indexing.whoosh_writing import create

        create(directory)
        return cls(directory)

    # Writing

    def add(self, article: ArticleCard, quotes: Sequence[Quote]) -> None:
        """Take in an article's quotes."""
        writer = self._open_writer()
        writer.add(article, quotes)
        if writer.count >= _LOAD:
            self._write(merge=False)

    def remove(self, article_id: str) -> None:
        """Drop an article's quotes, of those that were committed."""
        with self._noticing_damage():
            for leaf in self._leaves.leaves:
                postings = leaf.postings("article", article_id)
                if postings:
                    self._open_writer().delete(leaf.base + number for number in postings.documents)

    def commit(self) -> None:
        """Make all changes since the last commit count."""
        from quotesearch.indexing.whoosh_writing import publish

        with self._noticing_damage():
            self._write(merge=True)
            publish(self._directory)
            self._leaves.close()
            self._leaves = Leaves(self._directory)

    def close(self) -> None:
        """Let go of all files."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.cancel()
        self._leaves.close()

    def _write(self, *, merge: bool) -> None:
        """Put on disk what the writer holds, for no search to see yet."""
        if self._writer is not None:
            self._writer.write(merge=merge)
            self._writer = None

    def _open_writer(self) -> WhooshWriter:
        """What takes in the changes for the next commit."""
        if self._writer is None:
            from quotesearch.indexing.whoosh_writing import WhooshWriter

            self._writer = WhooshWriter(self._directory)
        return self._writer

    # Searching

    def search(self, query: Query) -> Results:
        """The hits of a query and how many there are."""
        with self._noticing_damage():
            matches, total = rank(self._leaves, query)
            return Results(tuple(self._hits(matches)), total)

    def hits(self, query: Query) -> Iterator[Hit]:
        """The hits of a query one by one."""
        with self._noticing_damage():
            matches, _ = rank(self._leaves, query)
            yield from self._hits(matches)

    def count_undated(self, query: Query) -> int:
        """How many quotes match all of a query but its dates, for having none."""
        with self._noticing_damage():
            return count_undated(self._leaves, query)

    def facets(self, query: Query, names: Sequence[str] = FACETS, limit: int = 10) -> tuple[FacetCount, ...]:
        """The commonest values among the quotes that match."""
        with self._noticing_damage():
            return facet_counts(list(numbers(self._leaves, query)), names, limit, query.min_confidence)

    def cross(self, query: Query, rows: str, columns: str) -> tuple[PairCount, ...]:
        """How many of the quotes that match have each pair of values."""
        with self._noticing_damage():
            return pair_counts(list(numbers(self._leaves, query)), rows, columns, query.min_confidence)

    def suggest(self, word: str, limit: int = 3) -> tuple[str, ...]:
        """Words that occur in quotes and are spelt like *word*."""
        with self._noticing_damage():
            plain = [term for term in self._leaves.beginning("words", "") if term.isalnum()]
            return likest(fold(word), plain, lambda term: self._leaves.frequency("words", term), limit)

    def suggest_speakers(self, name: str, min_confidence: float | None, limit: int = 3) -> tuple[str, ...]:
        """
        Names of speakers that resemble *name*.

        Those come first that have each of its words, or one spelt nearly so; then those that share a
        word.
        """
        words = person_words(name)
        if not words:
            return ()
        sure = named("", min_confidence)
        with self._noticing_damage():
            known = self._leaves.beginning("speaker", "")
            alike = [AnyTerm("speaker", [term for term in known if resembles(word, term)]) for word in words]
            telling = AnyTerm("speaker", [word for word in words if len(word) >= _TELLING])
            found = (
                *self._people(AllFulfilled([*alike, sure])),
                *self._people(AllFulfilled([telling, sure])),
            )
        return tuple(islice(dict.fromkeys(speaker.name for speaker in found), limit))

    def get(self, id_prefix: str, limit: int = 10) -> tuple[Hit, ...]:
        """The quotes whose id begins so."""
        hits: list[Hit] = []
        with self._noticing_damage():
            for term in self._leaves.beginning("id", id_prefix[:ID_LENGTH]):
                same = (
                    (leaf.base + number, 0.0)
                    for leaf in self._leaves.leaves
                    if (postings := leaf.postings("id", term))
                    for number in postings.documents
                    if number not in leaf.deleted
                )
                found = (hit for hit in self._hits(same) if hit.quote.id.startswith(id_prefix))
                hits += sorted(found, key=lambda hit: hit.quote.id)
                if len(hits) >= limit:
                    break
        return tuple(hits[:limit])

    def speakers(self, name: str | None, min_confidence: float | None) -> tuple[SpeakerCount, ...]:
        """Who is quoted, the most quoted first."""
        with self._noticing_damage():
            return self._people(named(name or "", min_confidence))

    def count_quotes(self) -> int:
        """How many quotes there are."""
        return self._leaves.count

    def count_unattributed(self, min_confidence: float | None) -> int:
        """How many quotes have no speaker of this confidence; None: none that is shown by default."""
        with self._noticing_damage():
            sure = named("", min_confidence)
            return self.count_quotes() - sum(len(found_in(leaf, sure)) for leaf in self._leaves.leaves)

    def _people(self, condition: Condition) -> tuple[SpeakerCount, ...]:
        """The speakers of the quotes that fulfil a condition."""
        return speaker_counts(speakers_of(leaf, condition) for leaf in self._leaves.leaves)

    def _hits(self, matches: Iterable[tuple[int, float]]) -> Iterator[Hit]:
        """What is stored of documents."""
        for number, score in matches:
            leaf, inside = self._leaves.place(number)
            card, quote = unpack(leaf.records[inside])
            yield Hit(quote, card, score)

    @contextmanager
    def _noticing_damage(self) -> Iterator[None]:
        """If reading fails, find out whether the files are to blame, and which."""
        try:
            yield
        except QuotesearchError as error:
            if isinstance(error, DamagedIndexError) and self._verify is not None:
                self._verify()
            raise
        except Exception:
            if self._verify is not None:
                self._verify()
            raise
