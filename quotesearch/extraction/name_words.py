"""What kinds of word a word of a name may be: first name, title, place, common word, and so on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from quotesearch.extraction.names import fold, is_first_name, is_initial, stands_first
from quotesearch.lexicons import table, words

_CLASSES: Final = (
    ("T", words("en/titles")),
    ("S", words("en/surnames")),
    ("C", words("en/common_words")),
    ("D", frozenset(table("en/demonyms"))),
    ("L", words("en/place_names")),
    ("O", words("en/organisation_words")),
    ("P", words("en/person_nouns")),
    ("G", words("en/group_nouns")),
    ("V", words("en/reporting_verbs")),
    ("N", words("en/not_names")),
    ("X", words("en/suffixes") | words("en/degrees")),
    ("K", words("en/particles")),
    ("R", words("en/portfolios")),
    ("d", words("en/document_nouns")),
    ("Z", frozenset(table("en/address_titles"))),
    ("B", words("en/well_known_bodies")),
    ("W", words("en/towns")),
    ("Y", words("en/well_known_things")),
)
_COMMON: Final = words("en/common_words")
_STATES: Final = words("en/state_abbreviations")
_PEOPLE: Final = words("en/titles") | words("en/person_nouns")
_TITLES: Final = words("en/titles")
_MERE_TITLES: Final = (_TITLES & words("en/common_words") | frozenset(table("en/address_titles"))) - words(
    "en/surnames_too"
)
_AGENT: Final = re.compile(r"(?:er|or|ist|ian|eer|man|woman|ant|ent|ess)s?\Z")
_PEOPLE_ENDING: Final = re.compile(r"(?:ist|ian|eer|man|men|woman|women)s?\Z")
_ENDINGS: Final = (
    ("ing", "i"),
    ("ed", "w"),
    ("ly", "y"),
    ("ion", "n"),
    ("er", "r"),
    ("or", "r"),
    ("ers", "r"),
    ("s", "s"),
)
_DESCRIBING: Final = frozenset(
    {"born", "based", "elect", "led", "backed", "winning", "old", "turned", "area"}
)
_SHORT_CAPITALS: Final = 6
_LONGEST_COMPOUND: Final = (
    60  # letters of a word that may be two; thousands of names joined by hyphens are one word
)


@lru_cache(maxsize=1 << 15)
def classes(word: str) -> str:
    """
    The classes of a word as printed, a letter each, in a fixed order.

    F first name, f family name that comes first, S surname, T title, t titles, Z form of address, P person noun,
    R portfolio, D demonym, L place, W town, Q state, O organisation word, G group noun, B well-known body, Y well-known
    thing, d document noun, C common word, V reporting verb, N no name, X suffix, K particle, I initial, A short
    capitals, U long capitals, M capital inside, # digits, @ handle, h hyphen before a describing word, j before a
    trade or title, H any other, e c agents, i w y n r s endings, q nothing known.

    >>> classes("Ann"), classes("Housecleaner")
    ('F', 'c')
    """
    low = word.lower()
    found = [letter for letter, listed in _CLASSES if low in listed] if len(low) > 1 else []
    if "S" not in found and fold(word) in _CLASSES[1][1]:
        found.append("S")
    if (
        low not in _MERE_TITLES
        and is_first_name(word)
        and not ("-" in word and word.rpartition("-")[2][:1].islower())
    ):
        found.insert(0, "F")
    if is_state(word):
        found.append("Q")
    if "T" not in found and low.rstrip(".").removesuffix("s") in _TITLES:
        found.append("t")
    if stands_first(word):
        found.append("f")
    if is_initial(word):
        found.append("I")
    return "".join(found) + _shape(word, low, known=bool(found)) or "q"


def is_state(word: str) -> bool:
    """
    Whether a word is the abbreviation of a state.

    >>> is_state("Calif."), is_state("OR"), is_state("or")
    (True, True, False)
    """
    return word.lower() in _STATES and (word.endswith(".") or word.isupper())


@lru_cache(maxsize=1 << 12)
def known_kinds(name: str) -> str:
    """The letters of the lists that have a whole name, in lower case: B body, L place, W town, Y thing."""
    return "".join(letter for letter, listed in _CLASSES if letter in "BLWY" and name in listed)


def _shape(word: str, low: str, *, known: bool) -> str:
    """The classes that only the letters of a word show."""
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
        if tail in _DESCRIBING:
            out += "h"
        elif (
            tail in _PEOPLE or (tail in _COMMON and _AGENT.search(tail)) or tail.rstrip(".") in {"gen", "col"}
        ):
            out += "j"
        elif tail in _COMMON and not word.rpartition("-")[2][:1].isupper():
            out += "h"
        else:
            out += "H"
    if "C" not in out and not known:
        out += _ending(low)
    return out


def _ending(low: str) -> str:
    """What the ending of an unknown word says."""
    if _PEOPLE_ENDING.search(low):
        return "e"
    if len(low) <= _LONGEST_COMPOUND and any(
        low[n:] in _PEOPLE and low[:n] in _COMMON for n in range(3, len(low) - 3)
    ):
        return "c"
    return next((letter for ending, letter in _ENDINGS if low.endswith(ending)), "")
