"""Options of other programs, and what is not shown: find says what to type instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_stories import run, write_stories


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A folder with three articles in `news` and an index of them in `index`."""
    folder = tmp_path_factory.mktemp("built")
    write_stories(folder / "news")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run("rebuild", "news", "--index", "index").exit_code == 0
    return folder


@pytest.fixture
def here(built, monkeypatch) -> None:
    """That folder is the current one."""
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
def test_words_that_are_made_of_such_letters_are_still_left_out(here, word):
    assert "is not an option" not in run("find", "troops", word).stderr


def test_values_of_a_facet_that_are_not_shown_are_counted(here):
    done = run("find", "--facets", "speaker", "--limit", "1")

    assert len(done.stdout.splitlines()) == 1
    assert re.search(r"^1 of \d+ values of speaker\. See all with: --limit all$", done.stderr, re.MULTILINE)
    assert "values of" not in run("find", "--facets", "speaker", "--limit", "all").stderr
