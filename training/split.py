"""
Which annotated texts are read and fitted on, and which are only scored.

Training and measuring use the same split: pages by site, PolNeAR's training articles by publisher, so that no
publisher's habits are in both parts. No one who works on the rules reads the held part, and nothing is fitted on it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

READ: Final = "read"
HELD: Final = "held"
HELD_PUBLISHERS: Final = frozenset({"wash-post", "west-journal"})
FIRST_PAGES: Final = "quotes.json"  # its sites have been read from the start
MORE_PAGES: Final = "quotes-more.json"

PageRows = dict[str, list[dict[str, Any]]]  # page → its annotated quotations


def publisher_of(document: str) -> str:
    """
    The publisher of an article of PolNeAR, by its name.

    >>> publisher_of("nyt_2016-09-08_debate.txt")
    'nyt'
    """
    return document.partition("_")[0]


def part_of_document(document: str) -> str:
    """
    The part that an article of PolNeAR's training split belongs to.

    >>> part_of_document("nyt_2016-09-08_debate.txt"), part_of_document("wash-post_2016-09-08_debate.txt")
    ('read', 'held')
    """
    return HELD if publisher_of(document) in HELD_PUBLISHERS else READ


def pages_of(folder: Path, part: str) -> PageRows:
    """
    The annotated pages of a part: pages of the sites in `quotes.json` are read, all others held.

    Args:
        folder: has gold.json, quotes.json and perhaps quotes-more.json.
        part: READ or HELD.
    """
    sites = sites_of(folder)
    first = _rows(folder / FIRST_PAGES)
    read = {sites[page] for page in first}
    rows = {**first, **_rows(folder / MORE_PAGES)}
    return {page: rows[page] for page in sorted(rows) if (sites[page] in read) == (part == READ)}


def sites_of(folder: Path) -> dict[str, str]:
    """The site of each page."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return {page: row["site"] for page, row in gold.items()}


def _rows(path: Path) -> PageRows:
    rows: PageRows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return rows
