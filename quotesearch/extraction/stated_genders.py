"""
What an article itself says of the gender of a speaker: by titles, by what someone is, and by pronouns.

First names say nothing here, on whatever list they are (`genders` uses them to resolve pronouns; what a pronoun
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
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import table
from quotesearch.model import Passage

if TYPE_CHECKING:
    from quotesearch.extraction.scene import Scene

__all__ = ["NOT_SAID", "Said", "gender_of_mention", "genders_said"]

SURE_PRONOUN: Final = 0.7
"""
How sure it must be whom a pronoun means. In 795 articles titles and roles say the gender of 300 people whom such
pronouns mean too, and both say the same of all of them.
"""

SURE_NAME: Final = 0.8
"""The same for a name with a title: “Ms. Roe”, where there are two of that name."""

AGAINST: Final = 0.5
"""From how sure on a pronoun speaks against what others say."""

MOST_SHOWN: Final = 3
"""Places that are shown for what is said."""

AROUND: Final = 16
"""Tokens on either side of a name within which its role is looked for."""

SUBJECTS: Final = {"he": "male", "she": "female"}

USES: Final = {
    "title": {"title"},
    "unnamed": {"unnamed"},
    "both": {"title", "role", "unnamed"},
    "": {"role", "unnamed"},
}
"""What a word of the list can be used for, by what the list says of it."""

_OWNERS: Final = frozenset({"his", "her", "their"})
_END_OF_HEAD = re.compile(
    r",|\b(?:of|for|to|in|at|from|with|by|on|through|via|about|after|like|who|whose|and|that)\b|[-–—]of[-–—]"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of someone's gender, and where."""

    gender: str | None  # female or male; None: nothing, or both
    places: tuple[Passage, ...] = ()  # the words that say so, the plainest first


NOT_SAID: Final = Said(None)


@dataclass(slots=True)
class _Signs:
    """What speaks for each gender of one member: places by how plain they are."""

    plain: dict[str, list[tuple[int, Passage]]] = field(default_factory=dict)
    against: set[str] = field(default_factory=set)  # what less sure pronouns say

    def add(self, gender: str, rank: int, place: Passage) -> None:
        """Take note of a place; *rank*: 0 a title, 1 a role, 2 a pronoun."""
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


def genders_said(scene: Scene) -> Sequence[Said]:
    """What an article says of the gender of each member of its cast, in their order; asked for once."""
    if scene.genders_said is None:
        signs = [_Signs() for _ in scene.cast.members]
        for number, mention in enumerate(scene.mentions):
            _of_mention(scene, number, mention, signs)
        for member in scene.cast.members:
            for role in member.roles:
                _of_role(scene, role, signs[member.number])
        scene.genders_said = [one.said() for one in signs]
    return scene.genders_said


def gender_of_mention(scene: Scene, chain: Sequence[int]) -> Said:
    """
    What is said of the gender of someone unnamed: “the woman”, and pronouns that surely mean a noun.

    Args:
        scene: the article.
        chain: the mention that was chosen, then those that it means one after the other, at last the noun.
    """
    signs = _Signs()
    for number in chain:
        mention = scene.mentions[number]
        place = _passage(scene, mention.first, mention.last)
        if place is None:
            continue
        if mention.kind == "noun" and mention.lower in _words("unnamed"):
            signs.add(_words("unnamed")[mention.lower], 1, place)
        elif gender := _of_pronoun(mention):
            if scene.resolved[number].certainty >= SURE_PRONOUN:
                signs.add(gender, 2, place)
            else:
                signs.against.add(gender)
    return signs.said()


def _of_mention(scene: Scene, number: int, mention: Mention, signs: list[_Signs]) -> None:
    """Take note of what a mention says of the gender of the member that it means."""
    found = scene.resolved[number]
    if found.member < 0:
        return
    its = signs[found.member]
    gender = _of_pronoun(mention)
    if gender:
        place = _passage(scene, mention.first, mention.last)
        if found.how == "pronoun" and found.certainty >= SURE_PRONOUN and place is not None:
            its.add(gender, 2, place)
        elif found.how == "contradicted" or found.certainty >= AGAINST:
            its.against.add(gender)
    elif mention.name is not None and mention.name.title and found.certainty >= SURE_NAME:
        for at in range(mention.name.first, mention.name.core):
            word = scene.tokens[at].lower
            place = _passage(scene, at, mention.name.last)
            if word in _words("title") and place is not None and not _is_of_another(scene.tokens, at):
                its.add(_words("title")[word], 0, place)


def _of_role(scene: Scene, role: Role, signs: _Signs) -> None:
    """Take note of what a role says, if its main word does: “a former policewoman”, not “the son of an actress”."""
    if role.at < 0:
        return
    said = _END_OF_HEAD.split(role.text.lower(), maxsplit=1)[0].split()
    if not said or said[-1] not in _words("role"):
        return
    word, tokens = said[-1], scene.tokens
    low, high = max(0, role.at - AROUND), min(len(tokens), role.at + AROUND)
    near = [
        at
        for at in range(low, high)
        if tokens[at].lower == word and not _is_of_another(tokens, at) and not _is_of_a_name(tokens[at])
    ]
    at = min(near, key=lambda at: abs(at - role.at), default=-1)
    if at < 0 or (at > role.at and said[0] in _OWNERS):
        return  # Tom Roe, his wife and two others
    place = _passage(scene, at, at + 1)
    if place is not None:
        signs.add(_words("role")[word], 1, place)


def _of_pronoun(mention: Mention) -> str:
    """
    The gender of a pronoun that is a subject; "" of any other word.

    “Ann Lee told her”: objects and owners are often someone else, whom the article has not named.
    """
    return SUBJECTS.get(mention.lower, "") if mention.kind == "pronoun" else ""


def _is_of_another(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word says something of another one: Mr. and Mrs. Roe, the princess’s tailor Tom Roe."""
    of_couple = (
        at > 1 and tokens[at - 1].lower in {"and", "&", "or"} and tokens[at - 2].lower in _words("title")
    )
    return of_couple or tokens[at].possessive


def _is_of_a_name(token: Token) -> bool:
    """Whether a word that is not a title has a capital, as in the name of a church: Mother Emanuel."""
    return token.capital and not token.first and token.lower not in _words("title")


def _passage(scene: Scene, first: int, last: int) -> Passage | None:
    """The place of some tokens; None if they are not in one paragraph."""
    one, other = scene.tokens[first], scene.tokens[last - 1]
    if one.paragraph != other.paragraph:
        return None
    return scene.reading.passage(one.start, other.end)


@cache
def _words(use: str) -> dict[str, str]:
    """The words that count as a title, as a role or for someone unnamed, and the gender that they say."""
    found = {}
    for word, value in table("en/stated_genders").items():
        gender, _, where = value.partition(" ")
        if use in USES[where]:
            found[word] = gender
    return found
