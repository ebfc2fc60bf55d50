"""Where the story of a page can begin: its headline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.line_shape import is_prose
from quotesearch.cleaning.unit import Unit

__all__ = ["head_of_story", "repeats_title"]

SHORTEST_TITLE: Final = 15
"""Code points of a line that is found in the page's title; a shorter one is a section's name."""


def head_of_story(units: Sequence[Unit], headline: int | None = None) -> int:
    """
    The unit at which the story can begin; 0 where nothing says so, or most of the prose is above it.

    Args:
        units: of the whole document.
        headline: the unit that is the headline, if the page says so; else a line that repeats the page's title.
    """
    found = headline
    if found is None:
        found = repeats_title(units, lambda at: is_prose(units[at].text))
    if found <= 0:
        return 0
    prose = [len(unit.text) if is_prose(unit.text) else 0 for unit in units]
    return found if 2 * sum(prose[:found]) < sum(prose) else 0


def repeats_title(units: Sequence[Unit], is_paragraph: Callable[[int], bool]) -> int:
    """
    The last line above the story that repeats a part of the page's title; -1 if none does.

    Args:
        units: of the whole document; the first of them is the page's title, if it has one.
        is_paragraph: whether the unit at an index is a paragraph, at which the search ends.
    """
    title = fold(units[0].text) if units else ""
    found = -1
    for at in range(1, len(units)):
        if len(units[at].text) <= len(title) + SHORTEST_TITLE:
            text = fold(units[at].text)
            if len(text) > SHORTEST_TITLE and text in title:
                found = at
        if found >= 0 and is_paragraph(at):
            break
    return found
