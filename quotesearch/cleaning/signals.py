"""
What the second pass sees of a unit, in numbers: what the first pass thinks of it and of those around it, where
it stands among what is likely the story, what the lines around it look like, and whether it speaks of what the
headline speaks of.

Everything about stretches of units is the difference of two sums, made once for a page.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from quotesearch.cleaning.bylines import names_in_byline
from quotesearch.cleaning.evidence import Setting, names_of, shared_names
from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.shape import ends_sentence, has_quotation
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.model import READ_LABELS

__all__ = ["likelihood", "read_signals"]

SURE: Final = 8.0
"""The first pass's logits are cut off here."""

UNLIKELY: Final = -3.5
HOPELESS: Final = -1.0
"""A unit below the one among units below the other is left to the first pass."""

LONGEST_WEIGHED: Final = 1500
"""Code points of a unit that count."""

FEWEST_TOLD: Final = 300
"""Code points of prose from which on the story has begun."""

HEAD_PROSE: Final = 900
"""Code points of prose below the headline that say what the story speaks of."""

SHORTEST_TITLE: Final = 15
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
_ABOUT = re.compile(r"\b(?:is|was|has|covers|writes|reports|joined|lives|contributed|works)\b")
_HEADINGS: Final = ("", "related", "teaser", "comment", "promo", "footer", "nav", "ad", "widget")
_TAGS: Final = (
    "p",
    "li",
    "div",
    "h2",
    "h3",
    "td",
    "blockquote",
    "span",
    "h1",
    "h4",
    "a",
    "section",
    "article",
)
_FURNITURE: Final = frozenset({"widget", "promo", "nav", "footer", "ad"})


def likelihood(logit: float) -> float:
    """The probability that a logit stands for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


class _Sums:
    """Sums over stretches of a sequence of numbers."""

    __slots__ = ("sums",)

    def __init__(self, numbers: Iterable[float]) -> None:
        self.sums = list(accumulate(numbers, initial=0.0))

    def over(self, start: int, end: int) -> float:
        """The sum from *start* up to *end*, cut off at the sequence's ends."""
        sums = self.sums
        return sums[min(end, len(sums) - 1)] - sums[max(start, 0)]


@dataclass(slots=True)
class _Page:
    """What is measured once for a page; sequences have an entry for each unit."""

    logits: list[float]
    lengths: list[int]
    size: _Sums  # code points
    likely: _Sums  # code points that are likely the story's
    ended: _Sums  # long lines that end as sentences
    open: _Sums  # long lines that do not
    titles: _Sums
    furniture: _Sums
    boxes: _Sums  # lines settled as related
    replies: _Sums
    run: list[int]  # titles in the run that a unit stands in
    since_date: list[int]
    bounds: list[tuple[int, int, float]]  # dates and boxes since the story began, prose since the last
    gaps: list[tuple[int, int]]  # unlikely units just above, and the most of them in a row so far
    words: _Sums
    topical: _Sums  # of the words, those that the head of the story uses
    names: _Sums
    named: _Sums  # of the names, those that the head of the story uses
    anchor: int  # the unit that is likely the headline; -1: none
    authors: tuple[str, ...]
    unsure: float


Row = list[float]


def read_signals(
    units: Sequence[Unit],
    settled: Sequence[Verdict | None],
    setting: Setting,
    first: Sequence[float],
) -> dict[int, Row]:
    """
    A row of numbers for each unit that is worth a second look.

    Args:
        units: of the whole document.
        settled: what rules are sure of.
        setting: of the document.
        first: the first pass's logit of each unit; those of settled units are not looked at.
    """
    page = _measure(units, settled, setting, first)
    marked = any(unit.tag for unit in units)
    boxes = _boxes(units, page) if marked else []
    rows = {}
    for at in range(len(units)):
        logit = page.logits[at]
        if settled[at] is not None or (
            logit < UNLIKELY and max(page.logits[max(0, at - 4) : at + 5]) < HOPELESS
        ):
            continue
        row = [
            *_around(page, at),
            *_form(units[at], setting, page, at),
            *_place(units, setting, page, at),
            *_topic(units[at], setting, page, at),
        ]
        if marked:
            row += _markup(units, page, boxes, at)
        rows[at] = row
    return rows


def _around(page: _Page, at: int) -> Row:
    """What the first pass thinks of a unit and of those around it."""
    logits, last = page.logits, len(page.logits) - 1
    row = [
        logits[at],
        logits[at - 1] if at else -9.0,
        logits[at - 2] if at > 1 else -9.0,
        logits[at + 1] if at < last else -9.0,
        logits[at + 2] if at + 1 < last else -9.0,
    ]
    for reach in (4, 10, 25):
        row.append(page.likely.over(at - reach, at) / (page.size.over(at - reach, at) + 1))
        row.append(page.likely.over(at + 1, at + 1 + reach) / (page.size.over(at + 1, at + 1 + reach) + 1))
    for reach in (4, 10, 25):
        row.append(max(logits[max(0, at - reach) : at], default=-9.0))
        row.append(max(logits[at + 1 : at + 1 + reach], default=-9.0))
    return row


