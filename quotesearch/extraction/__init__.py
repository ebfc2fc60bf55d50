"""
Extraction: `Article` → `Quote`s.

`extract_quotes` takes an article whose blocks are labelled and returns its quotations in reading order,
headline first, each with its best guess at the speaker and the probability that the name is right. `Quote.at`
leaves out names that are too unsure. Modules are imported at first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesearch.doors import lazy_door

if TYPE_CHECKING:
    from quotesearch.extraction.article_text import gaps_of
    from quotesearch.extraction.extract import extract_quotes
    from quotesearch.extraction.names import person_key
else:
    __getattr__ = lazy_door(
        __name__,
        {
            "article_text": ("gaps_of",),
            "extract": ("extract_quotes",),
            "names": ("person_key",),
        },
    )

__all__ = [
    "extract_quotes",
    "gaps_of",
    "person_key",
]
