"""The commands that search an index, on a small one: complete outputs, notes and exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from cli_stories import begin_in, found, index_stories, run, speakers_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotesearch.model import Thresholds, quotes


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A folder with three articles in `news` and an index of them in `index`."""
    return index_stories(tmp_path_factory.mktemp("built"))


@pytest.fixture(autouse=True)
def plain(monkeypatch, tmp_path):
    """No settings from the environment, and an empty current folder."""
    begin_in(tmp_path, monkeypatch)


@pytest.fixture
def here(built, monkeypatch) -> Path:
    """The current folder is the built one; tests only read its index."""
    monkeypatch.chdir(built)
    return built


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


def test_group_article_prints_the_quotes_of_an_article_below_its_headline(here):
    result = run("find", "water", "OR", "children", "--group", "article", "--sort", "oldest")

    heads = [line for line in result.stdout.splitlines() if line.startswith("== ")]
    assert heads == [
        "== The Post · 2024-10-31 · Road closed",
        "== Daily Example · 2024-11-02 · Bridge open",
        "== New roof",
    ]
    assert result.stdout.count("Road closed") == 1
    assert len(found("water", "--group", "article")) == 2
    assert run("find", "water", "--group", "outlet").exit_code == 2


def test_facets_count_what_is_found(here):
    result = run("find", "-zeppelin", "--facets", "speaker,year")

    assert result.stdout == (
        "speaker Ann Lee · 2 quotes\nspeaker Bo Roe · 1 quote\nyear    2024 · 2 quotes\nyear    (not known) · 1 quote\n"
    )
    assert (result.stderr, result.exit_code) == ("3 quotes\n", 0)


def test_facets_for_programs(here):
    result = run(
        "find", "winter", "--facets", "year, outlet speaker", "--format", "json", "--min-confidence", "1"
    )

    assert json.loads(result.stdout) == [
        {"facet": "year", "value": None, "quotes": 1},
        {"facet": "outlet", "value": None, "quotes": 1},
        {"facet": "speaker", "value": None, "quotes": 1},
    ]
    assert run("find", "water", "--facets", "speaker", "--format", "csv", "--limit", "1").stdout == (
        "facet,value,quotes\nspeaker,Ann Lee,1\n"
    )


def test_facets_without_a_match_suggest_other_words(here):
    result = run("find", "patiense", "--facets", "speaker")

    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr == "No quotes found.\nDid you mean: patience\n"


@pytest.mark.parametrize("names", ["", "nose", "speaker,nose"])
def test_an_unknown_facet_is_an_error(here, names):
    result = run("find", "water", "--facets", names)

    assert result.exit_code == 2
    assert "is not one of speaker, outlet, year, month, kind" in result.stderr


def test_pages_of_hits_say_how_to_see_more(here):
    first, second = (
        run("find", "water", "--limit", "1"),
        run("find", "water", "--limit", "1", "--offset", "1"),
    )

    assert first.stderr == "1 to 1 of 2 quotes\nSee more with: --offset 1\n"
    assert second.stderr == "2 to 2 of 2 quotes\n"
    assert first.stdout != second.stdout
    assert run("find", "water", "--offset", "5").stderr == "There are only 2 quotes.\n"


def test_a_limit_of_0_only_counts(here):
    result = run("find", "water", "--limit", "0")

    assert (result.stdout, result.stderr, result.exit_code) == ("", "2 quotes\n", 0)
    assert run("find", "zeppelin", "--limit", "0").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--limit", "-1"], "Invalid value for '--limit': -1 is less than 0."),
        (["--offset", "-x"], "Invalid value for '--offset': '-x' is not a valid whole number."),
        (["--min-confidence", "half"], "Invalid value for '--min-confidence': 'half' is not a valid number."),
        (["--min-confidence", "nan"], "Invalid value for '--min-confidence': 'nan' is not a valid number."),
        (["--speaker", ""], "--speaker is empty; give it a name or leave it out"),
        (["--outlet", " "], "--outlet is empty; give it a name or leave it out"),
        (
            ["--before", "2024-02-31"],
            "--before '2024-02-31' is not a date; write 2024-10-31, 2024-10 or 2024",
        ),
    ],
)
def test_an_invalid_value_is_an_error_that_names_it(here, arguments, complaint):
    result = run("find", "water", *arguments)

    assert result.stdout == ""
    assert result.stderr.endswith(f"Error: {complaint}\n")
    assert result.exit_code == 2


