"""Lists and tables of a page: their items are the story's together, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quotesearch.cleaning.scoring import Score
from quotesearch.cleaning.unit import Unit

__all__ = ["judge_together"]

FEWEST_ITEMS: Final = 3

MOST_BETWEEN: Final = 2
"""Units that rules have settled between two items, such as the credit of a picture."""

INNER: Final = 3
"""Hints of an item's innermost elements, which may differ from item to item."""

EVERY_ITEM: Final = 5
"""Code points that an item counts in addition to its length, so that a table of single figures counts."""

_ITEMS: Final = frozenset({"li", "td", "th", "dt", "dd", "tr", "pre"})


def judge_together(units: Sequence[Unit], scores: Mapping[int, Score]) -> Mapping[int, Score]:
    """
    The scores with one probability for all items of a list: their mean, by length.

    Args:
        units: of the whole document.
        scores: of those that no rule has settled, in order.
    """
    evened: dict[int, Score] = {}
    for run in _runs(units, scores):
        sizes = [len(units[at].text) + EVERY_ITEM for at in run]
        likely = sum(size * scores[at].probability for size, at in zip(sizes, run, strict=True))
        mean = likely / sum(sizes)
        for at in run:
            evened[at] = replace(scores[at], probability=mean)
    return {at: evened.get(at, score) for at, score in scores.items()} if evened else scores


def _runs(units: Sequence[Unit], scores: Mapping[int, Score]) -> Iterator[list[int]]:
    """The items of each list, as places of units."""
    run: list[int] = []
    for at in scores:
        if units[at].tag not in _ITEMS:
            continue
        if run and at - run[-1] <= MOST_BETWEEN + 1 and _alike(units[run[-1]], units[at]):
            run.append(at)
            continue
        if len(run) >= FEWEST_ITEMS:
            yield run
        run = [at]
    if len(run) >= FEWEST_ITEMS:
        yield run


def _alike(one: Unit, other: Unit) -> bool:
    """Whether two units are in elements of one kind, and these in the same elements."""
    return one.tag == other.tag and _outer(one) == _outer(other)


def _outer(unit: Unit) -> tuple[str, ...]:
    return unit.hints[: max(1, len(unit.hints) - INNER)]
