"""Why a quote is given to somebody, in words."""

from __future__ import annotations

from typing import Final

from quotesearch.model import Corrected, Quote

__all__ = ["RULES", "explanation"]

RULES: Final = {
    "according-to": "{mention} stands behind {cue}",
    "beside-after": "{mention} stands behind the quote",
    "beside-before": "{mention} stands before the quote",
    "colon": "{mention} stands before a colon",
    "cue-after": "{mention} and the cue {cue} stand behind the quote",
    "cue-before": "{mention} and the cue {cue} stand before the quote",
    "goes-on": "the quote goes on from another paragraph, which has {mention}",
    "none": "nothing tells who said it",
}
"""What the short names of rules mean; `quotesearch.extraction` gives them."""

_LEVELS: Final = {
    "named": "",
    "probable": ", which makes the name no more than probable",
    "open": ", which is too unsure for a name",
}
"""What is said of each certainty."""


def explanation(quote: Quote, min_confidence: float | None = 0.0) -> str:
    """
    What decided who said a quote: in words, by the rule's short name, and how sure it is.

    Args:
        quote: with its best guess.
        min_confidence: below it the guess is not shown, which is said; None: as `Quote.at`.

    >>> explanation(Quote("3f", "9c", "Run.", "full", (), None, None, rule="none", confidence=0.0))
    'nothing tells who said it (none)'
    """
    if quote.corrected:
        return _correction(quote.corrected, quote.rule)
    mention = f"“{quote.speaker.mention.text}”" if quote.speaker and quote.speaker.mention else "somebody"
    cue = f"“{quote.cue.text}”" if quote.cue else "a cue"
    words = RULES.get(quote.rule, "{mention} was taken for the source").format(mention=mention, cue=cue)
    if quote.speaker is None:
        return f"{words} ({quote.rule})"
    how = _LEVELS[quote.at(min_confidence).certainty]
    return f"{words}{how} ({quote.rule}, {quote.confidence:.0%} sure)"


def _correction(told: Corrected, rule: str) -> str:
    """Who corrected a quote, when and why, and what the rules had made of it."""
    by = f" by {told.who}" if told.who else ""
    why = f": {told.because}" if told.because else ""
    was = f"; the rules gave it to {told.was}" if told.was else "; the rules named nobody"
    return f"corrected{by}, {told.when[:10]}{why}{was} ({rule})"
