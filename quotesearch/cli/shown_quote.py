"""A quote as it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quotesearch.cli.paths import line_and_column, relative_path, shown_path, source_of
from quotesearch.cli.printing import Record, one_line, wrapped
from quotesearch.model import ArticleCard, Hit, Passage, Quote, Span

__all__ = [
    "HIT_COLUMNS",
    "QUOTE_COLUMNS",
    "SHORT_ID",
    "ShownHit",
    "ShownQuote",
    "article_record",
    "corrected_record",
    "quote_record",
]

QUOTE_COLUMNS: Final = (
    "id",
    "text",
    "kind",
    "speaker",
    "person",
    "role",
    "type",
    "gender",
    "confidence",
    "certainty",
    "rule",
    "cue",
    "start",
    "end",
    "headline",
    "byline",
    "published",
    "outlet",
    "url",
    "path",
)
"""The header of a table of quotes; start is of the first part, end of the last."""

HIT_COLUMNS: Final = (*QUOTE_COLUMNS, "score", "context")

SHORT_ID: Final = 12
"""Characters of an id that are shown to people; `show` takes them."""

INDENT: Final = "    "


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote with its article, named as sure as was asked for."""

    quote: Quote
    article: ArticleCard
    source: str | None  # to tell the line; None: not at hand
    because: str = ""  # why it is given to whom, in words; "": not asked for

    def record(self) -> Record:
        """As the contract describes it; with `because`, also in words."""
        record = quote_record(self.quote, self.article)
        if self.because:
            record |= {"explanation": self.because, "context": self.quote.context}
        return record

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `QUOTE_COLUMNS`."""
        yield _quote_row(self.quote, self.article)

    def text(self) -> str:
        """The words, who said them, and where they stand."""
        lines = _said(self.quote, self.article, self.source, ())
        if self.because:
            lines.append(wrapped(self.because, INDENT + "  ", INDENT))
            lines.append(wrapped(self.quote.context, INDENT + "| "))
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A quote that was found, named as sure as was asked for."""

    hit: Hit
    grouped: bool = False  # the quotes of an article stand together
    begins: bool = True  # it is the first of its article

    def record(self) -> Record:
        """As the contract describes it."""
        hit = self.hit
        return quote_record(hit.quote, hit.article) | {
            "corrected": corrected_record(hit.quote),
            "score": round(hit.score, 4),
            "context": hit.quote.context,
            "highlights": [[span.start, span.end] for span in hit.highlights],
        }

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `HIT_COLUMNS`."""
        hit = self.hit
        yield (*_quote_row(hit.quote, hit.article), round(hit.score, 4), hit.quote.context)

    def text(self) -> str:
        """The words with what matched, who said them, and where they stand."""
        hit = self.hit
        source = source_of(hit.article.path, hit.article.sha256)
        if not self.grouped:
            return "\n".join(_said(hit.quote, hit.article, source, hit.highlights))
        said = _said(hit.quote, hit.article, source, hit.highlights, told=False)
        title = wrapped(_told(hit.article) or shown_path(hit.article.path), "   ", "== ")
        return "\n".join([title, "", *said] if self.begins else said)


def quote_record(quote: Quote, article: ArticleCard) -> Record:
    """A quote as the contract describes it."""
    speaker = quote.speaker
    return {
        "id": quote.id,
        "text": quote.text,
        "kind": quote.kind,
        "parts": [_passage(part) for part in quote.parts],
        "speaker": {
            "name": speaker.name,
            "person": speaker.person,
            "role": speaker.role,
            "type": speaker.type,
            "gender": speaker.gender,
            "gender_basis": [_passage(place) for place in speaker.gender_basis],
            "mention": _passage(speaker.mention) if speaker.mention else None,
        }
        if speaker
        else None,
        "cue": _passage(quote.cue) if quote.cue else None,
        "rule": quote.rule,
        "confidence": round(quote.confidence, 4),
        "certainty": quote.certainty,
        "article": article_record(article),
    }


def corrected_record(quote: Quote) -> Record | None:
    """Who corrected a quote, when and why; None: nobody did."""
    told = quote.corrected
    if told is None:
        return None
    return {
        "id": told.id, "who": told.who or None, "when": told.when,
        "because": told.because or None, "was": told.was or None,
    }  # fmt: skip


def article_record(article: ArticleCard) -> Record:
    """A quote's article as the contract describes it."""
    return {
        "id": article.id,
        "path": relative_path(article.path),
        "sha256": article.sha256,
        "encoding": article.encoding,
        "headline": article.headline,
        "byline": list(article.byline),
        "published": article.published,
        "outlet": article.outlet,
        "url": article.url,
        "also_at": [relative_path(path) for path in article.also_at],
    }


def _passage(passage: Passage) -> Record:
    return {"start": passage.start, "end": passage.end, "text": passage.text}


def _quote_row(quote: Quote, article: ArticleCard) -> tuple[object, ...]:
    """The cells of `QUOTE_COLUMNS`."""
    speaker = quote.speaker
    return (
        quote.id,
        quote.text,
        quote.kind,
        *(
            (speaker.name, speaker.person, speaker.role, speaker.type, speaker.gender)
            if speaker
            else (None,) * 5
        ),
        round(quote.confidence, 4),
        quote.certainty,
        quote.rule,
        quote.cue.text if quote.cue else None,
        quote.parts[0].start,
        quote.parts[-1].end,
        article.headline,
        "; ".join(article.byline),
        article.published,
        article.outlet,
        article.url,
        relative_path(article.path),
    )


def _said(
    quote: Quote, article: ArticleCard, source: str | None, marks: Iterable[Span], *, told: bool = True
) -> list[str]:
    """The lines that every quote is shown with; what is *told* of the article is among them."""
    moved = [Span(mark.start + 1, mark.end + 1) for mark in marks]
    lines = [
        wrapped(f"“{quote.text}”", marks=moved),
        wrapped(_speaker(quote), INDENT + "  ", INDENT + "— "),
    ]
    if told and (about := _told(article)):
        lines.append(wrapped(about, INDENT))
    lines.append(f"{INDENT}{place_of(quote, article, source)} · {quote.id[:SHORT_ID]}")
    return lines


def _told(article: ArticleCard) -> str:
    """What is told of an article in a line."""
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
