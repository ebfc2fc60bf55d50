"""From units to labels: rules where they are sure, the fitted model elsewhere, then a name for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quotesearch.cleaning.dates import dates_in
from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.hints import hint_in_words
from quotesearch.cleaning.line_shape import count_words, ends_sentence, has_quotation, is_prose, is_title
from quotesearch.cleaning.lists import judge_together
from quotesearch.cleaning.repeats import RepeatedLines
from quotesearch.cleaning.scoring import Model, Score, load_model
from quotesearch.cleaning.sections import Settled, settle
from quotesearch.cleaning.text_headline import headline_of_text
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon
from quotesearch.model import READ_LABELS

__all__ = ["Propose", "doubt", "label_units", "name_kept"]

_BULLET = re.compile(r"[*•●▪◦‣·–—-]\s|\d{1,2}[.)]\s")

HIGHEST_THRESHOLD: Final = 0.5
"""This and the next three: set on 404 news pages by models that had not seen their sites; quotations kept
.975 to .982 at a cost of .002 in those that are another story's."""

QUOTATION_THRESHOLD: Final = 0.3
BESIDE_THRESHOLD: Final = 0.25
BETWEEN_THRESHOLD: Final = 0.2

FURNITURE: Final = frozenset({"nav", "widget", "promo", "ad", "related", "footer", "comment"})
MOST_FURNITURE: Final = 2
SHORT_STORY: Final = 8
"""Units that no rule has settled; the model knows little of a text with fewer."""

SHORT_PROSE: Final = 3000
"""Code points of prose in a short story; this and the next two: set on 387 pages, where they cost nothing."""

NEARBY: Final = 6
"""Units."""

WITHIN_THRESHOLD: Final = 0.05

_DATELINE = re.compile(r"[A-Z][A-Z.’' -]{2,30}(?:, [A-Z][\w. ]{2,20})? \([A-Z][\w .]{1,15}\) ?[—–-]+ ")

LONGEST_TITLE: Final = 90
"""Code points; what is longer is no title of another story."""

MOST_LINKED: Final = 0.8
"""The share of a short line's characters in links from which on it is a menu."""

PROSE_OF_COPY: Final = 0.8
"""Share of the characters; nearly all of 924 plain articles of PolNeAR have more, a few of 404 pages do."""

PROPOSED_OF_COPY: Final = 0.9
"""Share of its prose that trafilatura takes of a page that is hardly more than its story."""

COPY: Final = "the file is almost only running text"
"""What is shown for a text that needs no model, because nothing but the story is there."""

MOST_WORDS_OF_MENU: Final = 2
"""Words of a line below such a text that is no part of it: “About us”."""

LINKS: Final = "almost only links"
"""What is shown for a line of links in such a text."""

FEWEST_WORDS: Final = 25
"""Words of a line without a full stop that is more than a title; a text of shorter ones only is no article."""

LONGEST_SUBHEAD: Final = 12
"""Words."""

MOST_DOUBT: Final = 0.2
"""The doubt of the model that knows nothing of trafilatura from which on it is asked."""

Propose = Callable[[], Sequence[Unit]]

LONGEST_DATED: Final = 25
"""Words of a line with writer, outlet and days."""


