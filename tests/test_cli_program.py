"""The program as a whole: help, versions, exit codes, and what a real shell sees."""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from quotesearch import __version__
from quotesearch.cli import program
from quotesearch.cli.exits import EXIT_ERROR, EXIT_NOTHING
from quotesearch.cli.program import COMMANDS, INTERRUPTED
from quotesearch.cli.reporting import talk
from quotesearch.errors import QuotesearchError
from quotesearch.exporting import (
    ARTICLE_COLUMNS,
    BLOCK_COLUMNS,
    HIT_COLUMNS,
    QUOTE_COLUMNS,
    REPORT_COLUMNS,
    SPEAKER_COLUMNS,
    STATS_COLUMNS,
)

ROOT = Path(__file__).parent.parent
STORY = "“We ran out of ‘water’ on the second day,” Mayor Ann Lee said on Monday.\n"


def run(*arguments: str) -> Result:
    """What a command prints and how it ends."""
    return CliRunner().invoke(program, list(arguments))


def shell(folder: Path, *arguments: str, code: str = "", **options) -> subprocess.CompletedProcess[bytes]:
    """The same in a process of its own."""
    start = ["-c", code] if code else ["-m", "quotesearch"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **options.pop("env", {})}
    environment.pop("QUOTESEARCH_INDEX", None)
    return subprocess.run(
        [sys.executable, *start, *arguments],
        cwd=folder, env=environment, capture_output=True, check=False, timeout=60, **options,
    )  # fmt: skip


@pytest.fixture
def news(tmp_path) -> Path:
    """A folder with an article."""
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def test_help_lists_every_command_without_loading_it():
    result = run("--help")

    for name, words in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(words)}$", result.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_by_example(name):
    """And each example is one that the command would take."""
    result = run(name, "--help")
    examples = re.findall(rf"^    (?:.*\| )?quotesearch {name}\b(.*)$", result.stdout, re.MULTILINE)

    assert result.exit_code == 0
    assert examples
    assert "-q, --quiet" in result.stdout
    assert "--format" in result.stdout
    assert "--index DIR" in result.stdout
    for example in examples:
        words = shlex.split(example.partition(" > ")[0])
        command = import_module(f"quotesearch.cli.{name}").command
        command.make_context(name, words)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_called_what_its_file_is_called(name):
    command = import_module(f"quotesearch.cli.{name}").command

    assert isinstance(command, click.Command)
    assert command.name == name


def test_the_version():
    assert run("--version").stdout == f"quotesearch {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [["add", ""], ["fnd"], ["find", "--no-such-option"], ["find", "x", "--format", "xml"], ["extract"],
     ["find", "x", "--min-confidence", "2"], ["find", "x", "--limit", "-1"]],
)  # fmt: skip
def test_a_command_that_cannot_be_understood_is_an_error(arguments):
    result = run(*arguments)

    assert result.stdout == ""
    assert "Error: " in result.stderr
    assert result.exit_code == 2


