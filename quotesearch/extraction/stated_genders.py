"""
What an article itself says of the gender of a speaker: by titles, by what someone is, and by pronouns.

First names do not count here, on any list (`genders` uses them to resolve pronouns; what a pronoun
means is a question of its own). An article that says both of one person, by its words or by a slip of ours, says
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from quotesearch.extraction.cast import Role
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.names import Name, is_first_name
from quotesearch.extraction.numbers import MemberNumber, MentionNumber, numbered
from quotesearch.extraction.plain_pronouns import is_plain
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon
from quotesearch.model import Passage

if TYPE_CHECKING:
    from quotesearch.extraction.scene import Scene

__all__ = ["NOT_SAID", "Said", "gender_of_mention", "genders_said"]

SURE_PRONOUN: Final = 0.7
"""How sure the model must be of the antecedent of a pronoun; `plain_pronouns` has the other conditions."""

SURE_NAME: Final = 0.8
"""The same for a name with a title: “Ms. Roe”, where there are two of that name."""

AGAINST: Final = 0.5
"""From how sure on a pronoun speaks against what others say."""

MOST_SHOWN: Final = 3
"""Places that are shown for what is said."""

AROUND: Final = 16
"""Tokens on either side of a name within which its role is looked for."""


USES: Final = {
    "title": {"title"},
    "unnamed": {"unnamed"},
    "both": {"title", "role", "unnamed"},
    "": {"role", "unnamed"},
}
"""What a word of the list can be used for, by what the list says of it."""


_LONGEST: Final = 3  # words of a name after a title; more are an office and a name: Lord Privy Seal Ann Lee


class StatedGendersLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.not_of_people = (
            lexicon.words("organisation_words") | lexicon.words("portfolios") | lexicon.words("titles")
        )
        self.prepositions = lexicon.words("prepositions") | lexicon.word_class("prepositions_before_surnames")
        self.subject_genders = lexicon.table("subject_genders")
        ends = "|".join(sorted(lexicon.word_class("ends_of_heads")))
        self.end_of_head = re.compile(rf",|\b(?:{ends})\b|[-–—]of[-–—]")
        # Between a title and the name: Ms. Dr. Roe. Other words make an office or a place of it: Lord Mayor.
        self.honorifics = lexicon.word_class("honorifics")
        self.verbs_too = lexicon.word_class("titles_that_are_verbs")
        self.owners = lexicon.word_class("possessives_of_people")
        self.and_or = lexicon.word_class("and_or")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of someone's gender, and where."""

    gender: str | None  # female or male; None: nothing, or both
    places: tuple[Passage, ...] = ()  # the words that say so, the plainest first


NOT_SAID: Final = Said(None)


@dataclass(slots=True)
class Signs:
    """What speaks for each gender of one member: places by how plain they are."""

    plain: dict[str, list[tuple[int, Passage]]] = field(default_factory=dict)
    against: set[str] = field(default_factory=set)  # what less sure pronouns say

    def add(self, gender: str, rank: int, place: Passage) -> None:
        """Record a place; *rank*: 0 a title, 1 a role, 2 a pronoun."""
        self.plain.setdefault(gender, []).append((rank, place))

    def said(self) -> Said:
        """What all of it says together."""
        if len(self.plain) != 1 or self.against - set(self.plain):
            return NOT_SAID
        ((gender, places),) = self.plain.items()
        shown: list[Passage] = []
        for _, place in sorted(places, key=lambda one: (one[0], one[1].start)):
            if not any(
                one.start <= place.start and place.end <= one.end for one in shown
            ):  # a title is a role, too
                shown.append(place)
            if len(shown) == MOST_SHOWN:
                break
        return Said(gender, tuple(shown))


def genders_said(lexicon: Lexicon, scene: Scene) -> Sequence[Said]:
    """What an article says of the gender of each member of its cast, in their order; computed once."""
    if scene.genders_said is None:
        scene.genders_said = [one.said() for one in signs_of(lexicon, scene)]
    return scene.genders_said


