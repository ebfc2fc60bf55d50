"""Dates as news prints them, with the time of day and zone that may follow."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from quotesearch.lexicons import Lexicon

__all__ = ["PrintedDate", "dates_in", "days_elsewhere", "iso_date", "may_hold_date", "says_changed"]

EARLIEST_YEAR: Final = 1700
LATEST_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A calendar day and the characters that name it, weekday, time of day and time zone included."""

    start: int
    end: int
    day: str  # ISO


_HOUR = re.compile(r"\d[T\s](\d\d):\d\d")
_OWN_ZONE = re.compile(r":\d\d(?:\.\d+)?\s*[+-](?!00:?00)\d\d:?\d\d\s*$")
_CHANGED = re.compile(
    r"\b(?:updated?|modified|edited|revised|reviewed|changed|expires?)\b(?!.*\bpublished\b)", re.IGNORECASE
)
_YEAR = re.compile(r"\d{4}")


@cache
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    def one_of(names: frozenset[str]) -> str:
        return "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))

    def initials(names: frozenset[str]) -> str:
        return "".join(sorted({re.escape(name[0]) for name in names}))

    # To look at a word's first letter saves half of the time: most are no date's.
    months, weekdays = frozenset(lexicon.table("boilerplate_months")), lexicon.words("boilerplate_weekdays")
    month = rf"(?:(?=[{initials(months)}])(?:{one_of(months)}))"
    weekday = rf"(?:(?=[{initials(weekdays)}])(?:{one_of(weekdays)})\.?,?\s+(?:the\s+)?)?"
    day = r"(?:0?[1-9]|[12]\d|3[01])"
    half = r"[ap]\.?m\.?(?![a-z])"
    clock = rf"\d{{1,2}}(?:[:.h]\d\d)(?::\d\d)?(?:\.\d+)?\s*(?:{half}|uhr\b|uur\b)?|\d{{1,2}}\s*{half}"
    zones = r"\(?(?:UTC|GMT|BST|CES?T|EES?T|[ECMP][SD]?T|IST|AES?DT|AEST|SGT|JST)\b\)?(?:[+-]\d+)?"
    zone = rf"(?:\s*(?:[+-]\d\d:?\d\d|Z\b|{zones}))?"
    time = rf"(?:(?:\s*,?\s*(?:at|um|à|-|–|—|•|\||/)?\s*|T)(?:{clock}){zone})?"
    return re.compile(
        rf"""(?=[\d{initials(months | weekdays)}]) (?:(?<![\w/.-])|(?-i:(?<=[a-z])(?=[A-Z]))) (?:
            {weekday} (?P<d1>{day})(?:st|nd|rd|th|\.|º|er)?(?:\s+of|\s+de)?[\s-]+
              (?P<m1>{month})\b\.?,?(?:\s+de|\s+del)?[\s-]+(?P<y1>\d{{4}})
          | {weekday} (?P<m2>{month})\b\.?\s+(?P<d2>{day})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})
          | {weekday} (?P<y3>\d{{4}})[-/.](?P<m3>\d\d?)[-/.](?P<d3>\d\d?)
          | {weekday} (?P<a4>\d\d?)(?P<sep>[/.-])(?P<b4>\d\d?)(?P=sep)(?P<y4>\d{{4}})
        )(?!\d) {time}""",
        re.IGNORECASE | re.VERBOSE,
    )


def may_hold_date(text: str) -> bool:
    """
    Whether there are four digits in a row, as in every year; most lines have none, and to look is cheap.

    >>> may_hold_date("31 October 2024"), may_hold_date("31 October")
    (True, False)
    """
    return _YEAR.search(text) is not None


def dates_in(lexicon: Lexicon, text: str) -> Iterator[PrintedDate]:
    """
    The days named in *text*, from left to right; a day that may be two (`03/04/2024`) is none.

    >>> [
    ...     date.day
    ...     for date in dates_in(
    ...         Lexicon("en"), "Thursday, 31 October 2024, 11:40; Oct. 30, 2024 12:12 AM; 31/10/2024"
    ...     )
    ... ]
    ['2024-10-31', '2024-10-30', '2024-10-31']
    """
    if not may_hold_date(text):  # the full pattern is slow
        return
    for match in _pattern(lexicon).finditer(text):
        day = _day(lexicon, match)
        if day is not None:
            yield PrintedDate(match.start(), match.end(), day.isoformat())


def iso_date(lexicon: Lexicon, value: str) -> str | None:
    """
    The day of a machine-readable timestamp, as it is written there: no time zone is applied.

    >>> iso_date(Lexicon("en"), "2024-10-31T23:55:00-04:00")
    '2024-10-31'
    >>> iso_date(Lexicon("en"), "yesterday") is None
    True
    """
    match = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)", value)
    if match is None:
        found = next(dates_in(lexicon, value[:80]), None)
        return found.day if found else None
    day = _calendar_day(*(int(part) for part in match.groups()))
    return day.isoformat() if day else None


def days_elsewhere(lexicon: Lexicon, written: str) -> tuple[str, ...]:
    """
    The other days that the moment of a timestamp may be in other time zones.

    None, if it gives its own zone: then it gives the time of the newsroom. Zones reach from UTC−12
    universal time to 14 ahead of it.

    >>> (
    ...     days_elsewhere(Lexicon("en"), "2024-10-31T23:55:00Z"),
    ...     days_elsewhere(Lexicon("en"), "2024-10-31T23:55:00-04:00"),
    ... )
    (('2024-11-01',), ())
    """
    day = iso_date(lexicon, written)
    if day is None or _OWN_ZONE.search(written):
        return ()
    hour = _HOUR.search(written)
    today = datetime.date.fromisoformat(day)
    before, after = (today + datetime.timedelta(days=step) for step in (-1, 1))
    possible = ((before, hour is None or int(hour[1]) < 12), (after, hour is None or int(hour[1]) >= 10))
    return tuple(other.isoformat() for other, may_be in possible if may_be)


def says_changed(text: str) -> bool:
    """
    Whether the words before a date say that it is the day of a change.

    >>> says_changed("Last updated on"), says_changed("Published on")
    (True, False)
    """
    return _CHANGED.search(text) is not None


def _day(lexicon: Lexicon, match: re.Match[str]) -> datetime.date | None:
    group = match.groupdict()
    months = lexicon.table("boilerplate_months")
    if group["y1"]:
        return _calendar_day(int(group["y1"]), int(months[group["m1"].casefold()]), int(group["d1"]))
    if group["y2"]:
        return _calendar_day(int(group["y2"]), int(months[group["m2"].casefold()]), int(group["d2"]))
    if group["y3"]:
        return _calendar_day(int(group["y3"]), int(group["m3"]), int(group["d3"]))
    year, one, two = int(group["y4"]), int(group["a4"]), int(group["b4"])
    if group["sep"] == ".":  # only ever day first
        return _calendar_day(year, two, one)
    if one != two and one <= 12 and two <= 12:
        return None
    return _calendar_day(year, min(one, two), max(one, two))


def _calendar_day(year: int, month: int, day: int) -> datetime.date | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
