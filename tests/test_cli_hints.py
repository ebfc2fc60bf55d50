"""The hints of `find` when it finds little or nothing, and its answers to options of other tools."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from cli_stories import begin_in, found, index_stories, run


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A folder with three articles in `news` and an index of them in `index`."""
    return index_stories(tmp_path_factory.mktemp("built"))


@pytest.fixture(autouse=True)
def here(built, monkeypatch) -> Path:
    """The current folder is the built one, with no settings from the environment."""
    return begin_in(built, monkeypatch)


def advised(stderr: str) -> list[str]:
    """The commands in a message."""
    return re.findall(r"(quotesearch .*)$", stderr, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Lee"], "2 quotes are by Ann Lee: quotesearch find --speaker Lee"),
        (["roe"], "1 quote is by Bo Roe: quotesearch find --speaker roe"),
        (["Ann Lee"], '2 quotes are by Ann Lee: quotesearch find --speaker "Ann Lee"'),
        (["Lee", "winter"], "1 quote by Ann Lee has “winter”: quotesearch find winter --speaker Lee"),
        (["--speaker", "Zoe"], "Nobody called Zoe is quoted."),
        (["--outlet", "NOSUCH"], "No outlet is called NOSUCH. See: quotesearch find --facets outlet"),
        (["--outlet", "The Pst"], '1 quote is from The Post: quotesearch find --outlet "The Post"'),
        (["water", "zeppelin"], "No quote has “zeppelin”; 2 quotes have the rest: quotesearch find water"),
        (["patience", "winter"], "1 quote without “winter”: quotesearch find patience"),
        (['"water of out"'], "2 quotes have these words, but not in a row: quotesearch find water of out"),
        (["water", "--after", "2025"], "2 quotes without --after 2025-01-01: quotesearch find water"),
        (["Daily Example"], '1 quote is from Daily Example: quotesearch find --outlet "Daily Example"'),
        (["post", "water"], "1 quote from The Post has “water”: quotesearch find water --outlet post"),
        (
            ["zeppelin", "--speaker", "Ann Lee"],
            'No quote has “zeppelin”; 2 quotes are by Ann Lee: quotesearch find --speaker "Ann Lee"',
        ),
        (["winter", "--kind", "headline"], "1 quote without --kind headline: quotesearch find winter"),
    ],
)
def test_a_search_that_finds_nothing_says_what_finds_more(arguments, said):
    result = run("find", *arguments)

    assert result.stdout == ""
    assert result.stderr.startswith("No quotes found.\n")
    assert said in result.stderr.splitlines()
    assert result.exit_code == 1
    for command in advised(said):
        assert run(*shlex.split(command)[1:]).exit_code == 0


@pytest.mark.parametrize("arguments", [["zeppelin"], ["Zoe", "Abt"], ["water", "-q"]])
def test_there_is_no_advice_if_none_would_help(arguments):
    assert advised(run("find", *arguments).stderr) == []


def test_advice_names_the_given_index(tmp_path, monkeypatch, here):
    monkeypatch.chdir(tmp_path)
    index = str(here / "index")

    [command] = advised(run("find", "Lee", "--index", index).stderr)

    assert command == f"quotesearch find --index {index} --speaker Lee"
    assert run(*shlex.split(command)[1:]).exit_code == 0


def test_advice_quotes_characters_that_a_shell_would_change():
    [command] = advised(run("find", "wat*", "$HOME", "--speaker", "Roe").stderr)

    assert command == 'quotesearch find "wat*" --speaker Roe'


def test_a_sentence_with_a_wrong_word_gets_the_nearest_quotes():
    sentence = "The kids will not sit in the rain for another winter"
    result = run("find", sentence)
    [near] = found("children")

    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr.splitlines()[-3:] == [
        "Nearest:",
        "  “The children will not sit in the rain for another winter,” — Ann Lee",
        f"    quotesearch show {near['id'][:12]}",
    ]
    assert json.loads(run("find", sentence, "--format", "json").stdout) == []
    assert run("find", f'"{sentence}"').stderr.splitlines()[-3:] == result.stderr.splitlines()[-3:]


