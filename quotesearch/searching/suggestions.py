"""“Did you mean”: queries that would find something, from words and speakers that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Final

from quotesearch.analysis import folded_form, stem, tokenize
from quotesearch.indexing import Engine
from quotesearch.model import Fuzzy, Prefix, Query, Word
from quotesearch.searching.clauses import positive, spelt_out, with_words

__all__ = ["suggestions"]

_MOST: Final = 3
_LONGEST: Final = 100  # words; a longer text is not a slip of the keyboard
_MOST_WORDS: Final = 5  # of a query are looked at


def suggestions(engine: Engine, query: Query) -> tuple[str, ...]:
    """What could be typed instead of a query that found nothing; each would find something."""
    found: dict[str, None] = {}
    for candidate in _candidates(engine, query):
        if candidate != query and engine.search(replace(candidate, limit=0, offset=0)).total:
            found[spelt_out(candidate)] = None
        if len(found) == _MOST:
            break
    return tuple(found)


def _candidates(engine: Engine, query: Query) -> Iterator[Query]:
    """Queries that are like this one and may find something, the likest first."""
    spellings = list(_respelled(engine, query))
    named = list(_renamed(engine, query))
    for respelled in spellings or [query]:
        for renamed in named or [query]:
            yield replace(respelled, speaker=renamed.speaker)
    for respelled in spellings:
        yield Query(respelled.wanted, min_confidence=query.min_confidence)
    for renamed in named:
        yield Query(speaker=renamed.speaker, min_confidence=query.min_confidence)


def _respelled(engine: Engine, query: Query) -> Iterator[Query]:
    """The query with the words that no quote has changed to some that exist."""
    texts = [clause.text for clause in positive(query.wanted) if not isinstance(clause, Prefix | Fuzzy)]
    typed = [token.printed for text in texts for token in tokenize(text) if not token.whole]
    if (
        len(typed) > _LONGEST
    ):  # also if it is the same word again and again: each search takes as long as the query
        return
    words = dict.fromkeys(typed)
    missing = (word for word in words if not engine.search(Query(Word(word), limit=0)).total)
    others = {word: _unlike(engine.suggest(word, 2 * _MOST)) for word in islice(missing, _MOST_WORDS)}
    if query.wanted is None or not any(others.values()):
        return
    for rank in range(_MOST):
        chosen = {word: some[min(rank, len(some) - 1)] for word, some in others.items() if some}
        yield replace(query, wanted=with_words(query.wanted, partial(_changed, chosen)), preferred=None)


def _unlike(words: tuple[str, ...]) -> list[str]:
    """Of words that find each other, the first only."""
    by_stem: dict[str, str] = {}
    for word in words:
        by_stem.setdefault(stem(folded_form(word)), word)
    return list(by_stem.values())


def _changed(chosen: dict[str, str], text: str) -> str:
    """A text with words replaced, in any case."""
    for word, other in chosen.items():
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", other, text, flags=re.IGNORECASE)
    return text


def _renamed(engine: Engine, query: Query) -> Iterator[Query]:
    """The query with an unknown speaker replaced by some who exist."""
    if query.speaker is None:
        return
    alone = Query(speaker=query.speaker, min_confidence=query.min_confidence, limit=0)
    if not engine.search(alone).total:
        for name in engine.suggest_speakers(query.speaker, query.min_confidence, _MOST):
            yield replace(query, speaker=name)
