"""
No text in articles and file names can control a terminal.

Every command in every format is run on a pseudo-terminal and in a pipe.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from quotesearch.cli import printing, program
from quotesearch.model import one_line, printable

pytestmark = pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no pseudo-terminals here")

ROOT = Path(__file__).parent.parent
EVIL = "\x1b[31m\x07\x9b2J\x7f\u202e\u2066\ufdd0"
"""Colour, bell, clearing of the screen in C1, deletion, two changes of direction, and a marker of the test."""

NAME = f"x{EVIL}\u2028\nFORGED: all is lost\r.txt"
NOT_UTF8 = os.fsdecode(b"not\xff-utf8.txt")
OURS = re.compile(r"\x1b\[33m\x1b\[1m|\x1b\[0m|\x1b\[\?25[lh]|\x1b\[K")
"""Highlights on and off, and the codes of a progress bar: hide the cursor, show it, clear the line."""

STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
FORMS = ("text", "json", "jsonl", "csv")
STORY = (
    f"The road{EVIL} between the two villages has been closed since Sunday.\n\n"
    f"“We ran out{EVIL} of water on the second day,” Mayor Ann Lee said on Monday.\n\n"
    f"“Nobody{EVIL} here will stay,” Bo{EVIL} Roe, head of the{EVIL} council, told reporters on Tuesday.\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A folder with hostile stories and an index of them, in which speakers were corrected to hostile names."""
    here = tmp_path_factory.mktemp("home")
    news = here / "news"
    news.mkdir()
    before = Path.cwd()
    os.chdir(here)
    try:
        Path("news", NAME).write_text(STORY, encoding="utf-8", newline="")
        about = {
            "headline": f"Road {EVIL}",
            "byline": [f"Cy {EVIL}"],
            "outlet": f"Post {EVIL}",
            "published": "soon",
        }
        Path("news", f"{NAME}.meta.json").write_text(json.dumps(about), encoding="utf-8")
        Path("news", f"empty{NAME}").write_bytes(b"")
        Path("news", f"a.{EVIL}\nFORGED").write_bytes(b"")
        Path("news", f"page{EVIL}.html").write_text(
            f"<title>Title &#27;[31m {EVIL}</title><article><h1>Bridge{EVIL} &#10;FORGED</h1>"
            f"<p>“The bridge &#x202e; fell{EVIL} into the river,” Dee &#27;Poe, of the &#8294;town, said on Monday.",
            encoding="utf-8",
        )
        Path("news", NOT_UTF8).write_text("“We stay here for good,” Eve Moe said.\n", encoding="utf-8")
        CliRunner().invoke(program, ["rebuild", "news"])
        for quote in json.loads(
            CliRunner().invoke(program, ["find", "water OR river", "--format", "json"]).stdout
        ):
            done = CliRunner().invoke(
                program,
                ["correct", quote["id"], "--speaker", f"Ann {EVIL}", "--because", f"I was\nFORGED {EVIL}"],
            )
            assert done.exit_code == 0, done.stderr
    finally:
        os.chdir(before)
    return here


COMMANDS = (
    ["extract", "news"],
    ["extract", "--explain", "news"],
    ["extract", f"news/empty{NAME}"],
    ["extract", f"gone{NAME}"],
    ["clean", "news"],
    ["clean", "--explain", "news"],
    ["find", "water OR stay OR river"],
    ["find", "stay", "--group", "article"],
    ["find", f"no{EVIL}such\nFORGED"],
    ["find", "--outlet", f"{EVIL}\nFORGED"],
    ["find", "--facets", "speaker,outlet,year,kind"],
    ["speakers"],
    ["speakers", f"No{EVIL}\nFORGED"],
    ["show", "ID"],
    ["show", f"{EVIL}\nFORGED"],
    ["show", f"news/{NAME}:150"],
    ["show", f"news/{NAME}:99999"],
    ["show", f"news/{NAME}"],
    ["show", f"gone{NAME}:3"],
    ["corrections"],
    ["correct", "ID", "--speaker", f"Lee {EVIL}\nFORGED", "--dry-run"],
    ["correct", f"{EVIL}\nFORGED", "--nobody"],
    ["merge", f"Ann {EVIL}", "Bo Roe", "--dry-run"],
    ["merge", f"No {EVIL}\nFORGED", "Bo Roe"],
    ["verify"],
    ["stats"],
    ["add"],
    ["rebuild"],
    ["rebuild", f"gone{NAME}"],
    ["stats", "--index", f"gone{NAME}"],
    [f"{EVIL}\nFORGED"],
    ["find", f"--{EVIL}\nFORGED", "x"],
    ["find", "x", "--limit", f"{EVIL}\nFORGED"],
    ["find", "x", "--sort", f"{EVIL}\nFORGED"],
    ["find", "x", "--facets", f"{EVIL}\nFORGED"],
    ["extract", f"https://example.org/{NAME}"],
)

