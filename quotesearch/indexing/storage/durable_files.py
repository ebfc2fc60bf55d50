"""Files that are on the disk, whole, before they count."""

from __future__ import annotations

import json
import os
import sys
import zlib
from pathlib import Path
from typing import Any, Final

from quotesearch.acquisition import open_regular, read_regular
from quotesearch.errors import IndexStateError
from quotesearch.model import one_line

__all__ = [
    "checksum",
    "flush",
    "link_or_copy",
    "not_permitted",
    "read_json",
    "read_json_and_checksum",
    "write_json",
]

LARGEST: Final = 256 << 20
"""Bytes: 256 MiB. The lists of an index of ten million quotes, except its catalogue, are smaller."""

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
    Write a file so that a reader finds the old content or the new.

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
    """A file's CRC-32, to notice damage (not tampering). Raises OSError, also if it is not a regular file."""
    crc = 0
    with open_regular(path) as file:
        while chunk := file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
    return crc


def link_or_copy(source: Path, target: Path, *, link: bool = True) -> None:
    """Give a file that is never changed again a second name; copy it without *link* or where there are no links."""
    try:
        if not link:
            raise OSError
        os.link(source, target)
    except OSError:
        with open_regular(source) as content:
            target.write_bytes(content.read())
