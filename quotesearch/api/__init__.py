"""
The public Python API, as `import quotesearch` offers it.

`extract` and `clean` take a text or a path, `rebuild` and `add` write an index, `open` returns an `Index` to
search. Names below the confidence threshold are None. Errors are those of `quotesearch.errors`; nothing is
printed. Modules are imported at first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesearch.doors import lazy_door

if TYPE_CHECKING:
    from quotesearch.api.index import Index, add, open, rebuild
    from quotesearch.api.results import Quote, Results
    from quotesearch.api.texts import clean, extract
else:
    __getattr__ = lazy_door(
        __name__,
        {
            "index": ("Index", "add", "open", "rebuild"),
            "results": ("Quote", "Results"),
            "texts": ("clean", "extract"),
        },
    )

__all__ = [
    "Index",
    "Quote",
    "Results",
    "add",
    "clean",
    "extract",
    "open",
    "rebuild",
]
