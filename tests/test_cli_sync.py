"""The commands that build and update an index: complete outputs, notes and exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli_stories import found, run, speakers_of, write_stories

from quotesearch.acquisition import read_documents
from quotesearch.pipeline import Pipeline


@pytest.fixture(autouse=True)
def copied(tmp_path, monkeypatch) -> Path:
    """The current folder has the three articles in `news` and no index yet; tests may change all of it."""
    monkeypatch.delenv("QUOTESEARCH_INDEX", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    write_stories(tmp_path / "news")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_result_says_that_its_file_has_changed(copied):
    run("rebuild", "news")
    with (copied / "news" / "a.txt").open("a", encoding="utf-8") as file:
        file.write("\nMore.\n")

    shown = run("find", "second").stdout
    assert f"{Path('news', 'a.txt')} (gone or changed since) · characters 66–104" in shown


def test_an_ambiguous_id_gets_a_list_of_matches(copied):
    story = "\n\n".join(f"“We ran out of water on day {day},” Ann Lee said." for day in range(40))
    (copied / "news" / "d.txt").write_text(story, encoding="utf-8")
    run("rebuild", "news")
    ids = [hit["id"] for hit in found("water", "--limit", "99")]
    shared = next(start for start in "0123456789abcdef" if sum(each.startswith(start) for each in ids) > 1)
    result = run("show", shared)

    assert result.stderr.startswith(
        f"Error: more than one quote has an id that begins with {shared}.\nGive more"
    )
    assert result.exit_code == 2


def test_rebuild_prints_the_counts_of_the_index(copied):
    result = run("rebuild", "news")

    assert result.stdout == "index holds 3 articles, 3 quotes (3 added)\n"
    assert (result.stderr, result.exit_code) == ("", 0)


@pytest.mark.parametrize("typed", [["rebuild", "nwes"], ["add", "news", "nwes"], ["rebuild"], ["add"]])
def test_a_mistyped_path_leaves_no_empty_index(copied, typed):
    assert run(*typed).exit_code == 2
    assert not (copied / "index").exists()


def test_an_index_among_the_articles_is_not_read(copied):
    """Neither the new index nor another one is read, or counted as files of other kinds."""
    run("rebuild", "news", "--index", "older")
    (copied / "older" / "README.md").write_text("“We keep an index here,” Ann Lee said.\n", encoding="utf-8")
    run("rebuild", "news")
    for command in ("rebuild", "."), ("add", "."), ("extract", "."), ("clean", "."):
        result = run(*command, "--format", "json")
        assert result.stderr == ""
        assert "We keep an index" not in result.stdout

    assert run("rebuild", ".").stdout == "index holds 3 articles, 3 quotes (3 added)\n"


def test_rebuild_without_paths_takes_seeds_if_nothing_is_remembered(copied):
    (copied / "news").rename(copied / "seeds")

    assert run("rebuild").stdout == "index holds 3 articles, 3 quotes (3 added)\n"
    assert found("second")[0]["article"]["path"] == str(Path("seeds", "a.txt"))


def test_rebuild_without_paths_takes_the_remembered_ones_before_seeds(copied):
    (copied / "seeds").mkdir()
    run("rebuild", "news")

    assert run("rebuild").stdout == "index holds 3 articles, 3 quotes (3 added)\n"


def test_rebuild_without_paths_never_replaces_an_index_by_seeds(copied):
    """If there is an index without remembered folders, the user must name the folders."""
    run("rebuild", "news")
    (copied / "seeds").mkdir()
    (copied / "index" / "sources.json").unlink()
    result = run("rebuild")

    assert result.stderr == (
        "Error: This index knows no folder yet. Name one: quotesearch rebuild FOLDER --index index/\n"
    )
    assert result.exit_code == 2
    assert len(found("water")) == 2


def test_add_notices_new_changed_and_vanished_files(copied):
    run("rebuild", "news")
    (copied / "news" / "d.txt").write_text("“We ran out of bread,” Cy Poe said.\n", encoding="utf-8")
    (copied / "news" / "b.txt.meta.json").unlink()
    (copied / "news" / "c.txt").unlink()
    result = run("add")

    assert result.stdout == "index holds 3 articles, 3 quotes (1 added, 1 changed, 1 removed, 1 unchanged)\n"
    assert result.exit_code == 0
    assert speakers_of("bread") == ["Cy Poe"]
    assert found("winter") == []


def test_the_counts_of_an_add_as_json(copied):
    assert json.loads(run("rebuild", "news", "--format", "json").stdout) == {
        "added": 3, "changed": 0, "removed": 0, "unchanged": 0, "outdated": 0, "relabelled": 0, "failed": 0,
        "articles": 3, "quotes": 3, "in_part": 0,
    }  # fmt: skip


def test_files_that_are_not_articles_are_named_and_the_others_indexed(copied):
    (copied / "news" / "d.txt").write_bytes(b"")
    (copied / "news" / "e.pdf").write_bytes(b"%PDF")
    result = run("rebuild", "news")

    assert result.stdout == "index holds 3 articles, 3 quotes (3 added)\n"
    assert result.stderr == (
        "1 file of a kind that is not read: 1 .pdf\n"
        f"{Path('news', 'd.txt')}: is empty\n"
        "1 file could not be read; all others were.\n"
    )
    assert result.exit_code == 2


def test_nothing_is_lost_if_an_archive_is_not_mounted(copied):
    run("rebuild", "news")
    (copied / "news").rename(copied / "away")
    result = run("add")

    assert result.stderr.startswith("Error: ")
    assert result.exit_code == 2
    assert len(found("water")) == 2


def test_add_to_an_index_with_older_rules_says_so(copied, monkeypatch):
    run("rebuild", "news")
    monkeypatch.setattr("quotesearch.pipeline.__version__", "99")
    result = run("add")

    assert result.stderr == (
        "3 articles were indexed by an older quotesearch.\n"
        "Index them again with: quotesearch rebuild --index index\n"
    )
    assert len(found("water")) == 2


def test_the_recurring_lines_of_the_last_rebuild_are_used(copied):
    """A line that every article has is boilerplate, also when one article is read alone."""
    for number, name in enumerate(["upper", "lower", "inner", "outer", "north", "south", "east", "west"], 2):
        (copied / "news" / f"{name}.txt").write_text(
            f"The road to the {name} village has been closed since Sunday, it is notice {number}.\n\n"
            f"“We ran out of {name} water on day {number},” Mayor Ann Lee said in the {name} hall.\n\n"
            "The valley, seen from its people\n\n"
            f"The {name} bridge will be mended by the end of the week, said a notice in front of it.\n",
            encoding="utf-8",
        )
    one = str(Path("news", "upper.txt"))
    assert "The valley, seen from its people" in run("clean", one).stdout

    run("rebuild", "news")
    assert "The valley, seen from its people" not in run("clean", one).stdout
    assert "collection" in run("clean", one, "--explain").stdout


def valley(name: str, number: int) -> str:
    """A story with a line that all stories have."""
    return (
        f"The road to the {name} village has been closed since Sunday, it is notice {number}.\n\n"
        f"“We ran out of {name} water on day {number},” Mayor Ann Lee said in the {name} hall.\n\n"
        "Roe Times has brought you the truth from the river since the spring of 1894.\n\n"
        f"The {name} bridge will be mended by the end of the week, said a notice in front of it.\n"
    )


def test_add_says_how_many_articles_a_rebuild_would_label_differently(copied):
    """A line of two stories is part of them. With a third story it is boilerplate, and all three still have it."""
    for number, name in enumerate(["upper", "lower"], 2):
        (copied / "news" / f"{name}.txt").write_text(valley(name, number), encoding="utf-8")
    assert run("rebuild", "news").stderr == ""
    (copied / "news" / "inner.txt").write_text(valley("inner", 9), encoding="utf-8")
    result = run("add")

    assert result.stderr == (
        "2 articles contain lines that by now look like boilerplate.\n"
        "Drop them with: quotesearch rebuild --index index\n"
    )
    assert run("add").stderr == ""
    assert run("rebuild").stderr == ""
    assert "1894" not in run("clean", str(Path("news", "upper.txt"))).stdout


def test_rebuild_without_paths_and_without_seeds_is_an_error():
    result = run("rebuild")

    assert result.stderr.startswith("Error: ")
    assert result.exit_code == 2


def test_extract_uses_the_recurring_lines_of_the_last_rebuild(copied, monkeypatch):
    run("rebuild", "news")
    kept = []
    monkeypatch.setattr(
        "quotesearch.cli.extract.read_quotes", lambda *_, **options: kept.append(options["line_counts"]) or []
    )
    run("extract", "news")
    run("extract", "news", "--index", "nowhere")

    assert kept[0] == Pipeline().count_lines(read_documents(["news"]), None)
    assert kept[1] is None


def test_a_missing_folder_does_not_stop_the_others(copied):
    """`add` without paths indexes the folders in reach, drops nothing of the rest, says so and ends with an error."""
    (copied / "more").mkdir()
    (copied / "more" / "d.txt").write_text("“We ran out of bread,” Cy Poe said.\n", encoding="utf-8")
    run("rebuild", "news", "more")
    (copied / "news").rename(copied / "away")
    (copied / "more" / "e.txt").write_text("“We ran out of salt,” Cy Poe said.\n", encoding="utf-8")
    result = run("add")

    assert result.stdout == "index holds 5 articles, 5 quotes (1 added, 4 unchanged)\n"
    assert result.stderr.startswith("news: is not there; nothing below it was dropped\n")
    assert result.exit_code == 2
    assert len(found("water")) == 2
    (copied / "away").rename(copied / "news")
    assert run("add").stderr == ""


def test_stats_survive_a_garbled_list_of_sources(copied):
    """All other counts are printed first, then the problem and what to do."""
    run("rebuild", "news")
    (copied / "index" / "sources.json").write_text('{"paths"', encoding="utf-8")
    result = run("stats")

    assert result.stdout.startswith("articles     3\nquotes       3\n")
    assert result.stderr.startswith(
        "Error: index/sources.json, the list of the folders in the index, cannot be read"
    )
    assert "quotesearch rebuild FOLDER…" in result.stderr
    assert result.exit_code == 2


def test_stats_print_shares_sizes_and_failures_with_the_reason(copied):
    (copied / "news" / "d.txt").write_bytes(b"")
    (copied / "news" / "e.txt").write_text("“We ran out of bread.”\n\nIt rained.\n", encoding="utf-8")
    run("rebuild", "news")
    told = run("stats").stdout
    counted = json.loads(run("stats", "--format", "json").stdout)

    assert re.search(r"^unattributed 1 \(25\.0% of the quotes\)$", told, re.MULTILINE)
    assert re.search(r"^size         \d+ kB$", told, re.MULTILINE)
    assert f"not read     1 file\n             {Path('news', 'd.txt')}: is empty\n" in told
    assert (counted["unattributed_share"], counted["generations"], counted["failed"]) == (0.25, 1, 1)


def test_stats_keep_the_kinds_of_files_that_were_skipped(copied):
    """For all remembered folders, added in any way; a folder that is read again is counted again."""

    def skipped() -> list[tuple[str, int]]:
        stats = json.loads(run("stats", "--format", "json").stdout)
        return [(each["kind"], each["files"]) for each in stats["skipped"]]

    (copied / "news" / "inner").mkdir()
    (copied / "more").mkdir()
    for name in "news/a.pdf", "news/inner/b.pdf", "news/inner/c.docx", "news/LICENSE", "more/d.pdf":
        (copied / name).write_bytes(b"%PDF")
    run("rebuild", "news")
    assert skipped() == [(".pdf", 2), ("", 1), (".docx", 1)]
    assert "\nother kinds  4 files: 2 .pdf, 1 without suffix, 1 .docx\n" in run("stats").stdout

    run("add", "more")
    assert skipped() == [(".pdf", 3), ("", 1), (".docx", 1)]
    (copied / "news" / "inner" / "c.docx").unlink()
    run("add", str(Path("news", "inner")))
    assert skipped() == [(".pdf", 3), ("", 1)]
    run("add", str(Path("news", "a.pdf")))
    assert skipped() == [(".pdf", 3), ("", 1)], "named or not, it is one file"
    run("forget", "more")
    assert skipped() == [(".pdf", 2), ("", 1)]


def test_stats_list_remembered_paths_and_print_internal_numbers_only_for_programs(copied):
    run("rebuild", "news", str(Path("news", "a.txt")))
    (copied / "more.txt").write_text("“We ran out of bread,” Cy Poe said.\n", encoding="utf-8")
    run("add", "more.txt")
    shown = run("stats").stdout

    assert [line.split()[0] for line in shown.splitlines()] == [
        "articles", "quotes", "speakers", "unattributed", "corrections", "not", "size", "engine", "file", "folder",
    ]  # fmt: skip
    assert shown.endswith("file         more.txt\nfolder       news\n")
    assert {"bytes", "generation", "fingerprint"} <= set(json.loads(run("stats", "--format", "json").stdout))


def test_a_first_rebuild_that_was_killed_is_named_and_can_be_run_again(copied):
    """Its folder is known, and its unfinished files are removed."""
    run("rebuild", "news")
    (copied / "index" / "current.json").unlink()
    (copied / "index" / "generations" / "1" / "manifest.json").unlink()
    (copied / "index" / "sources.json").write_text(
        json.dumps({"paths": [], "unfinished": [str(copied / "news")]}), encoding="utf-8"
    )
    for command in ["add"], ["add", "--format", "json"]:
        result = run(*command)
        assert result.stderr == (
            "Error: The first rebuild of index/ was not finished.\n"
            "Run it again: quotesearch rebuild --index index/\n"
        )
        assert result.exit_code == 2

    assert run("rebuild", "--index", "index/").stdout == "index/ holds 3 articles, 3 quotes (3 added)\n"
    assert [path.name for path in (copied / "index" / "generations").iterdir()] == ["2"]
    assert json.loads((copied / "index" / "sources.json").read_text()) == {"paths": [str(copied / "news")]}


def test_the_fingerprint_is_that_of_the_rules_that_extracted_the_quotes(copied, monkeypatch):
    """An `add` with newer rules that only drops an article has extracted nothing with them."""
    run("rebuild", "news")
    before = json.loads(run("stats", "--format", "json").stdout)
    monkeypatch.setattr("quotesearch.pipeline.__version__", "99")
    (copied / "news" / "b.txt").unlink()
    run("add")
    after = json.loads(run("stats", "--format", "json").stdout)
    assert (after["articles"], after["fingerprint"]) == (2, before["fingerprint"])

    (copied / "news" / "d.txt").write_text("“We ran out of bread,” Cy Poe said.\n", encoding="utf-8")
    run("add")
    after = json.loads(run("stats", "--format", "json").stdout)
    assert after["fingerprint"] != before["fingerprint"]
    assert after["outdated"] == 2


@pytest.mark.parametrize("command", ["rebuild", "add", "extract", "clean"])
def test_for_a_folder_without_articles_a_message_names_the_suffixes_that_are_read(copied, command):
    (copied / "empty").mkdir()
    result = run(command, "empty")

    assert "Files that are read: .txt .text .md .html .htm, each also with .gz" in result.stderr
    assert result.exit_code == 1


def test_facets_without_a_query_are_of_the_whole_index(copied):
    run("rebuild", "news")
    result = run("find", "--facets", "speaker", "--format", "json")
    counted = json.loads(result.stdout)

    assert [(each["value"], each["quotes"]) for each in counted] == [("Ann Lee", 2), ("Bo Roe", 1)]
    assert (result.stderr, result.exit_code) == ("3 quotes\n", 0)
    assert run("find").exit_code == 2


@pytest.mark.parametrize("terminal", [True, False])
def test_notes_and_errors_are_wrapped_on_a_terminal_and_not_in_a_pipe(copied, monkeypatch, terminal):
    monkeypatch.setattr("quotesearch.cli.notes.is_terminal", lambda: terminal)
    (copied / "empty").mkdir()
    monkeypatch.setenv("COLUMNS", "40")
    for result in run("rebuild", "empty"), run("show", "zz", "--index", "nowhere"):
        lines = result.stderr.splitlines()
        assert (max(len(line) for line in lines if " " in line) <= 40) is terminal  # a long path stays whole
