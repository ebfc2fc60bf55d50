"""A quote with its article → rows of the tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from quotesearch.model import ArticleCard, Passage, Quote

__all__ = ["article_row", "part_rows", "quote_row", "storable"]

Value = str | int | float | None

_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    r"""
    A text as SQLite can store it: as long as before, with U+FFFD for NUL and for unpaired surrogates.

    SQLite refuses surrogates; NUL is stored, but most programs take it for the end of the text.

    >>> storable("a\0b\udcffc")
    'a\ufffdb\ufffdc'
    """
    return _UNSTORABLE.sub("\ufffd", text)


def article_row(article: ArticleCard, path: str, also_at: list[str]) -> tuple[Value, ...]:
    """The cells of a row of `articles`, its paths as they are to be shown."""
    return _storable(
        article.id,
        path,
        article.sha256,
        article.encoding,
        article.headline,
        _json(list(article.byline)),
        article.published,
        article.outlet,
        article.url,
        _json(also_at),
    )


def quote_row(quote: Quote, article: ArticleCard) -> tuple[Value, ...]:
    """The cells of a row of `quotes`; a speaker who is not to be named is None already."""
    speaker = quote.speaker
    gender = getattr(speaker, "gender", None)
    told = (speaker.person, speaker.name, speaker.role, speaker.type, gender) if speaker else (None,) * 5
    return _storable(
        quote.id,
        article.id,
        *told,
        quote.kind,
        quote.text,
        quote.context,
        article.headline,
        round(quote.confidence, 4),
        quote.certainty,
        quote.rule,
        quote.parts[0].start,
        quote.parts[-1].end,
        _words(speaker.mention if speaker else None),
        _words(quote.cue),
        _json(asdict(quote.corrected)) if quote.corrected else None,
    )


def part_rows(quote: Quote) -> Iterator[tuple[Value, ...]]:
    """The cells of the rows of `parts`."""
    for number, part in enumerate(quote.parts):
        yield _storable(quote.id, number, part.start, part.end, part.text)


def _words(passage: Passage | None) -> str | None:
    return passage.text if passage else None


def _json(value: object) -> str:
    """JSON that SQLite can store; NUL and surrogates are escaped, so that all of it can be read back."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _storable(*cells: Value) -> tuple[Value, ...]:
    return tuple(storable(cell) if isinstance(cell, str) else cell for cell in cells)
