"""
Analysis: text → terms that can be compared, the same for what is indexed, what is searched and what is
highlighted.

`tokenize` gives the terms of a text with their offsets (code points), `folded_form` and `stem` the forms of a
word in which spelling and inflection make no difference, `word_sequences` the ways to read a phrase with
hyphens. `is_alike`, `resembles` and `likest` compare misspelt words. Modules are imported at first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesearch.doors import lazy_door

if TYPE_CHECKING:
    from quotesearch.analysis.edit_distance import is_alike, likest, resembles
    from quotesearch.analysis.stemming import stem
    from quotesearch.analysis.words import (
        WHOLE_NAME,
        Term,
        TermForm,
        folded_form,
        folded_prefixes,
        name_words,
        person_words,
        terms_of,
        tokenize,
        word_sequences,
    )
else:
    __getattr__ = lazy_door(
        __name__,
        {
            "edit_distance": ("is_alike", "likest", "resembles"),
            "stemming": ("stem",),
            "words": (
                "Term",
                "TermForm",
                "WHOLE_NAME",
                "folded_form",
                "folded_prefixes",
                "name_words",
                "person_words",
                "terms_of",
                "tokenize",
                "word_sequences",
            ),
        },
    )

__all__ = [
    "WHOLE_NAME",
    "Term",
    "TermForm",
    "folded_form",
    "folded_prefixes",
    "is_alike",
    "likest",
    "name_words",
    "person_words",
    "resembles",
    "stem",
    "terms_of",
    "tokenize",
    "word_sequences",
]
