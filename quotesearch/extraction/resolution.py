"""From a mention to a person: pronouns by gender and place, nouns by role, relative clauses by what stands before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotesearch.extraction.cast import Cast, Member
from quotesearch.extraction.mentions import PRONOUNS, Mention, is_plural, modifies
from quotesearch.extraction.names import fold
from quotesearch.extraction.roles import apposed, gather_roles, person_in_role
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import table, words

_HEARING = words("en/hearing_verbs")
_REPORTING = words("en/reporting_verbs")
_RELATIONS = words("en/relations")
_UNNAMED = words("en/anonymous_nouns")
_GROUP_EPITHETS = words("en/group_epithets")
_OFTEN = 4  # mentions of a group that make it one that the story is about
_MEMORY = 300  # mentions back that a noun is remembered
_KIN = table("en/kin")
_GOING_ON = frozenset({"added", "adds", "continued", "continues"})
_RELATIVES = frozenset({"whom", "whose"})
_REACH = 6  # sentences back that a pronoun reaches
_FADE = 0.55  # what a sentence of distance takes from an antecedent's weight
_PREPOSITIONS = words("en/prepositions")
_SENTENCE = 60  # tokens on either side that a sentence is looked through
_SPEAKS, _OBJECT, _MODIFIER, _NAMED, _OPENS = 1.3, 0.5, 0.5, 0.3, 1.25


@dataclass(slots=True)
class Resolved:
    """Whom a mention stands for, and how sure that is."""

    member: int  # number in the cast; -1: nobody of the cast
    certainty: float  # 0 to 1
    how: str  # name, pronoun, role, apposition, relative, epithet, group or none
    antecedent: int = -1  # another mention whose words stand for it, if nobody of the cast does


def resolve(tokens: Sequence[Token], mentions: Sequence[Mention], cast: Cast) -> list[Resolved]:
    """For each mention, in order, whom it stands for. Sets `Mention.person` too."""
    gather_roles(tokens, mentions, cast)
    resolved: list[Resolved] = []
    for number, mention in enumerate(mentions):
        if mention.kind == "name":
            found = _of_name(mention, cast)
        elif mention.kind == "pronoun":
            found = _of_pronoun(tokens, mentions, number, resolved, cast)
        else:
            found = _of_noun(tokens, mentions, number, resolved, cast)
        mention.person = found.member
        resolved.append(found)
    return resolved


def _of_name(mention: Mention, cast: Cast) -> Resolved:
    if mention.person < 0 or mention.name is None:
        return Resolved(-1, 0.5, "none")
    if len(mention.name.words) > 1:
        return Resolved(mention.person, 1.0, "name")
    member = cast.members[mention.person]
    certainty = cast.certainty(mention.name, member, mention.head)
    return Resolved(mention.person, certainty if member.full else 0.9 * certainty, "name")


def is_subject(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a mention may be the subject of its clause: it owns nothing, no preposition or "told" before it."""
    start = mention.start
    before = tokens[start - 1] if start else None
    if (
        before is not None
        and before.kind == "w"
        and (before.lower in _PREPOSITIONS or before.lower in _HEARING)
    ):
        return False
    return not mention.possessive


def _of_pronoun(
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    number: int,
    resolved: Sequence[Resolved],
    cast: Cast,
) -> Resolved:
    mention = mentions[number]
    gender = PRONOUNS[mention.lower]
    if gender == "w":
        return _relative(tokens, mentions, number, resolved)
    if gender in {"m", "f"}:
        before = _who_spoke_last(tokens, mentions, number, resolved, cast)
        return before or _he_or_she(tokens, mentions, number, resolved, cast, gender)
    if gender in {"p", "n"}:
        return _they_or_it(tokens, mentions, number, resolved, gender)
    return Resolved(-1, 0.2, "none")


