"""
The collection of articles that an index is made from: adding, rebuilding, forgetting, correcting, verifying,
opening.

`add` and `rebuild` take paths and an `Extractor` and return a `SyncReport`; `open_index` returns the engine of
the current generation. Modules are imported at first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesearch.doors import lazy_door

if TYPE_CHECKING:
    from quotesearch.indexing.collection.correcting import Corrector, corrections_of
    from quotesearch.indexing.collection.extractor import Extractor
    from quotesearch.indexing.collection.forgetting import NotRememberedError, forget
    from quotesearch.indexing.collection.opening import index_stats, one_quote, open_index
    from quotesearch.indexing.collection.syncing import WAIT_SECONDS, add, rebuild
    from quotesearch.indexing.collection.verifying import Difference, Verified, verify
else:
    __getattr__ = lazy_door(
        __name__,
        {
            "correcting": ("Corrector", "corrections_of"),
            "extractor": ("Extractor",),
            "forgetting": ("NotRememberedError", "forget"),
            "opening": ("index_stats", "one_quote", "open_index"),
            "syncing": ("WAIT_SECONDS", "add", "rebuild"),
            "verifying": ("Difference", "Verified", "verify"),
        },
    )

__all__ = [
    "WAIT_SECONDS",
    "Corrector",
    "Difference",
    "Extractor",
    "NotRememberedError",
    "Verified",
    "add",
    "corrections_of",
    "forget",
    "index_stats",
    "one_quote",
    "open_index",
    "rebuild",
    "verify",
]
