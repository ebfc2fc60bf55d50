"""`Selection` → queries of Whoosh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from whoosh import matching
from whoosh import query as queries

from quotesearch.indexing.engines.selection import And, Node, Not, Or, Phrase, Terms

__all__ = ["field_of", "query_of"]

_FIELDS: Final = {"outlet": "outlet_words"}
"""Fields of terms whose name a column has already."""

_FEW: Final = 8
"""Terms that Whoosh joins one by one; more are read whole, which takes a tenth of the time."""


class AnyTerm(queries.Query):  # type: ignore[misc]
    """Quotes with any of many terms, which count as one word that occurs once."""

    def __init__(self, fieldname: str, terms: Sequence[str]) -> None:
        self.fieldname, self.words, self.boost = fieldname, tuple(terms), 1.0

    def __hash__(self) -> int:
        return hash((self.fieldname, self.words))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnyTerm) and (self.fieldname, self.words) == (other.fieldname, other.words)

    def estimate_size(self, ixreader: Any) -> int:
        """At most how many quotes match."""
        found = sum(ixreader.doc_frequency(self.fieldname, term) for term in self.words)
        return min(int(found), int(ixreader.doc_count_all()))

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """The quotes of a segment in order, all of the same relevance."""
        reader = searcher.reader()
        numbers: set[int] = set()
        for term in self.words:
            if (self.fieldname, term) in reader:
                numbers.update(reader.postings(self.fieldname, term).all_ids())
        return matching.ListMatcher(sorted(numbers), all_weights=1.0) if numbers else matching.NullMatcher()


def field_of(field: str) -> str:
    """The field of Whoosh for one of ours."""
    return _FIELDS.get(field, field)


def query_of(node: Node) -> Any:
    """A node as a query of Whoosh."""
    match node:
        case Terms(field, terms) if len(terms) > _FEW:
            return AnyTerm(field_of(field), terms)
        case Terms(field, terms):
            return _any_of(field, terms)
        case Phrase(field, words) if all(len(spellings) == 1 for spellings in words):
            return queries.Phrase(field, [spellings[0] for spellings in words])
        case Phrase(field, words):
            return queries.Sequence([_any_of(field, spellings) for spellings in words])
        case And(parts):
            return queries.And([query_of(part) for part in parts])
        case Or(parts):
            return queries.Or([query_of(part) for part in parts])
        case Not(part):
            return queries.And([queries.Every(), queries.Not(query_of(part))])


def _any_of(field: str, terms: Sequence[str]) -> Any:
    """A query for any of a few terms, which knows where they are."""
    some = [queries.Term(field_of(field), term) for term in terms]
    return some[0] if len(some) == 1 else queries.Or(some) if some else queries.NullQuery
