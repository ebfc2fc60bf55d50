"""Put quotes together: parts that belong to one quotation, its kind, its id, how sure its speaker is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

from quotesearch.extraction.confidence import confidence_of
from quotesearch.extraction.marks import Segment
from quotesearch.extraction.numbers import SegmentNumber, numbered, numbers
from quotesearch.extraction.profiling import profile_of_segment
from quotesearch.extraction.quotation_nature import is_labelled, names_something, nature_of
from quotesearch.extraction.ranker import Choice, Weights, is_signed, total
from quotesearch.extraction.scene import Scene
from quotesearch.extraction.speakers import find_cue, name_speaker
from quotesearch.lexicons import Lexicon
from quotesearch.model import Article, Passage, Quote

_SIGNED: Final = 3.0  # the score of words that have a signature or the label of a speaker
LEAST_SCORE: Final = (
    -0.3
)  # of words that are taken for a quotation: losing one is worse than one more that stays unnamed
_CONTEXT_LENGTH: Final = 300  # code points on either side of a quote


class AssemblyLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reporting = lexicon.words("reporting_verbs")
        self.subjects = lexicon.words("clause_openers")


def quote_id(sha256: str, start: int) -> str:
    """
    The id of a quote: a function of the file's bytes and the start of the first part.

    >>> quote_id("00", 12) == quote_id("00", 12) != quote_id("00", 13)
    True
    """
    return hashlib.sha256(f"{sha256}:{start}".encode()).hexdigest()[:16]


def group_parts(
    lexicon: Lexicon, scene: Scene, kept: Sequence[SegmentNumber], choices: Sequence[Choice] = ()
) -> Iterator[list[SegmentNumber]]:
    """The segments that make one quotation each, in order; *choices*: who was chosen for each segment."""
    group: list[SegmentNumber] = []
    for number in kept:
        if (
            group
            and _belongs(lexicon, scene, group[-1], number)
            and not _another_speaks(scene, group, number, choices)
        ):
            group.append(number)
            continue
        if group:
            yield group
        group = [number]
    if group:
        yield group


def _belongs(lexicon: Lexicon, scene: Scene, one: int, other: int) -> bool:
    """Whether a segment continues the quotation of the one before it."""
    if other != one + 1:
        return False
    a, b = scene.segments[one], scene.segments[other]
    if a.paragraph == b.paragraph:
        return _interrupted(lexicon, scene, a, one, other)
    paragraphs = scene.reading.paragraphs
    if a.closed or b.paragraph != a.paragraph + 1 or paragraphs[a.paragraph].kind == "headline":
        return False
    return not scene.reading.text[paragraphs[b.paragraph].start : b.opening].strip()


def _another_speaks(
    scene: Scene, group: Sequence[SegmentNumber], number: SegmentNumber, choices: Sequence[Choice]
) -> bool:
    """
    Whether a segment in a paragraph of its own has a speaker of its own: an unclosed mark before it was a slip.

    The mention chosen for it reports in its sentence, and means someone else.
    """
    if not choices or scene.segments[group[-1]].paragraph == scene.segments[number].paragraph:
        return False
    other = choices[number].mention
    if other < 0 or scene.verbs[other] < 0:
        return False
    tokens = scene.tokens
    if tokens[scene.mentions[other].head].sentence != tokens[scene.token_of_segment[number]].sentence:
        return False
    person = scene.resolved[other].member
    before = [scene.resolved[choices[n].mention].member for n in group if choices[n].mention >= 0]
    return person >= 0 and any(p >= 0 for p in before) and person not in before


def _interrupted(lexicon: Lexicon, scene: Scene, a: Segment, one: int, other: int) -> bool:
    """Whether only an attribution in mid-sentence is between: “I think,” he said, “we must go.”"""
    lists = lexicon.derived[AssemblyLists]
    first, last = scene.token_of_segment[one], scene.token_of_segment[other]
    between = scene.tokens[first + 1 : last]
    if not between or scene.tokens[first].sentence != scene.tokens[last].sentence:
        return False
    text = scene.reading.text
    comma = between[-1].text in {",", "–", "—", "-", "…"}
    return comma and text[a.end - 1] in ",?!…-–—" and any(t.lower in lists.reporting for t in between)


def kind_of(lexicon: Lexicon, scene: Scene, group: Sequence[SegmentNumber]) -> str:
    """headline, full (a sentence, or a clause that can be a sentence by itself) or fragment."""
    lists = lexicon.derived[AssemblyLists]
    first, last = scene.segments[group[0]], scene.segments[group[-1]]
    if scene.reading.paragraphs[first.paragraph].kind == "headline":
        return "headline"
    text = scene.reading.text[first.start : last.end]
    said = text.split()
    starts = text.lstrip("([…. ")[:1]
    if said[0].lower().replace("’", "'") in lists.subjects and len(said) > 2:
        return "full"
    if starts.isupper() or starts.isdigit():
        stops = text[-1] in ".?!" and len(said) > 1
        return "full" if stops or (text[-1] in ",-–—…" and len(said) > 2) or len(said) > 6 else "fragment"
    return "full" if any(mark in text[:-1] for mark in (". ", "? ", "! ")) else "fragment"


def shown(scene: Scene, group: Sequence[SegmentNumber]) -> str:
    """The words of a quotation as a reader sees them; never words that were not printed in a row."""
    out = ""
    for before, number in zip((None, *group), group, strict=False):
        part = scene.segments[number]
        if before is not None:
            out += "\n" if scene.segments[before].paragraph != part.paragraph else " […] "
        out += scene.reading.shown(part.start, part.end)
    return out


def context_of(scene: Scene, group: Sequence[SegmentNumber]) -> str:
    """The paragraphs that a quotation is in, the one before too if they hold nothing else; cut if long."""
    first, last = scene.segments[group[0]], scene.segments[group[-1]]
    paragraphs = scene.reading.paragraphs
    start, end = paragraphs[first.paragraph].start, paragraphs[last.paragraph].end
    outside = scene.reading.text[start : first.opening] + scene.reading.text[last.closing : end]
    if first.paragraph and paragraphs[first.paragraph - 1].kind != "headline" and len(outside.strip()) < 3:
        start = paragraphs[first.paragraph - 1].start
    low, high = max(start, first.opening - _CONTEXT_LENGTH), min(end, last.closing + _CONTEXT_LENGTH)
    text = scene.reading.text
    head = "… " if low > start else ""
    tail = " …" if high < end else ""
    low = text.find(" ", low, first.opening) + 1 or low if low > start else low
    high = text.rfind(" ", last.closing, high) if high < end else high
    high = max(high, last.closing)
    shown = [
        scene.reading.shown(max(low, p.start), min(high, p.end))
        for p in paragraphs[max(first.paragraph - 1, 0) : last.paragraph + 1]
        if low < p.end and p.start < high
    ]
    return head + "\n".join(shown).strip() + tail


def assemble(
    lexicon: Lexicon, article: Article, scene: Scene, weights: Weights, choices: Sequence[Choice]
) -> tuple[Quote, ...]:
    """All quotes of an article, each with its best guess at a speaker and how sure that is."""
    scores = [
        quote_score(lexicon, scene, weights, number) for number in numbers(SegmentNumber, scene.segments)
    ]
    kept = [number for number, score in numbered(SegmentNumber, scores) if score >= LEAST_SCORE]
    return tuple(
        _quote(lexicon, article, scene, weights, group, choices, max(scores[n] for n in group))
        for group in group_parts(lexicon, scene, kept, choices)
    )


def quote_score(lexicon: Lexicon, scene: Scene, weights: Weights, segment: SegmentNumber) -> float:
    """How much speaks for words being someone's; below `LEAST_SCORE` they are not taken for a quotation."""
    if scene.unit_of_segment[segment] < 0:
        return -9.0
    around = profile_of_segment(lexicon, scene, segment)
    if names_something(lexicon, scene, around):
        return -9.0
    score = total(weights.quote, nature_of(lexicon, scene, around))
    signed = is_signed(scene, segment) or scene.segments[segment].paragraph in scene.turns.signed
    return max(score, _SIGNED) if signed or is_labelled(scene, around) else score


def _quote(
    lexicon: Lexicon,
    article: Article,
    scene: Scene,
    weights: Weights,
    group: Sequence[SegmentNumber],
    choices: Sequence[Choice],
    nature: float,
) -> Quote:
    parts = tuple(scene.reading.passage(scene.segments[n].start, scene.segments[n].end) for n in group)
    choice = max((choices[n] for n in group), key=lambda c: c.share)
    named = name_speaker(lexicon, scene, choice)
    cue: Passage | None = None
    rule, confidence = "none", 0.0
    if named is not None:
        cue, rule = find_cue(lexicon, scene, choice)
        confidence = confidence_of(lexicon, scene, weights, named, choice, rule, nature, choices)
    return Quote(
        id=quote_id(article.sha256, parts[0].start),
        article_id=article.id,
        text=shown(scene, group),
        kind=kind_of(lexicon, scene, group),
        parts=parts,
        speaker=named.speaker if named else None,
        cue=cue,
        rule=rule,
        confidence=confidence,
        context=context_of(scene, group),
    )
