"""Sums over a page, computed once, so that each number about a unit is a difference of two (tree_features.py)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from quotesearch.cleaning.bylines import names_in_byline
from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.layout import Layout, names_of
from quotesearch.cleaning.line_shape import count_words, ends_sentence
from quotesearch.cleaning.story_start import repeats_title
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon
from quotesearch.model import READ_LABELS

__all__ = ["FARTHEST", "LONGEST_WEIGHED", "Page", "Sums", "likelihood", "measure"]

SURE: Final = 8.0
"""The first pass's logits are cut off here."""

LONGEST_WEIGHED: Final = 1500
"""Code points of a unit that count."""

FARTHEST: Final = 26
"""Units around one that sums go over."""

FEWEST_TOLD: Final = 300
"""Code points of prose from which on the story has begun."""

HEAD_PROSE: Final = 900
"""Code points of prose below the headline that say what the story speaks of."""

LONG_LINE: Final = 60
"""Code points."""

_TITLE_WORDS: Final = range(4, 41)
_SHORTEST_WORD: Final = 5
_REPLY = re.compile(r"(?:reply|like|report|share|flag|upvote|recommend|permalink|respect)\b", re.IGNORECASE)
_STAMP = re.compile(
    r"\b(?:\d+ ?(?:h|hr|d|m|min|hours?|days?|minutes?|weeks?|months?|years?)\.? ago"
    r"|at \d{1,2}:\d\d ?[ap]\.?m)\b",
    re.IGNORECASE,
)
_FURNITURE: Final = frozenset({"widget", "promo", "nav", "footer", "ad"})


def likelihood(logit: float) -> float:
    """The probability of a logit."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


class Sums:
    """Sums over stretches of a sequence of numbers."""

    __slots__ = ("sums", "whole")

    def __init__(self, numbers: Iterable[float]) -> None:
        sums = list(accumulate(numbers, initial=0.0))
        self.whole = sums[-1]
        self.sums = [0.0] * FARTHEST + sums + [self.whole] * FARTHEST

    def over(self, start: int, end: int) -> float:
        """The sum from *start* up to *end*, either at most `FARTHEST` beyond the sequence's ends."""
        return self.sums[end + FARTHEST] - self.sums[start + FARTHEST]

    def before(self, end: int) -> float:
        """The sum up to *end*."""
        return self.sums[end + FARTHEST]


@dataclass(slots=True)
class Topic:
    """What units speak of, and how much of it the headline and the first paragraphs speak of, too."""

    words: Sums
    topical: Sums  # of the words
    names: Sums
    named: Sums  # of the names


@dataclass(slots=True)
class Page:
    """What is measured once for a page; sequences have an entry for each unit."""

    logits: list[float]
    lengths: list[int]
    size: Sums  # code points
    likely: Sums  # code points that are likely the story's
    ended: Sums  # long lines that end as sentences
    open: Sums  # long lines that do not
    titles: Sums
    furniture: Sums
    boxes: Sums  # lines settled as related
    replies: Sums
    run: list[int]  # titles in the run that a unit belongs to
    since_date: list[int]
    bounds: list[tuple[int, int, float]]  # dates and boxes since the story began, prose since the last
    gaps: list[tuple[int, int]]  # unlikely units just above, and the most of them in a row so far
    topic: Topic
    anchor: int  # the unit that is likely the headline; -1: none
    authors: tuple[str, ...]
    unsure: float


def measure(
    lexicon: Lexicon,
    units: Sequence[Unit],
    settled: Sequence[Verdict | None],
    layout: Layout,
    first: Sequence[float],
) -> Page:
    """Measure a page."""
    labels = [verdict.label if verdict else "" for verdict in settled]
    logits = [
        max(-SURE, min(SURE, logit)) if not label else SURE if label in READ_LABELS else -SURE
        for logit, label in zip(first, labels, strict=True)
    ]
    lengths = [min(len(unit.text), LONGEST_WEIGHED) for unit in units]
    shares = [likelihood(logit) for logit in logits]
    likely = Sums([share * length for share, length in zip(shares, lengths, strict=True)])
    ended = [ends_sentence(unit.text) for unit in units]
    long = [length >= LONG_LINE for length in lengths]
    titles = [
        not end and length < 500 and count_words(unit.text) in _TITLE_WORDS
        for unit, end, length in zip(units, ended, lengths, strict=True)
    ]
    anchor = repeats_title(units, lambda at: layout.kinds[at] == 3)
    doubt = sum([length * min(share, 1 - share) for length, share in zip(lengths, shares, strict=True)])
    return Page(
        logits=logits,
        lengths=lengths,
        size=Sums(lengths),
        likely=likely,
        ended=Sums(map(bool.__and__, ended, long)),
        open=Sums([is_long and not end for end, is_long in zip(ended, long, strict=True)]),
        titles=Sums(titles),
        furniture=Sums([label in _FURNITURE for label in labels]),
        boxes=Sums([label == "related" for label in labels]),
        replies=Sums([_is_reply(unit.text[:90]) for unit in units]),
        run=_runs(titles, labels, lengths),
        since_date=_since([label in {"date", "byline"} for label in labels]),
        bounds=_bounds(labels, layout, lengths, anchor),
        gaps=_gaps(logits, lengths),
        topic=_topic(units, layout, labels, logits, anchor),
        anchor=anchor,
        authors=tuple(
            name
            for unit, label in zip(units, labels, strict=True)
            if label == "byline"
            for name in names_in_byline(lexicon, unit.text)
        ),
        unsure=doubt / (likely.whole + 1),
    )


