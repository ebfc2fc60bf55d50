"""The five kinds of numbers that extraction passes around, as types of their own, so that mypy notices a mix-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NewType, TypeVar, cast

__all__ = [
    "NO_MEMBER",
    "NO_MENTION",
    "NO_SEGMENT",
    "MemberNumber",
    "MentionNumber",
    "ParagraphNumber",
    "SegmentNumber",
    "TokenNumber",
    "numbered",
    "numbers",
]

TokenNumber = NewType("TokenNumber", int)
"""Index in the tokens of an article."""

MentionNumber = NewType("MentionNumber", int)
"""Index in the mentions of an article; -1: none."""

SegmentNumber = NewType("SegmentNumber", int)
"""Index in the segments of an article: stretches between quotation marks."""

ParagraphNumber = NewType("ParagraphNumber", int)
"""Index in the paragraphs of an article."""

MemberNumber = NewType("MemberNumber", int)
"""Index in the cast of an article; -1: not in the cast."""

NO_MENTION: Final = MentionNumber(-1)
NO_SEGMENT: Final = SegmentNumber(-1)
NO_MEMBER: Final = MemberNumber(-1)

_Number = TypeVar("_Number", bound=int)
_Item = TypeVar("_Item")


def numbers(kind: Callable[[int], _Number], items: Sequence[object]) -> Iterator[_Number]:
    """
    The numbers of some items, in order.

    >>> list(numbers(SegmentNumber, ["a", "b"]))
    [0, 1]
    """
    return cast("Iterator[_Number]", iter(range(len(items))))  # the kind is for mypy alone


def numbered(kind: Callable[[int], _Number], items: Sequence[_Item]) -> Iterator[tuple[_Number, _Item]]:
    """
    Items with their numbers, in order.

    >>> list(numbered(MentionNumber, ["a", "b"]))
    [(0, 'a'), (1, 'b')]
    """
    return cast("Iterator[tuple[_Number, _Item]]", enumerate(items))
