"""How often each speaker of some quotes is quoted, under which names and roles, in how many articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from quotesearch.indexing.fields import person_of
from quotesearch.model import SpeakerCount

__all__ = ["TALLIED", "Tally", "commonest", "speaker_counts", "tally"]


TALLIED: Final = ("person", "name", "role", "gender", "article")
"""The facts of quotes that speakers are counted by."""


class Tally(NamedTuple):
    """What is counted of a speaker in one segment."""

    quotes: int
    articles: int
    names: dict[str, int]
    roles: dict[str, int]  # "": none
    genders: dict[str, int]  # "": nothing says it


def tally(
    rows: Iterable[tuple[int, int, int, int, int]],
    persons: Sequence[str],
    names: Sequence[str],
    roles: Sequence[str],
    genders: Sequence[str],
) -> dict[str, Tally]:
    """
    The speakers of some quotes, by their keys.

    Args:
        rows: for each quote the numbers of its speaker's key, name, role and gender, and of its article.
        persons: the keys by their numbers.
        names: the names by theirs.
        roles: the roles by theirs.
        genders: the genders by theirs.

    >>> found = tally(
    ...     [(0, 0, 1, 1, 7), (0, 1, 1, 0, 7)],
    ...     ["ann lee"],
    ...     ["Ann Lee", "A. Lee"],
    ...     ["", "mayor"],
    ...     ["", "female"],
    ... )
    >>> found["ann lee"]
    Tally(quotes=2, articles=1, names={'Ann Lee': 1, 'A. Lee': 1}, roles={'mayor': 2}, genders={'female': 1, '': 1})
    """
    articles: set[tuple[int, int]] = set()
    spelt: Counter[tuple[int, int, int, int]] = Counter()
    for person, name, role, gender, article in rows:
        articles.add((person, article))
        spelt[person, name, role, gender] += 1
    in_articles = Counter(person for person, _ in articles)
    counted: dict[str, Tally] = {}
    for (person, name, role, gender), count in spelt.items():
        before = counted.get(persons[person]) or Tally(0, in_articles[person], {}, {}, {})
        before.names[names[name]] = before.names.get(names[name], 0) + count
        before.roles[roles[role]] = before.roles.get(roles[role], 0) + count
        before.genders[genders[gender]] = before.genders.get(genders[gender], 0) + count
        counted[persons[person]] = before._replace(quotes=before.quotes + count)
    return counted


def speaker_counts(segments: Iterable[dict[str, Tally]]) -> tuple[SpeakerCount, ...]:
    """
    The speakers of all segments, the most quoted first, under the commonest spelling.

    The quotes of an article are added at once, so no two segments have any of the same.
    """
    parts: dict[str, list[Tally]] = {}
    for counted in segments:
        for person, part in counted.items():
            parts.setdefault(person, []).append(part)
    speakers = [
        SpeakerCount(
            name=commonest(_summed([part.names for part in some])),
            person=person_of(person),
            role=commonest(_summed([part.roles for part in some], without="")) or None,
            quotes=sum(part.quotes for part in some),
            articles=sum(part.articles for part in some),
            gender=_agreed(some),
        )
        for person, some in parts.items()
    ]
    return tuple(sorted(speakers, key=lambda speaker: (-speaker.quotes, speaker.name)))


def _agreed(some: Iterable[Tally]) -> str | None:
    """The gender that all quotes with any say; None if they differ or say nothing."""
    said = {gender for part in some for gender in part.genders if gender}
    return said.pop() if len(said) == 1 else None


def commonest(counts: dict[str, int]) -> str:
    """The commonest of some values, of several the first in the alphabet; "" of none."""
    if len(counts) == 1:
        return next(iter(counts))
    return min(counts, key=lambda value: (-counts[value], value), default="")


def _summed(parts: Sequence[dict[str, int]], without: str | None = None) -> dict[str, int]:
    """Counts of several segments together."""
    if len(parts) == 1 and without not in parts[0]:
        return parts[0]
    total: dict[str, int] = {}
    for part in parts:
        for value, count in part.items():
            if value != without:
                total[value] = total.get(value, 0) + count
    return total
