r"""
How well the ranker works for a publisher that it has never seen, as a table in Markdown.

    python -m training.left_out --polnear ../shared/polnear

Each publisher's articles are judged twice: by a ranker that learned from all other publishers, and by one that learned
from as many articles of all publishers, but not from those judged. The difference is the cost of a new publisher. Only
the read part of the training split is used (see `training.split`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from quotesearch.extraction.ranker import Weights
from quotesearch.lexicons import ENGLISH
from training.corpus import Annotated
from training.fit_attribution import mentions_right
from training.material import Material
from training.read_part import read_articles


def compared(articles: Sequence[Annotated], material: Material, publisher: str) -> tuple[int, float, float]:
    """
    The number of a publisher's articles, and the shares of right mentions if none or half of them are learned from.

    Both rankers learn from the same number of articles: if articles of the publisher are added, as many others are
    left out.
    """
    own = [number for number, article in enumerate(articles) if article.house == publisher]
    others = [number for number, article in enumerate(articles) if article.house != publisher]

    def right(learned: Sequence[int], judged: Sequence[int]) -> float:
        weights = Weights(ENGLISH, material.fit_source(learned), {}, {})
        return mentions_right([articles[number] for number in judged], weights)

    without = right(others, own)
    known = 0.0
    for learned, judged in ((own[::2], own[1::2]), (own[1::2], own[::2])):
        known += right([*others[len(learned) :], *learned], judged) * len(judged)
    return len(own), without, known / len(own)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--polnear", type=Path, required=True)
    given = options.parse_args()
    articles = read_articles(given.polnear, None)
    material = Material.of(articles)
    print("| publisher | articles | mention right, publisher left out | publisher known |\n|---|---|---|---|")
    whole = [0.0, 0.0]
    for publisher in sorted({article.house for article in articles}):
        count, without, known = compared(articles, material, publisher)
        whole[0] += without * count
        whole[1] += known * count
        print(f"| {publisher} | {count} | {100 * without:.1f} % | {100 * known:.1f} % |")
        sys.stdout.flush()
    without, known = (100 * share / len(articles) for share in whole)
    print(f"| all | {len(articles)} | {without:.1f} % | {known:.1f} % |")


if __name__ == "__main__":
    main()
