"""
Texts that their first line names, as their specifications prescribe: archives, calendars, patches, subtitles, lists.

A first line is not enough, since an article may begin with it. What the specification demands after it has to follow,
and after that no prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from quotesearch.acquisition.prose import is_prose

__all__ = ["begins", "is_calendar", "is_encoded", "is_patch", "is_ris", "is_subtitles", "is_warc"]

LINE: Final = r"[^\r\n]*+(?:\r?\n|\Z)"
FULL_LINE: Final = r"[^\r\n]++(?:\r?\n|\Z)"
FIELD_NAME: Final = r"[!-9;-~]++"

PROPERTY: Final = rf"(?:[\w-]+\.)?[A-Z][A-Z0-9-]*+(?:;[^\r\n:]*+)?:{LINE}(?:[ \t]{LINE})*+"
"""A line “NAME;WITH=more:value” of RFC 5545 and 6350, and the lines that continue it."""

CALENDAR: Final = re.compile(rf"BEGIN:(?:VCARD|VCALENDAR)\r?\n(?:(?:\r?\n)*+{PROPERTY})*+")

CHANGE: Final = rf"[ +@\\-]{LINE}"
PATCH: Final = re.compile(
    rf"(?:diff --git a/\S+ b/\S{LINE}(?=(?:index|---|new|old|deleted|similarity|rename|copy|Binary|GIT)\b|---)"
    rf"|--- \S{LINE}(?=\+\+\+ \S))"
    rf"(?:(?:diff|index|new|old|deleted|similarity|rename|copy|Binary|GIT) {LINE}|{CHANGE}|\r?\n)++"
)
"""The headers of a patch as diff and git write them, and the lines that begin with a space, plus, minus or “@@”."""

ENCODED: Final = re.compile(
    r"-----BEGIN (?!PGP SIGNED MESSAGE)[A-Z0-9 ]++-----[ \t]*\r?\n"
    r"(?:[A-Za-z0-9+/=]++[ \t]*(?:\r?\n|\Z))*+(?:-----END [A-Z0-9 ]++-----)?"
    r"|begin [0-7]{3,4} \S[^\r\n]*+\r?\nM[!-`]{60}(?:[!-`]++(?:\r?\n|\Z)|\r?\n)*+"
)
"""Privacy-enhanced mail and PGP (RFC 7468, 9580): lines in base64; uuencode: lines of 60 code points."""

WARC: Final = re.compile(rf"WARC/\d\.\d+\r?\n(?:(?!WARC-){FIELD_NAME}:{LINE})*+WARC-{FIELD_NAME}:")

TIME: Final = r"(?:\d{1,3}:)?\d\d:\d\d[.,]\d{3}"
CUE: Final = re.compile(rf"^{TIME}[ \t]+-->[ \t]+{TIME}\b{LINE}(?:{FULL_LINE})*+", re.MULTILINE)
"""When lines are shown, and the lines, up to an empty one."""

SUBRIP: Final = re.compile(rf"\d+\r?\n(?={TIME}[ \t]+-->)")
FEWEST_CUES: Final = 2
WEBVTT: Final = re.compile(rf"WEBVTT(?:[ \t]{LINE}|\r?\n)")

RIS: Final = re.compile(r"TY  - ?[A-Z]{2,}[ \t\r]*\n(?=[A-Z][A-Z0-9]  -)")
RIS_FIELD: Final = re.compile(rf"^[A-Z][A-Z0-9]  -(?: {LINE}|[ \t\r]*$)", re.MULTILINE)
FEWEST_RIS_FIELDS: Final = 3


def begins(pattern: str) -> Callable[[str], bool]:
    """
    A test for texts that begin so, prose or not.

    >>> begins("HTTP/")("HTTP/1.1 200 OK")
    True
    """
    compiled = re.compile(pattern)
    return lambda text: compiled.match(text) is not None


def is_warc(text: str) -> bool:
    r"""
    Whether it begins with a record of a web archive, which has fields named WARC-….

    >>> is_warc("WARC/1.0\nWARC-Type: response\n"), is_warc("WARC/1.0\nis how it begins, said Ann Lee.")
    (True, False)
    """
    return WARC.match(text) is not None


def is_calendar(text: str) -> bool:
    r"""
    Whether it is a calendar or an address book: lines of a name, a colon and a value.

    >>> (
    ...     is_calendar("BEGIN:VCALENDAR\nVERSION:2.0\n"),
    ...     is_calendar("BEGIN:VCALENDAR\nis how it begins, said Ann Lee."),
    ... )
    (True, False)
    """
    return _is_all(CALENDAR, text)


def is_patch(text: str) -> bool:
    r"""
    Whether it is a list of changes between files.

    >>> (
    ...     is_patch("--- a.txt\n+++ b.txt\n@@ -1 +1 @@\n-We go.\n+We stay.\n"),
    ...     is_patch("--- Updated\n“We stay.”"),
    ... )
    (True, False)
    """
    return _is_all(PATCH, text) and ("\n@@ -" in text or text.startswith("diff"))


def is_encoded(text: str) -> bool:
    r"""
    Whether it is a certificate, a key, an encrypted message or a uuencoded file.

    >>> is_encoded("-----BEGIN STORY-----\nThe road opens on Monday.\n")
    False
    """
    return _is_all(ENCODED, text)


def is_subtitles(text: str) -> bool:
    r"""
    Whether it is a list of subtitles (SubRip or WebVTT).

    >>> is_subtitles("WEBVTT\n\n00:01.000 --> 00:04.000\nWe stay.\n")
    True
    >>> is_subtitles("1\n00:00:01,000 --> 00:00:04,000\nis how it begins, said Ann Lee.\n")
    False
    """
    fewest = 1 if WEBVTT.match(text) else FEWEST_CUES if SUBRIP.match(text) else 0
    return fewest > 0 and _goes_on(CUE, fewest, text)


def is_ris(text: str) -> bool:
    r"""
    Whether it is a list of references as libraries and databases hand it out.

    >>> (
    ...     is_ris("TY  - NEWS\nAU  - Lee, Ann\nTI  - Road opens\nER  - \n"),
    ...     is_ris("TY  - NEWS\nis how it begins."),
    ... )
    (True, False)
    """
    return RIS.match(text) is not None and _goes_on(RIS_FIELD, FEWEST_RIS_FIELDS, text)


def _is_all(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text begins so, and no prose follows."""
    found = pattern.match(text)
    return found is not None and not is_prose(text[found.end() :])


def _goes_on(part: re.Pattern[str], fewest: int, text: str) -> bool:
    """Whether a text has so many such parts, no prose follows the last one, and no more of it is around them."""
    around: list[str] = []
    end = 0
    for found in part.finditer(text):
        around.append(text[end : found.start()])
        end = found.end()
    if len(around) < fewest or is_prose(text[end:]):
        return False
    rest = "".join(around)
    return 2 * len(rest) < len(text) or not is_prose(rest)
