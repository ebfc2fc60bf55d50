"""What an article says of itself: headline, byline, date and outlet, each with the place it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from quotesearch.cleaning.bylines import names_in_byline
from quotesearch.cleaning.dates import dates_in
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import entries
from quotesearch.model import READ_LABELS, Found, RawDocument, Span

__all__ = ["Metadata", "read_metadata", "with_sidecar"]

Labelled = Sequence[tuple[Unit, Verdict]]

OWN_BOXES: Final = frozenset({"promo", "footer", "byline", "widget"})
"""Where a page speaks of itself; what a story or a teaser mentions is not its outlet."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found; None: the article does not say."""

    headline: Found[str] | None = None
    byline: Found[tuple[str, ...]] | None = None
    published: Found[str] | None = None
    outlet: Found[str] | None = None
    url: Found[str] | None = None


def read_metadata(units: Sequence[Unit], verdicts: Sequence[Verdict]) -> Metadata:
    """What a plain text says of itself."""
    labelled = list(zip(units, verdicts, strict=True))
    body = [index for index, verdict in enumerate(verdicts) if verdict.label in READ_LABELS]
    head = labelled[: body[0] + 1] if body else labelled
    return Metadata(
        headline=_headline(labelled),
        byline=_byline(head),
        published=_published(head),
        outlet=next(_outlets(labelled), None),
    )


def with_sidecar(inferred: Metadata, document: RawDocument) -> Metadata:
    """The sidecar's word, and where it is silent what was inferred."""
    sidecar = document.sidecar
    if sidecar is None:
        return inferred
    return Metadata(
        headline=Found(sidecar.headline, "sidecar") if sidecar.headline is not None else inferred.headline,
        byline=Found(sidecar.byline, "sidecar") if sidecar.byline is not None else inferred.byline,
        published=Found(sidecar.published, "sidecar")
        if sidecar.published is not None
        else inferred.published,
        outlet=Found(sidecar.outlet, "sidecar") if sidecar.outlet is not None else inferred.outlet,
        url=Found(sidecar.url, "sidecar") if sidecar.url is not None else inferred.url,
    )


def _headline(labelled: Labelled) -> Found[str] | None:
    for unit, verdict in labelled:
        if verdict.label == "headline":
            marks = len(unit.text) - len(unit.text.lstrip("# "))  # Markdown
            return Found(unit.text[marks:], verdict.reason, Span(unit.start + marks, unit.end))
    return None


def _byline(head: Labelled) -> Found[tuple[str, ...]] | None:
    for unit, verdict in head:
        if verdict.label == "byline":
            names = names_in_byline(unit.text)
            if names:
                return Found(names, verdict.reason, Span(unit.start, unit.end))
    return None


def _published(head: Labelled) -> Found[str] | None:
    for unit, verdict in head:
        if verdict.label == "date":
            for date in dates_in(unit.text):
                return Found(date.day, verdict.reason, Span(unit.start + date.start, unit.start + date.end))
    return None


@cache
def _outlet_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    word = r"[A-Z][\w'’&-]*(?:\.\w+)*"
    name = rf"(?:the )?(?-i:({word}(?: (?:(?:of|&) )?{word}){{0,4}}))"
    patterns = []
    for line in entries("en/boilerplate_outlets"):
        literal = r"\s+".join(re.escape(part) for part in line.split())
        written = (
            literal.replace(r"\{outlet\}", name)
            .replace("…", r"[^.\n]{1,80}?")
            .replace(r"\{year\}", r"(?:19|20)\d\d")
        )
        patterns.append((re.compile(written, re.IGNORECASE), line))
    return tuple(patterns)


def _outlets(labelled: Labelled) -> Iterator[Found[str]]:
    for unit, verdict in labelled:
        if verdict.label not in OWN_BOXES:
            continue
        for pattern, line in _outlet_patterns():
            match = pattern.search(unit.text[:1000])
            if match:
                basis = f"“{line.replace('{outlet}', '…')}” in a block labelled {verdict.label}"
                yield Found(
                    match.group(1), basis, Span(unit.start + match.start(1), unit.start + match.end(1))
                )
