"""Noun phrases: where the phrase of a noun that can speak begins and ends, and what such a noun means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from quotesearch.extraction.names import Name
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_CLAUSE: Final = 9  # tokens of a relative clause


class NounPhrasesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.pronouns = lexicon.table("pronouns")
        self.person_nouns = lexicon.words("person_nouns")
        self.group_nouns = lexicon.words("group_nouns")
        self.document_nouns = lexicon.words("document_nouns")
        self.titles = lexicon.words("titles")
        self.reporting = lexicon.words("reporting_verbs")
        self.function = lexicon.words("not_names")
        self.determiners = lexicon.words("determiners")
        self.stops = lexicon.words("phrase_ends")
        self.strong = lexicon.words("strong_reporting_verbs")
        self.relations = lexicon.words("relations")
        self.noun_types = {  # the later a list, the more it counts
            **dict.fromkeys(self.document_nouns, "document"),
            **dict.fromkeys(self.group_nouns, "group"),
            **dict.fromkeys(self.person_nouns, "anonymous"),
        }
        self.no_plurals = lexicon.words("no_person_plurals")
        self.no_object = (
            self.determiners
            | lexicon.words("auxiliaries")
            | frozenset(self.pronouns)
            | lexicon.word_class("no_object_words")
        )
        self.relatives = lexicon.words("relations") | frozenset(lexicon.table("kin"))
        self.links = lexicon.word_class("phrase_links")
        self.prefixes = lexicon.word_class("role_prefixes")
        self.numbers = lexicon.word_class("numerals")
        self.own = lexicon.word_class("possessives_third_person")
        self.asking = lexicon.word_class("asking_words")
        self.complements = lexicon.word_class("prepositions_after_nouns")
        self.close = lexicon.word_class("close")
        self.to_or_with = lexicon.word_class("prepositions_of_closeness")


def noun_type(lexicon: Lexicon, low: str) -> str:
    """What a noun that can speak means; "" for any other word. "then-wife", "brother-in-law": as the noun."""
    lists = lexicon.derived[NounPhrasesLists]
    known = lists.noun_types.get(low)
    if known is None and low.endswith("men"):  # chairmen
        known = lists.noun_types.get(f"{low[:-3]}man")
    if known is None and low.endswith("s") and low[:-1] in lists.person_nouns and low not in lists.no_plurals:
        known = "anonymous"  # owners
    if known is not None or "-" not in low:
        return known or ""
    before, _, noun = low.removesuffix("-in-law").rpartition("-")
    if noun not in lists.relatives or (before and before not in lists.prefixes):
        return ""
    return lists.noun_types.get(noun, "")


def left_edge(lexicon: Lexicon, tokens: list[Token], i: int) -> int:
    """Where the noun phrase of the noun at *i* begins: at its article, at most six words before."""
    lists = lexicon.derived[NounPhrasesLists]
    j = i
    while j > 0 and i - j < 6:
        before = tokens[j - 1]
        if before.text == "&" and tokens[j].capital and j > 1 and tokens[j - 2].capital:
            j -= 2
            continue
        if (
            before.kind != "w"
            or before.lower in lists.stops
            or before.lower in lists.asking
            or "n't" in before.lower
        ):
            break
        if (
            j < i
            and not (before.capital or before.possessive)
            and noun_type(lexicon, before.lower)
            and not noun_type(lexicon, tokens[j].lower)
        ):
            return i  # "the ad uses footage": that noun has a verb of its own
        if before.lower in lists.determiners or before.possessive:
            return _owner_edge(lexicon, tokens, j - 1) if before.possessive else j - 1
        if before.lower.endswith("ly") or before.lower in lists.pronouns or before.lower in lists.reporting:
            break
        j -= 1
    return j


def _owner_edge(lexicon: Lexicon, tokens: list[Token], i: int) -> int:
    """Where "the prime minister's", "North Korea's" begins."""
    lists = lexicon.derived[NounPhrasesLists]
    j = i
    while j > 0 and i - j < 3 and not tokens[j].capital and tokens[j - 1].kind == "w":
        if tokens[j - 1].lower in lists.determiners:
            return j - 1
        if tokens[j - 1].lower in lists.stops or tokens[j - 1].possessive:
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
        if tokens[j - 1].first and tokens[j - 1].lower in lists.stops:
            break
        j -= 1
    if j > 0 and tokens[j - 1].lower in lists.determiners:
        j -= 1
    return j


def right_edge(lexicon: Lexicon, tokens: list[Token], i: int, named: Mapping[int, Name]) -> int:
    """Where the phrase ends: after "for the ministry", "of Deutsche Bank"; -1: it is the title of a name."""
    lists = lexicon.derived[NounPhrasesLists]
    j = i + 1
    if tokens[i].possessive or j + 1 >= len(tokens):
        return j
    opens = j + 1 if tokens[j].lower in lists.close else j
    if tokens[opens].lower not in (lists.complements if opens == j else lists.to_or_with):
        return j
    if tokens[opens + 1].lower in lists.own and _is_said_of(lexicon, tokens, i, opens):
        return j
    k = opens + 1
    while k < len(tokens) and k - opens < 3 and tokens[k].lower in lists.determiners:
        k += 1
    if k in named:
        return j if _speaks_itself(lexicon, tokens, named[k].last) else _with_number(tokens, named[k].last)
    if tokens[k - 1].lower in lists.numbers and k - 1 > opens and not _is_counted(lexicon, tokens, k):
        return k  # "a mother of three dressed"
    while k < len(tokens) and k - opens < 6 and continues_phrase(lexicon, tokens[k]):
        if k + 1 in named:
            return (
                -1
                if _ends_title(lexicon, tokens[k], named[k + 1])
                else _with_number(tokens, named[k + 1].last)
            )
        k += 1
    return (
        k
        if k > opens + 1
        and continues_phrase(lexicon, tokens[k - 1])
        and tokens[k - 1].lower not in lists.determiners
        else j
    )


def _with_number(tokens: list[Token], end: int) -> int:
    """Where a name ends with the number that belongs to it: a reporter from Channel "9"."""
    return end + 1 if end < len(tokens) and tokens[end].text.isdigit() and len(tokens[end].text) < 4 else end


def _is_counted(lexicon: Lexicon, tokens: list[Token], k: int) -> bool:
    """Whether a plural follows a number, with at most one word before it: mayors of four "border towns"."""
    for token in tokens[k : k + 2]:
        if not continues_phrase(lexicon, token) or token.capital or token.lower.endswith(("ed", "ing")):
            return False
        if token.lower.endswith("s"):
            return True
    return False


def relative_end(lexicon: Lexicon, tokens: list[Token], end: int) -> int:
    """Where a relative clause without commas that begins at a token ends, at its noun's verb; else the token itself."""
    lists = lexicon.derived[NounPhrasesLists]
    if end >= len(tokens) or tokens[end].lower != "who":
        return end
    for n in range(end + 2, min(end + _CLAUSE, len(tokens))):
        token, before = tokens[n], tokens[n - 1]
        if token.kind != "w" or token.lower in lists.links:
            return end
        if (
            token.lower in lists.strong
            and not before.lower.endswith("ly")
            and before.lower not in lists.no_object
        ):
            return n
    return end