def test_a_value_may_begin_with_a_hyphen(here):
    """After an option it is the option's value, and not a word to exclude."""
    assert found("--speaker", "-lee")[0]["speaker"]["name"] == "Ann Lee"


def test_without_an_index_the_commands_say_how_to_make_one():
    result = run("find", "water")

    assert result.stderr == (
        f"Error: There is no index in {Path('index').absolute()} yet.\n"
        "Build one with: quotesearch rebuild FOLDER --index index/\n"
    )
    assert result.exit_code == 2


def test_an_empty_id_is_an_error(here):
    result = run("show", "")

    assert result.stderr == "Error: the ID is empty; find prints one after the place of each quote.\n"
    assert result.exit_code == 2


def test_excluded_undated_articles_are_counted_on_standard_error(here):
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


def test_a_misspelled_word_gets_a_suggestion(here):
    assert run("find", "patiense").stderr == "No quotes found.\nDid you mean: patience\n"


def test_a_query_without_words_is_an_error(here):
    result = run("find")

    assert result.stderr == (
        "Error: say what to look for: words, or a filter.\nTry: quotesearch find --help\n"
    )
    assert result.exit_code == 2


def test_an_invalid_date_is_an_error(here):
    result = run("find", "water", "--after", "soon")

    assert result.stderr.startswith("Error: ")
    assert "soon" in result.stderr
    assert result.exit_code == 2


def test_a_speaker_below_the_confidence_asked_for_is_neither_named_nor_filtered_by(here):
    assert {hit["speaker"] and "named" for hit in found("water", "--min-confidence", "1")} == {None}
    assert found("--speaker", "Lee", "--min-confidence", "1") == []


def test_speakers_are_listed_the_most_quoted_first(here):
    result = run("speakers")

    assert result.stdout == ("Ann Lee, Mayor · 2 quotes in 2 articles\nBo Roe · 1 quote in 1 article\n")
    assert (result.stderr, result.exit_code) == ("2 speakers\n", 0)


def test_speakers_as_json(here):
    assert json.loads(run("speakers", "lee", "--format", "json").stdout) == [
        {"name": "Ann Lee", "person": "ann lee", "role": "Mayor", "quotes": 2, "articles": 2, "gender": None}
    ]


def test_a_speaker_who_is_not_quoted(here):
    result = run("speakers", "Zoe")

    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr.startswith("Nobody called Zoe is quoted.\n")


def test_show_takes_the_beginning_of_an_id_and_prints_all_fields(here):
    (hit,) = found("second")
    result = run("show", hit["id"][:8])

    for told in (
        "“We ran out of water on the second day,”",
        "speaker     Ann Lee (person)",
        "role        Mayor",
        "because     “Ann Lee” and the cue “said” come after the quote",
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


def test_show_prints_the_best_guess_below_the_threshold(here):
    (hit,) = found("second")
    result = run("show", hit["id"], "--min-confidence", "1")

    assert "speaker     not named with confidence\nbest guess  Ann Lee\n" in result.stdout


def test_show_and_find_say_that_a_name_is_only_probable(here, monkeypatch):
    (hit,) = found("second")
    monkeypatch.setattr(quotes, "PERSONS", Thresholds(probable=0.1, named=1.0))

    assert "speaker     probably Ann Lee (person)\n" in run("show", hit["id"]).stdout
    assert json.loads(run("show", hit["id"], "--format", "json").stdout)["certainty"] == "probable"
    assert "— probably Ann Lee" in run("find", "second").stdout


def test_an_id_that_is_not_there_is_not_found(here):
    result = run("show", "zzz")

    assert (result.stdout, result.stderr) == ("", "No quote has an id that begins with zzz.\n")
    assert result.exit_code == 1


def test_stats_print_what_the_index_contains(here):
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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), max_size=3))
def test_any_query_ends_in_a_result_or_an_error_message(here, words):
    result = run("find", *words)

    assert result.exit_code in (0, 1, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)
