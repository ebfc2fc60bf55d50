"""
What an engine is asked for: a query whose words are terms of the index already.

A `Selection` is the same for every engine; each translates it to the queries of its library. Words are in a tree of
`Terms`, `Phrase`, `And`, `Or` and `Not`, everything else is a plain filter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["And", "Filters", "Node", "Not", "Or", "Phrase", "Selection", "Terms"]


@dataclass(frozen=True, slots=True)
class Terms:
    """Quotes with any of some terms of a field; none of them: no quote."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Quotes with words of a field one after the other; each of them may have several spellings."""

    field: str  # `words` or `stems`
    words: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class And:
    """Quotes that match all of some nodes."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Quotes that match at least one of some nodes."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Quotes that do not match a node."""

    part: Node


Node = Terms | Phrase | And | Or | Not


@dataclass(frozen=True, slots=True)
class Filters:
    """What quotes are chosen by, other than by their words. None: any."""

    tags: tuple[Terms, ...] = ()  # of the speaker's name and of the outlet; all must match
    dates: tuple[int, int] | None = (
        None  # the first and the last day, as `day_number`; (0, 0): without a date
    )
    kind: str | None = None
    least: tuple[int, int] | None = (
        None  # confidences of persons and of all others, as `least_units`: has a speaker
    )
    people: frozenset[str] | None = None  # the keys or the names of the speakers


@dataclass(frozen=True, slots=True)
class Selection:
    """Which quotes are wanted: those that match the words, if there are any, and pass the filters."""

    words: Node | None = None
    filters: Filters = Filters()

    def also(self, node: Node) -> Selection:
        """The same, with one more node that must match."""
        return replace(self, words=And((self.words, node)) if self.words else node)
