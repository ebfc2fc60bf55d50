"""
Reads the gold of the invented news pages in tests/gold/pages (its README describes the form).

The pages were written for this project, so they are part of the repository and their texts may be printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.scoring import ROOT

FOLDER: Final = ROOT / "tests" / "gold" / "pages"
PAGE_KINDS: Final = (".html", ".txt")
TYPES: Final = frozenset({"person", "group", "document", "anonymous"})
_FIELDS: Final = ("headline", "byline", "date", "outlet")
_MARKS: Final = {"-": "unknown", "!": "no quote", "~": "either"}
_QUOTE = re.compile(r"(?P<names>[^:]+?)(?: \[(?P<types>[a-z ]+)\])?: (?P<words>.+)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the article, its white space normalised to single spaces."""

    text: str
    either: bool  # a cleaner may keep or cut it: standfirsts, embedded posts, line-ups


@dataclass(frozen=True, slots=True)
class Wanted:
    """One pair of quotation marks in the article, and who said what is between them."""

    words: str
    label: str  # quote, unknown (the article does not say whose), no quote, either (may be found or not)
    names: tuple[str, ...] = ()  # of a quote: each of them is right
    types: frozenset[str] = frozenset()  # of a quote: each of them is right


@dataclass(frozen=True, slots=True)
class Page:
    """The gold of one page."""

    path: Path  # of the page itself
    headline: str
    byline: tuple[str, ...]  # empty: the page is not signed
    date: str  # YYYY-MM-DD
    outlet: str
    body: tuple[Paragraph, ...]
    quotes: tuple[Wanted, ...]

    @property
    def name(self) -> str:
        """The file name of the page."""
        return self.path.name


def wanted_of(line: str) -> Wanted:
    """
    The quotation in a line of the gold.

    Raises:
        ValueError: the line breaks the form.

    >>> wanted_of("Civic Trust | trust [group]: We were not asked.").names
    ('Civic Trust', 'trust')
    >>> wanted_of("!: The Waiting Room").label
    'no quote'
    """
    found = _QUOTE.fullmatch(line)
    if found is None:
        raise ValueError(f"neither a paragraph nor 'Name: words': {line!r}")
    label = _MARKS.get(found["names"])
    if label:
        return Wanted(found["words"], label)
    types = frozenset((found["types"] or "person").split())
    if not types <= TYPES:
        raise ValueError(f"unknown type in {line!r}; the types are {', '.join(sorted(TYPES))}")
    return Wanted(found["words"], "quote", tuple(re.split(r" \| ", found["names"])), types)


def read_gold(gold: Path, page: Path) -> Page:
    """
    The gold of one page.

    Args:
        gold: the file that ends in `.gold`.
        page: the page that it describes.

    Raises:
        ValueError: a line breaks the form; the message names file and line.
    """
    fields = dict.fromkeys(_FIELDS, "")
    body: list[Paragraph] = []
    quotes: list[Wanted] = []
    head = True
    for number, line in enumerate(gold.read_text(encoding="utf-8").splitlines(), 1):
        name, _, value = line.partition(": ")
        if not line:
            head = False
        elif head and name in fields:
            fields[name] = value
        elif head:
            raise ValueError(f"{gold.name}:{number}: {name!r} is none of {', '.join(_FIELDS)}")
        elif line[:2] in {"+ ", "? "}:
            body.append(Paragraph(line[2:], either=line[0] == "?"))
        else:
            try:
                quotes.append(wanted_of(line))
            except ValueError as error:
                raise ValueError(f"{gold.name}:{number}: {error}") from error
    byline = tuple(fields["byline"].split("; ")) if fields["byline"] else ()
    headline, date, outlet = fields["headline"], fields["date"], fields["outlet"]
    return Page(page, headline, byline, date, outlet, tuple(body), tuple(quotes))


def page_files(folder: Path = FOLDER) -> Iterator[tuple[Path, Path]]:
    """The gold files of a folder and the page of each, in the order of their names."""
    for gold in sorted(folder.glob("*.gold")):
        for kind in PAGE_KINDS:
            if (page := gold.with_suffix(kind)).exists():
                yield gold, page


@cache
def invented_pages() -> tuple[Page, ...]:
    """The gold of all invented pages, read once."""
    return tuple(read_gold(gold, page) for gold, page in page_files())
