"""Who is quoted, and what the quotes found have in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from quotesearch.indexing.conditions import Condition, Confident
from quotesearch.indexing.fields import least_units
from quotesearch.indexing.leaves import Leaf
from quotesearch.indexing.ranking import found_in
from quotesearch.indexing.tallies import Tally, commonest, tally
from quotesearch.model import FacetCount

__all__ = ["facet_counts", "speakers_of"]

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
    rows = zip(*(_taken(leaf, field, some) for field in ("person", "name", "role", "article")), strict=True)
    return tally(rows, facts.values("person"), facts.values("name"), facts.values("role"))


def facet_counts(
    found: Sequence[tuple[Leaf, Sequence[int]]],
    names: Sequence[str],
    limit: int,
    min_confidence: float | None,
) -> tuple[FacetCount, ...]:
    """The commonest values of some quotes, facet by facet, most frequent first."""
    counts: list[FacetCount] = []
    for name in names:
        values = _speakers(found, least_units(min_confidence)) if name == "speaker" else _values(found, name)
        ordered = sorted(values.items(), key=lambda item: (-item[1], item[0]))
        counts.extend(FacetCount(name, value, quotes) for value, quotes in ordered[:limit])
    return tuple(counts)


def _values(found: Found, facet: str) -> Counter[str]:
    """How many quotes have each value of a facet."""
    counts: Counter[str] = Counter()
    for leaf, some in found:
        if facet == "year":
            for day, count in Counter(_taken(leaf, "published", some)).items():
                counts[f"{day // 10000:04}" if day else ""] += count
        else:
            values = leaf.facts.values(facet)
            for value, count in Counter(_taken(leaf, facet, some)).items():
                counts[values[value]] += count
    return counts


def _speakers(found: Found, least: tuple[int, int]) -> Counter[str]:
    """How many quotes each speaker has, under the commonest spelling; "" where no one is sure enough."""
    counts: Counter[str] = Counter()
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for leaf, some in found:
        persons, spellings = leaf.facts.values("person"), leaf.facts.values("name")
        both = zip(_taken(leaf, "person", some), _taken(leaf, "name", some), strict=True)
        levels = zip(_taken(leaf, "confidence", some), _taken(leaf, "other", some), strict=True)
        sure = [confidence >= least[other] for confidence, other in levels]
        counted = Counter(pair for pair, enough in zip(both, sure, strict=True) if enough and pair[0])
        for (person, name), count in counted.items():
            names[persons[person]][spellings[name]] += count
        counts[""] += len(some) - sum(counted.values())
    for spelt in names.values():
        counts[commonest(spelt)] += sum(spelt.values())
    return +counts


def _taken(leaf: Leaf, field: str, some: Sequence[int]) -> Sequence[int]:
    """A field of some documents."""
    numbers = leaf.facts.numbers(field)
    return numbers if len(some) == leaf.count else [numbers[number] for number in some]
