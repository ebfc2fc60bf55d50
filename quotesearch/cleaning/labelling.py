"""From units to labels: rules where they are sure, the fitted model elsewhere, then a name for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.repeats import RepeatedLines
from quotesearch.cleaning.scoring import Model, Score, load_model
from quotesearch.cleaning.sections import settle
from quotesearch.cleaning.shape import ends_sentence, has_quotation, is_prose, is_title
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.model import READ_LABELS

__all__ = ["label_units"]

_BULLET = re.compile(r"[*•●▪◦‣·–—-]\s|\d{1,2}[.)]\s")

HIGHEST_THRESHOLD: Final = 0.5
QUOTATION_THRESHOLD: Final = 0.35
BESIDE_THRESHOLD: Final = 0.15

FURNITURE: Final = frozenset({"nav", "widget", "promo", "ad", "related", "footer", "comment"})
MOST_FURNITURE: Final = 2
LONGEST_TITLE: Final = 90
"""Code points; what is longer is no title of another story."""

PROSE_OF_COPY: Final = 0.8
"""Share of the characters; of 924 plain articles of PolNeAR all but a few have more, of 404 pages a few."""

LONGEST_SUBHEAD: Final = 12
"""Words."""

HEAD_LABELS: Final = frozenset({"byline", "date", "caption"})


def label_units(
    units: Sequence[Unit],
    repeated: RepeatedLines | None = None,
    model: Model | None = None,
    headline: int | None = None,
) -> list[Verdict]:
    r"""
    A label and a reason for each unit.

    >>> from quotesearch.cleaning.plain import read_plain
    >>> text = "Menu\nThe council met on Monday and voted for a bridge.\nPlans\nIt will be built next year."
    >>> [verdict.label for verdict in label_units(read_plain(text))]
    ['nav', 'body', 'subhead', 'body']
    """
    settled = settle(units, repeated)
    scores = (model or load_model("html" if any(unit.tag for unit in units) else "text")).score(
        units, settled
    )
    likely = _plain_copy(units, settled) or _kept(units, scores)
    kept = [
        keep if verdict is None else verdict.label in READ_LABELS
        for verdict, keep in zip(settled, likely, strict=True)
    ]
    first = _first(is_prose, units, kept)
    if first == len(units):
        first = _first(ends_sentence, units, kept)
    last = max((i for i, keep in enumerate(kept) if keep), default=-1)
    if headline is None and not any(unit.tag for unit in units):
        headline = _headline(units, settled, first)
    verdicts = []
    for index, unit in enumerate(units):
        known = settled[index]
        if index == headline:
            verdicts.append(Verdict("headline", "the title above the story"))
        elif known is not None:
            verdicts.append(known)
        elif kept[index]:
            verdicts.append(_name_kept(unit))
        else:
            verdicts.append(_name_cut(unit, index, first, last))
    return verdicts


def _first(shape: Callable[[str], bool], units: Sequence[Unit], kept: Sequence[bool]) -> int:
    """Where the first kept unit of that shape stands; behind all if there is none."""
    return next((i for i, keep in enumerate(kept) if keep and shape(units[i].text)), len(units))


def _plain_copy(units: Sequence[Unit], settled: Sequence[Verdict | None]) -> list[bool]:
    """
    Which units belong to the story if the text is hardly more than the story: all. Empty if it is a page.

    The model has seen whole pages; of three paragraphs without a page around them it knows little.
    """
    furniture = sum(verdict is not None and verdict.label in FURNITURE for verdict in settled)
    texts = [unit.text for unit, verdict in zip(units, settled, strict=True) if verdict is None]
    size = sum(len(text) for text in texts)
    prose = sum(len(text) for text in texts if len(text) >= LONGEST_TITLE or ends_sentence(text))
    if furniture > MOST_FURNITURE or prose < PROSE_OF_COPY * size:
        return []
    return [True] * len(units)


def _kept(units: Sequence[Unit], scores: Sequence[Score]) -> list[bool]:
    """
    Which units belong to the story: those that make the expected F1 of the kept characters the greatest.

    F1 weighs a lost quotation like a lost menu; it is worse, so one is kept from a lower probability on.
    """
    likely = sorted(
        zip((score.probability for score in scores), units, strict=True), key=lambda pair: -pair[0]
    )
    whole = sum(probability * len(unit.text) for probability, unit in likely)
    best, threshold, right, size = 0.0, 0.5, 0.0, 0
    for probability, unit in likely:
        right += probability * len(unit.text)
        size += len(unit.text)
        if 2 * right > best * (size + whole):
            best, threshold = 2 * right / (size + whole), probability
    threshold = min(threshold, HIGHEST_THRESHOLD)
    kept = [score.probability >= threshold for score in scores]
    for index, (unit, score) in enumerate(zip(units, scores, strict=True)):
        if not kept[index] and has_quotation(unit.text):
            beside = any(kept[max(0, index - 1) : index + 2])
            kept[index] = score.probability >= (BESIDE_THRESHOLD if beside else QUOTATION_THRESHOLD)
    return kept


def _name_kept(unit: Unit) -> Verdict:
    if _BULLET.match(unit.text):
        return Verdict("list", "begins with a bullet or a number, within the story")
    if not ends_sentence(unit.text) and len(unit.text.split()) <= LONGEST_SUBHEAD:
        return Verdict("subhead", "a short line without a full stop, within the story")
    return Verdict("body", "a paragraph of the story")


def _name_cut(unit: Unit, index: int, first: int, last: int) -> Verdict:
    if index < first:
        return Verdict("nav", "a short line above the story")
    if index < last:
        return Verdict("related", "unlike the story around it")
    if is_title(unit.text) or is_prose(unit.text):
        return Verdict("related", "behind the end of the story")
    return Verdict("footer", "a short line behind the end of the story")


def _headline(units: Sequence[Unit], settled: Sequence[Verdict | None], first: int) -> int | None:
    """Which unit is the headline: a title above the first paragraph."""
    titles = [
        index
        for index in range(first)
        if settled[index] is None and (is_title(units[index].text) or (index == 0 and first == 1))
    ]
    if not titles or first == len(units):
        return None
    page_title = fold(units[titles[0]].text)
    for index in titles[1:]:
        if len(fold(units[index].text)) > 15 and page_title.startswith(fold(units[index].text)):
            return index
    for index in titles:
        below = settled[index + 1] if index + 1 < len(units) else None
        if below is not None and below.label in HEAD_LABELS:
            return index
    return titles[-1]
