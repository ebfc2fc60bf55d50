r"""
Normalise a paragraph: marks and letters that are spelt in another way, with the way back to the printed text.

Text that went through the wrong decoder, an exporter or a typesetter has “ as â€œ or \", a name as Jose´ or with a
soft hyphen inside. Whoever looks for marks and names reads the usual spelling; what is shown is the printed one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quotesearch.lexicons import words

_LETTER: Final = r"[^\W\d_]"
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_COMBINING: Final = "\u0300-\u036f"
_ODD_ONES: Final = f"{_INVISIBLE}{_COMBINING}\u0080-\u009fÃÄÅâ\\\\&`´ʹʺˮ′″‶‛❛-❞〝-〟「-』＇〃《》"
_ODD: Final = re.compile(  # what a paragraph without any of these has nothing to normalise
    rf"[{_ODD_ONES}]|{_LETTER}‘|‘[AIUO]|-[ \t]*[\r\n]|<<|>>|,,"
)
_SUSPECT: Final = re.compile(rf"[{_ODD_ONES}‘\r\n]")  # a single class, which is looked for much faster
_MARKS: Final = {  # how the usual mark is spelt elsewhere: by a wrong decoder, in markup, with another character
    "“": ("â€œ", "â\u0080\u009c", "\u0093", "&ldquo;", "&#8220;", "&#x201c;", "❝", "「", "『"),
    "”": (
        "â€\u009d",
        "â€\u009d",
        "â€",
        "â\u0080\u009d",
        "\u0094",
        "&rdquo;",
        "&#8221;",
        "&#x201d;",
        "❞",
        "」",
        "』",
    ),
    "„": ("â€ž", "\u0084", "&bdquo;", "&#8222;", ",,"),
    "‘": ("â€˜", "â\u0080\u0098", "\u0091", "&lsquo;", "&#8216;", "&#x2018;", "❛", "‛"),
    "’": ("â€™", "â\u0080\u0099", "\u0092", "&rsquo;", "&#8217;", "&#x2019;", "❜"),
    '"': ('\\"', "&quot;", "&#34;", "&#x22;", "″", "‶", "ʺ", "ˮ", "〃", "〝", "〞", "〟", "´´", "′′"),
    "'": ("\\'", "&#39;", "&#039;", "&#x27;", "&apos;", "＇"),
    "«": ("<<", "&laquo;", "《"),
    "»": (">>", "&raquo;", "》"),
    "–": ("â€“", "\u0096", "&ndash;"),
    "—": ("â€”", "\u0097", "&mdash;"),
    "…": ("â€¦", "\u0085", "&hellip;"),
    "&": ("&amp;",),
    " ": ("&nbsp;", "&#160;", "Â\u00a0"),
}
_AYN: Final = words("en/ayn_names")
_SPELT: Final = {spelt: mark for mark, ways in _MARKS.items() for spelt in ways}
_ANYWHERE: Final = sorted(set(_SPELT) - {",,", "<<", ">>"}, key=len, reverse=True)
_TOKEN: Final = re.compile(
    rf"(?P<spelt>{'|'.join(map(re.escape, _ANYWHERE))})"
    rf"|(?P<low>(?:(?<=\s)|^),,(?=\w))"
    r"|(?P<angle><<(?=\S)|(?<=\S)>>)"
    r"|(?P<decoded>[ÃÅÄ][\u0080-\u00bf])"
    rf"|(?P<broken>(?<={_LETTER}{_LETTER})-[ \t]*(?:\r\n|\r|\n)[ \t]*(?={_LETTER})(?!(?:and|or|to)\b))"
    rf"|(?P<composed>\w[{_COMBINING}]+)"
    rf"|(?P<inside>(?<={_LETTER})[‘`´′ʹ](?={_LETTER}))"
    rf"|(?P<ayn>(?<=[a-z] )[‘`](?=(?:{'|'.join(sorted(_AYN))})\b))"
    rf"|(?P<invisible>[{_INVISIBLE}{_COMBINING}]+)"
)
_WORD, _WORD_BEFORE = re.compile(r"\w+"), re.compile(r"\w+\Z")
_NOUNS: Final = (
    words("en/person_nouns") | words("en/titles") | words("en/group_nouns") | words("en/document_nouns")
)


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
    """
    if _is_usual(text) or not _ODD.search(text):
        return Normalised(_one_line(text))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end, usual in _changes(text):
        pieces += (_one_line(text[at:start]), usual)
        starts += range(at, start)
        ends += range(at + 1, start + 1)
        starts += [start] * len(usual)
        ends += [end] * len(usual)
        at = end
    if not pieces:
        return Normalised(_one_line(text))
    pieces.append(_one_line(text[at:]))
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return Normalised("".join(pieces), tuple(starts), tuple(ends))


def _is_usual(text: str) -> bool:
    """Whether a look at the characters, whatever their order, says that there is nothing to normalise."""
    return not _SUSPECT.search(text) and "<<" not in text and ">>" not in text and ",," not in text


def _one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ")


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    """What is to be replaced, from the left: start, end, the usual spelling."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind, printed = match.lastgroup, match[0]
        usual = _usual(kind, printed, text, match)
        if usual != printed:
            yield start, end, usual


def _usual(kind: str | None, printed: str, text: str, match: re.Match[str]) -> str:
    """The usual spelling of what was found."""
    if kind == "composed":
        return "".join(c for c in unicodedata.normalize("NFC", printed) if not unicodedata.combining(c))
    if kind == "decoded":
        return _decoded(printed)
    if kind == "broken":
        return _joint(text, match)
    if kind == "inside":
        return "’"
    return _SPELT.get(printed, "")


def _decoded(printed: str) -> str:
    """A letter that was read in another encoding than it was written in: Ã© for é."""
    try:
        return printed.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return printed


def _joint(text: str, match: re.Match[str]) -> str:
    """What joins the halves of a word that was parted at the end of a line: nothing, or the hyphen of a compound."""
    before, after = (
        _WORD_BEFORE.search(text, max(0, match.start() - 30), match.start()),
        _WORD.match(text, match.end()),
    )
    one, other = before[0] if before else "", after[0] if after else ""
    if other[:1].isupper():
        return "-"
    return "-" if other.lower() in _NOUNS and (one + other).lower() not in _NOUNS else ""
