"""Locks of the operating system: one writer at a time, and files that are still being read are not removed.

Such a lock ends with the process that holds it, however that process ends; the file of the lock stays and means
nothing.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from quotesearch.errors import BusyIndexError
from quotesearch.model import one_line

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["Lock"]

_AT_ONCE: Final = getattr(os, "O_NONBLOCK", 0)
"""Opening a named pipe in the place of the file must not wait for a writer."""

_PAUSE: Final = 0.05  # seconds between two attempts


class Lock:
    """A lock on a file; `release` or `with` gives it back."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path, *, shared: bool = False) -> Lock | None:
        """
        Lock a file at once, or give None if another process has locked it.

        Several processes may hold a shared lock on one file. Windows has no such locks: a reader there keeps
        its files open, which protects them from removal, too.

        Raises:
            OSError: the file is not there (shared), or cannot be made.
        """
        wanted = os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT
        descriptor = os.open(path, wanted | _AT_ONCE, 0o666)
        try:
            if sys.platform == "win32":
                if not shared:
                    msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            if os.fstat(descriptor).st_nlink == 0:  # removed between the two, and no one else will lock it
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        except (BlockingIOError, PermissionError):
            os.close(descriptor)
            return None
        except OSError:
            os.close(descriptor)
            raise
        return cls(descriptor)

    @classmethod
    def wait(cls, path: Path, seconds: float, on_wait: Callable[[str], None] | None = None) -> Lock:
        """
        Lock a file, waiting for the process that has locked it.

        Args:
            path: the file, created if necessary.
            seconds: how long to wait at most.
            on_wait: called once with a message for people if another process has the lock.

        Raises:
            BusyIndexError: the time is over.
        """
        end = time.monotonic() + seconds
        said = False
        while (lock := cls.take(path)) is None:
            if time.monotonic() >= end:
                raise BusyIndexError(
                    f"another quotesearch has been updating {_shown(path)} for more than {seconds:g} seconds. "
                    "Try again when it is done."
                )
            if not said and on_wait is not None:
                on_wait(f"Another quotesearch is updating {_shown(path)}; waiting up to {seconds:g} seconds.")
                said = True
            time.sleep(_PAUSE)
        return lock

    def release(self) -> None:
        """Give the lock back; calling it twice does no harm."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _shown(path: Path) -> str:
    """
    What is being updated: a file, or the index that a file named `lock` belongs to.

    >>> _shown(Path("index/lock")).replace(os.sep, "/"), _shown(Path("corrections.jsonl"))
    ('index/', 'corrections.jsonl')
    """
    return one_line(f"{path.parent}{os.sep}" if path.name == "lock" else str(path))
