"""Postings on their way into a segment of Whoosh. Only modules named whoosh_… import that library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from whoosh import writing

__all__ = ["GroupedPool"]

_MOST: Final = 3_000_000
"""Postings held before they go to disk: some 250 megabytes, those of fifty thousand quotes."""


class GroupedPool(writing.PostingPool):  # type: ignore[misc]
    """
    Gathers postings term by term. Whoosh's own pool makes one long list and sorts it; sorting the terms is
    enough, since documents come in their order.
    """

    def __init__(self, tempstore: Any, segment: Any) -> None:
        super().__init__(tempstore, segment)
        self.terms: dict[tuple[str, bytes], list[tuple[int, float, bytes]]] = {}
        self.count = 0

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Take in a posting: field, term, document, weight, value."""
        field, term, *posting = item
        self.terms.setdefault((field, term), []).append(tuple(posting))  # type: ignore[arg-type]
        self.count += 1
        if self.count >= _MOST:
            self.save()

    def save(self) -> None:
        """Put what there is on disk, sorted, to be merged later."""
        self.current = list(self._grouped())
        self.terms, self.count = {}, 0
        if self.current:
            super().save()

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """All postings in order."""
        if not self.runs:
            return self._grouped()
        self.save()
        merged: Iterator[tuple[str, bytes, int, float, bytes]] = super().iter_postings()
        return merged

    def _grouped(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """What is in memory, in order."""
        for field, term in sorted(self.terms):
            for posting in self.terms[field, term]:
                yield field, term, *posting
