"""The paths that an index was asked to hold, kept outside of its generations."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from quotesearch.errors import DamagedIndexError
from quotesearch.indexing.files import not_permitted, read_json, write_json

__all__ = [
    "absolute",
    "is_below",
    "is_remembered",
    "known_sources",
    "remember",
    "remember_corrections",
    "remembered",
    "remembered_corrections",
    "remembering",
    "start",
    "unfinished",
]

_NAME: Final = "sources.json"


def remembered(index: Path) -> tuple[str, ...]:
    """
    The remembered paths, absolute; () if there is no index.

    Raises:
        DamagedIndexError: the list cannot be read.
    """
    return _listed(index, "paths")


def known_sources(index: Path) -> tuple[str, ...]:
    """The remembered paths; () also if their list is garbled, which a rebuild is to repair."""
    try:
        return remembered(index)
    except DamagedIndexError:
        return ()


def remembered_corrections(index: Path) -> tuple[str, ...]:
    """
    The files of corrections that were named with `--corrections`, absolute.

    Raises:
        DamagedIndexError: the list cannot be read.
    """
    return _listed(index, "corrections")


def unfinished(index: Path) -> tuple[str, ...]:
    """
    The paths of a first rebuild that never came to its end, absolute; () if there was none.

    Raises:
        DamagedIndexError: the list cannot be read.
    """
    return _listed(index, "unfinished")


def start(index: Path, paths: Sequence[str]) -> None:
    """Note that the first rebuild of an index begins: its folder is ours, and a killed rebuild can be repeated."""
    write_json(index / _NAME, {"paths": [], "unfinished": list(paths)})


def is_remembered(index: Path) -> bool:
    """Is there a list of remembered paths, even an empty or garbled one?"""
    return os.path.exists(index / _NAME)  # noqa: PTH110 - Path.exists raises where a folder may not be entered


def _listed(index: Path, key: str) -> tuple[str, ...]:
    """What the list holds under a key. Raises DamagedIndexError."""
    try:
        content = read_json(index / _NAME)
        paths = content["paths"] if key == "paths" else content.get(key, ())
        for path in paths:
            if b"\0" in os.fsencode(path) or not isinstance(path, str):
                raise ValueError(path)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except PermissionError as error:
        raise not_permitted(index / _NAME) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedIndexError(
            f"{index / _NAME}, the list of the folders in the index, cannot be read.\n"
            f"Name the folders again: quotesearch rebuild FOLDER… --index {index}/"
        ) from error
    return tuple(paths)


def remember(index: Path, paths: Iterable[str]) -> None:
    """Keep these paths, those below others left out."""
    ordered = sorted(set(paths))
    outer = [path for path in ordered if not any(is_below(path, other) for other in ordered if other != path)]
    try:
        known = remembered(index) if is_remembered(index) else None
        corrections = remembered_corrections(index)
    except DamagedIndexError:
        known, corrections = None, ()
    if tuple(outer) != known or unfinished(index):
        _write(index, outer, corrections)


@contextmanager
def remembering(index: Path, paths: Iterable[str]) -> Iterator[None]:
    """
    Keep these paths beside those known while a generation of them is made to count.

    Whatever moment the program is killed in, no article of the generation that counts then lies below no
    remembered path, where no `add` would look for it. If it fails, those known stay.
    """
    known: tuple[str, ...] | None = None
    with suppress(DamagedIndexError):  # a garbled list: there is nothing to go back to
        known = remembered(index)
    try:
        remember(index, (*(known or ()), *paths))
        yield
    except BaseException:
        if known is not None:
            remember(index, known)
        raise


def remember_corrections(index: Path, file: str) -> None:
    """Keep the path of a file of corrections, beside the remembered paths."""
    files = remembered_corrections(index)
    if file not in files:
        _write(index, remembered(index), sorted((*files, file)))


def _write(index: Path, paths: Sequence[str], corrections: Sequence[str]) -> None:
    """Write the list."""
    content = {"paths": list(paths)}
    write_json(index / _NAME, content | {"corrections": list(corrections)} if corrections else content)


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
