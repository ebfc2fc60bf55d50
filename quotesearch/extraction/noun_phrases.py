"""Noun phrases: where the phrase of a noun that can speak begins and ends, and what such a noun means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from quotesearch.extraction.names import Name
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import table, words

PRONOUNS: Final = table("en/pronouns")
_PERSON_NOUNS: Final = words("en/person_nouns")
_GROUP_NOUNS: Final = words("en/group_nouns")
_DOCUMENT_NOUNS: Final = words("en/document_nouns")
_TITLES: Final = words("en/titles")
_REPORTING: Final = words("en/reporting_verbs")
_FUNCTION: Final = words("en/not_names")
_DETERMINERS: Final = words("en/determiners")
_STOPS: Final = words("en/phrase_ends")
_STRONG: Final = words("en/strong_reporting_verbs")
_RELATIONS: Final = words("en/relations")
_NOUN_TYPES: Final = {  # the later a list, the more it counts
    **dict.fromkeys(_DOCUMENT_NOUNS, "document"),
    **dict.fromkeys(_GROUP_NOUNS, "group"),
    **dict.fromkeys(_PERSON_NOUNS, "anonymous"),
}
_NO_PLURALS: Final = words("en/no_person_plurals")
_LINKS: Final = frozenset({"who", "that", "which", "and", "but"})
_NO_OBJECT: Final = _DETERMINERS | words("en/auxiliaries") | frozenset(PRONOUNS) | {"to", "not"}
_CLAUSE: Final = 9  # tokens of a relative clause
_PREFIXES: Final = frozenset({"ex", "then", "now", "late", "half", "step", "soon-to-be"})
_RELATIVES: Final = words("en/relations") | frozenset(table("en/kin"))
_NUMBERS: Final = frozenset({"two", "three", "four", "five", "six"})
_OWN: Final = frozenset({"his", "her", "their", "its"})
_ASKING: Final = frozenset({"how", "why", "where", "what", "whose", "whether"})
_COMPLEMENTS: Final = frozenset({"of", "for", "from", "at"})


def noun_type(low: str) -> str:
    """What a noun that can speak means; "" for any other word. "then-wife", "brother-in-law": as the noun."""
    known = _NOUN_TYPES.get(low)
    if known is None and low.endswith("men"):  # chairmen
        known = _NOUN_TYPES.get(f"{low[:-3]}man")
    if known is None and low.endswith("s") and low[:-1] in _PERSON_NOUNS and low not in _NO_PLURALS:
        known = "anonymous"  # owners
    if known is not None or "-" not in low:
        return known or ""
    before, _, noun = low.removesuffix("-in-law").rpartition("-")
    if noun not in _RELATIVES or (before and before not in _PREFIXES):
        return ""
    return _NOUN_TYPES.get(noun, "")


def left_edge(tokens: list[Token], i: int) -> int:
    """Where the noun phrase of the noun at *i* begins: at its article, at most six words before."""
    j = i
    while j > 0 and i - j < 6:
        before = tokens[j - 1]
        if before.text == "&" and tokens[j].capital and j > 1 and tokens[j - 2].capital:
            j -= 2
            continue
        if before.kind != "w" or before.lower in _STOPS or before.lower in _ASKING or "n't" in before.lower:
            break
        if (
            j < i
            and not (before.capital or before.possessive)
            and noun_type(before.lower)
            and not noun_type(tokens[j].lower)
        ):
            return i  # "the ad uses footage": that noun has a verb of its own
        if before.lower in _DETERMINERS or before.possessive:
            return _owner_edge(tokens, j - 1) if before.possessive else j - 1
        if before.lower.endswith("ly") or before.lower in PRONOUNS or before.lower in _REPORTING:
            break
        j -= 1
    return j


def _owner_edge(tokens: list[Token], i: int) -> int:
    """Where "the prime minister's", "North Korea's" begins."""
    j = i
    while j > 0 and i - j < 3 and not tokens[j].capital and tokens[j - 1].kind == "w":
        if tokens[j - 1].lower in _DETERMINERS:
            return j - 1
        if tokens[j - 1].lower in _STOPS or tokens[j - 1].possessive:
            break
        j -= 1
    j = i
    while (
        j > 0
        and tokens[j].capital
        and tokens[j - 1].kind == "w"
        and tokens[j - 1].capital
        and not tokens[j - 1].possessive
    ):
        if tokens[j - 1].first and tokens[j - 1].lower in _STOPS:
            break
        j -= 1
    if j > 0 and tokens[j - 1].lower in _DETERMINERS:
        j -= 1
    return j


def right_edge(tokens: list[Token], i: int, named: Mapping[int, Name]) -> int:
    """Where the phrase ends: after "for the ministry", "of Deutsche Bank"; -1: it is the title of a name."""
    j = i + 1
    if tokens[i].possessive or j + 1 >= len(tokens):
        return j
    opens = j + 1 if tokens[j].lower in {"close", "familiar"} else j
    if tokens[opens].lower not in (_COMPLEMENTS if opens == j else {"to", "with"}):
        return j
    if tokens[opens + 1].lower in _OWN and _is_said_of(tokens, i, opens):
        return j
    k = opens + 1
    while k < len(tokens) and k - opens < 3 and tokens[k].lower in _DETERMINERS:
        k += 1
    if k in named:
        return j if _speaks_itself(tokens, named[k].last) else _with_number(tokens, named[k].last)
    if tokens[k - 1].lower in _NUMBERS and k - 1 > opens and not _is_counted(tokens, k):
        return k  # "a mother of three dressed"
    while k < len(tokens) and k - opens < 6 and continues_phrase(tokens[k]):
        if k + 1 in named:
            return -1 if _ends_title(tokens[k], named[k + 1]) else _with_number(tokens, named[k + 1].last)
        k += 1
    return (
        k
        if k > opens + 1 and continues_phrase(tokens[k - 1]) and tokens[k - 1].lower not in _DETERMINERS
        else j
    )


def _with_number(tokens: list[Token], end: int) -> int:
    """Where a name ends with the number that belongs to it: a reporter from Channel "9"."""
    return end + 1 if end < len(tokens) and tokens[end].text.isdigit() and len(tokens[end].text) < 4 else end


def _is_counted(tokens: list[Token], k: int) -> bool:
    """Whether a plural follows a number, with at most one word before it: mayors of four "border towns"."""
    for token in tokens[k : k + 2]:
        if not continues_phrase(token) or token.capital or token.lower.endswith(("ed", "ing")):
            return False
        if token.lower.endswith("s"):
            return True
    return False


def relative_end(tokens: list[Token], end: int) -> int:
    """Where a relative clause without commas that begins at a token ends, at its noun's verb; else the token itself."""
    if end >= len(tokens) or tokens[end].lower != "who":
        return end
    for n in range(end + 2, min(end + _CLAUSE, len(tokens))):
        token, before = tokens[n], tokens[n - 1]
        if token.kind != "w" or token.lower in _LINKS:
            return end
        if token.lower in _STRONG and not before.lower.endswith("ly") and before.lower not in _NO_OBJECT:
            return n
    return end


def _is_said_of(tokens: list[Token], i: int, opens: int) -> bool:
    """Whether what follows a noun says what it speaks of: “…,” said the millionaire of his first job."""
    start = left_edge(tokens, i)
    told = start > 0 and tokens[start - 1].lower in _STRONG
    return told and tokens[opens].lower == "of" and tokens[i].lower not in _RELATIONS


def _ends_title(token: Token, name: Name) -> bool:
    """Whether a word is the last of a title that leads to a full name, and no noun for a person."""
    if name.type != "person" or len(name.words) < 2 or token.capital:
        return False
    return token.lower not in _PERSON_NOUNS and token.lower not in _TITLES


def _speaks_itself(tokens: list[Token], i: int) -> bool:
    """Whether a name that ends at a token is shown speaking: footage of Ann Lee saying “no”."""
    return i < len(tokens) and tokens[i].lower in _REPORTING and tokens[i].lower.endswith("ing")


def continues_phrase(token: Token) -> bool:
    """Whether a word continues the phrase after a preposition: no verb that reports, no other preposition."""
    return token.kind == "w" and token.lower not in _FUNCTION and token.lower not in _REPORTING
