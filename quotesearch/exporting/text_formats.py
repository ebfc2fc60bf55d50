"""Records as text: JSON and CSV that are safe to print and to open in a spreadsheet."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Final

from quotesearch.model import ISOLATED_CONTROLS, printable

__all__ = ["csv_line", "json_text"]

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run as a formula."""

LONE_RETURN: Final = re.compile(r"\r(?!\n)")

UNESCAPED: Final = re.compile(f"[\ufdd0\ufdd1{ISOLATED_CONTROLS}]")
"""Characters that JSON need not escape and we do; each is one UTF-16 unit."""


def json_text(record: Mapping[str, object], *, unicode: bool = True, indent: int | None = None) -> str:
    r"""
    A record as JSON.

    Control characters, those that reverse the direction of writing, and unpaired surrogates are escaped: nothing is
    lost, and no text in it can steer a terminal.

    Args:
        record: what `json.dumps` takes.
        unicode: leave letters as they are; False: escape all that is not ASCII.
        indent: spaces for each level; None: all on one line.

    >>> print(json_text({"name": "Zoë\u202e"}), json_text({"name": "Zoë"}, unicode=False))
    {"name": "Zoë\u202e"} {"name": "Zo\u00eb"}
    """
    text = json.dumps(record, ensure_ascii=not unicode, indent=indent)
    return UNESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def csv_line(cells: Iterable[object]) -> str:
    r"""
    A line of CSV that a spreadsheet never runs as a formula, and that is safe to print on a terminal.

    >>> print(csv_line(["=1+1", -0.5, None, "a,b", "\x1b[2J"]), end="")
    '=1+1,-0.5,,"a,b",\ufffd[2J
    """
    import csv  # here, since most searches do not need it

    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(
        _cell(cell) if isinstance(cell, str) else cell for cell in cells
    )
    return line.getvalue()


def _cell(text: str) -> str:
    r"""
    The text of a cell. Line breaks stay; those of old Macs become newlines, since a carriage return overwrites a line.

    >>> _cell("-1"), _cell("one\rtwo\r\nthree")
    ("'-1", 'one\ntwo\r\nthree')
    """
    safe = printable(LONE_RETURN.sub("\n", text))
    return f"'{safe}" if text.startswith(FORMULA) else safe
