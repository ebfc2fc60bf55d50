"""
Find the stretches between quotation marks.

Reads straight and curly double marks, „German“, «guillemets», and single marks with apostrophes inside. What a
mark does follows from its shape and its neighbours: a mark with a space before and a letter after opens.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from quotesearch.extraction.mark_sides import DOUBLE, SINGLE, closes, opens
from quotesearch.extraction.numbers import ParagraphNumber

if TYPE_CHECKING:  # article_text imports this module
    from quotesearch.extraction.article_text import ArticleText

FIRST: Final = ParagraphNumber(0)
_MARK: Final = re.compile(f"``|''|[{DOUBLE}{SINGLE}]")
_NUMBER: Final = re.compile(r"\\[0-9a-fA-F]{4,6}")  # of a character, in a style sheet: content: "\201C"
_SINGLE_OPENING, _SINGLE_CLOSING = re.compile(r"['‘‚‹]"), re.compile(r"['’]")
_LONGEST_SINGLE: Final = 2000  # code points that a quotation between single marks may have
_ENDS: Final = frozenset(",.!?…;:-–—")
_LABEL: Final = re.compile(  # WALLACE: Let’s start.
    r"[^\W\d_a-z]{2,}(?: [^\W\d_a-z]{2,}){0,3} ?: *(?=\S)"  # one way to read each word, so no backtracking
)
_UPPER: Final = r"[^\W\d_a-z][^\W\d_a-z.’'-]*"
_BITE: Final = re.compile(  # ANN LEE, FIRE CHIEF (through translator): We ran.
    rf"(?:{_UPPER} ){{1,3}}{_UPPER}, (?:{_UPPER}[ ,/&]{{1,2}})*{_UPPER}(?: \((?!voice)[a-z ,-]+\))?: +(?=\S)"
)
_STAGED: Final = re.compile(
    r"\((?:voice-?over|ph|on camera|off camera|through (?:an? )?(?:translator|interpreter))\)"
)
_HOSTS: Final = re.compile(
    r"\b(?:ANCHOR|CO-ANCHOR|HOST|CO-HOST|CORRESPONDENT|REPORTER|MODERATOR|PRESENTER)\b"
)
_ELISION: Final = re.compile(
    r"['‘’](?:em|tis|twas|til|cause|bout|round|n|cos|nuff|\d0s|\d\d)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words between two marks, marks excluded; offsets count in the article text."""

    start: int
    end: int
    paragraph: ParagraphNumber
    opening: int  # where the opening mark begins
    closing: int  # where the closing mark ends; the end of the words if the quotation is never closed
    closed: bool
    single: bool  # between single marks

    @property
    def outer(self) -> tuple[int, int]:
        """The stretch with its marks."""
        return self.opening, self.closing


@dataclass(slots=True)
class _Open:
    """A mark that has opened and waits for its counterpart."""

    at: int
    after: int
    char: str
    single: bool = False


def _role(text: str, at: int, after: int, open_mark: _Open | None) -> str:
    """What a double mark does here: `open`, `close` or nothing."""
    char = text[at]
    if char in "„‟":
        return "open" if open_mark is None else ""
    if char in "«»":
        if open_mark is None:
            return "open" if opens(text, at, after) or char == "«" else ""
        return "close" if open_mark.char in "«»" and char != open_mark.char else ""
    if open_mark is not None and open_mark.char in "«»":
        return ""
    if open_mark is None:
        if char == "“" or text.startswith("``", at) or opens(text, at, after):
            return "open"
        return ""
    if char == "“" and open_mark.char != "„" and not closes(text, at, after):
        return "open"
    if char == '"' and opens(text, at, after) and not closes(text, at, after):
        return "open"
    return "close"


def _opens_spaced(text: str, at: int, after: int, next_at: int, next_after: int) -> bool:
    """Whether a straight mark among spaces opens, for the next one closes: " The tent will hold, " she said."""
    before, follows = text[max(0, at - 2) : at].strip(), text[after : after + 2].strip()
    if text[at] != '"' or (at and not text[at - 1].isspace()) or next_at <= after + 2:
        return False
    if not (follows[:1].isupper() or before in set(".!?:,;") or not before):
        return False
    return text[next_at] == '"' and (not opens(text, next_at, next_after) or next_after == len(text))


def _closes_before_word(text: str, at: int, rest: int) -> bool:
    """
    Whether a straight mark that seems to open closes, with the space after it left out: "We ran,"she said.

    *rest*: how many marks come after it. Of those after one that closes, half open and half close.
    """
    if text[at] != '"' or text[at - 1] not in ",.!?…":
        return False
    return text[at + 1 : at + 2].islower() or rest % 2 == 0


