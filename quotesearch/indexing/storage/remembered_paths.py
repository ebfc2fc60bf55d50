"""The paths that an index was asked to hold, kept outside of its generations."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from quotesearch.errors import DamagedIndexError
from quotesearch.indexing.storage.advised_commands import index_option
from quotesearch.indexing.storage.durable_files import not_permitted, read_json, write_json
from quotesearch.model import Root, one_line

__all__ = [
    "absolute",
    "is_below",
    "is_remembered",
    "known_sources",
    "remember",
    "remember_corrections",
    "remembered",
    "remembered_corrections",
    "remembered_patterns",
    "remembering",
    "roots_of",
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


def remembered_patterns(index: Path) -> dict[str, str]:
    """
    How the names of files are read, by the path, absolute, below which they are.

    Raises:
        DamagedIndexError: the list cannot be read.
    """
    paths = _listed(index, "from_name")
    patterns = read_json(index / _NAME)["from_name"] if paths else {}
    return {path: patterns[path] for path in paths if isinstance(patterns, dict) and patterns[path]}


def roots_of(
    known: Mapping[str, str], sources: Iterable[str], wanted: Iterable[str], from_name: str | None
) -> tuple[Root, ...]:
    """
    The paths that an index holds, each with the pattern for the names of its files.

    Args:
        known: the patterns that are remembered, by path.
        sources: all paths that the index is to hold.
        wanted: those of them that are read now.
        from_name: the pattern for those; None: as it was, for a folder within one that has a pattern that one's;
            "": no pattern.

    >>> roots_of({"/news": "{date}_*"}, ["/news/2024"], ["/news/2024"], None)
    (Root(path='/news/2024', from_name='{date}_*'),)
    """
    wanted = set(wanted)
    paths = dict.fromkeys([*sources, *wanted])
    paths |= dict.fromkeys(path for path in known if any(is_below(path, source) for source in [*paths]))
    found = []
    for path in paths:
        above = max((other for other in known if is_below(path, other)), key=len, default="")
        pattern = from_name if path in wanted and from_name is not None else known.get(above, "")
        found.append(Root(path, pattern))
    return tuple(found)


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
            f"{one_line(str(index / _NAME))}, the list of the folders in the index, cannot be read.\n"
            f"Name the folders again: quotesearch rebuild FOLDER… {index_option(index)}"
        ) from error
    return tuple(paths)


def remember(index: Path, paths: Iterable[str], patterns: Mapping[str, str] | None = None) -> None:
    """
    Keep these paths, those below others left out.

    *patterns*: how the names of files below some of them are read; None: as it was.
    """
    ordered = sorted(set(paths))
    outer = [path for path in ordered if not any(is_below(path, other) for other in ordered if other != path)]
    try:
        known = remembered(index) if is_remembered(index) else None
        corrections, before = remembered_corrections(index), remembered_patterns(index)
    except DamagedIndexError:
        known, corrections, before = None, (), {}
    wanted = before if patterns is None else patterns
    kept = {p: wanted[p] for p in sorted(wanted) if wanted[p] and any(is_below(p, path) for path in outer)}
    if tuple(outer) != known or kept != before or unfinished(index):
        _write(index, outer, corrections, kept)


@contextmanager
def remembering(
    index: Path, paths: Iterable[str], patterns: Mapping[str, str] | None = None
) -> Iterator[None]:
    """
    Store these paths with those known, and these patterns, while a generation of them is made current.

    If the program is killed at any moment, no article of the current generation is then below no
    remembered path, where no `add` would look for it. If it fails, those known stay.
    """
    known: tuple[str, ...] | None = None
    before: dict[str, str] = {}
    with suppress(DamagedIndexError):  # a garbled list: there is nothing to go back to
        known, before = remembered(index), remembered_patterns(index)
    try:
        remember(index, (*(known or ()), *paths), patterns)
        yield
    except BaseException:
        if known is not None:
            remember(index, known, before)
        raise


def remember_corrections(index: Path, file: str) -> None:
    """Store the path of a file of corrections with the remembered paths."""
    files = remembered_corrections(index)
    if file not in files:
        _write(index, remembered(index), sorted((*files, file)), remembered_patterns(index))


def _write(
    index: Path, paths: Sequence[str], corrections: Sequence[str], patterns: Mapping[str, str]
) -> None:
    """Write the list; what is empty is left out."""
    content: dict[str, object] = {"paths": list(paths)}
    if corrections:
        content["corrections"] = list(corrections)
    if patterns:
        content["from_name"] = dict(patterns)
    write_json(index / _NAME, content)


def absolute(path: str | os.PathLike[str]) -> str:
    """A path as it is remembered: absolute, without `.` and `..`; links are not followed."""
    return os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps “..”, Path.resolve follows links


def is_below(path: str, folder: str) -> bool:
    """
    Whether a path is in a folder, or is the same.

    >>> is_below("/news/2024/a.txt", "/news"), is_below("/newspapers/a.txt", "/news"), is_below("/news", "/")
    (True, False, True)
    """
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
