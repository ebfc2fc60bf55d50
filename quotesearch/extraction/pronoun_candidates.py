"""Candidates of a pronoun: the people and nouns near it, the nearest first, with counts for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from quotesearch.extraction.cast import Member
from quotesearch.extraction.noun_phrases import NounPhrasesLists
from quotesearch.extraction.numbers import NO_MEMBER, NO_MENTION, MemberNumber, MentionNumber
from quotesearch.extraction.story import Spot, Story
from quotesearch.lexicons import Lexicon

REACH: Final = 6  # sentences back that a pronoun reaches
_MEMORY: Final = 120  # mentions back that it reaches at most
_MOST: Final = 12  # candidates
OPENING: Final = frozenset("^A")  # begins a sentence, or does after "according to"
_FADED: Final = tuple([0.55**distance for distance in range(REACH + 1)])  # what distance leaves of a weight


class PronounCandidatesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.nouns = {**lexicon.table("kin"), **lexicon.table("gendered_nouns")}
        self.articles = {
            **dict.fromkeys(lexicon.word_class("one_of_several"), "a"),
            **dict.fromkeys(lexicon.word_class("repeating_determiners"), "the"),
            **dict.fromkeys(lexicon.word_class("possessives_of_persons_and_speaker"), "his"),
        }


@dataclass(slots=True, init=False)
class Candidate:
    """A candidate of a pronoun: a member of the cast, or a noun for someone unnamed."""

    member: MemberNumber  # -1: a noun, or no one
    noun: MentionNumber  # its mention, else -1
    last: Spot | None  # its nearest mention; None: no one
    speaker: Spot | None  # its nearest mention that speaks
    subject: Spot | None  # its nearest mention that may be a subject
    count: int  # its mentions in reach
    weight: float  # the rule's
    same: int  # sentences since a pronoun of the same gender meant it
    rank: int  # by recency, among those whose gender may agree
    share: float  # of the rule's weight
    best: bool  # whether the rule chooses it
    known: bool  # whether its gender is known to agree

    def __init__(self, member: MemberNumber, noun: MentionNumber, last: Spot | None, rank: int = 0) -> None:
        self.member, self.noun, self.last = member, noun, last
        self.speaker: Spot | None = None
        self.subject: Spot | None = None
        self.count, self.weight, self.same, self.rank = 1, 0.0, 9, rank
        self.share, self.best, self.known = 0.0, False, False


@dataclass(slots=True)
class Asked:
    """A pronoun whose antecedent is sought."""

    story: Story
    gender: str
    spot: Spot
    quoted: Sequence[int]  # the segments in its sentence
    goes_on: bool  # “he added”, “she went on”
    agreeing: int = 0  # candidates whose gender may agree
    known: int = 0  # candidates whose gender is known to agree
    last_speaker: MemberNumber = NO_MEMBER  # the member that spoke last before it
    topic: MemberNumber = NO_MEMBER  # the member that the sentence before begins with
    fits: dict[int, tuple[str, str, int]] = field(default_factory=dict)  # how members' genders agree


def gather(lexicon: Lexicon, asked: Asked) -> list[Candidate]:
    """The candidates of a pronoun, the nearest first."""
    story = asked.story
    found: dict[int, Candidate] = {}
    sentence = asked.spot.sentence
    for spot in reversed(story.spots[-_MEMORY:]):
        distance = sentence - spot.sentence
        if distance > REACH:
            break
        person = spot.person
        key = person if person >= 0 else -2 - spot.number
        candidate = found.get(key)
        if candidate is None:
            if len(found) >= _MOST or (person >= 0 and _clashes(asked, person)):
                continue
            noun = spot.number if person < 0 else NO_MENTION
            candidate = found[key] = Candidate(person, noun, spot)
        else:
            candidate.count += 1
        _count(lexicon, asked, candidate, spot, distance)
    candidates = list(found.values())
    _rank(asked, candidates)
    return candidates


def _clashes(asked: Asked, member: MemberNumber) -> bool:
    """Whether the gender of a member is known to be another one: by name or title, or by pronouns that only fit it."""
    stated, guessed, votes = fit_of(asked, member)
    if votes > 0 or "a" in (stated, guessed):
        return False
    return votes <= -2 or "c" in (stated, guessed)


def _count(lexicon: Lexicon, asked: Asked, candidate: Candidate, spot: Spot, distance: int) -> None:
    """Add one mention to what is known of a candidate."""
    sure = spot.sure if candidate.member >= 0 else _offers_itself(lexicon, asked, spot)
    weight = _FADED[distance] * spot.weight * sure
    other = candidate.weight
    candidate.weight = weight + 0.15 * other if weight > other else other + 0.15 * weight
    if spot.speaks and candidate.speaker is None:
        candidate.speaker = spot
        if asked.last_speaker < 0 and candidate.member >= 0:
            asked.last_speaker = candidate.member
    if candidate.subject is None and spot.is_subject:
        candidate.subject = spot
    if distance == 1 and spot.before in OPENING:
        asked.topic = candidate.member
    if spot.kind == "p" and distance < candidate.same and _gender_of(lexicon, asked, spot) == asked.gender:
        candidate.same = distance


def _gender_of(lexicon: Lexicon, asked: Asked, spot: Spot) -> str:
    """The gender of a pronoun that was before."""
    noun_phrases_lists = lexicon.derived[NounPhrasesLists]
    return noun_phrases_lists.pronouns[asked.story.mentions[spot.number].lower]


def _offers_itself(lexicon: Lexicon, asked: Asked, spot: Spot) -> float:
    """How much of a name's weight a noun has: more as the first of its sentence, none if its gender is another one."""
    lists = lexicon.derived[PronounCandidatesLists]
    mention = asked.story.mentions[spot.number]
    if lists.nouns.get(mention.lower, "u") not in {asked.gender, "u"}:
        return 0.0
    if spot.before == "^":
        return 0.7
    return 0.25 if lists.articles.get(asked.story.tokens[mention.first].lower) == "his" else 0.5


