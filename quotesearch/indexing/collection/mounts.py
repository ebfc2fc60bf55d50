"""File systems that may not be mounted today: an empty folder in their place does not mean that all is gone."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from quotesearch.errors import MissingPathError
from quotesearch.indexing.storage import Catalogue, is_below
from quotesearch.model import Failure, one_line

__all__ = ["devices", "refuse_unmounted", "unmounted"]


def devices(paths: Sequence[str], files: Iterable[str]) -> dict[str, int]:
    """
    The devices of paths, and those of the folders below them where others are mounted.

    Args:
        paths: files and folders, absolute.
        files: those below; only folders on the way to one of these are checked.
    """

    @cache
    def device(path: str) -> int | None:
        return _device(path)

    found = {path: device(path) for path in paths}
    for folder in {os.path.dirname(file) for file in files}:  # noqa: PTH120 - a million of them: no objects
        root = next((path for path in paths if is_below(folder, path)), None)
        if root is None or device(folder) in (None, found[root]):
            continue
        top = folder
        while top != root and device(os.path.dirname(top)) == device(folder):  # noqa: PTH120
            top = os.path.dirname(top)  # noqa: PTH120
        found[top] = device(folder)
    return {path: number for path, number in found.items() if number is not None}


def refuse_unmounted(path: str, known: Mapping[str, int], files: Collection[str]) -> None:
    """
    Make sure that a path is not an empty folder where something else was mounted.

    Emptying a folder does not change its device, so one that is empty and on another device than last time, when
    it held articles, is taken for a place where an archive has not been mounted.

    Args:
        path: absolute; it is there.
        known: the devices of last time.
        files: those of last time.

    Raises:
        MissingPathError: it is.
    """
    held = _held(path, known, files)
    if held:
        reason = f"is empty, and held {held} files on another file system"
        raise MissingPathError(
            f"{one_line(path)} {reason}: is it mounted?\n"
            "If they are gone for good, rebuild the index without this path: quotesearch rebuild PATH…",
            reason=reason,
        )


def unmounted(paths: Sequence[str], old: Catalogue) -> list[Failure]:
    """
    The folders below some paths on which another file system was mounted and is not now.

    Such a folder may be gone, too: some systems make one for each disk, and take it away with the disk.
    """
    found = []
    for folder, device in old.devices.items():
        root = next((path for path in paths if is_below(folder, path)), folder)
        if device == old.devices.get(root, device):
            continue  # nothing was mounted there
        gone = _device(folder) is None
        held = _held(folder, old.devices, old.files, is_gone=gone)
        if held:
            state = "is not there" if gone else "is empty"
            reason = f"{state}, and held {held} files on another file system; nothing below it was dropped"
            found.append(Failure(folder, reason))
    return found


def _held(path: str, known: Mapping[str, int], files: Collection[str], *, is_gone: bool = False) -> int:
    """How many files a folder held that is on another device now, and empty; 0 if it is not."""
    now = _device(path)
    if known.get(path, now) == now:
        return 0
    if not is_gone and (not Path(path).is_dir() or any(Path(path).iterdir())):
        return 0
    return sum(1 for file in files if is_below(file, path))


def _device(path: str) -> int | None:
    """The device of a path; None if it does not exist."""
    try:
        return Path(path).stat().st_dev
    except OSError:
        return None
