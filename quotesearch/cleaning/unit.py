"""Units: stretches of the source that become blocks, and the verdicts on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from quotesearch.model import Run

__all__ = ["JOINED", "JOINED_TEXT", "MOST_UNITS", "Unit", "Verdict"]

MOST_UNITS: Final = 200_000
"""
Paragraphs of a document up to which each is a unit of its own, to bound memory: a unit takes some 700 bytes.

News pages have hundreds, a book has ten thousand. After them, short paragraphs are joined (`JOINED`).
"""

JOINED: Final = 1_000
"""Code points that a unit after the first `MOST_UNITS` has at least, of as many paragraphs as that takes."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label, the rule that gave it, and the evidence for people."""

    label: str  # one of model.LABELS
    rule: str  # one of `rules.RULES`
    reason: str  # shown to people; no code reads it


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, a heading, a prompt: not labelled yet."""

    start: int  # code points of the source
    end: int
    text: str  # what a reader sees; see model.Block
    gap: bool  # an empty line is before it (HTML: it begins a block element of its own)
    runs: tuple[Run, ...] = ()
    tag: str = ""  # HTML: the element that contains it
    hints: tuple[str, ...] = ()  # HTML: what its elements and their classes are called, as evidence
    links: float = 0.0  # HTML: the share of its characters in links
    proposed: float = 0.0  # HTML: the share of its words that trafilatura takes for body
    settled: Verdict | None = None  # known already when it was cut: a date glued to a line


JOINED_TEXT: Final = Verdict(
    "body", "joined", "after so many paragraphs, several are read as one, and none is left out"
)
"""What units after the first `MOST_UNITS` are."""
