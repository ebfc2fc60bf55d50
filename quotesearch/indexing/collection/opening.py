"""Open the index that counts at this moment."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Any, Final, cast

from quotesearch.errors import IndexStateError, QueryError
from quotesearch.indexing.engines import Engine
from quotesearch.indexing.storage import Generation, count_generations, current_generation, remembered
from quotesearch.model import Hit, IndexStats

__all__ = ["index_stats", "one_quote", "open_index"]

_MOST: Final = 10
"""Quotes named if an id fits several."""


class _OpenedEngine:
    """The engine of a generation, which may be removed once this is closed."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._engine = generation.open()

    def __getattr__(self, name: str) -> Any:
        """All that an engine does."""
        return getattr(self._engine, name)

    def close(self) -> None:
        """Close all files."""
        self._engine.close()
        self._generation.release()


def open_index(directory: str | os.PathLike[str]) -> Engine:
    """
    The engine of the index in a folder, for reading; `close` it when done.

    What it answers stays the same until it is closed, also during an add or rebuild.

    Raises:
        NoIndexError: there is no index yet; the message says how to build one.
        DamagedIndexError: its files are torn, foreign or of a newer version; the message names `rebuild`.
    """
    generation = current_generation(Path(directory))
    try:
        return cast("Engine", _OpenedEngine(generation))
    except BaseException:
        generation.release()
        raise


def one_quote(directory: str | os.PathLike[str], identity: str, *, several: bool = False) -> Hit | None:
    """
    The quote whose id begins so; None if there is no such quote, or if there are *several* and that is not an error.

    Raises:
        QueryError: the id is empty, or more than one begins so.
    """
    if not identity:
        raise QueryError("the ID is empty; find prints one after the place of each quote.")
    with closing(open_index(directory)) as engine:
        found = engine.get(identity.lower(), _MOST)
    if len(found) < 2:
        return found[0] if found else None
    if several:
        return None
    ids = " ".join(hit.quote.id[:12] for hit in found)
    raise QueryError(f"more than one quote has an id that begins with {identity}.\nGive more of it: {ids}")


def index_stats(directory: str | os.PathLike[str], min_confidence: float | None = None) -> IndexStats:
    """
    What the index in a folder holds, with speakers counted that are sure to at least *min_confidence*; None: those
    that are shown by default.

    Raises:
        NoIndexError, DamagedIndexError: as `open_index`.
    """
    from quotesearch.indexing.storage import Catalogue, copies  # here, since a search starts faster without

    index = Path(directory)
    generation = current_generation(index)
    try:
        catalogue = Catalogue.load(generation.catalogue)
        engine = generation.open()
        articles = [group.first for group in copies(catalogue.files.values()).values() if group.first.article]
        sources, problem = _sources(index)
        try:
            return IndexStats(
                articles=sum(len(known.articles) for known in articles),
                quotes=engine.count_quotes(),
                speakers=len(engine.speakers(None, min_confidence)),
                unattributed=engine.count_unattributed(min_confidence),
                failed=len(catalogue.failures),
                bytes=_bytes(index),
                generation=generation.number,
                engine=generation.engine_name,
                fingerprint=generation.fingerprint,
                generations=count_generations(index),
                outdated=sum(
                    len(known.articles) for known in articles if known.fingerprint != generation.fingerprint
                ),
                corrections=len((catalogue.corrections or {}).get("corrections", ())),
                failures=catalogue.failures,
                in_part=catalogue.in_part,
                sources=sources,
                skipped=catalogue.skipped,
                problem=problem,
            )
        finally:
            engine.close()
    finally:
        generation.release()


def _sources(index: Path) -> tuple[tuple[str, ...], str]:
    """The remembered paths, and what is wrong with their list: nothing else of an index depends on it."""
    try:
        return remembered(index), ""
    except IndexStateError as error:
        return (), str(error)


def _bytes(index: Path) -> int:
    """The size of all files of an index; those with two names count once."""
    sizes: dict[tuple[int, int], int] = {}
    for folder, _, names in os.walk(index):
        for name in names:
            try:
                found = (Path(folder) / name).stat()
            except OSError:
                continue  # removed meanwhile
            sizes[(found.st_dev, found.st_ino)] = found.st_size
    return sum(sizes.values())
