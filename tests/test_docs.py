"""The commands in the README are run over the sample articles, and must print what it shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from quotesearch.cli.program import COMMANDS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
ANYTHING = "…"  # as a line of the README: some lines of the output are left out


@dataclass(frozen=True, slots=True)
class Shown:
    """A command in the README, and the output that it shows."""

    line: int
    command: str
    output: tuple[str, ...]


def shown_commands(text: str) -> list[Shown]:
    """The commands in ```console blocks: after `$ `, each with the lines below it up to the next command."""
    shown: list[Shown] = []
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ "):
            shown.append(Shown(number, line[2:], ()))
        elif inside:
            last = shown.pop()
            shown.append(Shown(last.line, last.command, (*last.output, line)))
    return shown


def made_by(target: str, place: Path) -> list[str]:
    """The commands of a make target on a machine where nothing is installed yet."""
    done = subprocess.run(
        ["make", "-n", target], cwd=place, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout.splitlines()


def same(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Whether the printed lines are the lines shown; a line `…` matches any number of lines."""
    pattern = "".join("(?:.*\n)*?" if line == ANYTHING else re.escape(line.rstrip()) + "\n" for line in shown)
    return bool(re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A copy of the checkout: the articles, the Makefile, and a `quotesearch` on the path."""
    place = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "seeds", place / "seeds")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, place / name)
    program = place / "bin" / "quotesearch"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m quotesearch "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return place


def printed_by(command: str, place: Path) -> list[str]:
    """Both output streams of a command that does not run on a terminal."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("QUOTESEARCH_")}
    env |= {
        "PATH": f"{place / 'bin'}{os.pathsep}{env['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=place,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout.splitlines()


@pytest.mark.skipif(not (shutil.which("sh") and shutil.which("make")), reason="needs a shell and make")
def test_the_readme_shows_what_its_commands_print(place):
    """
    Every command in the README prints what is shown below it, one after the other in a fresh checkout.

    Of a `make` target, only the lines that call quotesearch are run; a target without such lines must exist.
    """
    lies = []
    for shown in shown_commands(README.read_text(encoding="utf-8")):
        commands, output = [shown.command], shown.output
        if shown.command.startswith("make "):
            steps = made_by(shown.command.removeprefix("make "), place)
            commands = [step.replace(".venv/bin/", "") for step in steps if "bin/quotesearch " in step]
            output = tuple(line for line in shown.output if line not in steps) if commands else ()
        printed = [line for command in commands for line in printed_by(command, place)]
        if not same(output, printed):
            lies.append(f"README.md:{shown.line} $ {shown.command}\n" + "\n".join(printed))

    assert not lies, "these print something else:\n" + "\n\n".join(lies)


def test_the_readme_shows_something():
    """The README has commands with output, so the test above has something to run."""
    assert [shown for shown in shown_commands(README.read_text(encoding="utf-8")) if shown.output]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_mentions_every_command(command):
    """Every command is in the README."""
    assert re.search(rf"\bquotesearch {command}\b", README.read_text(encoding="utf-8"))


def test_console_blocks_are_read_line_by_line():
    """A command and its output, and nothing from other blocks."""
    text = "```sh\n$ rm x\n```\n\n```console\n$ one\nfirst\n\n$ two\n```\n"

    assert shown_commands(text) == [Shown(6, "one", ("first", "")), Shown(9, "two", ())]


@pytest.mark.parametrize(
    ("shown", "printed", "agree"),
    [
        (("a", "b"), ["a", "b"], True),
        (("a",), ["a", "b"], False),
        (("a", "…"), ["a", "b", "c"], True),
        (("…", "c"), ["a", "b"], False),
        (("a (1)",), ["a 1"], False),
    ],
)
def test_an_ellipsis_matches_any_lines(shown, printed, agree):
    """Only a line with nothing else than `…` matches any lines."""
    assert same(shown, printed) == agree
