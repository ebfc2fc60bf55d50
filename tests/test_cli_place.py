"""`quotesearch show PATH:START`: the block at a place, and why it is read or left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_stories import run

STORY = """Council votes for a new bridge

The council voted for a new bridge on Monday, ten to two, after a debate of six hours.

“We have waited for thirty years,” said Mayor Cay Poe.

Read more: “Never this,” says Hal Ix in Paris
"""


@pytest.fixture(autouse=True)
def story(tmp_path, monkeypatch) -> Path:
    monkeypatch.delenv("QUOTESEARCH_INDEX", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_place_that_was_cut_is_shown_with_the_reason():
    start = STORY.index("Never")
    result = run("show", f"a.txt:{start}")

    assert result.stdout == (
        "a.txt:7:13 · character 188\n"
        "label       related, left out: no quotes of the article are here\n"
        "because     “Read more” leads over to another story\n"
        "block       characters 176–221\n"
        "\n"
        "  | Read more: “Never this,” says Hal Ix in Paris\n"
    )
    assert (result.stderr, result.exit_code) == ("", 0)


def test_a_place_that_is_read_is_shown_with_its_quotes():
    (quote,) = json.loads(run("extract", "a.txt", "--format", "json").stdout)
    (shown,) = [
        json.loads(line) for line in run("show", "a.txt:5:4", "--format", "jsonl").stdout.splitlines()
    ]

    assert shown["quotes"] == [quote["id"]]
    assert (shown["label"], shown["read"]) == ("body", True)
    assert STORY[shown["start"] : shown["end"]] == shown["text"]


def test_a_place_between_two_blocks_has_no_block():
    assert (
        "Nothing that a reader sees is here." in run("show", f"a.txt:{STORY.index('The council') - 1}").stdout
    )


def test_in_a_file_of_many_articles_a_place_belongs_to_one(story):
    export = (
        "Document 1 of 2\n\nRoad opens\n\nThe road is open.\n\nDocument 2 of 2\n\nBridge falls\n\nIt fell.\n"
    )
    (story / "b.txt").write_text(export, encoding="utf-8", newline="")
    shown = json.loads(run("show", f"b.txt:{export.index('2 of 2')}", "--format", "json").stdout)

    assert shown["text"] == "Document 2 of 2"
    assert shown["reason"] == "parts the documents of a database"


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("gone.txt:3", "there is no file gone.txt"),
        ("a.txt:99999", "a.txt has 222 characters, and none at 99999"),
        ("a.txt:99:1", "a.txt has 7 lines, and no line 99"),
        ("a.txt:1:999", "line 1 of a.txt has 31 characters, and none at 999"),
        ("a.txt", "a.txt is a file and not an ID; name a place in it.\nTry: quotesearch show a.txt:0"),
        ("c.pdf:3", "c.pdf: not a text file (PDF)"),
        ("d.txt:3", "d.txt: is empty"),
    ],
)
def test_an_invalid_place_is_an_error_message(story, place, message):
    (story / "c.pdf").write_bytes(b"%PDF-1.7")
    (story / "d.txt").write_bytes(b"")
    result = run("show", place)

    assert result.stderr.startswith(f"Error: {message}")
    assert result.exit_code == 2


@pytest.mark.parametrize("name", ["long.txt", "long.html"])
def test_only_the_part_of_a_long_line_around_the_character_is_shown(story, name):
    words = " ".join(f"word{number}" for number in range(100_000))
    source = f"<p>{words}&amp; more</p>" if name.endswith("html") else words
    (story / name).write_text(source, encoding="utf-8")
    at = source.index("word50000")
    result = run("show", f"{name}:1:{at + 1}")

    shown = " ".join(result.stdout.replace("  | ", "").split())
    assert "word49999 word50000 word50001" in shown
    assert "…" in shown
    assert shown.endswith("…")
    assert len(shown) < 1_500
    whole = json.loads(run("show", f"{name}:1:{at + 1}", "--format", "json").stdout)
    assert len(whole["text"]) > 500_000, "programs get all of it"


@pytest.mark.parametrize("place", ["gone.txt", "a.txt:x", "a.txt:3-5"])
def test_a_place_in_a_wrong_form_gets_the_right_form(story, place):
    assert run("rebuild", "a.txt").exit_code == 0
    result = run("show", place)

    assert result.stderr == (
        f"No quote has an id that begins with {place}.\n"
        "For a place in a file: quotesearch show PATH:START, or PATH:LINE:COLUMN as hits print it\n"
    )
    assert result.exit_code == 1
