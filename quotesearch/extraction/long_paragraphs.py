"""
Cut a paragraph that is too long to be read at once into pieces, outside its quotations.

A converted PDF, a transcript or an export may have all its text on one line. What is read at once is bounded, because
much of what is looked at is as long as the paragraph. A piece ends with a sentence wherever there is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quotesearch.extraction.marks import Segment, segments_of_line
from quotesearch.lexicons import Lexicon
from quotesearch.spelling import Normalised, normalise

LONGEST: Final = 100_000
"""Code points of a paragraph that is read as it is, and the most that a piece of a longer one has."""

USUAL: Final = 20_000
"""Code points that are looked at for a place to cut, before `LONGEST` are."""

MARGIN: Final = 2_500
"""Code points before the end of those looked at in which nothing is cut: a quotation may begin in them."""

_STOPPED: Final = re.compile(r"[.!?…][\"”’'»)\]]*\s+(?=[\"“„«‘'(\[]*[^\W_a-z])|[。！？؟।]\s*")
_SPACE: Final = re.compile(r"\s+")
_WORD_BEFORE: Final = re.compile(r"[^\s\"“”‘’'(\[]*\Z")
_WORD_LENGTH: Final = 30  # code points that the word before a full stop may have


class LongParagraphsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.abbreviations = lexicon.words("abbreviations")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph that is read at once; offsets count in the paragraph as printed."""

    start: int
    end: int
    spelling: Normalised
    inside: str = ""  # the mark of the quotation that it begins in, because that is longer than a piece
    torn: bool = False  # it ends in a quotation that nothing closes and that is longer than a piece


def pieces_of(lexicon: Lexicon, text: str) -> tuple[Piece, ...]:
    """
    The pieces of a paragraph, one after the other, which contain all of it; nearly always the paragraph itself.

    Args:
        lexicon: the word lists of the language.
        text: the paragraph as printed.

    >>> [(piece.start, piece.end) for piece in pieces_of(Lexicon("en"), "The road is open.")]
    [(0, 17)]
    >>> long = pieces_of(Lexicon("en"), "“The road is open,” she said. It was not. " * 5000)
    >>> {(piece.spelling.text[:4], piece.spelling.text[-9:]) for piece in long}
    {('“The', 'was not. ')}
    """
    if len(text) <= LONGEST:
        return (Piece(0, len(text), normalise(text)),)
    found: list[Piece] = []
    start, inside = 0, ""
    while start < len(text):
        piece, following = _next_piece(lexicon, text, start, inside)
        if inside and not following and not _closes(piece):
            _untie(found)
            piece = replace(piece, inside="")
        found.append(piece)
        start, inside = piece.end, following
    return tuple(found)


def _next_piece(lexicon: Lexicon, text: str, start: int, inside: str) -> tuple[Piece, str]:
    """The piece that begins at a place, and the mark of the quotation that it ends in, if it must."""
    for size in (USUAL, LONGEST):
        rest = len(text) - start
        spelling = normalise(text[start : start + size])
        line = spelling.text
        segments = segments_of_line(line, inside=inside, goes_on=True)
        if rest <= size:
            return Piece(start, len(text), spelling, inside), ""
        limit = max(len(line) - MARGIN, len(line) // 2)
        cut = _place(lexicon, line, segments, limit)
        if cut:
            return _piece(text, start, cut, spelling, inside), ""
    if not limit:  # nothing that a reader sees
        return Piece(start, start + LONGEST, spelling, inside), inside
    torn = next((segment for segment in segments if segment.opening < limit < segment.closing), None)
    if torn is None or torn.opening:
        return _piece(text, start, torn.opening if torn else limit, spelling, inside), ""
    cut = _place(lexicon, line, (), limit) or limit
    return _piece(text, start, cut, spelling, inside), inside or line[0]


def _piece(text: str, start: int, cut: int, spelling: Normalised, inside: str) -> Piece:
    """The piece of which the usual spelling was cut at a place."""
    end = start + spelling.printed(cut - 1, cut)[1]
    return Piece(start, end, normalise(text[start:end]), inside)


def _place(lexicon: Lexicon, line: str, segments: Sequence[Segment], limit: int) -> int:
    """
    The best place to cut, at most *limit*: the last sentence that ends outside the segments, else the last space; 0:
    there is none.

    A sentence that ends with a quotation comes second: its speaker may be named after it.
    """
    for low in (limit // 2, 0):
        ends = list(_sentence_ends(lexicon, line, low, limit))
        for wanted in (True, False):
            for place, is_plain in reversed(ends):
                if is_plain is wanted and not _is_inside(place, segments):
                    return place
        spaces = [found.end() for found in _SPACE.finditer(line, low, limit)]
        for place in reversed(spaces):
            if not _is_inside(place, segments):
                return place
    return 0


def _sentence_ends(lexicon: Lexicon, line: str, low: int, high: int) -> Iterator[tuple[int, bool]]:
    """Where the next sentence begins after each full stop, and whether no quotation mark is between."""
    lists = lexicon.derived[LongParagraphsLists]
    for found in _STOPPED.finditer(line, low, high):
        word = _WORD_BEFORE.search(line, max(0, found.start() - _WORD_LENGTH), found.start())
        before = word[0] if word else ""
        if found[0][0] == "." and (len(before) == 1 or before.lower() + "." in lists.abbreviations):
            continue
        yield found.end(), not found[0].rstrip()[1:]


def _is_inside(place: int, segments: Sequence[Segment]) -> bool:
    """Whether a place is inside a quotation."""
    behind = bisect_left(segments, place, key=lambda segment: segment.opening)
    return behind > 0 and place < segments[behind - 1].closing


def _closes(piece: Piece) -> bool:
    """Whether a piece closes the quotation that it begins in."""
    first = next(iter(segments_of_line(piece.spelling.text, inside=piece.inside, goes_on=True)), None)
    return first is not None and first.opening == 0 and first.closed


def _untie(found: list[Piece]) -> None:
    """Make the pieces of a quotation pieces without one, since nothing closes it: only the first begins it."""
    at = len(found) - 1
    while found[at].inside:
        found[at] = replace(found[at], inside="")
        at -= 1
    found[at] = replace(found[at], torn=True)
