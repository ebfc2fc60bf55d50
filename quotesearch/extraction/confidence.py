"""How sure it is that the name given to a quotation is right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.noun_phrases import NounPhrasesLists
from quotesearch.extraction.numbers import MemberNumber, MentionNumber, SegmentNumber
from quotesearch.extraction.profiling import profile_of_segment
from quotesearch.extraction.ranker import Choice, Weights, is_certain, logistic, total
from quotesearch.extraction.scene import Scene
from quotesearch.extraction.speakers import Named
from quotesearch.lexicons import Lexicon

_NEAR: Final = 4  # signs between a mention and a quotation that are taken as they are
_AROUND: Final = 25  # mentions before one among which rivals are looked for
_BACK: Final = 100  # mentions before one among which the same noun is counted
_LONG_BEFORE: Final = 80  # mentions before a noun among which those of its type are counted
_LONGEST_CHAIN: Final = 6  # quotations back of one that continues


class ConfidenceLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.articles = (
            (frozenset(lexicon.word_class("indefinite_articles")), "a"),
            (lexicon.word_class("definite_determiners"), "the"),
            (
                lexicon.words("owners")
                - lexicon.word_class("definite_determiners")
                - lexicon.word_class("indefinite_articles"),
                "owner",
            ),
        )
        self.numbers = lexicon.word_class("indefinite_numbers")


def confidence_features(
    lexicon: Lexicon,
    scene: Scene,
    named: Named,
    choice: Choice,
    rule: str,
    nature: float,
    choices: Sequence[Choice] = (),
) -> list[str]:
    """
    What the probability that a name is right is computed from.

    Args:
        lexicon: the word lists of the language.
        scene: the article.
        named: the speaker.
        choice: the mention that it comes from.
        rule: what `find_cue` says of the choice.
        nature: the score of `quote_score`.
        choices: those of all segments, the neighbours among them.
    """
    share = int(choice.share * 10) if choice.share < 0.9 else 10 + int((choice.share - 0.9) * 50)
    kind, type_ = named.kind, named.speaker.type
    mention, token = scene.mentions[choice.mention], scene.token_of_segment[choice.segment]
    near = scene.tokens[mention.head].sentence == scene.tokens[token].sentence
    segment = scene.segments[choice.segment]
    size = scene.reading.text.count(" ", segment.start, segment.end) + 1
    likely = max(-3, min(int(nature), 5))
    sure, clear = _grade(named.certainty), _grade(choice.share)
    return [
        "always",
        f"share {share}",
        f"share {share} {kind}",
        f"lead {min(int(choice.lead), 6)}",
        f"rule {rule} {type_}",
        f"rule {rule} {near:d} {kind}",
        f"how {named.how} {kind}",
        f"how {named.how} {type_}",
        f"certainty {kind} {int(named.certainty * 10)}",
        f"certainty {named.how} {int(named.certainty * 5)} {share // 4}",
        f"clear {clear} {kind}",
        f"sure {named.how} {sure}",
        f"clear and sure {kind} {min(clear, sure)}",
        f"type {type_} {kind} {share // 4}",
        f"bare {' ' not in named.speaker.name:d} {type_} {kind}",
        f"quote {likely}",
        f"quote {likely} {type_}",
        f"quote {likely} {kind} {min(size, 5)}",
        f"size {min(size, 6)} {near:d}",
        *_way(scene, choice),
        *_company(lexicon, scene, choice, named),
        *_chain(scene, choice, choices, named),
        *_name(scene, choice, named),
        *_person(lexicon, scene, choice, named),
        *_led(lexicon, scene, choice, named),
        *_unnamed(lexicon, scene, choice, named),
    ]


def _grade(probability: float) -> int:
    """
    How near a probability is to 1: each grade halves the doubt.

    >>> [_grade(p) for p in (0.3, 0.5, 0.9, 0.99, 1.0)]
    [0, 1, 3, 6, 8]
    """
    return min(8, int(-math.log2(max(1 - probability, 1e-3))))


def _way(scene: Scene, choice: Choice) -> Iterator[str]:
    """The signs between the mention and the quotation if they are few, what is among them if they are many."""
    mention = scene.mentions[choice.mention]
    here, there = scene.unit_of_mention[choice.mention], scene.unit_of_segment[choice.segment]
    side = "b" if here < there else "a"
    signs, start, end = scene.signs, min(here, there) + 1, max(here, there)
    if end - start <= _NEAR:
        path = signs[start:end]
        yield f"way {side} {path}"
        yield f"way {side} {path} {mention.kind}"
    else:
        leaves = signs[start : start + 2] if side == "b" else signs[end - 2 : end]
        quoted, ends, stops = (signs.find(sign, start, end) >= 0 for sign in "Q/.")
        yield f"long way {side} {quoted:d} {ends:d} {stops:d}"
        yield f"leaves {side} {leaves} {stops or ends:d}"


def _company(lexicon: Lexicon, scene: Scene, choice: Choice, named: Named) -> Iterator[str]:
    """Who else might be meant or might speak: others of the same surname, other reporters of the sentence."""
    reports = scene.verbs[choice.mention] >= 0
    around = profile_of_segment(lexicon, scene, choice.segment)
    yield f"reporters {min(len(around.reporters), 3)} {reports:d} {named.how}"
    subjects = around.subjects
    place = subjects.index(choice.mention) - len(subjects) if choice.mention in subjects else 0
    yield f"subjects {min(len(subjects), 3)} {max(place, -3)} {reports:d}"
    person = scene.resolved[choice.mention].member
    if person < 0:
        return
    member = scene.cast.members[person]
    namesakes = sum(m is not member for m in scene.cast.with_word(member.words[-1]))
    yield f"namesakes {min(namesakes, 2)} {member.full:d} {named.kind}"
    yield f"certain {member.certain:d} {member.type} {named.kind}"


def _chain(scene: Scene, choice: Choice, choices: Sequence[Choice], named: Named) -> Iterator[str]:
    """How many quotations before this one have the same mention, and whether the neighbours are the same person's."""
    yield f"quotations {min(len(scene.segments).bit_length(), 6)} {named.speaker.type}"
    if not choices:
        return
    back = choice.segment
    while back > 0 and choice.segment - back < _LONGEST_CHAIN and choices[back - 1].mention == choice.mention:
        back = SegmentNumber(back - 1)
    yield f"chain {choice.segment - back} {named.kind}"
    mine = scene.resolved[choice.mention].member
    for side, number in (("before", choice.segment - 1), ("after", choice.segment + 1)):
        if 0 <= number < len(choices) and choices[number].mention >= 0:
            same = scene.segments[number].paragraph == scene.segments[choice.segment].paragraph
            theirs = scene.resolved[choices[number].mention].member
            agrees = choices[number].mention == choice.mention or theirs == mine >= 0
            sure = int(choices[number].share * 4)
            yield f"neighbour {side} {same:d} {agrees:d}"
            yield f"neighbour {side} {agrees:d} {sure} {named.kind}"


