"""Named pipes, which a shell creates for `<(command)`: they can be read once, and have no size."""

from __future__ import annotations

import os
import select
import stat
import time
from pathlib import Path
from typing import Final

from quotesearch.acquisition.walking import in_words
from quotesearch.errors import UnreadableFileError

__all__ = ["is_pipe", "read_pipe"]

PATIENCE: Final = 5.0
"""Seconds until a program has to open a pipe for writing; as soon as one has, we wait for it as `cat` does."""

LOOK: Final = 0.05
"""Seconds between two looks."""

MOST_AT_ONCE: Final = 1 << 16


def is_pipe(path: str) -> bool:
    """
    Whether a path leads to a pipe.

    >>> is_pipe("no-such-file")
    False
    """
    try:
        return stat.S_ISFIFO(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False


def read_pipe(path: str, most: int) -> bytes:
    """
    Read a pipe until its writer closes it.

    Args:
        path: of the pipe.
        most: bytes after which reading stops.

    Raises:
        UnreadableFileError: no program writes to it, or it may not be read. The message says why, without the path.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise UnreadableFileError(in_words(error)) from error
    try:
        return _read(handle, most)
    except OSError as error:
        raise UnreadableFileError(in_words(error)) from error
    finally:
        os.close(handle)


def _read(handle: int, most: int) -> bytes:
    """What is written to a pipe that is open without blocking. Raises UnreadableFileError if nothing ever writes."""
    data = bytearray()
    has_writer = False
    until = time.monotonic() + PATIENCE
    while len(data) < most:
        try:
            piece = os.read(handle, min(MOST_AT_ONCE, most - len(data)))
        except BlockingIOError:  # a writer has it open, and has nothing to say yet
            has_writer = True
            select.select([handle], [], [])
            continue
        if piece:
            has_writer = True
            data += piece
        elif has_writer:
            break
        elif time.monotonic() >= until:
            raise UnreadableFileError("is a pipe that no program writes to")
        else:
            time.sleep(LOOK)
    return bytes(data)
