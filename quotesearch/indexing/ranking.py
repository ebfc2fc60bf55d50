"""Which documents answer a query, in which order."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from quotesearch.indexing.analysis import tokenize
from quotesearch.indexing.conditions import AllFulfilled, Condition
from quotesearch.indexing.leaves import Leaf, Leaves
from quotesearch.indexing.query_conditions import everything_of, filters, scored, undated
from quotesearch.model import AllOf, Clause, Query, Word

__all__ = ["Match", "count_undated", "found_in", "numbers", "rank"]

_RERANKED: Final = 100
"""Of the best matches, those whose words are near each other come first."""

_NEAR: Final = 3
"""Words are near when they lie within three times their own number of words."""

_NEAR_BONUS: Final = 1000.0  # beyond any score of BM25, so that scores fall with the rank
_PHRASE_BONUS: Final = 2000.0
_UNDATED_LAST: Final = 10**9


class Match(NamedTuple):
    """A document that matches, with its score."""

    number: int
    score: float


def rank(leaves: Leaves, wanted: Query) -> tuple[list[Match], int]:
    """The documents of a query from its offset on, as many as its limit, and how many there are."""
    if wanted.group is not None:
        return _grouped(leaves, wanted)
    words = scored(leaves, wanted)
    if words is None or wanted.sort != "relevance":
        return _by_date(leaves, wanted)
    whole = everything_of(leaves, wanted)
    found = {leaf: found_in(leaf, whole) for leaf in leaves.leaves}
    total = sum(map(len, found.values()))
    last = min(wanted.offset + wanted.limit, total)
    best = _by_relevance(leaves, wanted, words, found, last) if wanted.offset < last else []
    return best[wanted.offset : last], total


def _grouped(leaves: Leaves, wanted: Query) -> tuple[list[Match], int]:
    """The same, with the documents of each article after its first one."""
    ranked, total = rank(leaves, replace(wanted, group=None, offset=0, limit=leaves.count))
    articles: dict[str, list[Match]] = {}
    for match in ranked:
        leaf, number = leaves.place(match.number)
        article = leaf.facts.values("article")[leaf.facts.numbers("article")[number]]
        articles.setdefault(article, []).append(match)
    together = [match for some in articles.values() for match in some]
    return together[wanted.offset : wanted.offset + wanted.limit], total


def found_in(leaf: Leaf, condition: Condition) -> Sequence[int]:
    """The documents of a segment that fulfil a condition, in order."""
    found: Collection[int] = condition.documents(leaf)
    if leaf.deleted:
        found = set(found).difference(leaf.deleted)
    return found if isinstance(found, (memoryview, range)) else sorted(found)


def numbers(leaves: Leaves, wanted: Query) -> Iterator[tuple[Leaf, Sequence[int]]]:
    """All documents of a query, segment by segment."""
    whole = everything_of(leaves, wanted)
    for leaf in leaves.leaves:
        yield leaf, found_in(leaf, whole)


def count_undated(leaves: Leaves, wanted: Query) -> int:
    """How many documents match all but the dates, and have none."""
    if not (wanted.after or wanted.before):
        return 0
    conditions = [undated(), *filters(leaves, wanted, dates=False)]
    words = scored(leaves, wanted)
    if words is not None:
        conditions.append(words)
    return sum(len(found_in(leaf, AllFulfilled(conditions))) for leaf in leaves.leaves)


def _by_date(leaves: Leaves, wanted: Query) -> tuple[list[Match], int]:
    """
    Documents of a query by date, those without one last, and within a day in the order of the index; and how
    many there are.

    Without words to judge them by, the newest are the most relevant.
    """
    dated: list[tuple[int, int]] = []
    for leaf, found in numbers(leaves, wanted):
        published, base = leaf.facts.numbers("published"), leaf.base
        if wanted.sort == "oldest":
            dated.extend((published[number] or _UNDATED_LAST, base + number) for number in found)
        else:
            dated.extend((-published[number], base + number) for number in found)
    best = heapq.nsmallest(wanted.offset + wanted.limit, dated)
    return [Match(number, 0.0) for _, number in best[wanted.offset :]], len(dated)


def _by_relevance(
    leaves: Leaves, wanted: Query, words: Condition, found: Mapping[Leaf, Sequence[int]], last: int
) -> list[Match]:
    """
    The first *last* documents: first the preferred phrase, then words near each other, then the rest; by
    BM25.
    """
    first: list[Match] = []
    phrase = scored(leaves, Query(wanted.preferred, exact=wanted.exact)) if wanted.preferred else None
    if phrase is not None:
        rows = {leaf: sorted(phrase.among(leaf, some)) for leaf, some in found.items()}
        first = [Match(m.number, m.score + _PHRASE_BONUS) for m in _top(leaves, words, rows, last)]
        if len(first) == last:
            return first
        found = {leaf: sorted(set(some).difference(rows[leaf])) for leaf, some in found.items()}
    rest = _top(leaves, words, found, max(last, _RERANKED))
    terms = _plain_words(wanted)
    if len(terms) > 1:
        near = _near(leaves, "words" if wanted.exact else "stems", terms, rest[:_RERANKED])
        bonus = [Match(m.number, m.score + _NEAR_BONUS) for m in rest if m.number in near]
        rest = bonus + [m for m in rest if m.number not in near]
    return first + rest


def _top(leaves: Leaves, words: Condition, found: Mapping[Leaf, Sequence[int]], limit: int) -> list[Match]:
    """The most relevant of some documents, of equals those first that come first in the index."""
    scored_all: list[tuple[float, int]] = []
    for leaf, some in found.items():
        scores = words.score(leaves, leaf, some) if some else None
        if scores is None:
            scores = [0.0] * len(some)
        if len(some) > limit:  # most are out of the question, and floats alone sort faster than pairs
            least = heapq.nlargest(limit, scores)[-1]
            pairs = (
                (-score, leaf.base + number)
                for score, number in zip(scores, some, strict=True)
                if score >= least
            )
            scored_all.extend(heapq.nsmallest(limit, pairs))
        else:
            scored_all.extend(
                (-score, leaf.base + number) for score, number in zip(scores, some, strict=True)
            )
    return [Match(number, -score) for score, number in heapq.nsmallest(limit, scored_all)]


def _plain_words(wanted: Query) -> list[str]:
    """The words of a query that all must match, as terms; none if it is more involved than that."""
    clauses: Sequence[Clause | None] = (
        wanted.wanted.clauses if isinstance(wanted.wanted, AllOf) else [wanted.wanted]
    )
    tokens = [
        token
        for clause in clauses
        if isinstance(clause, Word)
        for token in tokenize(clause.text)
        if not token.whole
    ]
    return list(dict.fromkeys(token.printed if wanted.exact else token.stem for token in tokens))


def _near(leaves: Leaves, field: str, words: Sequence[str], matches: Sequence[Match]) -> set[int]:
    """Those of some documents in which all the words lie near each other."""
    near: set[int] = set()
    for match in matches:
        leaf, number = leaves.place(match.number)
        lists = [leaf.postings(field, word) for word in words]
        places = [some.places(at) for some in lists if some is not None and (at := some.find(number)) >= 0]
        if len(places) == len(words) and _window(places) <= _NEAR * len(words):
            near.add(match.number)
    return near


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
