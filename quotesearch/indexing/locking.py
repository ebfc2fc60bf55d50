"""Locks of the operating system: one writer at a time, and files that are still being read are not removed.

Such a lock ends with the process that holds it, however that dies; the lock's file stays and means nothing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from quotesearch.errors import BusyIndexError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["Lock"]

_PAUSE: Final = 0.05  # seconds between two attempts


class Lock:
    """A lock on a file; `release` or `with` gives it back."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path, *, shared: bool = False) -> Lock | None:
        """
        Lock a file at once, or give None when somebody else has locked it.

        A shared lock goes together with other shared ones. On Windows there are none: a reader there keeps
        its files open, which keeps them from being removed just as well.

        Raises:
            OSError: the file is not there (shared), or cannot be made.
        """
        descriptor = os.open(path, os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if sys.platform == "win32":
                if not shared:
                    msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
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
        Lock a file, waiting for whoever has locked it.

        Args:
            path: the file, made if need be.
            seconds: how long to wait at most.
            on_wait: called once with a message for people if there is somebody to wait for.

        Raises:
            BusyIndexError: the time is over.
        """
        end = time.monotonic() + seconds
        told = False
        while (lock := cls.take(path)) is None:
            if time.monotonic() >= end:
                raise BusyIndexError(
                    f"somebody else has been writing to {path.parent}/ for more than {seconds:g} seconds. "
                    "Try again when they are done."
                )
            if not told and on_wait is not None:
                on_wait(f"Somebody else is writing to {path.parent}/; waiting for up to {seconds:g} seconds.")
                told = True
            time.sleep(_PAUSE)
        return lock

    def release(self) -> None:
        """Give the lock back; doing so twice is no harm."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