def label_units(
    lexicon: Lexicon,
    units: Sequence[Unit],
    repeated: RepeatedLines | None = None,
    model: Model | None = None,
    headline: int | None = None,
    propose: Propose | None = None,
    alone: Model | None = None,
) -> list[Verdict]:
    r"""
    A label and a reason for each unit.

    Args:
        lexicon: the word lists of the language.
        units: of the whole document.
        repeated: the lines that recur across the collection, if that was counted.
        model: what decides on units that no rule has settled; None: the weights that ship with the package.
        headline: the unit that is the headline, if the page says so.
        propose: HTML: the same units with what trafilatura takes of them, which takes time; asked only about a page
            on which a model without it is in doubt. None: the units have it already.
        alone: that model; None: the weights that ship with the package.

    >>> from quotesearch.cleaning.plain import read_plain
    >>> text = "Menu\nThe council met on Monday and voted for a bridge.\nPlans\nIt will be built next year."
    >>> [verdict.label for verdict in label_units(Lexicon("en"), read_plain(Lexicon("en"), text))]
    ['nav', 'body', 'subhead', 'body']
    """
    found = settle(lexicon, units, repeated, headline)
    kept = _plain_copy(units, found.all)
    if kept and propose is not None:
        units, propose = propose(), None
        kept = _plain_copy(units, found.all)
    scores: Mapping[int, Score] = {}
    if not kept:
        scores = judge_together(units, _scores(lexicon, units, found, model, propose, alone))
        kept = _article(lexicon, units, found, scores)
    settled = found.verdicts if scores else found.all
    first = _first_paragraph(units, kept)
    if headline is None and not any(unit.tag for unit in units):
        headline = headline_of_text(lexicon, units, settled, kept, first)
    if not scores:
        for index in _above_headline(lexicon, units, headline):
            kept[index] = False
    last = max((i for i, keep in enumerate(kept) if keep), default=-1)
    verdicts = []
    for index, unit in enumerate(units):
        known = settled[index]
        if index == headline:
            known = Verdict("headline", "title-of-the-story", "the title above the story")
        elif known is None and kept[index]:
            known = _with_evidence(name_kept(unit), scores[index].for_it if scores else COPY)
        elif known is None:
            known = found.advice[index] or _name_cut(lexicon, unit, index, first, last)
            known = _with_evidence(known, scores[index].against_it if scores else LINKS)
        verdicts.append(known)
    return verdicts


def _scores(
    lexicon: Lexicon,
    units: Sequence[Unit],
    found: Settled,
    model: Model | None,
    propose: Propose | None,
    alone: Model | None,
) -> Mapping[int, Score]:
    """How likely each unit that no rule has settled is part of the story."""
    if propose is not None:
        scores = (alone or load_model(lexicon, "html_alone")).score(units, found)
        if doubt(units, scores) < MOST_DOUBT:
            return scores
        units = propose()
    model = model or load_model(lexicon, "html" if any(unit.tag for unit in units) else "text")
    return model.score(units, found)


def _article(
    lexicon: Lexicon, units: Sequence[Unit], found: Settled, scores: Mapping[int, Score]
) -> list[bool]:
    """Which units belong to the story by their scores: all sentences if it is too short for these, none if none."""
    kept = _kept(units, found.verdicts, scores)
    if not any(keep and ends_sentence(unit.text) for unit, keep in zip(units, kept, strict=True)):
        kept = _all_prose(units, found.all, kept)
    if not _is_article(units, kept):
        return [False] * len(units)
    first = _first_paragraph(units, kept)
    return [
        keep and not (index < first and index in scores and _is_loose_line(lexicon, units[index]))
        for index, keep in enumerate(kept)
    ]


def _first_paragraph(units: Sequence[Unit], kept: Sequence[bool]) -> int:
    """The first paragraph that is kept, else the first sentence; past the last unit if there is none."""
    first = _first(is_prose, units, kept)
    return first if first < len(units) else _first(ends_sentence, units, kept)


def doubt(units: Sequence[Unit], scores: Mapping[int, Score]) -> float:
    """How many characters are likely labelled wrongly, for each that is likely the story's."""
    likely = unsure = 0.0
    for index, score in scores.items():
        size = len(units[index].text)
        likely += size * score.probability
        unsure += size * min(score.probability, 1 - score.probability)
    return unsure / (likely + 1)


def _first(shape: Callable[[str], bool], units: Sequence[Unit], kept: Sequence[bool]) -> int:
    """The index of the first kept unit of that shape; the number of units if there is none."""
    return next((i for i, keep in enumerate(kept) if keep and shape(units[i].text)), len(units))


