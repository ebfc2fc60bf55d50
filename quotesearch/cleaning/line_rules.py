"""
Lines that are recognised by their own form, in any context.

Each form is a function from a unit's text to a verdict or None, listed in the order tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

from quotesearch.cleaning.bylines import names_in_byline
from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.line_cache import line_cached
from quotesearch.cleaning.unit import Verdict
from quotesearch.lexicons import Lexicon

__all__ = ["counts_comments", "form_of", "heading_of"]

LONGEST_FORM: Final = 700
"""Code points; a longer paragraph is judged by its words and its neighbours, never by a phrase in it."""

LONGEST_KNOWN: Final = 200
"""Code points; a paragraph that begins with “follow us” is a story."""

LONGEST_PROMPT: Final = 120
"""Code points; a longer line with a quotation in it is nothing by its form alone."""

MOST_QUOTED: Final = 0.15
"""Share of a caption's code points in quotation marks, up to which they are no quotation."""

SHORTEST_CODE: Final = 60
LONGEST_CODE_READ: Final = 1000
CODE_MARKS: Final = 0.06
"""The share of characters such as braces and slashes; prose has a tenth of it."""

_CODE_MARK = re.compile(r"[{}\[\]<>=\\;]|\":")
_QUOTATION = re.compile(r"[\"“„«]\s*\w[^\"“”»]{11,}")
_SPOKEN = re.compile(r"[\"“„«‘][^\"”»]+[\"”»’]\s+\w+\s+\w")  # “Follow us,” the guide said.
_QUOTED = re.compile(r"[\"“„«][^\"”»]*[\"”»]")
_CLOCKS = re.compile(
    r"[\d:./\s|-]*\d{1,2}:\d\d[\d:./\s|-]*(?:[ap]\.?m\.?)?(?:\s+(?:[A-Z]{2,4}))?", re.IGNORECASE
)
_STARTS_CLOCK = re.compile(r"[\d:./\s|-]")  # as do all times of the clock, but “an hour ago”
_TIME_OF_DAY = re.compile(r"\d{1,2}[:.]\d\d\s*[ap]\.?m\.?(?:\s+[A-Z]{2,4})?", re.IGNORECASE)
_AGO = re.compile(
    r"(?:about |over )?(?:\d+|an?|one)\s*"
    r"(?:s|sec|m|min|h|hr|d|w|mo|y|second|minute|hour|day|week|month|year)s?\.? ago",
    re.IGNORECASE,
)
_BYLINE_LEAD = re.compile(
    r"by(?:[\s:]|(?-i:(?=[A-Z][a-z])))|(?:written|reported|posted) by\b|authors?:", re.IGNORECASE
)
_COUNTER = re.compile(r"\d[\d., ]* (?:views|shares|comments)|\d+ of \d+\s*\|?", re.IGNORECASE)
_COMMENTS = re.compile(
    r"(?:(?:reader|view|show|load|see|read|all|the) )*(?:(?P<before>\d[\d ]*) )?"
    r"(?:reader )?comments?(?P<after> \d[\d ]*)?"
)
_READING_TIME = re.compile(r"\d+\s*-?\s*min(?:ute)?s?\.? read", re.IGNORECASE)
_PAGER = re.compile(
    r"[«‹←<]{1,2}\s*(?:previous|prev|older|back)\b|(?:next|newer|older|previous|prev)\s*[»›→>«‹←<]",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:copyright\s*)?(?:19|20)\d\d\b", re.IGNORECASE
)
_CREDIT = re.compile(
    r"(?:\(([^()]{3,80})\)|\b((?i:(?:stock |file )?(?:photo(?:graph)?|image|picture|credit|illustration)s?)"
    r"(?i:\s*(?:by|from|credit|courtesy(?: of)?))?\s*[:/©]\s*[A-Z][^:\"“”‘’]{1,60}))\W*$"
    r"|(?<=\s)©\s*([A-Z][^:\"“”‘’.,]{2,40})$"
)
_CREDIT_MARK = re.compile(r"[(:/©]")  # every credit has one; the full pattern is slow
_PHOTO_BY = re.compile(r"\b(?:photo|image|picture)s?\s*(?:/|by\b|:|©)", re.IGNORECASE)
_CREDIT_START = re.compile(
    r"image (?:source|caption)\b"
    r"|(?:photo(?:graph)?|image|picture|foto)s?\s*(?:by\b|credit|courtesy|:|©|/)|credit\s*:|©|\(?(?:ap )?photo/",
    re.IGNORECASE,
)
_SIDES = re.compile(
    r",\s*(?:center|centre|left|right|second (?:from )?(?:left|right)|far (?:left|right)),"
    r"|\((?:L|R|C|center|left|right)\)"
)
_SCENE = re.compile(
    r"\b(?:speaks|listens|looks on|attends?|participates?|meets?|poses?|waves?|walks?|stands?|shakes? hands"
    r"|gestures?|reacts?|arrives?|holds?|smiles?|delivers|takes part)\b"
)


