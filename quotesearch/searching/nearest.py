"""Quotes that are almost what was typed: a sentence remembered or printed with another word in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice
from typing import Final

from quotesearch.indexing.analysis import Token, tokenize
from quotesearch.indexing.engine import Engine
from quotesearch.model import AnyOf, Fuzzy, Hit, Prefix, Query, Span, Word
from quotesearch.searching.clauses import positive

__all__ = ["nearest"]

_LEAST: Final = 4
"""Words that a query has at least for quotes to be like it; fewer are a search, not a sentence."""

_LONGEST: Final = 60
"""Words of a query that are compared; of a longer text, only the beginning is compared."""

_ASKED: Final = 8
"""The rarest words are asked for: a quote like the query has some of them, and their lists are short."""

_CANDIDATES: Final = 60
"""Quotes that are compared word by word."""

_SHARE: Final = 0.6
"""Of the words of the query, a quote that is near has so many at least, in the same order."""

_MOST: Final = 3


def nearest(engine: Engine, query: Query) -> tuple[Hit, ...]:
    """
    The quotes that share most of the words of a query in their order, the nearest first, at most three.

    Words are compared without their inflection. What is shared is highlighted; scores are the share of the query's
    words. The filters of the query hold. A query of fewer than four words has none.
    """
    tokens = list(islice(_tokens(query), _LONGEST))
    asked = [token.stem for token in tokens]
    if len(asked) < _LEAST:
        return ()
    rare = _rarest(engine, [token.printed for token in tokens])
    if not rare:
        return ()
    wanted = AnyOf(tuple(map(Word, rare))) if len(rare) > 1 else Word(rare[0])
    found = engine.search(
        replace(
            query, wanted=wanted, preferred=None, exact=False, sort="relevance", group=None,
            limit=_CANDIDATES, offset=0,
        )
    )  # fmt: skip
    compared = [_compared(asked, hit) for hit in found.hits]
    near = sorted((hit for hit in compared if hit.score >= _SHARE), key=lambda hit: -hit.score)
    return tuple(near[:_MOST])


def _tokens(query: Query) -> Iterator[Token]:
    """The words of a query, in order; of a hyphenated one, its pieces."""
    for leaf in positive(query.wanted):
        if not isinstance(leaf, Prefix | Fuzzy):
            yield from (token for token in tokenize(leaf.text) if not token.whole)


def _rarest(engine: Engine, typed: Sequence[str]) -> list[str]:
    """Those of some words that the fewest quotes have, and at least one."""
    counted = [(engine.search(Query(Word(word), limit=0)).total, word) for word in dict.fromkeys(typed)]
    return [word for number, word in sorted(counted) if number][:_ASKED]


def _compared(asked: Sequence[str], hit: Hit) -> Hit:
    """A quote with the words highlighted that it shares with what was asked, and their share as its score."""
    own = [token for token in tokenize(hit.quote.text) if not token.whole]
    matcher = SequenceMatcher(None, asked, [token.stem for token in own], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = sum(block.size for block in blocks) / len(asked)
    spans = (Span(own[block.b].start, own[block.b + block.size - 1].end) for block in blocks)
    return replace(hit, score=shared, highlights=tuple(spans))
