"""
The readers: one for each media type that is read.

A new kind of file is a module and a line in `READERS`: its suffixes, how its content is recognised, how its bytes
become text, and how one file becomes several articles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from quotesearch.acquisition.decoding import decode
from quotesearch.acquisition.exports import split_articles
from quotesearch.model import RawDocument

__all__ = ["READERS", "Reader", "is_page", "reader_of", "reader_of_suffix", "suffixes"]

PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?>(?:<\?xml\b[^>]*>|<!--.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
"""
The start of a page, for a file of any name.

A comment ends at its first “-->” and is not tried again with a later one: of n comments that no page follows, there
are 2ⁿ ways to try.
"""

END_TAG: Final = re.compile(rb"</(?:p|div|a|span|h[1-6]|li|article)>", re.IGNORECASE)
"""What a piece of a page has and a text has not; checked only if the file name does not say."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of one media type are read."""

    media_type: str
    suffixes: tuple[str, ...]  # in lower case with the dot; each also with .gz
    is_sure: Callable[[bytes], bool]  # whether content is of this type, whatever its suffix says
    is_likely: Callable[[bytes], bool]  # whether content without a known suffix is of this type
    decode: Callable[[bytes], tuple[str, str]]  # the bytes of a file → its text and its encoding
    split: Callable[[RawDocument], tuple[RawDocument, ...]] = split_articles  # a file → its articles


def is_page(content: bytes) -> bool:
    """
    Whether content begins as a page does.

    >>> is_page(b"<!doctype html><p>Rain"), is_page(b"<p>Rain</p>")
    (True, False)
    """
    return PAGE.match(content) is not None


def _has_end_tag(content: bytes) -> bool:
    return END_TAG.search(content) is not None


def _never(content: bytes) -> bool:
    return False


_decode_text: Final = partial(decode, is_html=False)

READERS: Final = (
    Reader("text/plain", (".txt", ".text"), _never, _never, _decode_text),
    Reader("text/markdown", (".md",), _never, _never, _decode_text),
    Reader("text/html", (".html", ".htm"), is_page, _has_end_tag, partial(decode, is_html=True)),
)
"""All readers; the first one reads what no other recognises."""


def suffixes(readers: Sequence[Reader] = READERS) -> dict[str, str]:
    """
    The media type of each suffix that is read.

    >>> suffixes()[".htm"]
    'text/html'
    """
    return {suffix: reader.media_type for reader in readers for suffix in reader.suffixes}


def reader_of_suffix(suffix: str, readers: Sequence[Reader] = READERS) -> Reader | None:
    """The reader of a suffix; None if files with it are not read."""
    return next((reader for reader in readers if suffix in reader.suffixes), None)


def reader_of(content: bytes, suffix: str, readers: Sequence[Reader] = READERS) -> Reader:
    """
    The reader of a file: one that is sure of the content, else that of the suffix, else what the content looks like.

    Args:
        content: decompressed.
        suffix: in lower case, without .gz; "": there is no file name.
        readers: the readers there are.

    >>> reader_of(b"<html>", ".txt").media_type, reader_of(b"<p>Rain</p>", "").media_type
    ('text/html', 'text/html')
    >>> reader_of(b"<p>Rain</p>", ".txt").media_type
    'text/plain'
    """
    sure = next((reader for reader in readers if reader.is_sure(content)), None)
    named = reader_of_suffix(suffix, readers)
    if sure is not None or named is not None:
        return sure or named or readers[0]
    return next((reader for reader in readers if reader.is_likely(content)), readers[0])