@dataclass(frozen=True, slots=True)
class _OpenLine:
    """A line of a list with “…” in it."""

    line: str
    label: str
    needle: str  # its longest part: without it no text matches
    pattern: re.Pattern[str]


@cache
def _line_patterns(
    lexicon: Lexicon, name: str
) -> tuple[dict[str, str], dict[str, list[_OpenLine]], list[_OpenLine]]:
    """The plain lines of a list, its lines with “…” by their first word, and those that begin with “…”."""
    plain: dict[str, str] = {}
    by_word: dict[str, list[_OpenLine]] = {}
    nowhere: list[_OpenLine] = []
    for line, label in lexicon.table(name).items():
        if "…" in line:
            parts = [part.strip() for part in line.split("…")]
            pattern = re.compile(r"\b.*\b".join(map(re.escape, parts)))
            first = parts[0].partition(" ")[0]
            same = by_word.setdefault(first, []) if first else nowhere
            same.append(_OpenLine(line, label, max(parts, key=len), pattern))
        else:
            plain[line] = label
    return plain, by_word, nowhere


def _lookup(lexicon: Lexicon, name: str, text: str) -> tuple[str, str] | None:
    folded = fold(text)
    plain, by_word, nowhere = _line_patterns(lexicon, name)
    if folded in plain:
        return plain[folded], folded
    for known in chain(by_word.get(folded.partition(" ")[0], ()), nowhere):
        if known.needle in folded and known.pattern.fullmatch(folded):
            return known.label, known.line
    return None


@line_cached(1 << 14)
def heading_of(lexicon: Lexicon, text: str) -> Verdict | None:
    """
    The kind of box that a line opens, if it is the heading of one.

    >>> heading_of(Lexicon("en"), "Editors' Picks").label
    'related'
    """
    if len(text) > 60 or text.endswith((".", ",")):
        return None
    found = _lookup(lexicon, "boilerplate_headings", text) or _lookup(
        lexicon, "many/boilerplate_headings", text
    )
    if found is None and counts_comments(text):
        return Verdict("comment", "comments-heading", "heading of a box: comments and their number")
    return Verdict(found[0], "box-heading", f"heading of a box: “{found[1]}”") if found else None


def counts_comments(text: str) -> bool:
    """
    Whether a line says how many comments there are, and nothing else.

    >>> [counts_comments(line) for line in ("Comments (2)", "1,204 comments", "The minister's comments")]
    [True, True, False]
    """
    if len(text) > 60 or "comment" not in (folded := fold(text)):
        return False
    found = _COMMENTS.fullmatch(folded)
    return found is not None and bool(found["before"] or found["after"])


def known_line(lexicon: Lexicon, text: str) -> Verdict | None:
    """A line of the word list of prompts, switches and forms."""
    if len(text) > LONGEST_KNOWN or _SPOKEN.match(text):
        return None
    found = _lookup(lexicon, "boilerplate_lines", text)
    return Verdict(found[0], "known-line", f"a line known from news pages: “{found[1]}”") if found else None


def clock(lexicon: Lexicon, text: str) -> Verdict | None:
    """A time of day or a player's times, and nothing else."""
    if text[-3:].lower() == "ago" and _AGO.fullmatch(text):
        return Verdict("related", "time-ago", "how long ago something was posted, and nothing else")
    if not _STARTS_CLOCK.match(text):
        return None
    if _TIME_OF_DAY.fullmatch(text):
        return Verdict("date", "time-of-day", "a time of day, and nothing else")
    if _CLOCKS.fullmatch(text):
        return Verdict("widget", "times", "times of day or of a player, and nothing else")
    if _COUNTER.fullmatch(text) or _READING_TIME.fullmatch(text):
        return Verdict("widget", "counter", "a counter or a reading time, and nothing else")
    return None


