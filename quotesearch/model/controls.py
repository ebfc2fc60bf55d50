"""
Characters that a terminal obeys instead of showing them, in texts and names that strangers wrote.

Escape sequences are ECMA-48 (C0, C1, DEL); the characters that change the direction of writing are those of the
Unicode Bidirectional Algorithm (UAX #9, section 2) and of CVE-2021-42574.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["ISOLATED_CONTROLS", "one_line", "printable", "without_surrogates"]

REPLACEMENT: Final = "\ufffd"

_DIRECTIONS: Final = "\u202a-\u202e\u2066-\u2069"
"""Overrides, embeddings and isolates, which can reverse what is printed after them. The marks U+200E, U+200F and
U+061C are not among them: they move nothing except the punctuation next to them, and Hebrew and Arabic need them."""

ISOLATED_CONTROLS: Final = f"\x7f-\x9f\u2028\u2029{_DIRECTIONS}\ud800-\udfff"
"""What JSON allows in a string though a terminal may obey it or a file cannot hold it; inside of a `[…]`."""

_UNPRINTABLE: Final = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0\ufdd1{ISOLATED_CONTROLS}]|\r(?!\n)")
"""U+FDD0 and U+FDD1 are noncharacters, which no text may hold; we mark highlights with them."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BREAKS: Final = str.maketrans("\r\n\t", REPLACEMENT * 3)


def printable(text: str) -> str:
    r"""
    Text that a terminal shows and does not obey.

    Args:
        text: of any length; line breaks (also as carriage return and newline) and tabs stay.

    Returns:
        a text of the same length, with U+FFFD for control characters, for line and paragraph separators
        (U+2028, U+2029), for what reverses the direction of writing, and for unpaired surrogates.

    >>> printable("a\x1b[31mb\u202e\n")
    'a\ufffd[31mb\ufffd\n'
    """
    return _UNPRINTABLE.sub(REPLACEMENT, text)


def without_surrogates(text: str) -> str:
    r"""
    Text that a file can hold: as long as before, with U+FFFD for unpaired surrogates, which JSON and YAML may escape.

    >>> without_surrogates("Ann \ud800")
    'Ann \ufffd'
    """
    return _SURROGATE.sub(REPLACEMENT, text)


def one_line(name: str) -> str:
    r"""
    A name (of a file, a person, an outlet) that cannot pretend to be several lines.

    Args:
        name: as it was found.

    Returns:
        a text of the same length: as `printable`, and with U+FFFD for line breaks and tabs, too.

    >>> one_line("a.txt\nError: all is lost")
    'a.txt\ufffdError: all is lost'
    """
    return printable(name).translate(_BREAKS)