def _form(unit: Unit, setting: Setting, page: _Page, at: int) -> Row:
    """What the unit itself looks like."""
    text = unit.text[:LONGEST_WEIGHED]
    parts = text.split()[:60]
    return [
        page.lengths[at],
        ends_sentence(unit.text),
        has_quotation(unit.text),
        setting.kinds[at],
        sum([part[0].isupper() for part in parts]) / (len(parts) + 1),
        text.count("!") + text.count("?"),
        text.count(". "),
        setting.repeats[at],
        unit.gap,
        _author(text, page.authors),
    ]


def _author(text: str, authors: Sequence[str]) -> int:
    """Whether a text begins with an author's name (1), and says who that is (2)."""
    if not any(name in text[: 60 + len(name)] for name in authors):
        return 0
    return 2 if _ABOUT.search(text[:200]) else 1


def _place(units: Sequence[Unit], setting: Setting, page: _Page, at: int) -> Row:
    """Where the unit stands on the page and in what is likely the story."""
    told, whole = page.likely.sums[at], page.likely.sums[-1] + 1
    anchor = page.anchor
    dates, boxes, since = page.bounds[at]
    return [
        told / whole,
        told,
        whole,
        page.unsure,
        min(setting.before[at], 30),
        min(setting.after[at], 30),
        setting.told[at] / (setting.total + 1),
        setting.total,
        _stretch(setting, at),
        at / len(units),
        len(units),
        _HEADINGS.index(setting.headings[at]) if setting.headings[at] in _HEADINGS else len(_HEADINGS),
        page.furniture.over(at - 12, at),
        page.furniture.over(at + 1, at + 13),
        page.boxes.over(at - 12, at),
        page.boxes.over(at + 1, at + 13),
        page.ended.over(at - 12, at),
        page.open.over(at - 12, at),
        page.open.over(at + 1, at + 13),
        page.replies.over(at - 12, at + 13),
        page.titles.over(at - 8, at + 9),
        page.run[at],
        page.since_date[at],
        dates,
        boxes,
        since,
        *page.gaps[at],
        min(at - anchor, 200) if anchor >= 0 else -1,
        setting.told[at] - (setting.told[anchor] if anchor >= 0 else 0),
    ]


def _stretch(setting: Setting, at: int) -> int:
    """Outside all prose, in the main stretch of it, above it, below it."""
    cluster = setting.clusters[at]
    return 0 if cluster < 0 else 1 if cluster == setting.largest else 2 if cluster < setting.largest else 3


def _topic(unit: Unit, setting: Setting, page: _Page, at: int) -> Row:
    """Whether a unit and its neighbours speak of what the headline and the first paragraphs speak of."""
    words, topical, names, named = page.words, page.topical, page.names, page.named
    return [
        topical.over(at, at + 1) / (words.over(at, at + 1) + 3),
        topical.over(at - 3, at + 4) / (words.over(at - 3, at + 4) + 3),
        topical.over(at - 8, at + 9) / (words.over(at - 8, at + 9) + 3),
        topical.over(at, at + 9) / (words.over(at, at + 9) + 3),
        named.over(at, at + 1) / (names.over(at, at + 1) + 1),
        named.over(at - 6, at + 7) / (names.over(at - 6, at + 7) + 1),
        named.over(at, at + 7) / (names.over(at, at + 7) + 1),
        shared_names(unit.text, setting.names),
    ]


def _markup(units: Sequence[Unit], page: _Page, boxes: Sequence[tuple[_Box, _Box]], at: int) -> Row:
    """What trafilatura takes of a unit and of those around it, and what the rest of its elements holds."""
    unit, last = units[at], len(units) - 1
    whole = page.likely.sums[-1] + 1
    length = page.lengths[at]
    own = length * likelihood(page.logits[at])
    row = [
        unit.links,
        unit.proposed,
        units[at - 1].proposed if at else -1.0,
        units[at + 1].proposed if at < last else -1.0,
        _TAGS.index(unit.tag) if unit.tag in _TAGS else len(_TAGS),
    ]
    for box in boxes[at]:
        row.append((box.likely - own) / (box.size - length + 1))
        row.append(box.likely / whole)
        row.append(box.units)
        row.append(box.proposed / (box.size + 1))
    return row


@dataclass(slots=True)
class _Box:
    """The units that stand in elements of the same kinds."""

    units: int = 0
    size: float = 0.0
    likely: float = 0.0
    proposed: float = 0.0


def _boxes(units: Sequence[Unit], page: _Page) -> list[tuple[_Box, _Box]]:
    """For each unit those like it in every element around it, and in all but the innermost."""
    known: dict[tuple[object, ...], _Box] = {}
    boxes = []
    for at, unit in enumerate(units):
        length, share = page.lengths[at], likelihood(page.logits[at])
        pair = []
        for key in ((unit.tag, unit.hints), (unit.hints[: max(1, len(unit.hints) - 3)],)):
            box = known.get(key)
            if box is None:
                box = known[key] = _Box()
            box.units += 1
            box.size += length
            box.likely += length * share
            box.proposed += length * unit.proposed
            pair.append(box)
        boxes.append((pair[0], pair[1]))
    return boxes


