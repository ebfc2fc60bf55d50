r"""
How reliable the confidence is: reliability tables and coverage curves, as Markdown.

    python -m training.reliability --polnear ../shared/polnear --pages ../shared/pages

The weights in the package (or those of --weights) judge the held part of the pages and of PolNeAR's training split
(see `training.split`), on which no model was fitted. No text is printed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotesearch.extraction.ranker import Weights, load_weights, logistic, total
from quotesearch.lexicons import ENGLISH
from training.corpus import Annotated, annotated
from training.guesses import Judged, judged, said_in
from training.pages import annotated_pages
from training.split import HELD, part_of_document

THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)


@dataclass(frozen=True, slots=True)
class Answer:
    """A guess at a speaker."""

    confidence: float
    right: bool
    quote: bool  # False: the words are not a quotation
    verdict: str  # right, incomplete or wrong
    person: bool  # whether the guess names a person

    @property
    def blames(self) -> bool:
        """Whether a person is named for someone else's words; a description that differs blames no one."""
        return self.quote and self.person and self.verdict == "wrong"


def answers(rows: Iterable[Judged], weights: dict[str, float]) -> list[Answer]:
    """The guesses with their confidence, as in `assemble`."""
    return [
        Answer(
            min(logistic(total(weights, row.features)), row.ceiling),
            row.right,
            row.quote,
            row.verdict,
            row.person,
        )
        for row in rows
    ]


def weights_of(path: Path | None) -> Weights:
    """The weights of a file; None: those in the package."""
    if path is None:
        return load_weights(ENGLISH)
    data = json.loads(path.read_text(encoding="utf-8"))
    return Weights(ENGLISH, data["source"], data["quote"], data["name"])


def coverage(found: Sequence[Answer], said: int, thresholds: Iterable[float] = THRESHOLDS) -> list[str]:
    """
    A table of the quotations answered and the wrong answers at each threshold, in Markdown.

    Args:
        found: the guesses to count.
        said: the number of quotations.
        thresholds: a row for each.
    """
    lines = [
        "| threshold | answered, of all | wrong, of those | wrong person | incomplete | named, but no quotation |",
        "|---|---|---|---|---|---|",
    ]
    for threshold in thresholds:
        above = [a for a in found if a.confidence >= threshold]
        quoted = [a for a in above if a.quote]
        counts = (
            sum(a.verdict == "wrong" for a in quoted),
            sum(a.blames for a in quoted),
            sum(a.verdict == "incomplete" for a in quoted),
        )
        shares = " | ".join(f"{100 * count / max(1, len(quoted)):.1f} %" for count in counts)
        lines.append(
            f"| {threshold:g} | {100 * len(quoted) / max(1, said):.1f} % | {shares} | {len(above) - len(quoted)} |"
        )
    return lines


def reliability(found: Sequence[Answer]) -> list[str]:
    """A table of how often names with about the same confidence are right, in Markdown."""
    lines = ["| confidence | names | mean confidence | right |", "|---|---|---|---|"]
    for low in range(10):
        here = [a for a in found if low <= a.confidence * 10 < low + 1 or (low == 9 and a.confidence == 1)]
        if here:
            mean = sum(a.confidence for a in here) / len(here)
            share = sum(a.right for a in here) / len(here)
            lines.append(f"| {low / 10:.1f}–{(low + 1) / 10:.1f} | {len(here)} | {mean:.2f} | {share:.2f} |")
    return lines


def tables_of(title: str, found: Sequence[Answer], said: int) -> str:
    """The tables of one corpus: guesses that name persons, other guesses, and both."""
    persons = [a for a in found if a.person]
    others = [a for a in found if not a.person]
    parts = [f"## {title}", "Guesses that name a person:", "\n".join(coverage(persons, said))]
    parts += ["Guesses that name a group, a document or someone unnamed:", "\n".join(coverage(others, said))]
    parts += ["All guesses:", "\n".join(coverage(found, said)), "\n".join(reliability(found))]
    return "\n\n".join(parts)


def held_articles(polnear: Path, pages: Path) -> dict[str, list[Annotated]]:
    """The held part of each corpus, by its title."""
    train = annotated(
        polnear / "train", polnear / "train.names.json", lambda name: part_of_document(name) == HELD
    )
    return {
        "News pages of unread sites, from HTML": list(annotated_pages(pages, HELD)),
        "Political news of unread publishers (PolNeAR train)": list(train),
    }


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--polnear", type=Path, required=True)
    options.add_argument("--pages", type=Path, required=True)
    options.add_argument("--weights", type=Path, help="a file of training.fit_attribution")
    given = options.parse_args()
    weights = weights_of(given.weights)
    every: list[Answer] = []
    for title, articles in held_articles(given.polnear, given.pages).items():
        found = answers(judged(articles, weights), weights.name)
        every += found
        print(tables_of(title, found, said_in(articles)), end="\n\n")
    print("## Both\n\n" + "\n".join(reliability(every)))


if __name__ == "__main__":
    main()
