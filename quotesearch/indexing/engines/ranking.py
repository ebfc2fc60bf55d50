"""Which hits come first: the same rules for every engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quotesearch.analysis import tokenize
from quotesearch.indexing.engines.lexicon import Lexicon
from quotesearch.indexing.engines.selection import Not, Selection
from quotesearch.indexing.engines.store import Store
from quotesearch.indexing.engines.translation import words_of_query
from quotesearch.model import AllOf, Clause, Query, Word

__all__ = ["Ranked", "ranked", "undated"]

_RERANKED: Final = 100
"""Of the best hits, those whose words are near each other come first."""

_NEAR: Final = 3
"""Words are near when they are within three times their own number of words."""

_NEAR_BONUS: Final = 1000.0  # beyond any score of BM25, so that scores fall with the rank
_PHRASE_BONUS: Final = 2000.0

Ranked = list[tuple[int, float]]
"""Numbers of rows with their scores, the best first."""


def ranked(store: Store, query: Query, selection: Selection, lexicon: Lexicon) -> tuple[Ranked, int]:
    """
    The hits of a query from its offset on, as many as its limit, and how many there are in all.

    Args:
        store: what is searched.
        query: what was asked for.
        selection: the same as terms.
        lexicon: the words of the index.
    """
    total = store.count(selection)
    if query.group is not None:
        best = _best(store, query, selection, lexicon, total)
        return _grouped(store, best)[query.offset : query.offset + query.limit], total
    last = min(query.offset + query.limit, total)
    if query.offset >= last:
        return [], total
    return _best(store, query, selection, lexicon, last)[query.offset : last], total


def _best(store: Store, query: Query, selection: Selection, lexicon: Lexicon, limit: int) -> Ranked:
    """The first hits; without words to judge them by, the newest are the most relevant."""
    if selection.words is None or query.sort != "relevance":
        return [(number, 0.0) for number in store.by_date(selection, limit, oldest=query.sort == "oldest")]
    return _by_relevance(store, query, selection, lexicon, limit)


def _by_relevance(store: Store, query: Query, selection: Selection, lexicon: Lexicon, limit: int) -> Ranked:
    """First the preferred phrase, then words near each other, then the rest; each by BM25."""
    first: Ranked = []
    phrase = words_of_query(query.preferred, lexicon, exact=query.exact)
    if phrase is not None:
        found = store.best(selection.also(phrase), limit)
        first = [(number, score + _PHRASE_BONUS) for number, score in found]
        if len(first) == limit:
            return first
        selection = selection.also(Not(phrase))
    stems = _plain_stems(query)
    rest = store.best(selection, max(limit, _RERANKED) if len(stems) > 1 else limit)
    if len(stems) > 1:
        near = _near(store, stems, [number for number, _ in rest[:_RERANKED]])
        rest = [
            *((number, score + _NEAR_BONUS) for number, score in rest if number in near),
            *((number, score) for number, score in rest if number not in near),
        ]
    return [*first, *rest][:limit]


def _grouped(store: Store, best: Ranked) -> Ranked:
    """The same hits, with those of each article after its first one."""
    articles: dict[str, Ranked] = {}
    for article, hit in zip(store.articles([number for number, _ in best]), best, strict=True):
        articles.setdefault(article, []).append(hit)
    return [hit for some in articles.values() for hit in some]


def _plain_stems(query: Query) -> list[str]:
    """The stems of the words of a query that must all match; none if it is more involved than that."""
    wanted: Sequence[Clause | None] = (
        query.wanted.clauses if isinstance(query.wanted, AllOf) else [query.wanted]
    )
    texts = [clause.text for clause in wanted if isinstance(clause, Word)]
    return list(dict.fromkeys(token.stem for text in texts for token in tokenize(text) if not token.whole))


def _near(store: Store, stems: Sequence[str], numbers: Sequence[int]) -> set[int]:
    """Those of some rows in which all the stems are near each other."""
    places = [store.positions(stem, numbers) for stem in stems]
    widest = _NEAR * len(stems)
    return {
        number
        for number in numbers
        if all(number in some for some in places) and _window([some[number] for some in places]) <= widest
    }


def _window(places: Sequence[Sequence[int]]) -> int:
    """
    The fewest words in a row that hold a place of each list.

    >>> _window([[1, 20], [3], [22, 4]])
    4
    """
    merged = sorted((place, which) for which, some in enumerate(places) for place in some)
    last = [-1] * len(places)
    best = merged[-1][0] - merged[0][0] + 1
    for at, (place, which) in enumerate(merged):
        last[which] = at
        if min(last) >= 0:
            best = min(best, place - merged[min(last)][0] + 1)
    return best


def undated(selection: Selection) -> Selection:
    """The quotes that match all of a selection but its dates, and have none."""
    return replace(selection, filters=replace(selection.filters, dates=(0, 0)))