def signs_of(lexicon: Lexicon, scene: Scene) -> list[Signs]:
    """What speaks for the gender of each member of the cast of an article, in their order."""
    signs = [Signs() for _ in scene.cast.members]
    namesakes = _with_namesakes(lexicon, scene)
    doubtful: set[int] = set()  # the tokens of surnames that may be those of namesakes
    for number, mention in numbered(MentionNumber, scene.mentions):
        member, name = scene.resolved[number].member, mention.name
        if member < 0:
            continue
        if name is None:
            _of_pronoun(lexicon, scene, number, signs[member])
        elif len(name.words) == 1 and (member in namesakes or _is_governed(lexicon, scene.tokens, name)):
            doubtful.add(mention.head)
        else:
            _of_title(lexicon, scene, number, name, signs[member])
    for person in scene.cast.members:
        for role in person.roles:
            if role.at not in doubtful:
                _of_role(lexicon, scene, role, signs[person.number])
    return signs


def gender_of_mention(lexicon: Lexicon, scene: Scene, chain: Sequence[MentionNumber]) -> Said:
    """
    What is said of the gender of someone unnamed: “the woman”, and pronouns that surely mean a noun.

    Args:
        lexicon: the word lists of the language.
        scene: the article.
        chain: the mention that was chosen, then those that it means one after the other, at last the noun.
    """
    signs = Signs()
    for number in chain:
        mention = scene.mentions[number]
        place = _passage(scene, mention.first, mention.last)
        if place is None:
            continue
        if mention.kind == "noun" and mention.lower in _words(lexicon, "unnamed"):
            signs.add(_words(lexicon, "unnamed")[mention.lower], 1, place)
        elif gender := _gender_of_subject(lexicon, mention):
            sure = scene.resolved[number].certainty >= SURE_PRONOUN
            if sure and is_plain(lexicon, scene, number, chain.__contains__):
                signs.add(gender, 2, place)
            else:
                signs.against.add(gender)
    return signs.said()


def _of_pronoun(lexicon: Lexicon, scene: Scene, number: MentionNumber, its: Signs) -> None:
    """Record what a pronoun says of the gender of the member that it means."""
    mention, found = scene.mentions[number], scene.resolved[number]
    gender = _gender_of_subject(lexicon, mention)
    if not gender:
        return
    place = _passage(scene, mention.first, mention.last)
    sure = found.how == "pronoun" and found.certainty >= SURE_PRONOUN
    if (
        sure
        and place is not None
        and is_plain(lexicon, scene, number, lambda other: _surely_means(scene, other, found.member))
    ):
        its.add(gender, 2, place)
    elif found.how == "contradicted" or found.certainty >= AGAINST:
        its.against.add(gender)


def _surely_means(scene: Scene, number: MentionNumber, member: MemberNumber) -> bool:
    """Whether a mention means a member, and not someone else that the resolution takes for him or her: the victim."""
    mention, found = scene.mentions[number], scene.resolved[number]
    return found.member == member and (mention.kind != "noun" or found.how == "apposition")


def _of_title(lexicon: Lexicon, scene: Scene, number: MentionNumber, name: Name, its: Signs) -> None:
    """Record what the title before a name says of the gender of the member that the name means."""
    lists = lexicon.derived[StatedGendersLists]
    if not name.title or scene.resolved[number].certainty < SURE_NAME or not _is_of_a_person(lexicon, name):
        return
    for at in range(name.first, name.core):
        word = scene.tokens[at].lower
        place = _passage(scene, at, name.last)
        between = scene.tokens[at + 1 : name.core]
        if word not in _words(lexicon, "title") or place is None or _is_of_another(lexicon, scene.tokens, at):
            continue
        is_verb = word in lists.verbs_too and scene.tokens[at].first
        if not is_verb and all(token.lower in lists.honorifics for token in between):
            its.add(_words(lexicon, "title")[word], 0, place)


def _is_of_a_person(lexicon: Lexicon, name: Name) -> bool:
    """Whether a name after a title is that of a person, not of an office or a place: King County, Lord Privy Seal."""
    lists = lexicon.derived[StatedGendersLists]
    low = [word.lower() for word in name.words]
    before = low[:-1] if len(low) > 1 else low
    capitals = sum(word[0].isupper() for word in name.words)  # Robin van der Roe has two
    return capitals <= _LONGEST and not any(
        word in lists.not_of_people and not is_first_name(lexicon, word) for word in before
    )


