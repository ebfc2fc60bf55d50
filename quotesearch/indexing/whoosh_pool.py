"""Postings on their way into a segment of Whoosh. Only modules named whoosh_… import that library."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from whoosh import writing

from quotesearch.indexing.analysis import Token
from quotesearch.indexing.fields import PLACED_FIELDS, term_key
from quotesearch.indexing.postings import PostingList
from quotesearch.indexing.whoosh_codec import Grown

__all__ = ["ListPool"]

_HIGH, _LOW = (1, 0) if sys.byteorder == "little" else (0, 1)
_BITS: Final = 32


class ListPool(writing.PostingPool):  # type: ignore[misc]
    """
    Gathers posting lists term by term, as rows of numbers. Whoosh's own pool makes one long list of tuples and
    sorts it, which takes ten times as long and as much memory.
    """

    def __init__(self, tempstore: Any, segment: Any) -> None:
        super().__init__(tempstore, segment)
        self._stems: dict[str, array[int]] = {}
        self._words: dict[str, array[int]] = {}
        self._terms: dict[str, dict[str, array[int]]] = {}

    def add_words(self, number: int, tokens: Iterable[tuple[Token, int]]) -> None:
        """Take in the words of a document, each with its place."""
        stems, words = self._stems, self._words
        first = number << _BITS
        for token, place in tokens:
            for lists, term in ((stems, token.stem), (words, token.printed)):
                try:
                    lists[term].append(first + place)
                except KeyError:
                    lists[term] = array("Q", (first + place,))

    def add_terms(self, number: int, field: str, terms: Iterable[str]) -> None:
        """Take in the terms of a field without places, each once."""
        lists = self._terms.setdefault(field, {})
        for term in terms:
            try:
                lists[term].append(number)
            except KeyError:
                lists[term] = array("I", (number,))

    def absorb(self, lists: Iterable[tuple[str, str, PostingList]], numbers: Mapping[int, int]) -> None:
        """Take in lists of another segment, of those documents that have a new number."""
        for field, term, postings in lists:
            if field in PLACED_FIELDS:
                into = (self._stems if field == "stems" else self._words).setdefault(term, array("Q"))
                for at, old in enumerate(postings.documents):
                    if old in numbers:
                        first = numbers[old] << _BITS
                        into.extend([first + place for place in postings.places(at)])
            else:
                kept = [numbers[old] for old in postings.documents if old in numbers]
                self._terms.setdefault(field, {}).setdefault(term, array("I")).extend(kept)

    def iter_postings(self) -> Grown:
        """All that was gathered, in order, as `ListsWriter` wants it."""
        fields: dict[str, dict[str, array[int]]] = {**self._terms, "stems": self._stems, "words": self._words}
        for field in sorted(fields):
            yield field, _ordered(fields[field], placed=field in PLACED_FIELDS)


def _ordered(
    lists: dict[str, array[int]], *, placed: bool
) -> Iterator[tuple[bytes, array[int], array[int] | None]]:
    """The terms of a field in order, with their documents and places; lists become empty as they are read."""
    for key, term in sorted((term_key(term), term) for term, numbers in lists.items() if numbers):
        numbers = lists.pop(term)
        if placed:
            halves = array("I", numbers.tobytes())
            yield key, halves[_HIGH::2], halves[_LOW::2]
        else:
            yield key, numbers, None
