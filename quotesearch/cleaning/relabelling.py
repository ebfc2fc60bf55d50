"""
Articles that a rebuild would label differently: those with lines that recur in the collection now, and did not when
they were cleaned.

An index stores a few digits for each line of an article that could be cut because it recurs, so that no file needs
to be read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from quotesearch.cleaning.folding import LONGEST_COMPARED, fold
from quotesearch.cleaning.line_shape import has_quotation
from quotesearch.cleaning.repeats import DocumentLines, RepeatedLines, digest
from quotesearch.cleaning.sections import FEWEST_STORIES
from quotesearch.cleaning.usual_spelling import usual_text
from quotesearch.model import READ_LABELS, Article

__all__ = ["line_marks", "would_relabel"]

DIGITS: Final = 8
"""Hexadecimal digits of a line; of two million lines two are taken for one another a thousand times, out of 10¹²."""

FEWEST_WORDS: Final = 5
"""A shorter line is hardly ever cut within a story: “Background” heads many."""

BETWEEN: Final = "|"


def line_marks(article: Article) -> str:
    """
    The lines of an article that could be cut for recurring, then those that were, as digits.

    >>> from quotesearch.model import Block
    >>> text = "Roe Times has told the truth since 1894."
    >>> block = Block(0, len(text), "body", "a paragraph of the story", text)
    >>> line_marks(Article("a", "a.txt", "00", "utf-8", "text/plain", text, (block,)))
    '58bbe585|'
    """
    if article.extent is not None:  # a database's record is read by its fields; recurring lines do not matter
        return BETWEEN
    kept, cut = [], []
    for block in article.blocks:
        text = usual_text(block.text)
        if block.rule == "recurs":
            cut.append(_mark(text))
        elif (
            block.label in READ_LABELS
            and len(text) <= LONGEST_COMPARED
            and not has_quotation(text)
            and fold(text).count(" ") + 1 >= FEWEST_WORDS
        ):
            kept.append(_mark(text))
    return f"{''.join(kept)}{BETWEEN}{''.join(cut)}"


def _mark(text: str) -> str:
    return digest(fold(text))[:DIGITS]


def would_relabel(known: Sequence[str], new: Sequence[str]) -> int:
    """
    How many articles hold lines that recur now, with the new ones, and were taken for the story.

    Args:
        known: the marks (`line_marks`) of each article that was there before.
        new: those of each that came in.

    A story that several outlets print counts once, as in `RepeatedLines`.
    """
    wanted = {mark for marks in new for mark in _all(marks)}
    if not wanted:
        return 0
    touched = [marks for marks in (*known, *new) if not wanted.isdisjoint(_all(marks))]
    often = Counter(mark for marks in touched for mark in {*_all(marks)} & wanted)
    if max(often.values(), default=0) < FEWEST_STORIES:
        return 0
    lines = (
        DocumentLines(f"{number:08}", frozenset(_all(marks)), frozenset(_all(marks)))
        for number, marks in enumerate(touched)
    )
    stories = RepeatedLines.count(lines).stories
    recur = {mark for mark in wanted if stories.get(mark, 0) >= FEWEST_STORIES}
    return sum(not recur.isdisjoint(_parts(marks.partition(BETWEEN)[0])) for marks in touched)


def _all(marks: str) -> Iterator[str]:
    """All lines of an article, cut or not."""
    return _parts(marks.replace(BETWEEN, ""))


def _parts(digits: str) -> Iterator[str]:
    return (digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS))
