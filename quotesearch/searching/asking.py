"""A `Query` and an engine → `Results`, with all that a person wants to see of them."""

from __future__ import annotations

from dataclasses import replace

from quotesearch.indexing.engine import Engine
from quotesearch.model import Query, Results
from quotesearch.searching.highlighting import highlights
from quotesearch.searching.suggestions import suggestions

__all__ = ["search"]


def search(engine: Engine, query: Query) -> Results:
    """
    The hits of a query, with highlights; notes; and when nothing was found, suggestions.

    Notes are full sentences for standard error (undated articles left out). Suggestions are queries that
    would find something, spelt as they would be typed (`prevail`, `speaker:"Lloyd Austin"`). A query that
    asks for nothing finds nothing.

    Raises:
        DamagedIndexError: the files of the index turn out to be torn.
    """
    if not (query.wanted or query.speaker or query.outlet or query.after or query.before or query.kind):
        return Results((), 0, notes=("There is nothing to look for: name a word or a filter.",))
    found = engine.search(query)
    notes = []
    if undated := engine.count_undated(query):
        quotes = "1 quote more matches" if undated == 1 else f"{undated:,} quotes more match"
        notes.append(
            f"{quotes} but for the date: the articles have none, so a filter for dates leaves them out."
        )
    if found.total == 0:
        return replace(found, notes=tuple(notes), suggestions=suggestions(engine, query))
    if not found.hits:
        return replace(found, notes=tuple(notes))
    hits = tuple(replace(hit, highlights=highlights(query, hit.quote)) for hit in found.hits)
    return replace(found, hits=hits, notes=tuple(notes))
