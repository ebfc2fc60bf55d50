"""
Plain text: from lines to paragraphs.

Some files have a paragraph on a line, some break their lines at a column. A line was broken at column W if
the first word of the next line would not have fitted any more, so W, the longest line, distinguishes the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from quotesearch.cleaning.glued_lines import is_whole, pieces
from quotesearch.cleaning.unit import JOINED, JOINED_TEXT, MOST_UNITS, Unit, Verdict
from quotesearch.lexicons import Lexicon

__all__ = ["read_plain"]

WIDEST_COLUMN: Final = 120
"""No one breaks lines further out; e-mail and wire copy break at 65 to 80."""

NARROWEST_COLUMN: Final = 40

RAGGED: Final = 12
"""Columns that a broken line may fall short of its limit; justified and hyphenated copy is ragged."""

BYTE_ORDER_MARK: Final = "\ufeff"

_BULLET = re.compile(r"(?:[*•●▪◦‣·–—-]|\d{1,2}[.)])\s")
_BREAKS = {ord(c): " " for c in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
_LINE = re.compile(r"[^\n\r\v\f\x1c\x1d\x1e\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c\x1d\x1e\u2028\u2029]|\Z)")
_OTHER_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]|[ÃÅÄÂâ]\x85|â\x80")
_PRINTABLE = re.compile("=[89A-F][0-9A-F]|=20|=3D")  # quoted-printable, as some export mail


@dataclass(
    slots=True
)  # not frozen: there is one for each line of a collection, and that takes thrice as long
class _Line:
    start: int  # the place of its first visible character
    end: int
    text: str
    indent: int
    gap: bool


def read_plain(lexicon: Lexicon, source: str) -> tuple[Unit, ...]:
    r"""
    The paragraphs of a plain text, glued lines cut apart, in the order of the source.

    A unit's text is as long as its stretch of the source; only line breaks are spaces. Every visible
    character is in exactly one unit, a byte-order mark in one of its own.

    >>> [unit.text for unit in read_plain(Lexicon("en"), "One.\r\n\r\n  Two.\n")]
    ['One.', 'Two.']
    """
    units = []
    if source.startswith(BYTE_ORDER_MARK):
        units.append(
            Unit(
                0, 1, BYTE_ORDER_MARK, False, settled=Verdict("widget", "byte-order-mark", "byte-order mark")
            )
        )
    for number, (start, end, gap) in enumerate(_paragraphs(list(_lines(source)), _has_soft_breaks(source))):
        text = source[start:end]
        if len(text.splitlines()) > 1:
            text = text.translate(_BREAKS)
        if number and (number >= MOST_UNITS or is_whole(text)):
            settled = JOINED_TEXT if number >= MOST_UNITS else None
            units.append(Unit(start, end, text, gap, settled=settled))
            continue
        units.extend(
            Unit(
                start=start + piece.start,
                end=start + piece.end,
                text=text[piece.start : piece.end],
                gap=gap if piece.start == 0 else False,
                settled=piece.settled,
            )
            for piece in pieces(lexicon, text, first=number == 0)
        )
    return tuple(units)


def _lines(source: str) -> Iterator[_Line]:
    """The lines that hold something visible."""
    at, gap = 0, True
    for number, line in enumerate(_split(source)):
        offset = at
        at += len(line)
        if number == 0 and line.startswith(BYTE_ORDER_MARK):
            line, offset = line[1:], offset + 1
        text = line.strip()
        if not text:
            gap = True
            continue
        indent = len(line) - len(line.lstrip())
        yield _Line(offset + indent, offset + indent + len(text), text, indent, gap)
        gap = False


def _split(source: str) -> list[str]:
    r"""
    Lines with their ends. U+0085 ends one, unless it is an ellipsis or a letter that was read in a wrong encoding.

    >>> _split("One.\x85Two."), _split("\x93One\x85\x94 she said.")
    (['One.\x85', 'Two.'], ['\x93One\x85\x94 she said.'])
    """
    if "\x85" in source and _OTHER_CONTROLS.search(source):
        return [line for line in _LINE.findall(source) if line]
    return source.splitlines(keepends=True)


def _has_soft_breaks(source: str) -> bool:
    """Whether a line that ends in “=” continues in the next one: in quoted-printable."""
    return ("=\n" in source or "=\r" in source) and _PRINTABLE.search(source) is not None


def _paragraphs(lines: Sequence[_Line], soft: bool = False) -> Iterator[tuple[int, int, bool]]:
    """Start, end and gap of each paragraph; *soft*: a line that ends in “=” continues."""
    column = _column(lines)
    previous: _Line | None = None
    start, gap, number = 0, True, 1
    for line in lines:
        goes_on = previous is not None and (
            (soft and not line.gap and previous.text.endswith("="))
            or (column and _continues(previous, line, column))
        )
        ends = number <= MOST_UNITS or (previous is not None and previous.end - start >= JOINED)
        if previous is None or (ends and not goes_on):
            if previous is not None:
                yield start, previous.end, gap
                number += 1
            start, gap = line.start, line.gap
        previous = line
    if previous is not None:
        yield start, previous.end, gap


def _column(lines: Sequence[_Line]) -> int:
    """The column at which the file breaks its lines; 0 if it does not."""
    lengths = sorted(line.indent + len(line.text) for line in lines if " " in line.text)
    if len(lengths) < 3:
        return 0
    column = lengths[-1 - len(lengths) // 50]
    if not NARROWEST_COLUMN <= column <= WIDEST_COLUMN:
        return 0
    pairs = [(one, two) for one, two in pairwise(lines) if not two.gap]
    broken = [one for one, two in pairs if _full(one, two, column)]
    in_mid_sentence = [line for line in broken if line.text[-1] not in ".!?:\"”'’"]
    if len(broken) >= 2 and 2 * len(broken) >= len(pairs) and 2 * len(in_mid_sentence) >= len(broken):
        return column
    return 0


def _full(line: _Line, following: _Line, column: int) -> bool:
    """Whether the next line's first word would not have fitted any more."""
    word = following.text.split(None, 1)[0]
    return line.indent + len(line.text) + 1 + len(word) > column


def _continues(line: _Line, following: _Line, column: int) -> bool:
    """Whether the next line continues the same paragraph."""
    if following.gap or following.indent > line.indent + 1 or _BULLET.match(following.text):
        # A hanging indent continues a bullet; any other deeper line begins a paragraph.
        hanging = not following.gap and bool(_BULLET.match(line.text)) and not _BULLET.match(following.text)
        return hanging and _full(line, following, column)
    if _full(line, following, column):
        return True
    return _full(line, following, column - RAGGED) and line.text[-1] not in '.!?"”'