def _is_governed(lexicon: Lexicon, tokens: Sequence[Token], name: Name) -> bool:
    """Whether a surname follows a preposition, so that it may be that of a relative: a trial about Mr. Cole."""
    lists = lexicon.derived[StatedGendersLists]
    at = name.first - 1
    if at < 0 or tokens[at].lower not in lists.prepositions:
        return False
    return not (tokens[at].lower == "to" and at > 0 and tokens[at - 1].lower == "according")


def _with_namesakes(lexicon: Lexicon, scene: Scene) -> set[int]:
    """
    The members whose surname alone may be that of another person in the article.

    Those named in full in a sentence that has a title and their surname, too (Kim Brown, who was raised by Mrs. Brown),
    and those who share it with another member.
    """
    cast = scene.cast
    found = {
        member.number
        for member in cast.members
        if member.full
        and any(
            other is not member and other.type in {"person", "unknown"}
            for other in cast.with_word(member.surname(lexicon))
        )
    }
    full: set[tuple[int, int]] = set()
    titled: set[tuple[int, int]] = set()
    for number, mention in numbered(MentionNumber, scene.mentions):
        if mention.name is not None and mention.person >= 0:
            here = mention.person, scene.sentence_of_mention[number]
            if len(mention.name.words) > 1:
                full.add(here)
            elif mention.name.title:
                titled.add(here)
    return found | {member for member, _ in full & titled}


def _of_role(lexicon: Lexicon, scene: Scene, role: Role, signs: Signs) -> None:
    """Record what a role says, if its main word does: “a former policewoman”, not “the son of an actress”."""
    lists = lexicon.derived[StatedGendersLists]
    if role.at < 0:
        return
    said = lists.end_of_head.split(role.text.lower(), maxsplit=1)[0].split()
    if not said or said[-1] not in _words(lexicon, "role"):
        return
    word, tokens = said[-1], scene.tokens
    low, high = max(0, role.at - AROUND), min(len(tokens), role.at + AROUND)
    near = [
        at
        for at in range(low, high)
        if tokens[at].lower == word
        and not _is_of_another(lexicon, tokens, at)
        and not _is_of_a_name(lexicon, tokens[at])
    ]
    at = min(near, key=lambda at: abs(at - role.at), default=-1)
    if at < 0 or (at > role.at and said[0] in lists.owners):
        return  # Tom Roe, his wife and two others
    place = _passage(scene, at, at + 1)
    if place is not None:
        signs.add(_words(lexicon, "role")[word], 1, place)


def _gender_of_subject(lexicon: Lexicon, mention: Mention) -> str:
    """
    The gender of a pronoun that is a subject; "" of any other word.

    “Ann Lee told her”: objects and owners are often someone else, who has no name in the article.
    """
    lists = lexicon.derived[StatedGendersLists]
    return lists.subject_genders.get(mention.lower, "") if mention.kind == "pronoun" else ""


def _is_of_another(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    """Whether a word says something of another one: Mr. and Mrs. Roe, the princess’s tailor Tom Roe."""
    lists = lexicon.derived[StatedGendersLists]
    of_couple = (
        at > 1 and tokens[at - 1].lower in lists.and_or and tokens[at - 2].lower in _words(lexicon, "title")
    )
    return of_couple or tokens[at].possessive


def _is_of_a_name(lexicon: Lexicon, token: Token) -> bool:
    """Whether a word that is not a title has a capital, as in the name of a church: Mother Emanuel."""
    return token.capital and not token.first and token.lower not in _words(lexicon, "title")


def _passage(scene: Scene, first: int, last: int) -> Passage | None:
    """The place of some tokens; None if they are not in one paragraph."""
    one, other = scene.tokens[first], scene.tokens[last - 1]
    if one.paragraph != other.paragraph:
        return None
    return scene.reading.passage(one.start, other.end)


@cache
def _words(lexicon: Lexicon, use: str) -> dict[str, str]:
    """The words that count as a title, as a role or for someone unnamed, and the gender that they say."""
    found = {}
    for word, value in lexicon.table("stated_genders").items():
        gender, _, where = value.partition(" ")
        if use in USES[where]:
            found[word] = gender
    return found
