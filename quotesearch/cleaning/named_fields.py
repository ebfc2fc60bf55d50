"""What an article states of itself under names: the keys of front matter, the names of header lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from quotesearch.cleaning.bylines import is_nobody, names_in_byline
from quotesearch.cleaning.dates import iso_date
from quotesearch.cleaning.metadata import Metadata
from quotesearch.lexicons import Lexicon
from quotesearch.model import Found, Span

__all__ = ["Entry", "field_of", "folded_name", "label_of", "metadata_of"]

LONGEST: Final = {"headline": 400, "byline": 400, "published": 80, "outlet": 120, "url": 2000}
"""Code points of a value; what is longer is a text and not a value."""

LABELS: Final = {"byline": "byline", "published": "date"}
"""Labels of the blocks that state a field; all others are a `widget`."""

_ADDRESS = re.compile(r"https?://[^\s\"'<>]+$", re.IGNORECASE)
_LINKED = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")  # Obsidian: [[Ann Lee]], [[people/ann|Ann Lee]]
_BY = re.compile(r"^by:?\s+", re.IGNORECASE)
_NOTHING: Final = frozenset({"", "null", "~", "none", "n/a", "[]", '""', "''"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, and the values that are stated under it with their places in the source."""

    name: str  # as printed
    values: tuple[tuple[str, Span], ...]
    basis: str  # in words


def field_of(lexicon: Lexicon, name: str) -> str:
    """
    The field that a name means; empty if it means none.

    >>> (
    ...     field_of(Lexicon("en"), "Publication_Date"),
    ...     field_of(Lexicon("en"), "author"),
    ...     field_of(Lexicon("en"), "layout"),
    ... )
    ('published', 'byline', '')
    """
    return _names(lexicon).get(folded_name(name), (0, ""))[1]


def label_of(lexicon: Lexicon, name: str) -> str:
    """
    The label of a block that states a value under a name.

    >>> label_of(Lexicon("en"), "author"), label_of(Lexicon("en"), "date"), label_of(Lexicon("en"), "tags")
    ('byline', 'date', 'widget')
    """
    return LABELS.get(field_of(lexicon, name), "widget")


def metadata_of(lexicon: Lexicon, entries: Sequence[Entry]) -> Metadata:
    """
    The metadata that entries state; what is not sound (a date that is not a day) is left out.

    Of several entries for one field the first in the list of names counts. A `source` that is a web address is
    the URL, as Obsidian's clipper writes it.

    >>> stated = [Entry("source", (("https://example.org/1", Span(0, 21)),), "front matter: source")]
    >>> metadata_of(Lexicon("en"), stated).url.value
    'https://example.org/1'
    """
    found = Metadata()
    for entry in sorted(
        entries, key=lambda entry: _names(lexicon).get(folded_name(entry.name), (1000, ""))[0]
    ):
        field = field_of(lexicon, entry.name)
        values = [
            (text.strip(), place) for text, place in entry.values if text.strip().lower() not in _NOTHING
        ]
        values = [(text, place) for text, place in values if len(text) <= LONGEST.get(field, 0)]
        if not values:
            continue
        text, place = values[0]
        if field == "outlet" and _ADDRESS.match(text):
            field = "url"
        if getattr(found, field) is not None:
            continue
        match field:
            case "headline":
                found = replace(found, headline=Found(" ".join(text.split()), entry.basis, place))
            case "byline" if names := _names_in(lexicon, values):
                whole = Span(values[0][1].start, values[-1][1].end)
                found = replace(found, byline=Found(names, entry.basis, whole))
            case "published" if day := iso_date(lexicon, text):
                found = replace(found, published=Found(day, entry.basis, place))
            case "outlet":
                found = replace(found, outlet=Found(_unlinked(" ".join(text.split())), entry.basis, place))
            case "url" if _ADDRESS.match(text):
                found = replace(found, url=Found(text, entry.basis, place))
            case _:
                pass
    return found


def _names_in(lexicon: Lexicon, values: Sequence[tuple[str, Span]]) -> tuple[str, ...]:
    """The writers named by values: each one or several; a desk or team is kept as it is given."""
    names: list[str] = []
    for text, _ in values:
        for part in _unlinked(text).split(";"):
            part = " ".join(part.split())
            part = _BY.sub("", part, count=1)
            found = names_in_byline(lexicon, f"by {part}"[:160]) or (
                () if is_nobody(lexicon, part) or not part else (part,)
            )
            names += [name for name in found if name not in names]
    return tuple(names)


def _unlinked(text: str) -> str:
    """A text without the brackets of links between notes."""
    return _LINKED.sub(lambda found: found[2] or found[1].rpartition("/")[2], text)


def folded_name(name: str) -> str:
    """
    A name as the list has it.

    >>> folded_name("Publication_Date")
    'publication date'
    """
    return " ".join(re.split(r"[\s_-]+", name.strip().lower()))


@cache
def _names(lexicon: Lexicon) -> dict[str, tuple[int, str]]:
    """For each name its place in the list and its field; an empty one if it is not about the article."""
    found = {}
    for at, (name, value) in enumerate(lexicon.table("metadata_names").items()):
        field = value.split()[0]
        found[name] = (at, field if field in LONGEST else "")
    return found
