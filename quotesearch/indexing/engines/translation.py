"""`Query` → `Selection`: which terms of an index the words of a query mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from quotesearch.analysis import TermForm, name_words, person_words, word_sequences
from quotesearch.indexing.engines.lexicon import Lexicon
from quotesearch.indexing.engines.rows import day_number, least_units
from quotesearch.indexing.engines.selection import And, Filters, Node, Not, Or, Phrase, Selection, Terms
from quotesearch.model import AllOf, AnyOf, Clause, Fuzzy, Prefix, Query, Word
from quotesearch.model import Not as NotClause
from quotesearch.model import Phrase as PhraseClause

__all__ = ["named", "selection_of", "words_of_query"]

_FIRST_DAY: Final = "0001-01-01"
_LAST_DAY: Final = "9999-12-31"


def selection_of(query: Query, lexicon: Lexicon) -> Selection:
    """
    Which quotes a query selects.

    Args:
        query: its limit, offset, sort and group do not matter, nor does what it prefers.
        lexicon: the words of the index.
    """
    filters = Filters(kind=query.kind)
    if query.speaker is not None:
        filters = named(query.speaker, query.min_confidence, filters)
    if query.outlet is not None:
        tags = tuple(Terms("outlet", (term,)) for term in sorted(name_words(query.outlet)))
        filters = _with(filters, tags=filters.tags + tags)
    if query.after or query.before:
        days = day_number(query.after or _FIRST_DAY), day_number(query.before or _LAST_DAY)
        filters = _with(filters, dates=days)
    return Selection(words_of_query(query.wanted, lexicon, exact=query.exact), filters)


def named(name: str, min_confidence: float | None, filters: Filters | None = None) -> Filters:
    """
    Only quotes whose speaker has all words of a name; of "": that have a speaker.

    Args:
        name: part of a name, or all of it after “=”; that no other word may be in it is up to the engine.
        min_confidence: quotes below it have no speaker.
        filters: what else must match.
    """
    words = person_words(name)
    tags = tuple(Terms("speaker", (word,)) for word in words)
    if name and not words:
        tags = (Terms("speaker", ()),)
    before = filters or Filters()
    return _with(before, tags=before.tags + tags, least=least_units(min_confidence))


def words_of_query(clause: Clause | None, lexicon: Lexicon, *, exact: bool) -> Node | None:
    """The words of a query as terms; None if there is nothing in it that could be looked for."""
    build = partial(words_of_query, lexicon=lexicon, exact=exact)
    match clause:
        case Word(text):
            return _rows(lexicon, text, "printed" if exact else "stem")
        case PhraseClause(text):
            return _rows(lexicon, text, "printed" if exact else "folded")
        case Prefix(text):
            return Terms("words", lexicon.beginning(text, exact=exact))
        case Fuzzy(text):
            return Terms("words", lexicon.alike(text))
        case AllOf(clauses):
            return _joined(And, [build(part) for part in clauses])
        case AnyOf(clauses):
            return _joined(Or, [build(part) for part in clauses])
        case NotClause(inner):
            unwanted = build(inner)
            return Not(unwanted) if unwanted else None
    return None


def _with(filters: Filters, **changes: object) -> Filters:
    """Filters with some of them changed."""
    return replace(filters, **changes)  # type: ignore[arg-type]


def _joined(kind: type[And | Or], parts: Sequence[Node | None]) -> Node | None:
    """Nodes joined, empty ones left out."""
    present = tuple(part for part in parts if part is not None)
    return kind(present) if len(present) > 1 else present[0] if present else None


def _rows(lexicon: Lexicon, text: str, form: TermForm) -> Node | None:
    """Words in a row, in any of the ways a text may be written."""
    field = "stems" if form == "stem" else "words"
    ways: list[Node] = []
    for row in word_sequences(text, form):
        spellings = tuple(lexicon.spelt(word) if form == "folded" else (word,) for word in row)
        ways.append(Phrase(field, spellings) if len(row) > 1 else Terms(field, spellings[0]))
    return _joined(Or, ways)
