"""`rebuild`, `add` and `open`: indexes for Python programs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from quotesearch.api.results import Quote, Results, quote_of
from quotesearch.errors import IndexStateError, QueryError
from quotesearch.indexing import FACETS, Engine, index_stats, open_index
from quotesearch.indexing import add as add_to_index
from quotesearch.indexing import rebuild as rebuild_index
from quotesearch.model import NO_LIMIT, FacetCount, IndexStats, Query, SpeakerCount, SyncReport, one_line
from quotesearch.pipeline import Pipeline
from quotesearch.searching import asks_for_nothing, each_hit, parse_query, search
from quotesearch.time_limit import USUAL_SECONDS

__all__ = ["Index", "add", "open", "rebuild"]

StrPath = str | os.PathLike[str]


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
    """An open index; made by `quotesearch.open`."""

    def __init__(self, directory: StrPath) -> None:
        self._directory = Path(directory)
        self._engine: Engine | None = open_index(directory)

    def __enter__(self) -> Index:
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
            self._engine.close()
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
            QueryError: a value cannot be understood, such as a date.
        """
        parsed = self._query(query, {
            "speaker": speaker, "outlet": outlet, "after": after, "before": before, "kind": kind, "exact": exact,
            "sort": sort, "group": group, "limit": limit, "offset": offset, "min_confidence": min_confidence,
        })  # fmt: skip
        engine = self._open()
        found = engine.search(parsed) if asks_for_nothing(parsed) else search(engine, parsed)
        quotes = [quote_of(hit, min_confidence) for hit in found.hits]
        return Results(quotes, found.total, found.notes, found.suggestions)

    def each(self, query: str = "", **filters: object) -> Iterator[Quote]:
        """
        The quotes that `find` returns, read one by one: for more than fit into memory.

        Args:
            query: see `find`.
            filters: the other arguments of `find`.
        """
        parsed = self._query(query, filters)
        for hit in each_hit(self._open(), parsed):
            yield quote_of(hit, parsed.min_confidence)

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
        """
        unknown = [name for name in names if name not in FACETS]
        if unknown or not names:
            raise QueryError(f"{unknown[0] if unknown else 'no facet'}: name some of {', '.join(FACETS)}")
        return self._open().facets(self._query(query, filters), names, limit)

    def speakers(
        self, name: str | None = None, *, min_confidence: float | None = None
    ) -> tuple[SpeakerCount, ...]:
        """
        The speakers, the most quoted first.

        Args:
            name: part of a name, in whole words; None: everyone.
            min_confidence: see `find`.
        """
        return self._open().speakers(name, min_confidence)

    def show(self, quote_id: str, *, min_confidence: float | None = None) -> Quote:
        """
        One quote, by its id or the first characters of it.

        Raises:
            QueryError: no quote has such an id, or several have.
        """
        found = self._open().get(quote_id.lower(), 2) if quote_id else ()
        if len(found) != 1:
            what = "more than one quote has" if found else "no quote has"
            raise QueryError(f"{what} an id that begins with {one_line(quote_id) or 'nothing'}")
        return quote_of(found[0], min_confidence)

    def stats(self, *, min_confidence: float | None = None) -> IndexStats:
        """What the index contains now: numbers of articles, quotes and speakers, files that could not be read."""
        self._open()
        return index_stats(self._directory, min_confidence)

    def _open(self) -> Engine:
        if self._engine is None:
            raise IndexStateError("this index is closed. Open it again: quotesearch.open(…)")
        return self._engine

    def _query(self, query: str, filters: dict[str, object]) -> Query:
        """The parsed query; raises QueryError for an argument that `find` does not have."""
        values = dict(filters)
        if values.get("limit") is None:
            values["limit"] = NO_LIMIT
        try:
            return parse_query([query] if query else [], **values).query  # type: ignore[arg-type]
        except TypeError as error:
            raise QueryError(f"find has no such argument: {error}") from error


def _as_list(paths: StrPath | Sequence[StrPath]) -> Sequence[StrPath]:
    return [paths] if isinstance(paths, (str, os.PathLike)) else paths
