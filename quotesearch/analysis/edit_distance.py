"""How unlike two words are, and which words are like one."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from typing import Final

__all__ = ["distance", "is_alike", "likest", "resembles", "tolerance"]

_SHORT: Final = 4  # letters: a word of so few is likely another word if one more is wrong than one


def tolerance(word: str) -> int:
    """
    How many letters may be wrong in a word that is still meant: none, one or two, by its length.

    >>> tolerance("us"), tolerance("kyiv"), tolerance("prevale")
    (0, 1, 2)
    """
    return 0 if len(word) < 3 else 1 if len(word) <= _SHORT else 2


def distance(left: str, right: str, most: int) -> int:
    """
    How many letters must be added, dropped, changed or swapped with a neighbour to make one word of the
    other.

    This is the distance of Damerau in its restricted form (optimal string alignment), of which only the *most*
    cells on either side of the diagonal are filled in (Ukkonen, "Algorithms for approximate string matching", 1985).

    Args:
        left: a word.
        right: another one.
        most: the largest distance of interest.

    Returns:
        The distance in letters; *most* + 1 for every larger one, which is found out early.

    >>> distance("prevale", "prevail", 2), distance("Kyvi", "Kyiv", 2), distance("war", "peace", 2)
    (2, 1, 3)
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    beyond = most + 1
    before: dict[int, int] = {}
    row = {j: j for j in range(min(most, len(right)) + 1)}  # by letters of the right word, in the band only
    for i, a in enumerate(left, 1):
        last, before, row = before, row, {}
        for j in range(max(0, i - most), min(len(right), i + most) + 1):
            cost = before.get(j, beyond) + 1
            if j:
                b = right[j - 1]
                cost = min(cost, row.get(j - 1, beyond) + 1, before.get(j - 1, beyond) + (a != b))
                if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                    cost = min(cost, last.get(j - 2, beyond) + 1)
            row[j] = cost
        if min(row.values()) > most:
            return beyond
    return min(row[len(right)], beyond)


def is_alike(word: str, other: str) -> bool:
    """
    Whether *word* may have been meant instead of *other*: they begin with the same letter and differ little.

    >>> is_alike("prevale", "prevail"), is_alike("prevale", "revail")
    (True, False)
    """
    most = tolerance(word)
    return word[:1] == other[:1] and distance(word, other, most) <= most


def resembles(word: str, other: str) -> bool:
    """
    Whether these are the same word except for some letters, also the first.

    >>> resembles("austen", "austin"), resembles("austen", "justin")
    (True, True)
    """
    most = tolerance(word)
    # Every edit changes at most two letters of the set, so this rules most words out cheaply.
    if abs(len(other) - len(word)) > most or len(set(word) ^ set(other)) > 2 * most:
        return False
    return distance(word, other, most) <= most


def likest(word: str, others: Iterable[str], weight: Callable[[str], int], limit: int) -> tuple[str, ...]:
    """
    The words that *word* may have been meant for, the nearest first, among equals the one of the most
    *weight*.

    >>> likest("prevale", ["prevail", "prelate", "private"], len, limit=2)
    ('prelate', 'prevail')
    """
    most = tolerance(word)
    letters = set(word)
    found: list[tuple[int, int, str]] = []
    for other in others:
        # Every edit changes at most two letters of the set, so this rules most words out cheaply.
        if abs(len(other) - len(word)) <= most and len(letters ^ set(other)) <= 2 * most and other != word:
            apart = distance(word, other, most)
            if apart <= most:
                found.append((apart, -weight(other), other))
    return tuple(other for _, _, other in heapq.nsmallest(limit, found))
