"""
Word lists: one entry a line in a text file, comments after `#`, source and licence on top.

A linguist can fix the search engine here without reading Python.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from quotesearch.errors import QuotesearchError

__all__ = ["entries", "table", "words"]

_HERE: Final = Path(__file__).parent  # importlib.resources takes 5 ms to import, which every search would pay


@cache
def entries(name: str) -> tuple[str, ...]:
    """
    The entries of a list, in the order of the file, comments and empty lines left out.

    Args:
        name: the file's path below `lexicons/`, without `.txt`.

    Raises:
        QuotesearchError: there is no such list; the message says where it was looked for.

    >>> "said" in entries("en/reporting_verbs")
    True
    """
    path = _HERE / f"{name}.txt"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise QuotesearchError(f"no word list {name!r}: looked for {path}") from error
    stripped = (line.partition("#")[0].strip() for line in lines)
    return tuple(line for line in stripped if line)


@cache
def words(name: str) -> frozenset[str]:
    """
    The entries of a list as a set.

    >>> "table" in words("en/reporting_verbs")
    False
    """
    return frozenset(entries(name))


@cache
def table(name: str) -> dict[str, str]:
    """
    A list of pairs, `entry = value` a line. An entry that occurs twice has its last value.

    >>> table("en/first_names")["mary"]
    'f'
    """
    pairs = (entry.partition("=") for entry in entries(name))
    return {left.strip(): right.strip() for left, _, right in pairs}
