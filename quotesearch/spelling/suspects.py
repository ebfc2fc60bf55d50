"""Whether there may be anything to normalise: most texts have nothing odd, and to look for a character is cheap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["COMBINING", "INVISIBLE", "may_have_odd_marks", "may_have_odd_spellings", "odd_places"]

INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters of no width, as the inside of a class of a regular expression; so are the next."""

COMBINING: Final = "\u0300-\u036f"

# A single class is searched for ten times as fast as alternatives. What wrong decoders leave, then programs and
# markup, then other marks, then letters that may be marks.
_MARKS: Final = r"\u0080-\u009fÂÃÄÅâ√ƒ≈¬ΓÔв‚\\=`´ʺˮ′″‶‛❛-❞〝-〟「-』＇〃《》\ufffdÒìëôæ"
_ODD_MARK: Final = re.compile(f"[{_MARKS}]")
_ODD: Final = re.compile(f"[{_MARKS}ʹ{INVISIBLE}{COMBINING}]")
_BEGINS: Final = re.compile(f"[{_MARKS}&ʹ{INVISIBLE}‘]")
_BEGINS_ANY: Final = re.compile(
    rf"""[{_MARKS}&ʹ{INVISIBLE}‘]|,(?=,)|<(?=<)|>(?=>)|"(?=")|’(?=’)|-(?=[ \t]*[\r\n])|\w?[{COMBINING}]"""
)
_REFERENCE: Final = re.compile(r"&(?:#|\w+;|quot|apos|nbsp|[lrbs](?:[ds]|a|b)quo)")
_NEEDS_ANY: Final = re.compile(rf"[{COMBINING}\r\n]")
_INSIDE_OR_AYN: Final = re.compile(r"[^\W\d_]‘|‘[AIUO]")
_PARTED: Final = re.compile(r"-[ \t]*[\r\n]")


def may_have_odd_marks(text: str) -> bool:
    """
    Whether a text has what marks or letters are spelt with after a wrong decoder, an export, a typesetter.

    >>> may_have_odd_marks("“No,” she said."), may_have_odd_marks("&quot;No,&quot; she said.")
    (False, True)
    """
    return _ODD_MARK.search(text) is not None or _doubled(text) or "‘‘" in text or _refers(text)


def may_have_odd_spellings(text: str) -> bool:
    """
    The same, or what parts a word, hides in it or is its apostrophe.

    >>> may_have_odd_spellings("Mar\u00adwood"), may_have_odd_spellings("Marwood")
    (True, False)
    """
    return (
        _ODD.search(text) is not None
        or _doubled(text)
        or _refers(text)
        or ("‘" in text and ("‘‘" in text or _INSIDE_OR_AYN.search(text) is not None))
        or (("\n" in text or "\r" in text) and _PARTED.search(text) is not None)
    )


def odd_places(text: str) -> Iterator[int]:
    """Where something odd may begin."""
    every = _doubled(text) or _NEEDS_ANY.search(text) is not None
    return (found.start() for found in (_BEGINS_ANY if every else _BEGINS).finditer(text))


def _refers(text: str) -> bool:
    """Whether there seems to be a reference: AT&T has none."""
    return "&" in text and _REFERENCE.search(text) is not None


def _doubled(text: str) -> bool:
    return "<<" in text or ">>" in text or ",," in text or '""' in text or "’’" in text
