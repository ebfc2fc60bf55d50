"""A quote as it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quotesearch.cli.paths import line_and_column, shown_path, source_of
from quotesearch.cli.printing import one_line, wrapped
from quotesearch.exporting import Record, hit_record, hit_row, quote_record, quote_row
from quotesearch.model import ArticleCard, Hit, Quote, Span

__all__ = ["SHORT_ID", "ShownHit", "ShownQuote", "place_of"]

SHORT_ID: Final = 12
"""Characters of an id that are shown to people; `show` takes them."""

INDENT: Final = "    "


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote with its article, named as sure as was asked for."""

    quote: Quote
    article: ArticleCard
    source: str | None  # to find the line; None: not available
    because: str = ""  # the explanation of the speaker; "": not asked for

    def record(self) -> Record:
        """As the contract describes it; with `because`, also in words."""
        record = quote_record(self.quote, self.article)
        if self.because:
            record |= {"explanation": self.because, "context": self.quote.context}
        return record

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `QUOTE_COLUMNS`."""
        yield quote_row(self.quote, self.article)

    def text(self) -> str:
        """The words, the speaker, and the place."""
        lines = _said(self.quote, self.article, self.source, ())
        if self.because:
            lines.append(wrapped(self.because, INDENT + "  ", INDENT))
            lines.append(wrapped(self.quote.context, INDENT + "| "))
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A quote that was found, named as sure as was asked for."""

    hit: Hit
    grouped: bool = False  # the quotes of an article are grouped
    begins: bool = True  # it is the first of its article

    def record(self) -> Record:
        """As the contract describes it."""
        return hit_record(self.hit)

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `HIT_COLUMNS`."""
        yield hit_row(self.hit)

    def text(self) -> str:
        """The words with what matched, the speaker, and the place."""
        hit = self.hit
        source = source_of(hit.article.path, hit.article.sha256)
        if not self.grouped:
            return "\n".join(_said(hit.quote, hit.article, source, hit.highlights))
        said = _said(hit.quote, hit.article, source, hit.highlights, article_line=False)
        title = wrapped(_told(hit.article) or shown_path(hit.article.path), "   ", "== ")
        return "\n".join([title, "", *said] if self.begins else said)


def _said(
    quote: Quote,
    article: ArticleCard,
    source: str | None,
    marks: Iterable[Span],
    *,
    article_line: bool = True,
) -> list[str]:
    """The lines that every quote is shown with; *article_line*: with a line about the article."""
    moved = [Span(mark.start + 1, mark.end + 1) for mark in marks]
    lines = [
        wrapped(f"“{quote.text}”", marks=moved),
        wrapped(_speaker(quote), INDENT + "  ", INDENT + "— "),
    ]
    if article_line and (about := _told(article)):
        lines.append(wrapped(about, INDENT))
    lines.append(f"{INDENT}{place_of(quote, article, source)} · {quote.id[:SHORT_ID]}")
    return lines


def _told(article: ArticleCard) -> str:
    """An article in one line."""
    return one_line(
        " · ".join(item for item in (article.outlet, article.published, article.headline) if item)
    )


def _speaker(quote: Quote) -> str:
    """Who said it, for people."""
    speaker = quote.speaker
    if speaker is None:
        who = "speaker not named with confidence" if quote.confidence else "speaker not named"
    else:
        who = f"{speaker.name}, {speaker.role}" if speaker.role else speaker.name
        who = f"probably {who}" if quote.certainty == "probable" else who
    marks = [
        mark
        for mark, holds in (("headline", quote.kind == "headline"), ("corrected", quote.corrected))
        if holds
    ]
    return one_line(f"{who} ({', '.join(marks)})" if marks else who)


def place_of(quote: Quote, article: ArticleCard, source: str | None) -> str:
    """The file, the line and column for an editor, and the characters."""
    path = shown_path(article.path)
    characters = ", ".join(f"{part.start}–{part.end}" for part in quote.parts)
    if source is None:
        return f"{path} (gone or changed since) · characters {characters}"
    line, column = line_and_column(source, quote.parts[0].start)
    return f"{path}:{line}:{column} · characters {characters}"
