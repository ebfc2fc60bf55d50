"""A `Query` and an engine → `Results`, with all that a person wants to see of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quotesearch.indexing.analysis import WHOLE_NAME, person_words
from quotesearch.indexing.engine import Engine
from quotesearch.model import Query, Results
from quotesearch.searching.highlighting import highlights
from quotesearch.searching.suggestions import suggestions

__all__ = ["search"]

_MOST_PEOPLE: Final = 5
"""People named at most if a name fits several."""


def search(engine: Engine, query: Query) -> Results:
    """
    The hits of a query, with highlights; notes; and when nothing was found, suggestions.

    Notes are full sentences for standard error (undated articles left out, a name that several people have).
    Suggestions are queries that would find something, spelt as they would be typed (`prevail`,
    `speaker:"Lloyd Austin"`). A query that asks for nothing finds nothing.

    Raises:
        DamagedIndexError: the files of the index turn out to be torn.
    """
    if not (query.wanted or query.speaker or query.outlet or query.after or query.before or query.kind):
        return Results((), 0, notes=("There is nothing to look for: name a word or a filter.",))
    found = engine.search(query)
    notes = list(_who_is_meant(engine, query))
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


def _who_is_meant(engine: Engine, query: Query) -> Iterator[str]:
    """If the name asked for fits several people among those found: who they are, and how to choose."""
    if query.speaker is None or query.speaker.startswith(WHOLE_NAME):
        return
    people = engine.facets(query, ["speaker"], _MOST_PEOPLE + 1)
    if len(people) < 2:
        return
    words = {person.value: set(person_words(person.value)) for person in people}
    first = people[0].value
    is_part = any(words[first] < others for others in words.values())
    listed = " · ".join(f"{person.value} ({person.quotes:,})" for person in people[:_MOST_PEOPLE])
    number = f"{len(people)}" if len(people) <= _MOST_PEOPLE else f"more than {_MOST_PEOPLE}"
    choose = f'--speaker "{WHOLE_NAME if is_part else ""}{first}"'
    yield f"“{query.speaker}” fits {number} people: {listed}. Choose one by the name: {choose}"
