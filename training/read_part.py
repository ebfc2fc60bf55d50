"""The annotated articles that may be read and fitted on, and the folds that they are judged in."""

from __future__ import annotations

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
    The fold of each article: those of a publisher or a site are in one, the largest are dealt first.

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
