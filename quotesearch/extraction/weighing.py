"""Adds up the weights of what was seen, and remembers what each finding weighs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from quotesearch.extraction.pairs import Finding

_REMEMBERED: Final = 1 << 14  # findings, some 5 MB


class Weigher:
    """
    The sum of the weights of features by their findings.

    The weights are added in the order of the features, for in another order the sum may have another last digit.
    """

    def __init__(self, weights: dict[str, float]) -> None:
        self._weights = weights
        self._known: dict[Finding, tuple[float, ...]] = {}  # those of a finding's weights that are not zero

    def total(self, findings: Sequence[Finding]) -> float:
        """The sum of the weights of all features that findings mean."""
        score = 0.0
        for finding in findings:
            known = self._known.get(finding)
            for weight in self._weigh(finding) if known is None else known:
                score += weight
        return score

    def _weigh(self, finding: Finding) -> tuple[float, ...]:
        """The weights of a finding that is not remembered."""
        weights = self._weights
        found = tuple([weights[name] for name in finding[0](*finding[1:]) if name in weights])
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[finding] = found
        return found
