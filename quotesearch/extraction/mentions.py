"""Mentions: everything outside the quotations that may be the source of one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from quotesearch.extraction.label_names import name_in_label, name_in_signature, name_with_role
from quotesearch.extraction.mentions_lists import MentionsLists
from quotesearch.extraction.name_finding import find_names
from quotesearch.extraction.names import Name, is_first_name
from quotesearch.extraction.noun_phrases import (
    NounPhrasesLists,
    continues_phrase,
    left_edge,
    noun_type,
    relative_end,
    right_edge,
)
from quotesearch.extraction.numbers import NO_MEMBER, MemberNumber
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_AGE: Final = re.compile(r"\d{1,3}-year-old")


@dataclass(slots=True, init=False)
class Mention:
    """
    A possible source: `tokens[first:last]`, whose main word is `tokens[head]`.

    `person` is the number of the member of the cast that it means, once that is known.
    """

    first: int
    last: int
    head: int
    kind: str  # name, pronoun or noun
    type: str  # person, group, document, place, anonymous or unknown
    lower: str
    name: Name | None
    possessive: bool
    person: MemberNumber
    start: int  # the first token, title included
    end: int  # the token after the last, suffix included

    def __init__(
        self,
        first: int,
        last: int,
        head: int,
        kind: str,
        type: str,
        lower: str,
        name: Name | None = None,
        possessive: bool = False,
        person: MemberNumber = NO_MEMBER,
    ) -> None:
        self.first = first
        self.last = last
        self.head = head
        self.kind = kind
        self.type = type
        self.lower = lower
        self.name = name
        self.possessive = possessive
        self.person = person
        self.start = first if name is None else name.first
        self.end = last if name is None else name.last


def is_plural(low: str) -> bool:
    """Whether a noun is one for many: "drivers", "chairmen", not "boss"."""
    return (low.endswith("s") and not low.endswith("ss")) or low.endswith(("men", "people"))


def find_mentions(lexicon: Lexicon, tokens: list[Token]) -> list[Mention]:
    """All mentions in order; they do not overlap."""
    lists = lexicon.derived[MentionsLists]
    elsewhere = frozenset([t.lower for t in tokens if t.capital and not t.first])
    sources = {low for low in {token.lower for token in tokens} if _may_be_source(lexicon, low)}
    named = {
        name.first: name
        for name in [_with_first(lexicon, tokens, n) for n in find_names(lexicon, tokens, elsewhere)]
    }
    for i in [n + 2 for n, token in enumerate(tokens[:-2]) if token.kind == "q"]:
        if i not in named and tokens[i].kind == "w":
            signature = name_in_signature(lexicon, tokens, i)
            if signature is not None:
                named[i] = signature
    for i in [n + 1 for n, token in enumerate(tokens) if token.kind == "b" and n + 1 not in named]:
        shown = name_with_role(tokens, i) or name_in_label(tokens, i, elsewhere)
        if shown is not None:
            named[i] = shown
    mentions: list[Mention] = []
    i, count = 0, len(tokens)
    while i < count:
        token = tokens[i]
        name = named.get(i)
        if name is not None:
            if not (name.words[0].isalnum() and len("".join(name.words)) == 1):
                noun = _epithet(lexicon, tokens, name) or _one_of_many(lexicon, tokens, name, named)
                mentions.append(noun or _of_name(tokens, name))
                i = max(name.last, mentions[-1].end)
                continue
            i = name.last
            continue
        i += 1
        if token.kind == "w" and (
            token.lower in sources or (i < count and tokens[i].lower in lists.leads_to_verb)
        ):
            mention = _pronoun(lexicon, tokens, i - 1) or _noun(lexicon, tokens, i - 1, named)
            if mention is not None:
                mentions.append(mention)
                if i < mention.last <= count and (tokens[i].lower == "who" or mention.lower == "one"):
                    i = mention.last
    return mentions


@lru_cache(maxsize=1 << 15)
def _may_be_source(lexicon: Lexicon, low: str) -> bool:
    """Whether a word by itself may be a pronoun or a noun that can speak; one before a verb may be one, too."""
    lists = lexicon.derived[MentionsLists]
    noun_phrases_lists = lexicon.derived[NounPhrasesLists]
    return (
        low in noun_phrases_lists.pronouns
        or noun_type(lexicon, low) != ""
        or low in lists.others
        or low in lists.ordinals
        or low in lists.pairs
        or low in lists.someone
        or low.endswith("-old")
        or "'" in low
        or "’" in low
    )


def _with_first(lexicon: Lexicon, tokens: list[Token], name: Name) -> Name:
    """A name with its first name, if that is a title, too, and a role is before it: candidate "Prince" Tokpah."""
    lists = lexicon.derived[MentionsLists]
    at = name.core - 1
    if len(name.words) > 1 or not name.title or tokens[at].lower not in lists.first_names_too:
        return name
    before = at - 2 if at > 1 and tokens[at - 1].text == "," else at - 1
    role = before >= 0 and tokens[before].lower in lists.roles
    if not role or is_first_name(lexicon, name.words[0]):
        return name
    words = (tokens[at].text, *name.words)
    return replace(name, core=at, words=words, title=name.title.rpartition(" ")[0], certain=True)


def _epithet(lexicon: Lexicon, tokens: list[Token], name: Name) -> Mention | None:
    """A people's adjective that means one of them: "the Italian said"."""
    lists = lexicon.derived[MentionsLists]
    i = name.first
    if name.last != i + 1 or tokens[i].lower not in lists.demonyms or not i or tokens[i - 1].lower != "the":
        return None
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    end = relative_end(lexicon, tokens, i + 1)
    if following is None or (following.lower not in lists.reporting and end == i + 1):
        return None
    return Mention(i - 1, end, i, "noun", "anonymous", tokens[i].lower)


