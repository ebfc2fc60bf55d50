"""SQLite's full-text search over the same quotes and fields, to compare ours with."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from quotesearch.indexing.engines.records import pack
from quotesearch.model import PERSONS, AllOf, ArticleCard, Phrase, Prefix, Query, Quote, Word

__all__ = ["Fts5"]

_TABLES = """
create virtual table stems using fts5(text, speaker, outlet, tokenize='porter unicode61', content='');
create virtual table words using fts5(text, tokenize='unicode61', content='');
create table quotes (number integer primary key, id text, article text, published text, kind text,
                     confidence real, person text, name text, role text, outlet text, record blob);
"""
_INDEXES = """
create index by_day on quotes (published);
create index by_article on quotes (article);
create index by_id on quotes (id);
create index by_person on quotes (person, confidence);
"""


class Fts5:
    """A database of quotes in one file. It has stemmed and unstemmed words, as our index has."""

    def __init__(self, path: Path, count: int = 0) -> None:
        self._base = sqlite3.connect(path)
        self._count = count

    @classmethod
    def create(cls, path: Path) -> Fts5:
        """An empty database in a new file."""
        made = cls(path)
        made._base.executescript(_TABLES)
        return made

    def add(self, articles: Sequence[tuple[ArticleCard, Sequence[Quote]]]) -> None:
        """Add the quotes of articles; `commit` makes them visible."""
        stems, words, facts = [], [], []
        for card, quotes in articles:
            for quote in quotes:
                self._count += 1
                name = quote.speaker.name if quote.speaker else None
                stems.append((self._count, quote.text, name, card.outlet))
                words.append((self._count, quote.text))
                facts.append(
                    (
                        self._count, quote.id, card.id, card.published, quote.kind, quote.confidence,
                        quote.speaker and quote.speaker.person, name, quote.speaker and quote.speaker.role,
                        card.outlet, pack(card, quote),
                    )
                )  # fmt: skip
        self._base.executemany("insert into stems (rowid, text, speaker, outlet) values (?, ?, ?, ?)", stems)
        self._base.executemany("insert into words (rowid, text) values (?, ?)", words)
        self._base.executemany("insert into quotes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", facts)

    def index(self) -> None:
        """Make the indexes of the other columns; this is faster once all rows are there."""
        self._base.executescript(_INDEXES)

    def commit(self) -> None:
        """Commit all changes."""
        self._base.commit()

    def search(self, query: Query) -> tuple[list[bytes], int]:
        """The records of the best results, and the number of all results."""
        table, match = _match(query)
        tables = f"{table} join quotes on quotes.number = {table}.rowid"
        where, values = f"{table} match ?", [match]
        if query.after:
            where += " and published between ? and ?"
            values += [query.after, query.before or "9999"]
        if query.speaker:
            where += " and confidence >= ?"
            values.append(str(PERSONS.probable if query.min_confidence is None else query.min_confidence))
        [total] = self._base.execute(f"select count(*) from {tables} where {where}", values).fetchone()  # noqa: S608
        order = "published desc" if query.sort == "newest" else f"bm25({table})"
        found = self._base.execute(
            f"select record from {tables} where {where} order by {order} limit {query.limit}",  # noqa: S608
            values,
        )
        return [record for (record,) in found], total

    def speakers(self, least: float) -> int:
        """The number of speakers, with each one's quotes and articles counted."""
        counted = self._base.execute(
            "select person, count(*), count(distinct article) from quotes"
            " where confidence >= ? and person is not null group by person order by 2 desc",
            (least,),
        )
        return len(counted.fetchall())

    def close(self) -> None:
        """Close the file."""
        self._base.close()


def _match(query: Query) -> tuple[str, str]:
    """The table to search, and the query in SQLite's syntax."""
    clauses = query.wanted.clauses if isinstance(query.wanted, AllOf) else (query.wanted,)
    parts = [f'speaker : "{query.speaker}"'] if query.speaker else []
    table = "stems"
    for clause in clauses:
        match clause:
            case Word(text):
                parts.append(f'text : "{text}"')
            case Phrase(text):
                table = "words"
                parts.append(f'"{text}"')
            case Prefix(text):
                table = "words"
                parts.append(f'"{text}" *')
    return table, " ".join(parts)
