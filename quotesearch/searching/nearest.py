"""Quotes that are almost what was typed: a sentence remembered or printed with another word in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice
from typing import Final

from quotesearch.analysis import Term, tokenize
from quotesearch.indexing import Engine
from quotesearch.model import AnyOf, Hit, Phrase, Query, Span, Word
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

_OPENING: Final = ("‘", "'")
_CLOSING: Final = ("’", "'")
"""Single quotation marks: a query is read with them as part of its words, as they may be apostrophes."""


def nearest(engine: Engine, query: Query) -> tuple[Hit, ...]:
    """
    The quotes that share most of the words of a query in their order, the nearest first, at most three.

    Words are compared without their inflection. What is shared is highlighted; scores are the share of the query's
    words. The filters of the query hold. A query of fewer than four words has none. Of a sentence that was pasted with
    quotation marks and with who said it, only the words between the marks are compared, if that finds any quote.
    """
    return next(filter(None, (_near(engine, query, tokens) for tokens in _sentences(query))), ())


def _near(engine: Engine, query: Query, tokens: Sequence[Term]) -> tuple[Hit, ...]:
    """The quotes that share most of some words."""
    asked = [token.stem for token in tokens]
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


def _sentences(query: Query) -> Iterator[list[Term]]:
    """What may have been said: the words between quotation marks, those of the longest pair, all words of the query."""
    leaves = [leaf for leaf in positive(query.wanted) if isinstance(leaf, Word | Phrase)]
    texts = [leaf.text for leaf in leaves]
    quoted = list(_quoted(leaves))
    tried: list[list[str]] = []
    for some in (quoted, [max(quoted, key=len, default="")], texts):
        tokens = list(islice((token for text in some for token in _tokens(text)), _LONGEST))
        stems = [token.stem for token in tokens]
        if len(tokens) >= _LEAST and stems not in tried:
            tried.append(stems)
            yield tokens


def _quoted(leaves: Iterable[Word | Phrase]) -> Iterator[str]:
    """
    The texts between quotation marks, single ones too.

    >>> list(
    ...     _quoted(
    ...         [Phrase("We left,"), Word("she"), Word("said"), Word("‘by"), Word("bus.’"), Word("Today")]
    ...     )
    ... )
    ['We left,', 'by bus.’']
    """
    inside: list[str] = []
    for leaf in leaves:
        if isinstance(leaf, Phrase):
            yield leaf.text
        elif inside or leaf.text.startswith(_OPENING):
            inside.append(leaf.text.lstrip("".join(_OPENING)))
            if leaf.text.endswith(_CLOSING):
                yield " ".join(inside)
                inside = []


def _tokens(text: str) -> Iterator[Term]:
    """The words of a text, in order; of a hyphenated one, its pieces."""
    return (token for token in tokenize(text) if not token.whole)


def _rarest(engine: Engine, typed: Sequence[str]) -> list[str]:
    """Those of some words that the fewest quotes have, and at least one."""
    counted = [(engine.search(Query(Word(word), limit=0)).total, word) for word in dict.fromkeys(typed)]
    return [word for number, word in sorted(counted) if number][:_ASKED]


def _compared(asked: Sequence[str], hit: Hit) -> Hit:
    """A quote with the words highlighted that it shares with what was asked, and their share as its score."""
    own = list(_tokens(hit.quote.text))
    matcher = SequenceMatcher(None, asked, [token.stem for token in own], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = sum(block.size for block in blocks) / len(asked)
    spans = (Span(own[block.b].start, own[block.b + block.size - 1].end) for block in blocks)
    return replace(hit, score=shared, highlights=tuple(spans))
