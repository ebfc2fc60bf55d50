"""What people type → a `Query`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quotesearch.model import DEFAULT_MIN_CONFIDENCE, Query

__all__ = ["KINDS", "SORTS", "ParsedQuery", "parse_query"]

KINDS = ("full", "fragment", "headline")
SORTS = ("relevance", "newest", "oldest")


class ParsedQuery(NamedTuple):
    """What was understood, and for standard error what was not, and what could be typed instead."""

    query: Query
    notes: tuple[str, ...]


def parse_query(
    arguments: Sequence[str],
    *,
    speaker: str | None = None,
    outlet: str | None = None,
    after: str | None = None,
    before: str | None = None,
    kind: str | None = None,
    exact: bool = False,
    sort: str = "relevance",
    limit: int = 20,
    offset: int = 0,
    min_confidence: float = DEFAULT_MIN_CONFIDENCE,
) -> ParsedQuery:
    """
    Read a query as typed, one string for each shell argument, with the values of the options beside it.

    Nothing in *arguments* is an error. A filter that stands in both must hold in both.

    Raises:
        QueryError: an option's value cannot be understood: a date that is no `2024`, `2024-10` or `2024-10-31`,
            an unknown kind or sort, a negative limit or offset, a confidence not between 0 and 1.
    """
    raise NotImplementedError
