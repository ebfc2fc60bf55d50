"""Completion of a command line: the values offered, and the result in a real shell."""

from __future__ import annotations

import csv
import json
import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_stories import run, write_stories
from click.shell_completion import CompletionItem

from quotesearch.cli import program
from quotesearch.cli.completers import SHELLS, VARIABLE
from quotesearch.cli.program import COMMANDS

ROOT = Path(__file__).parent.parent
BREAKS = " \t\n\"'@><=;|&(:"
"""How bash sets COMP_WORDBREAKS."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with an index of three stories, and a `quotesearch` on the path."""
    place = tmp_path_factory.mktemp("shell")
    write_stories(place / "news")
    (place / "news folder").mkdir()
    assert run("rebuild", str(place / "news"), "--index", str(place / "index")).exit_code == 0
    quotesearch = place / "bin" / "quotesearch"
    quotesearch.parent.mkdir()
    quotesearch.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m quotesearch "$@"\n', encoding="utf-8")
    quotesearch.chmod(0o755)
    return place


@pytest.fixture
def here(place, monkeypatch):
    monkeypatch.chdir(place)
    for name in ("QUOTESEARCH_INDEX", "_QUOTESEARCH_INDEX"):
        monkeypatch.delenv(name, raising=False)
    return place


def offered(*words: str) -> list[CompletionItem]:
    """The completions that click offers for the last word."""
    shell = SHELLS["zsh"](program, {}, "quotesearch", VARIABLE)
    return shell.get_completions(list(words[:-1]), words[-1])


def values(*words: str) -> list[str]:
    return [item.value for item in offered(*words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["ext"], ["extract"]),
        (["find", "--form"], ["--format"]),
        (["find", "--format", "js"], ["json", "jsonl"]),
        (["find", "--format=js"], ["--format=json", "--format=jsonl"]),
        (["find", "--kind", "fr"], ["fragment"]),
        (["find", "--facets", "spe"], ["speaker"]),
        (["find", "--facets", "speaker,out"], ["speaker,outlet"]),
        (["find", "--facets", "speaker,spe"], []),
        (["find", "--speaker", "Ann"], ["Ann Lee"]),
        (["find", "--speaker", "ann l"], ["Ann Lee"]),
        (["find", "--speaker", "=Bo"], ["=Bo Roe"]),
        (["find", "--speaker", "Ro"], ["Bo Roe"]),
        (["find", "--speaker", "=Ro"], ["=Bo Roe"]),
        (["find", "--speaker", "oe"], []),
        (["find", "--speaker=Bo"], ["--speaker=Bo Roe"]),
        (["find", "--speaker", "Zz"], []),
        (["find", "--outlet", "the"], ["The Post"]),
        (["speakers", "Bo"], ["Bo Roe"]),
        (["correct", "3f9c", "--speaker", "An"], ["Ann Lee"]),
        (["merge", "Bo Roe", "An"], ["Ann Lee"]),
        (["export", "quotes.db", "--outlet", "Da"], ["Daily Example"]),
        (["completion", "f"], ["fish"]),
        (["sea"], ["search"]),
        (["in"], ["index"]),
        (["s"], ["speakers", "show", "stats", "search"]),
        (["search", "--speaker", "Bo"], ["Bo Roe"]),
        (["find", "--columns", "te"], ["text"]),
        (["find", "--columns", "text,spe"], ["text,speaker"]),
        (["find", "--columns", "text,te"], []),
        (["find", "--columns=text,sc"], ["--columns=text,score"]),
        (["extract", "--columns", "sc"], []),
        (["find", "--facets", "kind", "--columns", "v"], ["value"]),
        (["find", "--facets", "outlet,year", "--columns", "outlet,2"], ["outlet,2024"]),
        (["find", "--facets", "outlet,year", "--no-cross", "--columns", ""], ["facet", "value", "quotes"]),
        (["clean", "--columns", "l"], []),
        (["clean", "--explain", "--columns", "l"], ["label"]),
    ],
)  # fmt: skip
def test_each_word_is_completed_with_values_of_its_parameter(here, words, found):
    assert values(*words) == found


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (["add", "ne"], "file"),
        (["rebuild", ""], "file"),
        (["extract", "a.txt", "ne"], "file"),
        (["clean", "ne"], "file"),
        (["export", "quo"], "file"),
        (["correct", "3f", "--corrections", "co"], "file"),
        (["find", "--index", "in"], "dir"),
    ],
)
def test_paths_are_left_to_the_shell(here, words, kind):
    assert [item.type for item in offered(*words)] == [kind]


def test_every_argument_that_names_a_path_is_completed():
    """No command is forgotten: each that reads files completes them."""
    for name in ("add", "rebuild", "extract", "clean", "forget"):
        assert [item.type for item in offered(name, "x")] == ["file"], name