def _rank(asked: Asked, candidates: Sequence[Candidate]) -> None:
    """Number the candidates whose gender may agree by recency, and share out the rule's weight."""
    cast = asked.story.cast
    rank = 0
    for candidate in candidates:
        if candidate.member < 0:
            continue
        member = cast.members[candidate.member]
        stated, guessed, votes = fit_of(asked, candidate.member)
        candidate.known = stated == "a" or (stated != "c" and (guessed == "a" or votes > 1))
        asked.known += candidate.known
        candidate.weight *= _rule_agreement(member, stated, guessed, votes)
        candidate.rank = rank
        rank += candidate.weight > 0
    asked.agreeing = rank
    whole = sum(c.weight for c in candidates) or 1.0
    for candidate in candidates:
        candidate.share = candidate.weight / whole
    if candidates:
        best = max(candidates, key=lambda c: c.weight)
        best.best = best.weight > 0


def fit_of(asked: Asked, member: MemberNumber) -> tuple[str, str, int]:
    """How well a member's gender agrees with a pronoun, whose own vote does not count."""
    known = asked.fits.get(member)
    if known is None:
        own = asked.story.voted.get(asked.spot.number, -1) == member
        known = asked.fits[member] = asked.story.genders[member].fit(asked.gender, own)
    return known


def _rule_agreement(member: Member, stated: str, guessed: str, votes: int) -> float:
    """How well a member fits a gender by the rule."""
    if member.type in {"group", "place", "document"} or stated == "c":
        return 0.0
    if stated == "a" or guessed == "a" or votes > 0:
        return 1.0
    if guessed == "c" or votes <= -2:
        return 0.0
    return 0.8 if member.type == "person" else 0.45
