"""Pages in folds by their site, so that a page is judged by models that learned only from other sites."""

from __future__ import annotations

import zlib
from typing import Final
from urllib.parse import urlsplit

__all__ = ["FOLDS", "fold_of", "site_of"]

FOLDS: Final = 4


def fold_of(site: str) -> int:
    """
    The fold of the pages of a site; the models of the fold have not seen them.

    >>> fold_of("roe-times.example") in range(FOLDS)
    True
    """
    return zlib.crc32(site.encode()) % FOLDS


def site_of(url: str) -> str:
    """
    The registered name in a URL, roughly: the last two parts of its host.

    >>> site_of("https://www.roe-times.example/bridge")
    'roe-times.example'
    """
    return ".".join((urlsplit(url).hostname or url).split(".")[-2:])