def test_names_that_begin_with_the_letters_come_before_names_with_such_a_word(tmp_path, monkeypatch):
    """Also a name in two parts, and letters of any case."""
    speakers = ["Lloyd Austin", "Austin Roe", "Audrey Lee", "Kim Aung-Austin", "Ann Faust"]
    said = "\n\n".join(
        f"“We ran out of water on day {name[:3]},” {name} said on Monday." for name in speakers
    )
    (tmp_path / "a.txt").write_text(f"{said}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTESEARCH_INDEX", raising=False)
    assert run("rebuild", "a.txt").exit_code == 0

    found = values("find", "--speaker", "au")

    assert set(found[:2]) == {"Austin Roe", "Audrey Lee"}
    assert set(found[2:]) == {"Lloyd Austin", "Kim Aung-Austin"}
    assert values("find", "--speaker", "Aung-A") == ["Kim Aung-Austin"]


@pytest.mark.parametrize(
    "words",
    [
        ["find", "water"],
        ["find", "--facets", "kind"],
        ["find", "--facets", "outlet,year"],
        ["find", "--facets", "outlet,year", "--no-cross"],
        ["search", "water"],
        ["speakers"],
        ["stats"],
        ["verify"],
        ["corrections"],
        ["extract", "news/a.txt"],
        ["clean", "news/a.txt"],
        ["clean", "--explain", "news/a.txt"],
        ["add"],
        ["completion", "zsh"],
    ],
)
def test_the_columns_offered_are_those_that_are_printed(here, words):
    header = next(csv.reader([run(*words, "--format", "csv").stdout.splitlines()[0]]))

    assert values(*words, "--columns", "") == header


def test_every_command_with_a_table_completes_its_columns():
    for name in COMMANDS:
        assert len(values(name, "--columns", "")) > 1, name


