"""
What documents were cut into, kept between the count of their lines and the cleaning.

Lines are counted over the whole collection before the first document is cleaned, so each is cut into units twice, a
fifth of all work on text and a quarter on HTML. What was made of a small one waits here until it is asked for, and is
forgotten then. The room is bounded: who counts and never cleans loses it, and no more; a collection that is larger
keeps its beginning here, for both go through it in the same order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final, Generic, TypeVar

__all__ = ["LARGEST_KEPT", "Kept"]

LARGEST_KEPT: Final = 1_000_000
"""Code points of a document; a page of news has 350,000."""


T = TypeVar("T")


class Kept(Generic[T]):
    """
    What a function makes of texts, kept for the second who asks.

    >>> kept = Kept(str.split, most=100)
    >>> first = kept.keep("One. Two.")
    >>> kept.take("One. Two.") is first, kept.take("One. Two.") is first
    (True, False)
    """

    def __init__(self, read: Callable[[str], T], most: int) -> None:
        """*read* cuts a text; *most*: code points of the texts that are kept at a time."""
        self._read = read
        self._room = most
        self._made: dict[bytes, T] = {}

    def keep(self, source: str) -> T:
        """What is made of a text; it is kept if there is room."""
        made = self._read(source)
        if len(source) <= min(LARGEST_KEPT, self._room):
            name = _name(source)
            if name not in self._made:
                self._made[name] = made
                self._room -= len(source)
        return made

    def take(self, source: str) -> T:
        """What is made of a text; if it was kept, it is so no more."""
        made = self._made.pop(_name(source), None) if self._made and len(source) <= LARGEST_KEPT else None
        if made is None:
            return self._read(source)
        self._room += len(source)
        return made


def _name(source: str) -> bytes:
    """A text's digest: the text itself need not be kept."""
    return hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16).digest()
