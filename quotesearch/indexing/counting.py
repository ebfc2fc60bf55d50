"""Who is quoted, and what the quotes found have in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from quotesearch.indexing.conditions import Condition, Confident
from quotesearch.indexing.fields import least_units
from quotesearch.indexing.leaves import Leaf
from quotesearch.indexing.ranking import found_in
from quotesearch.indexing.tallies import TALLIED, Tally, commonest, tally
from quotesearch.model import FacetCount, PairCount

__all__ = ["facet_counts", "pair_counts", "speakers_of"]

FIELDS_OF: Final = {
    "speaker": "person", "outlet": "outlet", "year": "published", "month": "published", "kind": "kind",
    "gender": "gender",
}  # fmt: skip
"""The facts that the values of each facet are read from."""

OF_SPEAKERS: Final = frozenset({"speaker", "gender"})
"""The facets that a quote has a value of only if its speaker is sure enough."""

Found = Iterable[tuple[Leaf, Sequence[int]]]  # segments, and some documents of each


def speakers_of(leaf: Leaf, condition: Condition) -> dict[str, Tally]:
    """
    The speakers of those quotes of a segment that fulfil a condition, which has to see to it that they have any.

    Of all who are sure enough by default, the segment knows without a look at each.
    """
    facts = leaf.facts
    if isinstance(condition, Confident) and condition.least == facts.tallied_from and not leaf.deleted:
        return facts.tallies
    some = found_in(leaf, condition)
    rows = zip(*(_taken(leaf, field, some) for field in TALLIED), strict=True)
    return tally(rows, *(facts.values(name) for name in TALLIED[:-1]))


def facet_counts(
    found: Sequence[tuple[Leaf, Sequence[int]]],
    names: Sequence[str],
    limit: int,
    min_confidence: float | None,
) -> tuple[FacetCount, ...]:
    """The commonest values of some quotes, facet by facet, most frequent first."""
    counts: list[FacetCount] = []
    for name in names:
        values = _counted(found, (name,), least_units(min_confidence))
        ordered = sorted(values.items(), key=lambda item: (-item[1], item[0]))
        counts.extend(FacetCount(name, value, quotes) for (value,), quotes in ordered[:limit])
    return tuple(counts)


def pair_counts(
    found: Sequence[tuple[Leaf, Sequence[int]]], rows: str, columns: str, min_confidence: float | None
) -> tuple[PairCount, ...]:
    """How many of some quotes have each pair of values of two facets, in the order of the values."""
    counts = _counted(found, (rows, columns), least_units(min_confidence))
    return tuple(PairCount(row, column, quotes) for (row, column), quotes in sorted(counts.items()))


def _counted(found: Found, facets: Sequence[str], least: tuple[int, int]) -> Counter[tuple[str, ...]]:
    """
    How many quotes have each combination of values of some facets; "" where they have none.

    A speaker is counted by the key and shown under the commonest spelling.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for leaf, some in found:
        fields = [
            _sure(leaf, FIELDS_OF[facet], some, least)
            if facet in OF_SPEAKERS
            else _taken(leaf, FIELDS_OF[facet], some)
            for facet in facets
        ]
        for combination, count in Counter(zip(*fields, strict=True)).items():
            values = (_value(leaf, facet, number) for facet, number in zip(facets, combination, strict=True))
            counts[tuple(values)] += count
        if "speaker" in facets:
            persons, spellings = leaf.facts.values("person"), leaf.facts.values("name")
            both = zip(fields[facets.index("speaker")], _taken(leaf, "name", some), strict=True)
            for (person, name), count in Counter(both).items():
                names[persons[person]][spellings[name]] += count
    shown = {person: commonest(spelt) if person else "" for person, spelt in names.items()}
    named: Counter[tuple[str, ...]] = Counter()
    for keys, count in counts.items():
        pairs = zip(facets, keys, strict=True)
        named[tuple(shown[key] if facet == "speaker" else key for facet, key in pairs)] += count
    return named


def _value(leaf: Leaf, facet: str, number: int) -> str:
    """The value of a facet that a number of a field means."""
    match facet:
        case "year":
            return f"{number // 10000:04}" if number else ""
        case "month":
            return f"{number // 10000:04}-{number // 100 % 100:02}" if number else ""
        case _:
            return leaf.facts.values(FIELDS_OF[facet])[number]


def _sure(leaf: Leaf, field: str, some: Sequence[int], least: tuple[int, int]) -> Sequence[int]:
    """A field of the speakers of some documents; 0, as of quotes without a speaker, where no one is sure enough."""
    values = _taken(leaf, field, some)
    levels = zip(_taken(leaf, "confidence", some), _taken(leaf, "other", some), strict=True)
    return [
        value if confidence >= least[other] else 0
        for value, (confidence, other) in zip(values, levels, strict=True)
    ]


def _taken(leaf: Leaf, field: str, some: Sequence[int]) -> Sequence[int]:
    """A field of some documents."""
    numbers = leaf.facts.numbers(field)
    return numbers if len(some) == leaf.count else [numbers[number] for number in some]
