"""Nouns: the antecedent of a role, an epithet, a group noun or a document."""

from __future__ import annotations

import math
from functools import cache
from typing import Final

from quotesearch.extraction.cast import Cast, Member
from quotesearch.extraction.documents import author_of
from quotesearch.extraction.epithet_features import evidence_of, phrase_of
from quotesearch.extraction.joined_names import apposed_names, means_all
from quotesearch.extraction.listwise import ListModel, best_of
from quotesearch.extraction.mentions import Mention, is_plural
from quotesearch.extraction.names import fold
from quotesearch.extraction.numbers import NO_MEMBER, NO_MENTION, MemberNumber, MentionNumber
from quotesearch.extraction.pronoun_candidates import gather
from quotesearch.extraction.pronouns import ask
from quotesearch.extraction.roles import apposed, person_in_role
from quotesearch.extraction.story import Resolved, Story
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_MANY_REACH: Final = 12  # sentences back that a noun for several people named together reaches
_OFTEN: Final = 4  # mentions of a group that make it one that the story is about
_AGAINST_RULE: Final = 0.65  # how sure the model must be to say otherwise than the rule
_UNSAID: Final = 0.5  # how sure it can be at most if the text says nothing that fits
_MEMORY: Final = 300  # mentions back that a noun is remembered
_REACH: Final = 6  # sentences back that a noun reaches
_FADE: Final = 0.55  # what a sentence of distance takes from an antecedent's weight


class EpithetsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.unnamed = lexicon.words("anonymous_nouns")
        self.joint_nouns = lexicon.table("joint_nouns")
        self.group_epithets = lexicon.words("group_epithets")
        self.repeating = lexicon.word_class("repeating_determiners")
        self.placing = lexicon.word_class("prepositions_of_place_and_origin")
        self.one_of_several = lexicon.word_class("one_of_several")


def resolve_noun(lexicon: Lexicon, story: Story, number: MentionNumber) -> Resolved:
    """The antecedent of a noun."""
    lists = lexicon.derived[EpithetsLists]
    tokens, mentions = story.tokens, story.mentions
    mention = mentions[number]
    if mention.type == "document":
        author = author_of(lexicon, story, number)
        return author or Resolved(NO_MEMBER, 0.8, "none", _fuller(lexicon, tokens, mentions, number))
    if is_plural(mention.lower) or mention.lower in lists.joint_nouns:
        together = _of_many(lexicon, story, number)
        if together is not None:
            return together
    beside = apposed(lexicon, tokens, mentions, number)
    if beside is not None and beside.person >= 0:
        return Resolved(beside.person, 0.9, "apposition")
    ruled = by_rule(lexicon, story, number)
    if not is_open(story, number, ruled):
        return (
            ruled
            if ruled.member >= 0
            else Resolved(NO_MEMBER, 0.6, "none", _fuller(lexicon, tokens, mentions, number))
        )
    phrase = phrase_of(lexicon, story, number, ruled.member, ruled.how, ruled.certainty)
    model = load_model(lexicon)
    scores = [model.score(evidence_of(lexicon, phrase, c)) for c in phrase.candidates]
    place, share = best_of(scores)
    if share < _AGAINST_RULE:
        ruled_at = next(n for n, c in enumerate(phrase.candidates) if c.member == ruled.member)
        place, share = ruled_at, share * math.exp(scores[ruled_at] - scores[place])
    chosen = phrase.candidates[place].member
    if chosen < 0 or (phrase.brought == "a" and phrase.meant < 0 and ruled.how != "role"):
        return Resolved(NO_MEMBER, max(share, 1 - share), "none", _fuller(lexicon, tokens, mentions, number))
    share = share if phrase.evident or chosen == ruled.member else min(share, _UNSAID)
    return Resolved(chosen, share, ruled.how if chosen == ruled.member else "epithet")


def _of_many(lexicon: Lexicon, story: Story, number: MentionNumber) -> Resolved | None:
    """The antecedent of a noun for several people: names joined by "and" next to it, or that it fits; None if none."""
    lists = lexicon.derived[EpithetsLists]
    mention = story.mentions[number]
    if mention.type != "anonymous":
        return None
    before = [joined for _, joined in story.joined_before(number, _MANY_REACH)]
    behind = [j for j in story.joined_behind(number) if j.numbers[0] - number <= 2]
    for joined in (*before[:1], *behind[:1]):
        if apposed_names(story.tokens, mention, joined, story.mentions):
            return Resolved(NO_MEMBER, 0.9, "apposition", together=joined.members)
    sure = [means_all(lexicon, story.tokens, mention, joined, story.cast.members) for joined in before]
    if any(sure):
        return Resolved(NO_MEMBER, max(sure), "joined", together=before[sure.index(max(sure))].members)
    if mention.lower in lists.joint_nouns and not is_plural(mention.lower):
        return Resolved(NO_MEMBER, 0.6, "none", _fuller(lexicon, story.tokens, story.mentions, number))
    return None


@cache
def load_model(lexicon: Lexicon) -> ListModel:
    """The model that ships with the package; `training/fit_epithets.py` makes its weights."""
    return ListModel(lexicon.weights("epithets")["weights"])


def is_open(story: Story, number: MentionNumber, ruled: Resolved) -> bool:
    """Whether a noun may mean a person whose name is not next to it in the text."""
    mention = story.mentions[number]
    article = story.tokens[mention.first].lower
    if mention.type not in {"anonymous", "group"} or is_plural(mention.lower):
        return False
    if mention.last > mention.head + 1 and story.tokens[mention.head + 1].lower == "who":
        return False  # the officer who made the arrest
    return ruled.member >= 0 or article == "the"


