"""From a mention to a person: names by the cast, pronouns by a model, nouns by what the text says of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from quotesearch.extraction.cast import Cast
from quotesearch.extraction.epithets import resolve_noun
from quotesearch.extraction.genders import Gender
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.noun_phrases import NounPhrasesLists
from quotesearch.extraction.numbers import NO_MEMBER, NO_MENTION, MentionNumber, numbered
from quotesearch.extraction.pronouns import choose_antecedent
from quotesearch.extraction.roles import gather_roles
from quotesearch.extraction.story import Resolved, Story, build_story
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_FADE: Final = 0.55  # what a sentence of distance takes from an antecedent's weight
_ROUNDS: Final = 2  # times that all mentions are resolved again
_CONTESTED: Final = 0.2  # what a pronoun says of a gender if someone else near is known to be of it
_NO_SUBJECT: Final = 0.4  # the same of "his" and "him"
_FIRST_NAME: Final = 1.0  # what a first name says of a gender, in pronouns
_CLEAR: Final = 1.5  # times as likely as the other gender
_CONTRADICTED: Final = 0.45  # how sure it is at most that "he" means a person that "she" means too
_MEMORY: Final = 300  # mentions back that "they" and "it" reach at most


class ResolutionLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.subjects = lexicon.word_class("persons")


def resolve(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], cast: Cast, verbs: Sequence[int]
) -> list[Resolved]:
    """
    The antecedent of each mention, in order. Sets `Mention.person` too.

    *verbs*: for each mention the token of the reporting verb that it is subject of, or -1.
    """
    gather_roles(lexicon, tokens, mentions, cast)
    return resolve_all(lexicon, build_story(lexicon, tokens, mentions, cast, verbs))


def resolve_all(lexicon: Lexicon, story: Story) -> list[Resolved]:
    """
    The antecedent of each mention of a story whose roles are known, in order.

    No one is "he" and "she" in one story: a person with both gets the likelier of the two, and all mentions are
    resolved again.
    """
    _resolve_each(lexicon, story)
    for _ in range(_ROUNDS):
        if not _settle(lexicon, story):
            break
        story.restart()
        _resolve_each(lexicon, story)
    _doubt_contradictions(lexicon, story)
    return story.resolved


def _resolve_each(lexicon: Lexicon, story: Story) -> None:
    for number, mention in numbered(MentionNumber, story.mentions):
        if mention.kind == "name":
            found = _of_name(mention, story.cast)
        elif mention.kind == "pronoun":
            found = _of_pronoun(lexicon, story, number)
        else:
            found = resolve_noun(lexicon, story, number)
        story.remember(number, found)


def _contradictions(lexicon: Lexicon, story: Story) -> dict[int, dict[str, float]]:
    """The people with pronouns of both genders, and the evidence for each gender."""
    lists = lexicon.derived[ResolutionLists]
    noun_phrases_lists = lexicon.derived[NounPhrasesLists]
    found: dict[int, dict[str, float]] = {}
    for number, resolved in enumerate(story.resolved):
        gender = noun_phrases_lists.pronouns.get(story.mentions[number].lower, "")
        if resolved.how == "pronoun" and resolved.member >= 0 and gender in {"m", "f"}:
            weight = resolved.certainty * (_CONTESTED if number in story.contested else 1.0)
            weight *= 1.0 if story.mentions[number].lower in lists.subjects else _NO_SUBJECT
            signs = found.setdefault(resolved.member, {})
            signs[gender] = signs.get(gender, 0.0) + weight
    return {member: signs for member, signs in found.items() if len(signs) > 1}


def _settle(lexicon: Lexicon, story: Story) -> bool:
    """Settle the gender of people with pronouns of both, where one is clearly likelier; whether any is settled."""
    settled = False
    for member, signs in _contradictions(lexicon, story).items():
        known = story.genders[member]
        if known.stated not in signs:
            for gender in signs:
                signs[gender] += max(0, known.votes if gender == "m" else -known.votes)
                signs[gender] += _FIRST_NAME * (known.guessed == gender)
        likelier = max(sorted(signs), key=signs.__getitem__)
        if known.stated in signs:
            likelier = known.stated
        elif signs[likelier] < _CLEAR * min(signs.values()):
            continue
        verdict = Gender.settled(likelier)
        if verdict != known:
            story.genders[member], settled = verdict, True
    return settled


def _doubt_contradictions(lexicon: Lexicon, story: Story) -> None:
    """Lower the certainty of all pronouns of people who still have pronouns of both genders."""
    doubtful = _contradictions(lexicon, story)
    for resolved in story.resolved:
        if resolved.member in doubtful and resolved.how == "pronoun":
            resolved.certainty = min(resolved.certainty, _CONTRADICTED)
            resolved.how = "contradicted"


def _of_name(mention: Mention, cast: Cast) -> Resolved:
    if mention.person < 0 or mention.name is None:
        return Resolved(NO_MEMBER, 0.5, "none")
    if len(mention.name.words) > 1:
        return Resolved(mention.person, 1.0, "name")
    member = cast.members[mention.person]
    certainty = cast.certainty(mention.name, member, mention.head)
    return Resolved(mention.person, certainty if member.full else 0.9 * certainty, "name")


def _of_pronoun(lexicon: Lexicon, story: Story, number: MentionNumber) -> Resolved:
    noun_phrases_lists = lexicon.derived[NounPhrasesLists]
    gender = noun_phrases_lists.pronouns[story.mentions[number].lower]
    if gender == "w":
        return _relative(story, number)
    if gender in {"m", "f"}:
        return _he_or_she(lexicon, story, number, gender)
    if gender in {"p", "n"}:
        return _they_or_it(story, number, gender)
    return Resolved(NO_MEMBER, 0.2, "none")


def _relative(story: Story, number: MentionNumber) -> Resolved:
    """`Ann Lee, a nurse, who said …`: who and which mean the nearest name or noun before them."""
    tokens, mentions = story.tokens, story.mentions
    for back in range(number - 1, max(-1, number - 4), -1):
        before = mentions[back]
        if tokens[before.head].sentence != tokens[mentions[number].head].sentence:
            break
        gap = tokens[before.last : mentions[number].first]
        if before.type != "place" and not before.possessive and len(gap) <= 2:
            return Resolved(story.resolved[back].member, 0.9, "relative", MentionNumber(back))
    return Resolved(NO_MEMBER, 0.2, "none")


def _he_or_she(lexicon: Lexicon, story: Story, number: MentionNumber, gender: str) -> Resolved:
    """The model's choice among the people and nouns near; none, if that is likelier."""
    chosen, sure = choose_antecedent(lexicon, story, number, gender)
    if chosen.member < 0 and chosen.noun < 0:
        return Resolved(NO_MEMBER, 0.2, "none")
    return Resolved(chosen.member, sure, "pronoun", chosen.noun)


