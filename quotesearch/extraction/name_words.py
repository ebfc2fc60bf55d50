"""What kinds of word a word of a name may be: first name, title, place, common word, and so on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from quotesearch.extraction.names import fold, is_first_name, is_initial, stands_first
from quotesearch.lexicons import Lexicon

_SHORT_CAPITALS: Final = 6
_LONGEST_COMPOUND: Final = (
    60  # letters of a word that may be two; thousands of names joined by hyphens are one word
)


def _ending_pattern(endings: tuple[str, ...]) -> re.Pattern[str]:
    """Words that end in one of the endings, in the singular or the plural."""
    return re.compile(rf"(?:{'|'.join(endings)})s?\Z")


class NameWordsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.classes = (
            ("T", lexicon.words("titles")),
            ("S", lexicon.words("surnames")),
            ("C", lexicon.words("common_words")),
            ("D", frozenset(lexicon.table("demonyms"))),
            ("L", lexicon.words("place_names")),
            ("O", lexicon.words("organisation_words")),
            ("P", lexicon.words("person_nouns")),
            ("G", lexicon.words("group_nouns")),
            ("V", lexicon.words("reporting_verbs")),
            ("N", lexicon.words("not_names")),
            ("X", lexicon.words("suffixes") | lexicon.words("degrees")),
            ("K", lexicon.words("particles")),
            ("R", lexicon.words("portfolios")),
            ("d", lexicon.words("document_nouns")),
            ("Z", frozenset(lexicon.table("address_titles"))),
            ("B", lexicon.words("well_known_bodies")),
            ("W", lexicon.words("towns")),
            ("Y", lexicon.words("well_known_things")),
        )
        self.common = lexicon.words("common_words")
        self.states = lexicon.words("state_abbreviations")
        self.people = lexicon.words("titles") | lexicon.words("person_nouns")
        self.titles = lexicon.words("titles")
        self.mere_titles = (
            self.titles & lexicon.words("common_words") | frozenset(lexicon.table("address_titles"))
        ) - lexicon.words("surnames_too")
        self.agent = _ending_pattern(lexicon.entries("agent_word_endings"))
        self.people_ending = _ending_pattern(lexicon.entries("people_word_endings"))
        self.endings = tuple(lexicon.table("ending_classes").items())
        self.describing = lexicon.word_class("hyphen_participles")
        self.ranks = lexicon.word_class("rank_abbreviations")


@lru_cache(maxsize=1 << 15)
def classes(lexicon: Lexicon, word: str) -> str:
    """
    The classes of a word as printed, a letter each, in a fixed order.

    F first name, f family name that comes first, S surname, T title, t titles, Z form of address, P person noun,
    R portfolio, D demonym, L place, W town, Q state, O organisation word, G group noun, B well-known body, Y well-known
    thing, d document noun, C common word, V reporting verb, N no name, X suffix, K particle, I initial, A short
    capitals, U long capitals, M capital inside, # digits, @ handle, h hyphen before a describing word, j before a
    trade or title, H any other, e c agents, i w y n r s endings, q nothing known.

    >>> classes(Lexicon("en"), "Ann"), classes(Lexicon("en"), "Housecleaner")
    ('F', 'c')
    """
    lists = lexicon.derived[NameWordsLists]
    low = word.lower()
    found = [letter for letter, listed in lists.classes if low in listed] if len(low) > 1 else []
    if "S" not in found and fold(word) in lists.classes[1][1]:
        found.append("S")
    if (
        low not in lists.mere_titles
        and is_first_name(lexicon, word)
        and not ("-" in word and word.rpartition("-")[2][:1].islower())
    ):
        found.insert(0, "F")
    if is_state(lexicon, word):
        found.append("Q")
    if "T" not in found and low.rstrip(".").removesuffix("s") in lists.titles:
        found.append("t")
    if stands_first(lexicon, word):
        found.append("f")
    if is_initial(word):
        found.append("I")
    return "".join(found) + _shape(lexicon, word, low, known=bool(found)) or "q"


def is_state(lexicon: Lexicon, word: str) -> bool:
    """
    Whether a word is the abbreviation of a state.

    >>> is_state(Lexicon("en"), "Calif."), is_state(Lexicon("en"), "OR"), is_state(Lexicon("en"), "or")
    (True, True, False)
    """
    lists = lexicon.derived[NameWordsLists]
    return word.lower() in lists.states and (word.endswith(".") or word.isupper())


@lru_cache(maxsize=1 << 12)
def known_kinds(lexicon: Lexicon, name: str) -> str:
    """The letters of the lists that have a whole name, in lower case: B body, L place, W town, Y thing."""
    lists = lexicon.derived[NameWordsLists]
    return "".join(letter for letter, listed in lists.classes if letter in "BLWY" and name in listed)


def _shape(lexicon: Lexicon, word: str, low: str, *, known: bool) -> str:
    """The classes that only the letters of a word show."""
    lists = lexicon.derived[NameWordsLists]
    out = ""
    if any(c.isdigit() for c in word):
        out += "#"
    if word[:1] in {"@", "#"}:
        out += "@"
    letters = word.replace(".", "")
    if len(letters) > 1 and letters.isupper():
        out += "A" if len(letters) <= _SHORT_CAPITALS else "U"
    elif any(c.isupper() for c in word[1:]) and "-" not in word:
        out += "M"
    if "-" in word:
        tail = low.rpartition("-")[2]
        if tail in lists.describing:
            out += "h"
        elif (
            tail in lists.people
            or (tail in lists.common and lists.agent.search(tail))
            or tail.rstrip(".") in lists.ranks
        ):
            out += "j"
        elif tail in lists.common and not word.rpartition("-")[2][:1].isupper():
            out += "h"
        else:
            out += "H"
    if "C" not in out and not known:
        out += _ending(lexicon, low)
    return out


def _ending(lexicon: Lexicon, low: str) -> str:
    """What the ending of an unknown word says."""
    lists = lexicon.derived[NameWordsLists]
    if lists.people_ending.search(low):
        return "e"
    if len(low) <= _LONGEST_COMPOUND and any(
        low[n:] in lists.people and low[:n] in lists.common for n in range(3, len(low) - 3)
    ):
        return "c"
    return next((letter for ending, letter in lists.endings if low.endswith(ending)), "")
