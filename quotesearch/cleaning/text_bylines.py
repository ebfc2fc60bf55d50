"""
The writers in the head of a plain text, where no element says which line is the byline.

Renderings put “By” and each name in lines of their own, glue names to offices and handles, and leave out “by”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quotesearch.cleaning.bylines import (
    are_people,
    before_office,
    is_desk,
    is_first_name,
    is_office,
    names_in_byline,
    says_by,
    without_addresses,
)
from quotesearch.cleaning.dates import dates_in
from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.glued_lines import names_in_line
from quotesearch.cleaning.line_shape import ends_sentence
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon
from quotesearch.model import Found, Span

__all__ = ["bylines_in_lines", "names_at_headline"]

Labelled = Sequence[tuple[Unit, Verdict]]
Names = tuple[str, ...]

LONGEST_LINE: Final = 120
"""Code points of a line that names a writer."""

MOST_BEFORE: Final = 8
"""Lines from the headline to a name without “by”."""

LONGEST_NOTE: Final = 40
"""Code points of a line that is said of the writer named above: “Follow”, an office, a handle."""

_PARTS = re.compile(r"\s+[·•|/–—-]\s+|\s*[/•·|]\s*$")
_CREDIT = re.compile(r"\w/[A-Z]")  # “Ann Lee/Roe Pictures” took the picture
_READING_TIME = re.compile(r"\W*\d+\s*min(?:ute)?s?\b", re.IGNORECASE)


def bylines_in_lines(lexicon: Lexicon, lines: Labelled) -> Iterator[Found[Names]]:
    """The writers named in lines, in their order: lines labelled as bylines, with “by”, or below it."""
    for index, (unit, verdict) in enumerate(lines):
        if verdict.label == "byline":
            names = names_in_byline(lexicon, unit.text)
            if names:
                yield Found(names, verdict.reason, Span(unit.start, unit.end))
        elif len(unit.text) <= LONGEST_LINE:
            if says_by(unit.text) and are_people(
                lexicon, names := names_in_byline(lexicon, _PARTS.split(_before_date(lexicon, unit.text))[0])
            ):
                yield Found(names, "“by” and names", Span(unit.start, unit.end))
            elif (
                index
                and _is_lone_by(lexicon, lines[index - 1][0].text)
                and (names := _names(lexicon, unit.text))
            ):
                yield Found(names, "names below “by”", Span(unit.start, unit.end))


def names_at_headline(lexicon: Lexicon, lines: Labelled, story: frozenset[str]) -> Iterator[Found[Names]]:
    """
    Names without any “by” in the first lines at a headline, if there is a sign that they are the writers'.

    Args:
        lexicon: the word lists of the language.
        lines: those around the headline.
        story: the words of the headline and the story, folded; a person in the story did not write it.
    """
    for index, (unit, _) in enumerate(lines[:MOST_BEFORE]):
        if len(unit.text) > LONGEST_LINE or ends_sentence(unit.text):
            continue
        names = _names(lexicon, unit.text)
        of_story = any(fold(name).rpartition(" ")[2] in story for name in names)
        if names and not of_story and _is_signed(lexicon, unit.text, names, lines[index + 1 : index + 3]):
            yield Found(names, "a name at the headline", Span(unit.start, unit.end))


def _is_lone_by(lexicon: Lexicon, text: str) -> bool:
    """Whether a line says that the next one names the writer."""
    return len(text) <= LONGEST_NOTE and fold(text) in lexicon.words("boilerplate_lone_by")


def _names(lexicon: Lexicon, text: str) -> Names:
    """The names that a line begins with, if it is about people: “Ann Lee Political Editor”, “Ann Lee @annlee”."""
    if _CREDIT.search(text):
        return ()
    for part in _PARTS.split(text):
        part = without_addresses(_before_date(lexicon, part) or part).strip()
        name = before_office(lexicon, part)
        names = (name,) if name else names_in_line(lexicon, part)
        if are_people(lexicon, names) and not any(is_desk(lexicon, name) for name in names):
            return names
        if next(dates_in(lexicon, part), None) is None:
            return ()
    return ()


def _before_date(lexicon: Lexicon, text: str) -> str:
    """What is before the first date in a line: “By Ann Lee Oct 31, 2024 10:20 PM Tags”."""
    date = next(dates_in(lexicon, text), None)
    return text[: date.start] if date else text


def _is_signed(lexicon: Lexicon, line: str, names: Names, below: Labelled) -> bool:
    """Whether a line with names has a sign of a byline: a handle, an office, or a date below."""
    known = all(_is_persons(lexicon, name) for name in names)
    if known and ("@" in line or fold(line) != fold(" ".join(names))):
        return True
    for unit, verdict in below:
        if verdict.label == "date" or unit.text.startswith("@"):
            return known or all(_may_be_persons(lexicon, name) for name in names)
        if known and (
            fold(unit.text) == fold(line)
            or next(dates_in(lexicon, unit.text[:LONGEST_LINE]), None) is not None
            or (len(unit.text) <= LONGEST_NOTE and _is_note(lexicon, unit.text))
        ):
            return True
    return False


def _is_persons(lexicon: Lexicon, name: str) -> bool:
    """Whether a name begins and ends as those of people do; “Florence Roe Hit”, cut off a title, does not."""
    parts = [part for part in name.split() if part.strip(".").casefold() not in lexicon.words("suffixes")]
    short = len(parts) == 2 or (len(parts) == 3 and len(parts[1].strip(".")) == 1)
    return is_first_name(lexicon, parts[0]) and (short or parts[-1].casefold() in lexicon.words("surnames"))


def _may_be_persons(lexicon: Lexicon, name: str) -> bool:
    """Whether a name of two words has none that is common in English."""
    parts = name.casefold().split()
    return len(parts) == 2 and lexicon.words("common_words").isdisjoint(parts)


def _is_note(lexicon: Lexicon, text: str) -> bool:
    """Whether a line says something of the writer named above."""
    return (
        fold(text) in {"follow", "and others", "follow author"}
        or bool(_READING_TIME.match(text))
        or is_office(lexicon, text)
    )