def _plain_copy(units: Sequence[Unit], settled: Sequence[Verdict | None]) -> list[bool]:
    """
    Which units belong to the story if the text is hardly more than the story: all. Empty if it is a page.

    The model has seen whole pages; of three paragraphs without a page around them it knows little.
    """
    furniture = sum(verdict is not None and verdict.label in FURNITURE for verdict in settled)
    texts = [unit.text for unit, verdict in zip(units, settled, strict=True) if verdict is None]
    size = sum(len(text) for text in texts)
    prose = sum(len(text) for text in texts if _is_copy(text))
    if not prose:
        return []
    if (furniture > MOST_FURNITURE and len(texts) > SHORT_STORY) or prose < PROSE_OF_COPY * size:
        return []
    if not _is_proposed(units, settled):
        return []
    last = max(at for at, unit in enumerate(units) if settled[at] is None and _is_copy(unit.text))
    return [
        (unit.links < MOST_LINKED and (at < last or count_words(unit.text) > MOST_WORDS_OF_MENU))
        or _is_copy(unit.text)
        if verdict is None
        else verdict.label in READ_LABELS
        for at, (unit, verdict) in enumerate(zip(units, settled, strict=True))
    ]


def _is_proposed(units: Sequence[Unit], settled: Sequence[Verdict | None]) -> bool:
    """HTML: whether trafilatura takes nearly all of the prose, or has no proposal at all. True for plain text."""
    prose = [
        (len(unit.text), unit.proposed)
        for unit, verdict in zip(units, settled, strict=True)
        if unit.tag and verdict is None and is_prose(unit.text)
    ]
    proposed = sum(size * share for size, share in prose)
    return proposed == 0 or proposed >= PROPOSED_OF_COPY * sum(size for size, _ in prose)


def _is_copy(text: str) -> bool:
    """Whether a line is too long for a title, ended as a sentence, or an item of a list."""
    return len(text) >= LONGEST_TITLE or ends_sentence(text) or bool(_BULLET.match(text))


def _kept(
    units: Sequence[Unit], settled: Sequence[Verdict | None], scores: Mapping[int, Score]
) -> list[bool]:
    """
    Which units belong to the story: those that make the expected F1 of the kept characters the greatest.

    F1 weighs a lost quotation like a lost menu; it is worse, so one is kept from a lower probability on, and
    so is a paragraph between two that are kept.
    """
    threshold = _best_threshold(
        [(score.probability, len(units[index].text)) for index, score in scores.items()]
    )
    kept = [
        scores[index].probability >= threshold if verdict is None else verdict.label in READ_LABELS
        for index, verdict in enumerate(settled)
    ]
    for before, index, after in zip(scores, list(scores)[1:], list(scores)[2:], strict=False):
        if not kept[index] and kept[before] and kept[after] and is_prose(units[index].text):
            kept[index] = scores[index].probability >= BETWEEN_THRESHOLD
    for index in _lead(units, settled, kept):
        kept[index] = scores[index].probability >= BESIDE_THRESHOLD
    for index, score in scores.items():
        if not kept[index] and has_quotation(units[index].text):
            beside = any(kept[max(0, index - 1) : index + 2])
            kept[index] = score.probability >= (BESIDE_THRESHOLD if beside else QUOTATION_THRESHOLD)
    for index in _paragraphs_nearby(units, scores, kept):
        kept[index] = True
    return kept


def _lead(units: Sequence[Unit], settled: Sequence[Verdict | None], kept: Sequence[bool]) -> Iterator[int]:
    """The paragraphs between the byline or the date and the first unit that is kept: the story begins there."""
    first = _first(is_prose, units, kept)
    for index in range(min(first, len(units)) - 1, -1, -1):
        verdict = settled[index]
        if verdict is None and not is_prose(units[index].text):
            return
        if verdict is not None and verdict.label in {"byline", "date"}:
            head = index
            yield from (at for at in range(head + 1, first) if settled[at] is None)
            return


def _all_prose(units: Sequence[Unit], settled: Sequence[Verdict | None], kept: Sequence[bool]) -> list[bool]:
    """All sentences that no rule has settled, where the model would leave none of the story: it is too short."""
    return [
        keep or (verdict is None and unit.links < MOST_LINKED and ends_sentence(unit.text))
        for unit, verdict, keep in zip(units, settled, kept, strict=True)
    ]


