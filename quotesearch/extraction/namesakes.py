"""Which of several people who share a name a bare one means, where the text decides it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from quotesearch.extraction.cast import Member
from quotesearch.extraction.families import is_child
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.names import Name
from quotesearch.extraction.noun_phrases import NounPhrasesLists
from quotesearch.extraction.numbers import MentionNumber
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_REACH: Final = 30  # tokens from a name to the pronoun that shows its gender
_AHEAD: Final = 8  # mentions
_GENDERS: Final = frozenset({"m", "f"})


class NamesakesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.addresses = lexicon.word_class("common_addresses")
        self.own = lexicon.table("possessive_genders")


def decide(
    lexicon: Lexicon,
    fits: Sequence[Member],
    name: Name,
    mentions: Sequence[Mention],
    number: MentionNumber,
    tokens: list[Token],
) -> Member | None:
    """
    The member that the text says a bare name means; None if it does not say.

    Args:
        lexicon: the word lists of the language.
        fits: who may be meant, more than one.
        name: the bare name.
        mentions: of the article.
        number: of the name's mention.
        tokens: of the article.
    """
    if is_address(lexicon, name):
        fits = [m for m in fits if _owner(lexicon, m, tokens) in {"", name.gender}]
        return fits[0] if len(fits) == 1 else _grown(lexicon, fits, tokens)
    named = _named_in_paragraph(fits, mentions[number].head, tokens)
    return named or _of_gender(fits, _gender_after(lexicon, mentions, number, tokens))


def is_address(lexicon: Lexicon, name: Name) -> bool:
    """Whether the title of a name is one that all may have: Mr, Ms."""
    lists = lexicon.derived[NamesakesLists]
    return name.title.lower() in lists.addresses


def _grown(lexicon: Lexicon, fits: Sequence[Member], tokens: list[Token]) -> Member | None:
    """The one who is not introduced as someone's child: Mr Loxley, whose son is Jamie Loxley."""
    grown = [m for m in fits if not is_child(lexicon, m, tokens)]
    return grown[0] if len(grown) == 1 else None


def _owner(lexicon: Lexicon, member: Member, tokens: list[Token]) -> str:
    """The gender that the word after the first full name gives someone: Dale Loxley and his daughter; "" if none."""
    lists = lexicon.derived[NamesakesLists]
    if not member.full_places:
        return ""
    place = member.full_places[0] + 1
    return next((lists.own[t.lower] for t in tokens[place : place + 2] if t.lower in lists.own), "")


def _named_in_paragraph(fits: Sequence[Member], at: int, tokens: list[Token]) -> Member | None:
    """The only one that the paragraph has named in full before a token."""
    paragraph = tokens[at].paragraph
    named = []
    for member in fits:
        place = bisect_left(member.full_places, at) - 1
        if place >= 0 and tokens[member.full_places[place]].paragraph == paragraph:
            named.append(member)
    return named[0] if len(named) == 1 else None


def _gender_after(
    lexicon: Lexicon, mentions: Sequence[Mention], number: MentionNumber, tokens: list[Token]
) -> str:
    """The gender of the next pronoun if no one else is named before it; "" if there is none near."""
    noun_phrases_lists = lexicon.derived[NounPhrasesLists]
    here = tokens[mentions[number].head]
    for mention in mentions[number + 1 : number + 1 + _AHEAD]:
        token = tokens[mention.head]
        if token.paragraph != here.paragraph or mention.head - mentions[number].head > _REACH:
            break
        if mention.kind == "pronoun" and noun_phrases_lists.pronouns[mention.lower] in _GENDERS:
            return noun_phrases_lists.pronouns[mention.lower]
        if mention.kind == "noun" and mention.type == "anonymous":
            break
        if mention.kind == "name" and mention.type in {"person", "unknown"}:
            break
    return ""


def _of_gender(fits: Sequence[Member], gender: str) -> Member | None:
    """The only one of a gender, if the others' is known to be another."""
    if not gender or any(m.gender not in _GENDERS for m in fits):
        return None
    agreeing = [m for m in fits if m.gender == gender]
    return agreeing[0] if len(agreeing) == 1 else None
