"""
Corrections by users: the files that hold them, and how they are applied to the quotes of an article.

`Ledger` reads the files and records the outcome of each correction; `CorrectionPlan` is what they ask for in
one call of `add` or `rebuild`. The quotes are never changed on disk: a correction is applied each time an
article is indexed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesearch.doors import lazy_door

if TYPE_CHECKING:
    from quotesearch.indexing.corrections.applying import OVERRULED, merged_names, selector_for
    from quotesearch.indexing.corrections.corrections_file import (
        append_correction,
        corrections_file_for,
        new_correction,
        refuse_other_files,
    )
    from quotesearch.indexing.corrections.ledger import CorrectionPlan, Ledger, correction_files, places_of
else:
    __getattr__ = lazy_door(
        __name__,
        {
            "applying": ("OVERRULED", "merged_names", "selector_for"),
            "corrections_file": (
                "append_correction",
                "corrections_file_for",
                "new_correction",
                "refuse_other_files",
            ),
            "ledger": ("CorrectionPlan", "Ledger", "correction_files", "places_of"),
        },
    )

__all__ = [
    "OVERRULED",
    "CorrectionPlan",
    "Ledger",
    "append_correction",
    "correction_files",
    "corrections_file_for",
    "merged_names",
    "new_correction",
    "places_of",
    "refuse_other_files",
    "selector_for",
]
