"""The way through this room: units, their labels, what the article says of itself."""

from __future__ import annotations

from collections.abc import Iterable

from quotesearch.cleaning.labelling import label_units
from quotesearch.cleaning.markup import read_markup
from quotesearch.cleaning.metadata import read_metadata, with_sidecar
from quotesearch.cleaning.page_metadata import find_headline, read_page_metadata
from quotesearch.cleaning.plain import read_plain
from quotesearch.cleaning.proposal import date_of, read_page
from quotesearch.cleaning.repeats import DocumentLines, RepeatedLines
from quotesearch.cleaning.unit import Unit
from quotesearch.model import Article, Block, RawDocument

__all__ = ["clean", "count_lines", "lines_of", "read_units"]


def clean(document: RawDocument, repeated: RepeatedLines | None = None) -> Article:
    r"""
    Label every visible character of a document and read what it says of itself.

    Args:
        document: a decoded file; HTML if its media type is `text/html`, else plain text.
        repeated: the lines that recur across the collection, if that was counted (`count_lines`).

    Returns:
        The article. Its id is the document's sha256, shortened, or that of the decoded text without one.

    >>> from quotesearch.model import RawDocument
    >>> text = "Skip to content\n\nMayor of Roe resigns\n\nThe mayor resigned on Monday, she said."
    >>> article = clean(RawDocument("roe.txt", "00ff", "utf-8", "text/plain", text))
    >>> [block.label for block in article.blocks], article.headline.value
    (['nav', 'headline', 'body'], 'Mayor of Roe resigns')
    """
    if document.media_type == "text/html":
        page = read_page(document.source)
        units: tuple[Unit, ...] = page.units
        verdicts = label_units(units, repeated, headline=find_headline(page))
        metadata = with_sidecar(
            read_page_metadata(page, units, verdicts, lambda: date_of(page, document.source)), document
        )
    else:
        units = read_plain(document.source)
        verdicts = label_units(units, repeated)
        metadata = with_sidecar(read_metadata(units, verdicts), document)
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


def lines_of(document: RawDocument) -> DocumentLines:
    """
    The lines of a document, for `RepeatedLines.count`. Much cheaper than `clean`.

    >>> from quotesearch.model import RawDocument
    >>> page = RawDocument("a", "00ff", "utf-8", "text/html", "<p>Read&nbsp;Next<p>READ NEXT")
    >>> len(lines_of(page).lines)
    1
    """
    is_page = document.media_type == "text/html"
    units = read_markup(document.source).units if is_page else read_plain(document.source)
    return DocumentLines.of(document.sha256, (unit.text for unit in units))


def count_lines(documents: Iterable[RawDocument], known: RepeatedLines | None = None) -> RepeatedLines:
    """
    Count in how many stories each line of a collection stands.

    Args:
        documents: the collection, in any order; what *known* has counted is passed over.
        known: earlier counts, kept by the last rebuild.
    """
    before = known or RepeatedLines()
    return RepeatedLines.count(
        (lines_of(document) for document in documents if not before.holds(document)), before
    )


def read_units(document: RawDocument) -> tuple[Unit, ...]:
    """The units of a document, not labelled yet."""
    if document.media_type == "text/html":
        return read_page(document.source).units
    return read_plain(document.source)
