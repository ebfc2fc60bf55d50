"""Files that changed without a new size or date, and files with a new date and the same content."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from cli_stories import found, run, write_stories
from lines_said import LinesSaid, counts, rewrite, said

from quotesearch.indexing.collection.syncing import add, rebuild

needs_ctime = pytest.mark.skipif(
    sys.platform == "win32", reason="there, the system does not keep when a file was changed"
)


def change_unseen(path: Path, old: str, new: str) -> None:
    """Change a file like `sed -i` and `touch -r`: other words, the same size and date of the last change."""
    assert len(old) == len(new)
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("QUOTESEARCH_INDEX", raising=False)
    monkeypatch.chdir(tmp_path)
    write_stories(tmp_path / "news")
    assert run("rebuild", "news", "--index", "my index").exit_code == 0
    return tmp_path / "news"


@needs_ctime
@pytest.mark.parametrize("name", ["a.txt", "a.txt.meta.json"])
def test_what_verify_advises_brings_the_index_up_to_date(copied: Path, name: str) -> None:
    """An article or its sidecar changes without a new size and date."""
    change_unseen(copied / name, "closed", "opened")
    told = run("verify", "--index", "my index")
    assert told.exit_code == 1
    assert told.stderr.endswith('Bring the index up to date with: quotesearch add --index "my index"\n')

    assert "1 changed" in run("add", "--index", "my index").stdout
    assert run("verify", "--index", "my index").exit_code == 0


@pytest.mark.parametrize("name", ["a.txt", "a.txt.meta.json"])
def test_where_nothing_shows_a_change_verify_advises_what_helps(
    copied: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a system does not keep the time of a change, `add` cannot notice it."""
    monkeypatch.setattr("quotesearch.acquisition.walking._changed", lambda _: 0)
    assert run("rebuild", "--index", "my index").exit_code == 0
    change_unseen(copied / name, "closed", "opened")
    assert "unchanged" in run("add", "--index", "my index").stdout
    told = run("verify", "--index", "my index")
    assert told.stderr.endswith('Bring the index up to date with: quotesearch rebuild --index "my index"\n')

    assert run("rebuild", "--index", "my index").exit_code == 0
    assert run("verify", "--index", "my index").exit_code == 0


@needs_ctime
def test_a_quote_that_changed_unseen_is_found_in_its_new_words(copied: Path) -> None:
    change_unseen(copied / "a.txt", "second day", "eighth day")
    assert run("add", "--index", "my index").exit_code == 0

    assert len(found("eighth", "--index", "my index")) == 1
    assert found("second", "--index", "my index") == []


class Counting(LinesSaid):
    """An extractor that counts its documents."""

    given_documents = 0

    def extract(self, documents, line_counts):  # type: ignore[no-untyped-def]
        for outcome in super().extract(documents, line_counts):
            self.given_documents += 1
            yield outcome


@needs_ctime
def test_a_collection_that_was_copied_and_copied_back_is_not_extracted_again(news: Path, index: Path) -> None:
    """By their dates all files have changed; their content has not."""
    rebuild(index, [news], LinesSaid())
    shutil.copytree(news, news.with_name("copy"))
    shutil.rmtree(news)
    shutil.copytree(news.with_name("copy"), news)
    extractor = Counting()

    assert counts(add(index, [], extractor)) == (0, 0, 0, 2)
    assert extractor.given_documents == 0
    numbered = sorted(path.name for path in (index / "generations").iterdir())
    assert counts(add(index, [], extractor)) == (0, 0, 0, 2)
    assert sorted(path.name for path in (index / "generations").iterdir()) == numbered, "nothing more to note"


def test_an_index_that_was_moved_still_works(news: Path, index: Path) -> None:
    rebuild(index, [news], LinesSaid())
    extractor = Counting()
    moved = index.rename(index.with_name("moved"))
    copied = Path(shutil.copytree(moved, index.with_name("copied")))

    for place in moved, copied:
        assert counts(add(place, [], extractor)) == (0, 0, 0, 2)
        assert len(said(place)) == 3
    assert extractor.given_documents == 0


def test_an_index_of_an_older_version_can_be_updated(news: Path, index: Path) -> None:
    """It has no times of changes, so files are compared by their content once."""
    rebuild(index, [news], LinesSaid())
    path = index / "generations" / "1" / "catalogue.json"
    content = json.loads(path.read_text())
    content["files"] = [fields[:14] for fields in content["files"]]
    del content["other_kinds"]
    rewrite(index, path, json.dumps(content))
    change_unseen(news / "a.txt", "water", "bread")
    extractor = Counting()

    assert counts(add(index, [], extractor)) == (0, 1, 0, 1)
    assert extractor.given_documents == 1
    assert said(index, "bread") == ["We ran out of bread."]
