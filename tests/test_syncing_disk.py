"""Full disks, and files that must be on the disk before they are part of the index; with each engine."""

from __future__ import annotations

import errno
import io
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from lines_said import LinesSaid, counts, numbers, said
from whoosh.filedb import filestore

from quotesearch.errors import IndexStateError
from quotesearch.indexing.collection.syncing import add, rebuild
from quotesearch.indexing.engines import ENGINES
from quotesearch.indexing.storage import generations


@pytest.fixture(autouse=True, params=ENGINES)
def engine_name(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Runs all of these tests with each engine."""
    monkeypatch.setattr(generations, "DEFAULT_ENGINE", request.param)
    return str(request.param)


def test_a_full_disk_is_an_error(news: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says so, and the old index still answers."""
    rebuild(index, [news], LinesSaid())
    (news / "c.txt").write_text("Cy Poe: New.\n", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(generations, "flush", full)
        with pytest.raises(IndexStateError, match="no space left on device"):
            add(index, [], LinesSaid())
    assert len(said(index)) == 3
    assert counts(add(index, [], LinesSaid())) == (1, 0, 0, 2)


@contextmanager
def _disk_with_room_for(writes: int, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the disk full after this number of Whoosh's writes to all of its files."""
    made = 0
    opened: list[io.FileIO] = []

    class Filling(io.FileIO):
        def __init__(self, path: str, mode: str) -> None:
            super().__init__(path, mode)
            opened.append(self)

        def write(self, data: object) -> int:
            nonlocal made
            made += 1
            if made > writes:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(data)  # type: ignore[arg-type]

    with patch.context() as patched:
        patched.setattr(filestore, "open", Filling, raising=False)
        yield
    for file in opened:  # Whoosh does not close files that it could not finish
        file.close()


@pytest.mark.parametrize("write", [add, rebuild])
def test_a_disk_that_fills_up_while_whoosh_writes_is_an_error(
    news: Path, index: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[..., object], engine_name: str
) -> None:
    """For any first write that fails, the error says why, and the old index still answers."""
    if engine_name != "whoosh":
        pytest.skip("another test is about that engine")
    rebuild(index, [news], LinesSaid())
    (news / "c.txt").write_text("Cy Poe: New.\n", encoding="utf-8")
    (news / "b.txt").unlink()
    room, told = 0, "not yet"
    while told:
        told = ""
        with _disk_with_room_for(room, monkeypatch):
            try:
                write(index, [], LinesSaid())
            except IndexStateError as error:
                told = str(error)
        if told:
            assert "no space left on device" in told
            assert len(said(index)) == 3
            assert len(numbers(index)) == 1
            room += 23

    assert room > 50, "hardly a write failed: the disk was not the one that Whoosh writes to"
    assert said(index) == ["New.", "We ran out of water."]


@pytest.mark.parametrize("write", [add, rebuild])
def test_a_full_disk_is_an_error_with_sqlite(
    news: Path, index: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[..., object], engine_name: str
) -> None:
    if engine_name != "sqlite":
        pytest.skip("another test is about that engine")
    rebuild(index, [news], LinesSaid())
    (news / "c.txt").write_text("Cy Poe: New.\n" * 2_000, encoding="utf-8")
    connect = sqlite3.connect

    def full(*given: Any, **options: Any) -> sqlite3.Connection:
        base = connect(*given, **options)
        base.execute("pragma max_page_count = 30")
        return base

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", full)
        with pytest.raises(IndexStateError, match="no space left on device"):
            write(index, [], LinesSaid())
    assert len(said(index)) == 3
    assert len(numbers(index)) == 1


@pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="needs a system that tells which file a number is"
)
def test_all_files_are_on_the_disk_before_a_generation_is_current(
    news: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power cut every new file of the current generation must be complete, and in its folder."""
    rebuild(index, [news], LinesSaid())
    (news / "c.txt").write_text("Cy Poe: New.\n", encoding="utf-8")
    before = set(_inodes(index))
    flushed: set[int] = set()
    missing: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noticed(descriptor: int) -> None:
        fsync(descriptor)
        flushed.add(os.fstat(descriptor).st_ino)

    def replaced(path: Path, target: Path) -> Path:
        if target.name == "current.json":
            new = {inode: name for inode, name in _inodes(index).items() if inode not in before}
            missing.extend(
                name for inode, name in new.items() if inode not in flushed and "reading" not in name
            )
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noticed)
    monkeypatch.setattr(Path, "replace", replaced)
    add(index, [], LinesSaid())

    assert missing == []
    assert len(flushed) > 4


def _inodes(index: Path) -> dict[int, str]:
    """The files of an index's generations, by inode."""
    return {path.stat().st_ino: str(path) for path in (index / "generations").rglob("*")}