def test_a_command_that_does_not_exist_is_answered_with_those_that_do():
    """Somebody may type a word to find where a command is wanted."""
    assert run("prevail").stderr.endswith(
        f"\nError: there is no command 'prevail'. The commands are {', '.join(COMMANDS)}.\n"
    )


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_fits_a_terminal_of_80_columns(name, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    shown = run(*filter(None, [name]), "--help").stdout

    assert [line for line in shown.splitlines() if len(line) > 80] == []


def fails(error: BaseException) -> click.Command:
    """A command that raises an error."""

    @click.command("clean")
    def command() -> None:
        raise error

    return command


def fail(monkeypatch, error: BaseException) -> Result:
    """How the program ends if a command raises an error."""
    monkeypatch.setattr("quotesearch.cli.clean.command", fails(error))
    return run("clean")


def test_errors_are_told_in_words(monkeypatch):
    result = fail(monkeypatch, QuotesearchError("the roof is gone.\nMend it with: hammer"))

    assert (result.stdout, result.stderr) == ("", "Error: the roof is gone.\nMend it with: hammer\n")
    assert result.exit_code == 2


def test_a_full_disk_is_told_in_words(monkeypatch):
    result = fail(monkeypatch, OSError(errno.ENOSPC, "No space left on device"))

    assert result.stderr == "Error: the disk is full. Make room, then run the same command again.\n"
    assert result.exit_code == 2


def test_an_interruption_is_no_traceback(monkeypatch):
    result = fail(monkeypatch, KeyboardInterrupt())

    assert (result.stderr, result.exit_code) == ("Interrupted.\n", 130)


def test_in_a_shell_results_and_all_else_go_different_ways(news):
    (news / "b.pdf").write_bytes(b"%PDF")
    done = shell(news, "extract", ".")

    assert "Ann Lee" in done.stdout.decode()
    assert done.stderr.decode().splitlines() == ["1 file of a kind that is not read: 1 .pdf"]
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout + done.stderr


def test_in_a_shell_errors_are_no_tracebacks(news):
    done = shell(news, "extract", "gone.txt")

    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == ["Error: there is no file or folder gone.txt"]
    assert done.returncode == 2


def test_a_terminal_without_the_letters_gets_escapes_and_no_traceback(news):
    plain = {"PYTHONIOENCODING": "latin-1:strict", "PYTHONUTF8": "0"}

    assert rb"\u201cWe ran" in shell(news, "extract", "a.txt", env=plain).stdout
    (quote,) = json.loads(shell(news, "extract", "a.txt", "--format", "json", env=plain).stdout)
    assert quote["text"] == "We ran out of ‘water’ on the second day,"


@pytest.mark.skipif(os.name == "nt", reason="pipes break differently there")
def test_a_reader_that_stops_reading_is_no_error_to_shout_about(news):
    for number in range(300):
        (news / f"{number}.txt").write_text(STORY * 20, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "quotesearch", "extract", ".", "--jobs", "1"],
        cwd=news, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


FORBIDDEN = (
    "bs4", "charset_normalizer", "htmldate", "lxml", "trafilatura", "multiprocessing", "concurrent.futures",
    "quotesearch.cleaning", "quotesearch.extraction", "quotesearch.pipeline",
)  # fmt: skip
"""What `find` has no use for, and what takes long to load."""


def test_find_loads_nothing_that_it_does_not_need(news):
    """People wait for it, and it needs neither the cleaner nor the extractor."""
    assert shell(news, "rebuild", ".").returncode == 0
    code = (
        "import sys\n"
        "from quotesearch.cli import program\n"
        "program(['find', 'water'], standalone_mode=False)\n"
        f"print([name for name in {FORBIDDEN!r} if name in sys.modules], file=sys.stderr)\n"
    )
    done = shell(news, code=code)

    assert "Ann Lee" in done.stdout.decode()
    assert done.stderr.decode().splitlines()[-1] == "[]"


def test_the_documentation_names_every_column_and_every_way_to_end():
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    rows = {row.split("|")[1].strip(): row for row in text.splitlines() if row.startswith("| ")}
    for title, columns in (
        ("`extract`", QUOTE_COLUMNS),
        ("`find`", HIT_COLUMNS[len(QUOTE_COLUMNS) :]),
        ("`speakers`", SPEAKER_COLUMNS),
        ("`clean`", ARTICLE_COLUMNS),
        ("`clean --explain`", BLOCK_COLUMNS),
        ("`stats`", STATS_COLUMNS),
        ("`add`, `rebuild`, `forget`", REPORT_COLUMNS),
    ):
        assert " ".join(f"`{column}`" for column in columns) in rows[title]
    for code in 0, EXIT_NOTHING, EXIT_ERROR, INTERRUPTED:
        assert str(code) in rows


def test_another_writer_is_said_to_be_waited_for(capsys):
    with talk(quiet=False) as talking:
        talking.wait("somebody else is writing")

    assert capsys.readouterr().err == "somebody else is writing\n"


def test_options_that_all_commands_have_may_stand_before_the_command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTESEARCH_INDEX", raising=False)
    Path("a.txt").write_text("“We ran out of water,” Ann Lee said.\n", encoding="utf-8")
    assert run("--index", "mine", "rebuild", "a.txt").exit_code == 0
    assert run("-q", "--index=mine", "--format", "json", "stats").stdout.startswith("{")
    assert run("stats").exit_code == 2


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (["--index", "mine"], "--index comes after a command: quotesearch find --index mine …"),
        (["--index", "mine", "prevail"], "--index comes after a command: quotesearch find --index mine …"),
        (
            ["--speaker", "Lee"],
            "--speaker comes after the command that it is for: quotesearch find --speaker …",
        ),
    ],
)
def test_an_option_without_its_command_is_told_where_it_stands(typed, complaint):
    result = run(*typed)

    assert result.stderr.endswith(f"Error: {complaint}\n")
    assert result.exit_code == 2


def test_a_misspelt_command_is_answered_with_the_one_that_is_meant():
    assert "Did you mean search?" in run("serch", "water").stderr


def test_help_shows_defaults_and_no_formulas():
    for name in COMMANDS:
        shown = " ".join(run(name, "--help").stdout.split())
        assert not re.search(r"\[[^\]]*[<>]=?[^\]]*\]", shown), name
        assert "--timeout" not in shown or "[default: 60]" in shown


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (["extract", "--timeout", "-1", "x"], "-1 is not between 0 and 1,000,000."),
        (["extract", "--timeout", "soon", "x"], "'soon' is not a valid number."),
        (["extract", "--jobs", "0", "x"], "0 is less than 1."),
        (["extract", "--jobs", "1.5", "x"], "'1.5' is not a valid whole number."),
        (["find", "water", "--min-confidence", "2"], "2 is not between 0 and 1."),
        (["find", "water", "--min-confidence", "nan"], "'nan' is not a valid number."),
    ],
)
def test_a_number_out_of_its_range_is_an_error_that_names_the_range(typed, complaint):
    done = run(*typed)

    assert done.exit_code == 2
    assert done.stderr.rstrip().endswith(complaint)


def test_choices_that_click_lists_are_on_one_line():
    """A name must not make a line of its own, nor are line breaks shown as lost characters."""
    assert run("completion").stderr.splitlines()[-1].endswith("Choose from: bash, zsh, fish")


@pytest.mark.parametrize(
    "command", [["find", "water"], ["rebuild"], ["stats"]], ids=lambda command: command[0]
)
def test_an_empty_name_of_an_index_is_an_error_and_not_the_current_folder(command):
    done = run(*command, "--index", "")

    assert done.exit_code == 2
    assert "it is empty; give it a name or leave it out." in done.stderr
