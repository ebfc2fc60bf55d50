"""
Source-attributed quote search for news: who said what, where, and can I check it?

    import quotesearch

    quotesearch.extract("“We ran out of water,” said Mayor Ann Lee.")
    quotesearch.rebuild("index", ["seeds/"])
    with quotesearch.open("index") as index:
        index.find("prevail", speaker="Austin")

Everything is imported at first use. docs/python.md is a tour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesearch.version import __version__

if TYPE_CHECKING:
    from quotesearch.api import Index, Quote, Results, add, clean, extract, open, rebuild
    from quotesearch.errors import QuotesearchError, QuotesearchWarning
    from quotesearch.model import Article, Block, IndexStats, Passage, Speaker, SpeakerCount, SyncReport
else:
    from quotesearch.doors import lazy_door

    __getattr__ = lazy_door(
        __name__,
        {
            "api": ("Index", "Quote", "Results", "add", "clean", "extract", "open", "rebuild"),
            "errors": ("QuotesearchError", "QuotesearchWarning"),
            "model": ("Article", "Block", "IndexStats", "Passage", "Speaker", "SpeakerCount", "SyncReport"),
        },
    )

__all__ = [
    "Article",
    "Block",
    "Index",
    "IndexStats",
    "Passage",
    "Quote",
    "QuotesearchError",
    "QuotesearchWarning",
    "Results",
    "Speaker",
    "SpeakerCount",
    "SyncReport",
    "__version__",
    "add",
    "clean",
    "extract",
    "open",
    "rebuild",
]
