"""Who is quoted, and what the quotes found have in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from quotesearch.indexing.fields import least_units
from quotesearch.indexing.leaves import Leaf
from quotesearch.model import FacetCount, SpeakerCount

__all__ = ["facet_counts", "speaker_counts"]

Found = Iterable[tuple[Leaf, Sequence[int]]]  # segments, and some documents of each


def speaker_counts(found: Found) -> tuple[SpeakerCount, ...]:
    """The speakers of some quotes, all of which have one who is sure enough; the most quoted first."""
    quotes: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    names: dict[str, Counter[str]] = defaultdict(Counter)
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    for leaf, some in found:
        persons = leaf.facts.values("person")
        of = _taken(leaf, "person", some)
        for person, count in Counter(of).items():
            quotes[persons[person]] += count
        # The quotes of an article are added at once, so no other segment has any of them.
        for person, _ in set(zip(of, _taken(leaf, "article", some), strict=True)):
            articles[persons[person]] += 1
        for field, counts in (("name", names), ("role", roles)):
            values = leaf.facts.values(field)
            for (person, value), count in Counter(zip(of, _taken(leaf, field, some), strict=True)).items():
                counts[persons[person]][values[value]] += count
    counted = [
        SpeakerCount(
            name=_commonest(names[person]),
            person=person,
            role=_commonest({role: count for role, count in roles[person].items() if role}) or None,
            quotes=count,
            articles=articles[person],
        )
        for person, count in quotes.items()
    ]
    return tuple(sorted(counted, key=lambda count: (-count.quotes, count.name)))


def facet_counts(
    found: Sequence[tuple[Leaf, Sequence[int]]], names: Sequence[str], limit: int, min_confidence: float
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


def _speakers(found: Found, least: int) -> Counter[str]:
    """How many quotes each speaker has, under the commonest spelling; "" where no one is sure enough."""
    counts: Counter[str] = Counter()
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for leaf, some in found:
        persons, spellings = leaf.facts.values("person"), leaf.facts.values("name")
        both = zip(_taken(leaf, "person", some), _taken(leaf, "name", some), strict=True)
        sure = [confidence >= least for confidence in _taken(leaf, "confidence", some)]
        counted = Counter(pair for pair, enough in zip(both, sure, strict=True) if enough and pair[0])
        for (person, name), count in counted.items():
            names[persons[person]][spellings[name]] += count
        counts[""] += len(some) - sum(counted.values())
    for spelt in names.values():
        counts[_commonest(spelt)] += sum(spelt.values())
    return +counts


def _taken(leaf: Leaf, field: str, some: Sequence[int]) -> Sequence[int]:
    """A field of some documents."""
    numbers = leaf.facts.numbers(field)
    return numbers if len(some) == leaf.count else [numbers[number] for number in some]


def _commonest(counts: Counter[str] | dict[str, int]) -> str:
    """The commonest of some values, of several the first in the alphabet; "" of none."""
    return min(counts, key=lambda value: (-counts[value], value), default="")