def _they_or_it(story: Story, number: MentionNumber, gender: str) -> Resolved:
    """A group or a text that the last two sentences speak of, subjects first."""
    tokens, mentions = story.tokens, story.mentions
    at = tokens[mentions[number].head]
    best, best_weight = NO_MENTION, 0.0
    for n in range(number - 1, max(-1, number - _MEMORY), -1):
        back, before = MentionNumber(n), mentions[n]
        distance = at.sentence - tokens[before.head].sentence
        if distance > 2:
            break
        if before.kind == "pronoun" or before.type in {"place", "person"}:
            continue
        plural = before.type == "anonymous" and before.lower.endswith(("s", "men", "women", "people"))
        if (
            before.type == "group"
            or (gender == "p" and plural)
            or (gender == "n" and before.type == "document")
        ):
            weight = _FADE**distance * story.spot(back).weight
            if weight > best_weight:
                best, best_weight = back, weight
    if gender == "p":
        near = [
            (_FADE**distance * story.spot(joined.numbers[0]).weight, joined.members)
            for distance, joined in story.joined_before(number, 3)
        ]
        if near and max(near)[0] >= best_weight:
            return Resolved(NO_MEMBER, 0.5, "joined", together=max(near)[1])
    if best < 0:
        return Resolved(NO_MEMBER, 0.1, "none")
    if story.resolved[best].together:
        return Resolved(NO_MEMBER, 0.5, "pronoun", together=story.resolved[best].together)
    return Resolved(story.resolved[best].member, 0.5, "pronoun", best)
