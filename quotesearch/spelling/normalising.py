r"""
Normalise a paragraph: marks and letters with an unusual spelling, with the way back to the printed text.

Text that went through the wrong decoder, an exporter or a typesetter has “ as â€œ or \", a name as Jose´ or with a
soft hyphen inside. Marks and names are looked for in the usual spelling; what is shown is the printed one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from quotesearch.lexicons import words
from quotesearch.spelling.balance import balanced
from quotesearch.spelling.decoding import DECODED, decoded
from quotesearch.spelling.places import COMBINING, INVISIBLE, may_have_odd_spellings, odd_places
from quotesearch.spelling.quick_check import may_have_odd_marks
from quotesearch.spelling.tables import (
    CHARACTERS,
    ENTITY,
    ESCAPE,
    PRINTABLE,
    TYPED,
    backslashes_outside,
    entity,
    escaped,
    printable,
    typed,
)

__all__ = ["Normalised", "normalise", "usual_marks"]

_LETTER: Final = r"[^\W\d_]"
_STEPS: Final = 4
"""How often what was normalised is looked at again: text may have gone wrong more than once."""

_MARK_TOKENS: Final = (
    rf"(?P<decoded>{DECODED})|(?P<entity>{ENTITY})|(?P<escaped>{ESCAPE})|(?P<printable>{PRINTABLE})"
    rf"|(?P<character>[{''.join(CHARACTERS)}])|(?P<typed>{'|'.join(where for where, _ in TYPED.values())})"
)
_WORD, _WORD_BEFORE = re.compile(r"\w+"), re.compile(r"\w+\Z")


@cache
def _mark_token() -> re.Pattern[str]:
    """What spells a mark otherwise; compiled for the first text that seems to hold one."""
    return re.compile(_MARK_TOKENS)


@cache
def _token() -> re.Pattern[str]:
    """What spells anything otherwise."""
    return re.compile(
        rf"{_MARK_TOKENS}"
        rf"|(?P<broken>(?<={_LETTER}{_LETTER})-[ \t]*(?:\r\n|\r|\n)[ \t]*(?={_LETTER})(?!(?:and|or|to)\b))"
        rf"|(?P<composed>\w[{COMBINING}]+)"
        rf"|(?P<inside>(?<={_LETTER})[‘`´′ʹ](?={_LETTER}))"
        rf"|(?P<ayn>(?<=[a-z] )[‘`](?=(?:{'|'.join(sorted(words('en/ayn_names')))})\b))"
        rf"|(?P<invisible>[{INVISIBLE}{COMBINING}]+)"
    )


@cache
def _nouns() -> frozenset[str]:
    """Words that a compound may end in: a dealer, an officer."""
    lists = ("en/person_nouns", "en/titles", "en/group_nouns", "en/document_nouns")
    return frozenset().union(*map(words, lists))


class _Change(NamedTuple):
    """A stretch with an unusual spelling, its place, and the usual spelling."""

    start: int
    end: int
    usual: str


@dataclass(frozen=True, slots=True)
class Normalised:
    """
    A text in its usual spelling.

    `starts` and `ends` say for each character where the printed characters that it replaces begin and end; both
    are empty if nothing was changed.
    """

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) is printed."""
        return (self.starts[start], self.ends[end - 1]) if self.starts else (start, end)


def normalise(text: str) -> Normalised:
    r"""
    A paragraph in its usual spelling, line breaks as spaces.

        >>> normalise("â€œNo,â€ said Nora O`Brien.").text
        '“No,” said Nora O’Brien.'
        >>> normalise("the treasurer, Bartholom-\new Hale").text
        'the treasurer, Bartholomew Hale'
        >>> normalise('\\"No\\"').printed(0, 1)
        (0, 2)
        >>> normalise("Ã¢â‚¬Å“No").text, normalise("Ã¢â‚¬Å“No").printed(1, 3)
        ('“No', (7, 9))
    """
    if not may_have_odd_spellings(text):
        return Normalised(_one_line(text))
    done = _normalised(text, _token())
    return Normalised(_one_line(done.text), done.starts, done.ends)


