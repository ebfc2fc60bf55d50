"""Who shares a surname: couples and siblings named together, father and son, the elder and the younger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from quotesearch.extraction.cast import Cast, Member
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.names import Name, fold, gender_of, is_first_name
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_BEFORE: Final = 4  # tokens before the surname: son, Jamie Loxley


class FamiliesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.particles = lexicon.words("particles")
        self.surnames = lexicon.words("surnames")
        self.children = lexicon.words("younger_kin")
        self.parents = lexicon.words("elder_kin")
        self.generations = lexicon.word_class("generations")  # the elder first
        self.elder = lexicon.word_class("elder")
        self.younger = lexicon.word_class("younger")
        self.before_elder = lexicon.word_class("before_elder")


def couples(
    lexicon: Lexicon, mentions: list[Mention], tokens: list[Token]
) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """
    First names before "and" and a full name, each with its name in full: "Peter" and Joan Hollis.

    A first name that is a surname too is none if it is alone elsewhere: "Warren" and Bo Roe.
    """
    lists = lexicon.derived[FamiliesLists]
    named = [m for m in mentions if m.name is not None]
    alone = Counter(fold(m.name.words[0]) for m in named if m.name and len(m.name.words) == 1)
    for one, other in pairwise(named):
        a, b = one.name, other.name
        if a is None or b is None or len(a.words) > 1 or len(b.words) < 2 or one.possessive:
            continue
        if b.first != b.core or not is_first_name(lexicon, b.words[0]) or b.type not in {"person", "unknown"}:
            continue
        between = tokens[a.last : b.first]
        if len(between) != 1 or between[0].text not in {"and", "&"} or not is_first_name(lexicon, a.words[0]):
            continue
        word = fold(a.words[0])
        if word in lists.surnames and (gender_of(lexicon, word) == "u" or alone[word] > 1):
            continue
        start = len(b.words) - 1
        while start > 1 and b.words[start - 1].lower() in lists.particles:
            start -= 1
        yield one, (a.words[0], *b.words[start:])


def generation(lexicon: Lexicon, tokens: list[Token], first: int) -> str:
    """Whether "the elder" or "the younger" leads to a name: e, y or "" for neither."""
    lists = lexicon.derived[FamiliesLists]
    if first < 2 or tokens[first - 2].lower not in lists.before_elder:
        return ""
    low = tokens[first - 1].lower
    return "e" if low in lists.elder else "y" if low in lists.younger else ""


def is_child(lexicon: Lexicon, member: Member, tokens: list[Token]) -> bool:
    """Whether a word for a child leads to the first full name of a member: her son, Dr. Jamie Loxley."""
    lists = lexicon.derived[FamiliesLists]
    if not member.full_places:
        return False
    place = member.full_places[0]
    return any(t.lower in lists.children for t in tokens[max(0, place - _BEFORE) : place])


def of_generation(
    lexicon: Lexicon, cast: Cast, surname: str, which: str, tokens: list[Token]
) -> Member | None:
    """Which of two people of a surname is the elder (e) or the younger (y), if the text says so."""
    family = [m for m in cast.with_word(surname) if m.full and m.type != "group"]
    if len(family) != 2:
        return None
    one, other = family
    signs = [_sign(lexicon, one, tokens), _sign(lexicon, other, tokens)]
    if signs[0] == signs[1]:
        return None
    younger = one if signs[0] == "y" or signs[1] == "e" else other
    return younger if which == "y" else (other if younger is one else one)


def suffix_of(lexicon: Lexicon, tokens: list[Token], name: Name) -> str:
    """Jr., Sr. or the number after a name, as printed; "" if there is none."""
    lists = lexicon.derived[FamiliesLists]
    last = tokens[name.last - 1]
    return last.text if last.lower.rstrip(".") in lists.generations and name.last - 1 > name.core else ""


def generations(lexicon: Lexicon, tokens: list[Token], names: Iterable[Name]) -> frozenset[tuple[str, str]]:
    """First name and surname of people of two generations: those that the text gives two suffixes, Sr. and Jr."""
    found: dict[tuple[str, str], set[str]] = {}
    for name in names:
        suffix = suffix_of(lexicon, tokens, name)
        if suffix and len(name.words) > 1:
            found.setdefault((fold(name.words[0]), fold(name.words[-1])), set()).add(suffix.rstrip("."))
    return frozenset(key for key, suffixes in found.items() if len(suffixes) > 1)


def with_suffix(cast: Cast, words: tuple[str, ...], suffix: str) -> Member | None:
    """The member of a name and a suffix; for a bare surname, if only one has that suffix."""
    fits = [
        m
        for m in cast.with_word(words[-1])
        if m.suffix.rstrip(".") == suffix.rstrip(".")
        and (len(words) == 1 or fold(m.words[0]) == fold(words[0]))
    ]
    return fits[0] if len(fits) == 1 else None


def _sign(lexicon: Lexicon, member: Member, tokens: list[Token]) -> str:
    """Whether a member is introduced as someone's child (y) or parent (e)."""
    lists = lexicon.derived[FamiliesLists]
    if member.suffix:
        return "e" if member.suffix.lower().rstrip(".") == "sr" else "y"
    told = {word for role in member.roles for word in role.text.lower().split()}
    if told & lists.children or is_child(lexicon, member, tokens):
        return "y"
    return "e" if told & lists.parents else ""
