"""`Selection` → conditions of SQL, with a query of FTS5 for its terms."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, product
from typing import Final

from quotesearch.indexing.engines.selection import And, Filters, Node, Not, Or, Phrase, Selection, Terms

__all__ = ["conditions", "match_of", "printed", "typed"]

_PRIVATE: Final = 0xE000
"""First of the code points that replace ASCII characters which FTS5 would not take for part of a term."""

_HALVES: Final = 0xF0000
"""First of the code points that replace halves of characters, which SQLite cannot store as text."""

_TYPED: Final = {
    **{code: chr(_PRIVATE + code) for code in range(128) if not (chr(code).isdigit() or chr(code).islower())},
    **{code: chr(_HALVES + code - 0xD800) for code in range(0xD800, 0xE000)},
}
_PRINTED: Final = {ord(new): chr(old) for old, new in _TYPED.items()}

_MOST_SPELLINGS: Final = 64
"""Ways to spell a phrase that are looked for; few phrases have more than four."""

_NOTHING: Final = '("\ue000")'
"""A query that finds nothing: no term is so."""


def typed(terms: Iterable[str]) -> str:
    """
    Terms as FTS5 is given them: letters and digits only, and a space between two.

    >>> typed(["us"]), len(typed(["U.S."])), typed(["front", "line"])
    ('us', 4, 'front line')
    """
    return " ".join(term.translate(_TYPED) for term in terms)


def printed(term: str) -> str:
    """
    A term that `typed` made, as it was.

    >>> printed(typed(["U.S."]))
    'U.S.'
    """
    return term.translate(_PRINTED)


def conditions(selection: Selection, *, quotes: bool = False) -> tuple[str, list[str | int | bytes]]:
    """
    What comes after `from` in a statement that finds the selected rows, and its values.

    Args:
        selection: which rows.
        quotes: whether the table `quotes` is needed even if no filter needs it.
    """
    filters = selection.filters
    nodes = [*([selection.words] if selection.words else ()), *filters.tags]
    clauses, values = _clauses(filters)
    tables = []
    if nodes:
        tables.append("terms")
        clauses.insert(0, "terms match ?")
        values.insert(0, " AND ".join(match_of(node) for node in nodes))
    if quotes or len(clauses) > bool(nodes) or not nodes:
        tables.append("quotes")
    source = "terms join quotes on quotes.number = terms.rowid" if len(tables) > 1 else tables[0]
    return source + (f" where {' and '.join(clauses)}" if clauses else ""), values


def _clauses(filters: Filters) -> tuple[list[str], list[str | int | bytes]]:
    """The conditions on columns, and their values."""
    clauses: list[str] = []
    values: list[str | int | bytes] = []
    if filters.dates is not None:
        clauses.append("quotes.published between ? and ?")
        values += filters.dates
    if filters.kind is not None:
        clauses.append("quotes.kind = ?")
        values.append(filters.kind.encode())
    if filters.least is not None:
        person, other = filters.least
        clauses.append(
            "quotes.certainty >= case quotes.certainty & 1 when 0 then ? else ? end and quotes.certainty >= 0"
        )
        values += [2 * person, 2 * other + 1]
    if filters.people is not None:
        people = [name.encode("utf-8", "surrogatepass") for name in sorted(filters.people)]
        marks = ", ".join("?" * len(people))
        clauses.append(f"(quotes.person in ({marks}) or quotes.name in ({marks}))")
        values += [*people, *people]
    return clauses, values


def match_of(node: Node) -> str:
    """A node as a query of FTS5."""
    match node:
        case Terms(field, terms):
            some = " OR ".join(f'"{typed([term])}"' for term in terms)
            return f"({_columns(field)} : ({some}))" if some else _NOTHING
        case Phrase(field, words):
            ways = islice(product(*words), _MOST_SPELLINGS)
            some = " OR ".join(f'"{typed(way)}"' for way in ways)
            return f"({_columns(field)} : ({some}))" if some else _NOTHING
        case And(parts):
            return f"({' AND '.join(map(match_of, parts))})"
        case Or(parts):
            return f"({' OR '.join(map(match_of, parts))})"
        case Not(part):
            return f"(every : x NOT {match_of(part)})"


def _columns(field: str) -> str:
    """The columns of a field: the words of a quote are there twice if some are hyphenated."""
    return f"{{{field} whole_{field}}}" if field in ("stems", "words") else field
