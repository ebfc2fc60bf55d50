"""The units below a heading such as “Read Next”: other stories, up to where the story continues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from quotesearch.cleaning.line_rules import heading_of
from quotesearch.cleaning.line_shape import count_words, ends_sentence, is_prose, is_title
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon

__all__ = ["LEAST_LINKED", "tails"]

SHORTEST_TITLE: Final = 6
"""Words of a line in plain text that is the title of another story; a subhead has fewer."""

LEAST_LINKED: Final = 0.5
"""The share of a sentence's characters in links from which on it is a teaser; of a title's, to be another story's."""

_ENDINGS: Final = frozenset({"comment", "feed"})
"""Headings below which nothing of the story follows."""

Verdicts = Sequence[Verdict | None]
Finding = tuple[int, Verdict]


def tails(lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts) -> Iterator[Finding]:
    """
    The lines below a heading such as “Read Next”, once most of the prose is above it.

    Up to the first sentence that is no other story's: some publishers have such a box in mid-story, and what is below
    that is left to the model. Only below a heading of comments or of a feed nothing of the story follows.
    """
    prose = [
        len(u.text) if is_prose(u.text) and v is None else 0 for u, v in zip(units, verdicts, strict=True)
    ]
    total, told = sum(prose), 0
    for index, unit in enumerate(units):
        heading = heading_of(lexicon, unit.text) if told and 2 * told >= total else None
        if heading and heading.label != "teaser":
            yield (
                index,
                Verdict(
                    "related" if heading.label == "feed" else heading.label, heading.rule, heading.reason
                ),
            )
            yield from _tail(lexicon, units, verdicts, index, heading)
            return
        told += prose[index]


def _tail(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts, index: int, heading: Verdict
) -> Iterator[Finding]:
    """The lines below such a heading: all below comments and feeds, else up to where the story continues."""
    ended = heading.label in _ENDINGS
    goes_on, last = False, index
    for below in range(index + 1, len(units)):
        known = verdicts[below]
        inner = heading_of(lexicon, units[below].text)
        if inner is not None:
            ended, goes_on, last = ended or inner.label in _ENDINGS, False, below
        goes_on = goes_on or (known is None and _continues(units, verdicts, last, below))
        if goes_on and not ended:
            continue
        if known is None or known.label in {"byline", "date", "caption"}:
            yield below, _below(lexicon, units, verdicts, below, heading, units[index].text)


def _continues(units: Sequence[Unit], verdicts: Verdicts, heading: int, at: int) -> bool:
    """
    Whether a unit has sentences of the story, and is not the blurb of another one below its title.

    The story continues outside the element of the box, below a list of titles, and in several paragraphs; a blurb is a
    single one, and a title or nothing follows.
    """
    if not _may_be_story(units[at]):
        return False
    box = set(units[heading].hints) & set(units[at - 1].hints)
    if not _is_others_title(units[at - 1]) or _is_others_title(units[at - 2]) or box - set(units[at].hints):
        return True
    return at + 1 < len(units) and verdicts[at + 1] is None and _may_be_story(units[at + 1])


def _may_be_story(unit: Unit) -> bool:
    """Whether a unit is sentences without a link."""
    return is_prose(unit.text) and unit.links < LEAST_LINKED


def _is_others_title(unit: Unit) -> bool:
    """Whether a line can be another story's title: a link, or in plain text longer than a subhead."""
    linked = unit.links >= LEAST_LINKED if unit.tag else count_words(unit.text) >= SHORTEST_TITLE
    return linked and is_title(unit.text) and not ends_sentence(unit.text)


def _below(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts, index: int, above: Verdict, heading: str
) -> Verdict:
    """What a unit below a heading is: part of a form if it is in one, else what the heading says."""
    around = [verdicts[at] for at in (index - 1, index + 1) if 0 <= at < len(units)]
    if len(around) == 2 and all(verdict and verdict.label == "widget" for verdict in around):
        return Verdict("widget", "inside-a-form", "between the lines of a form")
    inner = heading_of(lexicon, units[index].text)
    label = inner.label if inner and inner.label != "teaser" else above.label
    return Verdict(
        "related" if label == "feed" else label, "below-a-heading", f"below the heading “{heading}”"
    )