def _relative(
    tokens: Sequence[Token], mentions: Sequence[Mention], number: int, resolved: Sequence[Resolved]
) -> Resolved:
    """`Ann Lee, a nurse, who said …`: who stands for the nearest person before it."""
    for back in range(number - 1, max(-1, number - 4), -1):
        before = mentions[back]
        if tokens[before.head].sentence != tokens[mentions[number].head].sentence:
            break
        gap = tokens[before.last : mentions[number].first]
        if before.type != "place" and not before.possessive and len(gap) <= 2:
            return Resolved(resolved[back].member, 0.9, "relative", back)
    return Resolved(-1, 0.2, "none")


def _he_or_she(
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    number: int,
    resolved: Sequence[Resolved],
    cast: Cast,
    gender: str,
) -> Resolved:
    """The most prominent person of the last sentences whose gender agrees."""
    at = tokens[mentions[number].head]
    said = _quoted_with(tokens, mentions[number].head)
    weights: dict[int, float] = {}
    nouns: dict[int, float] = {}
    for back in range(number - 1, max(-1, number - _MEMORY), -1):
        before = mentions[back]
        distance = at.sentence - tokens[before.head].sentence
        if distance > _REACH:
            break
        if before.type in {"place", "document"} or PRONOUNS.get(before.lower) in {"1", "n", "p"}:
            continue
        weight = _prominence(tokens, before, distance)
        if modifies(tokens, before, mentions[back + 1]):
            weight *= _MODIFIER
        person = resolved[back].member
        if person >= 0:
            member = cast.members[person]
            weight *= _agreement(member, gender) * resolved[back].certainty
            if not said.isdisjoint(member.quoted_in):
                weight *= _NAMED
            weights[person] = max(weights.get(person, 0.0), weight) + 0.15 * min(
                weight, weights.get(person, 0.0)
            )
        elif before.kind == "noun" and before.type == "anonymous" and not is_plural(before.lower):
            nouns[back] = _offers_itself(tokens, before, gender) * weight
    if not weights and not nouns:
        return _first_of_gender(cast, gender)
    best = max(weights, key=lambda n: weights[n], default=-1)
    top = weights.get(best, 0.0)
    noun = max(nouns, key=lambda n: nouns[n], default=-1)
    if noun >= 0 and nouns[noun] > top:
        return Resolved(-1, 0.5, "pronoun", noun)
    if top <= 0:
        return _first_of_gender(cast, gender)
    others = sum(w for n, w in weights.items() if n != best)
    return Resolved(best, top / (top + others), "pronoun")


def _offers_itself(tokens: Sequence[Token], noun: Mention, gender: str) -> float:
    """How much of a name's weight a noun has: more as the first of its sentence, none if its gender is another one."""
    if _KIN.get(noun.lower, "u") not in {gender, "u"}:
        return 0.0
    if tokens[noun.first].first:
        return 0.7
    return 0.25 if tokens[noun.first].lower in {"his", "her", "their", "my"} else 0.5


def _who_spoke_last(
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    number: int,
    resolved: Sequence[Resolved],
    cast: Cast,
) -> Resolved | None:
    """For "he added", "she went on": whoever the sentence before says to speak; None if nobody who agrees does."""
    mention = mentions[number]
    end, at = mention.end, tokens[mention.head]
    if not at.first or end >= len(tokens) or tokens[end].lower not in _GOING_ON:
        return None
    for back in range(number - 1, max(-1, number - 12), -1):
        before, person = mentions[back], resolved[back].member
        if at.sentence - tokens[before.head].sentence > 2:
            return None
        if person < 0 or before.possessive or not is_subject(tokens, before):
            continue
        if _before_reporting(tokens, before):
            sure = _agreement(cast.members[person], PRONOUNS[mention.lower])
            if not sure:  # a first name that men and women have: nobody else is meant with any certainty
                return Resolved(-1, 0.2, "none")
            return Resolved(person, 0.95 * sure * resolved[back].certainty, "pronoun")
    return None


def _quoted_with(tokens: Sequence[Token], at: int) -> frozenset[int]:
    """The quotations in the sentence of a token: nobody speaks of himself in the third person."""
    sentence = tokens[at].sentence
    low, high = max(0, at - _SENTENCE), at + _SENTENCE
    return frozenset([t.segment for t in tokens[low:high] if t.kind == "q" and t.sentence == sentence])


