"""`rebuild`, `add` and `open`: indexes for Python programs."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, SupportsIndex

from quotesearch.api.results import Quote, Results, checked_confidence, quote_of
from quotesearch.errors import IndexStateError, QueryError, QuotesearchWarning
from quotesearch.indexing import FACETS, Engine, index_stats, open_index
from quotesearch.indexing import add as add_to_index
from quotesearch.indexing import rebuild as rebuild_index
from quotesearch.model import NO_LIMIT, FacetCount, IndexStats, Query, SpeakerCount, SyncReport, one_line
from quotesearch.pipeline import Pipeline
from quotesearch.searching import asks_for_nothing, each_hit, parse_query, search
from quotesearch.time_limit import USUAL_SECONDS

__all__ = ["Index", "add", "open", "rebuild"]

StrPath = str | os.PathLike[str]

FILTERS: Final[dict[str, type]] = {
    "speaker": str,
    "outlet": str,
    "after": str,
    "before": str,
    "kind": str,
    "exact": object,
    "sort": str,
    "group": str,
    "limit": SupportsIndex,
    "offset": SupportsIndex,
    "min_confidence": object,
}
"""The arguments of `Index.find` other than the query, and what their values must be instances of."""


def rebuild(
    index: StrPath,
    paths: StrPath | Sequence[StrPath] = (),
    *,
    engine: str | None = None,
    from_name: str | None = None,
    jobs: int = 1,
    on_progress: Callable[[int, int], None] | None = None,
) -> SyncReport:
    """
    Build an index of folders and files, in place of the one that is there.

    Until the new index is complete, searches see the old one.

    Args:
        index: the folder of the index; it is created if necessary.
        paths: the folders and files with the articles. None given: those of the last time.
        engine: "whoosh" or "sqlite"; None: as before, "whoosh" for a new index.
        from_name: what the names of files say of their articles, such as "{outlet}_{date}_*". None: as before.
        jobs: processes; a script that sets it needs `if __name__ == "__main__":`.
        on_progress: called with the number of articles done and their total.

    Returns:
        the numbers of articles and quotes, and in `failures` the files that could not be read.

    Raises:
        MissingPathError: a path does not exist; nothing was changed.
        IndexStateError: the folder cannot be used as an index, or another program is writing.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "roe.txt").write_text("“We ran out of water,” said Mayor Ann Lee.", "utf-8")
    ...     report = rebuild(Path(folder, "index"), Path(folder, "roe.txt"))
    >>> report.articles, report.quotes, report.failures
    (1, 1, ())
    """
    return rebuild_index(
        index,
        _as_list(paths),
        Pipeline(jobs, USUAL_SECONDS),
        file_seconds=USUAL_SECONDS,
        on_progress=on_progress,
        from_name=from_name,
        engine=engine,
    )


def add(
    index: StrPath,
    paths: StrPath | Sequence[StrPath] = (),
    *,
    from_name: str | None = None,
    jobs: int = 1,
    on_progress: Callable[[int, int], None] | None = None,
) -> SyncReport:
    """
    Add new and changed articles to an index, and remove those whose file is gone.

    Arguments, result and errors are those of `rebuild`. Without an index, one is created.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "roe.txt").write_text("“We ran out of water,” said Mayor Ann Lee.", "utf-8")
    ...     first = add(Path(folder, "index"), Path(folder, "roe.txt"))
    ...     second = add(Path(folder, "index"))
    >>> first.added, second.added, second.unchanged
    (1, 0, 1)
    """
    return add_to_index(
        index,
        _as_list(paths),
        Pipeline(jobs, USUAL_SECONDS),
        file_seconds=USUAL_SECONDS,
        on_progress=on_progress,
        from_name=from_name,
    )


def open(index: StrPath = "index") -> Index:
    """
    Open an index for searching.

    Args:
        index: the folder of the index.

    Returns:
        the index, to be used with `with`, or closed with `close`. What it answers stays the same until then,
        and does not change when articles are added meanwhile.

    Raises:
        NoIndexError: there is no index in the folder.
        DamagedIndexError: its files are damaged, or those of another version; the message names the command that helps.
    """
    return Index(index)


class Index:
    """
    An open index; made by `quotesearch.open`.

    Only the thread that opened it can use it; each thread opens its own.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "roe.txt").write_text("“We ran out of water,” said Mayor Ann Lee.", "utf-8")
    ...     _ = rebuild(Path(folder, "index"), Path(folder, "roe.txt"))
    ...     with open(Path(folder, "index")) as index:
    ...         quote = index.find("water", speaker="Lee")[0]
    ...         print(quote.speaker.name, index.show(quote.id[:8]) == index.find()[0], len(index))
    ...         print([each.text for each in index.each("ran", exact=True)])
    ...         print(index.speakers()[0].quotes, index.facets("speaker")[0].value, index.stats().articles)
    Ann Lee True 1
    ['We ran out of water,']
    1 Ann Lee 1
    """

    def __init__(self, directory: StrPath) -> None:
        self._directory = Path(directory)
        self._thread = threading.get_ident()
        self._engine: Engine | None = open_index(directory)

    def __enter__(self) -> Index:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Index {self._directory}{'' if self._engine else ', closed'}>"

    def __len__(self) -> int:
        return self._open().count_quotes()

    def close(self) -> None:
        """Close the files of the index; closing it twice does no harm."""
        if self._engine is not None:
            self._open().close()
            self._engine = None

    def find(
        self,
        query: str = "",
        *,
        speaker: str | None = None,
        outlet: str | None = None,
        after: str | None = None,
        before: str | None = None,
        kind: str | None = None,
        exact: bool = False,
        sort: str = "relevance",
        group: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        min_confidence: float | None = None,
    ) -> Results:
        """
        Search quotes, as `quotesearch find` does.

        Args:
            query: words, all of which must match; "a phrase", -word, one OR two, pre*, word~, speaker:Ann. "": all
                quotes that the filters leave.
            speaker: part of a name, in whole words; "=Kim" is the whole name.
            outlet: the outlet that printed the quote.
            after: this day or later: 2024-10-31, 2024-10 or 2024.
            before: this day or earlier.
            kind: "full", "fragment" or "headline".
            exact: words as printed; "prevail" does not find "prevailed".
            sort: "relevance", "newest" or "oldest".
            group: "article" keeps the quotes of an article together.
            limit: the most quotes to return; None: all.
            offset: leave out so many from the start.
            min_confidence: name a speaker only when at least this sure, 0 to 1. None: the default thresholds.

        Returns:
            the quotes, a sequence; `total` is how many there are without limit and offset.

        Raises:
            QueryError: a value cannot be understood, such as a date, or nothing in the query can.
        """
        parsed, notes = self._query(query, {
            "speaker": speaker, "outlet": outlet, "after": after, "before": before, "kind": kind, "exact": exact,
            "sort": sort, "group": group, "limit": limit, "offset": offset, "min_confidence": min_confidence,
        })  # fmt: skip
        engine = self._open()
        found = engine.search(parsed) if asks_for_nothing(parsed) else search(engine, parsed)
        quotes = [quote_of(hit, min_confidence) for hit in found.hits]
        return Results(quotes, found.total, (*notes, *found.notes), found.suggestions)

    def each(self, query: str = "", **filters: object) -> Iterator[Quote]:
        """
        The quotes that `find` returns, read one by one: for more than fit into memory.

        Args:
            query: see `find`.
            filters: the other arguments of `find`.

        A part of the query that is not understood is left out, with a `QuotesearchWarning`.
        """
        return self._each(self._open(), self._query_with_warnings(query, filters))

    def _each(self, engine: Engine, query: Query) -> Iterator[Quote]:
        for hit in each_hit(engine, query):
            yield quote_of(hit, query.min_confidence)
            self._open()  # raises before the engine reads on, if the index was closed meanwhile

    def facets(
        self, *names: str, query: str = "", limit: int = 10, **filters: object
    ) -> tuple[FacetCount, ...]:
        """
        The most frequent values among the quotes that match a query.

        Args:
            names: some of speaker, outlet, year, month, kind and gender.
            query: see `find`.
            limit: the most values of each facet.
            filters: the other arguments of `find`.

        Raises:
            QueryError: there is no such facet.

        A part of the query that is not understood is left out, with a `QuotesearchWarning`.
        """
        unknown = [name for name in names if name not in FACETS]
        if unknown or not names:
            raise QueryError(f"{unknown[0] if unknown else 'no facet'}: name some of {', '.join(FACETS)}")
        return self._open().facets(self._query_with_warnings(query, filters), names, limit)

    def speakers(
        self, name: str | None = None, *, min_confidence: float | None = None
    ) -> tuple[SpeakerCount, ...]:
        """
        The speakers, the most quoted first.

        Args:
            name: part of a name, in whole words; None: everyone.
            min_confidence: see `find`.
        """
        return self._open().speakers(name, checked_confidence(min_confidence))

    def show(self, quote_id: str, *, min_confidence: float | None = None) -> Quote:
        """
        One quote, by its id or the first characters of it.

        Raises:
            QueryError: no quote has such an id, or several have.
        """
        checked_confidence(min_confidence)
        found = self._open().get(quote_id.lower(), 2) if quote_id else ()
        if len(found) != 1:
            what = "more than one quote has" if found else "no quote has"
            raise QueryError(f"{what} an id that begins with {one_line(quote_id) or 'nothing'}")
        return quote_of(found[0], min_confidence)

    def stats(self, *, min_confidence: float | None = None) -> IndexStats:
        """What the index contains now: numbers of articles, quotes and speakers, files that could not be read."""
        self._open()
        return index_stats(self._directory, checked_confidence(min_confidence))

    def _open(self) -> Engine:
        if self._engine is None:
            raise IndexStateError("this index is closed. Open it again: quotesearch.open(…)")
        if threading.get_ident() != self._thread:  # engines share a file's position: answers would be wrong
            raise IndexStateError(
                "another thread opened this index. Open it in each thread: quotesearch.open(…)"
            )
        return self._engine

    def _query_with_warnings(self, query: str, filters: dict[str, object]) -> Query:
        parsed, notes = self._query(query, filters)
        for note in notes:
            warnings.warn(note, QuotesearchWarning, stacklevel=3)
        return parsed

    def _query(self, query: str, filters: dict[str, object]) -> tuple[Query, tuple[str, ...]]:
        """
        The parsed query, and notes on the parts of it that are left out because they are not understood.

        Raises:
            QueryError: `find` has no such argument, a value has a wrong type, or nothing in the query is understood.
        """
        values: dict[str, object] = {"limit": NO_LIMIT}
        values |= {name: value for name, value in filters.items() if value is not None}
        for name, value in values.items():
            if name not in FILTERS:
                raise QueryError(f"find has no argument {name}. It has: {', '.join(FILTERS)}")
            if not isinstance(value, FILTERS[name]):
                wanted = "a whole number" if FILTERS[name] is SupportsIndex else "a string"
                raise QueryError(f"{name} is {wanted}, not {value!r}")
        if query and not isinstance(query, str):
            raise QueryError(f"a query is a string, not {query!r}")
        checked_confidence(values.get("min_confidence"))  # type: ignore[arg-type]
        parsed = parse_query([query] if query else [], **values)  # type: ignore[arg-type]
        if query.strip() and asks_for_nothing(parsed.query):  # all quotes would be a wrong answer to it
            raise QueryError("\n".join(parsed.notes) or f"there is nothing to look for in {query!r}")
        return parsed.query, parsed.notes


def _as_list(paths: StrPath | Sequence[StrPath]) -> list[StrPath]:
    """The paths as a list: they are read more than once, which an iterator does not allow."""
    return [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