def by_rule(lexicon: Lexicon, story: Story, number: MentionNumber) -> Resolved:
    """The antecedent of a noun by its role, its words, or who is near; this is a feature of the model."""
    tokens, mentions, cast = story.tokens, story.mentions, story.cast
    mention = mentions[number]
    if mention.type == "group":
        group = _group(lexicon, tokens, mention, cast)
        return group if group.member >= 0 else _group_before(lexicon, story, number)
    member, certainty = person_in_role(lexicon, tokens, mention, cast)
    if member is not None and not _is_owned_by(tokens, mention, member):
        return Resolved(member.number, certainty, "role")
    if _is_epithet(lexicon, tokens, mentions, number):
        gender = lexicon.table("address_titles").get(mention.lower, "u")
        best = max(gather(lexicon, ask(lexicon, story, number, gender)), key=lambda c: c.weight, default=None)
        if best is not None and best.member >= 0 and best.weight > 0:
            return Resolved(best.member, 0.6 * best.share, "epithet")
    return Resolved(NO_MEMBER, 0.6, "none")


def _fuller(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], number: MentionNumber
) -> MentionNumber:
    """The mention that says more fully what "the report" is, the last one before it; -1 if none does."""
    lists = lexicon.derived[EpithetsLists]
    mention = mentions[number]
    if mention.end - mention.start > 2 or tokens[mention.first].lower not in lists.repeating:
        return NO_MENTION
    for back in range(number - 1, max(-1, number - _MEMORY), -1):
        other = mentions[back]
        if other.kind == "noun" and other.lower == mention.lower and other.end - other.start > 2:
            return MentionNumber(back)
    return NO_MENTION


def _is_epithet(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], number: MentionNumber
) -> bool:
    """
    Whether a noun is another word for someone named: "the New York businessman".

    It has a definite article, is no noun for people who stay unnamed, and did not introduce anyone before.
    """
    lists = lexicon.derived[EpithetsLists]
    mention = mentions[number]
    if tokens[mention.first].lower != "the" or mention.last > mention.head + 1:
        return False
    if mention.lower in lists.unnamed and not any(
        t.capital for t in tokens[mention.first + 1 : mention.head]
    ):
        return False  # "the driver" may be anyone, "the Marenko driver" is one
    if is_plural(mention.lower) or any(t.possessive for t in tokens[mention.first : mention.head]):
        return False
    return not any(
        other.kind == "noun" and other.lower == mention.lower and tokens[other.first].lower != "the"
        for other in mentions[max(0, number - _MEMORY) : number]
    )


def _is_owned_by(tokens: list[Token], mention: Mention, member: Member) -> bool:
    """Whether a noun is someone's: "Roe's lawyer" is not Roe, even if he is a lawyer himself."""
    owners = {fold(t.text) for t in tokens[mention.first : mention.head] if t.possessive}
    return any(fold(w) in owners for w in member.words)


def _group_before(lexicon: Lexicon, story: Story, number: MentionNumber) -> Resolved:
    """For "the studio", "the union": the group that the last sentences speak of, subjects first."""
    lists = lexicon.derived[EpithetsLists]
    tokens, mentions, cast, resolved = story.tokens, story.mentions, story.cast, story.resolved
    mention = mentions[number]
    if (
        mention.lower not in lists.group_epithets
        or mention.head != mention.first + 1
        or mention.last > mention.head + 1
        or tokens[mention.first].lower != "the"
    ):
        return Resolved(NO_MEMBER, 0.6, "none")
    at = tokens[mention.head].sentence
    weights: dict[int, float] = {}
    for back in range(number - 1, max(-1, number - _MEMORY), -1):
        before, person = mentions[back], resolved[back].member
        distance = at - tokens[before.head].sentence
        if distance > _REACH:
            break
        place = before.start > 0 and tokens[before.start - 1].lower in lists.placing
        if place or before.kind != "name" or person < 0:
            continue
        if cast.members[person].type in {"group", "unknown"}:
            known = 1.0 if cast.members[person].type == "group" else 0.5
            known *= min(len(cast.members[person].places), _OFTEN) / _OFTEN
            known *= _FADE**distance * story.spot(MentionNumber(back)).weight
            weights[person] = max(weights.get(person, 0.0), known)
    if not any(weights.values()):
        return Resolved(NO_MEMBER, 0.6, "none")
    best = max(weights, key=lambda n: weights[n])
    return Resolved(MemberNumber(best), 0.8 * weights[best] / sum(weights.values()), "epithet")


def _group(lexicon: Lexicon, tokens: list[Token], mention: Mention, cast: Cast) -> Resolved:
    """For "the ministry", "the zoo": the group of the story whose name has the noun in it, the one most alive."""
    lists = lexicon.derived[EpithetsLists]
    phrase = tokens[mention.first : mention.head]
    if any(t.capital and not t.first for t in phrase) or any(t.lower in lists.one_of_several for t in phrase):
        return Resolved(NO_MEMBER, 0.6, "none")
    fits = [m for m in cast.with_word(mention.lower) if m.type == "group" and m.activation(mention.head) > 0]
    if not fits:
        return Resolved(NO_MEMBER, 0.6, "none")
    best = max(fits, key=lambda m: m.activation(mention.head))
    return Resolved(best.number, 0.8 if len(fits) == 1 else 0.6, "group")
