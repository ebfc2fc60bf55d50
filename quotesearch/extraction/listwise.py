"""Listwise log-linear models that choose among the candidates of a mention, and how sure the choice is."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Final

Evidence = tuple[Callable[..., Iterator[str]], tuple[object, ...]]
_REMEMBERED: Final = 1 << 15


class ListModel:
    """Weights by feature name; remembers what each finding weighs."""

    def __init__(self, weights: dict[str, float]) -> None:
        self._weights = weights
        self._known: dict[Evidence, float] = {}

    def score(self, findings: Sequence[Evidence]) -> float:
        """The sum of the weights of all features that findings mean."""
        known, score = self._known, 0.0
        for finding in findings:
            weight = known.get(finding)
            if weight is None:
                weights = self._weights
                weight = sum([weights.get(name, 0.0) for name in finding[0](*finding[1])])
                if len(known) < _REMEMBERED:
                    known[finding] = weight
            score += weight
        return score


def best_of(scores: Sequence[float]) -> tuple[int, float]:
    """
    The place of the highest score, and its share of the softmax.

    >>> best_of([1.0, 1.0])
    (0, 0.5)
    """
    top = max(scores)
    return scores.index(top), 1.0 / sum([math.exp(score - top) for score in scores])
