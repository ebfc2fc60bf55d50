"""Folders that a browser creates next to a saved page: pictures, scripts and ads, no article."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from quotesearch.lexicons import entries

__all__ = ["is_part_of_page"]

PAGE_SUFFIXES: Final = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")
"""Endings of the page's name, after the name that page and folder share."""

CERTAIN: Final = frozenset({"_files", ".files"})
"""Endings that are enough next to a page of that name; with any other, the page has to refer to the folder."""

LOOKED_AT: Final = 1 << 20
"""Bytes of a page that are searched for the name of the folder; it is in the head, in the addresses of style sheets."""


def is_part_of_page(folder: Path) -> bool:
    """
    Whether a browser created this folder for the page of the same name next to it.

    Args:
        folder: an existing folder.

    >>> is_part_of_page(Path("no-such-page_files"))
    False
    """
    name = folder.name
    ending = next((each for each in _endings() if name.lower().endswith(each)), None)
    if ending is None:
        return False
    stem = name[: -len(ending)]
    pages = (folder.with_name(stem + suffix) for suffix in PAGE_SUFFIXES if stem)
    try:
        return any(page.is_file() and (ending in CERTAIN or _refers_to(page, name)) for page in pages)
    except OSError:  # not known, so what is in the folder is not lost
        return False


@cache
def _endings() -> tuple[str, ...]:
    """The endings of such folders' names."""
    return entries("page_folders")


def _refers_to(page: Path, name: str) -> bool:
    """Whether a page has the address of something in a folder of this name, plain or percent-encoded."""
    with page.open("rb") as file:
        head = file.read(LOOKED_AT)
    return any(
        f"{each}/".encode(errors="surrogateescape") in head for each in (name, quote(os.fsencode(name)))
    )
