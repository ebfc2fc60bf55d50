"""`forget` removes a folder or file from an index and from its remembered paths, and nothing else."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from cli_stories import begin_in, found, run, write_stories
from corrected import correct, speaker_of, states
from lines_said import LinesSaid, counts, numbers, said

from quotesearch.errors import DamagedIndexError, MissingPathError, NoIndexError
from quotesearch.indexing import index_stats
from quotesearch.indexing.collection import forgetting
from quotesearch.indexing.collection.forgetting import NotRememberedError, forget
from quotesearch.indexing.collection.syncing import add, rebuild
from quotesearch.indexing.storage import generations
from quotesearch.model import Failure, KindCount, PathCount


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A second folder, with one article and a file that is not read."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "c.txt").write_text("Cy Poe: Bread.\n", encoding="utf-8")
    (folder / "d.pdf").write_bytes(b"%PDF")
    return folder


@pytest.fixture
def both(news: Path, other: Path, index: Path) -> Path:
    rebuild(index, [news, other], LinesSaid())
    return index


def test_a_folder_is_forgotten_with_its_articles(both: Path, news: Path, other: Path) -> None:
    report = forget(both, [other], LinesSaid())

    assert counts(report) == (0, 0, 1, 2)
    assert report.left_out == (PathCount(str(other), 1),)
    assert said(both) == ["And fire.", "There is water.", "We ran out of water."]
    stats = index_stats(both)
    assert (stats.sources, stats.skipped) == ((str(news),), ())
    assert counts(add(both, [], LinesSaid())) == (0, 0, 0, 2)
    assert sorted(path.name for path in other.iterdir()) == ["c.txt", "d.pdf"], "its files are not touched"


def test_a_folder_that_is_gone_from_the_disk_can_be_forgotten(both: Path, news: Path, other: Path) -> None:
    shutil.rmtree(news)
    assert add(both, [], LinesSaid()).failures != ()
    assert counts(forget(both, [news], LinesSaid())) == (0, 0, 2, 1)

    assert counts(add(both, [], LinesSaid())) == (0, 0, 0, 1)
    assert index_stats(both).failures == ()


def test_articles_of_other_folders_out_of_reach_stay(both: Path, news: Path, other: Path) -> None:
    """Only the forgotten articles are removed, also if the other folder is missing."""
    shutil.rmtree(news)
    forget(both, [other], LinesSaid())

    assert len(said(both)) == 3


def test_all_may_be_forgotten(both: Path, news: Path, other: Path) -> None:
    assert forget(both, [news, other], LinesSaid()).articles == 0
    assert said(both) == []
    with pytest.raises(NoIndexError, match="This index knows no folder yet"):
        add(both, [], LinesSaid())


def test_a_file_and_a_linked_folder_can_be_forgotten_by_any_of_their_paths(
    both: Path, news: Path, other: Path, tmp_path: Path
) -> None:
    forget(both, [other], LinesSaid())
    add(both, [other / "c.txt"], LinesSaid())
    assert counts(forget(both, [other / ".." / "other" / "c.txt"], LinesSaid())) == (0, 0, 1, 2)

    (tmp_path / "link").symlink_to(news)
    assert counts(forget(both, [tmp_path / "link"], LinesSaid())) == (0, 0, 2, 0)


def test_a_path_that_is_not_remembered_gets_a_list_of_those_that_are(
    both: Path, news: Path, other: Path
) -> None:
    for path, words in (
        (news.parent / "elsewhere", f"is not remembered. The index remembers: {news}, {other}"),
        (news / "a.txt", f"is in {news}, which is remembered as a whole"),
        (news.parent, f"is not remembered itself, but {news}, {other} in it"),
    ):
        with pytest.raises(NotRememberedError) as raised:
            forget(both, [other, path], LinesSaid())
        assert str(raised.value).startswith(f"{path} {words}")
    assert len(said(both)) == 4
    assert index_stats(both).sources == (str(news), str(other))


def test_articles_outside_of_remembered_paths_can_be_forgotten(both: Path, news: Path, other: Path) -> None:
    """This happens if someone edits the list by hand."""
    (both / "sources.json").write_text(json.dumps({"paths": [str(other)]}), encoding="utf-8")

    assert counts(forget(both, [news], LinesSaid())) == (0, 0, 2, 1)
    assert index_stats(both).sources == (str(other),)


def test_an_article_with_a_copy_in_another_folder_stays(both: Path, news: Path, other: Path) -> None:
    copy = other / "copy.txt"
    copy.write_bytes((news / "a.txt").read_bytes())
    add(both, [], LinesSaid())
    report = forget(both, [news], LinesSaid())

    assert report.left_out == (PathCount(str(news), 1),)
    assert said(both) == ["Bread.", "We ran out of water."]


def test_an_article_with_a_copy_out_of_reach_stays(both: Path, news: Path, other: Path) -> None:
    (other / "copy.txt").write_bytes((news / "a.txt").read_bytes())
    add(both, [], LinesSaid())
    other.rename(other.with_name("away"))
    with pytest.raises(MissingPathError, match=r"copy\.txt cannot be read now"):
        forget(both, [news], LinesSaid())

    assert index_stats(both).sources == (str(news), str(other))
    assert len(said(both)) == 4


def test_corrections_stay_in_their_file_and_apply_again_when_the_folder_is_back(
    both: Path, news: Path, other: Path
) -> None:
    correct(both, "Bread", "Di Zim")
    written = (other / "corrections.jsonl").read_bytes()
    forget(both, [other], LinesSaid())
    assert states(both) == []
    assert (other / "corrections.jsonl").read_bytes() == written

    report = add(both, [other], LinesSaid())
    assert speaker_of(both, "Bread") == "Di Zim"
    assert report.applied == (PathCount(str(other / "corrections.jsonl"), 1),)


def test_failures_and_other_kinds_are_removed_with_their_folder(both: Path, news: Path, other: Path) -> None:
    (other / "e.txt").write_bytes(b"")
    (news / "f.txt").write_bytes(b"")
    (news / "g.docx").write_bytes(b"PK")
    add(both, [], LinesSaid())
    forget(both, [other], LinesSaid())

    stats = index_stats(both)
    assert stats.failures == (Failure(str(news / "f.txt"), "is empty"),)
    assert stats.skipped == (KindCount(".docx", 1),)


def _die_while_forgetting(index: Path, path: Path, at: str) -> None:
    """Forget in a separate process that is killed at some point."""

    def die(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(forgetting if at == "remove_old_generations" else generations, at, die)
    forget(index, [path], LinesSaid())


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("at", ["link_or_copy", "checksum", "write_json", "remove_old_generations"])
def test_whenever_it_is_killed_the_index_is_the_old_one_or_the_new_one(
    both: Path, news: Path, other: Path, at: str
) -> None:
    """`forget` can be run again: no article stays without a remembered path."""
    process = multiprocessing.get_context("fork").Process(
        target=_die_while_forgetting, args=(both, other, at)
    )
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert len(said(both)) == (3 if at == "remove_old_generations" else 4)
    assert not [
        note for note in add(both, [news], LinesSaid()).notes if "in no remembered folder" in str(note)
    ]
    assert len(numbers(both)) == 1

    if at != "remove_old_generations":
        forget(both, [other], LinesSaid())
    assert len(said(both)) == 3
    assert index_stats(both).sources == (str(news),)


def test_without_an_index_nothing_is_created(index: Path, news: Path) -> None:
    with pytest.raises(NoIndexError):
        forget(index, [news], LinesSaid())
    assert not index.exists()


def test_a_damaged_index_is_not_touched(both: Path, news: Path) -> None:
    (both / "current.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DamagedIndexError):
        forget(both, [news], LinesSaid())


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder has the three articles in `Saved pages`, one more in `more`, and an index of both."""
    monkeypatch.delenv("QUOTESEARCH_INDEX", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    write_stories(tmp_path / "Saved pages")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "d.txt").write_text("“We ran out of bread,” Cy Poe said.\n", encoding="utf-8")
    assert run("rebuild", "Saved pages", "more").exit_code == 0
    return tmp_path


