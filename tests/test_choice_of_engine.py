"""The choice of an index's engine, and indexes that are not opened."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_stories import run
from lines_said import LinesSaid, said

from quotesearch.errors import IndexStateError
from quotesearch.indexing import index_stats
from quotesearch.indexing.collection.syncing import add, rebuild
from quotesearch.indexing.engines import ENGINES, create_engine
from quotesearch.indexing.storage import index_folder

NOBODY = 65534


@pytest.mark.parametrize("name", ENGINES)
def test_an_index_remembers_its_engine(news: Path, index: Path, name: str) -> None:
    """Also after an `add`, after a `rebuild` that does not name one, and after a `rebuild` of a damaged index."""
    rebuild(index, [news], LinesSaid(), engine=name)
    (news / "c.txt").write_text("Cy Poe: New.\n", encoding="utf-8")
    add(index, [], LinesSaid())
    assert index_stats(index).engine == name
    rebuild(index, [], LinesSaid())
    assert index_stats(index).engine == name
    next((index / "generations").glob("*/manifest.json")).unlink()
    rebuild(index, [], LinesSaid())

    assert index_stats(index).engine == name
    assert len(said(index)) == 4


def test_a_rebuild_changes_the_engine_and_no_result(news: Path, index: Path) -> None:
    rebuild(index, [news], LinesSaid())
    before = said(index, "water")
    rebuild(index, [], LinesSaid(), engine="sqlite")

    assert said(index, "water") == before
    assert index_stats(index).engine == "sqlite"


def test_the_command_line_chooses_and_shows_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("“We ran out of water,” said Ann Lee.\n", encoding="utf-8")

    assert run("rebuild", "a.txt", "--engine", "sqlite").exit_code == 0
    assert json.loads(run("stats", "--format", "json").stdout)["engine"] == "sqlite"
    assert "engine       sqlite\n" in run("stats").stdout
    assert run("find", "water").exit_code == 0
    wrong = run("rebuild", "a.txt", "--engine", "lucene")
    assert wrong.exit_code == 2
    assert "'whoosh', 'sqlite'" in wrong.stderr


def test_an_engine_that_does_not_exist_is_named_with_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(IndexStateError, match=r"no engine called lucene\. Use one of: whoosh, sqlite"):
        create_engine("lucene", tmp_path)


def test_without_fts5_the_message_names_the_other_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Bare(sqlite3.Connection):
        def executescript(self, script: str, /) -> Any:
            raise sqlite3.OperationalError("no such module: fts5")

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: connect(path, factory=Bare))

    with pytest.raises(IndexStateError, match=r"has no FTS5.*\n.*--engine whoosh"):
        create_engine("sqlite", tmp_path)


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user of the command is neither root nor the owner of any file."""
    if sys.platform == "win32":
        pytest.skip("no owners there")
    monkeypatch.setattr(index_folder, "ROOT", -1)
    monkeypatch.setattr(os, "geteuid", lambda: NOBODY)


def test_an_index_that_belongs_to_another_user_is_not_opened(news: Path, index: Path, stranger: None) -> None:
    """Its files could run code of that user; those of SQLite cannot."""
    rebuild(index, [news], LinesSaid(), engine="sqlite")
    assert len(said(index)) == 3
    rebuild(index, [news], LinesSaid(), engine="whoosh")

    with pytest.raises(IndexStateError) as caught:
        said(index)
    assert str(caught.value) == (
        f"{index} belongs to another user, so its files may run code of others; they are not opened.\n"
        "Make it yours with chown, or have its owner keep it in files that cannot run code: "
        f"quotesearch rebuild --index {index} --engine sqlite"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
@pytest.mark.parametrize("inside", ["", "generations", "generations/1", "generations/1/engine"])
def test_an_index_that_everyone_may_write_to_is_not_opened(news: Path, index: Path, inside: str) -> None:
    rebuild(index, [news], LinesSaid(), engine="whoosh")
    (index / inside).chmod(0o777)

    for ask in (said, index_stats, lambda index: add(index, [], LinesSaid(stop_at="never"))):
        if ask is not said:
            (news / "c.txt").write_text("Cy Poe: New.\n", encoding="utf-8")
        with pytest.raises(
            IndexStateError, match=r"may be written to by everyone.*\nForbid that with chmod o-w"
        ):
            ask(index)  # type: ignore[operator]
    (news / "c.txt").unlink()
    with pytest.raises(IndexStateError, match=r"may be written to by everyone.*\nForbid that with chmod o-w"):
        said(index)
    (index / inside).chmod(0o755)
    assert len(said(index)) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
def test_the_advice_for_an_index_that_is_not_opened_works(news: Path, index: Path) -> None:
    rebuild(index, [news], LinesSaid(), engine="whoosh")
    index.chmod(0o777)

    rebuild(index, [], LinesSaid(), engine="sqlite")

    assert len(said(index)) == 3
