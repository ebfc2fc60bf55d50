"""Paths and places as people and programs want to see them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final

from quotesearch.acquisition import read_document
from quotesearch.errors import UnreadableFileError
from quotesearch.exporting import relative_path
from quotesearch.model import one_line

__all__ = ["line_and_column", "shown_path", "source_of"]

LINE_END: Final = re.compile(r"\r\n|\r|\n")


def shown_path(path: str) -> str:
    r"""
    A path for people, as `relative_path`, on one line: the name of a file may hold line breaks.

    >>> shown_path("news/a\nb.txt")
    'news/a\ufffdb.txt'
    """
    return one_line(relative_path(path))


def line_and_column(source: str, at: int) -> tuple[int, int]:
    r"""
    Where an editor finds a character, both counted from 1.

    >>> line_and_column("one\r\ntwo", 6), line_and_column("one\rtwo", 4)
    ((2, 2), (2, 1))
    """
    starts = _line_starts(source)
    line = bisect_right(starts, at)
    return line, at - starts[line - 1] + 1


@lru_cache(maxsize=4)
def _line_starts(source: str) -> list[int]:
    """Where the lines of a text begin; remembered, for an article may have a hundred quotes."""
    return [0, *(end.end() for end in LINE_END.finditer(source))]


@lru_cache(maxsize=64)
def source_of(path: str, sha256: str) -> str | None:
    """The source text of a file; None if it is gone, or no longer the file with these bytes."""
    try:
        document = read_document(path)
    except UnreadableFileError:
        return None
    return document.source if document.sha256 == sha256 else None
