"""`verify` reports differences from the indexed state, and nothing else."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cli_stories import begin_in, run, write_stories
from lines_said import LinesSaid

from quotesearch.errors import UnreadableFileError
from quotesearch.indexing.collection.syncing import rebuild
from quotesearch.indexing.collection.verifying import Difference, Verified, verify
from quotesearch.model import Extraction, Failure, Passage, RawDocument

ROOT = Path(__file__).parent.parent


@pytest.fixture
def built(news: Path, index: Path) -> Path:
    rebuild(index, [news], LinesSaid())
    return index


def states(index: Path) -> list[tuple[str, str]]:
    return [(Path(found.path).name, found.state) for found in verify(index)]


def test_unchanged_files_are_not_reported(built: Path) -> None:
    done = Verified()

    assert list(verify(built, done)) == []
    assert (done.articles, done.files, done.quotes) == (2, 2, 3)


def test_a_file_that_is_gone_has_vanished(built: Path, news: Path) -> None:
    (news / "a.txt").unlink()

    assert list(verify(built)) == [Difference(str(news / "a.txt"), "vanished", "is gone")]


def test_a_file_that_is_no_longer_an_article_is_unreadable(built: Path, news: Path) -> None:
    (news / "a.txt").write_bytes(b"")

    assert states(built) == [("a.txt", "unreadable")]


def test_a_change_after_the_quotes_does_not_move_them(built: Path, news: Path) -> None:
    text = (news / "b.txt").read_text(encoding="utf-8")
    (news / "b.txt").write_text(f"{text}And so on.\n", encoding="utf-8")
    assert states(built) == [("b.txt", "changed")]

    (news / "b.txt").write_text(f"Before.\n{text}", encoding="utf-8")
    assert states(built) == [("b.txt", "changed"), ("b.txt", "misplaced"), ("b.txt", "misplaced")]


def test_a_sidecar_is_part_of_the_article(built: Path, news: Path) -> None:
    (news / "a.txt.meta.json").write_text('{"headline": "New"}', encoding="utf-8")

    assert states(built) == [("a.txt", "changed")]


def test_each_copy_is_read(built: Path, news: Path) -> None:
    (news / "copy.txt").write_bytes((news / "a.txt").read_bytes())
    rebuild(built, [news], LinesSaid())
    (news / "copy.txt").unlink()

    assert states(built) == [("copy.txt", "vanished")]


class LinesMisplaced(LinesSaid):
    """An extractor with a fault: the words of every quote are one character after its offsets."""

    def extract(self, documents: Iterable[RawDocument], line_counts: str) -> Iterator[Extraction | Failure]:
        for outcome in super().extract(documents, line_counts):
            assert isinstance(outcome, Extraction)
            quotes = (
                replace(q, parts=tuple(Passage(p.start - 1, p.end - 1, p.text) for p in q.parts))
                for q in outcome.quotes
            )
            yield replace(outcome, quotes=tuple(quotes))


def test_wrong_offsets_in_an_unchanged_file_are_found(news: Path, index: Path) -> None:
    rebuild(index, [news], LinesMisplaced())

    found = list(verify(index))
    assert [each.state for each in found] == ["misplaced"] * 3
    assert found[0].reason == "there are other words where “We ran out of water.” should be"


def test_in_markup_only_what_a_reader_sees_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tags, entities, comments and white space inside a quote make no difference."""
    monkeypatch.chdir(tmp_path)
    page = (
        "<html><body><article><h1>Road closed</h1>"
        "<p>The road between the two villages has been closed since Sunday, the council wrote.</p>"
        "<p>“We <em>ran</em>&nbsp;out of <!-- sic -->water &amp;\n  bread on the second day,”"
        " Mayor Ann Lee said on Monday.</p></article></body></html>"
    )
    Path("page.html").write_text(page, encoding="utf-8")
    assert run("rebuild", "page.html").exit_code == 0
    assert run("verify").stderr == "1 article, 1 file, 1 quote: all as indexed\n"

    Path("page.html").write_text(page.replace("bread", "fire!"), encoding="utf-8")
    assert run("verify").stdout.count("\n") == 4


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_stories(tmp_path / "news")
    run("rebuild", "news")
    result = run("verify")
    assert (result.stdout, result.exit_code) == ("", 0)
    assert result.stderr == "3 articles, 3 files, 3 quotes: all as indexed\n"

    story = tmp_path / "news" / "a.txt"
    story.write_text("New. " + story.read_text(encoding="utf-8"), encoding="utf-8")
    result = run("verify", "--format", "json")
    changed, moved = json.loads(result.stdout)
    assert (changed["state"], changed["quote"], moved["state"]) == ("changed", None, "misplaced")
    assert moved["words"] == "We ran out of water on the second day,"
    assert result.stderr == (
        "3 articles, 3 files, 3 quotes: 2 findings. Bring the index up to date with: quotesearch add --index index\n"
    )
    assert result.exit_code == 1
    assert run("verify", "--index", "nowhere").exit_code == 2


def test_the_sample_articles_have_no_differences(tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    run("rebuild", str(ROOT / "seeds"), "--index", index)

    assert run("verify", "--index", index).exit_code == 0


def test_files_in_a_folder_without_permission_are_not_called_gone(
    built: Path, news: Path, monkeypatch, tmp_path
) -> None:
    """Neither `add` nor `rebuild` would help, so neither is advised."""

    def forbidden(path: str) -> None:
        raise PermissionError(13, "Permission denied")

    def unreadable(*_: object) -> None:
        raise UnreadableFileError("cannot be read: permission denied")

    monkeypatch.setattr("quotesearch.indexing.collection.verifying.os.lstat", forbidden)
    monkeypatch.setattr("quotesearch.indexing.collection.verifying.read_document", unreadable)

    assert {(found.state, found.in_reach) for found in verify(built)} == {("unreadable", False)}
    monkeypatch.chdir(tmp_path)
    said = run("verify", "--index", str(built)).stderr
    assert "They may not be read now" in said
    assert "quotesearch add" not in said


def test_forget_is_advised_for_a_remembered_folder_that_was_moved_away(tmp_path: Path, monkeypatch) -> None:
    """Neither `add` nor `rebuild` drops its articles; a folder next to it is updated."""
    begin_in(tmp_path, monkeypatch)
    write_stories(tmp_path / "my news")
    write_stories(tmp_path / "other")
    (tmp_path / "other" / "a.txt").write_text("Of the other folder.", encoding="utf-8")
    run("rebuild", "my news", "other", "--index", "i")
    (tmp_path / "my news").rename(tmp_path / "away")

    said = run("verify", "--index", "i").stderr
    assert said.splitlines()[-1] == (
        "my news is not there. If it is gone for good, drop its articles with: "
        'quotesearch forget --index i "my news"'
    )
    assert "quotesearch add" not in said

    (tmp_path / "other" / "a.txt").unlink()
    said = run("verify", "--index", "i").stderr
    assert "up to date with: quotesearch add --index i\n" in said
    assert "quotesearch forget" in said


def test_a_file_without_read_permission_is_unreadable(
    built: Path, news: Path, forbidden, monkeypatch
) -> None:
    forbidden.append(news / "a.txt")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != news / "a.txt")

    assert [(found.state, found.in_reach) for found in verify(built)] == [("unreadable", False)]
    said = run("verify", "--index", str(built)).stderr
    assert "They may not be read now; the index keeps what it has of these files." in said