def test_on_the_command_line(copied: Path) -> None:
    result = run("forget", "Saved pages")

    assert result.stdout == "index holds 1 article, 1 quote (3 removed, 1 unchanged)\n"
    assert result.stderr == "Saved pages is no longer remembered (3 articles dropped).\n"
    assert result.exit_code == 0
    assert found("water") == []


def test_as_json_and_as_a_table(copied: Path) -> None:
    """The same numbers as of add."""
    done = json.loads(run("forget", "more", "--format", "json").stdout)
    assert (done["removed"], done["unchanged"], done["articles"], done["quotes"]) == (1, 3, 3, 3)
    assert list(done) == list(json.loads(run("add", "--format", "json").stdout))
    assert run("forget", "Saved pages", "--format", "csv").stdout.splitlines() == [
        ",".join(done),
        "0,0,3,0,0,0,0,0,0,0",
    ]


def test_on_the_command_line_a_path_that_is_not_remembered_changes_nothing(copied: Path) -> None:
    result = run("forget", "Saved page")

    assert result.stdout == ""
    assert result.stderr == (
        f"{copied / 'Saved page'} is not remembered. The index remembers: {copied / 'Saved pages'}, "
        f"{copied / 'more'}\n"
    )
    assert result.exit_code == 1
    assert run("forget").exit_code == 2
    assert run("forget", "more", "--index", "nowhere").exit_code == 2
    assert not Path("nowhere").exists()


