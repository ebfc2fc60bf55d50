"""Inflected English words → what their forms have in common, so that `prevail` finds “prevailed”."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from quotesearch.lexicons import table

__all__ = ["stem"]

_VOWELS: Final = "aeiouy"
_REGION: Final = re.compile(r"[aeiouy][^aeiouy]")  # R1 begins after the first of these, R2 after the next
_DOUBLE: Final = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")
_SHORTEST: Final = 3  # words of so few letters are left alone


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """
    The stem of a folded word (lower case, no accents, no apostrophes).

    Only inflection is taken off: plural, third person, past and -ing. These are steps 1 and 5 of the English
    (Porter2) stemmer of Snowball, https://snowballstem.org/algorithms/english/stemmer.html. Its steps 2 to
    4 take off what makes another word (general, generous and generation would become one), which no one
    who looks for the words of a quote wants. Irregular forms are in
    `lexicons/en/irregular_forms.txt`.

    >>> [stem(word) for word in ("prevails", "prevailed", "prevailing", "said", "police", "policies")]
    ['prevail', 'prevail', 'prevail', 'say', 'polic', 'polici']
    """
    base = table("en/irregular_forms").get(word, word)
    if len(base) <= _SHORTEST or not base.isascii() or not base.isalpha():
        return base
    marked = re.sub(r"(^|[aeiouy])y", r"\1Y", base) if "y" in base else base  # a consonant there
    return _without_e(_y_to_i(_without_past(_without_s(marked)))).lower()


def _region(word: str, first: int = 1) -> int:
    """Where R1 (or, with *first* 2, R2) of a word begins."""
    at = 0
    for _ in range(first):
        found = _REGION.search(word, at)
        if found is None:
            return len(word)
        at = found.end()
    return at


def _without_s(word: str) -> str:
    """Step 1a: ponies → poni, troops → troop; gas and loss stay."""
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")) and any(c in _VOWELS for c in word[:-2]):
        return word[:-1]
    return word


def _without_past(word: str) -> str:
    """Step 1b: agreed → agree, hopping → hop, hoping → hope, deployed → deploy."""
    for ending in ("eedly", "eed"):
        if word.endswith(ending):
            return word[: -len(ending)] + "ee" if len(word) - len(ending) >= _region(word) else word
    for ending in ("ingly", "edly", "ing", "ed"):
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if not any(c in _VOWELS for c in rest):
                return word
            if rest.endswith(("at", "bl", "iz")) or _is_short(rest):
                return rest + "e"
            return rest[:-1] if rest.endswith(_DOUBLE) else rest
    return word


def _y_to_i(word: str) -> str:
    """Step 1c: cry → cri, so that it meets cries; say and by stay."""
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in _VOWELS:
        return word[:-1] + "i"
    return word


def _without_e(word: str) -> str:
    """Step 5, its first half: believe → believ, so that it meets believing; hope stays."""
    if not word.endswith("e"):
        return word
    rest = word[:-1]
    if len(rest) >= _region(word, 2) or (len(rest) >= _region(word) and not _ends_short(rest)):
        return rest
    return word


def _ends_short(word: str) -> bool:
    """Does a word end in a short syllable, as hop and at do and hoop does not?"""
    if len(word) == 2:
        return word[0] in _VOWELS and word[1] not in _VOWELS
    return len(word) > 2 and word[-1] not in "aeiouywxY" and word[-2] in _VOWELS and word[-3] not in _VOWELS


def _is_short(word: str) -> bool:
    """Is a word a short syllable with nothing after it?"""
    return _ends_short(word) and _region(word) >= len(word)
