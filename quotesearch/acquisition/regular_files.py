"""
Opening files that may not be what their name says.

Whatever quotesearch reads is opened here: an article, its sidecar, corrections.jsonl, the files of an index. Opening
a named pipe waits for a writer who may never come, and /dev/zero has no end.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import BinaryIO, Final

__all__ = ["open_regular", "read_regular"]

_EXTRA: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""With these, a named pipe is opened without waiting for a writer, to be refused."""

_KINDS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
"""What is not a regular file, and what it is called."""


def open_regular(path: str | os.PathLike[str], buffering: int = -1) -> BinaryIO:
    """
    Open a regular file for reading; links are followed.

    Args:
        path: the file.
        buffering: see `open`.

    Returns:
        the open file.

    Raises:
        OSError: it cannot be opened, or is not a regular file; `strerror` says what it is.
        ValueError: there is a NUL in the path.

    >>> open_regular(os.curdir)
    Traceback (most recent call last):
    OSError: [Errno 22] not a regular file (a folder): '.'
    """
    _check(path, os.stat(path))  # noqa: PTH116 - before it is opened: opening some devices changes them
    file = open(path, "rb", buffering, opener=_at_once)  # noqa: SIM115 - Path.open takes no opener
    try:
        _check(path, os.fstat(file.fileno()))  # it may have been replaced between the two
    except BaseException:
        file.close()
        raise
    return file


def read_regular(path: str | os.PathLike[str], most: int) -> bytes:
    """
    Read a regular file whole, but never more than it may hold.

    Args:
        path: the file; links are followed.
        most: how many bytes it may hold.

    Returns:
        its content.

    Raises:
        OSError: it cannot be read, is not a regular file or is larger; `strerror` says which.
        ValueError: there is a NUL in the path.

    >>> read_regular(__file__, 100)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    OSError: [Errno 27] larger than 100 bytes: '...regular_files.py'
    """
    with open_regular(path) as file:
        # Where the system knows the size, a huge file is refused without being read; in /proc it knows none.
        large = os.fstat(file.fileno()).st_size > most
        content = b"" if large else _read_up_to(file, most + 1)
    if large or len(content) > most:
        raise OSError(errno.EFBIG, f"larger than {_size(most)}", os.fspath(path))
    return content


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting."""
    return os.open(path, flags | _EXTRA)


def _read_up_to(file: BinaryIO, size: int) -> bytes:
    """So many bytes, or as many as there are, without making room for more than there are."""
    pieces = []
    while size > 0 and (piece := file.read(min(size, 1 << 20))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _check(path: str | os.PathLike[str], found: os.stat_result) -> None:
    """Raise OSError if this does not describe a regular file."""
    if stat.S_ISREG(found.st_mode):
        return
    kind = next((name for is_one, name in _KINDS if is_one(found.st_mode)), "")
    raise OSError(errno.EINVAL, "not a regular file" + (f" ({kind})" if kind else ""), os.fspath(path))


def _size(number: int) -> str:
    """
    A number of bytes in words.

    >>> _size(64 << 20), _size(100)
    ('64 MiB', '100 bytes')
    """
    return f"{number:,} bytes" if number % (1 << 20) else f"{number >> 20:,} MiB"