def _first_of_gender(cast: Cast, gender: str) -> Resolved:
    """Nobody stands near: the only person of the story whose gender is known to agree, if there is just one."""
    fits = [m for m in cast.members if m.type == "person" and m.gender == gender and m.places]
    return Resolved(fits[0].number, 0.4, "pronoun") if len(fits) == 1 else Resolved(-1, 0.2, "none")


def _prominence(tokens: Sequence[Token], mention: Mention, distance: int) -> float:
    """How strongly a mention offers itself to a later pronoun: by distance in sentences and by its place."""
    if mention.standing is None:
        mention.standing = _standing(tokens, mention)
    place, opening = mention.standing
    return _FADE**distance * place * opening


def _standing(tokens: Sequence[Token], mention: Mention) -> tuple[float, float]:
    """What a mention's place counts: what it is subject or object of, and whether it opens its sentence."""
    weight = 1.0
    start = mention.start
    if start > 1 and tokens[start - 1].lower == "to" and tokens[start - 2].lower == "according":
        weight *= _SPEAKS
    elif not is_subject(tokens, mention) or (start and tokens[start - 1].lower in _RELATIVES):
        weight *= _OBJECT
    elif _before_reporting(tokens, mention):
        weight *= _SPEAKS
    if start == 0 or tokens[start].first or tokens[start - 1].kind == "b":
        return weight, _OPENS
    return weight, 1.0