def _measure(
    units: Sequence[Unit], settled: Sequence[Verdict | None], setting: Setting, first: Sequence[float]
) -> _Page:
    """Measure a page."""
    labels = [verdict.label if verdict else "" for verdict in settled]
    logits = [
        max(-SURE, min(SURE, logit)) if not label or label in READ_LABELS else -SURE
        for logit, label in zip(first, labels, strict=True)
    ]
    lengths = [min(len(unit.text), LONGEST_WEIGHED) for unit in units]
    shares = [likelihood(logit) for logit in logits]
    likely = _Sums(map(float.__mul__, shares, map(float, lengths)))
    ended = [ends_sentence(unit.text) for unit in units]
    long = [length >= LONG_LINE for length in lengths]
    titles = [
        not end and length < 500 and len(unit.text.split()) in _TITLE_WORDS
        for unit, end, length in zip(units, ended, lengths, strict=True)
    ]
    anchor = _anchor(units, setting)
    opens = [verdict is None for verdict in settled]
    told_at = setting.told[anchor] if anchor >= 0 else 0
    head = [
        at
        for at in range(max(anchor, 0), len(units))
        if opens[at]
        and setting.kinds[at] == 3
        and logits[at] > -1
        and setting.told[at] - told_at <= HEAD_PROSE
    ]
    start = max(anchor, 0)
    words = [_words(unit.text) if open_ else frozenset() for unit, open_ in zip(units, opens, strict=True)]
    names = [names_of(unit.text) if open_ else frozenset() for unit, open_ in zip(units, opens, strict=True)]
    topic = frozenset[str]().union(
        *[words[at] for at in head], *[_words(units[i].text) for i in {0, start} if units]
    )
    cast = frozenset[str]().union(
        *[names[at] for at in head], *[names_of(units[start].text)] if units else []
    )
    doubt = sum([length * min(share, 1 - share) for length, share in zip(lengths, shares, strict=True)])
    return _Page(
        logits=logits,
        lengths=lengths,
        size=_Sums(lengths),
        likely=likely,
        ended=_Sums(map(bool.__and__, ended, long)),
        open=_Sums([is_long and not end for end, is_long in zip(ended, long, strict=True)]),
        titles=_Sums(titles),
        furniture=_Sums([label in _FURNITURE for label in labels]),
        boxes=_Sums([label == "related" for label in labels]),
        replies=_Sums([bool(_REPLY.match(unit.text) or _STAMP.search(unit.text[:90])) for unit in units]),
        run=_runs(titles, labels, lengths),
        since_date=_since([label in {"date", "byline"} for label in labels]),
        bounds=_bounds(labels, setting, lengths, anchor),
        gaps=_gaps(logits, lengths),
        words=_Sums(map(len, words)),
        topical=_Sums([len(own & topic) for own in words]),
        names=_Sums(map(len, names)),
        named=_Sums([len(own & cast) for own in names]),
        anchor=anchor,
        authors=tuple(
            name
            for unit, label in zip(units, labels, strict=True)
            if label == "byline"
            for name in names_in_byline(unit.text)
        ),
        unsure=doubt / (likely.sums[-1] + 1),
    )


def _words(text: str) -> frozenset[str]:
    """The longer words of a text: what it speaks of."""
    return frozenset([word for word in fold(text).split() if len(word) >= _SHORTEST_WORD])


def _anchor(units: Sequence[Unit], setting: Setting) -> int:
    """The last line above the story that repeats the beginning of the page's title; -1 if none does."""
    found = -1
    for at in range(1, len(units)):
        if len(units[at].text) <= len(setting.title) + SHORTEST_TITLE:
            text = fold(units[at].text)
            if len(text) > SHORTEST_TITLE and text in setting.title:
                found = at
        if found >= 0 and setting.kinds[at] == 3:
            break
    return found


def _since(marks: Sequence[bool]) -> list[int]:
    """How many units ago the last marked one stood, at most 30."""
    since, numbers = 30, []
    for mark in marks:
        since = min(since + 1, 30)
        numbers.append(since)
        if mark:
            since = 0
    return numbers


def _runs(titles: Sequence[bool], labels: Sequence[str], lengths: Sequence[int]) -> list[int]:
    """How many titles stand in the run that each belongs to, dates and the like let pass; 0 for all else."""
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
    labels: Sequence[str], setting: Setting, lengths: Sequence[int], anchor: int
) -> list[tuple[int, int, float]]:
    """Dates and bylines, and other stories' lines, since the story began, and the prose since the last of them."""
    bounds: list[tuple[int, int, float]] = []
    dates = boxes = 0
    told = last = 0.0
    for at, label in enumerate(labels):
        bounds.append((dates, boxes, told - last))
        if at <= anchor:
            continue
        if not label and setting.kinds[at] == 3:
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
