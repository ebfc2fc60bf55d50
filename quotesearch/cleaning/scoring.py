"""
The fitted model: weights for evidence, added up in two passes.

The first pass sees each unit's own evidence; the second also how likely its neighbours are in the first. Both
are logistic regressions, fitted by `training/fit_cleaning.py`; the weights' file says on what, and how well
they do.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Final

from quotesearch.cleaning.evidence import (
    CACHED_GROUPS,
    Group,
    Setting,
    form_evidence,
    markup_evidence,
    place_evidence,
    read_setting,
)
from quotesearch.cleaning.unit import Unit, Verdict

__all__ = ["Model", "Score", "load_model", "neighbour_evidence", "steps_of", "unit_evidence"]

CACHED_TEXTS: Final = 1 << 15
CACHED_SUMS: Final = 1 << 15
LONGEST_CACHED: Final = 200
"""Code points."""

_STEPS: Final = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98)


@dataclass(frozen=True, slots=True)
class Score:
    """How likely a unit is part of the story, and what of its own form and place weighed most."""

    probability: float
    sums: tuple[_Sum, ...]

    @property
    def for_it(self) -> str:
        """The evidence that weighs most for the story; empty if none does."""
        return max(sum_.best for sum_ in self.sums)[1]

    @property
    def against_it(self) -> str:
        """The evidence that weighs most against the story; empty if none does."""
        return min(sum_.worst for sum_ in self.sums)[1]


@dataclass(frozen=True, slots=True)
class _Sum:
    """Weights added up for both passes, with the greatest and the least of the second."""

    first: float
    second: float
    best: tuple[float, str]
    worst: tuple[float, str]


class Model:
    """Weights of evidence for the two passes; what has no weight says nothing."""

    def __init__(self, first: Mapping[str, float], second: Mapping[str, float]) -> None:
        self.weights = {
            name: (first.get(name, 0.0), second.get(name, 0.0)) for name in first.keys() | second.keys()
        }
        self._known: dict[str, _Sum] = {}
        self._sums: dict[Group, _Sum] = {}

    def score(self, units: Sequence[Unit], settled: Sequence[Verdict | None]) -> dict[int, Score]:
        """How likely each unit is part of the story that rules have not settled."""
        setting = read_setting(units, settled)
        sums = [
            (
                self._own(unit.text),
                *map(self._sum, place_evidence(units, setting, at)),
                *map(self._sum, markup_evidence(units, setting, at)),
            )
            for at, unit in enumerate(units)
        ]
        first = [_sigmoid(sum(one.first for one in own)) for own in sums]
        steps = steps_of(first)
        scores = {}
        for at, own in enumerate(sums):
            if settled[at] is None:
                around = map(self._sum, neighbour_evidence(first, steps, setting.kinds[at], at))
                logit = sum(one.second for one in own) + sum(one.second for one in around)
                scores[at] = Score(_sigmoid(logit), own)
        return scores

    def _own(self, text: str) -> _Sum:
        """The weights of a text's own form; menus repeat from page to page, so they are remembered."""
        known = self._known.get(text)
        if known is None:
            known = self._weigh(form_evidence(text))
            if len(self._known) >= CACHED_TEXTS:
                self._known.clear()
            if len(text) <= LONGEST_CACHED:
                self._known[text] = known
        return known

    def _sum(self, group: Group) -> _Sum:
        """The weights of a group; groups recur, so they are remembered."""
        known = self._sums.get(group)
        if known is None:
            if len(self._sums) >= CACHED_SUMS:
                self._sums.clear()
            known = self._sums[group] = self._weigh(group)
        return known

    def _weigh(self, evidence: Iterable[str]) -> _Sum:
        first = second = 0.0
        best, worst = (0.0, ""), (0.0, "")
        for name in evidence:
            weights = self.weights.get(name)
            if weights is None:
                continue
            first += weights[0]
            weight = weights[1]
            second += weight
            if weight > best[0]:
                best = (weight, name)
            elif weight < worst[0]:
                worst = (weight, name)
        return _Sum(first, second, best, worst)


def unit_evidence(units: Sequence[Unit], setting: Setting, index: int) -> Iterator[str]:
    """All evidence that the first pass sees of a unit."""
    yield from form_evidence(units[index].text)
    yield from chain(*place_evidence(units, setting, index), *markup_evidence(units, setting, index))


def steps_of(first: Sequence[float]) -> list[int]:
    """Probabilities in coarse steps."""
    return [bisect_right(_STEPS, probability) for probability in first]


def neighbour_evidence(
    first: Sequence[float], steps: Sequence[int], kind: int, index: int
) -> tuple[Group, Group, Group]:
    """
    What the first pass thinks of a unit and of those around it.

    Args:
        first: the probabilities that it gives all units.
        steps: the same in steps (`steps_of`).
        kind: the unit's, see `Setting`.
        index: the unit's.
    """
    own, last = steps[index], len(first) - 1
    above, below = first[max(0, index - 4) : index], first[index + 1 : index + 5]
    return (
        _beside(own, kind, steps[index - 1] if index else 9, steps[index + 1] if index < last else 9),
        _near(own, _mean_step(above), _mean_step(below)),
        _far(
            kind,
            max(steps[max(0, index - 25) : index], default=9),
            max(steps[index + 1 : index + 26], default=9),
        ),
    )


def _mean_step(first: Sequence[float]) -> int:
    return bisect_right(_STEPS, sum(first) / len(first)) if first else 9


@lru_cache(maxsize=CACHED_GROUPS)
def _beside(own: int, kind: int, above: int, below: int) -> Group:
    return (
        f"first pass {own}",
        f"first pass {own} between {above} and {below}",
        f"kind {kind} between {above} and {below}",
    )


@lru_cache(maxsize=CACHED_GROUPS)
def _near(own: int, above: int, below: int) -> Group:
    return (f"first pass {own}, on the whole {above} above and {below} below",)


@lru_cache(maxsize=CACHED_GROUPS)
def _far(kind: int, above: int, below: int) -> Group:
    return (f"kind {kind}, at most {above} above and {below} below",)


def _sigmoid(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@cache
def load_model(kind: str) -> Model:
    """The fitted weights for `text` or `html`."""
    path = files("quotesearch").joinpath("weights", f"cleaning_{kind}.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    return Model(data["first"], data["second"])
