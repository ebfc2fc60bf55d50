"""The crash benchmark works, and finds no incomplete index in a few rounds."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from benchmarks import crash
from quotesearch.indexing.collection import generation_maker
from quotesearch.indexing.storage import generations

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork there")


def test_killed_writers_leave_the_old_index_or_the_new_one(tmp_path: Path) -> None:
    told = crash._kill_writers(tmp_path, 3, random.Random(2))  # noqa: S311 - no secret

    assert told.startswith("3 writers killed: 3 indexes open")


def test_readers_find_an_index_while_it_is_written(tmp_path: Path) -> None:
    assert crash._open_while_written(tmp_path, 60).startswith("60 opens while two wrote: none failed")


def test_an_incomplete_index_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a generation became current before it is complete, the benchmark would say so."""
    begin = generations.begin_generation

    def too_early(index: Path, base: generations.Generation | None, engine: str) -> generations.Generation:
        (index / "current.json").unlink(missing_ok=True)
        return begin(index, base, engine)

    monkeypatch.setattr(generation_maker, "begin_generation", too_early)
    assert crash.main(20, 0, 1) == 1