OWN_WORDS = (["stats", "--index", f"gone{NAME}"],)
"""Line breaks in the name of the index come from the user."""


def _plainly(words: list[str]) -> list[str]:
    """Words without control characters, for the name of a test."""
    return [re.sub("[^ -~]+", "", word) for word in words]


def _arguments(command: list[str], form: str, home: Path) -> list[str]:
    """A command in a format, with the id of a quote that was corrected."""
    words = [_an_id(home) if word == "ID" else word for word in command]
    return [*words, "--format", form] if words[0] in program.list_commands(None) else words


def _an_id(home: Path) -> str:
    return json.loads((home / "news" / "corrections.jsonl").read_text(encoding="utf-8").splitlines()[0])[
        "quote"
    ]


DRIVER = """
import json, os, sys
from quotesearch.cli.program import main
for arguments in json.load(sys.stdin):
    sys.argv = ["quotesearch", *arguments]
    try:
        main()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    os.write(1, b"\\0%d\\0" % code)
"""
"""Runs commands one after the other in one process, and prints the exit code of each."""


def _on_a_terminal(folder: Path, commands: list[list[str]]) -> list[tuple[str, int]]:
    """The bytes sent to a terminal by commands (results, notes and errors), and their exit codes."""
    ours, theirs = os.openpty()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "TERM": "xterm",
        "COLUMNS": "100",
    }
    for name in "NO_COLOR", "QUOTESEARCH_INDEX":
        environment.pop(name, None)
    with subprocess.Popen(
        [sys.executable, "-c", DRIVER],
        cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=theirs, stderr=theirs,
    ) as process:  # fmt: skip
        os.close(theirs)
        process.stdin.write(json.dumps(commands).encode())
        process.stdin.close()
        sent = bytearray()
        with suppress(OSError):  # the end, once no process has the other side open
            while piece := os.read(ours, 1 << 16):
                sent += piece
        os.close(ours)
    *pieces, rest = bytes(sent).decode("utf-8").split("\0")  # strictly: half a character would be an error
    assert rest == ""
    return list(zip(pieces[::2], map(int, pieces[1::2]), strict=True))


@pytest.fixture(scope="module")
def sent(home) -> dict[tuple[int, str], tuple[str, int]]:
    """The bytes sent to a terminal, by the index of the command and the format."""
    keys = [(number, form) for number in range(len(COMMANDS)) for form in FORMS]
    commands = [_arguments(COMMANDS[number], form, home) for number, form in keys]
    return dict(zip(keys, _on_a_terminal(home, commands), strict=True))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", range(len(COMMANDS)), ids=[" ".join(_plainly(each)) for each in COMMANDS])
def test_no_command_prints_control_characters_on_a_terminal(home, sent, number, form):
    shown, code = sent[number, form]

    assert code in (0, 1, 2)
    assert "Traceback" not in shown
    assert STEERING.findall(OURS.sub("", shown)) == []


