"""A file with many articles in all commands: clean, extract, rebuild, add, find, show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_stories import found, run

EXPORT = """                               1 of 2 DOCUMENTS

                              The Daily Example

                            October 31, 2024 Thursday

Council votes for a new bridge

BYLINE: Ann Lee

LENGTH: 52 words

 The council voted for a new bridge on Monday, ten to two, after a debate of six hours.

 “We have waited for thirty years,” said Mayor Cay Poe.

LOAD-DATE: November 1, 2024

                               2 of 2 DOCUMENTS

                              The Morning Example

                            November 1, 2024 Friday

Storm closes the harbour

BYLINE: Gil Hoe

LENGTH: 30 words

 A storm closed the harbour on Friday, and nobody knows for how long, officials said.

 “I never saw such a storm in all my life,” said Captain Ida Joe.

LOAD-DATE: November 2, 2024
"""
PATH = str(Path("news", "export.txt"))


@pytest.fixture(autouse=True)
def exported(tmp_path, monkeypatch) -> Path:
    """The current folder has the export in `news` and no index yet."""
    monkeypatch.delenv("QUOTESEARCH_INDEX", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "news").mkdir()
    (tmp_path / PATH).write_text(EXPORT, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(*arguments: str, given: str | None = None) -> list[dict]:
    return [
        json.loads(line) for line in run(*arguments, "--format", "jsonl", given=given).stdout.splitlines()
    ]


@pytest.mark.parametrize("path", ["news", "-"])
def test_clean_prints_every_article_of_the_file_with_its_place_in_it(path):
    first, second = printed("clean", path, given=EXPORT if path == "-" else None)

    assert (first["start"], first["end"]) == (0, second["start"])
    assert second["end"] == len(EXPORT)
    assert (first["headline"], second["headline"]) == (
        "Council votes for a new bridge",
        "Storm closes the harbour",
    )
    assert (first["outlet"], second["outlet"]) == ("The Daily Example", "The Morning Example")
    assert first["id"] != second["id"]
    assert first["sha256"] == second["sha256"]
    covered = [EXPORT[block["start"] : block["end"]] for one in (first, second) for block in one["blocks"]]
    assert "".join("".join(covered).split()) == "".join(EXPORT.split())


def test_extract_gives_each_quote_to_its_own_article_and_places_it_in_the_file():
    first, second = printed("extract", PATH)

    assert (first["speaker"]["name"], first["article"]["byline"]) == ("Cay Poe", ["Ann Lee"])
    assert (second["speaker"]["name"], second["article"]["byline"]) == ("Ida Joe", ["Gil Hoe"])
    for quote in first, second:
        (part,) = quote["parts"]
        mention = quote["speaker"]["mention"]
        assert EXPORT[part["start"] : part["end"]] == part["text"] == quote["text"]
        assert EXPORT[mention["start"] : mention["end"]] == mention["text"]


def test_each_article_is_found_by_its_own_date_and_outlet(exported):
    assert run("rebuild", "news").stdout == "index holds 2 articles, 2 quotes (2 added)\n"

    (storm,) = found("--after", "2024-11-01")
    assert storm["article"]["headline"] == "Storm closes the harbour"
    (bridge,) = found("--outlet", "Daily")
    assert bridge["text"] == "We have waited for thirty years,"
    line = EXPORT[: storm["parts"][0]["start"]].count("\n") + 1
    assert f"{PATH}:{line}:3" in run("find", "storm").stdout
    assert f"words       line {line}, column 3" in run("show", storm["id"]).stdout


def test_add_counts_articles_and_drops_those_that_are_gone_from_the_file(exported):
    run("rebuild", "news")
    file = exported / PATH
    third = EXPORT.replace("of 2 DOC", "of 3 DOC") + EXPORT[EXPORT.index("  2 of 2") :].replace(
        "2 of 2", "3 of 3"
    )
    file.write_text(third.replace("in all my life", "before"), encoding="utf-8")

    assert run("add").stdout == "index holds 3 articles, 3 quotes (1 added, 2 changed)\n"
    file.write_text(EXPORT[: EXPORT.index("                               2 of 2")], encoding="utf-8")
    assert run("add").stdout == "index holds 1 article, 1 quote (1 changed, 2 removed)\n"
    assert found("storm") == []
    assert run("add").stdout == "index holds 1 article, 1 quote (1 unchanged)\n"
    assert json.loads(run("stats", "--format", "json").stdout)["articles"] == 1
    file.unlink()
    (exported / "news" / "other.txt").write_text("“There is water,” Bo Roe said.\n", encoding="utf-8")
    assert run("add").stdout == "index holds 1 article, 1 quote (1 added, 1 removed)\n"


def test_a_copy_of_the_file_adds_another_path_to_the_same_articles(exported):
    (exported / "news" / "copy.txt").write_text(EXPORT, encoding="utf-8", newline="")

    assert run("rebuild", "news").stdout == "index holds 2 articles, 2 quotes (2 added)\n"
    assert [hit["article"]["also_at"] for hit in found("storm")] == [[PATH]]


def test_a_file_that_cannot_be_divided_is_named_and_not_indexed(exported):
    (exported / PATH).write_text(EXPORT.replace("2 of 2 DOC", "0 of 2 DOC"), encoding="utf-8")
    result = run("rebuild", "news")

    assert result.exit_code == 2
    assert f"{PATH}: holds many articles, and its documents are not numbered in order" in result.stderr


def test_a_quote_of_one_article_among_many_is_corrected_in_its_place(exported):
    """Also when the file changes in another place; other quotes keep their speakers, and `verify` finds no change."""
    run("rebuild", "news")
    (hit,) = found("storm")
    assert run("correct", hit["id"], "--speaker", "Gil Hoe").exit_code == 0
    text = (exported / PATH).read_text(encoding="utf-8")
    (exported / PATH).write_text(text.replace("six hours", "sixteen hours"), encoding="utf-8", newline="")
    run("add")

    assert [found(word)[0]["speaker"]["name"] for word in ("storm", "thirty")] == ["Gil Hoe", "Cay Poe"]
    assert [each["state"] for each in json.loads(run("corrections", "--format", "json").stdout)] == [
        "applied"
    ]
    assert run("verify").stderr == "2 articles, 1 file, 2 quotes: all as indexed\n"
