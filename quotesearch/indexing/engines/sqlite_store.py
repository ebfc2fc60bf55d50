"""Quotes in a database of SQLite, with its full-text index FTS5."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import quote as quoted_url

from quotesearch.analysis import Term
from quotesearch.errors import IndexStateError
from quotesearch.indexing.engines.rows import COLUMNS, Row
from quotesearch.indexing.engines.selection import Selection
from quotesearch.indexing.engines.sqlite_queries import conditions, printed, typed

__all__ = ["SqliteStore"]

_NAME: Final = "engine.db"

_TABLES: Final = f"""
create virtual table terms using fts5(
  stems, whole_stems, words, whole_words, variants, speaker, outlet, every, tokenize='ascii');
create virtual table vocabulary using fts5vocab(terms, col);
create table quotes (
  number integer primary key, id text, {", ".join(f"{name} blob" for name in COLUMNS)},
  published integer, certainty integer, record blob);
create index by_id on quotes (id);
create index by_article on quotes (article);
create index by_day on quotes (published);
"""

_WEIGHTS: Final = "1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0"
"""Of the columns of `terms` for BM25: only stems and words make a quote relevant, each word once."""

_GAP: Final = "\ue01e"
"""A term between two parts of a quote, that no phrase contains."""

_PART: Final = 2
"""Positions between two words that are not of the same part."""

_PART_GAP: Final = 100
_CACHE: Final = 64 << 10  # KiB of the database that a writer keeps in memory
_VARIABLES: Final = 500  # values in one statement


class SqliteStore:
    """A `Store` in a folder: one file."""

    def __init__(self, directory: Path, *, writing: bool = False) -> None:
        self._path = directory / _NAME
        self._writer: sqlite3.Connection | None = None
        # An index that is read never changes, so that no lock and no log is needed.
        self._reader = self._connect("mode=rw" if writing else "mode=ro&immutable=1")
        self._next = 0

    @classmethod
    def create(cls, directory: Path) -> SqliteStore:
        """An empty store in an empty folder."""
        base = sqlite3.connect(directory / _NAME)
        try:
            base.executescript(_TABLES)
        except sqlite3.OperationalError as error:
            if "fts5" not in str(error):
                raise
            raise IndexStateError(
                "this Python's SQLite has no FTS5, so it cannot keep an index.\n"
                "Use the other engine: quotesearch rebuild --engine whoosh"
            ) from error
        finally:
            base.close()
        return cls(directory, writing=True)

    def _connect(self, mode: str) -> sqlite3.Connection:
        """A connection to the file."""
        base = sqlite3.connect(f"file:{quoted_url(str(self._path.resolve()))}?{mode}", uri=True)
        base.execute("pragma query_only = on" if self._writer is None else "pragma query_only = off")
        return base

    # Writing

    def add(self, row: Row) -> None:
        """Add a quote."""
        with _telling_full_disk():
            self._add(row)

    def _add(self, row: Row) -> None:
        base = self._open_writer()
        self._next += 1
        stems, whole_stems = _streams(row.words, "stem")
        words, whole_words = _streams(row.words, "printed")
        base.execute(
            "insert into terms (rowid, stems, whole_stems, words, whole_words, variants, speaker, outlet, every)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, 'x')",
            (
                self._next, stems, whole_stems, words, whole_words,
                typed(row.variants), typed(row.speaker), typed(row.outlet_words),
            ),
        )  # fmt: skip
        base.execute(
            f"insert into quotes values (?, ?, {'?, ' * len(COLUMNS)} ?, ?, ?)",  # noqa: S608
            (
                self._next, row.id, *(value.encode("utf-8", "surrogatepass") for value in row.texts),
                row.published, row.certainty, row.record,
            ),
        )  # fmt: skip

    def remove(self, article: str) -> None:
        """Remove the quotes of an article."""
        base = self._open_writer()
        ids = (article.encode("utf-8", "surrogatepass"), self._committed)
        some = "select number from quotes where article = ? and number <= ?"
        base.execute(f"delete from terms where rowid in ({some})", ids)  # noqa: S608
        base.execute("delete from quotes where article = ? and number <= ?", ids)

    def commit(self) -> None:
        """Write all changes, and show them."""
        if self._writer is not None:
            with _telling_full_disk():
                self._writer.commit()
            self._committed = self._next

    def close(self) -> None:
        """Close all files; the log of changes is merged into the database."""
        self._reader.close()
        writer, self._writer = self._writer, None
        if writer is not None:
            try:
                writer.rollback()
                writer.execute("pragma journal_mode = delete")
            finally:
                writer.close()

    def _open_writer(self) -> sqlite3.Connection:
        """The connection that holds the changes for the next commit."""
        if self._writer is None:
            self._reader.close()
            self._writer = sqlite3.connect(self._path)
            self._writer.execute("pragma journal_mode = wal")
            self._writer.execute("pragma synchronous = off")  # `publish` flushes the file before it counts
            self._writer.execute(f"pragma cache_size = -{_CACHE}")
            self._reader = self._connect("mode=ro")
            self._committed = self._next = int(
                self._writer.execute("select coalesce(max(number), 0) from quotes").fetchone()[0]
            )
        return self._writer

    # Terms

    def size(self) -> int:
        """How many rows there are."""
        return int(self._reader.execute("select count(*) from quotes").fetchone()[0])

    def terms(self, field: str, begin: str) -> list[str]:
        """The terms of a field that begin so."""
        columns = (field, f"whole_{field}") if field in ("stems", "words") else (field,)
        first = typed([begin]) if begin else ""
        found = self._reader.execute(
            f"select distinct term from vocabulary where term >= ? and term < ? and col in ({_marks(columns)})",  # noqa: S608
            (first, first + "\U0010ffff", *columns),
        )
        return [printed(term) for (term,) in found if term != _GAP]

    def with_id(self, begin: str) -> list[int]:
        """Rows whose id begins so."""
        found = self._reader.execute(
            "select number from quotes where id >= ? and id < ?", (begin, begin + "\U0010ffff")
        )
        return [number for (number,) in found]

    def frequency(self, field: str, term: str) -> int:
        """In how many rows a term is."""
        found = self._reader.execute(
            "select sum(doc) from vocabulary where term = ? and col = ?", (typed([term]), field)
        ).fetchone()
        return int(found[0] or 0)

    # Searching

    def count(self, selection: Selection) -> int:
        """How many rows are selected."""
        where, values = conditions(selection)
        return int(self._reader.execute(f"select count(*) from {where}", values).fetchone()[0])  # noqa: S608

    def best(self, selection: Selection, limit: int) -> list[tuple[int, float]]:
        """The most relevant rows."""
        where, values = conditions(selection)
        found = self._reader.execute(
            f"select terms.rowid, bm25(terms, {_WEIGHTS}) as score from {where}"  # noqa: S608
            " order by score, terms.rowid limit ?",
            (*values, limit),
        )
        return [(number, -score) for number, score in found]

    def by_date(self, selection: Selection, limit: int, *, oldest: bool) -> list[int]:
        """The selected rows by date."""
        where, values = conditions(selection, quotes=True)
        order = "published = 0, published" if oldest else "published desc"
        found = self._reader.execute(
            f"select number from {where} order by {order}, number limit ?",  # noqa: S608
            (*values, limit),
        )
        return [number for (number,) in found]

    def tally(self, selection: Selection, columns: Sequence[str]) -> Counter[tuple[str | int, ...]]:
        """How many rows have each combination of values."""
        where, values = conditions(selection, quotes=True)
        names = ", ".join(f"quotes.{name}" for name in columns)
        counts: Counter[tuple[str | int, ...]] = Counter()
        for *found, count in self._reader.execute(
            f"select {names}, count(*) from {where} group by {names}",  # noqa: S608
            values,
        ):
            counts[tuple(_text(value) if isinstance(value, bytes) else value for value in found)] = count
        return counts

    def articles(self, numbers: Sequence[int]) -> list[str]:
        """The ids of the articles of some rows."""
        return [_text(value) for value in self._of("quotes", "number", "article", numbers)]

    def positions(self, stem: str, numbers: Sequence[int]) -> dict[int, Sequence[int]]:
        """Where a stem is in some rows."""
        found: dict[int, Sequence[int]] = {}
        wanted = typed([stem])
        for column in ("whole_stems", "stems"):
            texts = self._of("terms", "rowid", column, numbers)
            for number, text in zip(numbers, texts, strict=True):
                if wanted in text and (places := _places(text, wanted)):
                    found[number] = places
        return found

    def records(self, numbers: Iterable[int]) -> Iterator[bytes]:
        """What was packed of some rows."""
        yield from self._of("quotes", "number", "record", list(numbers))

    def _of(self, table: str, key: str, column: str, numbers: Sequence[int]) -> list[Any]:
        """A column of some rows, in their order."""
        found: dict[int, Any] = {}
        for start in range(0, len(numbers), _VARIABLES):
            some = numbers[start : start + _VARIABLES]
            found |= dict(
                self._reader.execute(
                    f"select {key}, {column} from {table} where {key} in ({_marks(some)})",  # noqa: S608
                    tuple(some),
                ).fetchall()
            )
        return [found[number] for number in numbers]


@contextmanager
def _telling_full_disk() -> Iterator[None]:
    """Raise OSError if the disk is full or fails, like any other file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = error.sqlite_errorcode & 0xFF
        if code == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        if code == sqlite3.SQLITE_IOERR:
            raise OSError(errno.EIO, os.strerror(errno.EIO)) from error
        raise


