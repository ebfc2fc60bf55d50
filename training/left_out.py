r"""
Does the ranker carry over to a publisher that it has never read? A table in Markdown.

    python -m training.left_out --train ../shared/polnear/train

Each publisher's articles are judged twice: by a ranker that learned from all other publishers, and by one that learned
from as many articles of all publishers, those judged left out. The difference is what a new publisher costs.
An article's publisher is the part of its name before the first underscore.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from quotesearch.extraction.ranker import Weights
from training.corpus import Annotated, annotated
from training.fit_attribution import fit_source, mentions_right


def publisher_of(article: Annotated) -> str:
    """Who printed an article, by its name: `nyt_2016-09-08_…` is of `nyt`."""
    return article.name.partition("_")[0]


def halves(articles: Sequence[Annotated]) -> tuple[list[Annotated], list[Annotated]]:
    """Every other article, and the rest."""
    return list(articles[::2]), list(articles[1::2])


def compared(articles: Sequence[Annotated], publisher: str) -> tuple[int, float, float]:
    """
    Articles of a publisher, the share of right mentions without it in the training, and with half of it.

    Both rankers learn from the same number of articles: with the publisher, as many of the others are left out.
    """
    own = [a for a in articles if publisher_of(a) == publisher]
    others = [a for a in articles if publisher_of(a) != publisher]
    known = 0.0
    stranger = Weights(fit_source(others), {}, {})
    without = mentions_right(own, stranger) * len(own)
    for learned, judged in (halves(own), halves(own)[::-1]):
        reader = Weights(fit_source([*others[len(learned) :], *learned]), {}, {})
        known += mentions_right(judged, reader) * len(judged)
    return len(own), without / len(own), known / len(own)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--train", type=Path, required=True)
    given = options.parse_args()
    articles = list(annotated(given.train))
    print("| publisher | articles | mention right, publisher left out | publisher known |\n|---|---|---|---|")
    whole = [0.0, 0.0]
    for publisher in sorted({publisher_of(a) for a in articles}):
        count, without, known = compared(articles, publisher)
        whole[0] += without * count
        whole[1] += known * count
        print(f"| {publisher} | {count} | {100 * without:.1f} % | {100 * known:.1f} % |")
        sys.stdout.flush()
    without, known = (100 * total / len(articles) for total in whole)
    print(f"| all | {len(articles)} | {without:.1f} % | {known:.1f} % |")


if __name__ == "__main__":
    main()
