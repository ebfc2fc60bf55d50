"""Why a quote is given to somebody, in words."""

from __future__ import annotations

from quotesearch.model import Quote

__all__ = ["explanation"]


def explanation(quote: Quote) -> str:
    """
    What decided who said a quote: the words that were taken for its source, the cue, the rule and how sure it
    is.

    >>> explanation(Quote("3f", "9c", "Run.", "full", (), None, None, rule="no source", confidence=0.0))
    'nobody is named: no source'
    """
    rule = quote.rule.replace("_", " ").replace("-", " ")
    sure = f"{rule}, {quote.confidence:.0%} sure"
    if quote.speaker is None:
        return f"nobody is named: {sure if quote.confidence else rule}"
    mention = f"“{quote.speaker.mention.text}” stands for the source"
    cue = f" with “{quote.cue.text}”" if quote.cue is not None else ""
    return f"{mention}{cue}: {sure}"