def _marks(values: Sequence[object]) -> str:
    """A question mark for each value."""
    return ", ".join("?" * len(values))


def _text(value: bytes) -> str:
    """A text of a column as it was given."""
    return value.decode("utf-8", "surrogatepass")


def _streams(words: Sequence[tuple[Term, int]], form: Literal["printed", "stem"]) -> tuple[str, str]:
    """
    The words of a quote one after the other: with the pieces of hyphenated words, and with whole ones in their place.

    Args:
        words: with their positions.
        form: which form of a word.

    Returns:
        The two streams as FTS5 is given them; the second is empty if no word is hyphenated.
    """
    pieces: dict[int, str] = {}
    wholes: dict[int, str] = {}
    for token, place in words:
        (wholes if token.whole else pieces)[place] = getattr(token, form)
    stream: list[str] = []
    other: list[str] = []
    before = -1
    for place, piece in pieces.items():
        if place - before >= _PART:
            stream.append(_GAP)
            other.append(_GAP)
        before = place
        stream.append(typed([piece]))
        other.append(typed([wholes[place]]) if place in wholes else stream[-1])
    return " ".join(stream), " ".join(other) if wholes else ""


def _places(text: str, wanted: str) -> list[int]:
    """
    The positions of a term in a stream.

    >>> _places(f"a b {_GAP} b", "b")
    [1, 101]
    """
    found: list[int] = []
    at = 0
    for term in text.split(" "):
        if term == _GAP:
            at += _PART_GAP - 1
            continue
        if term == wanted:
            found.append(at)
        at += 1
    return found
