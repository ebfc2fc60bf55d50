"""Progress bars: on a terminal, and nowhere else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli_stories import write_stories

from quotesearch.cli.progress import Progress

ROOT = Path(__file__).parent.parent
BAR = re.compile(r"\[[#-]+\] [\d,]+ of [\d,]+ articles")

no_terminals = pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    """The clock as a list of one number, which tests increase."""
    now = [1000.0]
    monkeypatch.setattr("time.time", lambda: now[0])
    return now


def at_a_terminal(monkeypatch, columns: int = 80) -> None:
    """Make standard error a terminal. The test calls this, because capsys replaces the stream before each test."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))


def visible(printed: str) -> list[str]:
    """The lines that a terminal shows at the end, after carriage returns and hidden cursors."""
    lines = [""]
    column = 0
    for character in re.sub(r"\x1b\[\?25[lh]", "", printed).replace("\r\n", "\n"):
        if character == "\n":
            lines.append("")
            column = 0
        elif character == "\r":
            column = 0
        else:
            lines[-1] = f"{lines[-1][:column]:{column}}{character}{lines[-1][column + 1 :]}"
            column += 1
    return [line.rstrip() for line in lines]


def test_a_bar_shows_what_is_done_and_the_time_left_and_goes_away(capsys, monkeypatch, clock):
    at_a_terminal(monkeypatch)
    progress = Progress(quiet=False)
    progress(0, 4000)
    shown = visible(capsys.readouterr().err)
    clock[0] += 60
    progress(1000, 4000)
    later = visible(capsys.readouterr().err)

    assert shown == ["[------------------------] 0 of 4,000 articles"]
    assert later == ["[######------------------] 1,000 of 4,000 articles, 03:00 left"]


def test_at_the_end_nothing_is_left_of_a_bar_and_the_cursor_is_back(capsys, monkeypatch):
    at_a_terminal(monkeypatch)
    progress = Progress(quiet=False)
    progress(1200, 4000)
    progress.end()
    progress.end()
    printed = capsys.readouterr().err

    assert visible(printed) == [""]
    assert printed.rindex("\x1b[?25h") > printed.rindex("\x1b[?25l")


@pytest.mark.parametrize("columns", [20, 40, 200])
def test_a_bar_fits_a_narrow_terminal(capsys, monkeypatch, columns):
    at_a_terminal(monkeypatch, columns)
    Progress(quiet=False)(3, 7)
    [line] = visible(capsys.readouterr().err)

    assert BAR.fullmatch(line)
    assert len(line) < max(columns, len("[----] 3 of 7 articles") + 1)


@pytest.mark.parametrize(("terminal", "quiet"), [(False, False), (True, True)])
def test_there_is_no_bar_elsewhere(capsys, monkeypatch, terminal, quiet):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    progress = Progress(quiet)
    progress(1200, 4000)
    progress.end()

    assert capsys.readouterr().err == ""


def on_a_terminal(folder: Path, *arguments: str, stdout: int | None = None) -> str:
    """The output of a command on a pseudo-terminal, or only its standard error."""
    import pty

    controlling, terminal = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "NO_COLOR": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "quotesearch", *arguments], cwd=folder, env=environment,
        stdin=terminal, stdout=terminal if stdout is None else stdout, stderr=terminal,
    ) as process:  # fmt: skip
        os.close(terminal)
        printed = b""
        while True:
            try:
                some = os.read(controlling, 4096)
            except OSError:  # on Linux this means that the other side is closed
                break
            if not some:
                break
            printed += some
        process.wait(timeout=60)
    os.close(controlling)
    return printed.decode()


def in_a_pipe(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "quotesearch", *arguments], cwd=folder, env=environment,
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path) -> Path:
    write_stories(tmp_path / "news")
    return tmp_path


@no_terminals
@pytest.mark.parametrize("command", ["extract", "clean"])
def test_a_bar_does_not_change_other_output_on_the_same_terminal(folder, command):
    printed = on_a_terminal(folder, command, "news")

    assert "3 of 3 articles" in printed
    assert "\n".join(visible(printed)).rstrip("\n") == in_a_pipe(folder, command, "news").stdout.rstrip("\n")


@no_terminals
@pytest.mark.parametrize("command", ["extract", "clean", "rebuild"])
def test_a_bar_shows_while_results_go_to_a_file(folder, command):
    with (folder / "out").open("wb") as out:
        printed = on_a_terminal(folder, command, "news", stdout=out.fileno())

    assert BAR.search(printed)
    assert visible(printed) == [""]


@no_terminals
@pytest.mark.parametrize("command", ["extract", "clean"])
@pytest.mark.parametrize("quietly", [["-q"], []])
def test_there_is_no_bar_in_a_pipe_nor_when_asked_to_be_quiet(folder, command, quietly):
    if quietly:
        printed = on_a_terminal(folder, command, "news", *quietly)
    else:
        reading, writing = os.pipe()
        printed = on_a_terminal(folder, command, "news", stdout=writing)
        os.close(writing)
        os.close(reading)
    done = in_a_pipe(folder, command, "news", *quietly)

    assert not BAR.search(printed + done.stdout + done.stderr)