def _is_said_of(lexicon: Lexicon, tokens: list[Token], i: int, opens: int) -> bool:
    """Whether what follows a noun says what it speaks of: “…,” said the millionaire of his first job."""
    lists = lexicon.derived[NounPhrasesLists]
    start = left_edge(lexicon, tokens, i)
    told = start > 0 and tokens[start - 1].lower in lists.strong
    return told and tokens[opens].lower == "of" and tokens[i].lower not in lists.relations


def _ends_title(lexicon: Lexicon, token: Token, name: Name) -> bool:
    """Whether a word is the last of a title that leads to a full name, and no noun for a person."""
    lists = lexicon.derived[NounPhrasesLists]
    if name.type != "person" or len(name.words) < 2 or token.capital:
        return False
    return token.lower not in lists.person_nouns and token.lower not in lists.titles


def _speaks_itself(lexicon: Lexicon, tokens: list[Token], i: int) -> bool:
    """Whether a name that ends at a token is shown speaking: footage of Ann Lee saying “no”."""
    lists = lexicon.derived[NounPhrasesLists]
    return i < len(tokens) and tokens[i].lower in lists.reporting and tokens[i].lower.endswith("ing")


def continues_phrase(lexicon: Lexicon, token: Token) -> bool:
    """Whether a word continues the phrase after a preposition: no verb that reports, no other preposition."""
    lists = lexicon.derived[NounPhrasesLists]
    return token.kind == "w" and token.lower not in lists.function and token.lower not in lists.reporting
