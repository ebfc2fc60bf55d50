"""Titles in a row: the lists of other stories that a page prints next to and below its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from quotesearch.cleaning.line_shape import count_words, ends_sentence
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon

__all__ = ["title_runs"]

FEWEST_TITLES: Final = 10
"""This and the next: of 105 such runs, on 404 news pages, four were the story's own lists."""

SHORTEST_MEAN: Final = 75
"""Code points. Items of a story's own lists are shorter: products, dates, winners."""

FEWEST_WORDS: Final = 6
MOST_WORDS: Final = 45

SHORTEST_LINE: Final = 6
"""Code points; a shorter line is neither a title nor a paragraph in any script."""

MOST_BETWEEN: Final = 2
"""Units between two titles: a section's name, a time, one that ends in a question mark."""

FEWEST_TOLD: Final = 25
"""Words of a paragraph: after it the story continues."""

FEWEST_LINKED: Final = 0.5
"""The share of the titles' characters that are links, in HTML."""

Verdicts = Sequence[Verdict | None]


def title_runs(lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts) -> Iterator[tuple[int, Verdict]]:
    """Long lines without a full stop, ten and more in a row, and the lines between them."""
    for run in _runs(units):
        size = sum(len(units[at].text) for at in run)
        linked = sum(len(units[at].text) * units[at].links for at in run)
        if size < SHORTEST_MEAN * len(run) or (units[run[0]].tag and linked < FEWEST_LINKED * size):
            continue
        for at in range(run[0], run[-1] + 1):
            if verdicts[at] is None:
                yield at, Verdict("related", "among-titles", f"among {len(run)} titles in a row")


def _runs(units: Sequence[Unit]) -> Iterator[list[int]]:
    """The places of titles that follow each other, with little between them."""
    run: list[int] = []
    for index, unit in enumerate(units):
        if len(unit.text) < SHORTEST_LINE:
            continue
        paragraph = ends_sentence(unit.text) and count_words(unit.text[:1000]) >= FEWEST_TOLD
        if not paragraph and not _is_long_title(unit.text):
            continue
        if paragraph or (run and index - run[-1] - 1 > MOST_BETWEEN):
            if len(run) >= FEWEST_TITLES:
                yield run
            run = []
        if not paragraph:
            run.append(index)
    if len(run) >= FEWEST_TITLES:
        yield run


def _is_long_title(text: str) -> bool:
    """Whether a line is as long as a title and does not end as a sentence does."""
    return (
        not text[:1].islower()
        and not ends_sentence(text)
        and FEWEST_WORDS <= count_words(text[:500]) <= MOST_WORDS
    )
