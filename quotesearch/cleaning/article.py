"""Cleaning in order: units, their labels, and the metadata of the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Final

from quotesearch.cleaning.file_offsets import moved_block, moved_found
from quotesearch.cleaning.labelling import label_units
from quotesearch.cleaning.line_cache import drop_excess
from quotesearch.cleaning.markup import Markup, read_markup
from quotesearch.cleaning.metadata import Metadata, conflicts_with, shown_values, with_sidecar
from quotesearch.cleaning.page_metadata import find_headline, read_page_metadata, stated_values
from quotesearch.cleaning.parsed_documents import Parsed, parse
from quotesearch.cleaning.plain import read_plain
from quotesearch.cleaning.proposal import date_of, with_proposal
from quotesearch.cleaning.record_metadata import read_record_metadata
from quotesearch.cleaning.records import read_record
from quotesearch.cleaning.repeats import DocumentLines, RepeatedLines
from quotesearch.cleaning.text_head import Text, label_text, over
from quotesearch.cleaning.unit import MOST_UNITS, Unit, Verdict
from quotesearch.cleaning.usual_spelling import in_usual_spelling, usual_text
from quotesearch.collector import paused_collector
from quotesearch.lexicons import ENGLISH, Lexicon
from quotesearch.model import Article, Block, Conflict, Found, Gap, RawDocument

LONG_TEXT: Final = 100_000
"""Code points of a plain text that is longer than a story is: a book, a transcript, or many stories in one file."""

MOST_RELATED: Final = 0.5
"""Share of a long text that may be taken for other stories without a word."""

__all__ = ["clean", "count_lines", "lines_of", "read_units"]


@paused_collector()
def clean(
    document: RawDocument,
    repeated: RepeatedLines | None = None,
    *,
    explain: bool = False,
    parsed: Parsed | None = None,
    lexicon: Lexicon = ENGLISH,
) -> Article:
    r"""
    Label every visible character of a document and read what it says of itself.

    Args:
        document: a decoded file; HTML if its media type is `text/html`, else plain text.
        repeated: the lines that recur across the collection, if that was counted (`count_lines`).
        explain: also collect the values that differ from those taken (`Article.conflicts`), which takes time.
        parsed: the document, parsed already (`parse`).
        lexicon: the word lists and weights of its language.

    Returns:
        The article, with the document's id. Places count from the beginning of the file, also where it holds
        many articles.

    >>> from quotesearch.model import RawDocument
    >>> text = "Skip to content\n\nMayor of Roe resigns\n\nThe mayor resigned on Monday, she said."
    >>> article = clean(RawDocument("roe.txt", "00ff", "utf-8", "text/plain", text))
    >>> [block.label for block in article.blocks], article.headline.value
    (['nav', 'headline', 'body'], 'Mayor of Roe resigns')
    """
    drop_excess()
    if parsed is None:
        parsed = parse(lexicon, document)
    if isinstance(parsed, Markup):
        units, verdicts, metadata, others = _read_page(lexicon, parsed, document, repeated, explain)
    else:
        units, verdicts, metadata, others = _read_text(lexicon, parsed, document, repeated)
    taken = with_sidecar(metadata, document)
    article = _article(document, _blocks(units, verdicts), taken)
    if not explain:
        return article
    given = chain(_values(metadata), others, shown_values(lexicon, units, verdicts))
    return replace(article, conflicts=_moved(conflicts_with(taken, given), document.start))


_Read = tuple[Sequence[Unit], Sequence[Verdict], Metadata, Iterable[tuple[str, Found[str]]]]
"""Units, their labels, what the article says of itself, and other values that it gives."""


def _read_page(
    lexicon: Lexicon, page: Markup, document: RawDocument, repeated: RepeatedLines | None, explain: bool
) -> _Read:
    """Labels and metadata of a page."""
    is_part = document.extent is not None
    record = read_record(lexicon, page.units, is_part)
    if record is not None:
        return record.units, record.verdicts, read_record_metadata(lexicon, record), ()
    verdicts = label_units(
        lexicon,
        in_usual_spelling(page.units),
        repeated,
        headline=find_headline(lexicon, page),
        propose=None if is_part else partial(_proposed, page, document.source),
    )
    metadata = read_page_metadata(lexicon, page, page.units, verdicts, lambda: date_of(page, document.source))
    return page.units, verdicts, metadata, stated_values(lexicon, page) if explain else ()


def _read_text(lexicon: Lexicon, text: Text, document: RawDocument, repeated: RepeatedLines | None) -> _Read:
    """Labels and metadata of a plain text."""
    record = read_record(lexicon, text.units, document.extent is not None)
    if record is None:
        labelled = label_text(lexicon, text, repeated)
        return labelled.units, labelled.verdicts, labelled.metadata, _values(labelled.inferred)
    metadata = read_record_metadata(lexicon, record)
    if text.front is None:
        return record.units, record.verdicts, metadata, ()
    units, verdicts = (*text.front.units, *record.units), (*text.front.verdicts, *record.verdicts)
    return units, verdicts, over(text.front.metadata, metadata), _values(metadata)


def _proposed(page: Markup, source: str) -> Sequence[Unit]:
    """The units of a page as they are judged, with what trafilatura takes of them."""
    return in_usual_spelling(with_proposal(page, source).units)


def _values(metadata: Metadata) -> Iterator[tuple[str, Found[str]]]:
    """What was inferred, as text; where a sidecar says something else, this is in conflict with it."""
    for name in ("headline", "published", "outlet", "url"):
        found: Found[str] | None = getattr(metadata, name)
        if found is not None:
            yield name, found
    if metadata.byline is not None:
        names = metadata.byline
        yield "byline", Found(", ".join(names.value), names.basis, names.place)


def _moved(conflicts: Iterable[Conflict], by: int) -> tuple[Conflict, ...]:
    """Conflicts whose places count from the beginning of the file."""
    return tuple(
        Conflict(one.field, found) for one in conflicts if (found := moved_found(one.found, by)) is not None
    )


def _blocks(units: Sequence[Unit], verdicts: Sequence[Verdict]) -> tuple[Block, ...]:
    """Labelled units as blocks."""
    return tuple(
        Block(
            unit.start, unit.end, verdict.label, verdict.reason, unit.text, unit.runs, unit.tag, verdict.rule
        )
        for unit, verdict in zip(units, verdicts, strict=True)
    )


def _article(document: RawDocument, blocks: tuple[Block, ...], metadata: Metadata) -> Article:
    """The article, its places counted from the beginning of the file."""
    by = document.start
    return Article(
        id=document.id,
        path=document.path,
        sha256=document.sha256,
        encoding=document.encoding,
        media_type=document.media_type,
        source=document.source,
        blocks=tuple(moved_block(block, by) for block in blocks) if by else blocks,
        headline=moved_found(metadata.headline, by),
        byline=moved_found(metadata.byline, by),
        published=moved_found(metadata.published, by),
        outlet=moved_found(metadata.outlet, by),
        url=moved_found(metadata.url, by),
        extent=document.extent,
        gaps=(*_gaps(blocks, by), *_other_stories(blocks, by, document)),
    )


def _gaps(blocks: Sequence[Block], by: int) -> tuple[Gap, ...]:
    """The part of an article that is read only in part: all after the most paragraphs that are units of their own."""
    if len(blocks) <= MOST_UNITS:
        return ()
    reason = f"after {MOST_UNITS:,} paragraphs, short ones are read as parts of a longer one"
    return (Gap(blocks[MOST_UNITS].start + by, blocks[-1].end + by, reason),)


def _other_stories(blocks: Sequence[Block], by: int, document: RawDocument) -> tuple[Gap, ...]:
    """What of a long text is taken for other stories, if that is most of it: many stories that were joined, say."""
    if document.media_type == "text/html" or document.extent is not None or not blocks:
        return ()
    length = sum(block.end - block.start for block in blocks)
    related = sum(block.end - block.start for block in blocks if block.label == "related")
    if length < LONG_TEXT or related <= MOST_RELATED * length:
        return ()
    reason = f"{related / length:.0%} of this long text is taken for other stories, whose quotes are left out"
    return (Gap(blocks[0].start + by, blocks[-1].end + by, reason),)


@paused_collector()
def lines_of(
    document: RawDocument, parsed: Parsed | None = None, lexicon: Lexicon = ENGLISH
) -> DocumentLines:
    """
    The lines of a document, for `RepeatedLines.count`. Much cheaper than `clean`.

    *parsed* is the document, parsed already (`parse`).

    >>> from quotesearch.model import RawDocument
    >>> page = RawDocument("a", "00ff", "utf-8", "text/html", "<p>Read&nbsp;Next<p>READ NEXT")
    >>> len(lines_of(page).lines)
    1
    """
    drop_excess()
    units = (parsed or parse(lexicon, document)).units
    return DocumentLines.of(document.id, (usual_text(unit.text) for unit in units))


def count_lines(
    documents: Iterable[RawDocument], known: RepeatedLines | None = None, lexicon: Lexicon = ENGLISH
) -> RepeatedLines:
    """
    Count the stories of a collection that contain each line.

    Args:
        documents: the collection, in any order; what *known* has counted is passed over.
        known: earlier counts, kept by the last rebuild.
        lexicon: the word lists of the language.
    """
    before = known or RepeatedLines()
    return RepeatedLines.count(
        (lines_of(document, lexicon=lexicon) for document in documents if not before.holds(document)), before
    )


def read_units(
    document: RawDocument, *, proposed: bool = True, lexicon: Lexicon = ENGLISH
) -> tuple[Sequence[Unit], int | None]:
    """
    The units of a document, not labelled yet, and the one that a page says is its headline.

    Args:
        document: a decoded file.
        proposed: HTML: whether trafilatura is asked what it takes of them.
        lexicon: the word lists of the language.
    """
    if document.media_type == "text/html":
        page = read_markup(lexicon, document.source)
        return (with_proposal(page, document.source) if proposed else page).units, find_headline(
            lexicon, page
        )
    return read_plain(lexicon, document.source), None
