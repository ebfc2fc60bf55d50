"""The way through this room: units, their labels, what the article says of itself."""

from __future__ import annotations

from collections.abc import Iterable

from quotesearch.cleaning.labelling import label_units
from quotesearch.cleaning.metadata import read_metadata
from quotesearch.cleaning.plain import read_plain
from quotesearch.cleaning.repeats import RepeatedLines
from quotesearch.cleaning.unit import Unit
from quotesearch.model import Article, Block, RawDocument

__all__ = ["clean", "count_lines", "read_units"]


def clean(document: RawDocument, repeated: RepeatedLines | None = None) -> Article:
    """
    Label every visible character of a document and read what it says of itself.

    Args:
        document: a decoded file; HTML if its media type is `text/html`, else plain text.
        repeated: the lines that recur across the collection, if that was counted (`count_lines`).

    Returns:
        The article. Its id is the document's sha256, shortened, or that of the decoded text without one.

    >>> from quotesearch.model import RawDocument
    >>> text = "Skip to content\\n\\nMayor resigns over water\\n\\nThe mayor of Roe resigned on Monday over the water crisis, she said."
    >>> article = clean(RawDocument("roe.txt", "00ff", "utf-8", "text/plain", text))
    >>> [block.label for block in article.blocks], article.headline.value
    (['nav', 'headline', 'body'], 'Mayor resigns over water')
    """
    units = read_units(document)
    verdicts = label_units(units, repeated)
    metadata = read_metadata(units, verdicts, document)
    blocks = tuple(
        Block(unit.start, unit.end, verdict.label, verdict.reason, unit.text, unit.runs, unit.tag)
        for unit, verdict in zip(units, verdicts, strict=True)
    )
    return Article(
        id=document.sha256[:16],
        path=document.path,
        sha256=document.sha256,
        encoding=document.encoding,
        media_type=document.media_type,
        source=document.source,
        blocks=blocks,
        headline=metadata.headline,
        byline=metadata.byline,
        published=metadata.published,
        outlet=metadata.outlet,
        url=metadata.url,
    )


def count_lines(documents: Iterable[RawDocument], known: RepeatedLines | None = None) -> RepeatedLines:
    """
    Count in how many stories each line of a collection stands.

    Args:
        documents: the collection, in any order; what *known* has counted is passed over.
        known: earlier counts, kept by the last rebuild.
    """
    return RepeatedLines.count(
        ((document.sha256, [unit.text for unit in read_units(document)]) for document in documents), known
    )


def read_units(document: RawDocument) -> tuple[Unit, ...]:
    """The units of a document, not labelled yet."""
    return read_plain(document.source)
