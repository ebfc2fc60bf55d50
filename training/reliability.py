r"""
How far the confidence can be believed: a reliability table and a coverage curve, as Markdown.

    python -m training.reliability --train ../shared/polnear/train --held-out ../shared/polnear/dev \
        --names ../shared/polnear/dev.names.json --pages ../shared/pages

Each fifth of the held-out articles is judged by a ranker, a detector and a confidence that learned from the other four,
so nothing is judged by what has seen it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quotesearch.extraction.ranker import Weights, logistic, total
from training.corpus import Annotated, annotated
from training.fit_attribution import FOLDS, Judged, fit_models, fit_name, held_out_rows, judged
from training.pages import annotated_pages

THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Answer:
    """A guess at a speaker."""

    confidence: float
    right: bool
    quote: bool  # False: nobody said the words


def answers(rows: Iterable[Judged], weights: Weights) -> list[Answer]:
    """The guesses with their confidence, as `assemble` would give it."""
    found = []
    for row in rows:
        sure = logistic(total(weights.name, row.features))
        found.append(Answer(min(sure, row.ceiling), row.right, row.quote))
    return found


def cross_judged(
    train: Sequence[Annotated], dev: Sequence[Annotated], pages: Sequence[Annotated]
) -> tuple[list[Answer], list[Answer]]:
    """The guesses on both corpora, each fifth judged by what learned from the rest."""
    on_dev: list[Answer] = []
    on_pages: list[Answer] = []
    for fold in range(FOLDS):
        seen_dev = [a for n, a in enumerate(dev) if n % FOLDS != fold]
        seen_pages = [a for n, a in enumerate(pages) if n % FOLDS != fold]
        weights = fit_models([*train, *seen_pages])
        rows = held_out_rows(weights, train, seen_dev, seen_pages)
        weights = replace(weights, name=fit_name([r.features for r in rows], [r.right for r in rows]))
        on_dev += answers(judged(dev[fold::FOLDS], weights), weights)
        on_pages += answers(judged(pages[fold::FOLDS], weights), weights)
    return on_dev, on_pages


def said_in(articles: Iterable[Annotated]) -> int:
    """How many quotations with a known speaker there are."""
    return sum(
        gold.label == "quote" and gold.name is not None and gold.type != "unknown"
        for article in articles
        for gold in article.gold.values()
    )


def print_coverage(title: str, found: Sequence[Answer], said: int) -> None:
    """How many quotations are answered at each threshold, how many of the answers are wrong."""
    print(
        f"\n{title}\n\n| threshold | answered | not right, of those | given to nobody's words |\n|---|---|---|---|"
    )
    for threshold in THRESHOLDS:
        above = [a for a in found if a.confidence >= threshold]
        quoted = [a for a in above if a.quote]
        wrong = sum(not a.right for a in quoted)
        print(
            f"| {threshold:g} | {100 * len(quoted) / said:.1f} % | {100 * wrong / max(1, len(quoted)):.1f} % "
            f"| {len(above) - len(quoted)} |"
        )


def print_reliability(found: Sequence[Answer]) -> None:
    """How often names of about the same confidence are right."""
    print("\n| confidence | names | mean confidence | right |\n|---|---|---|---|")
    for low in range(10):
        here = [a for a in found if low <= a.confidence * 10 < low + 1 or (low == 9 and a.confidence == 1)]
        if here:
            mean = sum(a.confidence for a in here) / len(here)
            share = sum(a.right for a in here) / len(here)
            print(f"| {low / 10:.1f}–{(low + 1) / 10:.1f} | {len(here)} | {mean:.2f} | {share:.2f} |")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--train", type=Path, required=True)
    options.add_argument("--held-out", type=Path, required=True)
    options.add_argument("--names", type=Path, required=True)
    options.add_argument("--pages", type=Path, required=True)
    given = options.parse_args()
    dev, pages = list(annotated(given.held_out, given.names)), list(annotated_pages(given.pages))
    on_dev, on_pages = cross_judged(list(annotated(given.train)), dev, pages)
    print_coverage("Political news (PolNeAR dev)", on_dev, said_in(dev))
    print_coverage("News pages, from HTML", on_pages, said_in(pages))
    print_reliability([*on_dev, *on_pages])


if __name__ == "__main__":
    main()
