"""Files that are on the disk, whole, before they count."""

from __future__ import annotations

import json
import os
import sys
import zlib
from pathlib import Path
from typing import Any, Final

__all__ = ["checksum", "flush", "link_or_copy", "read_json", "write_json"]

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


def write_json(path: Path, content: Any) -> None:
    """Write a file so that whoever reads it, even after a power cut, finds the old content or the new."""
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(content, file, ensure_ascii=True, separators=(",", ":"))
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    flush(path.parent)


def read_json(path: Path) -> Any:
    """
    What `write_json` wrote.

    Raises:
        OSError: the file cannot be read.
        ValueError: its content is no JSON.
    """
    return json.loads(path.read_text(encoding="utf-8"))


def checksum(path: Path) -> int:
    """A file's CRC-32, to notice damage (nobody's malice)."""
    crc = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
    return crc


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file that is never changed again a second name; copy it where the file system knows none."""
    try:
        os.link(source, target)
    except OSError:
        target.write_bytes(source.read_bytes())
