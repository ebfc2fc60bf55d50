"""Features of names from the article as a whole: how often each is alone, and the names it occurs with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from quotesearch.extraction.name_words import is_state
from quotesearch.extraction.names import is_first_name
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_NOUN: Final = 6  # words of an apposition among which its noun is sought
_NEAR: Final = 12  # tokens in which a pronoun may mean the name before it


class NameCompanyLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reporting = lexicon.words("reporting_verbs")
        self.strong = lexicon.words("strong_reporting_verbs")
        self.auxiliaries = lexicon.words("auxiliaries")
        self.people = (
            lexicon.words("person_nouns") | lexicon.words("titles") | frozenset(lexicon.table("kin"))
        )
        self.groups = lexicon.words("group_nouns")
        self.function = lexicon.words("not_names")
        self.places = lexicon.words("place_names")
        self.in_ = lexicon.word_class("prepositions_around_names")
        self.on = lexicon.word_class("prepositions_of_channels")
        self.to_or_by = lexicon.word_class("prepositions_of_people")
        self.personal = lexicon.word_class("personal_forms")
        self.impersonal = lexicon.word_class("impersonal_forms")
        self.meaning = lexicon.word_class("personal_forms") | lexicon.word_class("impersonal_forms")
        self.articles = lexicon.word_class("articles")
        self.relatives = lexicon.word_class("relatives_after_comma")


@dataclass(slots=True, init=False)
class Run:
    """Capitalised words in a row: `tokens[first:last]`, of which what is after *end* is a suffix, Jr."""

    first: int
    end: int
    last: int
    key: str  # the words in lower case

    def __init__(self, first: int, end: int, last: int, key: str) -> None:
        self.first = first
        self.end = end
        self.last = last
        self.key = key


def key_of(tokens: list[Token], first: int, last: int) -> str:
    """Words in lower case, a space between them."""
    return " ".join([token.lower for token in tokens[first:last]])


@dataclass(slots=True, init=False)
class Company:
    """What is counted over all runs of an article."""

    lower: frozenset[str]  # the words that it prints in lower case
    alone: dict[str, int]  # runs by key; of some there are none
    following: dict[str, set[str]]  # first word of a run: the second ones

    def __init__(self, tokens: list[Token], runs: Iterable[Run]) -> None:
        self.lower = frozenset([t.lower for t in tokens if t.kind == "w" and not t.capital])
        self.alone: dict[str, int] = {}
        self.following: dict[str, set[str]] = {}
        for run in runs:
            self.alone[run.key] = self.alone.get(run.key, 0) + 1
            if run.end > run.first + 1:
                self.following.setdefault(tokens[run.first].lower, set()).add(tokens[run.first + 1].lower)


def signs_around(lexicon: Lexicon, tokens: list[Token], start: int, core: int, end: int) -> list[str]:
    """
    What is around one occurrence of a name, as short signs.

    Args:
        lexicon: the word lists of the language.
        tokens: of the article.
        start: where its title begins.
        core: where the name itself begins.
        end: the token after it.
    """
    before, behind = _before(lexicon, tokens, start), _behind(lexicon, tokens, end)
    signs = [*before, *behind]
    if before and behind and behind[0][0] == ">":
        signs.append(before[0] + behind[0])
    if start < core:
        signs.append("titled")
    if tokens[core].first:
        signs.append("opens")
    if tokens[end - 1].possessive:
        signs.append("owns")
    return signs


def _mark_before(lexicon: Lexicon, tokens: list[Token], start: int) -> list[str]:
    """The sign of the mark before a name."""
    lists = lexicon.derived[NameCompanyLists]
    text = tokens[start - 1].text if start else ""
    if text == "," and start > 1 and tokens[start - 2].lower in lists.people:
        return ["<,people"]
    return ["<" + text] if text in {"(", ",", "—", "–", ":"} else []


def _before(lexicon: Lexicon, tokens: list[Token], start: int) -> list[str]:
    """The signs of the word before a name."""
    lists = lexicon.derived[NameCompanyLists]
    before = tokens[start - 1] if start else None
    if before is None or before.kind != "w":
        return _mark_before(lexicon, tokens, start)
    low = before.lower
    if before.possessive:
        return ["<owner"]
    if low in lists.articles:
        return ["<the" if low == "the" else "<a"]
    if low in lists.in_:
        return ["<in"]
    if low in lists.on:
        return ["<on"]
    if low in lists.to_or_by:
        return ["<" + low]
    if low in lists.strong:
        return ["<said"]
    if low == "and":
        return ["<and"]
    if low in lists.people:
        return ["<people"]
    if low in lists.groups:
        return ["<group"]
    if before.text[0].isdigit():
        return ["<#"]
    return ["<w"] if low not in lists.function and not before.capital else ["<other"]


def _behind(lexicon: Lexicon, tokens: list[Token], end: int) -> list[str]:
    """The signs of the words after a name."""
    lists = lexicon.derived[NameCompanyLists]
    following = tokens[end] if end < len(tokens) else None
    if following is None or following.kind == "b":
        return [">end"]
    signs = []
    if following.kind == "w":
        signs.append(_word_behind(lexicon, tokens, end, following))
    elif following.text == ",":
        signs.append(_behind_comma(lexicon, tokens, end + 1))
    elif following.text in {"(", ":"}:
        signs.append(">" + following.text)
    for token in tokens[end : end + _NEAR]:
        if token.lower in lists.meaning:
            return [*signs, "he" if token.lower in lists.personal else "it"]
        if token.kind == "b":
            break
    return signs


def _word_behind(lexicon: Lexicon, tokens: list[Token], end: int, following: Token) -> str:
    """The sign of a word directly after a name."""
    lists = lexicon.derived[NameCompanyLists]
    low = following.lower
    if low in lists.strong:
        return ">said"
    if low in lists.reporting:
        return ">verb"
    if low in lists.auxiliaries:
        return ">is"
    if low in lists.people or low in lists.groups:
        return ">people"
    if following.text[0].isdigit():
        return ">#"
    if low == "and" and end + 1 < len(tokens) and tokens[end + 1].capital:
        return ">and name" if is_first_name(lexicon, tokens[end + 1].text) else ">and"
    if low in lists.function:
        return ">function"
    return ">s" if low.endswith(("s", "ed")) else ">w"


def _apposed(lexicon: Lexicon, tokens: list[Token], at: int) -> str:
    """What the noun of an apposition says of the name before it: " person", " group" or "" for neither."""
    lists = lexicon.derived[NameCompanyLists]
    found = ""
    for token in tokens[at : at + _NOUN]:
        if token.kind != "w" or token.lower in lists.function:
            break
        found = (
            " person" if token.lower in lists.people else " group" if token.lower in lists.groups else found
        )
    return found


def _behind_comma(lexicon: Lexicon, tokens: list[Token], at: int) -> str:
    """The sign of what is after a name and a comma: an age, an apposition, a relative clause."""
    lists = lexicon.derived[NameCompanyLists]
    token = tokens[at] if at < len(tokens) else None
    if token is None or token.kind != "w":
        return ">,"
    if token.text.isdigit() and len(token.text) <= 3:
        return ">age"
    if token.lower in lists.articles:
        return f">,{token.lower}{_apposed(lexicon, tokens, at + 1)}"
    if token.lower in lists.relatives:
        return ">," + ("who" if token.lower == "whose" else token.lower)
    if token.lower in lists.places or is_state(lexicon, token.text):
        return ">,place"
    return ">,people" if token.lower in lists.people else ">,"
