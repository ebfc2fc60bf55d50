"""
Lines that hold more than one thing: byline, date and reading time in one, or glued together.

Text renderings lose the edges of boxes: `by Ann Lee October 31, 2024 12:12 AM 2 min read`, or
`Ann LeeThursday, 31 October 2024, 11:40`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quotesearch.cleaning.bylines import are_people, names_in_byline
from quotesearch.cleaning.dates import PrintedDate, dates_in, may_hold_date
from quotesearch.cleaning.unit import Verdict
from quotesearch.lexicons import Lexicon

__all__ = ["LONGEST_LINE", "Piece", "is_whole", "names_in_line", "pieces"]

LONGEST_LINE: Final = 200
"""Code points; a line with byline, date and reading time is shorter."""

_GLUED_PREFIX = re.compile(r"date\s+(?=\d{4}-\d\d-\d\d(?:\s|$))")
_WIDGET = re.compile(
    r"[\s,|•·/–—-]*(?:\d+\s*(?:-\s*)?(?:min(?:ute)?s?|mins)\.?(?:\s+read)?|\d+\s+(?:comments?|shares?|views?))[\s.|•·]*",
    re.IGNORECASE,
)
_DATE_LEAD = re.compile(
    r"[\s,|•·/(–—-]*(?:(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))(?:first |last )?"  # not the end of “Gideon”
    r"(?:published|updated|posted|modified|created|date|on|publish date|issued)(?: at)?\s*+(?::\s*+)?)*"
    r"(?:\d{1,2}[:.]\d\d\s*+(?:[ap]\.?m\.?\s*+)?(?:[A-Z]{2,4}\b\s*+)?(?:[,|–—-]\s*+)?(?:on\s++)?)?$",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"[\s,|•·/–—-]*(by\s.{3,80})", re.IGNORECASE)
_JUNK = re.compile(r"[\s,|•·/()–—:.-]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line, its white space trimmed off."""

    start: int
    end: int
    settled: Verdict | None = None


def is_whole(text: str) -> bool:
    """
    Whether a line, not the first of its file, is sure to be one piece: it is long, or nothing in it may be a year.

    >>> is_whole("The mayor resigned."), is_whole("Ann Lee, 31 October 2024")
    (True, False)
    """
    return len(text) > LONGEST_LINE or not may_hold_date(text)


def pieces(lexicon: Lexicon, text: str, first: bool) -> tuple[Piece, ...]:
    """
    The parts of a line; nearly always it has one.

    Args:
        lexicon: the word lists of the language.
        text: the line, or the paragraph, without white space around it.
        first: whether it is the first of its file, where exports glue ` date 2024-10-31 ` to the text.

    >>> line = "by Ann Lee and Bo Roe October 31, 2024 12:12 AM 2 min read"
    >>> [
    ...     (line[piece.start : piece.end], piece.settled.label)
    ...     for piece in pieces(Lexicon("en"), line, first=False)
    ... ]
    [('by Ann Lee and Bo Roe', 'byline'), ('October 31, 2024 12:12 AM', 'date'), ('2 min read', 'widget')]
    """
    prefix = _GLUED_PREFIX.match(text) if first else None
    if prefix:
        end = prefix.end() + len("2024-10-31")
        rest = len(text[end:]) - len(text[end:].lstrip()) + end
        settled = Verdict("date", "glued-date", "“date” and a day, glued to the first line")
        return (Piece(0, end, settled), *((Piece(rest, len(text)),) if rest < len(text) else ()))
    if not is_whole(text):
        for date in dates_in(lexicon, text):
            parts = tuple(_around(lexicon, text, date))
            if parts:
                return parts
    return (Piece(0, len(text)),)


def names_in_line(lexicon: Lexicon, text: str) -> tuple[str, ...]:
    """
    The names of a byline, also of one that is glued to a date.

    >>> (
    ...     names_in_line(Lexicon("en"), "posted on 2023-12-19 23:30 EST by Ann Lee"),
    ...     names_in_line(Lexicon("en"), "Ann Lee, 19 December 2023"),
    ... )
    (('Ann Lee',), ('Ann Lee',))
    """
    for piece in pieces(lexicon, text, first=False):
        if piece.settled is None or piece.settled.label == "byline":
            return names_in_byline(lexicon, text[piece.start : piece.end])
    return ()


def _around(lexicon: Lexicon, text: str, date: PrintedDate) -> Iterator[Piece]:
    """The pieces of a line with a date in it, if byline, date and small print are all there is."""
    tail = text[date.end :]
    updated = next(dates_in(lexicon, tail), None)
    if updated and _DATE_LEAD.fullmatch(tail[: updated.start]):  # Posted: … | Updated: …
        tail = tail[updated.end :]
    dated = len(text) - len(tail)  # where the dates end
    widget = _WIDGET.fullmatch(tail)
    lead = _DATE_LEAD.search(text[: date.start])
    lead_start = lead.start() if lead else date.start
    head = text[:lead_start]
    names = names_in_byline(lexicon, head) if head.strip() else ()
    author = _AUTHOR.fullmatch(tail) if not names else None
    if author and _JUNK.fullmatch(head) and are_people(lexicon, names_in_byline(lexicon, author[1])):
        yield Piece(0, dated, Verdict("date", "date-before-byline", "a date before “by” and names"))
        yield Piece(
            dated + author.start(1),
            len(text),
            Verdict("byline", "by-after-date", "“by” and names, after a date"),
        )
        return
    if not (widget or _JUNK.fullmatch(tail)) or not (names or _JUNK.fullmatch(head)):
        return
    date_start = lead_start + len(text[lead_start:]) - len(text[lead_start:].lstrip())
    if names:
        yield Piece(0, len(head.rstrip()), Verdict("byline", "names-before-date", "names before a date"))
    else:
        date_start = 0
    if not widget:
        yield Piece(date_start, len(text), Verdict("date", "date-alone", "a date and nothing else"))
        return
    yield Piece(
        date_start, dated, Verdict("date", "date-before-reading-time", "a date before a reading time")
    )
    yield Piece(len(text) - len(tail.lstrip()), len(text), Verdict("widget", "reading-time", "reading time"))
