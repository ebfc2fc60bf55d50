"""The commands and statements in docs/recipes.md run over the sample articles."""

from __future__ import annotations

import ast
import re
import shlex
import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from cli_stories import run

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
EMPTY = ("WHERE corrected IS NOT NULL",)
"""Parts of statements that find nothing in the sample articles."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def statements() -> list[str]:
    """The SQL of the page: blocks of SQL, and statements in shell and Python blocks."""
    in_python = [
        found for block in blocks("python") for found in re.findall(r'"""(.*?)"""', block, re.DOTALL)
    ]
    in_shell = [found for block in blocks("sh") for found in re.findall(r'"(SELECT [^"]*)"', block)]
    return [*blocks("sql"), *in_python, *in_shell]


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The sample articles as the page says: an index, and an exported database."""
    place = tmp_path_factory.mktemp("recipes")
    index = ["--index", str(place / "index")]
    assert run("rebuild", str(ROOT / "seeds"), *index).exit_code == 0
    assert run("export", str(place / "quotes.db"), *index).exit_code == 0
    return place


@pytest.mark.parametrize("statement", statements())
def test_each_statement_of_the_page_finds_something(exported, statement):
    with closing(sqlite3.connect(exported / "quotes.db")) as base:
        rows = base.execute(statement).fetchall()

    assert rows or any(piece in statement for piece in EMPTY)


def test_there_are_statements():
    assert len(statements()) > 10


@pytest.mark.parametrize(
    "line", [line for block in blocks("sh") for line in block.splitlines() if line.startswith("quotesearch ")]
)
def test_each_command_of_the_page_is_accepted(line):
    name, *words = shlex.split(line.partition(" > ")[0])[1:]
    command = import_module(f"quotesearch.cli.{name}").command

    command.make_context(name, words)


@pytest.mark.parametrize("block", blocks("python"))
def test_each_python_block_can_be_read(block):
    assert ast.parse(block).body


def test_the_python_of_the_page_runs_where_pandas_is_installed(exported, monkeypatch):
    pytest.importorskip("pandas")
    pytest.importorskip("matplotlib").use("Agg")
    monkeypatch.chdir(exported)
    exec(compile("".join(blocks("python")), "recipes.md", "exec"), {})  # noqa: S102 - our own page

    assert (exported / "quotes-by-month.png").exists()


def test_the_section_that_the_page_links_to_exists():
    assert "## An exported database" in (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
