"""Who is quoted, and what the quotes found have in common: the same for every engine."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from quotesearch.indexing.engines.rows import least_units
from quotesearch.indexing.engines.selection import Selection
from quotesearch.indexing.engines.store import Store
from quotesearch.model import FacetCount, PairCount, Query, SpeakerCount

__all__ = ["FACETS", "facet_counts", "pair_counts", "speaker_counts"]

_COLUMN_OF: Final = {
    "speaker": "person", "outlet": "outlet", "year": "published", "month": "published", "kind": "kind",
    "gender": "gender",
}  # fmt: skip
"""The column that the values of each facet are read from."""

FACETS: Final = tuple(_COLUMN_OF)
"""What the quotes found can be counted by."""

_OF_SPEAKERS: Final = frozenset({"speaker", "gender"})
"""The facets that a quote has a value of only if its speaker is sure enough."""


def facet_counts(
    store: Store, query: Query, selection: Selection, names: Sequence[str], limit: int
) -> tuple[FacetCount, ...]:
    """The commonest values of the selected quotes, facet by facet, the most frequent first."""
    counts: list[FacetCount] = []
    for name in names:
        values = _counted(store, query, selection, (name,))
        ordered = sorted(values.items(), key=lambda item: (-item[1], item[0]))
        counts.extend(FacetCount(name, value, quotes) for (value,), quotes in ordered[:limit])
    return tuple(counts)


def pair_counts(
    store: Store, query: Query, selection: Selection, rows: str, columns: str
) -> tuple[PairCount, ...]:
    """How many of the selected quotes have each pair of values of two facets, in the order of the values."""
    counts = _counted(store, query, selection, (rows, columns))
    return tuple(PairCount(row, column, quotes) for (row, column), quotes in sorted(counts.items()))


def _counted(
    store: Store, query: Query, selection: Selection, facets: Sequence[str]
) -> Counter[tuple[str, ...]]:
    """
    How many quotes have each combination of values of some facets; "" where they have none.

    A speaker is counted by the key and shown in the commonest spelling.
    """
    least = least_units(query.min_confidence)
    of_speakers = not _OF_SPEAKERS.isdisjoint(facets)
    columns = [_COLUMN_OF[facet] for facet in facets]
    if of_speakers:
        columns += ["certainty", "name"]
    counts: Counter[tuple[str, ...]] = Counter()
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for found, count in store.tally(selection, columns).items():
        sure = not of_speakers or _is_sure(found[-2], least)
        values = tuple(_value(facet, value, sure=sure) for facet, value in zip(facets, found, strict=False))
        counts[values] += count
        if "speaker" in facets and sure:
            names[values[facets.index("speaker")]][str(found[-1])] += count
    shown = {person: commonest(spelt) if person else "" for person, spelt in names.items()}
    named: Counter[tuple[str, ...]] = Counter()
    for keys, count in counts.items():
        pairs = zip(facets, keys, strict=True)
        named[tuple(shown.get(key, "") if facet == "speaker" else key for facet, key in pairs)] += count
    return named


def _is_sure(certainty: Any, least: tuple[int, int]) -> bool:
    """Is a speaker of this certainty shown?"""
    return bool(certainty >= 0 and certainty >> 1 >= least[certainty & 1])


def _value(facet: str, value: str | int, *, sure: bool) -> str:
    """The value of a facet that is shown for a value of its column."""
    match facet, value:
        case ("year", int()):
            return f"{value // 10000:04}" if value else ""
        case ("month", int()):
            return f"{value // 10000:04}-{value // 100 % 100:02}" if value else ""
    return str(value) if sure or facet not in _OF_SPEAKERS else ""


@dataclass(slots=True)
class _Counts:
    """What is counted of a speaker."""

    names: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    genders: set[str] = field(default_factory=set)


def speaker_counts(store: Store, selection: Selection) -> tuple[SpeakerCount, ...]:
    """
    The speakers of the selected quotes, the most quoted first, in the commonest spelling.

    Args:
        store: what is counted.
        selection: quotes that have a speaker, all of them.
    """
    counted: dict[str, _Counts] = defaultdict(_Counts)
    articles = Counter(str(person) for person, _ in store.tally(selection, ("person", "article")))
    for found, count in store.tally(selection, ("person", "name", "role", "gender")).items():
        person, name, role, gender = map(str, found)
        speaker = counted[person]
        speaker.names[name] += count
        if role:
            speaker.roles[role] += count
        if gender:
            speaker.genders.add(gender)
    speakers = [
        SpeakerCount(
            name=commonest(speaker.names),
            person=person,
            role=commonest(speaker.roles) or None,
            quotes=speaker.names.total(),
            articles=articles[person],
            gender=next(iter(speaker.genders)) if len(speaker.genders) == 1 else None,
        )
        for person, speaker in counted.items()
    ]
    return tuple(sorted(speakers, key=lambda speaker: (-speaker.quotes, speaker.name)))


def commonest(counts: Counter[str]) -> str:
    """
    The commonest of some values, of several the first in the alphabet; "" of none.

    >>> commonest(Counter({"b": 2, "a": 2, "c": 1}))
    'a'
    """
    return min(counts, key=lambda value: (-counts[value], value), default="")
