"""The class of a word or a mark in one letter, of which the way from a mention to a quotation is spelt."""

from __future__ import annotations

from typing import Final

from quotesearch.lexicons import words

MARK_SIGNS: Final = {
    **dict.fromkeys((".", "!", "?", "…"), "."),
    **dict.fromkeys(("–", "—", "―", "-"), "-"),
    **{mark: mark for mark in ",:;()"},
    "•": "*",
}
WORD_SIGNS: Final = {  # the later a list, the more it counts
    **dict.fromkeys(words("en/conjunctions"), "c"),
    **dict.fromkeys(words("en/prepositions"), "P"),
    "that": "t",
    **dict.fromkeys(words("en/reporting_verbs"), "v"),
    **dict.fromkeys(words("en/strong_reporting_verbs"), "V"),
}
