"""
The methods of every search engine; which library does the work does not matter.

An engine holds quotes with the cards of their articles: everything that a hit shows, so nothing else need
be read to show it. Paths in its cards are absolute. One suite of tests (tests/test_engine*.py) runs against
every engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from quotesearch.indexing.engines.counting import FACETS
from quotesearch.model import ArticleCard, FacetCount, Hit, PairCount, Query, Quote, Results, SpeakerCount

__all__ = ["Engine"]


class Engine(Protocol):
    """
    A collection of quotes that can be searched.

    Changes show to `search` and the other questions after `commit`. A quote whose confidence is below the
    `min_confidence` of a question has no speaker as far as that question goes: its words find it, but no
    filter for a speaker and no count of speakers does; None is the default, which depends on the speaker's type
    (see `Quote.at`). Confidences are compared to four decimals.

    Any method raises `DamagedIndexError` if the files of the index turn out to be torn.
    """

    def add(self, article: ArticleCard, quotes: Sequence[Quote]) -> None:
        """Take in an article's quotes. The article must not be there yet: `remove` it first."""

    def remove(self, article_id: str) -> None:
        """Drop an article's quotes; nothing happens if it has none."""

    def commit(self) -> None:
        """Make all changes since the last commit count, on disk and for the questions below."""

    def search(self, query: Query) -> Results:
        """
        The hits of a query, `query.offset` to `query.offset + query.limit` of them, and how many there are.

        Highlights, notes and suggestions are left to `quotesearch.searching.search`.
        """

    def hits(self, query: Query) -> Iterator[Hit]:
        """
        The same hits as `search` gives, in the same order, each read when it is asked for.

        For all hits of a large collection, which need not be in memory at once.
        """

    def count_undated(self, query: Query) -> int:
        """How many quotes match all of a query but its dates, and are left out because their articles have no date."""

    def facets(self, query: Query, names: Sequence[str] = FACETS, limit: int = 10) -> tuple[FacetCount, ...]:
        """
        The commonest values among all quotes that match a query, facet by facet, most frequent first.

        Args:
            query: its limit, offset and sort do not matter.
            names: some of `FACETS`, in the order wanted.
            limit: the most values for each of them.
        """

    def cross(self, query: Query, rows: str, columns: str) -> tuple[PairCount, ...]:
        """
        How many of all quotes that match a query have each pair of values of two facets.

        Pairs that no quote has are left out; the order is that of the values.

        Args:
            query: its limit, offset and sort do not matter.
            rows: one of `FACETS`.
            columns: another one.
        """

    def suggest(self, word: str, limit: int = 3) -> tuple[str, ...]:
        """Words of quotes with a spelling similar to *word*, the likeliest first."""

    def suggest_speakers(self, name: str, min_confidence: float | None, limit: int = 3) -> tuple[str, ...]:
        """Names of speakers that resemble *name*, in their commonest spelling, the likeliest first."""

    def get(self, id_prefix: str, limit: int = 10) -> tuple[Hit, ...]:
        """The quotes whose id begins so, at most *limit*, in the order of their ids. Scores are 0."""

    def speakers(self, name: str | None, min_confidence: float | None) -> tuple[SpeakerCount, ...]:
        """
        Who is quoted, joined by `Speaker.person`, the most quoted first.

        Args:
            name: any part of a name, all its words must match; None: all speakers.
            min_confidence: quotes below it have no speaker.
        """

    def count_quotes(self) -> int:
        """How many quotes there are."""

    def count_unattributed(self, min_confidence: float | None) -> int:
        """How many quotes have no speaker of this confidence."""

    def close(self) -> None:
        """Let go of all files. Changes since the last commit are lost."""
