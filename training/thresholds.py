r"""
Choose thresholds: the results of each for persons and for others, and the best pairs for a share of wrong names.

    python -m training.fit_attribution … --rows /tmp/rows.jsonl > …
    python -m training.thresholds /tmp/rows.jsonl --wrong 2 3 4 5

The rows are guesses out of fold, only from the read part. The confidence is fitted out of fold here, too: on the
publishers and sites of the other folds. A guess counts as wrong if it names someone else, or a speaker for words that
are not a quotation; both as a share of all names given.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.fit_attribution import fit_name
from training.guesses import Judged, read_rows
from training.read_part import FOLDS, folds_of
from training.reliability import Answer, answers, coverage, reliability

STEPS = 101  # thresholds that are tried: 0.00, 0.01, …


@dataclass(frozen=True, slots=True)
class Pair:
    """A threshold for persons and one for others, with their results."""

    persons: float
    others: float
    answered: float  # of all quotations, per cent
    wrong: float  # of the names given, per cent


def answers_out_of_fold(rows: Sequence[Judged]) -> list[Answer]:
    """The guesses, with confidence from a model that learned from other publishers and sites."""
    folds = folds_of([row.house for row in rows])
    found: list[Answer] = []
    for fold in range(FOLDS):
        others = [row for row, its in zip(rows, folds, strict=True) if its != fold]
        name = fit_name([row.features for row in others], [row.right for row in others])
        found += answers((row for row, its in zip(rows, folds, strict=True) if its == fold), name)
    return found


def counted(found: Sequence[Answer]) -> np.ndarray:
    """For each threshold: quotations answered, names given, wrong names given."""
    levels = np.round(np.array([a.confidence for a in found]), 2)[:, None] >= np.linspace(0, 1, STEPS)[None]
    quoted = np.array([a.quote for a in found], float)
    wrong = np.array([not a.quote or a.verdict == "wrong" for a in found], float)
    return np.stack([quoted @ levels, np.ones(len(found)) @ levels, wrong @ levels])


def best_pair(persons: np.ndarray, others: np.ndarray, said: int, most: float) -> Pair | None:
    """The pair that answers most, with at most *most* per cent wrong names; None if there is none."""
    answered, given, wrong = persons[:, :, None] + others[:, None, :]
    share = 100 * wrong / np.maximum(given, 1)
    allowed = np.where(share <= most, answered, -1)
    one, other = np.unravel_index(int(np.argmax(allowed)), allowed.shape)
    if allowed[one, other] <= 0:
        return None
    return Pair(one / 100, other / 100, 100 * float(answered[one, other]) / said, float(share[one, other]))


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("rows", type=Path, help="what training.fit_attribution wrote for --rows")
    options.add_argument("--wrong", type=float, nargs="+", default=[2, 3, 4, 5, 6], help="per cent")
    given = options.parse_args()
    rows, said = read_rows(given.rows)
    found = answers_out_of_fold(rows)
    persons, others = [a for a in found if a.person], [a for a in found if not a.person]
    steps = [number / 20 for number in range(20)]
    print("## Guesses that name a person\n\n" + "\n".join(coverage(persons, said, steps)))
    print("\n## Guesses that name a group, a document or someone unnamed\n")
    print("\n".join(coverage(others, said, steps)))
    print("\n## Reliability\n\n" + "\n".join(reliability(found)))
    print("\n## The pair that answers most\n")
    print("| at most wrong | persons | others | answered | wrong |\n|---|---|---|---|---|")
    for most in given.wrong:
        pair = best_pair(counted(persons), counted(others), said, most)
        if pair is None:
            print(f"| {most:g} % | – | – | – | – |")
        else:
            print(
                f"| {most:g} % | {pair.persons:.2f} | {pair.others:.2f} "
                f"| {pair.answered:.1f} % | {pair.wrong:.1f} % |"
            )


if __name__ == "__main__":
    main()
