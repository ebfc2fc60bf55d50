"""
Which line of a plain text, without markup, is the story's title.

Above a story are sections, slogans, teasers of other stories, standfirsts and credits, many of which look like a
title. It has three signs: it is in the first line, which often is the name of the page; the words of the story
recur in it; the byline or the date is below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from quotesearch.cleaning.bylines import says_by
from quotesearch.cleaning.folding import fold, fold_words
from quotesearch.cleaning.line_shape import count_words, ends_sentence, is_prose
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon

__all__ = ["find_title"]

HEAD_LABELS: Final = frozenset({"byline", "date"})

SETTLED_TOO: Final = frozenset({"caption", "promo", "related"})
"""What rules say of a title that is printed twice or near a form."""

LONGEST_TITLE: Final = 30
"""Words."""

PAGE_TITLE: Final = 15
"""Code points of a line that may be the name of the page."""

FEWEST_LETTERS: Final = 4
"""Letters of a word that shows what a story is about."""

MOST_STORY: Final = 40
"""Paragraphs of the story whose words are compared."""

NEARBY: Final = 10
"""Units from a paragraph to the next one of one story; a lone paragraph above may be a notice."""

BELOW_START: Final = 3
"""Units after the beginning of the story, of which some may be the title, kept for a part of it."""

BYLINE_BELOW: Final = 4
"""Units below the title within which the byline or the date is."""

FARTHEST: Final = 40
"""Units above the story from which on distance counts no more."""

LONGEST_BY: Final = 160
"""Code points of a line with “by”."""

LEAST: Final = 1.0
"""This and the following: set on 209 texts of pages, of which they find the title of 198, and of 176 in 195 others."""

NAMED: Final = 2.2
SHARED: Final = 1.5
SIGNED: Final = 2.0
SIGNED_FARTHER: Final = 0.2
FAR: Final = 0.01
USUAL_LENGTH: Final = 0.5
ENDED: Final = 1.0
BELOW_TITLE: Final = 0.5
GOOD: Final = 2.0
ALIKE: Final = 0.4


@dataclass(frozen=True, slots=True)
class _Story:
    """What titles are compared with."""

    start: int
    words: frozenset[str]
    page: str  # the first line, folded


def find_title(
    lexicon: Lexicon, units: Sequence[Unit], settled: Sequence[Verdict | None], kept: Sequence[bool]
) -> int | None:
    """
    Which unit is the title of the story; None if no line is much like it.

    A sentence of the story is none, unless the first line of the text says the same.

    Args:
        lexicon: the word lists of the language.
        units: the text.
        settled: what rules are sure of.
        kept: which units are the story's.
    """
    prose = [index for index, keep in enumerate(kept) if keep and is_prose(units[index].text)]
    if not prose:
        return None
    start = next((one for one, other in pairwise(prose) if other - one <= NEARBY), prose[0])
    telling = frozenset(word for index in prose[:MOST_STORY] for word in _telling(lexicon, units[index].text))
    story = _Story(start, telling, fold(units[0].text))
    scores: dict[int, float] = {}
    for index in range(prose[-1] + 1):
        text, verdict = units[index].text, settled[index]
        named = index > 0 and _names_page(text, story)
        above = index < prose[0] and not ends_sentence(text)
        near = index < start + BELOW_START and (above or not kept[index])
        named = named and (index <= prose[0] or not (kept[index] and ends_sentence(text)))
        if (near or named) and _may_be_title(units, index, verdict):
            scores[index] = _score(lexicon, units, settled, index, story) + named * NAMED
            if scores.get(index - 1, 0.0) >= GOOD and not ends_sentence(units[index - 1].text):
                scores[index] -= BELOW_TITLE
    best = max(scores, key=lambda index: scores[index], default=None)
    return best if best is not None and scores[best] >= LEAST else None


def _may_be_title(units: Sequence[Unit], index: int, settled: Verdict | None) -> bool:
    text = units[index].text
    if not 2 <= count_words(text[:400]) <= LONGEST_TITLE or text[:1].islower():
        return False
    if settled is not None and settled.label == "caption":
        return sum(unit.text == text for unit in units[max(0, index - 1) : index + 2]) > 1
    return settled is None or settled.label in SETTLED_TOO


def _names_page(text: str, story: _Story) -> bool:
    """Whether the first line begins or ends with this one."""
    named = fold(text)
    return len(named) > max(PAGE_TITLE, len(story.page) / 2) and (
        story.page == named or story.page.startswith(f"{named} ") or story.page.endswith(f" {named}")
    )


def _score(
    lexicon: Lexicon, units: Sequence[Unit], settled: Sequence[Verdict | None], index: int, story: _Story
) -> float:
    """The score of a line as the title, without the name of the page."""
    text = units[index].text
    telling = set(_telling(lexicon, text))
    score = SHARED * len(telling & story.words) / (len(telling) + 0.5)
    own, page = set(fold_words(text)), set(story.page.split())
    alike = len(own & page) / max(1, len(own | page))
    if index and alike >= ALIKE and not _names_page(text, story):
        score += 2 * alike
    for step in range(1, BYLINE_BELOW + 1):
        if index + step < len(units) and _is_signature(units[index + step].text, settled[index + step]):
            score += SIGNED - SIGNED_FARTHER * step
            break
    size = count_words(text)
    score += USUAL_LENGTH if 5 <= size <= 20 else -USUAL_LENGTH if size < 4 else 0.0
    if text.rstrip().endswith((".", ":", ";", ",")):
        score -= ENDED
    return score - FAR * min(FARTHEST, max(0, story.start - index))


def _is_signature(text: str, settled: Verdict | None) -> bool:
    """Whether a line is a byline or a date, or “By” above the writer's name."""
    if settled is not None and settled.label in HEAD_LABELS:
        return True
    return fold(text) in {"by", "written by"} or (len(text) < LONGEST_BY and says_by(text))


def _telling(lexicon: Lexicon, text: str) -> Iterator[str]:
    """The words of a line that show what it is about."""
    common = lexicon.words("boilerplate_function_words")
    return (word for word in fold_words(text) if len(word) >= FEWEST_LETTERS and word not in common)