def _double_segments(
    text: str, paragraph: ParagraphNumber, continues: bool, inside: str = ""
) -> list[Segment]:
    """
    The segments between double marks of a paragraph, the last of which may never be closed.

    *continues*: the next paragraph begins with a mark, so an unclosed quotation may continue in it; *inside*: the mark
    of the quotation that the text begins in.
    """
    segments: list[Segment] = []
    open_mark = _Open(0, 0, inside) if inside else None
    marks = [m.span() for m in _MARK.finditer(text) if len(m[0]) > 1 or m[0] in DOUBLE]
    for number, (at, after) in enumerate(marks):
        role = _role(text, at, after, open_mark)
        if (
            role == "open"
            and open_mark is not None
            and _closes_before_word(text, at, len(marks) - number - 1)
        ):
            role = "close"
        if not role and open_mark is None and number + 1 < len(marks):
            role = "open" if _opens_spaced(text, at, after, *marks[number + 1]) else ""
        if role == "open":
            # A second mark that opens: where the first should have closed is not known, so it is dropped.
            open_mark = _Open(at, after, text[at])
        elif role == "close" and open_mark is not None:
            segments.append(_segment(text, paragraph, open_mark, at, after, closed=True))
            open_mark = None
    if open_mark is not None and _may_stay_open(text, open_mark, continues):
        end = len(text.rstrip())
        segments.append(_segment(text, paragraph, open_mark, end, end, closed=False))
    return [s for s in segments if s.end > s.start and not _NUMBER.fullmatch(text, s.start, s.end)]


def _may_stay_open(text: str, mark: _Open, continues: bool) -> bool:
    """Whether an unclosed mark begins a quotation, and is not a stray one."""
    before = text[: mark.at].rstrip()
    return continues or mark.char != '"' or not before or before[-1] in ":,"


def _segment(
    text: str, paragraph: ParagraphNumber, mark: _Open, at: int, after: int, *, closed: bool
) -> Segment:
    start, end = mark.after, at
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Segment(start, end, paragraph, mark.at, after, closed, mark.single)


class _Closings:
    """Where the single marks of a paragraph may close a quotation, looked up in logarithmic time."""

    def __init__(self, text: str) -> None:
        """Gather the marks that close, those that may as well be a possessive, and those that open."""
        self.sure: list[int] = []
        self.possessive: list[int] = []
        self.openings: list[int] = []
        for match in _SINGLE_CLOSING.finditer(text):
            at = match.start()
            if not closes(text, at, at + 1):
                if opens(text, at, at + 1) and not _ELISION.match(text, at):
                    self.openings.append(at)
            elif text[at + 1 : at + 2] != " " or text[at - 1] not in "sS":
                self.sure.append(at)
            else:
                self.possessive.append(at)

    def after(self, start: int, limit: int) -> int | None:
        """
        Where the quotation between single marks that opened before *start* closes.

        Apostrophes inside words are passed over; after an s, where a mark may be a possessive, a later mark
        before the next opening one wins.
        """
        sure = _first(self.sure, start, limit)
        possessive = _first(self.possessive, start, limit)
        if possessive is None or (sure is not None and sure < possessive):
            return sure
        opening = _first(self.openings, possessive, limit)
        return possessive if sure is None or (opening is not None and opening < sure) else sure


