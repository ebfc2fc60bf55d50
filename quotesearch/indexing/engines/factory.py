"""The engines there are, by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from quotesearch.errors import IndexStateError
from quotesearch.indexing.engines.protocol import Engine
from quotesearch.indexing.engines.store_engine import StoreEngine

__all__ = ["CHANGED_IN_PLACE", "DEFAULT_ENGINE", "ENGINES", "RUN_CODE", "create_engine", "open_engine"]

ENGINES: Final = ("whoosh", "sqlite")
"""Names of the engines, as `rebuild --engine` takes them."""

DEFAULT_ENGINE: Final = "whoosh"

CHANGED_IN_PLACE: Final = frozenset({"sqlite"})
"""Engines that change their files; those of the others are only written once, so that generations can share them."""

RUN_CODE: Final = frozenset({"whoosh"})
"""Engines whose files run code when they are opened, if someone wrote it there: those of Whoosh are pickles."""


def create_engine(name: str, directory: Path) -> Engine:
    """
    An empty engine in an empty folder.

    Args:
        name: one of `ENGINES`.
        directory: the folder, which exists.

    Raises:
        IndexStateError: there is no such engine, or it cannot be used here.
    """
    match name:
        case "whoosh":
            from quotesearch.indexing.engines.whoosh_store import WhooshStore

            return StoreEngine(WhooshStore.create(directory))
        case "sqlite":
            from quotesearch.indexing.engines.sqlite_store import SqliteStore

            return StoreEngine(SqliteStore.create(directory))
    raise _unknown(name)


def open_engine(name: str, directory: Path, verify: Callable[[], None] | None = None) -> Engine:
    """
    The engine in a folder.

    Args:
        name: the engine that was created there, as the manifest of the index says.
        directory: the folder.
        verify: raises DamagedIndexError if a file is not as it was written; called when the engine fails.

    Raises:
        DamagedIndexError, IndexStateError: it cannot be opened.
    """
    try:
        match name:
            case "whoosh":
                from quotesearch.indexing.engines.whoosh_store import WhooshStore

                return StoreEngine(WhooshStore(directory), verify)
            case "sqlite":
                from quotesearch.indexing.engines.sqlite_store import SqliteStore

                return StoreEngine(SqliteStore(directory), verify)
    except Exception:
        if verify is not None:
            verify()
        raise
    raise _unknown(name)


def _unknown(name: str) -> IndexStateError:
    """The error for a name that is not one of an engine."""
    return IndexStateError(f"there is no engine called {name}. Use one of: {', '.join(ENGINES)}")
