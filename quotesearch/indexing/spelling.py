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

    This is the distance of Damerau in its restricted form (optimal string alignment). *most* + 1 stands for
    everything beyond *most*, which is found out early.

    >>> distance("prevale", "prevail", 2), distance("Kyvi", "Kyiv", 2), distance("war", "peace", 2)
    (2, 1, 3)
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def is_alike(word: str, other: str) -> bool:
    """
    May *word* have been meant where *other* stands? They begin with the same letter and differ little.

    >>> is_alike("prevale", "prevail"), is_alike("prevale", "revail")
    (True, False)
    """
    most = tolerance(word)
    return word[:1] == other[:1] and distance(word, other, most) <= most


def resembles(word: str, other: str) -> bool:
    """
    Are these the same word but for some letters, whichever?

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
