"""What a database's record says of its article, from the fields that `records` has found."""

from __future__ import annotations

import re

from quotesearch.cleaning.bylines import is_nobody, names_in_byline
from quotesearch.cleaning.dates import dates_in
from quotesearch.cleaning.metadata import Metadata
from quotesearch.cleaning.records import Field, Record
from quotesearch.lexicons import Lexicon
from quotesearch.model import Found, Span

__all__ = ["read_record_metadata"]

_BY = re.compile(r"(?:written\s+)?by:?\s+", re.IGNORECASE)
_EDITION = re.compile(r"\s*(?:[;:]|\([^()]*\)\s*$).*$")
_SURNAME_FIRST = re.compile(r"[^,;]+,[^,;]+(?:;[^,;]+,[^,;]+)*;?")


def read_record_metadata(lexicon: Lexicon, record: Record) -> Metadata:
    """
    The metadata of a record; what a field does not say soundly is left out.

    The day on which a database loaded an article (`LOAD-DATE`) is not the day on which it was published.
    """
    fields = record.fields
    headline, outlet, url = fields.get("headline"), fields.get("outlet"), fields.get("url")
    return Metadata(
        headline=_found(headline, headline.value) if headline else None,
        byline=_byline(lexicon, fields.get("byline")),
        published=_published(lexicon, fields.get("date")),
        outlet=_found(outlet, name) if outlet and (name := outlet_in(outlet.value)) else None,
        url=_found(url, url.value) if url and url.value.lower().startswith("http") else None,
    )


def outlet_in(value: str) -> str:
    """
    The outlet's name without its place, edition and number.

    >>> outlet_in("The Daily Example (London)"), outlet_in("The Daily Example; Roe [Roe]. 31 Oct 2024: A.1.")
    ('The Daily Example', 'The Daily Example')
    """
    return _EDITION.sub("", value).strip()


def _found(field: Field, value: str) -> Found[str]:
    return Found(value, field.name, Span(field.start, field.end))


def _byline(lexicon: Lexicon, field: Field | None) -> Found[tuple[str, ...]] | None:
    if field is None or is_nobody(lexicon, field.value):
        return None
    value = _BY.sub("", field.value, count=1) if _BY.match(field.value) else field.value
    if _SURNAME_FIRST.fullmatch(value) and field.name.lower().startswith("the field author"):
        value = "; ".join(
            " ".join(reversed([part.strip() for part in name.split(",")]))
            for name in value.split(";")
            if name.strip()
        )
    names = names_in_byline(lexicon, f"by {value}"[:160])
    return Found(names, field.name, Span(field.start, field.end)) if names else None


def _published(lexicon: Lexicon, field: Field | None) -> Found[str] | None:
    date = next(dates_in(lexicon, field.value), None) if field else None
    if field is None or date is None:
        return None
    exact = field.end - field.start == len(field.value)  # in HTML the field as a whole is its place
    place = Span(field.start + date.start, field.start + date.end) if exact else Span(field.start, field.end)
    return Found(date.day, field.name, place)
