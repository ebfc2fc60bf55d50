"""Files that are on the disk, whole, before they count."""

from __future__ import annotations

import json
import os
import sys
import zlib
from pathlib import Path
from struct import Struct
from typing import Any, Final

from quotesearch.acquisition import open_regular, read_regular
from quotesearch.errors import DamagedIndexError, IndexStateError
from quotesearch.model import one_line

__all__ = [
    "ReadAt",
    "checksum",
    "flush",
    "footer",
    "link_or_copy",
    "not_permitted",
    "read_json",
    "read_json_and_checksum",
    "write_json",
]

LARGEST: Final = 256 << 20
"""Bytes: 256 MiB. The lists that an index of ten million quotes has beside its catalogue are smaller."""

_TRAILER: Final = Struct("<II")
"""The end of a file: the checksum of the footer before it, and how long that is."""

_CHUNK: Final = 1 << 20


def flush(path: Path) -> None:
    """Have the system put a file or, where it can, a folder's list of names on the disk."""
    if path.is_dir() and sys.platform == "win32":
        return  # it knows no such thing
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() or sys.platform != "win32" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_json(path: Path, content: Any, *, lasting: bool = True) -> None:
    """
    Write a file so that whoever reads it finds the old content or the new.

    That holds after a power cut, too, unless it need not be *lasting*: what `flush` is called for later.
    """
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            json.dumps(content, ensure_ascii=True, separators=(",", ":")) + "\n"
        )  # in C, as dump is not
        if lasting:
            file.flush()
            os.fsync(file.fileno())
    beside.replace(path)
    if lasting:
        flush(path.parent)


def read_json(path: Path, most: int = LARGEST) -> Any:
    """
    What `write_json` wrote.

    Args:
        path: the file.
        most: how many bytes it may have.

    Raises:
        OSError: the file cannot be read, is not a regular file or is larger.
        ValueError: its content is not JSON.
    """
    return read_json_and_checksum(path, most)[0]


def read_json_and_checksum(path: Path, most: int = LARGEST) -> tuple[Any, int]:
    """The same, and the file's CRC-32 (`checksum`); it is read only once."""
    content = read_regular(path, most)
    try:
        return json.loads(content), zlib.crc32(content)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def not_permitted(path: Path) -> IndexStateError:
    """The error for a file or folder of an index that may not be opened: nothing is wrong with what is in it."""
    return IndexStateError(f"{one_line(str(path))} cannot be opened: permission denied.")


def checksum(path: Path) -> int:
    """A file's CRC-32, to notice damage (nobody's malice). Raises OSError, also if it is not a regular file."""
    crc = 0
    with open_regular(path) as file:
        while chunk := file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
    return crc


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file that is never changed again a second name; copy it where the file system knows none."""
    try:
        os.link(source, target)
    except OSError:
        with open_regular(source) as content:
            target.write_bytes(content.read())


def footer(content: str) -> bytes:
    """What is written at the end of a file for `ReadAt.footer` to find."""
    encoded = content.encode()
    return encoded + _TRAILER.pack(zlib.crc32(encoded), len(encoded))


class ReadAt:
    """A file that is read here and there."""

    def __init__(self, path: Path) -> None:
        self._file = open_regular(path, buffering=0)  # what is read is never next to what was read before
        self.size = os.fstat(self._file.fileno()).st_size

    def get(self, at: int, size: int, crc: int | None = None, begin: int = 0) -> bytes:
        """
        Some bytes from a place on.

        Args:
            at: the place.
            size: how many.
            crc: the CRC-32 that they must have, if it is known.
            begin: the CRC-32 of what is taken to come before them.

        Raises:
            DamagedIndexError: the file ends before, or these are not the bytes that were written.
        """
        if at < 0 or at + size > self.size:
            raise DamagedIndexError(f"{self._file.name} ends before {at + size}")
        if sys.platform == "win32":
            self._file.seek(at)
            content = self._file.read(size)
        else:
            content = os.pread(
                self._file.fileno(), size, at
            )  # one call instead of two, and none disturbs another
        if len(content) < size or (crc is not None and zlib.crc32(content, begin) != crc):
            raise DamagedIndexError(f"{self._file.name} is not as it was written, at {at}")
        return content

    def footer(self) -> str:
        """What was written at the end."""
        crc, size = _TRAILER.unpack(self.get(self.size - _TRAILER.size, _TRAILER.size))
        return self.get(self.size - _TRAILER.size - size, size, crc).decode()

    def close(self) -> None:
        """Close it; calling this twice does no harm."""
        self._file.close()
