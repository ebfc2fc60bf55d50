"""A `Query` and an engine → `Results`, with all that a person wants to see of them."""

from __future__ import annotations

from quotesearch.indexing.engine import Engine
from quotesearch.model import Query, Results

__all__ = ["search"]


def search(engine: Engine, query: Query) -> Results:
    """
    The hits of a query, with highlights; notes; and when nothing was found, suggestions.

    Notes are full sentences for standard error (undated articles left out). Suggestions are queries that would find
    something, spelt as they would be typed (`prevail`, `speaker:"Lloyd Austin"`).
    """
    raise NotImplementedError
