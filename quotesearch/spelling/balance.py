"""
Marks that became a letter or the replacement character: only the balance of a paragraph shows them.

One byte that was read in a wrong encoding is a letter: ÒNo,Ó. An accent may be a mark: ´No,´. What no decoder could
read is \ufffd, for any mark. Those are read that open before a word and close after one, in turn.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

__all__ = ["Balanced", "balanced"]


@dataclass(frozen=True, slots=True)
class Balanced:
    """A mark found by balance: where it is printed, and the usual one."""

    start: int
    end: int
    usual: str


@dataclass(frozen=True, slots=True)
class _Way:
    """One way in which marks were lost."""

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    apostrophe: re.Pattern[str] | None
    usual: tuple[str, str]
    alike: bool  # opening and closing look the same, and may as well be letters


_BEFORE: Final = r"(?<![^\s(\[{—–/:-])"
_CLOSES: Final = r"(?:(?<=[,.!?…—–-])|(?<=\w))"
_SPACE: Final = r"\s?"
_SHORT: Final = r"(?=(?:s|t|re|ve|ll|d|m)\b)"


_WAYS: Final = {  # by a character that each must have: how marks open, close, the usual ones, how an apostrophe looks
    "\ufffd": ("\ufffd{1,3}(?!\ufffd)", "(?<!\ufffd)\ufffd{1,3}", "“”", "\ufffd{1,3}"),
    "â": ("â", "â", "“”", "â"),
    "Ò": ("Ò", "Ó", "“”", "Õ"),
    "Ô": ("Ô", "Õ", "‘’", "Õ"),
    "ì": ("ì", "î", "“”", "í"),
    "ë": ("ë", "í", "‘’", "í"),
    "ô": ("ô", "ö", "“”", "Æ"),
    "æ": ("æ", "Æ", "‘’", "Æ"),
    "`": ("`(?!`)", "(?<!['´`])['’´](?!['´`])", "‘’", ""),
    "´": ("´(?!´)", "(?<!´)´(?!´)", "‘’", ""),
    "′": ("′(?!′)", "(?<!′)′(?!′)", "‘’", ""),
}
_ALIKE: Final = frozenset("\ufffdâ")
_NOT: Final = re.compile(r"(?<=n)(?:[âÕíÆ]|\ufffd{1,3})(?=t\b)")  # don’t: nothing else it can be
_ANY: Final = re.compile("[\ufffdâÒÔìëôæ`´′]")
_SURE_END: Final = frozenset(",.!?…—–-")
_FEWEST_WORDS: Final = (
    3  # of what is between marks that look alike, without a full stop or a comma at its end
)


def balanced(text: str) -> list[Balanced]:
    """
    The marks of a text found by their balance, in order.

    >>> [one.usual for one in balanced("ÒNo,Ó he said. ÒIt isnÕt.Ó")]
    ['“', '”', '“', '’', '”']
    >>> balanced("Jos\ufffd Pe\ufffda ran.")
    []
    """
    if _ANY.search(text) is None:
        return []
    found: dict[int, Balanced] = {}
    for char in _WAYS:
        if char in text:
            for one in _read(text, _way(char)):
                found.setdefault(one.start, one)
    for match in _NOT.finditer(text):
        found.setdefault(match.start(), Balanced(*match.span(), "’"))
    return [found[at] for at in sorted(found)]


@cache
def _way(char: str) -> _Way:
    """One of the ways, compiled when a text seems to need it."""
    opening, closing, usual, apostrophe = _WAYS[char]
    alike = char in _ALIKE
    return _Way(
        re.compile(rf"{_BEFORE}{opening}(?={'' if alike else _SPACE}[^\W\d_])"),
        re.compile(rf"{_CLOSES}{closing}(?![^\W_])"),
        re.compile(rf"(?<=[a-z]){apostrophe}{_SHORT}") if apostrophe else None,
        (usual[0], usual[1]),
        alike,
    )


def _read(text: str, way: _Way) -> list[Balanced]:
    """The marks that were lost in one way; none if they are not in balance."""
    pairs = list(_pairs(text, way))
    if not pairs or any(close is None for _, close in pairs):
        return []
    marks = []
    for opening, closing in pairs:
        if closing is not None:
            marks += [Balanced(*opening, way.usual[0]), Balanced(*closing, way.usual[1])]
    if way.apostrophe is not None:
        marks += [Balanced(*match.span(), "’") for match in way.apostrophe.finditer(text)]
    return marks


def _pairs(text: str, way: _Way) -> Iterator[tuple[tuple[int, int], tuple[int, int] | None]]:
    """Where each mark opens, and where it closes; None: that is not clear."""
    openings = [match.span() for match in way.opening.finditer(text)]
    closings = [match.span() for match in way.closing.finditer(text)]
    starts = [start for start, _ in closings]
    for number, opening in enumerate(openings):
        limit = openings[number + 1][0] if number + 1 < len(openings) else len(text)
        within = closings[bisect_right(starts, opening[1]) : bisect_left(starts, limit)]
        sure = [span for span in within if text[span[0] - 1] in _SURE_END]
        if sure and (len(sure) == 1 or text[opening[0]] == "`"):  # later ones close what others open
            yield opening, sure[0]
        elif not sure and len(within) == 1 and (not way.alike or _is_clear(text[opening[1] : within[0][0]])):
            yield opening, within[0]
        else:
            yield opening, None


def _is_clear(words: str) -> bool:
    """Whether what is between marks that may be letters is a quotation: it has a capital in front, and some words."""
    return words[:1].isupper() and len(words.split()) >= _FEWEST_WORDS
