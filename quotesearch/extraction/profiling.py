"""Computes what the features read of a segment and of a mention, once for each scene."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from quotesearch.extraction.cues import phrase_start
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.numbers import NO_MEMBER, MemberNumber, MentionNumber, SegmentNumber, TokenNumber
from quotesearch.extraction.profiles import Profile, Surroundings
from quotesearch.extraction.scene import Scene
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_FAR: Final = 300  # tokens; a sentence that runs on for longer is a list, and costs no more for it
_NOBODY: frozenset[int] = frozenset()


class ProfilingLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.hearing = lexicon.words("hearing_verbs")
        self.reporting = lexicon.words("reporting_verbs")
        self.strong = lexicon.words("strong_reporting_verbs")
        self.relations = lexicon.words("relations")
        self.auxiliaries = lexicon.words("auxiliaries")
        self.first_person = lexicon.words("first_person")
        self.governing = lexicon.words("prepositions") - lexicon.words("conjunctions")
        self.no_verb = (
            lexicon.words("prepositions") | lexicon.words("conjunctions") | lexicon.words("determiners")
        )
        self.openers = lexicon.words("conjunctions") | lexicon.words("relatives")


def profile_of_segment(lexicon: Lexicon, scene: Scene, segment: SegmentNumber) -> Surroundings:
    """What the features need to know of a segment."""
    around = scene.surroundings.get(segment)
    if around is None:
        around = scene.surroundings[segment] = _surroundings(lexicon, scene, segment)
    return around


def _surroundings(lexicon: Lexicon, scene: Scene, segment: SegmentNumber) -> Surroundings:
    part = scene.segments[segment]
    token = scene.token_of_segment[segment]
    tokens = scene.tokens
    text = scene.reading.text[part.start : part.end]
    last = text[-1]
    count = text.count(" ") + 1
    before = tokens[token - 1] if token else None
    after = tokens[token + 1] if token + 1 < len(tokens) else None
    opens, closes = before is None or before.kind == "b", after is None or after.kind == "b"
    word = _beside(before)
    previous = SegmentNumber(segment - 1)
    behind = scene.segments[previous] if previous >= 0 else part
    subjects = _subjects(lexicon, scene, token)
    clause = scene.clauses[token]
    return Surroundings(
        segment=segment,
        unit=scene.unit_of_segment[segment],
        token=token,
        sentence=tokens[token].sentence,
        paragraph=part.paragraph,
        ending=last if last in ",.?!" else "-" if last in "…-–—" else "w",
        lower=text[0].islower(),
        size="1" if count < 2 else "2" if count < 5 else "5" if count < 12 else "9",
        alone=opens and closes,
        opens=opens,
        before=word,
        after=_beside(after),
        mark="w" if word.isalpha() else word,
        cue=_cue_sides(scene, token),
        first_person=_in_first_person(lexicon, text),
        previous=previous,
        together=previous >= 0 and behind.paragraph == part.paragraph,
        near=min(part.paragraph - behind.paragraph, 3),
        closed=behind.closed,
        reporters=_reporters(scene, token),
        subjects=subjects,
        clause=clause,
        speaker=scene.resolved[clause.speaker].member if clause.speaker >= 0 else NO_MEMBER,
        last_reporter=max((place for place, n in enumerate(subjects) if scene.verbs[n] >= 0), default=-1),
    )


def _beside(token: Token | None) -> str:
    """The word or mark next to a quotation; ¶: its paragraph ends there."""
    if token is None or token.kind == "b":
        return "¶"
    return "Q" if token.kind == "q" else token.lower


def _in_first_person(lexicon: Lexicon, text: str) -> bool:
    """Whether words are someone's who speaks of himself."""
    lists = lexicon.derived[ProfilingLists]
    said = text.lower().replace("’", "'").split()
    return not lists.first_person.isdisjoint([word.strip(",.!?") for word in said])


def _reporters(scene: Scene, token: TokenNumber) -> list[MentionNumber]:
    """The mentions of a quotation's sentence that are subject of a reporting verb, in order."""
    verbs, sentences = scene.verbs, scene.sentence_of_mention
    sentence = scene.tokens[token].sentence
    low = max(bisect_left(scene.heads, token - _FAR), bisect_left(sentences, sentence))
    high = min(bisect_left(scene.heads, token + _FAR), bisect_right(sentences, sentence))
    return [MentionNumber(n) for n in range(low, high) if verbs[n] >= 0]


def _subjects(lexicon: Lexicon, scene: Scene, token: TokenNumber) -> list[MentionNumber]:
    """The mentions before a quotation in its sentence that own nothing and have a word after them, in order."""
    lists = lexicon.derived[ProfilingLists]
    tokens, mentions = scene.tokens, scene.mentions
    sentence = tokens[token].sentence
    last = bisect_left(scene.heads, token)
    found = []
    for n in range(last - 1, max(-1, last - 40), -1):
        if scene.sentence_of_mention[n] != sentence:
            break
        mention = mentions[n]
        start, end = mention.start, mention.end
        if mention.possessive or not scene.may_speak[n] or end >= len(tokens) or tokens[end].kind != "w":
            continue
        if tokens[end].lower in lists.no_verb or (start and tokens[start - 1].lower in lists.governing):
            continue
        found.append(MentionNumber(n))
    return found[::-1]


