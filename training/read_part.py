"""The annotated articles that may be read and fitted on, and their folds."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from training.corpus import Annotated, annotated
from training.pages import annotated_pages
from training.split import READ, part_of_document

FOLDS = 5


def folds_of(houses: Sequence[str]) -> list[int]:
    """
    The fold of each article. Articles of a publisher or site share a fold; the largest are assigned first.

    >>> folds_of(["nyt", "nyt", "post", "nyt"])
    [0, 0, 1, 0]
    """
    counts = Counter(houses)
    order = sorted(counts, key=lambda house: (-counts[house], sha256(house.encode()).hexdigest()))
    folds = {house: number % FOLDS for number, house in enumerate(order)}
    return [folds[house] for house in houses]


def read_articles(polnear: Path, pages: Path | None) -> list[Annotated]:
    """The read part of the corpora."""
    train = annotated(
        polnear / "train", polnear / "train.names.json", lambda name: part_of_document(name) == READ
    )
    return [*train, *(annotated_pages(pages, READ) if pages else ())]


def corpora_options(description: str | None) -> argparse.ArgumentParser:
    """The argument parser of the programs that fit weights on the read part: the corpora and the date."""
    options = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--polnear", type=Path, required=True, help="folder with train/ and its gold")
    options.add_argument(
        "--pages", type=Path, required=True, help="folder with html/, gold.json, quotes.json"
    )
    options.add_argument("--date", default="", help="written into the weights")
    return options


def options_of(description: str | None) -> argparse.Namespace:
    """The parsed options of a program without other options: the folders of the corpora, and the date."""
    return corpora_options(description).parse_args()


def print_weights(program: str, date: str, scores: dict[str, float], weights: dict[str, float]) -> None:
    """
    Print the weights of a model that was fitted on the read part, with how they were fitted.

    Args:
        program: the module that was run, such as `training.fit_pronouns`.
        date: the date of the fit.
        scores: the model's scores out of fold, 0 to 1.
        weights: by the name of the feature.
    """
    content = {
        "command": f"python -m {program} " + " ".join(sys.argv[1:]),
        "corpus": "PolNeAR 1.0 (Newell, Margolin and Ruths 2018) without two publishers; news pages of the "
        "article-extraction-dataset, speakers read by hand",
        "date": date,
        "scores": scores,
        "weights": weights,
    }
    json.dump(content, sys.stdout, ensure_ascii=False, indent=0, sort_keys=True)
    print()
