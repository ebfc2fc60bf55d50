"""
A small engine on SQLite's full-text search: an oracle for the results of our engines.

It shares no code with them that decides what is found: SQLite splits, folds and stems words (`unicode61`, Porter),
and conditions are joined as sets of quotes.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from quotesearch.model import (
    AllOf,
    AnyOf,
    ArticleCard,
    Clause,
    Not,
    Phrase,
    Prefix,
    Query,
    Quote,
    Word,
    thresholds_of,
)


class Fts5Engine:
    """Quotes in a database in memory, by their ids."""

    def __init__(self) -> None:
        self._base = sqlite3.connect(":memory:")
        self._base.executescript("""
            create virtual table stems using fts5(text, tokenize="porter unicode61 remove_diacritics 2");
            create virtual table words using fts5(text, tokenize="unicode61 remove_diacritics 2");
            create virtual table names using fts5(speaker, outlet, tokenize="unicode61 remove_diacritics 2");
            create virtual table stem_list using fts5vocab(stems, instance);
            create virtual table word_list using fts5vocab(words, instance);
            create table facts (number integer primary key, id text, published text, kind text, confidence real,
                                least real);
        """)

    def add(self, article: ArticleCard, quotes: Sequence[Quote]) -> None:
        """Add an article's quotes."""
        for quote in quotes:
            least = thresholds_of(quote.speaker.type if quote.speaker else "").probable
            row = self._base.execute(
                "insert into facts (id, published, kind, confidence, least) values (?, ?, ?, ?, ?)",
                (quote.id, article.published, quote.kind, quote.confidence, least),
            ).lastrowid
            for table in "stems", "words":
                self._base.execute(f"insert into {table} (rowid, text) values (?, ?)", (row, quote.text))  # noqa: S608 - our own names
            self._base.execute(
                "insert into names (rowid, speaker, outlet) values (?, ?, ?)",
                (row, quote.speaker.name if quote.speaker else None, article.outlet),
            )

    def found(self, query: Query) -> set[str]:
        """The ids of all quotes that match a query."""
        rows = self._rows("select number from facts")
        if query.wanted is not None:
            rows &= self._clause(query.wanted, query.exact)
        if query.speaker is not None:
            words = query.speaker.split()
            kept = [word for at, word in enumerate(words) if not (len(word) < 3 and 0 < at < len(words) - 1)]
            rows &= self._matching("names", "speaker : " + " ".join(map(_quoted, kept)))
            if query.min_confidence is None:
                rows &= self._rows("select number from facts where confidence >= least")
            else:
                rows &= self._rows("select number from facts where confidence >= ?", query.min_confidence)
        if query.outlet is not None:
            rows &= self._matching("names", "outlet : " + " ".join(map(_quoted, query.outlet.split())))
        if query.after is not None:
            rows &= self._rows("select number from facts where published >= ?", query.after)
        if query.before is not None:
            rows &= self._rows("select number from facts where published <= ?", query.before)
        if query.kind is not None:
            rows &= self._rows("select number from facts where kind = ?", query.kind)
        return {
            str(self._base.execute("select id from facts where number = ?", (row,)).fetchone()[0])
            for row in rows
        }

    def tokens(self, text: str, table: str) -> list[str]:
        """SQLite's tokens of a text, stemmed or not."""
        self._base.execute("savepoint look")
        self._base.execute(f"insert into {table} (rowid, text) values (-1, ?)", (text,))  # noqa: S608
        list_name = {"stems": "stem_list", "words": "word_list"}[table]
        found = self._base.execute(f"select term from {list_name} where doc = -1 order by offset").fetchall()  # noqa: S608
        self._base.execute("rollback to look")
        return [term for (term,) in found]

    def close(self) -> None:
        """Close the database."""
        self._base.close()

    def _clause(self, clause: Clause, exact: bool) -> set[int]:
        match clause:
            case Word(text):
                return self._matching("words" if exact else "stems", _quoted(text))
            case Phrase(text):
                return self._matching("words", _quoted(text))
            case Prefix(text):
                return self._matching("words", _quoted(text) + " *")
            case AllOf(clauses):
                return set.intersection(*(self._clause(part, exact) for part in clauses))
            case AnyOf(clauses):
                return set.union(*(self._clause(part, exact) for part in clauses))
            case Not(inner):
                return self._rows("select number from facts") - self._clause(inner, exact)
        raise AssertionError(clause)

    def _matching(self, table: str, match: str) -> set[int]:
        return self._rows(f"select rowid from {table} where {table} match ?", match)  # noqa: S608

    def _rows(self, statement: str, *values: object) -> set[int]:
        return {number for (number,) in self._base.execute(statement, values)}


def _quoted(text: str) -> str:
    return '"' + re.sub(r'"', '""', text) + '"'