def usual_marks(text: str) -> Normalised:
    """
    A text with its marks and letters as they were before a wrong decoder, an export or a typesetter; the rest as it is.

        >>> usual_marks("&amp;quot;No,&amp;quot; she said.").text
        '"No," she said.'
    """
    return _normalised(text, _mark_token()) if may_have_odd_marks(text) else Normalised(text)


def _normalised(text: str, token: re.Pattern[str]) -> Normalised:
    """A text in its usual spelling, gone over as often as that changes it."""
    done = Normalised(text)
    for _ in range(_STEPS):
        step = _one_step(done.text, token)
        if not step.starts:
            break
        done = step if not done.starts else _composed(done, step)
    return done


def _one_step(text: str, token: re.Pattern[str]) -> Normalised:
    """A text with each change made once."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end, usual in _changes(text, token):
        pieces += (text[at:start], usual)
        starts += range(at, start)
        ends += range(at + 1, start + 1)
        starts += [start] * len(usual)
        ends += [end] * len(usual)
        at = end
    if not pieces:
        return Normalised(text)
    pieces.append(text[at:])
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return Normalised("".join(pieces), tuple(starts), tuple(ends))


def _composed(first: Normalised, then: Normalised) -> Normalised:
    """Two steps as one."""
    starts = tuple([first.starts[at] for at in then.starts])
    ends = tuple([first.ends[at - 1] for at in then.ends])
    return Normalised(then.text, starts, ends)


def _one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ")


def _changes(text: str, token: re.Pattern[str]) -> Iterator[_Change]:
    """What is to be replaced, from the left."""
    outer = backslashes_outside(text) if "\\" in text else 0
    lost = iter(balanced(text))
    mark = next(lost, None)
    at = 0
    for place in odd_places(text):
        match = token.match(text, place) if place >= at else None
        if match is None:
            continue
        start, end = match.span()
        while mark is not None and mark.start < end:
            if mark.start >= at:
                yield _Change(mark.start, mark.end, mark.usual)
                at = mark.end
            mark = next(lost, None)
        kind, printed = match.lastgroup or "", match[0]
        usual = escaped(printed, outer) if kind == "escaped" else _usual(kind, printed, text, match)
        if usual != printed and start >= at:
            yield _Change(start, end, usual)
            at = end
    while mark is not None:
        if mark.start >= at:
            yield _Change(mark.start, mark.end, mark.usual)
            at = mark.end
        mark = next(lost, None)


def _usual(kind: str, printed: str, text: str, match: re.Match[str]) -> str:
    """The usual spelling of what was found."""
    if kind == "decoded":
        return decoded(
            printed, text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        )
    if kind == "composed":
        return "".join(c for c in unicodedata.normalize("NFC", printed) if not unicodedata.combining(c))
    if kind == "broken":
        return _joint(text, match)
    if kind == "character" and printed == "″" and _is_unit(text, match.start()):
        return printed
    if kind in _PRINTED:
        return _PRINTED[kind](printed)
    return "’" if kind == "inside" else ""


def _is_unit(text: str, at: int) -> bool:
    """Whether a double prime counts inches: after a number, where other marks are there to quote."""
    return text[at - 1 : at].isdigit() and ("“" in text or '"' in text)


_PRINTED: Final = {
    "entity": entity,
    "printable": printable,
    "character": CHARACTERS.__getitem__,
    "typed": typed,
}


def _joint(text: str, match: re.Match[str]) -> str:
    """What joins the halves of a word that was parted at the end of a line: nothing, or the hyphen of a compound."""
    before, after = (
        _WORD_BEFORE.search(text, max(0, match.start() - 30), match.start()),
        _WORD.match(text, match.end()),
    )
    one, other = before[0] if before else "", after[0] if after else ""
    if other[:1].isupper():
        return "-"
    return "-" if other.lower() in _nouns() and (one + other).lower() not in _nouns() else ""
