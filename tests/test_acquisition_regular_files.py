"""Files are checked before they are read: a named pipe never hangs, /dev/zero never fills the memory."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quotesearch.acquisition import open_regular, read_regular
from quotesearch.acquisition.reading import read_document
from quotesearch.acquisition.sidecars import LARGEST, read_sidecar
from quotesearch.errors import UnreadableFileError


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def listening(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may have at most some hundred bytes
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders there")

STRANGE = {"a named pipe": pipe, "a folder": folder, "a device": endless, "a socket": listening}

strange = pytest.mark.parametrize(("kind", "make"), STRANGE.items(), ids=STRANGE)


@strange
def test_what_is_not_a_regular_file_is_refused(
    tmp_path: Path, kind: str, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "a.txt")
    for read in open_regular, lambda path: read_regular(path, 10):
        with pytest.raises(OSError) as raised:  # noqa: PT011 - the words are compared below
            read(tmp_path / "a.txt")
        assert raised.value.strerror == f"not a regular file ({kind})"


@strange
def test_an_article_that_became_something_else_is_refused(
    tmp_path: Path, kind: str, make: Callable[[Path], None]
) -> None:
    """It changes after it was listed, or before `verify` reads it again."""
    make(tmp_path / "a.txt")
    with pytest.raises(UnreadableFileError, match="not a regular file"):
        read_document(tmp_path / "a.txt")


@strange
def test_a_sidecar_that_is_something_else_leaves_the_article_readable(
    tmp_path: Path, kind: str, make: Callable[[Path], None]
) -> None:
    (tmp_path / "a.txt").write_text("“Run,” he said.", encoding="utf-8")
    make(tmp_path / "a.txt.meta.json")
    document = read_document(tmp_path / "a.txt")

    assert document.source == "“Run,” he said."
    assert document.sidecar is not None
    assert document.sidecar.problem == f"not a regular file ({kind})"


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")

    assert read_regular(tmp_path / "a", 5) == b"12345"
    with pytest.raises(OSError, match="larger than 4 bytes"):
        read_regular(tmp_path / "a", 4)


def test_a_huge_sidecar_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt.meta.json").open("wb") as file:
        file.truncate(1 << 40)  # a sparse file of a terabyte
    sidecar = read_sidecar(tmp_path / "a.txt")

    assert sidecar is not None
    assert sidecar.problem == f"larger than {LARGEST >> 20} MiB"


def test_a_file_of_unknown_size_is_read_to_the_limit(tmp_path: Path) -> None:
    """In /proc every file has size 0."""
    strange = Path("/proc/self/maps")
    if not strange.exists():
        pytest.skip("no /proc here")

    assert read_regular(strange, 1 << 26)
    with pytest.raises(OSError, match="larger than 10 bytes"):
        read_regular(strange, 10)


def test_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").symlink_to("a")

    assert read_regular(tmp_path / "b", 5) == b"1"
