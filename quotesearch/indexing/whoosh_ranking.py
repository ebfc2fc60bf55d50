"""Which documents answer a query, in which order. Only modules named whoosh_… import Whoosh."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from whoosh import query, reading

from quotesearch.indexing.analysis import tokenize
from quotesearch.indexing.whoosh_queries import Only, filters, scored, undated
from quotesearch.model import AllOf, Clause, Query, Word

__all__ = ["Match", "count_undated", "numbers", "rank"]

_RERANKED: Final = 100
"""Of the best matches, those whose words stand near each other come first."""

_NEAR: Final = 3
"""Words are near when they lie within three times their own number of words."""

_NEAR_BONUS: Final = 1000.0  # beyond any score of BM25, so that scores fall with the rank
_PHRASE_BONUS: Final = 2000.0
_UNDATED_LAST: Final = 10**9


class Match(NamedTuple):
    """A document that matches, with its score."""

    number: int
    score: float


def rank(searcher: Any, wanted: Query) -> tuple[list[Match], int]:
    """The documents of a query from its offset on, as many as its limit, and how many there are."""
    reader = searcher.reader()
    condition = scored(reader, wanted)
    if condition is None or wanted.sort != "relevance":
        found = _by_date(searcher, wanted)
        return found[wanted.offset : wanted.offset + wanted.limit], len(found)
    required = filters(reader, wanted)
    whole = Only(condition, required) if required else condition
    total = _count(searcher, whole)
    last = min(wanted.offset + wanted.limit, total)
    best = _by_relevance(searcher, wanted, whole, last) if wanted.offset < last else []
    return best[wanted.offset : last], total


def numbers(searcher: Any, wanted: Query) -> Iterator[int]:
    """All documents of a query, in the order of the index."""
    reader = searcher.reader()
    conditions = filters(reader, wanted)
    condition = scored(reader, wanted)
    if condition is not None:
        conditions.append(condition)
    found: Iterator[int] = searcher.docs_for_query(query.And(conditions) if conditions else query.Every())
    return found


def count_undated(searcher: Any, wanted: Query) -> int:
    """How many documents match all but the dates, and have none."""
    if not (wanted.after or wanted.before):
        return 0
    reader = searcher.reader()
    condition = scored(reader, wanted)
    conditions = [undated(), *filters(reader, wanted, dates=False)]
    return _count(searcher, query.And([*conditions, condition] if condition is not None else conditions))


def _count(searcher: Any, condition: Any) -> int:
    """How many documents fulfil a condition. For a single word the index knows without looking."""
    reader = searcher.reader()
    if isinstance(condition, query.Term) and not reader.has_deletions():
        return int(reader.doc_frequency(condition.fieldname, condition.text))
    return sum(1 for _ in searcher.docs_for_query(condition))


def _by_date(searcher: Any, wanted: Query) -> list[Match]:
    """
    All documents of a query by date, those without one last, and within a day in the order of the index.

    Without words to judge them by, the newest are the most relevant.
    """
    reader = searcher.reader()
    if not reader.doc_count_all():
        return []
    published = reader.column_reader("published", translate=False)
    dated = [(published[number], number) for number in numbers(searcher, wanted)]
    if wanted.sort == "oldest":
        dated = [(date or _UNDATED_LAST, number) for date, number in dated]
    else:
        dated = [(-date, number) for date, number in dated]
    last = wanted.offset + wanted.limit
    best = heapq.nsmallest(last, dated) if last < len(dated) else sorted(dated)
    padding = len(dated) - len(best)  # never looked at, only counted
    return [Match(number, 0.0) for _, number in best] + [Match(-1, 0.0)] * padding


def _by_relevance(searcher: Any, wanted: Query, whole: Any, last: int) -> list[Match]:
    """
    The first *last* documents: first the preferred phrase, then words near each other, then the rest; by
    BM25.
    """
    first: list[Match] = []
    phrase = (
        scored(searcher.reader(), Query(wanted.preferred, exact=wanted.exact)) if wanted.preferred else None
    )
    if phrase is not None:
        first = _top(searcher, Only(whole, [phrase]), last, _PHRASE_BONUS)
    if len(first) == last:
        return first
    seen = {match.number for match in first}
    rest = _top(searcher, whole, max(last, _RERANKED), without=seen)
    words = _plain_words(wanted)
    if len(words) > 1:
        near = _near(searcher.reader(), "words" if wanted.exact else "stems", words, rest[:_RERANKED])
        bonus = [Match(m.number, m.score + _NEAR_BONUS) for m in rest if m.number in near]
        rest = bonus + [m for m in rest if m.number not in near]
    return first + rest


def _top(
    searcher: Any, condition: Any, limit: int, bonus: float = 0.0, without: set[int] | None = None
) -> list[Match]:
    """The best documents that fulfil a condition, by BM25."""
    results = searcher.search(condition, limit=limit, mask=without or None)
    return [Match(number, score + bonus) for number, score in results.items()]


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


def _near(reader: Any, field: str, words: Sequence[str], matches: Sequence[Match]) -> set[int]:
    """Those of some documents in which all the words lie near each other."""
    near: set[int] = set()
    leaves = reader.leaf_readers()
    for at, (leaf, base) in enumerate(leaves):
        end = leaves[at + 1][1] if at + 1 < len(leaves) else reader.doc_count_all()
        inside = sorted(match.number for match in matches if base <= match.number < end)
        try:
            matchers = [leaf.postings(field, word) for word in words] if inside else []
        except reading.TermNotFound:
            continue
        for number in inside:
            places = [_places(matcher, number - base) for matcher in matchers]
            if all(places) and _window(places) <= _NEAR * len(words):
                near.add(number)
    return near


def _places(matcher: Any, number: int) -> Sequence[int]:
    """Where a word stands in a document; numbers must be asked for in order."""
    if matcher.is_active() and matcher.id() < number:
        matcher.skip_to(number)
    if not matcher.is_active() or matcher.id() != number:
        return ()
    places: Sequence[int] = matcher.value_as("positions")
    return places


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
