"""The headline of a plain text, if no markup and no head names it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.line_shape import is_title
from quotesearch.cleaning.title_lines import find_title
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon

__all__ = ["headline_of_text"]

HEAD_LABELS: Final = frozenset({"byline", "date", "caption"})


def headline_of_text(
    lexicon: Lexicon,
    units: Sequence[Unit],
    settled: Sequence[Verdict | None],
    kept: Sequence[bool],
    first: int,
) -> int | None:
    """Which unit is the headline: the one that is like the story, else a title above the first paragraph."""
    found = find_title(lexicon, units, settled, kept)
    if found is not None:
        return found
    titles = [
        index
        for index in range(first)
        if settled[index] is None and (is_title(units[index].text) or (index == 0 and first == 1))
    ]
    if not titles or first == len(units):
        return None
    page_title = fold(units[titles[0]].text)
    for index in titles[1:]:
        if len(fold(units[index].text)) > 15 and page_title.startswith(fold(units[index].text)):
            return index
    for index in titles:
        below = settled[index + 1] if index + 1 < len(units) else None
        if below is not None and below.label in HEAD_LABELS:
            return index
    return titles[-1]
