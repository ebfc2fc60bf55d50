"""The two sides of a quotation mark: whether it can open or close a quotation."""

from __future__ import annotations

from typing import Final

__all__ = ["DOUBLE", "SINGLE", "after_mark", "before_mark", "closes", "opens"]

DOUBLE: Final = '"“”„‟«»＂'
SINGLE: Final = "'‘’‚‹›`"
_OPENS_AFTER: Final = frozenset(" \t\u00a0\u2009\u202f([{-–—/:;,…>\u200b")
_CLOSES_BEFORE: Final = frozenset(" \t\u00a0\u2009\u202f)]}-–—/:;,.!?…<\u200b")
_EMPHASIS: Final = (
    "*_~"  # of Markdown, around the marks: _"We ran,"_ she said; inside, *** are letters left out
)


def before_mark(text: str, at: int) -> str:
    """The character before a place, with marks of emphasis left out; "" at the beginning."""
    while at and text[at - 1] in _EMPHASIS:
        at -= 1
    return text[at - 1 : at]


def after_mark(text: str, at: int) -> str:
    """The character at a place, with marks of emphasis left out; "" at the end."""
    while at < len(text) and text[at] in _EMPHASIS:
        at += 1
    return text[at : at + 1]


def opens(text: str, at: int, after: int) -> bool:
    """Whether a mark is where one opens: after a space, before a word, and so never as a unit: 5'10"."""
    before = before_mark(text, at)
    before_ok = not before or before in _OPENS_AFTER or before in DOUBLE + SINGLE
    return before_ok and after < len(text) and not text[after].isspace()


def closes(text: str, at: int, after: int) -> bool:
    """Whether a mark is where one closes: after a word or a full stop, before a space."""
    following = after_mark(text, after)
    after_ok = not following or following in _CLOSES_BEFORE or following in DOUBLE + SINGLE
    return after_ok and at > 0 and not text[at - 1].isspace()
