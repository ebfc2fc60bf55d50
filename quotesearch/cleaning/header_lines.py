"""
Header lines above a text: `Title: Bridge to close`, `Author: Ann Lee`, `Date: 31 October 2024`.

An article may begin with a line that looks like one (“Update: …”, “Source: …”), an interview with “Q:”, a review
with the title and the author of a book. So two such lines with sound values are needed, or one with the title and
an empty line below it; and none that only the description of a book or a film has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from quotesearch.cleaning.line_shape import has_quotation, is_title
from quotesearch.cleaning.metadata import Metadata
from quotesearch.cleaning.named_fields import Entry, field_of, folded_name, label_of, metadata_of
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon
from quotesearch.model import Span

__all__ = ["HeaderLines", "read_header_lines"]

FEWEST: Final = 2
"""Header lines with sound values that show that they are the head of an article."""

MOST: Final = 30
"""Lines of a head."""

FIELDS: Final = ("headline", "byline", "published", "outlet", "url")


@dataclass(frozen=True, slots=True)
class HeaderLines:
    """A parsed head: its units (a name apart from its value), labelled; and the other units."""

    first: int  # how many units are above it: 1 if the title is, without a name
    units: tuple[Unit, ...]
    verdicts: tuple[Verdict, ...]
    rest: tuple[Unit, ...]  # all units but those of the head
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class _Line:
    """A header line: a name and its value."""

    unit: Unit
    name: str
    value: str
    at: int  # where in the unit's text the value begins


def read_header_lines(lexicon: Lexicon, units: Sequence[Unit]) -> HeaderLines | None:
    r"""
    Take the header lines at the top of a plain text apart.

    Args:
        lexicon: the word lists of the language.
        units: of the text, in order.

    Returns:
        None if there are none that count.

    >>> from quotesearch.cleaning.plain import read_plain
    >>> found = read_header_lines(
    ...     Lexicon("en"),
    ...     read_plain(Lexicon("en"), "Title: Bridge to close\nAuthor: Ann Lee\n\nIt closes today.\n"),
    ... )
    >>> found.metadata.headline.value, [(u.text, v.label) for u, v in zip(found.units, found.verdicts)][:2]
    ('Bridge to close', [('Title:', 'nav'), ('Bridge to close', 'headline')])
    >>> read_header_lines(
    ...     Lexicon("en"), read_plain(Lexicon("en"), "Update: the bridge closes.\n\nIt closes today.\n")
    ... ) is None
    True
    """
    begin = 1 if units and units[0].settled is not None else 0  # a byte-order mark
    titled = begin < len(units) and _line_of(lexicon, units[begin]) is None and is_title(units[begin].text)
    first = begin + titled  # below the title, if it is there without a name
    lines: list[_Line] = []
    for unit in units[first : first + MOST]:
        line = _line_of(lexicon, unit)
        if line is None:
            break
        lines.append(line)
    below = units[first + len(lines) :]
    names = {folded_name(line.name) for line in lines}
    if not below or len(names) < len(lines):
        return None
    if any(_flag(lexicon, name) == "work" for name in names):
        metadata = Metadata()
        parts = [
            (line.unit, Verdict("widget", "work-details", "describes a book or a film")) for line in lines
        ]
        if len(lines) < FEWEST or any(has_quotation(line.value) for line in lines):
            return None
    else:
        metadata = metadata_of(lexicon, [_entry(line) for line in lines])
        if not _counts(lexicon, lines, metadata, below[0].gap, titled=titled):
            return None
        parts = [part for line in lines for part in _parts(lexicon, line)]
    return HeaderLines(
        first,
        tuple(unit for unit, _ in parts),
        tuple(verdict for _, verdict in parts),
        (*units[:first], *below),
        metadata,
    )


def _counts(lexicon: Lexicon, lines: Sequence[_Line], metadata: Metadata, gap: bool, *, titled: bool) -> bool:
    """
    Whether lines are the head of an article.

    Args:
        lexicon: the word lists of the language.
        lines: the header lines.
        metadata: what they state.
        gap: whether an empty line is below them.
        titled: whether the title is above them, without a name.
    """
    sound = [name for name in FIELDS if getattr(metadata, name) is not None]
    if titled and (
        "headline" in sound or all(_flag(lexicon, folded_name(line.name)) == "page" for line in lines)
    ):
        return False  # the title of something that the article is about; the byline of a page
    return len(sound) >= FEWEST or (sound == ["headline"] and len(lines) == 1 and gap)


@cache
def _names(lexicon: Lexicon) -> re.Pattern[str]:
    """How a header line begins."""
    names = [name for name, value in lexicon.table("metadata_names").items() if " " in value]
    every = "|".join(
        re.escape(name).replace(r"\ ", r"[ _-]") for name in sorted(names, key=len, reverse=True)
    )
    return re.compile(rf"[#>*_ ]*({every})[*_]*[ \t]*:[*_]*(?:\s+|$)", re.IGNORECASE)


def _line_of(lexicon: Lexicon, unit: Unit) -> _Line | None:
    """The header line that a unit is; None if it is not one."""
    found = _names(lexicon).match(unit.text[:80])
    if found is None:
        return None
    return _Line(unit, found[1], unit.text[found.end() :], found.end())


def _flag(lexicon: Lexicon, name: str) -> str:
    """What the list says of a name: "line", "page", "work"."""
    return lexicon.table("metadata_names")[name].split()[-1]


def _entry(line: _Line) -> Entry:
    """What a line states."""
    start = line.unit.start + line.at
    places = ((line.value, Span(start, start + len(line.value))),) if line.value else ()
    return Entry(line.name, places, f"the line “{line.name}:”")


def _parts(lexicon: Lexicon, line: _Line) -> list[tuple[Unit, Verdict]]:
    """A unit for the name and one for the value, labelled."""
    unit, reason = line.unit, f"the line “{line.name}:” above the text"
    label = "headline" if field_of(lexicon, line.name) == "headline" else label_of(lexicon, line.name)
    label = "nav" if label == "widget" else label
    name = unit.text[: line.at].rstrip()
    head = replace(unit, end=unit.start + len(name), text=name, settled=None)
    if not line.value:
        return [(head, Verdict("nav", "header-line", reason))]
    value = replace(unit, start=unit.start + line.at, text=line.value, gap=False, settled=None)
    return [(head, Verdict("nav", "header-line", reason)), (value, Verdict(label, "header-line", reason))]
