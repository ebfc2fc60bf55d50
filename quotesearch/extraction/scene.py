"""Everything that is known of an article before its quotations are attributed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from quotesearch.extraction.cast import Cast, build_cast
from quotesearch.extraction.cues import is_anonymous_reply, is_told, quotes_another, verb_of
from quotesearch.extraction.marks import Segment, find_segments
from quotesearch.extraction.mentions import PRONOUNS, Mention, find_mentions, modifies
from quotesearch.extraction.reading import Reading, read
from quotesearch.extraction.resolution import Resolved, resolve
from quotesearch.extraction.tokens import Token, outer_tokens
from quotesearch.lexicons import words
from quotesearch.model import Article

_STRONG = words("en/strong_reporting_verbs")
_REPORTING = words("en/reporting_verbs")
_PREPOSITIONS = words("en/prepositions")
_CONJUNCTIONS = words("en/conjunctions")
_NEAREST_BEFORE, _NEAREST_AFTER = 40, 20
_CLAUSE_MARKS = {",": ",", ":": ":", ";": ";", "(": "(", ")": ")", "–": "-", "—": "-", "-": "-", "•": "*"}


@dataclass(slots=True)
class Unit:
    """A step on the way between a mention and a quotation; `sign` is its class in one letter."""

    sign: str
    token: int
    mention: int = -1


@dataclass(slots=True)
class Scene:
    """An article, taken apart."""

    reading: Reading
    segments: tuple[Segment, ...]
    tokens: list[Token]
    mentions: list[Mention]
    resolved: list[Resolved]
    cast: Cast
    units: list[Unit]
    signs: str  # the signs of all units, so that a path is a slice
    unit_of_mention: list[int]
    unit_of_segment: list[int]  # -1: the marks stand inside a name, Robert “Bobby” Scott
    token_of_segment: list[int]
    verbs: list[int]  # for each mention the token of the reporting verb that it is subject of, or -1


def set_scene(article: Article) -> Scene:
    """Take an article apart: segments, tokens, mentions, cast."""
    reading = read(article)
    segments = find_segments(reading)
    tokens = outer_tokens(reading, segments)
    mentions = find_mentions(tokens)
    captions = [b.text for b in article.blocks if b.label == "caption"]
    cast = build_cast(reading, tokens, mentions, segments, captions)
    resolved = resolve(tokens, mentions, cast)
    units = list(_units(tokens, mentions))
    unit_of_mention, unit_of_segment = [0] * len(mentions), [-1] * len(segments)
    token_of_segment = [0] * len(segments)
    for number, unit in enumerate(units):
        if unit.mention >= 0:
            unit_of_mention[unit.mention] = number
        elif unit.sign == "Q":
            unit_of_segment[tokens[unit.token].segment] = number
            token_of_segment[tokens[unit.token].segment] = unit.token
    signs = "".join(unit.sign for unit in units)
    return Scene(
        reading, segments, tokens, mentions, resolved, cast, units, signs, unit_of_mention, unit_of_segment,
        token_of_segment, [verb_of(tokens, mention) for mention in mentions],
    )  # fmt: skip


def _units(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Unit]:
    """The tokens with mentions folded into one unit each and runs of plain words into one."""
    units: list[Unit] = []
    starts = {m.start: n for n, m in enumerate(mentions)}
    i = 0
    while i < len(tokens):
        number = starts.get(i, -1)
        if number >= 0:
            mention = mentions[number]
            units.append(Unit(_mention_sign(mention), mention.head, number))
            i = max(mention.end, i + 1)
            continue
        sign = _token_sign(tokens, i)
        if sign != "w" or not units or units[-1].sign != "w":
            units.append(Unit(sign, i))
        i += 1
    return units


def _mention_sign(mention: Mention) -> str:
    if mention.kind == "name":
        return {"person": "N", "unknown": "M", "group": "G", "place": "L"}[mention.type]
    if mention.kind == "pronoun":
        return {"w": "r", "n": "i", "1": "I"}.get(PRONOUNS[mention.lower], "h")
    return {"anonymous": "n", "group": "g", "document": "d"}[mention.type]


def _token_sign(tokens: Sequence[Token], i: int) -> str:
    token = tokens[i]
    if token.kind == "q":
        return "Q"
    if token.kind == "b":
        return "/"
    low = token.lower
    if token.kind == "p":
        return "." if low in {".", "!", "?", "…"} else _CLAUSE_MARKS.get(low, "w")
    if low in _STRONG:
        return "V"
    if low in _REPORTING:
        return "v"
    if low == "that":
        return "t"
    if low in _PREPOSITIONS:
        return "P"
    return "c" if low in _CONJUNCTIONS else "w"


def candidates(scene: Scene, segment: int) -> list[int]:
    """
    The mentions that may be the source of a segment: its paragraph, the two before, the one after.

    Only the nearest of them in a very long paragraph; none that hears, says what another one is, or completes it; no
    place that is not subject of a reporting verb.
    """
    if is_anonymous_reply(scene.tokens, scene.token_of_segment[segment]):
        return []
    paragraph = scene.segments[segment].paragraph
    kinds = [p.kind for p in scene.reading.paragraphs[max(0, paragraph - 2) : paragraph + 1]]
    low = paragraph - len(kinds) + 1
    if kinds[-1] != "headline":
        while kinds[0] == "headline":
            low += 1
            kinds.pop(0)
    tokens, mentions = scene.tokens, scene.mentions
    here = bisect_left(mentions, scene.token_of_segment[segment], key=lambda m: m.head)
    found = []
    for n in range(max(0, here - _NEAREST_BEFORE), min(len(mentions), here + _NEAREST_AFTER)):
        mention = mentions[n]
        if not low <= tokens[mention.head].paragraph <= paragraph + 1:
            continue
        following = mentions[n + 1] if n + 1 < len(mentions) else None
        completes = n > 0 and mentions[n - 1].head < mention.first < mentions[n - 1].last
        if mention.type == "place" and scene.verbs[n] < 0:
            continue  # places are named far more often than they speak
        silent = is_told(tokens, mention) or quotes_another(tokens, mention)
        if not completes and not silent and not modifies(tokens, mention, following):
            found.append(n)
    return found