def test_matches_are_still_highlighted_on_a_terminal(sent):
    shown, _ = sent[COMMANDS.index(["find", "water OR stay OR river"]), "text"]

    assert "\x1b[33m\x1b[1mwater\x1b[0m" in shown


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(_plainly(each)) for each in COMMANDS])
def test_no_command_prints_control_characters_into_a_pipe(home, monkeypatch, command, form):
    """No name prints a line break, so no name can imitate a result or a message."""
    monkeypatch.chdir(home)
    result = CliRunner().invoke(program, _arguments(command, form, home))

    assert STEERING.findall(result.stdout + result.stderr) == []
    assert not re.search(r"\r(?!\n)", result.stdout)
    assert "\r" not in result.stderr
    if command in OWN_WORDS:
        return
    lines = result.stderr.splitlines() + (result.stdout.splitlines() if form == "text" else [])
    assert [line for line in lines if line.startswith("FORGED")] == []


def test_the_story_is_hostile_enough(home, monkeypatch):
    """Otherwise the test above would prove nothing: the printed texts have characters that must not be printed."""
    monkeypatch.chdir(home)
    quotes = json.loads(CliRunner().invoke(program, ["find", "water OR river", "--format", "json"]).stdout)

    assert len(quotes) == 2
    for quote in quotes:
        assert "\x1b" in quote["text"] + quote["article"]["path"]
        assert "\x1b" in quote["speaker"]["name"]
        assert STEERING.search(quote["article"]["headline"])
    assert any(STEERING.search(quote["article"]["outlet"] or "") for quote in quotes)


@pytest.mark.parametrize(
    "command", [["extract", "news"], ["find", "water"], ["clean", "news"], ["stats"]], ids=" ".join
)
def test_json_has_every_character_of_the_original(home, monkeypatch, command):
    monkeypatch.chdir(home)
    shown = CliRunner().invoke(program, [*command, "--format", "json"]).stdout

    paths = set(_paths(json.loads(shown)))
    assert paths & {f"news/{NAME}", f"news/empty{NAME}"}
    assert command[0] in ("find", "stats") or f"news/{NOT_UTF8}" in paths


def _paths(value: object) -> list[str]:
    """The paths in something that was read from JSON."""
    if isinstance(value, list):
        return [path for each in value for path in _paths(each)]
    if isinstance(value, dict):
        own = [value["path"]] if isinstance(value.get("path"), str) else []
        return own + [path for each in value.values() for path in _paths(each)]
    return []


def test_a_table_has_as_many_cells_in_every_row(home, monkeypatch):
    """A line break in the name of a file is part of its cell."""
    monkeypatch.chdir(home)
    shown = CliRunner().invoke(program, ["extract", "news", "--format", "csv"]).stdout
    header, *rows = csv.reader(io.StringIO(shown, newline=""))

    assert {len(row) for row in rows} == {len(header)}
    assert printable(f"news/{NAME}".replace("\r", "\n")) in {row[header.index("path")] for row in rows}


def test_everything_printed_goes_through_one_function():
    """Only `printing.echo` writes, and the bar of `Progress`, which has only numbers."""
    elsewhere = []
    for path in sorted((ROOT / "quotesearch").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        progress = [
            node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == "Progress"
        ]
        allowed = {id(node) for each in progress for node in ast.walk(each)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and id(node) not in allowed:
                called = ast.unparse(node.func)
                if called in ("print", "click.echo", "click.secho") or re.search(
                    r"std(out|err)\.write", called
                ):
                    elsewhere.append(path.relative_to(ROOT).as_posix())
    assert elsewhere == ["quotesearch/cli/printing.py"]


@given(st.text(alphabet=st.characters() | st.sampled_from(EVIL + "\r\n\t\ud800")))
def test_printable_text_keeps_its_length_and_has_no_control_characters(text):
    assert len(printable(text)) == len(one_line(text)) == len(text)
    assert not STEERING.search(printable(text))
    assert not any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in one_line(text))
    assert printable(printable(text)) == printable(text)
    printable(text).encode("utf-8")


@given(st.text(alphabet=st.characters() | st.sampled_from(EVIL + "\r\n\t\ud800")))
def test_json_loses_nothing_and_has_no_control_characters(text):
    shown = printing._json({"text": text})

    assert json.loads(shown) == {"text": text}
    assert printable(shown) == shown


@pytest.mark.parametrize("text", ["שלום\u200f, עולם", "“We — stay…” 👩‍👩‍👧 naïve\tÅ\n", "a\r\nb"])
def test_ordinary_text_is_not_changed(text):
    assert printable(text) == text
