"""Pipes, devices and huge files, which must neither hang a program nor fill its memory."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest


def make_strange(path: Path, kind: str) -> None:
    """Make something of a kind: "pipe", "device", "folder", "huge" or "deep"."""
    if kind in {"pipe", "device"} and sys.platform == "win32":
        pytest.skip("no named pipes in folders there")
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "huge":
            with path.open("wb") as content:
                content.truncate(1 << 40)  # a sparse file of a terabyte
        case "deep":
            path.write_bytes(b"[" * 200_000)
        case _:
            raise ValueError(kind)
