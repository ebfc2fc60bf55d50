"""Keep an index in step with the files that it was made from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from quotesearch.acquisition import in_words
from quotesearch.errors import (
    IndexStateError,
    QuotesearchError,
)
from quotesearch.indexing.collection.extractor import Extractor
from quotesearch.indexing.collection.generation_maker import Work, ignore_progress
from quotesearch.indexing.collection.left_out import with_left_out
from quotesearch.indexing.collection.safeguards import held, refuse, refuse_unmounted
from quotesearch.indexing.storage import (
    Catalogue,
    Lock,
    absolute,
    current_generation_or_none,
    engine_of,
    known_sources,
    locked_file,
    remembered,
    remembered_corrections,
    remembered_patterns,
    remove_old_generations,
    roots_of,
    shown_index,
    unfinished,
)
from quotesearch.model import SyncReport

__all__ = ["WAIT_SECONDS", "add", "rebuild", "writing"]

WAIT_SECONDS: Final = 60.0
"""How long a writer waits for another one before it gives up."""


def add(
    directory: str | os.PathLike[str],
    paths: Sequence[str | os.PathLike[str]],
    extractor: Extractor,
    *,
    wait_seconds: float = WAIT_SECONDS,
    file_seconds: float | None = None,
    on_wait: Callable[[str], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    from_name: str | None = None,
) -> SyncReport:
    """
    Index new and changed articles below *paths* and drop those whose file is gone.

    The paths are remembered; the files below other remembered paths stay as they are, unless *paths* is
    empty, which means all that are remembered: then one that is out of reach today loses nothing and holds up
    none of the others. Without an index, one is made.

    Args:
        directory: of the index.
        paths: files and folders.
        extractor: makes quotes of documents.
        wait_seconds: how long to wait for another writer.
        file_seconds: how long it may take to read a file (`quotesearch.time_limit.limited`), without what the
            extractor does with it; None: as long as it takes.
        on_wait: called once with a message for people when there is one.
        on_progress: called with the number of articles done and their total, now and then.
        from_name: how the names of files below *paths* are read, as in "{outlet}_{date}_*", which is remembered;
            None: as it is remembered; "": they say nothing.

    Raises:
        MissingPathError: one of the paths is missing or unreadable, or all that are remembered; nothing was
            changed.
        NoIndexError: no path given, and none remembered.
        DamagedIndexError: the index cannot be read; the message says how to rebuild it.
        BusyIndexError: another writer was not done in time.
        IndexStateError: the folder is not quotesearch's, cannot be written to, or the disk is full.
    """
    index = Path(directory)
    refuse(index, paths, "Name the folder of the articles: quotesearch add FOLDER")
    with writing(index, wait_seconds, on_wait):
        known = remembered(index)
        wanted = tuple(absolute(path) for path in paths) or known
        base = current_generation_or_none(index)
        try:
            old = Catalogue.load(base.catalogue) if base else Catalogue()
            roots = roots_of(remembered_patterns(index), (*known, *wanted), wanted, from_name)
            work = Work(index, base, old, extractor, on_progress or ignore_progress, roots, file_seconds)
            return work.bring_up_to_date(wanted, (*known, *wanted), all_needed=bool(paths))
        finally:
            if base is not None:
                base.release()
            remove_old_generations(index)


def rebuild(
    directory: str | os.PathLike[str],
    paths: Sequence[str | os.PathLike[str]],
    extractor: Extractor,
    *,
    wait_seconds: float = WAIT_SECONDS,
    file_seconds: float | None = None,
    on_wait: Callable[[str], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    from_name: str | None = None,
    engine: str | None = None,
) -> SyncReport:
    """
    Build the whole index again next to the old one, then swap it in at once.

    Args:
        directory: of the index. If it is not an index yet it must be missing, empty or hold a README only.
        paths: files and folders, which replace those remembered; empty: all that are remembered.
        extractor: makes quotes of documents.
        wait_seconds: how long to wait for another writer.
        file_seconds: how long it may take to read a file (`quotesearch.time_limit.limited`), without what the
            extractor does with it; None: as long as it takes.
        on_wait: called once with a message for people when there is one.
        on_progress: called with the number of articles done and their total, now and then.
        from_name: how the names of files below *paths* are read, as in "{outlet}_{date}_*", which is remembered;
            None: as it is remembered; "": they say nothing.
        engine: what keeps the quotes, one of `quotesearch.indexing.engines.ENGINES`; None: as until now.

    Raises:
        MissingPathError: one of the paths is missing or unreadable; nothing was changed.
        InputError: one of them is the index, or nothing below them is an article while the index contains some;
            nothing was changed.
        NoIndexError: no path given, and none remembered (without an index, the command line then gives `seeds/`).
        BusyIndexError: another writer was not done in time.
        IndexStateError: the folder is not quotesearch's, cannot be written to, or the disk is full.
    """
    index = Path(directory)
    refuse(index, paths, "Name the folder of the articles: quotesearch rebuild FOLDER", resumes=True)
    with writing(index, wait_seconds, on_wait):
        wanted = tuple(absolute(path) for path in paths) or remembered(index) or unfinished(index)
        before = held(index)
        refuse_unmounted(wanted, before, inner=not paths)
        known = known_sources(index)
        try:
            roots = roots_of(remembered_patterns(index), wanted, wanted, from_name)
            progress = on_progress or ignore_progress
            work = Work(index, None, Catalogue(), extractor, progress, roots, file_seconds, before)
            work.engine = engine or engine_of(index)
            report = work.bring_up_to_date(wanted, wanted)
            named = remembered_corrections(index)
            return with_left_out(report, before, known, wanted, named) if before else report
        finally:
            remove_old_generations(index)


@contextmanager
def writing(index: Path, seconds: float, on_wait: Callable[[str], None] | None) -> Iterator[None]:
    """The only writer of an index, which is created if necessary; the system's errors in words."""
    try:
        index.mkdir(parents=True, exist_ok=True)
        with Lock.wait(locked_file(index), seconds, on_wait):
            yield
    except QuotesearchError:
        raise
    except OSError as error:
        raise IndexStateError(
            f"the index at {shown_index(index)} cannot be written: {in_words(error)}. Nothing in it was changed."
        ) from error
