r"""
Prose: lines of words that form sentences. Programs, tables and messages between machines have none.

A text may begin with a line of a program or the header of a file format because it is about them. If prose follows,
it is an article. Only the shape of words and the marks at the ends of sentences count, not the words.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

__all__ = ["is_prose"]

LOOKED_AT: Final = 1 << 16
"""Code points of a text that are looked at."""

SHARE: Final = 0.5
"""Of the characters of a text: more has to be prose."""

WORDY: Final = 0.85
"""Of the words of a line: so many have to be words of a language. “x = 1” has one of three."""

FEWEST_WORDS: Final = 4

OPENING: Final = "\\[(\"'“”‘’«»„¿¡"
CLOSING: Final = "\\])\"'“”‘’«»"
BETWEEN_WORDS: Final = re.compile(r"[\s，。、！？：；「」『』《》]+")  # Chinese and Japanese marks
WORD: Final = re.compile(
    rf"[{OPENING}–—-]*[$€£]?[^\W_]+(?:['’.,:&–—-][^\W_]+)*[{CLOSING}.,:;!?…%–—-]*|[*>•&–—-]"
)
"""A word of a language or a number, with the marks around it. A path, an address, and names such as a_b are not."""

SENTENCE_END: Final = re.compile(rf"[^\W_][{CLOSING}]*[.!?…؟۔][{CLOSING}]*(?:\s|$)|[。！？।]")
LINE_OF_PROSE: Final = re.compile(rf"\s*+(?!--)(?:[*>•]\s)?[\w{OPENING}$€£–—-].*(?<![;{{}}])\s*", re.DOTALL)
"""How a line of prose begins, also in a list, and ends; comments of programs begin with other marks, and statements
end in semicolons."""


def is_prose(text: str) -> bool:
    r"""
    Whether more than half of a text is prose.

    Args:
        text: what follows something that an article may only be about; its beginning is enough.

    >>> (
    ...     is_prose("is how the memo begins.\n\n“We stay,” said Ann Lee."),
    ...     is_prose("\necho 'We stay.'\nexit 1\n"),
    ... )
    (True, False)
    """
    first, *others = [line.strip() for line in text[:LOOKED_AT].splitlines()] or [""]
    lines = [first[:1].upper() + first[1:], *others]  # the first may continue with a sentence
    paragraphs = (list(lines) for is_wordy, lines in groupby(lines, _is_wordy) if is_wordy)
    written = sum(sum(map(len, paragraph)) for paragraph in paragraphs if _has_sentence(paragraph))
    return written > SHARE * sum(map(len, lines))


def _is_wordy(line: str) -> bool:
    """Whether a line consists of words. An empty line does not."""
    if not LINE_OF_PROSE.fullmatch(line):
        return False
    tokens = [token for token in BETWEEN_WORDS.split(line) if token]
    return sum(bool(WORD.fullmatch(token)) for token in tokens) >= WORDY * len(tokens)


def _has_sentence(lines: list[str]) -> bool:
    """Whether lines next to each other hold a sentence, and do not begin in lower case as statements do."""
    paragraph = "\n".join(lines)
    words = sum(1 for token in BETWEEN_WORDS.split(paragraph) if token)
    return words >= FEWEST_WORDS and not paragraph[0].islower() and SENTENCE_END.search(paragraph) is not None
