"""
The way back from a wrong decoder: â€œ was “ in UTF-8 before it was read as windows-1252.

A character at a time, so that each has its place. Text that went wrong twice takes two steps.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

__all__ = ["DECODED", "decoded"]


@cache
def _bytes_of(encoding: str) -> dict[str, int]:
    """
    The byte of each character beyond ASCII; what the encoding does not define is a control character.

    Those control characters are no letters, so windows-1252 does for latin-1 as well.
    """
    found = {}
    for byte in range(0x80, 0x100):
        found[chr(byte)] = byte
    for byte in range(0x80, 0x100):
        char = bytes((byte,)).decode(encoding, "replace")
        if char != "\ufffd":
            found[char] = byte
    return found


_READ_AS: Final = {  # how a sequence begins → the encodings that it may have been read in, the likelier one first
    **dict.fromkeys("ÂÃÄÅÆÈË", ("windows-1252", "windows-1250")),
    **dict.fromkeys("¬√ƒ≈∆‚", ("mac-roman",)),
    **dict.fromkeys("ĂĹ", ("windows-1250",)),
    "â": ("windows-1252", "windows-1250"),
    **dict.fromkeys("ВГДЕв", ("windows-1251",)),
    **dict.fromkeys("┬├─┼", ("cp437", "cp850")),
    "Γ": ("cp437",),
    "Ô": ("cp850",),
}
_CYRILLIC: Final = frozenset("ВГДЕ")
_BEYOND: Final = r"[^\x00-\x7f]"
# Two characters for a letter, three for a mark; then what is left of ” where the last byte was lost; then a byte alone.
DECODED: Final = (
    rf"[ÂÃÄÅÆÈË¬√ƒ≈∆ĂĹВГДЕ┬├─┼]{_BEYOND}"
    rf"|(?:â[€‚„\x80\x82\x84]|‚[ÄÇÑàâ]|ΓÇ|ÔÇ|вЂ){_BEYOND}"
    r'|â€["?]?|[\x82-\x8c\x8e\x91-\x9c\x9e\x9f]'
)
_LOST: Final = "â€"
_MARKS_OF_WINDOWS: Final = frozenset("‘’“”‚„–—…‹›«»\u00a0")
_ACCEPTED: Final = re.compile(  # letters of Latin script, marks, signs, and what comes between two steps
    "[\u0080-\u017f\u0192\u0218-\u021b\u02c6\u02dc\u2010-\u201f\u2021\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2122√≈∆]"
)


def decoded(printed: str, before: str, after: str) -> str:
    """
    What was read in a wrong encoding, as it was written.

    Args:
        printed: what `DECODED` found.
        before: the character before it, or "".
        after: that after it, or "".

    Returns:
        a character and what of *printed* does not belong to it; *printed* itself if it makes no sense.

    >>> [decoded(spelt, " ", "N") for spelt in ("â€œ", "Ã©", "‚Äú", "Å“", "â€?", "\u0093")]
    ['“', 'é', '“', 'œ', '”', '“']
    >>> decoded("Ä”", "D", " ")  # capitals and a mark: DÄ”
    'Ä”'
    """
    if len(printed) == 1:
        return bytes((ord(printed),)).decode("windows-1252")
    if len(printed) == 2 and printed[1] in _MARKS_OF_WINDOWS and not _goes_on(before, after):
        return _unlikely_letter(printed, before)
    if printed[0] in _CYRILLIC and not (before + after).isascii():
        return printed
    for encoding in _READ_AS[printed[0]]:
        usual = _decode(printed, _bytes_of(encoding))
        if usual is not None:
            return " " if usual == "\u00a0" else usual
    if printed == _LOST + '"':
        return "—"  # straight marks were made from curly ones, and from one of its last byte
    if printed.startswith(_LOST):
        return "”" + ("" if printed[2:] in ("", "?", "\ufffd", "Â") else printed[2:])
    return printed


def _goes_on(before: str, after: str) -> bool:
    """Whether what ends in a mark is more likely a letter: it is in a word, and that not in capitals."""
    return before.islower() or after.islower() or (after.isalpha() and not before.isupper())


def _unlikely_letter(printed: str, before: str) -> str:
    """Two characters that are a letter and a mark, unless they are a mark: Â« for «."""
    if (printed[0] == "Â" and not before.isalpha()) or printed in ("Â»", "Â\u00a0"):
        return " " if printed[1] == "\u00a0" else printed[1]
    return printed


def _decode(printed: str, to_byte: dict[str, int]) -> str | None:
    """One character from the bytes that its spelling comes from; None: these are no character."""
    try:
        usual = bytes(to_byte[char] for char in printed).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None
    return usual if len(usual) == 1 and _ACCEPTED.match(usual) else None
