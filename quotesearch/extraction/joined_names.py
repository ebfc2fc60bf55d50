"""Names that are joined by "and", and "they", "the couple", "the two lawmakers" that mean all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quotesearch.extraction.cast import Cast, Member
from quotesearch.extraction.cues import phrase_start
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.numbers import NO_MENTION, MemberNumber, MentionNumber
from quotesearch.extraction.roles import role_kind
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_LONGEST: Final = 9  # tokens between two of them: a comma, who the first one is, "and"
_MOST: Final = 6


class JoinedNamesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reporting = lexicon.words("reporting_verbs")
        self.stops = lexicon.words("phrase_ends") - lexicon.word_class("phrase_ends_in_joined_names")
        self.joint_nouns = lexicon.table("joint_nouns")
        self.and_ = lexicon.word_class("and")
        self.origins = lexicon.word_class("prepositions_of_origin")
        self.leading = lexicon.word_class("and") | lexicon.word_class("prepositions_of_origin") | {",", "("}
        self.counts = {word: int(number) for word, number in lexicon.table("counted_words").items()}
        self.all_of_them = lexicon.word_class("all_of_them")


@dataclass(frozen=True, slots=True)
class Joined:
    """Names of different people in one breath: Ann Lee, Bo Roe "and" Di Fox."""

    numbers: tuple[MentionNumber, ...]  # the mentions
    members: tuple[MemberNumber, ...]


def next_name(mentions: Sequence[Mention], number: MentionNumber, step: int) -> MentionNumber:
    """The next mention that is a name of someone, not of a place; -1 if there is none near."""
    for n in range(number + step, number + 4 * step, step):
        if not 0 <= n < len(mentions):
            return NO_MENTION
        if mentions[n].kind == "name" and mentions[n].type != "place":
            return MentionNumber(n)
    return NO_MENTION


def joint_of(lexicon: Lexicon, tokens: list[Token], a: Mention, b: Mention) -> str:
    """What joins two names: "and", a comma, or nothing; who the first one is may come between."""
    lists = lexicon.derived[JoinedNamesLists]
    if a.possessive or b.possessive or a.end >= len(tokens) or tokens[a.end].lower not in lists.leading:
        return ""
    between = tokens[a.end : phrase_start(lexicon, tokens, b)]
    if not 0 < len(between) <= _LONGEST:
        return ""
    joint = between[-1].text.lower()
    if joint not in lists.and_ and joint != ",":
        return ""
    said_of = between[:-1]
    if said_of and not (
        (said_of[0].text == "," and said_of[-1].text == ",")
        or (said_of[0].text == "(" and said_of[-1].text == ")")
        or said_of[0].lower in lists.origins
    ):
        return ""
    if any(t.kind not in "wp" or t.text in ".;:–—" for t in said_of):
        return ""
    if any(t.lower in lists.reporting or (t.lower in lists.stops and t.text != "and") for t in said_of):
        return ""
    if joint == ",":
        return "," if not said_of else ""
    return "and"


def joined_names(lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], cast: Cast) -> list[Joined]:
    """All names of people that are joined by "and", in order."""
    found: list[Joined] = []
    first: dict[
        frozenset[MemberNumber], tuple[MemberNumber, ...]
    ] = {}  # the order in which they were named first
    number = 0
    while number < len(mentions):
        if mentions[number].kind != "name":
            number += 1
            continue
        chain, last_and = [MentionNumber(number)], 0
        while mentions[chain[-1]].kind == "name" and len(chain) < _MOST:
            following = next_name(mentions, chain[-1], 1)
            joint = (
                joint_of(lexicon, tokens, mentions[chain[-1]], mentions[following]) if following >= 0 else ""
            )
            if not joint:
                break
            chain.append(following)
            if joint == "and":
                last_and = len(chain) - 1
        chain = chain[: last_and + 1]
        members = tuple(mentions[n].person for n in chain)
        people = min(members) >= 0 and all(cast.members[m].type == "person" for m in members)
        if len(chain) > 1 and people and len(set(members)) == len(members):
            order = first.setdefault(frozenset(members), members)
            found.append(Joined(tuple(chain), order))
        number = chain[-1] + 1
    return found


def apposed_names(tokens: list[Token], mention: Mention, joined: Joined, mentions: list[Mention]) -> bool:
    """Whether names are next to a noun for all of them: "two analysts, Ann Lee and Bo Roe," found."""
    first, last = mentions[joined.numbers[0]], mentions[joined.numbers[-1]]
    if first.start - mention.last == 1 and tokens[mention.last].text == ",":
        return last.end >= len(tokens) or tokens[last.end].kind != "w"
    return mention.first - last.end == 1 and tokens[last.end].text == ","


def means_all(
    lexicon: Lexicon, tokens: list[Token], mention: Mention, joined: Joined, members: Sequence[Member]
) -> float:
    """
    How sure it is that a plural noun means people named together before it; 0 if nothing says so.

    Their number does ("the two lawmakers"), the noun ("the couple"), or what one of them is ("the chairmen").
    """
    lists = lexicon.derived[JoinedNamesLists]
    before = {t.lower for t in tokens[max(0, mention.first - 1) : mention.head + 1]}
    if not before & lists.all_of_them:
        return 0.0
    count = len(joined.members)
    counts = {lists.counts[w] for w in before if w in lists.counts}
    if counts:
        return 0.7 if counts == {count} else 0.0
    if mention.lower in lists.joint_nouns:
        return 0.6 if lists.joint_nouns[mention.lower] in {"any", str(count)} else 0.0
    kind = role_kind(lexicon, _singular(mention.lower))
    roles = [
        any(kind == role_kind(lexicon, word) for r in members[n].roles for word in r.text.lower().split())
        for n in joined.members
    ]
    return 0.6 if all(roles) else 0.4 if any(roles) else 0.0


def _singular(low: str) -> str:
    """
    A noun for many as a noun for one.

    >>> _singular("chairmen")
    'chairman'
    """
    if low.endswith("men"):
        return f"{low[:-3]}man"
    return f"{low[:-3]}y" if low.endswith("ies") else low.removesuffix("s")
