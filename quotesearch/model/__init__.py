"""
The records that packages exchange.

All are frozen, slotted dataclasses, named for what they are: `spans` (places), `documents`
(acquisition), `articles` (cleaning), `quotes` (extraction), `queries` (searching), `reports` (what an index
holds). Import them from here; only those of `corrections` from their own module, so that a search, which needs
none of them, does not pay for their making.

Every `start` and `end` is half-open and counts Unicode code points of an article's source text: the file as
decoded, newlines and byte-order mark untouched, for HTML the markup itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesearch.doors import lazy_door
from quotesearch.model.articles import (
    LABELS,
    READ_LABELS,
    Article,
    ArticleCard,
    Block,
    Conflict,
    Found,
    Gap,
    Run,
    gaps_in_words,
)
from quotesearch.model.controls import ISOLATED_CONTROLS, one_line, printable, without_surrogates
from quotesearch.model.documents import (
    Failure,
    ListedFile,
    RawDocument,
    Remark,
    Root,
    Sidecar,
    Skipped,
    Stated,
)
from quotesearch.model.queries import (
    NO_LIMIT,
    AllOf,
    AnyOf,
    Clause,
    FacetCount,
    Fuzzy,
    Hint,
    Hit,
    Not,
    PairCount,
    Phrase,
    Prefix,
    Query,
    Results,
    SpeakerCount,
    Word,
)
from quotesearch.model.quotes import (
    OTHERS,
    PERSONS,
    Corrected,
    Extraction,
    OddMarks,
    Quote,
    ReadExtraction,
    Speaker,
    Thresholds,
    thresholds_of,
)
from quotesearch.model.reports import IndexStats, KindCount, PathCount, SyncReport
from quotesearch.model.spans import Passage, Span

if TYPE_CHECKING:
    from quotesearch.model.corrections import (
        ACTIONS,
        LONGEST_NAME,
        SPEAKER_TYPES,
        Correction,
        CorrectionState,
        Selector,
    )
else:
    __getattr__ = lazy_door(
        __name__,
        {
            "corrections": (
                "ACTIONS",
                "Correction",
                "CorrectionState",
                "LONGEST_NAME",
                "SPEAKER_TYPES",
                "Selector",
            ),
        },
    )

__all__ = [
    "ACTIONS",
    "ISOLATED_CONTROLS",
    "LABELS",
    "LONGEST_NAME",
    "NO_LIMIT",
    "OTHERS",
    "PERSONS",
    "READ_LABELS",
    "SPEAKER_TYPES",
    "AllOf",
    "AnyOf",
    "Article",
    "ArticleCard",
    "Block",
    "Clause",
    "Conflict",
    "Corrected",
    "Correction",
    "CorrectionState",
    "Extraction",
    "FacetCount",
    "Failure",
    "Found",
    "Fuzzy",
    "Gap",
    "Hint",
    "Hit",
    "IndexStats",
    "KindCount",
    "ListedFile",
    "Not",
    "OddMarks",
    "PairCount",
    "Passage",
    "PathCount",
    "Phrase",
    "Prefix",
    "Query",
    "Quote",
    "RawDocument",
    "ReadExtraction",
    "Remark",
    "Results",
    "Root",
    "Run",
    "Selector",
    "Sidecar",
    "Skipped",
    "Span",
    "Speaker",
    "SpeakerCount",
    "Stated",
    "SyncReport",
    "Thresholds",
    "Word",
    "gaps_in_words",
    "one_line",
    "printable",
    "thresholds_of",
    "without_surrogates",
]
