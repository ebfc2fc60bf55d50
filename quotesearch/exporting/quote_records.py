"""Quotes as JSON objects and as rows of a table."""

from __future__ import annotations

from typing import Any, Final

from quotesearch.exporting.paths import relative_path
from quotesearch.model import ArticleCard, Hit, Passage, Quote

__all__ = [
    "HIT_COLUMNS",
    "QUOTE_COLUMNS",
    "Record",
    "card_record",
    "correction_of",
    "hit_record",
    "hit_row",
    "quote_record",
    "quote_row",
]

Record = dict[str, Any]
"""A JSON object."""

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
"""The columns of a table of quotes; start is that of the first part, end that of the last."""

HIT_COLUMNS: Final = (*QUOTE_COLUMNS, "score", "context")
"""The columns of a table of search results."""


def quote_record(quote: Quote, article: ArticleCard) -> Record:
    """
    A quote as a JSON object.

    Args:
        quote: with the speaker that is to be named (`Quote.at`).
        article: the card of its article.

    Returns:
        the keys of the contract; offsets are code points of the article's source.
    """
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
        "article": card_record(article),
    }


def hit_record(hit: Hit) -> Record:
    """A search result as a JSON object: the quote, its correction, score, context and highlights."""
    return quote_record(hit.quote, hit.article) | {
        "corrected": correction_of(hit.quote),
        "score": round(hit.score, 4),
        "context": hit.quote.context,
        "highlights": [[span.start, span.end] for span in hit.highlights],
    }


def correction_of(quote: Quote) -> Record | None:
    """Who corrected a quote, when and why, as a JSON object; None if it was not corrected."""
    made = quote.corrected
    if made is None:
        return None
    return {
        "id": made.id, "who": made.who or None, "when": made.when,
        "because": made.because or None, "was": made.was or None,
    }  # fmt: skip


def card_record(article: ArticleCard) -> Record:
    """The article of a quote as a JSON object."""
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


def quote_row(quote: Quote, article: ArticleCard) -> tuple[object, ...]:
    """The cells of `QUOTE_COLUMNS`; None is an empty cell."""
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


def hit_row(hit: Hit) -> tuple[object, ...]:
    """The cells of `HIT_COLUMNS`."""
    return (*quote_row(hit.quote, hit.article), round(hit.score, 4), hit.quote.context)


def _passage(passage: Passage) -> Record:
    return {"start": passage.start, "end": passage.end, "text": passage.text}