def test_forget_completes_the_remembered_paths_first(place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("QUOTESEARCH_INDEX", raising=False)
    shutil.copytree(place / "news", tmp_path / "my news")
    (tmp_path / "my other news").mkdir()
    assert run("rebuild", "my news", str(place / "news")).exit_code == 0

    assert values("forget", "my") == ["my news"]
    assert sorted(values("forget", "")) == sorted(["my news", str(place / "news")])
    assert values("forget", f"{place}/") == [str(place / "news")]
    assert values("forget", "~/my") == [str(tmp_path / "my news")]
    assert [item.type for item in offered("forget", "x")] == ["file"]
    assert [item.type for item in offered("add", "my")] == ["file"]


def test_names_come_from_the_index_that_is_named(here, tmp_path, monkeypatch):
    index = str(here / "index")
    monkeypatch.chdir(tmp_path)

    assert values("find", "--speaker", "Ann") == []
    assert values("find", "--index", index, "--speaker", "Ann") == ["Ann Lee"]
    assert values("--index", index, "find", "--speaker", "Ann") == ["Ann Lee"]
    monkeypatch.setenv("QUOTESEARCH_INDEX", index)
    assert values("find", "--speaker", "Ann") == ["Ann Lee"]
    monkeypatch.delenv("QUOTESEARCH_INDEX")
    monkeypatch.setenv("_QUOTESEARCH_INDEX", index)
    assert values("find", "--speaker", "Ann") == ["Ann Lee"]
    assert values("find", "--index", "nosuch", "--speaker", "Ann") == []


def test_a_damaged_index_offers_nothing_and_prints_nothing(here, tmp_path, capsys):
    shutil.copytree(here / "index", tmp_path / "index")
    (tmp_path / "index" / "current.json").write_text("{")

    assert values("find", "--index", str(tmp_path / "index"), "--speaker", "A") == []
    assert capsys.readouterr() == ("", "")


def test_completing_checks_values_as_before(here):
    """A parameter accepts and refuses the same values after it has completed one."""
    values("extract", "x")

    assert run("extract", "").exit_code == 2
    assert run("extract", "news/a.txt").exit_code == 0


def script(shell: str, *arguments: str) -> str:
    return run("completion", shell, *arguments).stdout


def shell_environment(place: Path) -> dict[str, str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("QUOTESEARCH_", "_QUOTE"))}
    return env | {
        "PATH": f"{place / 'bin'}{os.pathsep}{env['PATH']}",
        "PYTHONPATH": str(ROOT),
        "TERM": "dumb",
    }


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("line", "replies"),
    [
        ("quotesearch find --speaker An", ["Ann\\ Lee"]),
        ("quotesearch find --speaker 'An", ["Ann Lee"]),
        ("quotesearch find --format=js", ["json", "jsonl"]),
        ("quotesearch ver", ["verify"]),
        ("quotesearch extract ne", []),
    ],
)
def test_bash_asks_the_program(here, line, replies):
    """With the variables that every version of bash sets."""
    (here / "completion.bash").write_text(script("bash"), encoding="utf-8")
    ask = f". ./completion.bash; COMP_LINE=$1 COMP_POINT=${{#1}}; _quotesearch_completion {here}/bin/quotesearch; "
    done = subprocess.run(
        ["bash", "-c", ask + 'printf "%s\\n" "${COMPREPLY[@]}"', "bash", line],
        cwd=here,
        env=shell_environment(here),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert done.stdout.splitlines() == (replies or [""])


def typed_into(command: list[str], keys: str, place: Path, until: str) -> str:
    """The output of a shell on a terminal for these keys, until a text appears or some seconds have passed."""
    terminal, its_end = pty.openpty()
    env = shell_environment(place) | {"COLUMNS": "200"}
    shell = subprocess.Popen(
        command, cwd=place, env=env, stdin=its_end, stdout=its_end, stderr=its_end, start_new_session=True
    )
    os.close(its_end)
    os.write(terminal, keys.encode())
    shown, ends = b"", time.monotonic() + 20
    while until.encode() not in shown and time.monotonic() < ends:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                shown += os.read(terminal, 4096)
            except OSError:  # on Linux the end of the shell raises this error
                break
    os.close(terminal)
    shell.kill()
    shell.wait()
    return shown.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("typed", "offered", "given"),
    [
        ("au", ["Audrey Lee", "Adam Austin", "Alice Auster"], ["Audrey Lee", "Austin", "Auster"]),
        ("Fi", ["Bo Fischer", "Cy Fisher"], ["Bo Fischer", "Cy Fisher"]),
        ("Au", ["Adam Austin"], ["Adam Austin"]),
        ("=Au", ["=Adam Austin", "=Bo Auster"], ["=Adam Austin", "=Bo Auster"]),
    ],
)
def test_bash_is_never_given_values_that_shorten_what_is_typed(typed, offered, given):
    """bash replaces the word by the common prefix of the values: it must be empty, or begin with the typed letters."""
    shell = SHELLS["bash"](program, {}, "quotesearch", VARIABLE)

    assert [item.value for item in shell.insertable([*map(CompletionItem, offered)], typed)] == given


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("keys", "becomes"),
    [
        ("find --speaker An\t", "<find><--speaker><Ann Lee>"),
        ('find --speaker "An\t', "<find><--speaker><Ann Lee>"),
        ("find --outlet 'The\t", "<find><--outlet><The Post>"),
        ("find --speaker=An\t", "<find><--speaker=Ann Lee>"),
        ("extract news\\ f\t", "<extract><news folder/>"),
        ('rebuild "news f\t', "<rebuild><news folder/>"),
        ("find --index ind\t", "<find><--index><index/>"),
    ],
)
def test_the_tab_key_writes_words_that_bash_parses_right(here, keys, becomes):
    """The completed line is run, with a function in place of the program that prints its arguments."""
    (here / "completion.bash").write_text(script("bash"), encoding="utf-8")
    rc = here / "bashrc"
    rc.write_text(
        ". ./completion.bash\nbind 'set bell-style none'\nshow() { printf '<%s>' \"$@\"; echo; }\n"
        "complete -o default -F _asked show\n"
        "_asked() { COMP_LINE=${COMP_LINE/#show/quotesearch}; "
        "COMP_POINT=${#COMP_LINE}; _quotesearch_completion quotesearch; }\n",
        encoding="utf-8",
    )
    command = ["bash", "--noprofile", "--rcfile", "./bashrc", "-i"]
    shown = typed_into(command, f"show {keys}\nexit\n", here, until=becomes)

    assert becomes in shown


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_can_be_printed_for_each_shell(shell):
    done = run("completion", shell)

    assert done.exit_code == 0
    assert f"_QUOTESEARCH_COMPLETE={shell}_complete" in done.stdout
    assert "@SETTINGS@" not in done.stdout


def test_a_script_remembers_the_index_that_it_was_made_for(tmp_path):
    assert f"_QUOTESEARCH_INDEX='{tmp_path}/my index'" in script("bash", "--index", f"{tmp_path}/my index")
    assert "_QUOTESEARCH_INDEX" not in script("bash")


def test_programs_can_read_the_script():
    assert json.loads(script("zsh", "--format", "json"))["shell"] == "zsh"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_that_is_installed_takes_its_script(shell, tmp_path):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "script").write_text(script(shell), encoding="utf-8")
    done = subprocess.run(
        [shell, "-n", str(tmp_path / "script")], capture_output=True, encoding="utf-8", check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_program_prints_completions_and_nothing_else(here, shell):
    words = ["quotesearch", "find", "--speaker", "An"]
    asked = {VARIABLE: f"{shell}_complete", "COMP_WORDS": "\n".join(words), "COMP_LINE": " ".join(words)}
    done = subprocess.run(
        [sys.executable, "-m", "quotesearch"],
        cwd=here,
        env=shell_environment(here) | asked,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.stdout.strip() == ("plain,Ann\\ Lee" if shell == "bash" else "plain,Ann Lee")
    assert done.stderr == ""


def test_help_mentions_completion():
    assert "quotesearch completion --help" in " ".join(run("--help").stdout.split())
