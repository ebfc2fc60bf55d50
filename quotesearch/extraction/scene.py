"""Everything that is known of an article before its quotations are attributed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from quotesearch.extraction.article_text import ArticleText, read_article
from quotesearch.extraction.cast import Cast
from quotesearch.extraction.casting import build_cast
from quotesearch.extraction.clause import Clause
from quotesearch.extraction.clauses import ClauseFinder
from quotesearch.extraction.cues import is_anonymous_reply, is_hearer, is_told, quotes_another, verb_of
from quotesearch.extraction.dialogue import Dialogue
from quotesearch.extraction.marks import Segment, find_segments
from quotesearch.extraction.mentions import Mention, find_mentions, modifies
from quotesearch.extraction.noun_phrases import NounPhrasesLists
from quotesearch.extraction.numbers import (
    NO_MEMBER,
    NO_MENTION,
    MentionNumber,
    ParagraphNumber,
    SegmentNumber,
    TokenNumber,
    numbered,
    numbers,
)
from quotesearch.extraction.profiles import Profile, Surroundings
from quotesearch.extraction.resolution import resolve
from quotesearch.extraction.signs import SignPlaces
from quotesearch.extraction.speech_tags import tag_verbs, tells_on
from quotesearch.extraction.stated_genders import Said
from quotesearch.extraction.story import Resolved
from quotesearch.extraction.tokens import Token, outer_tokens
from quotesearch.extraction.turns import Turns, find_turns, part_label_from_turn, part_quoted_from_reader
from quotesearch.lexicons import Lexicon
from quotesearch.model import Article

_NEAREST_BEFORE, _NEAREST_AFTER = 40, 20
_TRUSTED: Final = frozenset(
    {"author", "agent", "heard", "as", "shown", "gap", "beat", "turn"}
)  # ways to name who may not speak elsewhere
_DATE: Final = 8  # tokens that a date has
_TAGGED: Final = ",?!…-–—"  # how words end that a tag may follow


class SceneLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reporting = lexicon.words("reporting_verbs")


@dataclass(slots=True)
class Units:
    """The steps on the way between mentions and quotations: a mention, a quotation, a mark, a run of plain words."""

    signs: str  # the class of each in one letter, so that a path is a slice
    tokens: list[int]  # the token of each: the main word of a mention, the first one of a run
    mentions: list[int]  # the mention that each is, -1 if none


@dataclass(slots=True)
class Scene:
    """A parsed article."""

    reading: ArticleText
    segments: tuple[Segment, ...]
    tokens: list[Token]
    mentions: list[Mention]
    resolved: list[Resolved]
    cast: Cast
    units: Units
    signs: str  # those of the units
    unit_of_mention: list[int]
    unit_of_segment: list[int]  # -1: the marks are inside a name, Robert “Bobby” Scott
    token_of_segment: list[TokenNumber]
    verbs: list[int]  # for each mention the token of the reporting verb that it is subject of, or -1
    may_speak: list[bool]  # for each mention whether it may be the source of anything
    heads: list[int]  # for each mention its main token; in order, like the next two
    sentence_of_mention: list[int]
    paragraph_of_mention: list[ParagraphNumber]
    reporting: list[int]  # the tokens that are reporting verbs, in order
    clauses: dict[TokenNumber, Clause]  # by the token of a quotation
    turns: Turns
    untitled: list[ParagraphNumber]  # the paragraphs that are not headlines or headings, in order
    surroundings: dict[SegmentNumber, Surroundings] = field(
        default_factory=dict
    )  # by segment, once looked at
    profiles: dict[MentionNumber, Profile] = field(default_factory=dict)  # by mention, once looked at
    repeated: dict[tuple[str, ...], list[int]] | None = (
        None  # how often short quoted words recur, once counted
    )
    genders_said: list[Said] | None = None  # of each member, once asked for
    sign_places: SignPlaces | None = None  # once asked for

    def places_of_signs(self) -> SignPlaces:
        """Where each sign is."""
        if self.sign_places is None:
            self.sign_places = SignPlaces(self.signs)
        return self.sign_places


def set_scene(lexicon: Lexicon, article: Article) -> Scene:
    """Parse an article: segments, tokens, mentions, cast."""
    lists = lexicon.derived[SceneLists]
    reading = read_article(lexicon, article)
    segments = find_segments(reading)
    tokens = outer_tokens(lexicon, reading, segments)
    mentions = find_mentions(lexicon, tokens)
    captions = [b.text for b in article.blocks if b.label == "caption"]
    cast = build_cast(lexicon, reading, tokens, mentions, segments, captions)
    verbs = [verb_of(lexicon, tokens, mention) for mention in mentions]
    resolved = resolve(lexicon, tokens, mentions, cast, verbs)
    part_label_from_turn(lexicon, tokens, mentions, resolved)
    turns = find_turns(lexicon, reading, segments, tokens, mentions, cast.titled)
    units = _units(lexicon, tokens, mentions)
    unit_of_mention, unit_of_segment = [0] * len(mentions), [-1] * len(segments)
    token_of_segment = [TokenNumber(0)] * len(segments)
    for unit, (token, mention_there) in enumerate(zip(units.tokens, units.mentions, strict=True)):
        if mention_there >= 0:
            unit_of_mention[mention_there] = unit
        elif tokens[token].kind == "q":
            unit_of_segment[tokens[token].segment] = unit
            token_of_segment[tokens[token].segment] = TokenNumber(token)
    text = reading.text
    ends = zip(token_of_segment, segments, strict=True)
    spoken = dict.fromkeys(token for token, segment in ends if text[segment.end - 1] in _TAGGED)
    tag_verbs(lexicon, tokens, mentions, spoken, verbs)
    speakers = may_speak(lexicon, tokens, mentions, verbs)
    clauses = ClauseFinder(lexicon, tokens, mentions, verbs, speakers).find(token_of_segment, spoken)
    dialogue = Dialogue(lexicon, reading, segments, token_of_segment, tokens, mentions, resolved)
    dialogue.give_turns(clauses)
    dialogue.open_exchanges(clauses)
    dialogue.give_answers(clauses, turns.questions)
    part_quoted_from_reader(lexicon, mentions, resolved, cast, clauses.values())
    heads = [mention.head for mention in mentions]
    return Scene(
        reading,
        segments,
        tokens,
        mentions,
        resolved,
        cast,
        units,
        units.signs,
        unit_of_mention,
        unit_of_segment,
        token_of_segment,
        verbs,
        speakers,
        heads,
        [tokens[head].sentence for head in heads],
        [tokens[head].paragraph for head in heads],
        [i for i, token in enumerate(tokens) if token.lower in lists.reporting],
        clauses,
        turns,
        [number for number in numbers(ParagraphNumber, reading.paragraphs) if number not in cast.titled],
    )


def _units(lexicon: Lexicon, tokens: list[Token], mentions: list[Mention]) -> Units:
    """The tokens with mentions folded into one unit each and runs of plain words into one."""
    signs: list[str] = []
    places: list[int] = []
    numbers: list[int] = []
    starts = {m.start: n for n, m in numbered(MentionNumber, mentions)}
    last = ""
    i, count = 0, len(tokens)
    while i < count:
        number = starts.get(i, -1)
        if number >= 0:
            mention = mentions[number]
            last = _mention_sign(lexicon, mention)
            signs.append(last)
            places.append(mention.head)
            numbers.append(number)
            i = max(mention.end, i + 1)
            continue
        sign = tokens[i].sign
        if sign != "w" or last != "w":
            signs.append(sign)
            places.append(i)
            numbers.append(-1)
        last = sign
        i += 1
    return Units("".join(signs), places, numbers)


def _mention_sign(lexicon: Lexicon, mention: Mention) -> str:
    noun_phrases_lists = lexicon.derived[NounPhrasesLists]
    if mention.kind == "name":
        return {"person": "N", "unknown": "M", "group": "G", "place": "L"}[mention.type]
    if mention.kind == "pronoun":
        return {"w": "r", "n": "i", "1": "I"}.get(noun_phrases_lists.pronouns[mention.lower], "h")
    return {"anonymous": "n", "group": "g", "document": "d"}[mention.type]


def may_speak(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], verbs: Sequence[int]
) -> list[bool]:
    """
    Which mentions may be the source of anything.

    None that hears, passes on the words of others, is a predicate of the next mention or completes the last one; no
    place that is not subject of a reporting verb, for places are named far more often than they speak.
    """
    found = []
    for n, mention in numbered(MentionNumber, mentions):
        following = mentions[n + 1] if n + 1 < len(mentions) else None
        found.append(
            not (mention.type == "place" and verbs[n] < 0)
            and not (n > 0 and mentions[n - 1].head < mention.first < mentions[n - 1].last)
            and not (
                mention.kind == "noun"
                and mention.possessive
                and following
                and following.first <= mention.last
            )
            and not (
                mention.kind == "pronoun"
                and mention.possessive
                and _owns_speaker(mention, following, verbs, n)
            )
            and not is_told(lexicon, tokens, mention)
            and not is_hearer(lexicon, tokens, mention)
            and not quotes_another(lexicon, tokens, mention)
            and not modifies(lexicon, tokens, mention, following)
        )
    return found


def _owns_speaker(
    mention: Mention, following: Mention | None, verbs: Sequence[int], number: MentionNumber
) -> bool:
    """Whether a possessive only says whose the one is who speaks: "his" brother Prakash said."""
    return following is not None and following.head - mention.head < 4 and verbs[number + 1] >= 0


def candidates(
    lexicon: Lexicon, scene: Scene, segment: SegmentNumber, previous: MentionNumber = NO_MENTION
) -> list[MentionNumber]:
    """
    The mentions that may be the source of a segment: its paragraph, the two before, the one after.

    And *previous*, the speaker of the segment before it, at any distance: an answer may be long.

    Its own paragraph only if its sentence has a mention that reports; only the nearest in a very long paragraph.
    """
    token = scene.token_of_segment[segment]
    if is_anonymous_reply(lexicon, scene.tokens, token) or scene.clauses[token].how == "nobody":
        return []
    paragraph = scene.segments[segment].paragraph
    titled = scene.cast.titled
    questions = scene.turns.questions
    low, high = _reach_back(scene.untitled, paragraph), paragraph + 1
    paragraphs = scene.reading.paragraphs
    announces = segment in scene.turns.announcing and paragraphs[paragraph].kind != "headline"
    if announces or _is_dated(lexicon, scene, token):
        low = paragraph
    while low < paragraph and paragraphs[low].kind == "headline" and paragraphs[paragraph].kind != "headline":
        low = ParagraphNumber(low + 1)
    heads, paragraphs_of = scene.heads, scene.paragraph_of_mention
    here = bisect_left(heads, token)
    first, last = max(0, here - _NEAREST_BEFORE), min(len(heads), here + _NEAREST_AFTER)
    if _has_reporter(scene, scene.tokens[token].sentence, first, last):
        low = high = paragraph
    near = range(bisect_left(paragraphs_of, low, first, last), bisect_right(paragraphs_of, high, first, last))
    found = [
        MentionNumber(n)
        for n in near
        if scene.may_speak[n]
        and (paragraphs_of[n] not in titled or paragraphs_of[n] == paragraph)
        and paragraphs_of[n] not in questions
        and not (paragraphs_of[n] < paragraph and _signs(scene, n))
    ]
    found = _with_owner(scene, token, paragraph, _without_others(lexicon, scene, token, found))
    if previous >= 0 and low < paragraph and not announces and paragraphs_of[previous] < low:
        found.insert(0, previous)
    return found


def _is_dated(lexicon: Lexicon, scene: Scene, token: TokenNumber) -> bool:
    """Whether a quotation opens an entry in a list of dates: July 15, 1960: “To those who drowned.”."""
    lists = lexicon.derived[SceneLists]
    tokens = scene.tokens
    if not token or tokens[token - 1].text != ":":
        return False
    at = token - 1
    while at and token - at < _DATE and tokens[at - 1].kind != "b":
        at -= 1
    opens = not at or tokens[at - 1].kind == "b"
    label = tokens[at : token - 1]
    return (
        opens and any(t.text.isdigit() for t in label) and not any(t.lower in lists.reporting for t in label)
    )


def _without_others(
    lexicon: Lexicon, scene: Scene, token: TokenNumber, found: list[MentionNumber]
) -> list[MentionNumber]:
    """The candidates without those that the quotation gives a name to, or that continue the story after it."""
    clause, tokens = scene.clauses[token], scene.tokens
    if clause.barred >= 0 and clause.how.endswith("N"):
        person = scene.resolved[clause.barred].member
        if scene.mentions[clause.barred].kind != "name" and clause.speaker >= 0:
            person = NO_MEMBER
        found = [
            n for n in found if n != clause.barred and (person < 0 or scene.resolved[n].member != person)
        ]
    behind = tokens[token + 1] if token + 1 < len(tokens) else None
    if behind is None or behind.kind == "b" or behind.sentence == tokens[token].sentence:
        return found
    heads, verbs = scene.heads, scene.verbs
    here = bisect_left(heads, token)
    if not found or found[0] >= here:
        return found  # no one before it: a story begins with its words
    return [
        n
        for n in found
        if n < here
        or tokens[heads[n]].paragraph != behind.paragraph
        or not tells_on(lexicon, tokens, scene.mentions[n], verbs[n])
    ]


def _with_owner(
    scene: Scene, token: TokenNumber, paragraph: ParagraphNumber, found: list[MentionNumber]
) -> list[MentionNumber]:
    """The candidates with those of the turn or the clause of a quotation, in order."""
    turns = scene.turns
    clause = scene.clauses[token]
    trusted = clause.speaker >= 0 and (scene.may_speak[clause.speaker] or clause.how.split()[0] in _TRUSTED)
    owners = {turns.signed.get(paragraph, NO_MENTION), clause.speaker if trusted else NO_MENTION}
    if paragraph in turns.printed:
        return [turns.printed[paragraph]] if turns.printed[paragraph] >= 0 else []
    missing = owners - {NO_MENTION} - set(found)
    return sorted([*found, *missing]) if missing else found


def _has_reporter(scene: Scene, sentence: int, first: int, last: int) -> bool:
    """Whether any of `mentions[first:last]` that are in a sentence is subject of a reporting verb."""
    sentences = scene.sentence_of_mention
    here = range(
        bisect_left(sentences, sentence, first, last), bisect_right(sentences, sentence, first, last)
    )
    return any(scene.verbs[n] >= 0 for n in here)


def _reach_back(untitled: Sequence[ParagraphNumber], paragraph: ParagraphNumber) -> ParagraphNumber:
    """The second paragraph before one, headings left out; the first one if there are fewer."""
    here = bisect_left(untitled, paragraph)
    return ParagraphNumber(untitled[here - 2] if here > 1 else 0)


def _signs(scene: Scene, mention: int) -> bool:
    """Whether a mention is alone after a quotation and a dash: a signature, so never the speaker of a later one."""
    unit = scene.unit_of_mention[mention]
    return scene.signs[max(0, unit - 2) : unit] == "Q-" and scene.signs[unit + 1 : unit + 2] == "/"