def _before_reporting(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a reporting verb stands beside a mention: its subject speaks."""
    near = tokens[mention.last : mention.last + 3]
    start = mention.start
    return any(t.lower in _REPORTING for t in near) or (start > 0 and tokens[start - 1].lower in _REPORTING)


def _agreement(member: Member, gender: str) -> float:
    """How well a member fits a gender (u: any)."""
    if member.type in {"group", "place", "document"}:
        return 0.0
    if member.gender == gender or (gender == "u" and member.type == "person"):
        return 1.0
    if member.gender == "u":
        return 0.8 if member.type == "person" else 0.45
    return 0.0


def _they_or_it(
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    number: int,
    resolved: Sequence[Resolved],
    gender: str,
) -> Resolved:
    """A group or a text that the last two sentences speak of, subjects first."""
    at = tokens[mentions[number].head]
    best, best_weight = -1, 0.0
    for back in range(number - 1, -1, -1):
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
            weight = _prominence(tokens, before, distance)
            if weight > best_weight:
                best, best_weight = back, weight
    if best < 0:
        return Resolved(-1, 0.1, "none")
    return Resolved(resolved[best].member, 0.5, "pronoun", best)


def _of_noun(
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    number: int,
    resolved: Sequence[Resolved],
    cast: Cast,
) -> Resolved:
    mention = mentions[number]
    if mention.type == "document":
        return Resolved(-1, 0.8, "none", _fuller(tokens, mentions, number))
    if mention.type == "group":
        beside = apposed(tokens, mentions, number)
        if beside is not None and beside.person >= 0:
            return Resolved(beside.person, 0.9, "apposition")
        group = _group(tokens, mention, cast)
        if group.member < 0:
            group = _group_before(tokens, mentions, number, resolved, cast)
        return group if group.member >= 0 else Resolved(-1, 0.6, "none", _fuller(tokens, mentions, number))
    beside = apposed(tokens, mentions, number)
    if beside is not None:
        return Resolved(beside.person, 0.9, "apposition")
    member, certainty = person_in_role(tokens, mention, cast)
    if member is not None and not _is_relation_of(tokens, mention, member):
        return Resolved(member.number, certainty, "role")
    if _is_epithet(tokens, mentions, number):
        gender = table("en/address_titles").get(mention.lower, "u")
        found = _he_or_she(tokens, mentions, number, resolved, cast, gender)
        if found.member >= 0:
            return Resolved(found.member, 0.6 * found.certainty, "epithet")
    return Resolved(-1, 0.6, "none", _fuller(tokens, mentions, number))


def _fuller(tokens: Sequence[Token], mentions: Sequence[Mention], number: int) -> int:
    """The mention that says more fully what "the report" is, the last one before it; -1 if none does."""
    mention = mentions[number]
    if mention.end - mention.start > 2 or tokens[mention.first].lower not in {"the", "this", "that"}:
        return -1
    for back in range(number - 1, max(-1, number - _MEMORY), -1):
        other = mentions[back]
        if other.kind == "noun" and other.lower == mention.lower and other.end - other.start > 2:
            return back
    return -1


def _is_epithet(tokens: Sequence[Token], mentions: Sequence[Mention], number: int) -> bool:
    """
    Whether a noun is another word for somebody named: "the New York businessman".

    It has a definite article, is no noun for people who stay unnamed, and nobody was brought in by it before.
    """
    mention = mentions[number]
    if tokens[mention.first].lower != "the" or mention.last > mention.head + 1:
        return False
    if mention.lower in _UNNAMED and not any(t.capital for t in tokens[mention.first + 1 : mention.head]):
        return False  # "the driver" may be anybody, "the Marenko driver" is one
    if is_plural(mention.lower) or any(t.possessive for t in tokens[mention.first : mention.head]):
        return False
    return not any(
        other.kind == "noun" and other.lower == mention.lower and tokens[other.first].lower != "the"
        for other in mentions[max(0, number - _MEMORY) : number]
    )


def _is_relation_of(tokens: Sequence[Token], mention: Mention, member: Member) -> bool:
    """Whether the noun is somebody's who owns it, not the owner: "Trump's lawyer" is not Trump."""
    owners = {fold(t.text) for t in tokens[mention.first : mention.head] if t.possessive}
    return mention.lower in _RELATIONS and any(fold(w) in owners for w in member.words)


def _group_before(
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    number: int,
    resolved: Sequence[Resolved],
    cast: Cast,
) -> Resolved:
    """For "the studio", "the union": the group that the last sentences speak of, subjects first."""
    mention = mentions[number]
    if (
        mention.lower not in _GROUP_EPITHETS
        or mention.head != mention.first + 1
        or mention.last > mention.head + 1
        or tokens[mention.first].lower != "the"
    ):
        return Resolved(-1, 0.6, "none")
    at = tokens[mention.head].sentence
    weights: dict[int, float] = {}
    for back in range(number - 1, max(-1, number - _MEMORY), -1):
        before, person = mentions[back], resolved[back].member
        distance = at - tokens[before.head].sentence
        if distance > _REACH:
            break
        place = before.start > 0 and tokens[before.start - 1].lower in {"in", "at", "near", "from"}
        if place or before.kind != "name" or person < 0:
            continue
        if cast.members[person].type in {"group", "unknown"}:
            known = 1.0 if cast.members[person].type == "group" else 0.5
            known *= min(len(cast.members[person].places), _OFTEN) / _OFTEN
            weights[person] = max(weights.get(person, 0.0), known * _prominence(tokens, before, distance))
    if not weights:
        return Resolved(-1, 0.6, "none")
    best = max(weights, key=lambda n: weights[n])
    return Resolved(best, 0.8 * weights[best] / sum(weights.values()), "epithet")


def _group(tokens: Sequence[Token], mention: Mention, cast: Cast) -> Resolved:
    """For "the ministry", "the zoo": the group of the story whose name has the noun in it, the one most alive."""
    phrase = tokens[mention.first : mention.head]
    if any(t.capital and not t.first for t in phrase) or any(
        t.lower in {"a", "an", "one", "another"} for t in phrase
    ):
        return Resolved(-1, 0.6, "none")
    fits = [m for m in cast.with_word(mention.lower) if m.type == "group" and m.activation(mention.head) > 0]
    if not fits:
        return Resolved(-1, 0.6, "none")
    best = max(fits, key=lambda m: m.activation(mention.head))
    return Resolved(best.number, 0.8 if len(fits) == 1 else 0.6, "group")
