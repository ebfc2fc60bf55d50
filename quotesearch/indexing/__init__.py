"""
Indexing: `Quote`s → an index that can be searched, kept in step with the articles and the corrections.

`open_index` takes the folder of an index and returns its engine; `index_stats` describes it. `add` and
`rebuild` write it: they take paths and an `Extractor` and return a `SyncReport`. `Corrector`, `forget` and
`verify` are the other commands. Modules are imported at first use, and only an engine's own module imports its
library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesearch.doors import lazy_door

if TYPE_CHECKING:
    from quotesearch.indexing.collection import (
        Corrector,
        Difference,
        Extractor,
        NotRememberedError,
        Verified,
        add,
        corrections_of,
        forget,
        index_stats,
        one_quote,
        open_index,
        rebuild,
        verify,
    )
    from quotesearch.indexing.engines import ENGINES, FACETS, Engine
    from quotesearch.indexing.storage import (
        Catalogue,
        command_line,
        current_generation,
        flush,
        is_below,
        is_index,
        remembered,
    )
else:
    __getattr__ = lazy_door(
        __name__,
        {
            "collection": (
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
            ),
            "engines": ("ENGINES", "Engine", "FACETS"),
            "storage": (
                "Catalogue",
                "command_line",
                "current_generation",
                "flush",
                "is_below",
                "is_index",
                "remembered",
            ),
        },
    )

__all__ = [
    "ENGINES",
    "FACETS",
    "Catalogue",
    "Corrector",
    "Difference",
    "Engine",
    "Extractor",
    "NotRememberedError",
    "Verified",
    "add",
    "command_line",
    "corrections_of",
    "current_generation",
    "flush",
    "forget",
    "index_stats",
    "is_below",
    "is_index",
    "one_quote",
    "open_index",
    "rebuild",
    "remembered",
    "verify",
]
