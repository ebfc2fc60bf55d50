"""
Documents that were parsed to count their lines, so that cleaning need not parse them again.

Lines are counted over the whole collection before the first document is cleaned. Parsing is a fifth of all work on a
text and a quarter of that on a page. The caller owns the `ParsedDocuments` and passes the documents on.
"""

from __future__ import annotations

from typing import Final

from quotesearch.cleaning.markup import Markup, read_markup
from quotesearch.cleaning.text_head import Text, read_text
from quotesearch.lexicons import ENGLISH, Lexicon
from quotesearch.model import RawDocument

__all__ = ["LARGEST", "MOST", "Parsed", "ParsedDocuments", "parse"]

LARGEST: Final = 1_000_000
"""Code points of a document that is kept; a page of news has 350,000."""

MOST: Final = 64_000_000
"""Code points of pages that are kept at a time, some 70 MB; a code point of text counts as `TEXT`."""

TEXT: Final = 5
"""Units take 1.1 bytes for a code point of HTML and 5.4 for one of text (news pages, tracemalloc)."""

Parsed = Markup | Text
"""A page or a text, cut into units."""


def parse(lexicon: Lexicon, document: RawDocument) -> Parsed:
    """A document cut into units; no label is given yet."""
    read = read_markup if document.media_type == "text/html" else read_text
    return read(lexicon, document.text)


class ParsedDocuments:
    """
    Parsed documents by their ids, each until it is taken.

    >>> document = RawDocument("a.txt", "00ff", "utf-8", "text/plain", "One. Two.")
    >>> parsed = ParsedDocuments(most=100)
    >>> first = parsed.add(document)
    >>> parsed.take(document) is first, parsed.take(document)
    (True, None)
    """

    def __init__(self, most: int = MOST, lexicon: Lexicon = ENGLISH) -> None:
        """*most*: as `MOST`; a document that finds no space is not kept."""
        self._lexicon = lexicon
        self._space = most
        self._parsed: dict[str, Parsed] = {}

    def add(self, document: RawDocument) -> Parsed:
        """Parse a document, and keep it if there is space."""
        lexicon = self._lexicon
        parsed = parse(lexicon, document)
        size = _size(document)
        if len(document.text) <= LARGEST and size <= self._space and document.id not in self._parsed:
            self._parsed[document.id] = parsed
            self._space -= size
        return parsed

    def take(self, document: RawDocument) -> Parsed | None:
        """The parsed document, which is kept no longer; None if it is not here."""
        parsed = self._parsed.pop(document.id, None) if self._parsed else None
        if parsed is not None:
            self._space += _size(document)
        return parsed


def _size(document: RawDocument) -> int:
    return len(document.text) * (1 if document.media_type == "text/html" else TEXT)
