"""Names: what a name is, when two of them are one person's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from quotesearch.lexicons import Lexicon

_SHORTEST_SLIP: Final = 5  # letters of a name in which a slip is seen
_PARTS: Final = re.compile(r"[^\W_]+")
_INITIAL: Final = re.compile(r"[^\W\d_]\.?\Z|(?:[^\W\d_]\.){2,}\Z")


class NamesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.first_names = lexicon.table("first_names")
        self.either = lexicon.words("either_first_names")
        self.family_first = lexicon.words("family_first_names")


@dataclass(slots=True, init=False)
class Name:
    """
    A capitalised name as it is in the text: `tokens[first:last]`, of which `tokens[core:last]` is the name.

    It is not changed once made: a frozen dataclass would cost three times as much to make.
    """

    first: int
    core: int
    last: int
    words: tuple[str, ...]  # as printed, titles and suffixes off
    title: str  # the words before it, as printed: "U.S. Defense Secretary"
    type: str  # person, group, place or unknown
    gender: str  # m, f or u
    certain: bool  # whether a title or a first name says that it is a person

    def __init__(
        self,
        first: int,
        core: int,
        last: int,
        words: tuple[str, ...],
        title: str,
        type: str,
        gender: str,
        certain: bool,
    ) -> None:
        self.first = first
        self.core = core
        self.last = last
        self.words = words
        self.title = title
        self.type = type
        self.gender = gender
        self.certain = certain


@cache
def fold(word: str) -> str:
    """
    A word without case and accents.

    >>> fold("Yeşilçay’s")
    "yesilcay's"
    """
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("ł", "l").replace("ø", "o")


@lru_cache(maxsize=1 << 13)
def folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without case and accents."""
    return tuple([fold(word) for word in words])


@lru_cache(maxsize=1 << 13)
def person_key(name: str) -> str:
    """
    The key by which names in different articles are one person.

    Folds case, accents, hyphens, apostrophes, middle initials and a leading article.

    >>> person_key("Kim Yong-Hyun") == person_key("Kim Yong Hyun")
    True
    >>> person_key("John F. Kennedy"), person_key("The Pentagon")
    ('john kennedy', 'pentagon')
    """
    parts = _PARTS.findall(fold(name).replace("'", ""))
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    middle = [p for p in parts[1:-1] if len(p) > 1]
    return " ".join([parts[0], *middle, parts[-1]]) if len(parts) > 1 else "".join(parts)


def is_initial(word: str) -> bool:
    """Whether a word is one letter, or letters with stops: J., U.S."""
    return bool(_INITIAL.match(word))


def gender_of(lexicon: Lexicon, first: str) -> str:
    """m, f or u by the first name; u for one that men and women have."""
    lists = lexicon.derived[NamesLists]
    if fold(first) in lists.either:
        return "u"
    return lists.first_names.get(
        fold(first),
        lists.first_names.get(first.lower(), lists.first_names.get(fold(first).partition("-")[0], "u")),
    )


def is_first_name(lexicon: Lexicon, word: str) -> bool:
    """Whether people are called so by their first name."""
    lists = lexicon.derived[NamesLists]
    low = word.lower()
    return (
        low in lists.first_names
        or fold(word) in lists.first_names
        or (low.partition("-")[0] in lists.first_names and "-" in low)
    )


def stands_first(lexicon: Lexicon, family: str) -> bool:
    """Whether a family name is one that is before the given name: Kim, Xi, Nguyen."""
    lists = lexicon.derived[NamesLists]
    return fold(family) in lists.family_first


@cache
def long_forms(lexicon: Lexicon, first: str) -> frozenset[str]:
    """The first names that a short form may mean, itself among them."""
    return frozenset(
        {
            first,
            *(
                long
                for short, _, long in (e.partition(" ") for e in lexicon.entries("nicknames"))
                if short == first
            ),
        }
    )


def same_first(lexicon: Lexicon, one: str, other: str) -> bool:
    """
    Whether two first names may be one person's.

    >>> (
    ...     same_first(Lexicon("en"), "Bill", "William"),
    ...     same_first(Lexicon("en"), "J.", "Jeb"),
    ...     same_first(Lexicon("en"), "Jeh", "Gary"),
    ... )
    (True, True, False)
    """
    a, b = fold(one).rstrip("."), fold(other).rstrip(".")
    if (
        a == b
        or a.replace("-", "") == b.replace("-", "")
        or a.partition("-")[0] == b
        or b.partition("-")[0] == a
    ):
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return bool(long_forms(lexicon, a) & long_forms(lexicon, b))


def is_slip(one: str, other: str) -> bool:
    """
    Whether two folded words differ by one letter, or two neighbours that changed places; a plural is no slip.

    >>> is_slip("keidis", "kiedis"), is_slip("sweeny", "sweeney"), is_slip("clintons", "clinton")
    (True, True, False)
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) < _SHORTEST_SLIP or short[0] != long[0] or len(long) - len(short) > 1 or one == other:
        return False
    if long == short + "s":
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at : at + 2][::-1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long
