"""Options of other programs and values that are not shown: `find` says what to type instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_stories import index_stories, run


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A folder with three articles in `news` and an index of them in `index`."""
    return index_stories(tmp_path_factory.mktemp("built"))


@pytest.fixture
def here(built, monkeypatch) -> None:
    """The built folder is the current one."""
    monkeypatch.chdir(built)


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ("-in", "-in is not an option of find. Capitals make no difference."),
        ("-rn", "-rn is not an option of find. The whole index is searched."),
        ("-rni", "-rni is not an option of find."),
        ("--ignore-case", "--ignore-case is not an option of find. Capitals make no difference."),
        ("--json", "Did you mean --format json?"),
        ("--max-count=3", "--max-count is not an option of find. Did you mean --limit N?"),
        ("--since", "Did you mean --after DATE?"),
    ],
)
def test_options_of_other_programs_are_recognised_together_and_in_full(here, slip, said):
    done = run("find", slip, "troops")

    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize("word", ["-win", "-now", "-how", "-Ukraine", "-Roe"])
def test_words_of_such_letters_can_still_be_excluded(here, word):
    assert "is not an option" not in run("find", "troops", word).stderr


def test_values_of_a_facet_that_are_not_shown_are_counted(here):
    done = run("find", "--facets", "speaker", "--limit", "1")

    assert len(done.stdout.splitlines()) == 1
    assert re.search(r"^1 of \d+ values of speaker\. See all with: --limit all$", done.stderr, re.MULTILINE)
    assert "values of" not in run("find", "--facets", "speaker", "--limit", "all").stderr


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["-n", "3"], "-n is not an option of export. To leave out the word “n”: -- -n"),
        (["-i"], "-i is not an option of export. Capitals make no difference."),
        (["--csv"], "--csv is not an option of export. Did you mean --format csv?"),
        (["--max", "3"], "--max is not an option of export."),
    ],
)
def test_advice_names_the_command_that_was_typed_and_only_options_that_it_has(here, typed, said):
    done = run("export", "quotes.db", "water", *typed)

    assert done.exit_code == 2
    assert said in done.stderr
    assert "--limit" not in done.stderr


@pytest.mark.parametrize(
    ("typed", "late"),
    [
        (["water", "--", "-patience", "--limit", "3"], ["--limit"]),
        (["--", "water", "--limit=3", "--exact", "-q"], ["--limit", "--exact", "-q"]),
        (["water", "--", "-patience", "--nosuch", "limit"], []),
        (["--outlet", "--", "water"], []),
        (["water", "-patience", "--limit", "3"], []),
    ],
)
def test_options_after_two_hyphens_are_said_to_be_taken_for_words(here, typed, late):
    """The note does not change the search."""
    done = run("find", *typed)
    notes = [f"{option} comes after --, so it is taken for a word: options go before --" for option in late]

    assert [line for line in done.stderr.splitlines() if "options go before" in line] == notes
    assert done.exit_code in (0, 1)
    assert "go before" not in run("find", "-q", *typed).stderr


@pytest.mark.parametrize(
    "typed", [["--", "quotes.db", "water"], ["--", "-q.db", "water"], ["-quotes.db", "water"]]
)
def test_the_file_of_an_export_has_the_typed_name(here, tmp_path, monkeypatch, typed):
    monkeypatch.setenv("QUOTESEARCH_INDEX", str(Path("index").absolute()))
    monkeypatch.chdir(tmp_path)

    assert run("export", *typed).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == [name for name in typed if name.endswith(".db")]
