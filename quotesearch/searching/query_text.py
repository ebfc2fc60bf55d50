"""A query as typed → its pieces: words, phrases, fields, operators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["FIELDS", "Piece", "pieces"]

FIELDS: Final = ("speaker", "outlet", "after", "before", "kind")

_MARKS: Final = {'"': '"', "“": "”“\"", "”": "”\"", "„": "“”\"", "«": "»", "»": "«", "‟": "”\""}  # fmt: skip
_OPENING: Final = "".join(_MARKS)
_FIELD: Final = re.compile(rf"(?i)({'|'.join(FIELDS)}):")
_NEXT_FIELD: Final = re.compile(rf"(?i)\s(?=-?(?:{'|'.join(FIELDS)}):)")
_MINUS: Final = re.compile(rf"[-−–](?=[\w{_OPENING}])")
_CHUNK: Final = re.compile(rf"[^\s{_OPENING}]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a query as typed."""

    kind: str  # word, phrase, field, or, and, not
    text: str  # of a field: its value
    field: str = ""
    negative: bool = False
    closed: bool = True  # a phrase or value whose quotation mark is closed
    glued: bool = False  # directly after the piece before it, without a space


def pieces(argument: str) -> Iterator[Piece]:
    """
    The pieces of one shell argument.

    One that begins with a field gives all that follows as its value, up to the next field, unless the value
    is in quotation marks.

    >>> [(p.kind, p.text, p.negative) for p in pieces("will “not prevail” OR -war speaker:Austin")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('word', 'will', False), ('phrase', 'not prevail', False), ('or', 'OR', False), ('word', 'war', True),
     ('field', 'Austin', False)]
    >>> [(p.field, p.text) for p in pieces("speaker:Kim Jong Un after:2024")]
    [('speaker', 'Kim Jong Un'), ('after', '2024')]
    """
    at = len(argument) - len(argument.lstrip())
    greedy = _FIELD.match(argument, at) is not None
    end = -1  # of the piece before
    while at < len(argument):
        if argument[at].isspace():
            at += 1
            continue
        start = at
        minus = _MINUS.match(argument, at) if end != at else None
        at = minus.end() if minus else at
        piece, at = _one(argument, at, greedy)
        if piece is not None:
            yield Piece(
                piece.kind, piece.text, piece.field, minus is not None, piece.closed, glued=start == end
            )
            end = at


def _one(argument: str, at: int, greedy: bool) -> tuple[Piece | None, int]:
    """The piece that begins at a place, and where it ends."""
    field = _FIELD.match(argument, at)
    if field is not None:
        return _value(argument, field, greedy)
    if argument[at] in _MARKS:
        text, at, closed = _quoted(argument, at)
        return Piece("phrase", text, closed=closed), at
    chunk = _CHUNK.match(argument, at)
    if chunk is None:
        return None, at + 1
    operator = {"OR": "or", "|": "or", "||": "or", "AND": "and", "&": "and", "&&": "and", "NOT": "not"}
    return Piece(operator.get(chunk.group(), "word"), chunk.group()), chunk.end()


def _value(argument: str, field: re.Match[str], greedy: bool) -> tuple[Piece, int]:
    """A field with its value: in quotation marks, or up to the next field, or one word."""
    name, at = field.group(1).lower(), field.end()
    if at < len(argument) and argument[at] in _MARKS:
        text, at, closed = _quoted(argument, at)
        return Piece("field", text, name, closed=closed), at
    following = _NEXT_FIELD.search(argument, at) if greedy else re.compile(r"\s").search(argument, at)
    end = following.start() if following else len(argument)
    return Piece("field", argument[at:end].strip(), name), end


def _quoted(argument: str, at: int) -> tuple[str, int, bool]:
    """The text in quotation marks, where it ends, and whether they are closed."""
    closing = _MARKS[argument[at]]
    ends = [place for mark in closing if (place := argument.find(mark, at + 1)) >= 0]
    if not ends:
        return argument[at + 1 :].strip(), len(argument), False
    return argument[at + 1 : min(ends)].strip(), min(ends) + 1, True
