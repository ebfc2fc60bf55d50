"""
Numeric features of a unit for the second pass: the first pass's logits of the unit and those around it, its position
in the likely story, the form of the lines around it, and the words that it shares with the headline.

Each number about a stretch of units is the difference of two sums, computed once for a page (running_sums.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quotesearch.cleaning.layout import Layout, shared_names
from quotesearch.cleaning.line_shape import ends_sentence, has_quotation
from quotesearch.cleaning.running_sums import FARTHEST, LONGEST_WEIGHED, Page, likelihood, measure
from quotesearch.cleaning.sections import ADVISERS
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon

__all__ = ["tree_features"]

UNLIKELY: Final = -3.5
HOPELESS: Final = -1.0
"""A unit below the one among units below the other is left to the first pass."""

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


_ADVICE: Final = tuple(ADVISERS.values())

Row = list[float]


def tree_features(
    lexicon: Lexicon,
    units: Sequence[Unit],
    settled: Sequence[Verdict | None],
    layout: Layout,
    first: Sequence[float],
) -> dict[int, Row]:
    """
    A row of numbers for each unit that is worth a second look.

    Args:
        lexicon: the word lists of the language.
        units: of the whole document.
        settled: what rules are sure of.
        layout: of the document.
        first: the first pass's logit of each unit; those of settled units are not looked at.
    """
    page = measure(lexicon, units, settled, layout, first)
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
            *_form(units[at], layout, page, at),
            *_place(lexicon, units, layout, page, at),
            *_topic(units[at], layout, page, at),
        ]
        if marked:
            row += _markup(units, page, boxes, at)
        rows[at] = row
    return rows


def _around(page: Page, at: int) -> Row:
    """What the first pass thinks of a unit and of those around it."""
    logits, last = page.logits, len(page.logits) - 1
    row = [
        logits[at],
        logits[at - 1] if at else -9.0,
        logits[at - 2] if at > 1 else -9.0,
        logits[at + 1] if at < last else -9.0,
        logits[at + 2] if at + 1 < last else -9.0,
    ]
    likely, size = page.likely.sums, page.size.sums
    here, behind = at + FARTHEST, at + 1 + FARTHEST
    for reach in (4, 10, 25):
        row.append((likely[here] - likely[here - reach]) / (size[here] - size[here - reach] + 1))
        row.append((likely[behind + reach] - likely[behind]) / (size[behind + reach] - size[behind] + 1))
    for reach in (4, 10, 25):
        row.append(max(logits[max(0, at - reach) : at], default=-9.0))
        row.append(max(logits[at + 1 : at + 1 + reach], default=-9.0))
    return row


def _form(unit: Unit, layout: Layout, page: Page, at: int) -> Row:
    """What the unit itself looks like."""
    text = unit.text[:LONGEST_WEIGHED]
    parts = text.split()[:60]
    return [
        page.lengths[at],
        ends_sentence(unit.text),
        has_quotation(unit.text),
        layout.kinds[at],
        sum([part[0].isupper() for part in parts]) / (len(parts) + 1),
        text.count("!") + text.count("?"),
        text.count(". "),
        layout.repeats[at],
        unit.gap,
        _author(text, page.authors),
    ]


def _author(text: str, authors: Sequence[str]) -> int:
    """Whether a text begins with an author's name (1), and says who that is (2)."""
    if not any(name in text[: 60 + len(name)] for name in authors):
        return 0
    return 2 if _ABOUT.search(text[:200]) else 1


def _place(lexicon: Lexicon, units: Sequence[Unit], layout: Layout, page: Page, at: int) -> Row:
    """The position of the unit on the page and in the likely story."""
    told, whole = page.likely.before(at), page.likely.whole + 1
    anchor = page.anchor
    dates, boxes, since = page.bounds[at]
    return [
        told / whole,
        told,
        whole,
        page.unsure,
        min(layout.before[at], 30),
        min(layout.after[at], 30),
        layout.told[at] / (layout.total + 1),
        layout.total,
        _stretch(layout, at),
        at / len(units),
        len(units),
        _HEADINGS.index(layout.headings[at]) if layout.headings[at] in _HEADINGS else len(_HEADINGS),
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
        layout.told[at] - (layout.told[anchor] if anchor >= 0 else 0),
        _ADVICE.index(layout.advice[at]) if layout.advice[at] else -1,
    ]


def _stretch(layout: Layout, at: int) -> int:
    """Outside all prose, in the main stretch of it, above it, below it."""
    cluster = layout.clusters[at]
    return 0 if cluster < 0 else 1 if cluster == layout.largest else 2 if cluster < layout.largest else 3


def _topic(unit: Unit, layout: Layout, page: Page, at: int) -> Row:
    """Whether a unit and its neighbours speak of what the headline and the first paragraphs speak of."""
    words, topical = page.topic.words, page.topic.topical
    names, named = page.topic.names, page.topic.named
    return [
        topical.over(at, at + 1) / (words.over(at, at + 1) + 3),
        topical.over(at - 3, at + 4) / (words.over(at - 3, at + 4) + 3),
        topical.over(at - 8, at + 9) / (words.over(at - 8, at + 9) + 3),
        topical.over(at, at + 9) / (words.over(at, at + 9) + 3),
        named.over(at, at + 1) / (names.over(at, at + 1) + 1),
        named.over(at - 6, at + 7) / (names.over(at - 6, at + 7) + 1),
        named.over(at, at + 7) / (names.over(at, at + 7) + 1),
        shared_names(unit.text, layout.names),
    ]


def _markup(units: Sequence[Unit], page: Page, boxes: Sequence[tuple[_Box, _Box]], at: int) -> Row:
    """What trafilatura takes of a unit and of those around it, and what the rest of its elements holds."""
    unit, last = units[at], len(units) - 1
    whole = page.likely.whole + 1
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
    """The units in elements of the same kinds."""

    units: int = 0
    size: float = 0.0
    likely: float = 0.0
    proposed: float = 0.0


def _boxes(units: Sequence[Unit], page: Page) -> list[tuple[_Box, _Box]]:
    """For each unit those like it in every element around it, and in all except the innermost."""
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
