"""The program: help, versions, exit codes, and its behaviour in a real shell."""

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
from quotesearch.cli.exit_codes import EXIT_ERROR, EXIT_NOTHING
from quotesearch.cli.program import COMMANDS, INTERRUPTED
from quotesearch.cli.sync_reports import talk
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
    """The output and exit code of a command."""
    return CliRunner().invoke(program, list(arguments))


def shell(folder: Path, *arguments: str, code: str = "", **options) -> subprocess.CompletedProcess[bytes]:
    """The same in a separate process."""
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
    """The command accepts each of the examples."""
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
def test_a_command_has_the_name_of_its_file(name):
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
    """A user may type a search word in place of a command."""
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
    """The result of the program if a command raises an error."""
    monkeypatch.setattr("quotesearch.cli.clean.command", fails(error))
    return run("clean")


def test_errors_are_printed_as_messages(monkeypatch):
    result = fail(monkeypatch, QuotesearchError("the roof is gone.\nMend it with: hammer"))

    assert (result.stdout, result.stderr) == ("", "Error: the roof is gone.\nMend it with: hammer\n")
    assert result.exit_code == 2


def test_a_full_disk_is_an_error_message(monkeypatch):
    result = fail(monkeypatch, OSError(errno.ENOSPC, "No space left on device"))

    assert result.stderr == "Error: the disk is full. Make room, then run the same command again.\n"
    assert result.exit_code == 2


def test_an_interruption_prints_no_traceback(monkeypatch):
    result = fail(monkeypatch, KeyboardInterrupt())

    assert (result.stderr, result.exit_code) == ("Interrupted.\n", 130)


def test_results_go_to_standard_output_and_all_else_to_standard_error(news):
    (news / "b.pdf").write_bytes(b"%PDF")
    done = shell(news, "extract", ".")

    assert "Ann Lee" in done.stdout.decode()
    assert done.stderr.decode().splitlines() == ["1 file of a kind that is not read: 1 .pdf"]
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout + done.stderr


def test_errors_in_a_shell_print_no_traceback(news):
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
def test_a_pipe_that_is_closed_early_is_not_an_error(news):
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
"""Modules that `find` does not need and that take long to load."""


def test_find_loads_nothing_that_it_does_not_need(news):
    """Users wait for it, and it needs neither cleaning nor extraction."""
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


def test_the_documentation_names_every_column_and_exit_code():
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


def test_a_note_says_that_another_writer_is_waited_for(capsys):
    with talk(quiet=False) as talking:
        talking.wait("somebody else is writing")

    assert capsys.readouterr().err == "somebody else is writing\n"


def test_common_options_may_come_before_the_command(tmp_path, monkeypatch):
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
def test_a_message_says_where_an_option_of_a_command_belongs(typed, complaint):
    result = run(*typed)

    assert result.stderr.endswith(f"Error: {complaint}\n")
    assert result.exit_code == 2


def test_a_misspelled_command_gets_a_suggestion():
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
    """A name must not print a line break, nor are line breaks shown as lost characters."""
    assert run("completion").stderr.splitlines()[-1].endswith("Choose from: bash, zsh, fish")


@pytest.mark.parametrize(
    "command", [["find", "water"], ["rebuild"], ["stats"]], ids=lambda command: command[0]
)
def test_an_empty_name_of_an_index_is_an_error_and_not_the_current_folder(command):
    done = run(*command, "--index", "")

    assert done.exit_code == 2
    assert "it is empty; give it a name or leave it out." in done.stderr
