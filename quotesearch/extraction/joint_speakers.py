"""People who speak together: “…,” said Lena Storm, Paul Okafor and Judge Ann Lee."""

from __future__ import annotations

from typing import Final

from quotesearch.extraction.cues import phrase_start
from quotesearch.extraction.joined_names import joint_of, next_name
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.numbers import MentionNumber
from quotesearch.extraction.scene import Scene
from quotesearch.lexicons import Lexicon

_MOST: Final = 6


class JointSpeakersLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reporting = lexicon.words("reporting_verbs")
        self.handing = lexicon.words("hearing_verbs") | lexicon.words("told")
        self.no_verb = (
            lexicon.words("not_names") | lexicon.words("prepositions") | lexicon.words("conjunctions")
        )
        self.origins = lexicon.word_class("prepositions_of_origin")
        self.clause_openers = lexicon.word_class("joint_clause_openers")


def speak_together(lexicon: Lexicon, scene: Scene, number: MentionNumber) -> list[MentionNumber]:
    """The mentions, in order, that speak together with a name; only that one if there are none."""
    if scene.mentions[number].kind != "name":
        return [number]
    before, after = _chain(lexicon, scene, number, -1), _chain(lexicon, scene, number, 1)
    chain = [*before[::-1], number, *after]
    # What follows the last "and" is another clause's or another list's.
    last = max(
        (n for n in range(1, len(chain)) if _joint(lexicon, scene, chain[n - 1], chain[n]) == "and"),
        default=0,
    )
    chain = chain[: last + 1]
    if number not in chain or len(chain) < 2 or not _speaks(lexicon, scene, chain):
        return [number]
    members = [scene.resolved[n].member for n in chain]
    if min(members) < 0 or len(set(members)) < len(members):
        return [number]
    types = {scene.cast.members[member].type for member in members}
    return chain if types == {"person"} or (types == {"group"} and len(chain) < 3) else [number]


def _chain(lexicon: Lexicon, scene: Scene, number: MentionNumber, step: int) -> list[MentionNumber]:
    """The mentions that are joined to one, going left (-1) or right (1) from it."""
    found: list[MentionNumber] = []
    here = number
    while len(found) < _MOST:
        following = MentionNumber(next_name(scene.mentions, here, step))
        one, other = (following, here) if step < 0 else (here, following)
        if following < 0 or not _joint(lexicon, scene, one, other):
            break
        found.append(following)
        here = following
    return found


def _joint(lexicon: Lexicon, scene: Scene, one: int, other: int) -> str:
    return joint_of(lexicon, scene.tokens, scene.mentions[one], scene.mentions[other])


def _speaks(lexicon: Lexicon, scene: Scene, chain: list[MentionNumber]) -> bool:
    """Whether it is the whole chain that says something: its verb follows the last or is before the first."""
    lists = lexicon.derived[JointSpeakersLists]
    tokens = scene.tokens
    first, last = scene.mentions[chain[0]], scene.mentions[chain[-1]]
    start = phrase_start(lexicon, tokens, first)
    before = tokens[start - 1] if start else None
    if before is not None and before.kind == "w" and before.lower not in lists.clause_openers:
        if before.lower == "to" and start > 1 and tokens[start - 2].lower == "according":
            return True
        if 0 <= scene.verbs[chain[0]] == start - 1:
            return True
        if before.lower in lists.handing or before.lower in lists.no_verb or before.lower in lists.reporting:
            return False
    return scene.verbs[chain[-1]] > last.head or _verb_follows(lexicon, scene, last)


def _verb_follows(lexicon: Lexicon, scene: Scene, mention: Mention) -> bool:
    """Whether a word that can be a verb, or the colon of a label, is next; where a person is from is passed over."""
    lists = lexicon.derived[JointSpeakersLists]
    tokens, at = scene.tokens, mention.end
    if at + 1 < len(tokens) and tokens[at].lower in lists.origins and tokens[at + 1].capital:
        at += 1
        while at < len(tokens) and tokens[at].capital and tokens[at].kind == "w":
            at += 1
    if at >= len(tokens):
        return False
    token = tokens[at]
    if token.text == ":":
        return True
    return token.kind == "w" and not token.capital and token.lower not in lists.no_verb
