"""Cleaned articles, their blocks and single places in them as JSON objects and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from quotesearch.exporting.paths import relative_path
from quotesearch.exporting.quote_records import Record, card_record
from quotesearch.model import READ_LABELS, Article, Block, Found, Quote

__all__ = [
    "ARTICLE_COLUMNS",
    "BLOCK_COLUMNS",
    "article_record",
    "article_row",
    "block_rows",
    "blocks_record",
    "facts_of",
    "is_read",
    "place_record",
    "place_row",
]

ARTICLE_COLUMNS: Final = ("path", "headline", "byline", "published", "outlet", "url", "text")
"""The columns of a table of articles."""

BLOCK_COLUMNS: Final = ("path", "start", "end", "label", "rule", "reason", "text")
"""The columns of a table of blocks."""

FACTS: Final = ("headline", "byline", "published", "outlet", "url")


def facts_of(article: Article) -> Iterator[tuple[str, Found[str] | Found[tuple[str, ...]]]]:
    """The headline, byline, date, outlet and URL that an article has, each with its name."""
    for name in FACTS:
        found: Found[str] | Found[tuple[str, ...]] | None = getattr(article, name)
        if found is not None:
            yield name, found


def article_record(article: Article) -> Record:
    """An article as a JSON object, with its text and the place, label and reason of each block."""
    card = card_record(article.card)
    blocks = [
        {
            "start": block.start,
            "end": block.end,
            "label": block.label,
            "rule": block.rule,
            "reason": block.reason,
        }
        for block in article.blocks
    ]
    return {
        **{key: card[key] for key in ("id", "path", "sha256", "encoding")},
        "media_type": article.media_type,
        **{key: card[key] for key in FACTS},
        "basis": {name: found.basis for name, found in facts_of(article)},
        "also_at": card["also_at"],
        "start": article.extent.start if article.extent else 0,
        "end": article.extent.end if article.extent else len(article.source),
        "text": article.text,
        "blocks": blocks,
    }


def article_row(article: Article) -> tuple[object, ...]:
    """The cells of `ARTICLE_COLUMNS`."""
    card = article.card
    path, byline = relative_path(card.path), "; ".join(card.byline)
    return (path, card.headline, byline, card.published, card.outlet, card.url, article.text)


def blocks_record(article: Article) -> Record:
    """An article as a JSON object with the text of every block, the values not taken, and what is read in part."""
    record = article_record(article)
    for entry, block in zip(record["blocks"], article.blocks, strict=True):
        entry["text"] = block.text
    record["conflicts"] = [
        {"field": one.field, "value": one.found.value, "basis": one.found.basis} for one in article.conflicts
    ]
    record["gaps"] = [{"start": gap.start, "end": gap.end, "reason": gap.reason} for gap in article.gaps]
    return record


def block_rows(article: Article) -> Iterator[tuple[object, ...]]:
    """A row of `BLOCK_COLUMNS` for each block."""
    path = relative_path(article.path)
    for block in article.blocks:
        yield (path, block.start, block.end, block.label, block.rule, block.reason, block.text)


def is_read(block: Block) -> bool:
    """Whether quotes are looked for in a block."""
    return block.label in READ_LABELS or block.label == "headline"


def place_record(
    article: Article, at: int, block: Block | None, quotes: Sequence[Quote], in_part: str
) -> Record:
    """
    A place in an article as a JSON object.

    Args:
        article: the article.
        at: the place, in code points of its source.
        block: the block that has the place; None if no visible text is there.
        quotes: the quotes that have the place.
        in_part: why the place is read only in part; "" if it is not.
    """
    return {
        "path": relative_path(article.path),
        "at": at,
        "start": block.start if block else None,
        "end": block.end if block else None,
        "label": block.label if block else None,
        "rule": block.rule if block else None,
        "reason": block.reason if block else None,
        "read": bool(block and is_read(block)),
        "in_part": in_part or None,
        "text": block.text if block else None,
        "quotes": [quote.id for quote in quotes],
    }


def place_row(article: Article, at: int, block: Block | None) -> tuple[object, ...]:
    """The cells of `BLOCK_COLUMNS`; without a block, start and end are the place."""
    path = relative_path(article.path)
    if block is None:
        return (path, at, at, None, None, None, None)
    return (path, block.start, block.end, block.label, block.rule, block.reason, block.text)
