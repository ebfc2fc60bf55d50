"""Paths as other programs read them."""

from __future__ import annotations

from pathlib import Path

__all__ = ["relative_path"]


def relative_path(path: str) -> str:
    """
    A path, unchanged except that one below the current folder is relative to it.

    >>> relative_path("a.txt"), relative_path(str(Path.cwd() / "a.txt"))
    ('a.txt', 'a.txt')
    """
    absolute = Path(path)
    if not absolute.is_absolute():
        return path
    here = Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else path
