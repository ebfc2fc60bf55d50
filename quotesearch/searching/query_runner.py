"""A `Query` and an engine → `Results`, with all that a person wants to see of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quotesearch.analysis import WHOLE_NAME, person_words
from quotesearch.indexing import Engine
from quotesearch.model import Hit, Query, Results
from quotesearch.searching.clauses import positive
from quotesearch.searching.highlighting import highlights
from quotesearch.searching.hints import FEW, asks_for_nothing, name_hints, other_hints
from quotesearch.searching.suggestions import suggestions

__all__ = ["each_hit", "search"]

_MOST_PEOPLE: Final = 5
"""People named at most if a name fits several."""

_LONGEST_TYPED: Final = 2_000
"""Characters of the words of a query that a person types; a longer one was pasted or made."""


def search(engine: Engine, query: Query) -> Results:
    """
    The hits of a query, with highlights; notes; and when little or nothing was found, what finds more.

    Notes are full sentences for standard error (undated articles left out, a name that several people have).
    Suggestions are queries that would find something, as they would be typed (`prevail`,
    `speaker:"Lloyd Austin"`); hints say why so little was found; the nearest quotes share most words of a long
    query. A query that asks for nothing finds nothing.

    Raises:
        DamagedIndexError: the files of the index turn out to be torn.
    """
    if asks_for_nothing(query):
        return Results((), 0, notes=("There is nothing to look for: name a word or a filter.",))
    found = engine.search(query)
    notes = list(_who_is_meant(engine, query))
    if undated := engine.count_undated(query):
        one = "1 more quote matches, but its article has no date."
        notes.append(
            one if undated == 1 else f"{undated:,} more quotes match, but their articles have no date."
        )
    found = replace(found, notes=tuple(notes))
    if found.total == 0 and _is_long(query):  # a pasted page, say: a search for each hint would take minutes
        from quotesearch.searching.nearest import nearest

        return replace(found, nearest=nearest(engine, query))
    meant = name_hints(engine, query) if found.total < FEW else ()
    found = replace(found, hints=meant)
    if found.total == 0:
        from quotesearch.searching.nearest import nearest  # here, since most searches find something

        return replace(
            found,
            hints=(*meant, *other_hints(engine, query)),
            suggestions=() if meant else suggestions(engine, query),
            nearest=nearest(engine, query),
        )
    return replace(found, hits=tuple(_highlighted(query, hit) for hit in found.hits))


def _is_long(query: Query) -> bool:
    """Whether a query is longer than what is typed."""
    return sum(len(clause.text) + 1 for clause in positive(query.wanted)) > _LONGEST_TYPED


def each_hit(engine: Engine, query: Query) -> Iterator[Hit]:
    """The hits that `search` returns, each read when it is needed: to iterate over many of them."""
    return (_highlighted(query, hit) for hit in engine.hits(query))


def _highlighted(query: Query, hit: Hit) -> Hit:
    """A hit with the words that matched."""
    return replace(hit, highlights=highlights(query, hit.quote))


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
