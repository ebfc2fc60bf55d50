"""How often each speaker of some quotes is quoted, under which names and roles, in how many articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quotesearch.model import SpeakerCount

__all__ = ["Tally", "commonest", "speaker_counts", "tally"]


class Tally(NamedTuple):
    """What is counted of a speaker in one segment."""

    quotes: int
    articles: int
    names: dict[str, int]
    roles: dict[str, int]  # "": none


def tally(
    rows: Iterable[tuple[int, int, int, int]],
    persons: Sequence[str],
    names: Sequence[str],
    roles: Sequence[str],
) -> dict[str, Tally]:
    """
    The speakers of some quotes, by their keys.

    Args:
        rows: for each quote the numbers of its speaker's key, name and role, and of its article.
        persons: the keys by their numbers.
        names: the names by theirs.
        roles: the roles by theirs.

    >>> tally([(0, 0, 1, 7), (0, 1, 1, 7)], ["ann lee"], ["Ann Lee", "Ann LEE"], ["", "mayor"])
    {'ann lee': Tally(quotes=2, articles=1, names={'Ann Lee': 1, 'Ann LEE': 1}, roles={'mayor': 2})}
    """
    articles: set[tuple[int, int]] = set()
    spelt: Counter[tuple[int, int, int]] = Counter()
    for person, name, role, article in rows:
        articles.add((person, article))
        spelt[person, name, role] += 1
    in_articles = Counter(person for person, _ in articles)
    counted: dict[str, Tally] = {}
    for (person, name, role), count in spelt.items():
        before = counted.get(persons[person]) or Tally(0, in_articles[person], {}, {})
        before.names[names[name]] = before.names.get(names[name], 0) + count
        before.roles[roles[role]] = before.roles.get(roles[role], 0) + count
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
            person=person,
            role=commonest(_summed([part.roles for part in some], without="")) or None,
            quotes=sum(part.quotes for part in some),
            articles=sum(part.articles for part in some),
        )
        for person, some in parts.items()
    ]
    return tuple(sorted(speakers, key=lambda speaker: (-speaker.quotes, speaker.name)))


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