@pytest.mark.parametrize(
    "pasted",
    [
        '"The kids will not sit in the rain for another winter," Ann Lee said on a rainy Tuesday in March.',
        "“The kids will not sit in the rain,” said Ann Lee at the end of the day, “for another winter.”",
        "‘The kids will not sit in the rain for another winter,’ Ann Lee said on a rainy Tuesday in March.",
    ],
)
def test_a_sentence_pasted_with_its_source_gets_the_nearest_quotes(pasted):
    result = run("find", pasted)

    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr.splitlines()[-3:-1] == [
        "Nearest:",
        "  “The children will not sit in the rain for another winter,” — Ann Lee",
    ]


def test_a_search_in_an_index_without_quotes_says_how_to_add_articles(tmp_path):
    (tmp_path / "silent.txt").write_text("The road between the two villages has been closed since Sunday.\n")
    index = str(tmp_path / "index")
    assert run("rebuild", str(tmp_path / "silent.txt"), "--index", index).exit_code == 0

    for asked in ["water", "--speaker", "Zoe"], ["water"], ["--facets", "kind"], ["water", "--limit", "0"]:
        result = run("find", *asked, "--index", index)

        assert result.stderr.splitlines() == [
            "No quotes found.",
            f"The index has no quotes. Add articles: quotesearch add --index {index} FOLDER",
        ]
        assert result.exit_code == 1


def test_on_a_terminal_an_advised_command_is_never_broken(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("quotesearch.cli.hints.is_terminal", lambda: True)
    monkeypatch.setattr("quotesearch.cli.notes.is_terminal", lambda: True)
    typed = ["find", "The kids will not sit in the rain for another winter", "--speaker", "Ann Lee"]
    said = run(*typed).stderr.splitlines()

    commands = [line.strip() for line in said if "quotesearch " in line]
    assert [command.split()[1] for command in commands] == ["find", "show"]
    assert all(run(*shlex.split(command)[1:]).exit_code == 0 for command in commands)
    assert max(len(line) for line in said if "quotesearch" not in line) <= 40


def test_advice_to_find_less_is_printed_only_with_results():
    hint = "To find these words in a row only"

    assert hint in run("find", "the water").stderr
    assert hint not in run("find", "water zeppelin").stderr


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (["kind:bogus"], "“kind:bogus” is not understood: give one of full, fragment, headline."),
        (
            ["after:yesterday"],
            "“after:yesterday” is not understood: write a date as 2024-10-31, 2024-10 or 2024.",
        ),
        (["*"], "“*” needs letters before it, as in nego*."),
        (["~"], "“~” needs letters before it, as in nego~."),
        (["???"], "There is no word in “???”."),
        (['"'], "A quotation mark has no word after it."),
        (["-speaker:Lee"], "“-speaker:Lee” is not understood: a field can be asked for, not excluded."),
        (["*", "--facets", "kind"], "“*” needs letters before it, as in nego*."),
    ],
)
def test_a_query_without_a_word_or_filter_is_an_error_in_a_line(typed, complaint):
    result = run("find", *typed)

    assert (result.stdout, result.stderr) == ("", f"Error: {complaint}\n")
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (["water", "-n", "3"], "-n is not an option of find. Did you mean --limit 3?"),
        (["water", "-n3"], "-n is not an option of find. Did you mean --limit 3?"),
        (["-n", "water"], "-n is not an option of find. Did you mean --limit N?"),
        (["-i", "water"], "-i is not an option of find. Capitals make no difference."),
        (["-w", "water"], "-w is not an option of find. Only whole words match."),
        (["-A", "2", "water"], "-A is not an option of find. show ID prints what comes before and after"),
        (["-z", "water"], "-z is not an option of find. To leave out the word “z”: -- -z"),
    ],
)
def test_an_option_of_another_tool_is_an_error_that_names_ours(typed, complaint):
    result = run("find", *typed)

    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {complaint}")
    assert result.stderr.count("\n") == 1
    assert result.exit_code == 2


@pytest.mark.parametrize(
    "typed",
    [["water", "-patience"], ["--", "water", "-n"], ["water", "-3"], ["water", "-né"], ["-7th", "water"]],
)
def test_words_to_exclude_are_not_taken_for_options(typed):
    assert run("find", *typed).exit_code == 0


def test_search_and_index_are_find_and_rebuild(tmp_path):
    assert run("search", "water").stdout == run("find", "water").stdout
    assert "search  The same as find." in run("--help").stdout
    assert run("index", "news", "--index", str(tmp_path / "other")).exit_code == 0
    assert run("--index", str(tmp_path / "other"), "search", "water").exit_code == 0
