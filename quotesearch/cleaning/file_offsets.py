"""Places moved from an article's own text into the file that holds it with others."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from quotesearch.model import Block, Found, Run, Span

__all__ = ["moved_block", "moved_found"]

T = TypeVar("T")


def moved_block(block: Block, by: int) -> Block:
    """
    A block that is so many code points further on.

    >>> moved_block(Block(3, 7, "body", "prose", "Rain"), 100).start
    103
    """
    runs = tuple(Run(run.at, run.start + by, run.end + by) for run in block.runs)
    return replace(block, start=block.start + by, end=block.end + by, runs=runs)


def moved_found(found: Found[T] | None, by: int) -> Found[T] | None:
    """A value whose place is so many code points further on; unchanged if it has no place, or if there is no value."""
    if found is None or found.place is None or not by:
        return found
    return replace(found, place=Span(found.place.start + by, found.place.end + by))