def _name(scene: Scene, choice: Choice, named: Named) -> Iterator[str]:
    """How often the name occurs as it is given, and how often other forms of several words do."""
    person = scene.resolved[choice.mention].member
    if person < 0:
        return
    forms = scene.cast.members[person].forms
    given = forms.get(tuple(named.speaker.name.split()), 0)
    fuller = sum(count for form, count in forms.items() if len(form) > 1)
    yield f"form {min(given, 3)} {min(fuller - given, 3)} {named.speaker.type}"


def _person(lexicon: Lexicon, scene: Scene, choice: Choice, named: Named) -> Iterator[str]:
    """How many others the mention might mean, and whether a pronoun's gender is that of the person."""
    noun_phrases_lists = lexicon.derived[NounPhrasesLists]
    person = scene.resolved[choice.mention].member
    mention = scene.mentions[choice.mention]
    rivals = _rivals(scene, choice.mention, person)
    yield f"rivals {min(rivals, 4)} {named.how}"
    if person >= 0 and mention.kind == "pronoun":
        member, gender = scene.cast.members[person], noun_phrases_lists.pronouns.get(mention.lower, "")
        agreement = "unknown" if member.gender == "u" else "same" if member.gender == gender else "other"
        yield f"gender {gender} {agreement} {member.type}"
        yield f"gender {agreement} {min(rivals, 3)} {int(named.certainty * 4)}"


