"""What trafilatura and htmldate propose for a page; evidence among other evidence."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quotesearch.cleaning.alignment import supported
from quotesearch.cleaning.unit import Unit

__all__ = ["DEEPEST_PROPOSED", "LARGEST_PROPOSED", "proposed_date", "with_proposal"]

LARGEST_PROPOSED: Final = 4_000_000
"""Code points of a page that the libraries are asked about; of 1,176 news pages the largest has 2.6 million."""

DEEPEST_PROPOSED: Final = 200
"""Nested elements; lxml and trafilatura recurse. Of the same pages the deepest has fewer than 100."""


def with_proposal(source: str, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units of a page, each with the share of its words that trafilatura takes for body."""
    import trafilatura  # takes 300 ms to import: only where there is HTML

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    text = trafilatura.extract(_storable(source), favor_precision=True, fast=True, include_comments=False) or ""
    shares = supported([unit.text for unit in units], text)
    return tuple(replace(unit, proposed=share) for unit, share in zip(units, shares, strict=True))


def proposed_date(source: str) -> str | None:
    """The day of publication that htmldate reads from a page's markup, ISO."""
    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = htmldate.find_date(_storable(source), original_date=True, extensive_search=False)
    return found if isinstance(found, str) else None


def _storable(source: str) -> str:
    """The page without what lxml refuses: NUL and lone surrogates."""
    return source.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
