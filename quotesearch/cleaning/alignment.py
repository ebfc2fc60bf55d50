"""Finding the words of one text in the blocks of another, in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from quotesearch.cleaning.folding import fold, fold_words

__all__ = ["supported"]

SHINGLE: Final = 4
"""Words in a row that hardly ever occur twice by chance."""

REACH: Final = 60
"""Words after the last anchor within which a short block is looked for."""


def supported(blocks: Sequence[str], text: str) -> list[float]:
    """
    The share of each block's words that *text* holds, blocks taken in their order.

    Long blocks are recognised by their shingles, at any place; short ones must come right after the last match, or
    a menu's “Home” would be found in any story.

    >>> supported(
    ...     ["Home", "The council met on Monday.", "Sport", "Home again"],
    ...     "The council met on Monday. Home again.",
    ... )
    [0.0, 1.0, 0.0, 1.0]
    """
    words = [word for line in text.splitlines() for word in fold_words(line)]
    places: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - SHINGLE, -1, -1):
        places[tuple(words[at : at + SHINGLE])] = at
    folded = [fold(block).split() for block in blocks]  # remembered, where lines were counted
    shares = [_long_share(block, places) for block in folded]
    cursor = 0
    upcoming = _upcoming(folded, shares, places, len(words))
    for index, block in enumerate(folded):
        if not block:
            continue
        if len(block) < SHINGLE:
            found = _find(block, words, cursor, min(upcoming[index], cursor + REACH))
            if found >= 0:
                shares[index] = 1.0
                cursor = found + len(block)
        elif shares[index] >= 0.5:
            last = places.get(tuple(block[-SHINGLE:]), -1)
            cursor = max(cursor, last + SHINGLE) if last >= 0 else cursor
    return shares


def _long_share(block: Sequence[str], places: dict[tuple[str, ...], int]) -> float:
    if len(block) < SHINGLE:
        return 0.0
    covered = bytearray(len(block))
    for at in range(len(block) - SHINGLE + 1):
        if tuple(block[at : at + SHINGLE]) in places:
            covered[at : at + SHINGLE] = b"\1" * SHINGLE
    return sum(covered) / len(block)


def _upcoming(
    folded: Sequence[Sequence[str]], shares: Sequence[float], places: dict[tuple[str, ...], int], end: int
) -> list[int]:
    """For each block, where the next long block that was found begins."""
    upcoming, following = [end] * len(folded), end
    for index in range(len(folded) - 1, -1, -1):
        upcoming[index] = following
        if shares[index] >= 0.5:
            following = places.get(tuple(folded[index][:SHINGLE]), following)
    return upcoming


def _find(block: Sequence[str], words: Sequence[str], start: int, end: int) -> int:
    for at in range(start, end - len(block) + 1):
        if words[at : at + len(block)] == list(block):
            return at
    return -1