def _one_of_many(lexicon: Lexicon, tokens: list[Token], name: Name, named: dict[int, Name]) -> Mention | None:
    """A noun with a capital that means one or some of many: "several senior Democrats with ties to her"."""
    lists = lexicon.derived[MentionsLists]
    i = name.first
    low = tokens[i].lower
    if name.last != i + 1 or low not in lists.person_nouns or tokens[i].possessive:
        return None
    start = i - 1
    while start > max(0, i - 4) and tokens[start].kind == "w" and tokens[start].text.islower():
        if tokens[start].lower in lists.some:
            last = right_edge(lexicon, tokens, i, named)
            return Mention(start, last, i, "noun", "anonymous", low)
        start -= 1
    return None


def modifies(lexicon: Lexicon, tokens: list[Token], mention: Mention, following: Mention | None) -> bool:
    """
    Whether a name only says what the next mention is: "University of Dunmore" toxicologist Sunniva Bakke.

    It does if lower-case words without a verb, a comma or a preposition lead from it to the next mention, or if
    that begins inside the words after it: "Roe" spokesman Bo Hill.
    """
    lists = lexicon.derived[MentionsLists]
    if mention.kind != "name" or following is None or mention.possessive:
        return False
    start = following.start
    if start <= mention.first < following.head and following.kind == "noun":
        return mention.last <= following.head
    if following.kind != "name" or following.type == "place" or not 0 < start - mention.last <= 4:
        return False
    between = tokens[mention.last : start]
    if following.type == "group" and noun_type(lexicon, between[-1].lower) != "group":
        return False
    if any(not continues_phrase(lexicon, t) or t.capital or t.possessive for t in between):
        return False
    return (
        noun_type(lexicon, between[-1].lower) in {"anonymous", "group"} or between[-1].lower in lists.titles
    )


def _of_name(tokens: list[Token], name: Name) -> Mention:
    head = name.last - 1
    return Mention(
        name.core,
        name.last,
        head,
        "name",
        name.type,
        tokens[head].lower,
        name,
        possessive=tokens[head].possessive,
    )


def _pronoun(lexicon: Lexicon, tokens: list[Token], i: int) -> Mention | None:
    lists = lexicon.derived[MentionsLists]
    noun_phrases_lists = lexicon.derived[NounPhrasesLists]
    token = tokens[i]
    low = token.lower
    if low not in noun_phrases_lists.pronouns and "'" not in low and "’" not in low:
        return None
    stem = low.partition("'")[0].partition("’")[0]
    if stem not in noun_phrases_lists.pronouns or (stem == "us" and token.text.isupper()):
        return None
    gender = noun_phrases_lists.pronouns[stem]
    kind = {"m": "person", "f": "person", "1": "person"}.get(gender, "unknown")
    return Mention(i, i + 1, i, "pronoun", kind, stem, possessive=stem in lists.possessives)


