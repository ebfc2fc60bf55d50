"""Corrections and metadata whose files are not read or cannot be read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_stories import found, run, speakers_of, write_stories


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder has articles in `news`, copies of them in `more`, and an index of both."""
    monkeypatch.delenv("QUOTESEARCH_INDEX", raising=False)
    write_stories(tmp_path / "news")
    shutil.copytree(tmp_path / "news", tmp_path / "more")
    monkeypatch.chdir(tmp_path)
    assert run("rebuild", "news", "more").exit_code == 0
    return tmp_path


def correct_one() -> Path:
    """Correct a quote; returns the file with the correction."""
    (hit,) = found("second")
    assert run("correct", hit["id"], "--speaker", "Cy Poe").exit_code == 0
    [file] = Path().glob("*/corrections.jsonl")
    return file.absolute()


def test_a_rebuild_of_fewer_folders_names_the_corrections_that_it_no_longer_reads() -> None:
    """Also if every article has a copy that stays, whose speakers are again those of the rules."""
    file = correct_one()
    stays = "more" if file.parent.name == "news" else "news"

    said = run("rebuild", stays).stderr

    assert "1 correction is no longer read; it acts again when the folder is added" in said
    assert "to keep those about articles that stay, copy its lines into the file of another folder" in said


def test_a_rebuild_without_permission_to_read_corrections_keeps_them(forbidden: list[Path]) -> None:
    forbidden.append(correct_one())
    done = run("rebuild")

    assert done.exit_code == 2
    assert "corrections.jsonl: cannot be read: permission denied" in done.stderr
    assert speakers_of("second") == ["Cy Poe"]


def test_corrections_without_read_permission_are_an_error_in_the_list(forbidden: list[Path]) -> None:
    forbidden.append(correct_one())
    listed = run("corrections")

    assert listed.exit_code == 2
    assert "Cy Poe" in listed.stdout
    assert "cannot be read: permission denied" in listed.stderr


def test_a_quote_of_a_file_without_read_permission_is_not_called_gone(
    built: Path, forbidden: list[Path]
) -> None:
    (hit,) = found("second")
    forbidden += [built / "news", built / "more"]
    refused = run("correct", hit["id"], "--speaker", "Cy Poe")

    assert refused.exit_code == 2
    assert "may not be read, so it is not clear which words are meant." in refused.stderr


@pytest.mark.parametrize("name", ["metadata.csv", "{}.meta.json"])
def test_metadata_without_read_permission_is_an_error(built: Path, forbidden: list[Path], name: str) -> None:
    """The articles are indexed without it, so the exit code must show that something is missing."""
    article = next((built / "news").glob("*.txt"))
    file = article.with_name(name.format(article.name))
    if file.suffix == ".csv":
        file.write_text(f"file,outlet\n{article.name},The Post\n", encoding="utf-8")
    else:
        file.write_text(json.dumps({"outlet": "The Post"}), encoding="utf-8")
    assert run("rebuild", "news").exit_code == 0
    forbidden.append(file)
    done = run("rebuild", "news")

    assert done.exit_code == 2
    assert f"{file.name}: permission denied" in done.stderr


@pytest.mark.parametrize(
    "content",
    [
        '{"id": "3f9c01ab23cd45ef", "text": "We stay."}\n',
        '{"id": "x"}\n',
        '{"id": "3f9c01ab23cd", "text": ""}\n',
    ],
)
def test_results_in_json_lines_are_not_taken_for_corrections(content: str) -> None:
    Path("found.jsonl").write_text(content, encoding="utf-8")
    (hit,) = found("second")
    refused = run("correct", hit["id"], "--speaker", "Cy Poe", "--corrections", "found.jsonl")

    assert refused.exit_code == 2
    assert "is no file of corrections" in refused.stderr
    assert Path("found.jsonl").read_text(encoding="utf-8") == content


def test_a_file_of_corrections_with_an_incomplete_first_line_is_accepted() -> None:
    Path("mine.jsonl").write_text('{"id": "3f9c01', encoding="utf-8")
    (hit,) = found("second")

    assert run("correct", hit["id"], "--speaker", "Cy Poe", "--corrections", "mine.jsonl").exit_code == 0