def _first(places: Sequence[int], start: int, limit: int) -> int | None:
    """The first of ascending places that is at least *start* and below *limit*."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) and places[at] < limit else None


def _inside_reach(text: str, at: int, nearest: Segment | None, closings: _Closings) -> tuple[int, int]:
    """
    Where to look for the mark that closes the one at *at*: from, to.

    Over a quotation between double marks only if what opened ends like speech after it.
    """
    furthest = min(len(text), at + _LONGEST_SINGLE)
    if nearest is None or nearest.opening > furthest:
        return at + 1, furthest
    close = closings.after(nearest.closing, furthest)
    inside = closings.after(at + 1, nearest.opening)
    if inside is None and close is not None and text[close - 1] in _ENDS and text[at] == "‘":
        return nearest.closing, furthest
    return at + 1, nearest.opening


def _closing_of(text: str, at: int, nearest: Segment | None, closings: _Closings) -> int:
    """Where the single mark at *at* is closed; -1 if it is not."""
    start, limit = _inside_reach(text, at, nearest, closings)
    if text[at] == "‹":
        return text.find("›", start, limit)
    if text[at] == "‚":
        return min(
            (i for i in (text.find("‘", start, limit), text.find("’", start, limit)) if i > 0), default=-1
        )
    found = closings.after(start, limit)
    return -1 if found is None else found


def _goes_on(text: str, at: int, close: int, following: str) -> bool:
    """
    Whether the quotation that a single mark opens at *at* continues in the next paragraph.

    It does if that begins with the same mark, and all that might close it here (*close*, or -1) is an apostrophe
    after an s. Both must open a sentence, for a single mark that is alone is an apostrophe far more often.
    """
    if close > at and (text[close - 1] not in "sS" or text[close + 1 : close + 2] != " "):
        return False
    both = (text[at : at + 2], following.lstrip()[:2])
    return all(len(m) == 2 and m[0] == text[at] and m[1].isupper() for m in both)


def _single_segments(
    text: str, paragraph: ParagraphNumber, taken: list[Segment], following: str
) -> list[Segment]:
    """
    The segments between single marks that are outside those between double marks.

    *following*: the next paragraph, in which the last of them may continue; "" if there is none.
    """
    segments: list[Segment] = []
    openings = [s.opening for s in taken]
    free_from = 0
    closings: _Closings | None = None
    for match in _SINGLE_OPENING.finditer(text):
        at = match.start()
        behind = bisect_right(openings, at)
        if at < free_from or (behind and at < taken[behind - 1].closing):
            continue
        if not opens(text, at, at + 1) or (_ELISION.match(text, at) and text[at] != "‚"):
            continue
        closings = closings or _Closings(text)
        close = _closing_of(text, at, taken[behind] if behind < len(taken) else None, closings)
        mark = _Open(at, at + 1, text[at], single=True)
        if _goes_on(text, at, close, following):
            end = len(text.rstrip())
            segments.append(_segment(text, paragraph, mark, end, end, closed=False))
            break
        if close <= at + 1:
            continue
        segments.append(_segment(text, paragraph, mark, close, close + 1, closed=True))
        free_from = close + 1
    return [s for s in segments if s.end > s.start]


def _merge(double: list[Segment], single: list[Segment]) -> list[Segment]:
    """Both kinds in order, without those between double marks that are inside one between single marks."""
    openings = [s.opening for s in single]
    kept = []
    for segment in double:
        behind = bisect_right(openings, segment.opening)
        if not behind or single[behind - 1].closing < segment.closing:
            kept.append(segment)
    return sorted([*kept, *single], key=lambda s: s.start)


def _begins_with_mark(text: str) -> bool:
    """Whether a paragraph opens with a double quotation mark."""
    stripped = text.lstrip()
    return bool(stripped) and (stripped[0] in '"“„«＂' or stripped.startswith("``"))


def find_segments(reading: ArticleText) -> tuple[Segment, ...]:
    """
    All stretches between quotation marks, in the order of the text; a quotation inside another is part of it.

    A quote that runs over several paragraphs opens each of them with a mark and closes only the last, so an
    unclosed mark is no error: the segment ends with its paragraph.
    """
    paragraphs = reading.paragraphs
    lines = [reading.text[p.start : p.end] for p in paragraphs]
    staged = _STAGED.search(reading.text) is not None
    segments: list[Segment] = []
    for number, line in enumerate(lines):
        is_last = number + 1 == len(lines)
        goes_on = not is_last and bool(paragraphs[number + 1].inside)
        following = "" if is_last or paragraphs[number].kind == "headline" else lines[number + 1]
        found = segments_of_line(
            line, ParagraphNumber(number), following, paragraphs[number].inside, goes_on=goes_on
        )
        if staged and not found:
            found = _bites(line, ParagraphNumber(number))
        start = paragraphs[number].start
        segments.extend(
            Segment(
                s.start + start,
                s.end + start,
                ParagraphNumber(number),
                s.opening + start,
                s.closing + start,
                s.closed,
                s.single,
            )
            for s in (_behind_label(line, s) for s in found)
        )
    return tuple(segments)


def segments_of_line(
    text: str,
    paragraph: ParagraphNumber = FIRST,
    following: str = "",
    inside: str = "",
    *,
    goes_on: bool = False,
) -> list[Segment]:
    """
    The stretches between quotation marks of one paragraph; their offsets count in it.

    Args:
        text: the paragraph, marks in their usual spelling.
        paragraph: its number.
        following: the next paragraph; "" if there is none.
        inside: the mark of the quotation that a long paragraph was cut in, if this is a later piece of it.
        goes_on: whether it was cut in a quotation that goes on in the next piece.
    """
    double = _double_segments(text, paragraph, goes_on or _begins_with_mark(following), inside)
    return _merge(double, _single_segments(text, paragraph, double, following))


def _bites(text: str, paragraph: ParagraphNumber) -> list[Segment]:
    """Turns of a broadcast script, without marks, after a label with a role."""
    label = _BITE.match(text)
    if label is None or _HOSTS.search(text, 0, label.end()):
        return []
    end = len(text.rstrip())
    return [Segment(label.end(), end, paragraph, label.end(), end, closed=True, single=False)]


def _behind_label(text: str, segment: Segment) -> Segment:
    """
    A segment without the label in capitals that a transcript has inside the marks: “WALLACE: Let’s start.”.

    The label is not part of what is said: it names the speaker.
    """
    label = _LABEL.match(text, segment.start, segment.end)
    return replace(segment, start=label.end(), opening=label.end()) if label else segment
