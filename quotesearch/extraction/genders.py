"""What a story says of the gender of its people: by titles and nouns, first names, and pronouns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from quotesearch.extraction.cast import Cast, Member
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.names import gender_of, is_first_name, stands_first
from quotesearch.extraction.noun_phrases import NounPhrasesLists
from quotesearch.extraction.numbers import MentionNumber, numbered
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_MOST: Final = 3  # votes that are counted
_SINGULAR: Final = frozenset({"m", "f"})
_OTHER: Final = {"m": "f", "f": "m"}
_UNNAMED: Final = -1  # the person of a noun
_PEOPLE: Final = frozenset({"person", "unknown"})


class GendersLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.nouns = {
            word: gender
            for word, gender in {**lexicon.table("address_titles"), **lexicon.table("gendered_nouns")}.items()
            if gender in {"m", "f"}
        }


@dataclass(slots=True)
class Gender:
    """What is known of someone's gender."""

    stated: str  # m or f if a title, a noun or a role says so; u if none does
    guessed: str  # by the first name: m, f, b (men and women have it) or u (on no list)
    votes: int = 0  # pronouns that can mean no one else: he +1, she -1

    @classmethod
    def settled(cls, gender: str) -> Gender:
        """Of someone whose gender the whole story leaves no doubt about."""
        return cls(gender, gender, _MOST if gender == "m" else -_MOST)

    def fit(self, gender: str, own: bool = False) -> tuple[str, str, int]:
        """
        How well a gender (u: any) agrees with each of the three: a agrees, c clashes, else as it is.

        *own*: the pronoun that asks has voted itself, which does not count.

        >>> Gender("u", "f", 2).fit("m")
        ('u', 'c', 2)
        """
        if gender not in _SINGULAR:
            return "a", "a", 0
        votes = (self.votes if gender == "m" else -self.votes) - own
        return _agrees(self.stated, gender), _agrees(self.guessed, gender), max(-_MOST, min(votes, _MOST))


def _agrees(known: str, gender: str) -> str:
    if known not in _SINGULAR:
        return known
    return "a" if known == gender else "c"


def genders_of(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], cast: Cast
) -> tuple[list[Gender], dict[int, int]]:
    """The gender of each member of a cast, in their order, and the votes of the pronouns."""
    lists = lexicon.derived[GendersLists]
    found = [Gender(_stated(lexicon, member), _guessed(lexicon, member)) for member in cast.members]
    for mention in mentions:
        if mention.person < 0 or mention.name is None or not mention.name.title:
            continue
        known = found[mention.person]
        for word in mention.name.title.lower().split():
            known.stated = lists.nouns.get(word, known.stated)
    return found, _count_votes(lexicon, tokens, mentions, cast, found)


def _stated(lexicon: Lexicon, member: Member) -> str:
    """The gender that the roles of someone say."""
    lists = lexicon.derived[GendersLists]
    for role in member.roles:
        words = role.text.lower().split()
        if any(w.endswith(("'s", "’s")) for w in words):
            words = words[-1:]
        for word in reversed(words):
            if word in lists.nouns:
                return lists.nouns[word]
    return "u"


def _guessed(lexicon: Lexicon, member: Member) -> str:
    """The gender of someone's first name."""
    if member.type in {"group", "place"} or stands_first(lexicon, member.words[0]):
        return "u"
    first = member.words[0]
    gender = gender_of(lexicon, first)
    return "b" if gender == "u" and is_first_name(lexicon, first) else gender


def _count_votes(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], cast: Cast, found: list[Gender]
) -> dict[int, int]:
    """
    Let each pronoun vote for the only person who is named before it in its sentence, or in the one before.

    It votes for the only one whose gender may agree if no one else may be meant, and never against a first name or a
    title as long as someone else of the story is known to agree.
    """
    noun_phrases_lists = lexicon.derived[NounPhrasesLists]
    voted: dict[int, int] = {}
    known = frozenset([gender for g in found for gender in (g.stated, g.guessed)])
    here: set[int] = set()
    before: set[int] = set()
    sentence = -1
    for number, mention in numbered(MentionNumber, mentions):
        at = tokens[mention.head].sentence
        if at != sentence:
            before = here if at == sentence + 1 else set()
            here, sentence = set(), at
        if mention.kind == "pronoun":
            gender = noun_phrases_lists.pronouns[mention.lower]
            if gender in _SINGULAR:
                named_here = here - {_UNNAMED}
                meant = _meant(found, known, here if named_here else here | before, gender)
                if meant >= 0:
                    voted[number] = meant
                    found[meant].votes += 1 if gender == "m" else -1
        elif mention.name and mention.person >= 0 and cast.members[mention.person].type in _PEOPLE:
            here.add(mention.person)
        elif mention.kind == "noun" and mention.type == "anonymous":
            here.add(_UNNAMED)
    return voted


def _meant(found: list[Gender], known: frozenset[str], near: set[int], gender: str) -> int:
    """The only one near that a pronoun of a gender can mean; -1 if there is none; *known*: the genders of all."""
    people = near - {_UNNAMED}
    if len(people) == 1:
        only = next(iter(people))
        against = _OTHER[gender] in {found[only].stated, found[only].guessed}
        return -1 if against and gender in known else only
    if _UNNAMED in near:
        return -1
    fits = [n for n in people if _OTHER[gender] not in {found[n].stated, found[n].guessed}]
    return fits[0] if len(fits) == 1 else -1
