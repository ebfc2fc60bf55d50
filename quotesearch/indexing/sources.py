"""The paths that an index was asked to hold, kept outside of its generations."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from quotesearch.errors import DamagedIndexError
from quotesearch.indexing.files import read_json, write_json

__all__ = ["absolute", "is_below", "remember", "remembered"]

_NAME: Final = "sources.json"


def remembered(index: Path) -> tuple[str, ...]:
    """
    The remembered paths, absolute; none if there is no index.

    Raises:
        DamagedIndexError: the list cannot be read.
    """
    try:
        paths = read_json(index / _NAME)["paths"]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndexError(
            f"{index / _NAME}, the list of what the index holds, cannot be read.\n"
            f"Name the paths again: quotesearch rebuild PATH… --index {index}/"
        ) from error
    return tuple(str(path) for path in paths)


def remember(index: Path, paths: Iterable[str]) -> None:
    """Keep these paths, those below others left out."""
    ordered = sorted(set(paths))
    outer = [path for path in ordered if not any(is_below(path, other) for other in ordered if other != path)]
    if tuple(outer) != remembered_or_none(index):
        write_json(index / _NAME, {"paths": outer})


def remembered_or_none(index: Path) -> tuple[str, ...] | None:
    """The remembered paths; None if the list is missing or damaged."""
    try:
        return remembered(index) if (index / _NAME).exists() else None
    except DamagedIndexError:
        return None


def absolute(path: str | os.PathLike[str]) -> str:
    """A path as it is remembered: absolute, without `.` and `..`; links are not followed."""
    return os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps “..”, Path.resolve follows links


def is_below(path: str, folder: str) -> bool:
    """
    Does a path lie in a folder, or is it the same?

    >>> is_below("/news/2024/a.txt", "/news"), is_below("/newspapers/a.txt", "/news"), is_below("/news", "/")
    (True, False, True)
    """
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
