"""Boosted decision trees: numbers in, a logit out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

__all__ = ["Tree", "logit_of", "to_tree"]

Tree = float | tuple[int, float, "Tree", "Tree"]
"""A leaf's value; or the number of a signal, a threshold, and what to do up to it and above."""


AT_ONCE: Final = 30
CLEAR: Final = 2.5
"""A logit after some trees of which the rest would change little: .92, or .08, in probability."""


def logit_of(row: Sequence[float], trees: Sequence[Tree]) -> float:
    """
    The sum of the leaves that a row reaches; once it is clear which way it goes, later trees are left out.

    >>> logit_of([0.2, 5], [(0, 0.5, -1.0, 1.0), (1, 3, -2.0, (0, 0.1, 0.0, 2.5))])
    1.5
    """
    total = 0.0
    for start in range(0, len(trees), AT_ONCE):
        if not -CLEAR < total < CLEAR:
            break
        for tree in trees[start : start + AT_ONCE]:
            while isinstance(tree, tuple):
                at, threshold, below, above = tree
                tree = below if row[at] <= threshold else above
            total += tree
    return total


def to_tree(data: object) -> Tree:
    """
    A tree from JSON, where lists stand for tuples.

    >>> to_tree([0, 0.5, -1.0, [1, 2, 0.0, 1.0]])
    (0, 0.5, -1.0, (1, 2.0, 0.0, 1.0))
    """
    if isinstance(data, list):
        at, threshold, below, above = data
        return (int(at), float(threshold), to_tree(below), to_tree(above))
    return float(str(data))
