"""Where a text may have an unusual spelling: marks, and characters that split a word or are its apostrophe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from quotesearch.spelling.quick_check import ODD_MARKS, doubled, refers

__all__ = ["COMBINING", "INVISIBLE", "may_have_odd_spellings", "odd_places"]

INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters of no width, as the inside of a class of a regular expression; so are the next."""

COMBINING: Final = "\u0300-\u036f"

_ODD: Final = re.compile(f"[{ODD_MARKS}ʹ{INVISIBLE}{COMBINING}]")
_BEGINS: Final = re.compile(f"[{ODD_MARKS}&ʹ{INVISIBLE}‘]")
_BEGINS_ANY: Final = re.compile(  # with those that only what follows makes odd: ,, << or a hyphen at the end of a line
    rf"""[{ODD_MARKS}&ʹ{INVISIBLE}‘]|,(?=,)|<(?=<)|>(?=>)|"(?=")|’(?=’)|-(?=[ \t]*[\r\n])|\w?[{COMBINING}]"""
)
_NEEDS_ANY: Final = re.compile(rf"[{COMBINING}\r\n]")
_INSIDE_OR_AYN: Final = re.compile(r"[^\W\d_]‘|‘[AIUO]")
_PARTED: Final = re.compile(r"-[ \t]*[\r\n]")


def may_have_odd_spellings(text: str) -> bool:
    """
    Whether a text may have an unusual spelling of any kind.

    >>> may_have_odd_spellings("Mar\u00adwood"), may_have_odd_spellings("Marwood")
    (True, False)
    """
    return (
        _ODD.search(text) is not None
        or doubled(text)
        or refers(text)
        or ("‘" in text and ("‘‘" in text or _INSIDE_OR_AYN.search(text) is not None))
        or (("\n" in text or "\r" in text) and _PARTED.search(text) is not None)
    )


def odd_places(text: str) -> Iterator[int]:
    """
    Where something odd may begin, in order.

    >>> list(odd_places("A‘B"))
    [1]
    """
    every = doubled(text) or _NEEDS_ANY.search(text) is not None
    return (found.start() for found in (_BEGINS_ANY if every else _BEGINS).finditer(text))
