"""What trafilatura and htmldate propose for a page; evidence among other evidence."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Final

from quotesearch.cleaning.alignment import supported
from quotesearch.cleaning.markup import Markup

__all__ = ["date_of", "with_proposal"]

LARGEST_PROPOSED: Final = 4_000_000
"""Code points of a page that the libraries are asked about."""

MOST_RUNS_PROPOSED: Final = 2_000
"""Stretches that inline elements cut one unit into; trafilatura takes time with the square of them."""

DEEPEST_PROPOSED: Final = 200
"""Nested elements; lxml and trafilatura recurse."""

FAULTS: Final = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError)
"""What these libraries raise on markup that is none; then they have nothing to propose."""


def with_proposal(page: Markup, source: str) -> Markup:
    """A page with the share of each unit's words that trafilatura takes for body; 0 on pages too large."""
    if not _is_moderate(page, source):
        return page
    import trafilatura  # takes 300 ms to import: only where there is HTML

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(_storable(source), favor_precision=True, fast=True, include_comments=False)
    except FAULTS:
        text = None
    shares = supported([unit.text for unit in page.units], text or "")
    units = tuple(
        replace(unit, proposed=share) if share else unit
        for unit, share in zip(page.units, shares, strict=True)
    )
    return replace(page, units=units)


def date_of(page: Markup, source: str) -> str | None:
    """The day of publication that htmldate reads from a page's markup, ISO."""
    if not _is_moderate(page, source):
        return None
    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = htmldate.find_date(_storable(source), original_date=True, extensive_search=False)
    except FAULTS:
        return None
    return found if isinstance(found, str) else None


def _is_moderate(page: Markup, source: str) -> bool:
    if not page.units or len(source) > LARGEST_PROPOSED or page.depth > DEEPEST_PROPOSED or page.crowded:
        return False
    return max(len(unit.runs) for unit in page.units) <= MOST_RUNS_PROPOSED


def _storable(source: str) -> str:
    """The page without what lxml refuses: NUL and lone surrogates."""
    return source.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
