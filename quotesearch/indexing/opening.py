"""Open the index that counts at this moment."""

from __future__ import annotations

import os

from quotesearch.indexing.engine import Engine
from quotesearch.model import DEFAULT_MIN_CONFIDENCE, IndexStats

__all__ = ["index_stats", "open_index"]


def open_index(directory: str | os.PathLike[str]) -> Engine:
    """
    The engine of the index in a folder, for reading; `close` it when done.

    What it answers stays the same until it is closed, whatever is added or rebuilt meanwhile.

    Raises:
        NoIndexError: there is none yet; the message says how to build one.
        DamagedIndexError: its files are torn, foreign or of a newer version; the message names `rebuild`.
    """
    raise NotImplementedError


def index_stats(
    directory: str | os.PathLike[str], min_confidence: float = DEFAULT_MIN_CONFIDENCE
) -> IndexStats:
    """
    What the index in a folder holds, with speakers counted that are sure to at least *min_confidence*.

    Raises:
        NoIndexError, DamagedIndexError: as `open_index`.
    """
    raise NotImplementedError