def _is_reply(beginning: str) -> bool:
    """Whether a line belongs to a comment: “Reply”, or how long ago it was made."""
    if _REPLY.match(beginning):
        return True
    lower = beginning.lower()
    return ("ago" in lower or "at " in lower) and _STAMP.search(beginning) is not None


def _topic(
    units: Sequence[Unit], layout: Layout, labels: Sequence[str], logits: Sequence[float], anchor: int
) -> Topic:
    """Compare the words of units with the head of the story, which is below the headline at *anchor*."""
    start = max(anchor, 0)
    told = layout.told[start] if units else 0
    head = [
        at
        for at in range(start, len(units))
        if not labels[at]
        and layout.kinds[at] == 3
        and logits[at] > -1
        and layout.told[at] - told <= HEAD_PROSE
    ]
    words = [frozenset() if label else _words(unit.text) for unit, label in zip(units, labels, strict=True)]
    names = [frozenset() if label else names_of(unit.text) for unit, label in zip(units, labels, strict=True)]
    titles = [units[at].text for at in sorted({0, start})] if units else []
    topic = frozenset[str]().union(*[words[at] for at in head], *map(_words, titles))
    cast = frozenset[str]().union(*[names[at] for at in head], *map(names_of, titles[-1:]))
    return Topic(
        words=Sums(map(len, words)),
        topical=Sums([len(own & topic) for own in words]),
        names=Sums(map(len, names)),
        named=Sums([len(own & cast) for own in names]),
    )


def _words(text: str) -> frozenset[str]:
    """The longer words of a text: what it speaks of."""
    return frozenset([word for word in fold(text).split() if len(word) >= _SHORTEST_WORD])


def _since(marks: Sequence[bool]) -> list[int]:
    """The distance in units to the last marked one, at most 30."""
    since, numbers = 30, []
    for mark in marks:
        since = min(since + 1, 30)
        numbers.append(since)
        if mark:
            since = 0
    return numbers


def _runs(titles: Sequence[bool], labels: Sequence[str], lengths: Sequence[int]) -> list[int]:
    """The number of titles in the run that each title belongs to, lines such as dates ignored; 0 for all else."""
    numbers = [0] * len(titles)
    run: list[int] = []
    between = 0

    def close() -> None:
        for at in run:
            numbers[at] = len(run)
        run.clear()

    for at, title in enumerate(titles):
        if title:
            run.append(at)
            between = 0
        elif run:
            between += 1
            if between > 2 or not (labels[at] in {"date", "related", "widget"} or lengths[at] < 20):
                close()
    close()
    return numbers


def _bounds(
    labels: Sequence[str], layout: Layout, lengths: Sequence[int], anchor: int
) -> list[tuple[int, int, float]]:
    """Dates and bylines, and other stories' lines, since the story began, and the prose since the last of them."""
    bounds: list[tuple[int, int, float]] = []
    dates = boxes = 0
    told = last = 0.0
    for at, label in enumerate(labels):
        bounds.append((dates, boxes, told - last))
        if at <= anchor:
            continue
        if not label and layout.kinds[at] == 3:
            told += lengths[at]
        if told > FEWEST_TOLD:
            if label in {"date", "byline"}:
                dates += 1
                last = told
            elif label in {"related", "comment"}:
                boxes += 1
    return bounds


def _gaps(logits: Sequence[float], lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Unlikely units just above each, and the most of them in a row since the story began; -1: not begun."""
    gaps: list[tuple[int, int]] = []
    good = current = most = 0
    for logit, length in zip(logits, lengths, strict=True):
        gaps.append((current, most if good > FEWEST_TOLD else -1))
        if logit > 1:
            good += length
            current = 0
        else:
            current += 1
            if good > FEWEST_TOLD:
                most = max(most, current)
    return gaps
