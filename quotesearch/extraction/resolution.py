"""From a mention to a person: names by the cast, pronouns by a model, nouns by what the text says of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from quotesearch.extraction.cast import Cast
from quotesearch.extraction.epithets import resolve_noun
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.noun_phrases import PRONOUNS
from quotesearch.extraction.pronouns import choose_antecedent
from quotesearch.extraction.roles import gather_roles
from quotesearch.extraction.story import Resolved, Story, tell_story
from quotesearch.extraction.tokens import Token

_FADE: Final = 0.55  # what a sentence of distance takes from an antecedent's weight
_MEMORY: Final = 300  # mentions back that "they" and "it" reach at most


def resolve(tokens: list[Token], mentions: list[Mention], cast: Cast, verbs: Sequence[int]) -> list[Resolved]:
    """
    For each mention, in order, whom it means. Sets `Mention.person` too.

    *verbs*: for each mention the token of the reporting verb that it is subject of, or -1.
    """
    gather_roles(tokens, mentions, cast)
    return resolve_all(tell_story(tokens, mentions, cast, verbs))


def resolve_all(story: Story) -> list[Resolved]:
    """For each mention of a story whose roles are known, in order, whom it means."""
    for number, mention in enumerate(story.mentions):
        if mention.kind == "name":
            found = _of_name(mention, story.cast)
        elif mention.kind == "pronoun":
            found = _of_pronoun(story, number)
        else:
            found = resolve_noun(story, number)
        story.remember(number, found)
    return story.resolved


def _of_name(mention: Mention, cast: Cast) -> Resolved:
    if mention.person < 0 or mention.name is None:
        return Resolved(-1, 0.5, "none")
    if len(mention.name.words) > 1:
        return Resolved(mention.person, 1.0, "name")
    member = cast.members[mention.person]
    certainty = cast.certainty(mention.name, member, mention.head)
    return Resolved(mention.person, certainty if member.full else 0.9 * certainty, "name")


def _of_pronoun(story: Story, number: int) -> Resolved:
    gender = PRONOUNS[story.mentions[number].lower]
    if gender == "w":
        return _relative(story, number)
    if gender in {"m", "f"}:
        return _he_or_she(story, number, gender)
    if gender in {"p", "n"}:
        return _they_or_it(story, number, gender)
    return Resolved(-1, 0.2, "none")


def _relative(story: Story, number: int) -> Resolved:
    """`Ann Lee, a nurse, who said …`: who means the nearest person before it."""
    tokens, mentions = story.tokens, story.mentions
    for back in range(number - 1, max(-1, number - 4), -1):
        before = mentions[back]
        if tokens[before.head].sentence != tokens[mentions[number].head].sentence:
            break
        gap = tokens[before.last : mentions[number].first]
        if mentions[number].lower == "which" and before.type == "person":
            continue
        if before.type != "place" and not before.possessive and len(gap) <= 2:
            return Resolved(story.resolved[back].member, 0.9, "relative", back)
    return Resolved(-1, 0.2, "none")


def _he_or_she(story: Story, number: int, gender: str) -> Resolved:
    """Whom the model chooses among the people and nouns near; nobody, if that is likelier."""
    chosen, sure = choose_antecedent(story, number, gender)
    if chosen.member < 0 and chosen.noun < 0:
        return Resolved(-1, 0.2, "none")
    return Resolved(chosen.member, sure, "pronoun", chosen.noun)


def _they_or_it(story: Story, number: int, gender: str) -> Resolved:
    """A group or a text that the last two sentences speak of, subjects first."""
    tokens, mentions = story.tokens, story.mentions
    at = tokens[mentions[number].head]
    best, best_weight = -1, 0.0
    for back in range(number - 1, max(-1, number - _MEMORY), -1):
        before = mentions[back]
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
            return Resolved(-1, 0.5, "joined", together=max(near)[1])
    if best < 0:
        return Resolved(-1, 0.1, "none")
    if story.resolved[best].together:
        return Resolved(-1, 0.5, "pronoun", together=story.resolved[best].together)
    return Resolved(story.resolved[best].member, 0.5, "pronoun", best)
