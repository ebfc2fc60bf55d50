"""Which printed words of an index a word of a query means."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from quotesearch.analysis import folded_form, folded_prefixes, is_alike
from quotesearch.indexing.engines.rows import VARIANT_MARK
from quotesearch.indexing.engines.store import Store

__all__ = ["Lexicon"]

_KEPT: Final = 200
"""Words of queries of which the meaning is kept, for hints ask for the same again and again."""


class Lexicon:
    """The words of a store, until it changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._beginning = lru_cache(_KEPT)(self._find_beginning)
        self._alike = lru_cache(_KEPT)(self._find_alike)

    def clear(self) -> None:
        """Forget what was found, after a change of the store."""
        self._beginning.cache_clear()
        self._alike.cache_clear()

    def spelt(self, folded: str) -> tuple[str, ...]:
        """The printed forms of a folded word."""
        variants = self._terms("variants", folded + VARIANT_MARK)
        return folded, *(variant.partition(VARIANT_MARK)[2] for variant in variants)

    def beginning(self, text: str, *, exact: bool) -> tuple[str, ...]:
        """The printed forms of words that begin so, as printed or, unless *exact*, folded."""
        return self._beginning(text, exact)

    def alike(self, text: str) -> tuple[str, ...]:
        """The printed forms of words that begin with the same letter and have a similar spelling."""
        return self._alike(text)

    def _find_beginning(self, text: str, exact: bool) -> tuple[str, ...]:
        found = dict.fromkeys(self._terms("words", text.lower()))
        for begin in () if exact else folded_prefixes(text):
            terms = self._terms("words", begin)
            found |= dict.fromkeys(term for term in terms if folded_form(term).startswith(begin))
            variants = self._terms("variants", begin)
            found |= dict.fromkeys(variant.partition(VARIANT_MARK)[2] for variant in variants)
        return tuple(found)

    def _find_alike(self, text: str) -> tuple[str, ...]:
        word = folded_form(text)
        found = [term for term in self._terms("words", word[:1]) if is_alike(word, folded_form(term))]
        for variant in self._terms("variants", word[:1]):
            folded, _, printed = variant.partition(VARIANT_MARK)
            if printed[:1] != word[:1] and is_alike(word, folded):
                found.append(printed)
        return tuple(found)

    def _terms(self, field: str, begin: str) -> list[str]:
        """The terms of a field that begin so; of "" none, which would be all."""
        return self._store.terms(field, begin) if begin else []
