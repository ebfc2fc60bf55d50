"""Signs: the class of a word or a mark in one letter; the path from a mention to a quotation is a string of them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import Final

from quotesearch.lexicons import Lexicon

MARK_SIGNS: Final = {
    **dict.fromkeys((".", "!", "?", "…"), "."),
    **dict.fromkeys(("–", "—", "―", "-"), "-"),
    **{mark: mark for mark in ",:;()"},
    "•": "*",
}


class SignsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.word_signs = {  # the later a list, the more it counts
            **dict.fromkeys(lexicon.words("conjunctions"), "c"),
            **dict.fromkeys(lexicon.words("prepositions"), "P"),
            "that": "t",
            **dict.fromkeys(lexicon.words("reporting_verbs"), "v"),
            **dict.fromkeys(lexicon.words("strong_reporting_verbs"), "V"),
        }


class SignPlaces:
    """
    Where each sign of an article is, so that those on a long way are counted without going through it.

    >>> SignPlaces("N.hQ.").count(".", 2, 5)
    1
    """

    def __init__(self, signs: str) -> None:
        self._places: dict[str, array[int]] = {}
        for place, sign in enumerate(signs):
            self._places.setdefault(sign, array("L")).append(place)

    def count(self, sign: str, start: int, end: int) -> int:
        """How often a sign is in `signs[start:end]`."""
        places = self._places.get(sign)
        return bisect_left(places, end) - bisect_left(places, start) if places is not None else 0


class LongWay:
    """A stretch of an article's signs that is too long to be searched for each mention before it."""

    def __init__(self, places: SignPlaces, start: int, end: int) -> None:
        self._places = places
        self._start = start
        self._end = end

    def count(self, sign: str) -> int:
        """How often a sign is on the way."""
        return self._places.count(sign, self._start, self._end)
