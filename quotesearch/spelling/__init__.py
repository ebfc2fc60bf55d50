"""
The usual spelling of a text: what decoders, exporters and typesetters write differently, with the way back.

Cleaning and extraction read a text in its usual spelling, and the index finds words by it; all show what is
printed. For a text that needs no change, `may_have_odd_marks` says so quickly, and the tables are not loaded.
Modules are imported at first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesearch.doors import lazy_door

if TYPE_CHECKING:
    from quotesearch.spelling.normalising import Normalised, normalise, usual_marks
    from quotesearch.spelling.notes import added, note_of, notes_of_files, odd_marks
    from quotesearch.spelling.quick_check import may_have_odd_marks
    from quotesearch.spelling.references import unescaped
else:
    __getattr__ = lazy_door(
        __name__,
        {
            "normalising": ("Normalised", "normalise", "usual_marks"),
            "notes": ("added", "note_of", "notes_of_files", "odd_marks"),
            "quick_check": ("may_have_odd_marks",),
            "references": ("unescaped",),
        },
    )

__all__ = [
    "Normalised",
    "added",
    "may_have_odd_marks",
    "normalise",
    "note_of",
    "notes_of_files",
    "odd_marks",
    "unescaped",
    "usual_marks",
]