def _noun(lexicon: Lexicon, tokens: list[Token], i: int, named: dict[int, Name]) -> Mention | None:
    """A noun that can speak, with its article and adjectives: "a senior White House official"."""
    lists = lexicon.derived[MentionsLists]
    token = tokens[i]
    kind = noun_type(lexicon, token.lower)
    if token.capital and not kind and token.lower in lists.demonyms:
        return None
    if token.lower in lists.someone_or_one and (last := _end_of_one(tokens, i)):
        return Mention(i, last, i, "noun", "anonymous", token.lower)
    if (
        not kind
        and token.lower.endswith("-old")
        and _AGE.fullmatch(token.lower)
        and i
        and tokens[i - 1].lower in lists.determiners
    ):
        return Mention(left_edge(lexicon, tokens, i), i + 1, i, "noun", "anonymous", "year-old")
    if not kind and _is_other(lexicon, tokens, i):
        start = i - 1 if token.lower in lists.ordinals or token.lower == "two" else i
        return Mention(start, i + 1, i, "noun", "anonymous", token.lower)
    if not kind and (j := _unlisted(lexicon, tokens, i)) >= 0:
        person = token.lower.removesuffix("s").endswith(lists.agents)
        return Mention(j, i + 1, i, "noun", "anonymous" if person else "document", token.lower)
    if not kind:
        return None
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is not None and following.kind == "w" and not token.possessive:
        if (
            following.lower not in lists.stops
            and noun_type(lexicon, following.lower)
            and following.start - token.end == 1
        ):
            return None  # "campaign manager": the last noun is the head
        behind = i + 2 if following.text == "The" and not following.first else i + 1
        handle = following.text.startswith("@") and len(following.text) > 2
        if (behind in named or handle) and not tokens[i + 1].first and kind != "document":
            return None  # "spokesman John Smith": the name is the mention
    if token.capital and token.lower in lists.titles and following is not None and i + 1 in named:
        return None
    return _whole_phrase(lexicon, tokens, i, kind, named)


def _whole_phrase(
    lexicon: Lexicon, tokens: list[Token], i: int, kind: str, named: dict[int, Name]
) -> Mention | None:
    """A noun with all that is before and after it; None if it is the title of a name."""
    token = tokens[i]
    start, end = left_edge(lexicon, tokens, i), right_edge(lexicon, tokens, i, named)
    if end < 0:
        return None  # "manager of retail analytics Ann Lee": the name is the mention
    if end == i + 1 and not token.possessive:
        end = relative_end(lexicon, tokens, end)
        following = tokens[end].text if end == i + 1 < len(tokens) else ""
        if following.startswith("@") and len(following) > 2:
            end += 1  # the fan account @robins
    return Mention(start, end, i, "noun", kind, token.lower, possessive=token.possessive)


def _end_of_one(tokens: list[Token], i: int) -> int:
    """Where "someone", "one of them" ends; 0 for "one" alone."""
    if tokens[i].lower != "one":
        return i + 1
    return i + 3 if [t.lower for t in tokens[i + 1 : i + 3]] == ["of", "them"] else 0


def _unlisted(lexicon: Lexicon, tokens: list[Token], i: int) -> int:
    """Where "a questioner", "the manifesto" begins before a verb that says so, for nouns of no list; else -1."""
    lists = lexicon.derived[MentionsLists]
    noun_phrases_lists = lexicon.derived[NounPhrasesLists]
    if i + 1 == len(tokens) or tokens[i + 1].lower not in lists.leads_to_verb:
        return -1
    token, behind = tokens[i], tokens[i + 1 : i + 3]
    if (
        token.capital
        or token.possessive
        or token.lower in lists.function
        or not behind
        or len(token.lower) < 4
    ):
        return -1
    if behind[0].lower in lists.auxiliaries and len(behind) > 1:
        behind = behind[1:]
    if behind[0].lower not in lists.strong or behind[0].lower.endswith("ing"):
        return -1
    if (
        token.lower.endswith("ly")
        or token.lower in lists.reporting
        or token.lower in noun_phrases_lists.pronouns
    ):
        return -1
    for j in range(i - 1, max(-1, i - 4), -1):
        if tokens[j].kind != "w" or tokens[j].possessive:
            return -1
        if tokens[j].lower in lists.determiners:
            within = {t.lower for t in tokens[max(0, j - 3) : j] if t.sentence == token.sentence}
            return -1 if "who" in within else j  # the officer who made the arrest said
        if tokens[j].capital or tokens[j].lower in lists.stops or tokens[j].lower in lists.reporting:
            return -1
    return -1


def _is_other(lexicon: Lexicon, tokens: list[Token], i: int) -> bool:
    """Whether a word means someone of a number of people: another wrote, “Never,” said a third."""
    lists = lexicon.derived[MentionsLists]
    low = tokens[i].lower
    led = tokens[i - 1].lower if i else ""
    if low not in lists.others and low != "both" and (low not in lists.numbers or led != lists.numbers[low]):
        return False
    start = i - 1 if low in lists.numbers else i
    quoted = start > 1 and tokens[start - 2].kind == "q" and tokens[start - 1].lower in lists.reporting
    if (
        start
        and (quoted or tokens[start - 1].lower in lists.strong)
        and (i + 1 == len(tokens) or tokens[i + 1].kind != "w")
    ):
        return True
    for following in tokens[i + 1 : i + 3]:
        if following.lower in lists.strong:
            return True
        if not following.lower.endswith("ly") and following.lower not in lists.adding:
            return False
    return False
