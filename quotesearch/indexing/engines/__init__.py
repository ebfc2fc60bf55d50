"""
Engines: where quotes are kept and searched.

`create_engine` and `open_engine` give an `Engine` by its name. What all engines share is in `StoreEngine`; each library
has a `Store` of its own, and only that imports it.
"""

from quotesearch.indexing.engines.counting import FACETS
from quotesearch.indexing.engines.factory import (
    CHANGED_IN_PLACE,
    DEFAULT_ENGINE,
    ENGINES,
    RUN_CODE,
    create_engine,
    open_engine,
)
from quotesearch.indexing.engines.protocol import Engine

__all__ = [
    "CHANGED_IN_PLACE",
    "DEFAULT_ENGINE",
    "ENGINES",
    "FACETS",
    "RUN_CODE",
    "Engine",
    "create_engine",
    "open_engine",
]