def test_a_rebuild_of_other_folders_says_what_it_removes_and_how_to_keep_it(copied: Path) -> None:
    result = run("rebuild", "more")
    assert result.stderr == (
        "3 articles are left out: Saved pages\n"
        'To keep them: quotesearch rebuild --index index "Saved pages" more\n'
    )
    assert result.exit_code == 0

    assert run("rebuild", "Saved pages", "more").stderr == ""
    assert run("rebuild", ".").stderr == "", "all that was in the index is in it"
    assert run("rebuild").stderr == ""


def test_corrections_that_are_no_longer_read_are_counted(both: Path, news: Path, other: Path) -> None:
    correct(both, "Bread", "Di Zim")
    file = str(other / "corrections.jsonl")

    notes = forget(both, [other], LinesSaid()).notes

    assert notes == (Failure(file, "1 correction is no longer read; it acts again when the folder is added"),)


def test_how_to_keep_a_correction_that_concerns_articles_that_stay_is_said(
    both: Path, news: Path, other: Path
) -> None:
    (news / "copy.txt").write_bytes((other / "c.txt").read_bytes())
    add(both, [], LinesSaid())
    correct(both, "Bread", "Di Zim", file=str(other / "corrections.jsonl"))
    assert speaker_of(both, "Bread") == "Di Zim"
    sources = json.loads((both / "sources.json").read_text())
    (both / "sources.json").write_text(json.dumps({"paths": sources["paths"]}))

    notes = forget(both, [other], LinesSaid()).notes
    assert [note.reason.partition(",")[0] for note in notes if isinstance(note, Failure)] == [
        "1 correction is no longer read; it acts again when the folder is added",
        "to keep those about articles that stay",
    ]

    (news / "corrections.jsonl").write_bytes((other / "corrections.jsonl").read_bytes())
    add(both, [], LinesSaid())
    assert speaker_of(both, "Bread") == "Di Zim", "as was advised"


def test_a_file_of_corrections_that_was_named_is_still_read(both: Path, other: Path) -> None:
    correct(both, "Bread", "Di Zim", file=str(other / "corrections.jsonl"))

    assert forget(both, [other], LinesSaid()).notes == (
        "1 correction fits no quote any more. See which and why with: quotesearch corrections",
    )


def test_the_advice_of_forget_names_the_given_index(tmp_path: Path, monkeypatch) -> None:
    begin_in(tmp_path, monkeypatch)
    write_stories(tmp_path / "news")
    run("rebuild", "news", "--index", "my index")

    said = run("forget", "news/a.txt", "--index", "my index").stderr
    assert said.endswith('then: quotesearch add --index "my index"\n')


def test_a_rebuild_without_a_folder_of_copies_says_so(copied: Path) -> None:
    shutil.copytree("Saved pages", "again")
    run("rebuild", "Saved pages", "again")

    assert run("rebuild", "Saved pages").stderr == (
        "again is left out; every article in it has a copy that stays.\n"
        'To keep it: quotesearch rebuild --index index again "Saved pages"\n'
    )
    assert run("rebuild", "Saved pages").stderr == ""
