"""Why a quote is attributed to a speaker, in words."""

from __future__ import annotations

from typing import Final

from quotesearch.model import Corrected, Quote

__all__ = ["RULES", "explanation"]

RULES: Final = {
    "according-to": "{mention} comes right after {cue}",
    "beside-after": "{mention} comes right after the quote",
    "beside-before": "{mention} comes right before the quote",
    "colon": "{mention} comes before a colon",
    "cue-after": "{mention} and the cue {cue} come after the quote",
    "cue-before": "{mention} and the cue {cue} come before the quote",
    "goes-on": "the quote continues from another paragraph, which has {mention}",
    "none": "the article does not say who said it",
}
"""What the short names of rules mean; `quotesearch.extraction` gives them."""

_LEVELS: Final = {
    "named": "",
    "probable": ", so the name is only probable",
    "open": ", too unsure to name the speaker",
}
"""What is added for each certainty."""


def explanation(quote: Quote, min_confidence: float | None = 0.0) -> str:
    """
    What decided who said a quote: in words, by the rule's short name, and how sure it is.

    Args:
        quote: with its best guess.
        min_confidence: below it the guess is not shown, which is said; None: as `Quote.at`.

    >>> explanation(Quote("3f", "9c", "Run.", "full", (), None, None, rule="none", confidence=0.0))
    'the article does not say who said it (none)'
    """
    if quote.corrected:
        return _correction(quote.corrected, quote.rule)
    mention = f"“{quote.speaker.mention.text}”" if quote.speaker and quote.speaker.mention else "someone"
    cue = f"“{quote.cue.text}”" if quote.cue else "a cue"
    words = RULES.get(quote.rule, "{mention} was taken as the source").format(mention=mention, cue=cue)
    if quote.speaker is None:
        return f"{words} ({quote.rule})"
    how = _LEVELS[quote.at(min_confidence).certainty]
    return f"{words}{how} ({quote.rule}, {quote.confidence:.0%} sure)"


def _correction(correction: Corrected, rule: str) -> str:
    """Who corrected a quote, when and why, and the name that the rules had given."""
    by = f" by {correction.who}" if correction.who else ""
    why = f": {correction.because}" if correction.because else ""
    was = f"; the rules had named {correction.was}" if correction.was else "; the rules had found no speaker"
    return f"corrected{by}, {correction.when[:10]}{why}{was} ({rule})"
