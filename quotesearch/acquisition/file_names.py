"""What the name of a file says of its article, by a pattern such as `{outlet}_{date}_*`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import unquote

from quotesearch.acquisition.days import day_in
from quotesearch.acquisition.walking import KINDS
from quotesearch.errors import InputError
from quotesearch.model import Stated

__all__ = ["NamePattern"]

FIELDS: Final = {
    "outlet": "outlet",
    "date": "published",
    "headline": "headline",
    "byline": "byline",
    "url": "url",
}
"""What may be in braces, and the field that it gives."""

MOST_PIECES: Final = 20

EXAMPLE: Final = "'{outlet}_{date}_*'"

BASIS: Final = "the file's name"

_PIECE = re.compile(r"\{([^{}]*)\}|(\*+)|([{}])|([^{}*]+)")
_DAY = re.compile(r"\d{4}([-_.]?)\d\d?\1\d\d?(?!\d)")

Piece = tuple[str, str]  # kind (a field, "*" or "text") and its text


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A parsed pattern for the names of files."""

    text: str  # as it was given
    pieces: tuple[Piece, ...]
    suffix: str = ""  # of a kind that is read, in lower case, if the pattern ends with one

    @classmethod
    def parse(cls, text: str) -> NamePattern:
        """
        Take a pattern apart.

        Raises:
            InputError: it is not a pattern; the message says why and gives an example.

        >>> NamePattern.parse("{outlet}_{when}")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        quotesearch.errors.InputError: {when} is not known. Fields: {outlet} {date} ... Example: '{outlet}_{date}_*'
        """
        pieces = tuple(_pieces(text))
        fields = [kind for kind, _ in pieces if kind in FIELDS]
        if not fields:
            raise _bad("there is no field in it")
        if len(set(fields)) < len(fields):
            raise _bad("a field is in it twice")
        if len(pieces) > MOST_PIECES:
            raise _bad(f"it has more than {MOST_PIECES} parts")
        for (one, _), (other, _) in pairwise(pieces):
            if "text" not in (one, other) and "date" not in (one, other):
                raise _bad("there is nothing between two fields, so their border is not known")
        kind, last = pieces[-1]
        return cls(text, pieces, _suffix(last.lower()) if kind == "text" else "")

    def match(self, path: str | os.PathLike[str]) -> tuple[Stated, ...] | None:
        """
        What the name of a file says, if it matches.

        A field and `*` are within one name; a pattern with slashes is compared with as many folders above the file,
        too. An underscore in a value is read as a space.

        Args:
            path: of the file; its suffix is left out, unless the pattern ends with it: “.txt” is also that of
                a “.txt.gz”.

        Returns:
            None if the name does not match.

        >>> [
        ...     (one.field, one.value)
        ...     for one in NamePattern.parse("{outlet}_{date}_*").match("new_york_post_20160912_x.txt.gz")
        ... ]
        [('outlet', 'new york post'), ('published', '2016-09-12')]
        """
        depth = sum(text.count("/") for kind, text in self.pieces if kind == "text")
        parts = os.fspath(path).replace(os.sep, "/").split("/")
        if len(parts) <= depth:
            return None
        name = "/".join([*parts[len(parts) - 1 - depth : -1], _stem(parts[-1])])
        found = _Match(self.pieces, name).found(0, 0)
        if found is None and self.suffix and parts[-1].lower().endswith((self.suffix, f"{self.suffix}.gz")):
            found = _Match(self._without_suffix(), name).found(0, 0)
        if found is None:
            return None
        stated = []
        for kind, value in found:
            text = unquote(value) if kind == "url" else " ".join(value.replace("_", " ").split())
            if kind == "date":
                text = day_in(value) or ""
            if not text or (kind == "url" and not text.lower().startswith(("http://", "https://"))):
                return None
            stated.append(Stated(FIELDS[kind], text, BASIS))
        return tuple(stated)

    def _without_suffix(self) -> tuple[Piece, ...]:
        """The pieces without the suffix at the end of the last."""
        rest = self.pieces[-1][1][: -len(self.suffix)]
        return (*self.pieces[:-1], ("text", rest)) if rest else self.pieces[:-1]


@dataclass(slots=True)
class _Match:
    """A name that is compared with a pattern. What has failed is not tried again, so no name takes long."""

    pieces: tuple[Piece, ...]
    name: str
    failed: set[tuple[int, int]]

    def __init__(self, pieces: tuple[Piece, ...], name: str) -> None:
        self.pieces, self.name, self.failed = pieces, name, set()

    def found(self, piece: int, at: int) -> list[tuple[str, str]] | None:
        """The fields in the rest of the name, by the rest of the pattern; None if they do not match."""
        if piece == len(self.pieces):
            return [] if at == len(self.name) else None
        if (piece, at) in self.failed:
            return None
        kind = self.pieces[piece][0]
        for end in self._ends(piece, at):
            rest = self.found(piece + 1, end)
            if rest is not None:
                return [(kind, self.name[at:end]), *rest] if kind in FIELDS else rest
        self.failed.add((piece, at))
        return None

    def _ends(self, piece: int, at: int) -> Iterator[int]:
        """Where a piece of the pattern may end that begins at a place."""
        kind, text = self.pieces[piece]
        if kind == "text":
            if self.name.startswith(text, at):
                yield at + len(text)
        elif kind == "date":
            day = _DAY.match(self.name, at)
            if day and not self.name[at - 1 : at].isdigit() and day_in(day[0]):
                yield day.end()
        else:
            stop = self.name.find("/", at)
            yield from range(at + (kind != "*"), (stop if stop >= 0 else len(self.name)) + 1)


def _pieces(text: str) -> Iterator[Piece]:
    """
    The pieces of a pattern, in order.

    Raises:
        InputError: a brace is not closed, or the field in it is not known.
    """
    for found in _PIECE.finditer(text.replace("\\", "/")):
        field, star, brace, plain = found.groups()
        if brace:
            raise _bad(f"“{brace}” is not part of a field")
        if field is not None:
            if field.strip().lower() not in FIELDS:
                raise _bad(f"{{{field}}} is not known")
            yield field.strip().lower(), ""
        elif star:
            yield "*", ""
        else:
            yield "text", plain


def _bad(why: str) -> InputError:
    return InputError(f"{why}. Fields: {' '.join(f'{{{name}}}' for name in FIELDS)}. Example: {EXAMPLE}")


def _suffix(text: str) -> str:
    """
    The suffix of a kind that is read at the end of a text in lower case; "" if there is none.

    >>> _suffix("_x.txt.gz"), _suffix(".html"), _suffix("_x")
    ('.txt.gz', '.html', '')
    """
    suffixes = (each for kind in KINDS for each in (kind, f"{kind}.gz"))
    return next((suffix for suffix in suffixes if text.endswith(suffix)), "")


def _stem(name: str) -> str:
    """A name without the suffixes of kinds that are read."""
    low = name.lower()
    if low.endswith(".gz"):
        name, low = name[:-3], low[:-3]
    return next((name[: -len(kind)] for kind in KINDS if low.endswith(kind) and len(name) > len(kind)), name)
