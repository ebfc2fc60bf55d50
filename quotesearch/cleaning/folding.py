"""One way to compare lines: without case, punctuation and the shape of quotation marks."""

from __future__ import annotations

import re
from typing import Final

from quotesearch.cleaning.line_cache import line_cached

__all__ = ["LONGEST_COMPARED", "fold", "fold_words"]

LONGEST_COMPARED: Final = 5000
"""Code points of a block that are looked at; a line of 50 MB is judged by its beginning."""

_WORD = re.compile(r"[^\W_]+")


def fold_words(text: str) -> list[str]:
    """
    The words of a text as they are compared, of at most `LONGEST_COMPARED` code points.

    >>> fold_words("Editors’ Picks!")
    ['editors', 'picks']
    """
    return _WORD.findall(text[:LONGEST_COMPARED].casefold())


@line_cached(1 << 16)
def fold(text: str) -> str:
    """
    The words of a text, joined by one space.

    >>> fold("* Indicates  required")
    'indicates required'
    """
    return " ".join(fold_words(text))
