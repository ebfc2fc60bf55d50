r"""
Texts that are not articles, such as data, mail and code, recognised by what only they contain.

To read them would attribute words to people who never said them (the keys of JSON, the headers of mail). To refuse
an article would lose it, and articles begin with anything: “From: the mayor's office”, a brace, a line of a program.
So a kind is only recognised by its own grammar, over the whole of what is looked at, and never by a word; what only
begins like one, and continues with prose, is an article. Cases and counter-cases are in tests/cases/kinds.txt.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from quotesearch.acquisition.code_kinds import is_base64, is_code, is_log, is_sql
from quotesearch.acquisition.marked_kinds import (
    begins,
    is_calendar,
    is_encoded,
    is_patch,
    is_ris,
    is_subtitles,
    is_warc,
)
from quotesearch.acquisition.markup_kinds import is_feed, is_xml

__all__ = ["TextKind", "text_kind"]

LOOKED_AT: Final = 1 << 18
"""Code points of a text that are looked at."""

WHOLE: Final = 1 << 20
"""Code points up to which JSON is parsed as a whole; above, its tokens are enough."""


@dataclass(frozen=True, slots=True)
class TextKind:
    """A kind of text that is not an article."""

    name: str  # after “this is”
    advice: str  # what to do instead
    recognise: Callable[[str], bool]  # given the beginning of the text, without white space before it


def text_kind(source: str) -> TextKind | None:
    """
    Which kind of text this is, if it is certainly not an article.

    Args:
        source: the decoded text of a file that is not plainly a web page.

    Returns:
        None: it may well be an article.

    >>> text_kind('{"title": "Road opens", "text": "…"}').name
    'JSON'
    >>> text_kind("{A note from the editor} From: the mayor. “We stay,” she said.") is None
    True
    """
    text = source.lstrip("\ufeff \t\r\n\f\v")
    return next((kind for kind in KINDS if kind.recognise(text)), None)


# JSON (RFC 8259), JSON Lines, and what web services put before it.

_PREFIX: Final = re.compile(r"(?:\)\]\}',?\s*|[\w$.]{1,80}\(\s*)?(?=[\[{])")
"""A guard against scripts, or the function of JSONP."""

_STRING: Final = r'"(?:[^"\\]++|\\.)*+"'
_TOKENS: Final = re.compile(rf"(?:\s++|[\[\]{{}},:]|{_STRING}|-?\d[\d.eE+-]*+|true|false|null)*+", re.DOTALL)
_MEMBER: Final = re.compile(rf"{_STRING}\s*+:", re.DOTALL)
_LONGEST_TOKEN: Final = len("false")
_FEWEST_MEMBERS: Final = 3
"""Members of objects that make JSON of a text that is cut off or not quite valid."""


def _is_json(text: str) -> bool:
    """Whether it is an object, or a list of more than a string or numbers; or, cut off, nothing but tokens."""
    before = _PREFIX.match(text)
    if before is None:
        return False
    text = text[before.end() : before.end() + WHOLE + 1]
    if len(text) <= WHOLE:
        try:
            return _is_data(json.loads(text))
        except (ValueError, RecursionError):
            pass
    text = text[:LOOKED_AT]
    end = _TOKENS.match(text).end()  # type: ignore[union-attr]  # it matches nothing, too
    is_through = (
        text[end : end + 1] == '"' or len(text) - end < _LONGEST_TOKEN
    )  # a string or a word is cut off
    members = _MEMBER.finditer(text, 0, end)
    return (
        is_through and sum(1 for _ in zip(members, range(_FEWEST_MEMBERS), strict=False)) == _FEWEST_MEMBERS
    )


def _is_data(value: object) -> bool:
    """Whether a JSON value is more than an article could be by chance: “[1]”, or words in brackets and marks."""
    if isinstance(value, list):
        strings = sum(isinstance(each, str) for each in value)
        return strings > 1 or any(isinstance(each, dict | list) for each in value)
    return isinstance(value, dict)


_WHOLE_STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*+"\s*+')


def _is_json_string(text: str) -> bool:
    """Whether it is one string with an escape. Without one, it may be a quotation alone."""
    return _WHOLE_STRING.fullmatch(text) is not None and "\\" in text


# Mail (RFC 5322), mailboxes (RFC 4155) and MHTML (RFC 2557).

_FROM_LINE: Final = re.compile(
    r"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d(?::\d\d)? [^\n]{0,20}\d{4}[^\n]{0,20}\n"
)
_FIELD: Final = re.compile(r"([!-9;-~]+):(?:[ \t]+(.*))?")
_MACHINE_FIELDS: Final = {
    "content-transfer-encoding": re.compile(
        r"(?:7bit|8bit|binary|quoted-printable|base64)\s*$", re.IGNORECASE
    ),
    "dkim-signature": re.compile(r"v="),
    "message-id": re.compile(r"<\S+>"),
    "mime-version": re.compile(r"\d"),
    "received": re.compile(r"(?:from|by)\s"),
    "return-path": re.compile(r"<"),
}
"""Fields that only programs write; people write From, To, Subject and Date into articles themselves."""
_REQUIRED: Final = frozenset({"date", "from"})
_IDENTIFIER: Final = "message-id"
"""What writers quote from a leaked message, so it only counts in one that has what each message has to have."""
_MOST_FIELDS: Final = 300


def _fields(text: str) -> dict[str, str] | None:
    """The fields at the head of a message, names in lower case; None: these are not the fields of a message."""
    fields: dict[str, str] = {}
    for line in text.split("\n", _MOST_FIELDS)[:_MOST_FIELDS]:
        line = line.rstrip("\r")
        field = _FIELD.fullmatch(line)
        if field:
            fields.setdefault(field[1].lower(), field[2] or "")
        elif not line:
            break
        elif not (fields and line[0] in " \t"):
            return None
    sent = {name for name, value in _MACHINE_FIELDS.items() if name in fields and value.match(fields[name])}
    is_message = bool(sent - {_IDENTIFIER} or (sent and fields.keys() >= _REQUIRED))
    return fields if is_message and len(fields) > 1 else None


def _is_mailbox(text: str) -> bool:
    begins = _FROM_LINE.match(text)
    return begins is not None and _FIELD.match(text, begins.end()) is not None


def _is_mhtml(text: str) -> bool:
    fields = _fields(text)
    return fields is not None and fields.get("content-type", "").lower().startswith("multipart/related")


def _is_mail(text: str) -> bool:
    return _fields(text) is not None


# Tables: CSV (RFC 4180) and its relatives.

_COLUMN: Final = re.compile(r"[^\W\d][\w .()/#%-]{0,39}(?<! )")
_LONGEST_HEADER: Final = 10_000
_FEWEST_COLUMNS: Final = 3
_FEWEST_ROWS: Final = 3


def _is_table(text: str) -> bool:
    """Whether it is a header of distinct names of columns, and below it nothing but rows of as many cells."""
    return any(_is_separated_by(delimiter, text) for delimiter in "\t,;|")


def _is_separated_by(delimiter: str, text: str) -> bool:
    header = text[:_LONGEST_HEADER].partition("\n")[0].rstrip("\r")
    names = [name[1:-1] if name[:1] == name[-1:] == '"' else name for name in header.split(delimiter)]
    if len(names) < _FEWEST_COLUMNS or len(set(names)) < len(names) or not all(map(_COLUMN.fullmatch, names)):
        return False
    rows = list(_rows(delimiter, text))
    return len(rows) >= _FEWEST_ROWS and all(len(row) == len(names) for row in rows)


def _rows(delimiter: str, text: str) -> Iterator[list[str]]:
    """The rows of a table, empty lines too; of one that is longer than is looked at, the last is left out."""
    is_cut = len(text) > LOOKED_AT
    if is_cut:
        text = text[: text.rfind("\n", 0, LOOKED_AT) + 1]
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        if not is_cut:
            yield []  # this is not a table


TEXT_APART: Final = "save its text as a .txt file"
EACH_APART: Final = "save each article in it as a file of its own"

KINDS: Final = (
    TextKind("JSON", "take the text out of it first, for example with: jq -r .text", _is_json),
    TextKind("a string of JSON", "take the text out of it first, for example with: jq -r .", _is_json_string),
    TextKind("a mailbox", EACH_APART, _is_mailbox),
    TextKind("a web page saved as MHTML", "open it in a browser and save it as HTML", _is_mhtml),
    TextKind("an e-mail message", TEXT_APART, _is_mail),
    TextKind("a news feed", "save the web pages that it points to", is_feed),
    TextKind("XML", TEXT_APART, is_xml),
    TextKind("a web archive (WARC)", EACH_APART, is_warc),
    TextKind(
        "a web page with the headers of its transfer",
        "save it without them (curl -s, not curl -i)",
        begins(r"HTTP/\d(?:\.\d)? \d{3}\b.*\n[!-9;-~]+:"),
    ),
    TextKind("a calendar or an address book", TEXT_APART, is_calendar),
    TextKind("a list of subtitles", TEXT_APART, is_subtitles),
    TextKind("a list of references (RIS)", "save the articles that it lists", is_ris),
    TextKind("a patch", TEXT_APART, is_patch),
    TextKind("encoded data", "decode it first", is_encoded),
    TextKind("encoded data (base64)", "decode it first", is_base64),
    TextKind("a table", EACH_APART, _is_table),
    TextKind("a dump of a database (SQL)", EACH_APART, is_sql),
    TextKind("a log file", TEXT_APART, is_log),
    TextKind("source code", TEXT_APART, is_code),
)
"""The kinds, and how each is recognised; the first that fits counts."""
