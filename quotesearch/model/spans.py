"""Spans: every place in a source text is one of these."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """
    A stretch of a source text.

    >>> Span(4, 9).of("the small dog")
    'small'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of *text* in the span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A stretch of a source text with the words that a reader sees there.

    In plain text the two are the same except for line breaks, which a reader sees as spaces; in HTML the stretch
    may hold tags and entities.
    """

    start: int
    end: int
    text: str
