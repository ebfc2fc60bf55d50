"""
What a library must do for an engine: keep rows, find them by terms and filters, count them.

Everything else that an engine does (`StoreEngine`) is the same for all of them: the analysis of words, the forms of
a word that a query means, which hits come first, how speakers and facets are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from quotesearch.indexing.engines.rows import Row
from quotesearch.indexing.engines.selection import Selection

__all__ = ["Store"]


class Store(Protocol):
    """
    Rows in a folder. A row has a number while the store is open; numbers grow in the order of adding.

    Changes show after `commit`. Any method may raise an error of the library if files are damaged; who opens the
    store compares checksums then.
    """

    def add(self, row: Row) -> None:
        """Add a quote."""

    def remove(self, article: str) -> None:
        """Remove the quotes of an article, as far as they are committed."""

    def commit(self) -> None:
        """Write all changes, and show them to the questions below."""

    def close(self) -> None:
        """Close all files; changes since the last commit are lost."""

    def size(self) -> int:
        """How many rows there are."""

    def terms(self, field: str, begin: str) -> list[str]:
        """The terms of a field that begin so."""

    def with_id(self, begin: str) -> list[int]:
        """Rows whose id may begin so: all that do, and perhaps others."""

    def frequency(self, field: str, term: str) -> int:
        """About how many rows have a term."""

    def count(self, selection: Selection) -> int:
        """How many rows are selected."""

    def best(self, selection: Selection, limit: int) -> list[tuple[int, float]]:
        """
        The numbers of the selected rows that are most relevant to the words, with their scores by BM25.

        The best come first, of equals those that were added first. The selection has words.
        """

    def by_date(self, selection: Selection, limit: int, *, oldest: bool) -> list[int]:
        """The selected rows by date, those without one last, and of a day those that were added first."""

    def tally(self, selection: Selection, columns: Sequence[str]) -> Counter[tuple[str | int, ...]]:
        """How many of the selected rows have each combination of values of some of `COLUMNS`."""

    def articles(self, numbers: Sequence[int]) -> list[str]:
        """The ids of the articles of some rows."""

    def positions(self, stem: str, numbers: Sequence[int]) -> dict[int, Sequence[int]]:
        """Where a stem is in those of some rows that have it."""

    def records(self, numbers: Iterable[int]) -> Iterator[bytes]:
        """What was packed of some rows."""
