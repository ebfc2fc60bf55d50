"""Fit sparse linear models: listwise softmax and logistic regression. Deterministic (L-BFGS from zero)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The features that occur often enough, each with its column."""

    columns: dict[str, int]

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]], least: int) -> Vocabulary:
        """The features that are true in at least *least* rows."""
        counts = Counter(name for row in rows for name in set(row))
        return cls({name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= least))})

    def matrix(self, rows: Sequence[Sequence[str]]) -> csr_matrix:
        """The rows as a sparse matrix of ones."""
        indices: list[int] = []
        ends = [0]
        for row in rows:
            indices.extend(sorted({self.columns[name] for name in row if name in self.columns}))
            ends.append(len(indices))
        return csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(rows), len(self.columns)))

    def named(self, weights: np.ndarray, least: float = 0.005) -> dict[str, float]:
        """The weights by name, rounded, without those near zero."""
        return {n: round(float(weights[i]), 3) for n, i in self.columns.items() if abs(weights[i]) >= least}


def _minimum(objective: Callable[[np.ndarray], tuple[float, np.ndarray]], size: int) -> np.ndarray:
    """The weights that minimise an objective, searched from zero."""
    found = minimize(objective, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return np.asarray(found.x)


def fit_listwise(matrix: csr_matrix, right: np.ndarray, groups: np.ndarray, penalty: float) -> np.ndarray:
    """
    The weights that make the right candidates of each group likely in a softmax over the group.

    Args:
        matrix: a row per candidate.
        right: 1 for the right candidates (each group has at least one), else 0.
        groups: the number of the group of each row, ascending from 0 without gaps.
        penalty: of the squared weights.
    """
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])

    def objective(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        scores -= np.maximum.reduceat(scores, starts)[groups]
        powers = np.exp(scores)
        whole = np.add.reduceat(powers, starts)
        good = np.add.reduceat(powers * right, starts) + 1e-12
        loss = float(np.sum(np.log(whole) - np.log(good))) + penalty * float(weights @ weights) / 2
        slope = powers / whole[groups] - powers * right / good[groups]
        return loss, matrix.T @ slope + penalty * weights

    return _minimum(objective, matrix.shape[1])


def fit_logistic(
    matrix: csr_matrix, right: np.ndarray, penalty: float, weight: np.ndarray | None = None
) -> np.ndarray:
    """The weights of a logistic regression; an intercept is a feature that is always true."""
    signs = 2.0 * right - 1.0
    cost = np.ones(len(right)) if weight is None else weight

    def objective(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (matrix @ weights)
        loss = float(np.sum(cost * np.logaddexp(0, -margins))) + penalty * float(weights @ weights) / 2
        slope = -cost * signs / (1 + np.exp(np.clip(margins, -500, 500)))
        return loss, matrix.T @ slope + penalty * weights

    return _minimum(objective, matrix.shape[1])