def marks_only(lexicon: Lexicon, text: str) -> Verdict | None:
    """No letter and no digit."""
    return None if fold(text) else Verdict("widget", "no-letters", "no letter and no digit")


def pager(lexicon: Lexicon, text: str) -> Verdict | None:
    """A way to the page before or after."""
    if text[:1] in "«‹←<nNoOpP" and _PAGER.match(text):
        return Verdict("nav", "page-link", "a way to the page before or after")
    return None


def byline(lexicon: Lexicon, text: str) -> Verdict | None:
    """“By” and names, or “Author:”."""
    if text[:1] in "bBwWrRpPaA" and _BYLINE_LEAD.match(text) and names_in_byline(lexicon, text):
        return Verdict("byline", "by-and-names", "“by” and names")
    return None


def copyright_line(lexicon: Lexicon, text: str) -> Verdict | None:
    """The claim at the foot of the page."""
    if text[:1] in "cC©(" and _COPYRIGHT.match(text):
        return Verdict("footer", "copyright", "begins with a copyright and its year")
    return None


def code(text: str) -> Verdict | None:
    """What was to be read by a program: data or markup that a page shows by mistake."""
    beginning = text[:LONGEST_CODE_READ]
    if not ("{" in beginning or "<" in beginning or "\\" in beginning):
        return None
    if len(text) >= SHORTEST_CODE and len(_CODE_MARK.findall(beginning)) > CODE_MARKS * len(beginning):
        return Verdict("widget", "data", "data or markup, not prose")
    return None


def caption(lexicon: Lexicon, text: str) -> Verdict | None:
    """Words about a picture: they end in its credit, or say who is left and right."""
    if _CREDIT_START.match(text):
        return Verdict("caption", "picture-credit", "begins with the credit of a picture")
    tail = text[-160:]
    credit = _CREDIT.search(tail) if _CREDIT_MARK.search(tail) else None
    if credit and (
        credit[2] or credit[3] or _PHOTO_BY.search(credit[1]) or _names_agency(lexicon, credit[1])
    ):
        return Verdict("caption", "picture-credit", "ends in the credit of a picture")
    if (
        ("," in text or "(" in text)
        and _SIDES.search(text)
        and _SCENE.search(text)
        and not _QUOTATION.search(text)
    ):
        return Verdict("caption", "people-in-a-picture", "names the people in a picture, from left to right")
    return None


def _names_agency(lexicon: Lexicon, credit: str) -> bool:
    parts = (fold(part) for part in re.split(r"[/,|]|\bvia\b", credit))
    return any(part in lexicon.words("boilerplate_credits") for part in parts)


Form = Callable[[Lexicon, str], Verdict | None]

FORMS: Final[tuple[Form, ...]] = (
    marks_only,  # • • •
    known_line,  # Skip to content
    clock,  # 0:00 0:02:27
    pager,  # « Previous
    byline,  # by Ann Lee
    copyright_line,  # © 2024 Roe Times
    caption,  # Ann Lee speaks in Rome. (Bo Roe / Getty Images)
)


def _quotes_little(text: str) -> bool:
    """Whether hardly any of a text is in quotation marks: a title in a caption, not a person's words."""
    return MOST_QUOTED * len(text) >= sum(len(quoted) for quoted in _QUOTED.findall(text))


@line_cached(1 << 15)
def form_of(lexicon: Lexicon, text: str) -> Verdict | None:
    """
    What a line is by its own form.

    >>> form_of(Lexicon("en"), "Skip to content").label
    'nav'
    >>> form_of(Lexicon("en"), "We ran out of water, the mayor said.") is None
    True
    """
    data = code(text)
    if data is not None or len(text) > LONGEST_FORM:
        return data
    for form in FORMS:
        verdict = form(lexicon, text)
        if verdict is None:
            continue
        spoken = len(text) > LONGEST_PROMPT and _QUOTATION.search(text)
        if not spoken or (verdict.label == "caption" and _quotes_little(text)):
            return verdict
    return None
