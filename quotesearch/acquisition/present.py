"""Which files there are below a folder, for many names, most of which may be of none."""

from __future__ import annotations

import os
import unicodedata

__all__ = ["Present"]


class Present:
    """
    The files below a folder, listed folder by folder when one is asked for.

    To look for each of a million names on the disk would take far longer.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._listed: dict[str, _Folder] = {"": _Folder(os.fspath(folder))}

    def has(self, name: str) -> bool:
        """
        Is there a file or folder of this name, however its accents are written on the disk?

        Args:
            name: relative to the folder, with forward slashes, accents composed.

        >>> Present(os.curdir).has("no-such-folder/a.txt")
        False
        """
        parent, _, last = name.rpartition("/")
        folder = self._listed.get(parent) or self._down_to(parent)
        return folder is not None and folder.path_of(last) is not None

    def _down_to(self, name: str) -> _Folder | None:
        """A folder by its name, from the outermost inwards; None if there is none."""
        at = ""
        folder = self._listed[at]
        for part in name.split("/"):
            path = folder.path_of(part)
            if path is None:
                return None
            at = f"{at}/{part}" if at else part
            folder = self._listed.setdefault(at, _Folder(path))
        return folder


class _Folder:
    """What is in a folder, by the names with accents composed."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._names: dict[str, str] | None = {}
        try:
            self._names = {unicodedata.normalize("NFC", name): name for name in os.listdir(path)}  # noqa: PTH208
        except PermissionError:
            self._names = None  # it may be entered all the same, and a file in it named
        except (OSError, ValueError):
            pass

    def path_of(self, name: str) -> str | None:
        """The path of something in it; None if it is not there."""
        if self._names is not None:
            real = self._names.get(name)
            return None if real is None else os.path.join(self._path, real)  # noqa: PTH118 - a million: no objects
        path = os.path.join(self._path, name)  # noqa: PTH118
        return path if os.path.exists(path) else None  # noqa: PTH110 - as above