def _is_article(units: Sequence[Unit], kept: Sequence[bool]) -> bool:
    """Whether the kept units are informative: a sentence, or as many words as no menu has."""
    texts = [unit.text for unit, keep in zip(units, kept, strict=True) if keep]
    return any(map(ends_sentence, texts)) or max(map(count_words, texts), default=0) >= FEWEST_WORDS


def _paragraphs_nearby(units: Sequence[Unit], scores: Mapping[int, Score], kept: Sequence[bool]) -> list[int]:
    """
    Paragraphs of a short story within or near what is kept of it, and any that begins with a dateline.

    For plain text only: without markup, the model doubts all of a story that is shorter than its surroundings.
    """
    if any(unit.tag for unit in units):
        return []
    prose = [index for index in scores if is_prose(units[index].text)]
    found = [index for index in prose if _DATELINE.match(units[index].text)]
    sure = [index for index in prose if kept[index]]
    if sure and sum(len(units[index].text) for index in prose) < SHORT_PROSE:
        nearby = range(sure[0] - NEARBY, sure[-1] + NEARBY + 1)
        found += [i for i in prose if i in nearby and scores[i].probability >= BETWEEN_THRESHOLD]
        within = range(sure[0], sure[-1])
        found += [i for i in prose if i in within and scores[i].probability >= WITHIN_THRESHOLD]
    return found


def _best_threshold(likely: list[tuple[float, int]]) -> float:
    """The probability from which on to keep units, chosen by their probabilities and lengths."""
    whole = sum(probability * length for probability, length in likely)
    best, threshold, right, size = 0.0, 0.5, 0.0, 0
    for probability, length in sorted(likely, reverse=True):
        right += probability * length
        size += length
        if 2 * right > best * (size + whole):
            best, threshold = 2 * right / (size + whole), probability
    return min(threshold, HIGHEST_THRESHOLD)


def _with_evidence(verdict: Verdict, evidence: str) -> Verdict:
    return replace(verdict, reason=f"{verdict.reason}; mainly because: {evidence}") if evidence else verdict


def name_kept(unit: Unit) -> Verdict:
    """What a unit of the story is: a paragraph, a subhead or an item of a list."""
    if _BULLET.match(unit.text):
        return Verdict("list", "bullet", "begins with a bullet or a number, within the story")
    if not ends_sentence(unit.text) and count_words(unit.text) <= LONGEST_SUBHEAD:
        return Verdict(
            "subhead", "short-line-in-the-story", "a short line without a full stop, within the story"
        )
    return Verdict("body", "paragraph-of-the-story", "a paragraph of the story")


def _is_loose_line(lexicon: Lexicon, unit: Unit) -> bool:
    """Whether a unit above the first paragraph is no part of the story: a section, a place, a slogan."""
    size = count_words(unit.text)
    short = size <= LONGEST_SUBHEAD or (size <= LONGEST_DATED and any(dates_in(lexicon, unit.text)))
    return short and not ends_sentence(unit.text) and not _BULLET.match(unit.text)


def _name_cut(lexicon: Lexicon, unit: Unit, index: int, first: int, last: int) -> Verdict:
    classes = lexicon.table("boilerplate_classes")
    said = next((hint for hint in reversed(unit.hints) if hint in classes), None)
    if said is not None:
        return Verdict(
            classes[said], "outside-by-markup", f"not the story; in markup with {hint_in_words(said)}"
        )
    if index < first and not (ends_sentence(unit.text) and has_quotation(unit.text)):
        return Verdict("nav", "short-line-above", "a short line above the story")
    if index < last:
        return Verdict("related", "unlike-the-story", "unlike the story around it")
    if is_title(unit.text) or is_prose(unit.text):
        return Verdict("related", "after-the-story", "after the end of the story")
    return Verdict("footer", "short-line-after", "a short line after the end of the story")


def _above_headline(lexicon: Lexicon, units: Sequence[Unit], headline: int | None) -> Iterator[int]:
    """The short lines above the headline, and those that have its words and more: the title of the page."""
    title = f" {fold(units[headline].text)} " if headline is not None else ""
    for index in range(headline or 0):
        if _is_loose_line(lexicon, units[index]) or title in f" {fold(units[index].text)} ":
            yield index
