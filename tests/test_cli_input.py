"""The input of commands that read files: pipes, files of any name, saved pages, many at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quotesearch.acquisition import LARGEST, pipes
from quotesearch.cli import program

ROOT = Path(__file__).parent.parent
STORY = "“We ran out of water on the second day,” Mayor Ann Lee said on Monday.\n"

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(program, list(arguments), input=given)


def write(pipe: Path, data: bytes) -> threading.Thread:
    """Write into a pipe from a thread as soon as it is opened for reading."""
    writer = threading.Thread(target=pipe.write_bytes, args=(data,), daemon=True)
    writer.start()
    return writer


@needs_pipes
@pytest.mark.parametrize("command", ["extract", "clean"])
def test_a_pipe_that_is_named_is_read(here, command):
    """Also with more bytes than a pipe can hold, and without a suffix."""
    os.mkfifo("pipe")
    writer = write(here / "pipe", (STORY + "The road is open.\n" * 10_000).encode())
    result = run(command, "pipe", "--format", "json")
    writer.join()

    assert "We ran out of water" in json.loads(result.stdout)[0]["text"]
    assert result.exit_code == 0


@needs_pipes
def test_a_pipe_that_nothing_writes_to_is_an_error_and_the_others_are_read(monkeypatch):
    monkeypatch.setattr(pipes, "PATIENCE", 0.1)
    os.mkfifo("a.txt")
    Path("b.txt").write_text(STORY, encoding="utf-8")
    result = run("extract", "a.txt", "b.txt")

    assert "Ann Lee" in result.stdout
    assert result.stderr == "Error: a.txt: is a pipe that no program writes to\n"
    assert result.exit_code == 2


@needs_pipes
def test_a_pipe_is_read_no_further_than_the_largest_article(here):
    """A program that writes to it without end is not waited for."""
    os.mkfifo("pipe")

    def write_for_ever() -> None:
        with (here / "pipe").open("wb", buffering=0) as pipe:
            try:
                while True:
                    pipe.write(b"a" * (1 << 16))
            except BrokenPipeError:
                pass

    writer = threading.Thread(target=write_for_ever, daemon=True)
    writer.start()
    result = run("extract", "pipe")
    writer.join(timeout=30)

    assert not writer.is_alive()
    assert result.stderr == f"Error: pipe: is larger than {LARGEST >> 20} MiB, more than one article can be\n"


@needs_pipes
def test_a_pipe_in_a_folder_or_for_an_index_is_never_read(here):
    """An index is updated by reading files again, which a pipe does not allow."""
    Path("news").mkdir()
    os.mkfifo("news/a.txt")

    assert "news/a.txt: is not a regular file\n" in run("extract", "news").stderr
    assert "news/a.txt: is not a regular file\n" in run("rebuild", "news/a.txt").stderr


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there is no process substitution here")
@pytest.mark.parametrize(
    "script", ["<(cat a.txt)", "/dev/stdin < a.txt", '/dev/stdin <<< "$(cat a.txt)"', "a"]
)
def test_process_substitution_of_a_shell_is_read(here, script):
    Path("a.txt").write_text(STORY, encoding="utf-8")
    Path("a").write_text(STORY, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m quotesearch extract {script}'],
        env=environment, capture_output=True, check=False, timeout=60,
    )  # fmt: skip

    assert "Ann Lee" in done.stdout.decode()
    assert done.stderr == b""
    assert done.returncode == 0


def test_standard_input_that_is_data_is_an_error_and_the_files_are_read():
    Path("b.txt").write_text(STORY, encoding="utf-8")
    result = run(
        "extract",
        "-",
        "b.txt",
        given=b'{"title": "Road opens", "text": "\\u201cWe stay,\\u201d Bo Roe said."}',
    )

    assert "Ann Lee" in result.stdout
    assert "Bo Roe" not in result.stdout
    assert result.stderr == (
        "Error: standard input: this is JSON, not an article; "
        "take the text out of it first, for example with: jq -r .text\n"
    )
    assert result.exit_code == 2


@pytest.mark.parametrize("command", ["extract", "clean", "rebuild", "add"])
def test_a_file_without_a_suffix_that_is_named_is_read(command):
    Path("saved_page").write_text(f"<!doctype html><title>Road</title><p>{STORY}", encoding="utf-8")
    result = run(command, "saved_page")

    assert result.exit_code == 0
    assert result.stderr == ""


def test_a_file_without_a_suffix_stays_in_the_index():
    """It was named when the index was made, and its path is remembered."""
    Path("saved_page").write_text(STORY, encoding="utf-8")
    run("rebuild", "saved_page")

    assert "(1 unchanged)" in run("add").stdout
    assert run("verify").exit_code == 0


@pytest.mark.parametrize("command", ["extract", "clean", "rebuild", "add"])
def test_a_web_address_is_answered_with_what_to_do(command):
    result = run(command, "https://example.org/story")

    assert result.stderr == (
        "Error: quotesearch reads files, not web addresses. "
        "Try: curl -s https://example.org/story | quotesearch extract -\n"
    )
    assert result.exit_code == 2


@pytest.mark.parametrize("command", ["extract", "clean", "rebuild"])
def test_folders_of_saved_pages_are_counted_in_a_note(command):
    for name in "Story", "Other":
        Path("news", f"{name}_files").mkdir(parents=True)
        Path("news", f"{name}.html").write_text(f"<!doctype html><h1>{name}</h1><p>{STORY}", encoding="utf-8")
        Path("news", f"{name}_files", "ad.html").write_text(
            f"<!doctype html><p>Ad. {STORY}", encoding="utf-8"
        )
    Path("news", "c.txt").write_text(STORY, encoding="utf-8")
    note = "2 folders with parts of saved pages (pictures, ads) were not read; to read one, name it."

    assert note in run(command, "news").stderr.splitlines()
    assert "not read" not in run(command, str(Path("news", "Story_files"))).stderr


def test_a_broken_sidecar_is_named_by_its_path_like_other_files():
    Path("news").mkdir()
    Path("news", "a.txt").write_text(STORY, encoding="utf-8")
    Path("news", "a.txt.meta.json").write_text("{", encoding="utf-8")
    first = f"{Path('news', 'a.txt.meta.json')}: "

    assert run("rebuild", "news").stderr.startswith(first)
    assert run("extract", "news").stderr.startswith(first)
