"""The commands that need an index, on a small one: whole outputs, notes and exit codes."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotesearch.cli import program

STORIES = {
    "a.txt": (
        "The road between the two villages has been closed since Sunday.\n\n"
        "“We ran out of water on the second day,” Mayor Ann Lee said on Monday.\n",
        {"headline": "Road closed", "published": "2024-10-31", "outlet": "The Post"},
    ),
    "b.txt": (
        "The bridge over the river has been open again since Friday.\n\n"
        "“Nobody here was running out of patience with the water,” Bo Roe told reporters on Saturday.\n",
        {"headline": "Bridge open", "published": "2024-11-02", "outlet": "Daily Example"},
    ),
    "c.txt": (
        "The school at the end of the valley will get a new roof.\n\n"
        "“The children will not sit in the rain for another winter,” Ann Lee said on Tuesday.\n",
        {"headline": "New roof"},
    ),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A folder with three articles in `news` and an index of them in `index`."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "news").mkdir()
    for name, (story, about) in STORIES.items():
        (folder / "news" / name).write_text(story, encoding="utf-8")
        (folder / "news" / f"{name}.meta.json").write_text(json.dumps(about), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run("rebuild", "news", "--index", "index").exit_code == 0
    return folder


@pytest.fixture(autouse=True)
def plain(monkeypatch, tmp_path):
    """No setting from outside, and an empty folder to begin in."""
    monkeypatch.delenv("QUOTESEARCH_INDEX", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def here(built, monkeypatch) -> Path:
    """The current folder is the built one; its index is only to be read."""
    monkeypatch.chdir(built)
    return built


@pytest.fixture
def copied(built, tmp_path, monkeypatch) -> Path:
    """The current folder has the three articles and no index yet; all may be changed."""
    shutil.copytree(built / "news", tmp_path / "copied" / "news")
    monkeypatch.chdir(tmp_path / "copied")
    return tmp_path / "copied"


def run(*arguments: str, color: bool = False) -> Result:
    """What a command prints and how it ends."""
    return CliRunner().invoke(program, list(arguments), color=color)


def found(*arguments: str) -> list[dict]:
    """What `find` finds."""
    return json.loads(run("find", "--format", "json", *arguments).stdout)


def speakers_of(*arguments: str) -> list[str]:
    return [hit["speaker"]["name"] for hit in found(*arguments)]


def test_a_hit_shows_words_speaker_role_outlet_date_headline_file_and_place(here):
    (hit,) = found("second")
    result = run("find", "second")

    assert result.stdout == (
        "“We ran out of water on the second day,”\n"
        "    — Ann Lee, Mayor\n"
        "    The Post · 2024-10-31 · Road closed\n"
        f"    {Path('news', 'a.txt')}:3:2 · characters 66–104 · {hit['id'][:12]}\n"
    )
    assert result.stderr == "1 quote\n"
    assert result.exit_code == 0


def test_matches_are_highlighted_where_there_is_colour(here, monkeypatch):
    mark = "\x1b[33m\x1b[1mwater\x1b[0m"

    assert mark in run("find", "water", color=True).stdout
    assert "\x1b" not in run("find", "water").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("find", "water", color=True).stdout


def test_a_hit_as_json_is_a_quote_with_score_context_and_highlights(here):
    (hit,) = found("second")

    assert list(hit)[-3:] == ["score", "context", "highlights"]
    assert [hit["text"][start:end] for start, end in hit["highlights"]] == ["second"]
    assert hit["article"]["path"] == str(Path("news", "a.txt"))
    assert "Mayor Ann Lee said" in hit["context"]


def test_a_hit_as_csv_is_a_row(here):
    (row,) = csv.DictReader(io.StringIO(run("find", "second", "--format", "csv").stdout))

    assert (row["speaker"], row["published"], row["start"]) == ("Ann Lee", "2024-10-31", "66")
    assert float(row["score"]) > 0


def test_words_are_found_in_all_their_forms_unless_exact(here):
    assert sorted(speakers_of("runs")) == ["Ann Lee", "Bo Roe"]
    assert found("runs", "--exact") == []


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        (["--speaker", "Lee"], ["We ran", "The children"]),
        (["--speaker", "Lee", "water"], ["We ran"]),
        (["--outlet", "The Post"], ["We ran"]),
        (["water", "-patience"], ["We ran"]),
        (["-patience", "water"], ["We ran"]),
        (["--speaker=Lee", "-water"], ["The children"]),
        (["winter", "OR", "second"], ["We ran", "The children"]),
        (['"out of patience"'], ["Nobody"]),
        (["patien*"], ["Nobody"]),
        (["pateince~"], ["Nobody"]),
        (["speaker:lee", "water"], ["We ran"]),
        (["--after", "2024-11", "water"], ["Nobody"]),
        (["--before", "2024-10-31"], ["We ran"]),
        (["--", "-patience", "water"], ["We ran"]),
    ],
)
def test_filters_and_the_query_language_work_from_the_shell(here, arguments, texts):
    assert sorted(" ".join(hit["text"].split()[:2]).split(" of")[0] for hit in found(*arguments)) == sorted(
        text if " " in text else f"{text} here" for text in texts
    )


def test_newest_and_oldest_come_first_when_asked(here):
    assert speakers_of("water", "--sort", "newest") == ["Bo Roe", "Ann Lee"]
    assert speakers_of("water", "--sort", "oldest") == ["Ann Lee", "Bo Roe"]


def test_pages_of_hits_say_how_to_see_more(here):
    first, second = (
        run("find", "water", "--limit", "1"),
        run("find", "water", "--limit", "1", "--offset", "1"),
    )

    assert first.stderr == "1 to 1 of 2 quotes\nSee more with: --offset 1\n"
    assert second.stderr == "2 to 2 of 2 quotes\n"
    assert first.stdout != second.stdout
    assert run("find", "water", "--offset", "5").stderr == "There are only 2 quotes.\n"


def test_undated_articles_left_out_are_told_on_standard_error(here):
    result = run("find", "--speaker", "Lee", "--after", "2024")

    assert "We ran" in result.stdout
    assert "1 " in result.stderr
    assert "date" in result.stderr
    assert run("find", "--speaker", "Lee", "--after", "2024", "-q").stderr == ""


@pytest.mark.parametrize(("form", "output"), [("text", ""), ("json", "[]\n"), ("jsonl", "")])
def test_nothing_found_is_an_empty_result_and_exit_code_1(here, form, output):
    result = run("find", "zeppelin", "--format", form)

    assert result.stdout == output
    assert result.stderr.startswith("No quotes found.\n")
    assert result.exit_code == 1


def test_a_misspelt_word_is_answered_with_what_could_be_meant(here):
    assert run("find", "patiense").stderr == "No quotes found.\nDid you mean: patience\n"


def test_nothing_to_look_for_is_an_error(here):
    result = run("find")

    assert result.stderr == (
        "Error: say what to look for: words, or a filter.\nTry: quotesearch find --help\n"
    )
    assert result.exit_code == 2


def test_a_date_that_is_none_is_an_error(here):
    result = run("find", "water", "--after", "soon")

    assert result.stderr.startswith("Error: ")
    assert "soon" in result.stderr
    assert result.exit_code == 2


def test_a_speaker_below_the_confidence_asked_for_is_neither_named_nor_filtered_by(here):
    assert {hit["speaker"] and "named" for hit in found("water", "--min-confidence", "1")} == {None}
    assert found("--speaker", "Lee", "--min-confidence", "1") == []


def test_a_file_that_changed_since_is_said_to_have(copied):
    run("rebuild", "news")
    with (copied / "news" / "a.txt").open("a", encoding="utf-8") as file:
        file.write("\nMore.\n")

    shown = run("find", "second").stdout
    assert f"{Path('news', 'a.txt')} (gone or changed since) · characters 66–104" in shown


def test_speakers_are_listed_the_most_quoted_first(here):
    result = run("speakers")

    assert result.stdout == ("Ann Lee, Mayor · 2 quotes in 2 articles\nBo Roe · 1 quote in 1 article\n")
    assert (result.stderr, result.exit_code) == ("2 speakers\n", 0)


def test_speakers_as_json(here):
    assert json.loads(run("speakers", "lee", "--format", "json").stdout) == [
        {"name": "Ann Lee", "person": "ann lee", "role": "Mayor", "quotes": 2, "articles": 2}
    ]


def test_a_speaker_who_is_not_quoted(here):
    result = run("speakers", "Zoe")

    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr.startswith("Nobody called Zoe is quoted.\n")


def test_show_takes_the_beginning_of_an_id_and_tells_all(here):
    (hit,) = found("second")
    result = run("show", hit["id"][:8])

    for told in (
        "“We ran out of water on the second day,”",
        "speaker     Ann Lee (person)",
        "role        Mayor",
        "because     “Ann Lee” and the cue “said” stand behind the quote",
        f"id          {hit['id']}",
        f"file        {Path('news', 'a.txt')}",
        "words       line 3, column 2, characters 66–104: We ran out of water",
        "headline    Road closed",
        "published   2024-10-31",
        "outlet      The Post",
        f"sha256      {hit['article']['sha256']}",
    ):
        assert told in result.stdout
    assert result.exit_code == 0


def test_show_as_json_is_one_object(here):
    (hit,) = found("second")
    shown = json.loads(run("show", hit["id"], "--format", "json").stdout)

    assert shown["id"] == hit["id"]
    assert shown["speaker"] == hit["speaker"]
    assert shown["context"] == hit["context"]


def test_show_does_not_hide_the_best_guess_behind_the_threshold(here):
    (hit,) = found("second")
    result = run("show", hit["id"], "--min-confidence", "1")

    assert "speaker     not named with confidence\nbest guess  Ann Lee\n" in result.stdout


def test_an_id_that_is_not_there_is_not_found(here):
    result = run("show", "zzz")

    assert (result.stdout, result.stderr) == ("", "No quote has an id that begins with zzz.\n")
    assert result.exit_code == 1


def test_an_id_that_is_too_short_names_those_it_could_be(copied):
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


def test_stats_tell_what_the_index_holds(here):
    stats = json.loads(run("stats", "--format", "json").stdout)

    assert (stats["articles"], stats["quotes"], stats["speakers"]) == (3, 3, 2)
    assert (stats["unattributed"], stats["failed"]) == (0, 0)
    assert stats["bytes"] > 0
    assert stats["sources"] == [str(here / "news")]
    assert run("stats").stdout.startswith("articles     3\nquotes       3\nspeakers     2\n")


@pytest.mark.parametrize("command", [["find", "x"], ["speakers"], ["show", "3f"], ["stats"]])
def test_without_an_index_the_message_says_how_to_build_one(command):
    result = run(*command)

    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert "quotesearch rebuild" in result.stderr
    assert result.exit_code == 2


def test_the_index_may_be_named_by_the_environment(built, monkeypatch):
    monkeypatch.setenv("QUOTESEARCH_INDEX", str(built / "index"))

    assert speakers_of("second") == ["Ann Lee"]


def test_rebuild_tells_what_there_is_now(copied):
    result = run("rebuild", "news")

    assert result.stdout == "index holds 3 articles, 3 quotes (3 added)\n"
    assert (result.stderr, result.exit_code) == ("", 0)


def test_rebuild_without_paths_takes_seeds_if_nothing_is_remembered(copied):
    (copied / "news").rename(copied / "seeds")

    assert run("rebuild").stdout == "index holds 3 articles, 3 quotes (3 added)\n"
    assert found("second")[0]["article"]["path"] == str(Path("seeds", "a.txt"))


def test_rebuild_without_paths_takes_the_remembered_ones_before_seeds(copied):
    (copied / "seeds").mkdir()
    run("rebuild", "news")

    assert run("rebuild").stdout == "index holds 3 articles, 3 quotes (3 added)\n"


def test_rebuild_without_paths_and_without_seeds_is_an_error():
    result = run("rebuild")

    assert result.stderr.startswith("Error: ")
    assert result.exit_code == 2


def test_add_sees_new_changed_and_vanished_files(copied):
    run("rebuild", "news")
    (copied / "news" / "d.txt").write_text("“We ran out of bread,” Cy Poe said.\n", encoding="utf-8")
    (copied / "news" / "b.txt.meta.json").unlink()
    (copied / "news" / "c.txt").unlink()
    result = run("add")

    assert result.stdout == "index holds 3 articles, 3 quotes (1 added, 1 changed, 1 removed, 1 unchanged)\n"
    assert result.exit_code == 0
    assert speakers_of("bread") == ["Cy Poe"]
    assert found("winter") == []


def test_what_was_done_as_json(copied):
    assert json.loads(run("rebuild", "news", "--format", "json").stdout) == {
        "added": 3, "changed": 0, "removed": 0, "unchanged": 0, "outdated": 0, "failed": 0, "articles": 3,
        "quotes": 3,
    }  # fmt: skip


def test_files_that_are_none_are_named_and_the_others_indexed(copied):
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


def test_an_archive_that_is_not_mounted_today_loses_nothing(copied):
    run("rebuild", "news")
    (copied / "news").rename(copied / "away")
    result = run("add")

    assert result.stderr.startswith("Error: ")
    assert result.exit_code == 2
    assert len(found("water")) == 2


def test_an_index_made_by_older_rules_says_so_when_something_is_added(copied, monkeypatch):
    run("rebuild", "news")
    monkeypatch.setattr("quotesearch.pipeline.__version__", "99")
    result = run("add")

    assert result.stderr == (
        "3 articles were read by older rules or weights.\n"
        "Read them anew with: quotesearch rebuild --index index\n"
    )
    assert len(found("water")) == 2


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), max_size=3))
def test_any_query_ends_in_a_result_or_an_error_in_words(here, words):
    result = run("find", *words)

    assert result.exit_code in (0, 1, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_file_is_read_by_what_the_last_rebuild_learnt_of_its_collection(copied):
    """A line that every article has is no part of any, also when one is looked at alone."""
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
