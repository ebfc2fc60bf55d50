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
from functools import cache
from importlib.resources import files
from typing import Final

from quotesearch.cleaning.evidence import (
    Setting,
    form_evidence,
    markup_evidence,
    place_evidence,
    read_setting,
)
from quotesearch.cleaning.unit import Unit, Verdict

__all__ = ["Model", "Score", "load_model", "neighbour_evidence", "unit_evidence"]

CACHED_TEXTS: Final = 1 << 15
LONGEST_CACHED: Final = 200
"""Code points."""

_STEPS: Final = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98)


@dataclass(frozen=True, slots=True)
class Score:
    """How likely a unit is part of the story, and what of its own form and place weighed most."""

    probability: float
    for_it: str
    against_it: str


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

    def score(self, units: Sequence[Unit], settled: Sequence[Verdict | None]) -> list[Score]:
        """How likely each unit is part of the story, given what rules have settled."""
        setting = read_setting(units, settled)
        own = [self._own(unit.text) for unit in units]
        placed = [
            self._add((*place_evidence(units, setting, at), *markup_evidence(units, setting, at)))
            for at in range(len(units))
        ]
        first = [_sigmoid(form.first + place.first) for form, place in zip(own, placed, strict=True)]
        scores = []
        for index, (form, place) in enumerate(zip(own, placed, strict=True)):
            around = self._add(neighbour_evidence(first, setting, index))
            scores.append(
                Score(
                    _sigmoid(form.second + place.second + around.second),
                    max(form.best, place.best)[1],
                    min(form.worst, place.worst)[1],
                )
            )
        return scores

    def _own(self, text: str) -> _Sum:
        """The weights of a text's own form; menus repeat from page to page, so they are remembered."""
        known = self._known.get(text)
        if known is None:
            known = self._add(form_evidence(text))
            if len(self._known) >= CACHED_TEXTS:
                self._known.clear()
            if len(text) <= LONGEST_CACHED:
                self._known[text] = known
        return known

    def _add(self, evidence: Iterable[str]) -> _Sum:
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
    yield from place_evidence(units, setting, index)
    yield from markup_evidence(units, setting, index)


def neighbour_evidence(first: Sequence[float], setting: Setting, index: int) -> Iterator[str]:
    """What the first pass thinks of a unit and of those around it."""
    own = bisect_right(_STEPS, first[index])
    yield f"first pass {own}"
    kind = setting.kinds[index]
    around = [bisect_right(_STEPS, first[at]) if 0 <= at < len(first) else 9 for at in (index - 1, index + 1)]
    yield f"first pass {own} between {around[0]} and {around[1]}"
    yield f"kind {kind} between {around[0]} and {around[1]}"
    wide = [first[max(0, index - 4) : index], first[index + 1 : index + 5]]
    means = [bisect_right(_STEPS, sum(part) / len(part)) if part else 9 for part in wide]
    yield f"first pass {own}, on the whole {means[0]} above and {means[1]} below"
    far = [first[max(0, index - 25) : index], first[index + 1 : index + 26]]
    most = [bisect_right(_STEPS, max(part)) if part else 9 for part in far]
    yield f"kind {kind}, at most {most[0]} above and {most[1]} below"


def _sigmoid(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@cache
def load_model(kind: str) -> Model:
    """The fitted weights for `text` or `html`."""
    path = files("quotesearch").joinpath("weights", f"cleaning_{kind}.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    return Model(data["first"], data["second"])