def _cue_sides(scene: Scene, token: TokenNumber) -> str:
    """On which sides of a quotation its sentence has a reporting verb: b before, a after."""
    reporting, tokens = scene.reporting, scene.tokens
    sentence = tokens[token].sentence
    place = bisect_left(reporting, token)
    sides = ""
    if place and token - reporting[place - 1] < _FAR and tokens[reporting[place - 1]].sentence == sentence:
        sides = "b"
    if place < len(reporting) and reporting[place] - token < _FAR:
        sides += "a" if tokens[reporting[place]].sentence == sentence else ""
    return sides or "-"


def profile_of_mention(lexicon: Lexicon, scene: Scene, mention: MentionNumber) -> Profile:
    """What the features need to know of a mention."""
    profile = scene.profiles.get(mention)
    if profile is None:
        profile = scene.profiles[mention] = _profile(lexicon, scene, mention)
    return profile


def _profile(lexicon: Lexicon, scene: Scene, number: MentionNumber) -> Profile:
    lists = lexicon.derived[ProfilingLists]
    tokens, mention, unit = scene.tokens, scene.mentions[number], scene.unit_of_mention[number]
    start, end = mention.start, mention.end
    after = tokens[end].lower if end < len(tokens) else ""
    helped = after in lists.auxiliaries and end + 1 < len(tokens)
    verb = scene.verbs[number]
    person = scene.resolved[number].member
    return Profile(
        number=number,
        unit=unit,
        head=mention.head,
        sentence=scene.sentence_of_mention[number],
        paragraph=scene.paragraph_of_mention[number],
        kind=mention.kind,
        type=mention.type,
        word="" if mention.kind == "name" else mention.lower,
        left=scene.signs[max(0, unit - 2) : unit],
        right=scene.signs[unit + 1 : unit + 4],
        before=tokens[start - 1].lower if start else "",
        after=after,
        verb=tokens[end + 1].lower if helped else None,
        opener=_opener(lexicon, tokens, start),
        reports=verb >= 0,
        strong=verb >= 0 and tokens[verb].lower in lists.strong,
        apposed=verb - mention.head > 4,
        subject=_verb_behind(lexicon, tokens, end),
        cues=_words_before(lexicon, tokens, mention),
        person=person,
        cast=_in_cast(scene, mention, person),
        quoted_in=scene.cast.members[person].quoted_in if person >= 0 else _NOBODY,
    )


def _opener(lexicon: Lexicon, tokens: list[Token], start: int) -> str:
    """What opens the clause of a mention that begins at a token."""
    lists = lexicon.derived[ProfilingLists]
    before = tokens[start - 1] if start else None
    if before is None or before.kind == "b" or tokens[start].first:
        return "¶"
    if before.kind == "w":
        return before.lower if before.lower in lists.openers else "w"
    return before.text or "Q"


def _verb_behind(lexicon: Lexicon, tokens: list[Token], end: int) -> tuple[str, ...]:
    """The reporting verb among the next words, and how far it is."""
    lists = lexicon.derived[ProfilingLists]
    for step, token in enumerate(tokens[end : end + 4]):
        if token.kind != "w":
            break
        if token.lower in lists.reporting:
            return f"subject of {token.lower}", f"subject {step} {token.lower in lists.strong:d}"
    return ()


def _words_before(lexicon: Lexicon, tokens: list[Token], mention: Mention) -> tuple[str, ...]:
    """What makes a mention someone who hears, a source, an owner."""
    lists = lexicon.derived[ProfilingLists]
    start, end = phrase_start(lexicon, tokens, mention), mention.end
    before = tokens[start - 1].lower if start else ""
    found = []
    if before in lists.reporting:
        found += [f"behind {before}", f"behind {before in lists.hearing:d} {before in lists.strong:d}"]
    if start > 1 and before == "to" and tokens[start - 2].lower == "according":
        found.append("according to")
    if start > 1 and before == "by":
        found.append(f"by {tokens[start - 2].lower in lists.reporting:d}")
    if mention.possessive and end < len(tokens):
        found.append(f"owner {tokens[end].lower in lists.relations:d}")
    return tuple(found)


def _in_cast(scene: Scene, mention: Mention, person: MemberNumber) -> str:
    """What the cast knows of the person of a mention: type, and how often the story names it."""
    if person < 0:
        return f"cast nobody {mention.kind} {mention.type}"
    member = scene.cast.members[person]
    count = len(member.places)
    return (
        f"cast {member.type} {mention.kind} {1 if count < 2 else 2 if count < 4 else 4 if count < 8 else 8}"
    )
