"""Write an exported database: under another name until it is complete."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from quotesearch.errors import InputError
from quotesearch.exporting.database_rows import article_row, part_rows, quote_row, storable
from quotesearch.exporting.database_schema import (
    APPLICATION_ID,
    FILL_SPEAKERS,
    FULL_TEXT,
    INDEXES,
    SCHEMA_VERSION,
    TABLES,
)
from quotesearch.indexing import Engine, flush
from quotesearch.model import Query

__all__ = ["ExportReport", "export_quotes"]

BATCH: Final = 500
"""Quotes that are in memory at once, and between two calls of `on_progress`."""

_MAGIC: Final = b"SQLite format 3\0"
_APPLICATION_ID_AT: Final = slice(68, 72)


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an exported database holds."""

    path: str
    quotes: int
    articles: int  # that the quotes are from
    speakers: int  # that are named
    full_text: bool  # with a full-text index; False: this Python's SQLite has no FTS5
    replaced: bool  # there was an older export


def export_quotes(
    engine: Engine,
    query: Query,
    path: str | os.PathLike[str],
    *,
    about: Mapping[str, str] | None = None,
    shown_path: Callable[[str], str] = str,
    on_progress: Callable[[int, int], None] | None = None,
) -> ExportReport:
    """
    Write the quotes that match a query into a SQLite file, whole or not at all.

    Args:
        engine: what holds the quotes.
        query: which of them; its limit, offset, sort and group do not matter, its `min_confidence` does.
        path: the file. An older export is replaced, anything else is left alone.
        about: additional rows of the table `meta`.
        shown_path: turns the path of an article, as the engine has it, into what is written.
        on_progress: is called with the number of quotes written, and of all.

    Raises:
        InputError: the file is something else than an older export, or cannot be written.
        DamagedIndexError: the files of the index turn out to be torn.
    """
    target = Path(os.path.realpath(path))  # a link to an export stays a link
    replaces = _look_at(target, os.fspath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    total = engine.search(replace(query, limit=0, offset=0)).total
    try:
        _begin(beside, target, os.fspath(path))
        with closing(sqlite3.connect(beside, isolation_level=None)) as base:
            base.executescript(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"  # no one reads it before it is complete
                f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; BEGIN;"
                f"{TABLES}"
            )
            _write_quotes(base, engine, query, total, shown_path, on_progress)
            full_text = _finish(base)
            counts = {name: _count(base, name) for name in ("quotes", "articles", "speakers")}
            facts = dict(about or {}) | {"schema": str(SCHEMA_VERSION), "full_text": str(int(full_text))}
            facts |= {name: str(number) for name, number in counts.items()}
            rows = [(key, storable(value)) for key, value in facts.items()]
            base.executemany("INSERT INTO meta VALUES (?, ?)", rows)
            base.execute("COMMIT")
            base.execute("ANALYZE")
        flush(beside)
        beside.replace(target)
        flush(target.parent)
    except (sqlite3.Error, OSError) as error:
        raise InputError(f"{os.fspath(path)} cannot be written: {_in_words(error)}.") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return ExportReport(os.fspath(path), **counts, full_text=full_text, replaced=replaces)


def _begin(beside: Path, target: Path, name: str) -> None:
    """
    Make the empty file that SQLite then fills: it would not say why it cannot.

    Raises:
        InputError: the folder cannot be written to.
    """
    try:
        beside.unlink(missing_ok=True)  # of a process that was killed, and whose number we have now
        beside.touch(exist_ok=False)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            folder = f"the folder {target.parent} may not be written to ({_in_words(error)})"
            raise InputError(f"{name} cannot be written: {folder}.") from error
        raise


def _look_at(target: Path, name: str) -> bool:
    """
    Is there an older export at the place of a new one?

    Raises:
        InputError: there is something else.
    """
    try:
        if Path(name).is_symlink() and not Path(name).exists():
            raise InputError(
                f"{name} is a link that leads nowhere, so it is left as it is. Name another file."
            )
        if not target.exists():
            if not target.parent.is_dir():
                raise InputError(f"{name} cannot be written: there is no folder {target.parent}.")
            return False
        if not target.is_file():  # checked first: opening a FIFO would wait for a writer
            what = "a folder" if target.is_dir() else "not a regular file"
            raise InputError(f"{name} is {what}. Name a file: quotesearch export quotes.db")
        with target.open("rb") as file:
            head = file.read(_APPLICATION_ID_AT.stop)
    except (OSError, ValueError) as error:
        raise InputError(f"{name} cannot be written: {_in_words(error)}.") from error
    ours = head.startswith(_MAGIC) and head[_APPLICATION_ID_AT] == APPLICATION_ID.to_bytes(4, "big")
    if not ours:
        raise InputError(
            f"{name} exists and is not an export of quotesearch, so it is left as it is.\n"
            "Name another file, or remove this one."
        )
    return True


def _write_quotes(
    base: sqlite3.Connection,
    engine: Engine,
    query: Query,
    total: int,
    shown_path: Callable[[str], str],
    on_progress: Callable[[int, int], None] | None,
) -> None:
    """Fill the tables of articles, quotes and parts."""
    done = 0
    hits = engine.hits(replace(query, sort="oldest", group=None, preferred=None, limit=total, offset=0))
    while batch := list(islice(hits, BATCH)):
        cards = {hit.article.id: hit.article for hit in batch}
        quotes = [(hit.quote.at(query.min_confidence), hit.article) for hit in batch]
        base.executemany(
            _insert("articles", 10, "OR IGNORE"),
            (
                article_row(card, shown_path(card.path), [shown_path(copy) for copy in card.also_at])
                for card in cards.values()
            ),
        )
        base.executemany(_insert("quotes", 19), (quote_row(quote, card) for quote, card in quotes))
        base.executemany(_insert("parts", 5), (row for quote, _ in quotes for row in part_rows(quote)))
        done += len(batch)
        if on_progress is not None:
            on_progress(done, total)


def _insert(table: str, columns: int, how: str = "") -> str:
    """The statement that puts a row into a table; the names are ours."""
    return f"INSERT {how} INTO {table} VALUES ({', '.join('?' * columns)})"  # noqa: S608


def _finish(base: sqlite3.Connection) -> bool:
    """Build the indexes and count the speakers; build the full-text index, too, unless SQLite has none."""
    for statement in filter(str.strip, INDEXES.split(";")):
        base.execute(statement)
    base.execute(FILL_SPEAKERS)
    statements = [statement for statement in FULL_TEXT.split(";") if statement.strip()]
    try:
        base.execute(statements[0])
    except sqlite3.OperationalError as error:
        if "no such module" in str(error):
            return False
        raise
    for statement in statements[1:]:
        base.execute(statement)
    return True


def _count(base: sqlite3.Connection, table: str) -> int:
    number: int = base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - the names are ours
    return number


def _in_words(error: Exception) -> str:
    """What went wrong, without the number that the system gives it."""
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return told.lower()