def _led(lexicon: Lexicon, scene: Scene, choice: Choice, named: Named) -> Iterator[str]:
    """Whether the clause of the quotation says the same, and in which form."""
    clause = scene.clauses[scene.token_of_segment[choice.segment]]
    person = scene.resolved[choice.mention].member
    if choice.mention == clause.speaker:
        role = "speaker"
    elif clause.speaker >= 0:
        role = "same" if scene.resolved[clause.speaker].member == person >= 0 else "other"
    else:
        role = "barred" if choice.mention == clause.barred else "none"
    yield f"led {role} {clause.how}"
    yield f"led {role} {named.kind} {named.speaker.type}"
    if is_certain(lexicon, scene, choice.segment, choice.mention):
        yield "certain by rule"
        yield f"certain by rule {named.kind}"
    if scene.segments[choice.segment].paragraph in scene.turns.printed:
        yield "printed in full"


def _unnamed(lexicon: Lexicon, scene: Scene, choice: Choice, named: Named) -> Iterator[str]:
    """How a group, a document or someone unnamed is put: the noun, its article, whether its clause has it speak."""
    type_ = named.speaker.type
    if type_ == "person":
        return
    mention = scene.mentions[choice.mention]
    article, low, plural = _article(lexicon, scene, mention), mention.lower, mention.lower.endswith("s")
    clause = scene.clauses[scene.token_of_segment[choice.segment]]
    again = sum(
        m.kind == mention.kind and m.lower == low
        for m in scene.mentions[max(0, choice.mention - _BACK) : choice.mention]
    )
    known = scene.resolved[choice.mention].member >= 0
    yield f"article {article} {mention.kind} {named.how}"
    yield f"article {article} {type_} {plural:d}"
    yield f"article {article} {min(again, 2)} {mention.kind}"
    yield f"noun {low}" if mention.kind == "noun" else f"noun of {mention.type} {type_}"
    yield f"known {known:d} {mention.type} {type_} {mention.kind}"
    yield f"clause {clause.speaker == choice.mention:d} {clause.speaker >= 0:d} {clause.how} {mention.kind}"
    yield f"words {min(named.speaker.name.count(' ') + 1, 6)} {mention.kind} {type_}"
    yield f"plural {plural:d} {mention.type} {int(choice.share * 4)}"
    if mention.kind == "noun" and not known:
        yield f"named before {article} {mention.type} {min(_named_before(scene, choice.mention), 3)}"


def _named_before(scene: Scene, number: MentionNumber) -> int:
    """How many persons, or how many groups, the mentions before a noun mean that might mean one of them."""
    type_ = "group" if scene.mentions[number].type == "group" else "person"
    before = {known.member for known in scene.resolved[max(0, number - _LONG_BEFORE) : number]} - {-1}
    return sum(scene.cast.members[member].type == type_ for member in before)


def _article(lexicon: Lexicon, scene: Scene, mention: Mention) -> str:
    """What opens a noun phrase: a, the, an owner, a number, or none of these."""
    lists = lexicon.derived[ConfidenceLists]
    first = scene.tokens[mention.first]
    before = scene.tokens[mention.first - 1] if mention.first else first
    for words_of, name in lists.articles:
        if first.lower in words_of or before.lower in words_of:
            return name
    if first.possessive or before.possessive:
        return "owner"
    return "number" if first.lower in lists.numbers else "none"


def _rivals(scene: Scene, number: MentionNumber, person: MemberNumber) -> int:
    """How many other persons are named shortly before a mention."""
    near = {resolved.member for resolved in scene.resolved[max(0, number - _AROUND) : number]}
    members = scene.cast.members
    return sum(other >= 0 and other != person and members[other].type == "person" for other in near)


def confidence_of(
    lexicon: Lexicon,
    scene: Scene,
    weights: Weights,
    named: Named,
    choice: Choice,
    rule: str,
    nature: float,
    choices: Sequence[Choice] = (),
) -> float:
    """
    The probability that the name is right, to two decimals.

    Never more than the certainty that a bare name means this person and not another one of that name, nor than that of
    "he" if the person is "she" too.
    """
    sure = logistic(
        total(weights.name, confidence_features(lexicon, scene, named, choice, rule, nature, choices))
    )
    return round(min(sure, named.certainty) if named.how in {"name", "contradicted"} else sure, 2)
