"""How much a figure would differ on other articles of the same kind: its mean over articles, and an interval."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

RESAMPLES: Final = 1_000
SEED: Final = 20_261_126


@dataclass(frozen=True, slots=True)
class Spread:
    """A share in per cent over all articles together, its mean over articles and its 95 % interval."""

    figure: str
    value: float
    mean: float  # every article counts the same, however many quotations it has
    low: float
    high: float
    articles: int


def spread(figure: str, tallies: Sequence[tuple[int, int]]) -> Spread:
    """
    The spread of a share over articles, by the bootstrap: articles are drawn with replacement, the seed is fixed.

    Args:
        figure: its name.
        tallies: for each article the count and the total.

    >>> both = spread("right", [(9, 10), (1, 2)])
    >>> round(both.value, 1), both.mean, both.low, both.high, both.articles
    (83.3, 70.0, 50.0, 90.0, 2)
    """
    some = [(part, whole) for part, whole in tallies if whole]
    if not some:
        return Spread(figure, 0.0, 0.0, 0.0, 0.0, 0)
    chance = random.Random(SEED)  # noqa: S311
    shares = sorted(_share(chance.choices(some, k=len(some))) for _ in range(RESAMPLES))
    cut = RESAMPLES * 25 // 1000
    mean = sum(100 * part / whole for part, whole in some) / len(some)
    return Spread(figure, _share(some), mean, shares[cut], shares[-1 - cut], len(some))


def _share(tallies: Sequence[tuple[int, int]]) -> float:
    return 100 * sum(part for part, _ in tallies) / sum(whole for _, whole in tallies)
