"""Files of an index without permission, or that are not regular files: one clear line, and never wrong advice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_stories import run
from lines_said import LinesSaid, said
from strange_files import make_strange

from quotesearch.errors import IndexStateError
from quotesearch.indexing import index_stats
from quotesearch.indexing.collection.correcting import corrections_of
from quotesearch.indexing.collection.syncing import add, rebuild
from quotesearch.indexing.collection.verifying import verify

ROOT = Path(__file__).parent.parent
NOBODY = 65534


@pytest.fixture
def built(news: Path, index: Path) -> Path:
    rebuild(index, [news], LinesSaid())
    return index


READERS: dict[str, Callable[[Path], object]] = {
    "find": said,
    "stats": index_stats,
    "verify": lambda index: list(verify(index)),
    "corrections": corrections_of,
    "add": lambda index: add(index, [], LinesSaid()),
}


def files_of(index: Path) -> list[Path]:
    """All files of an index that are read."""
    return [
        path
        for path in sorted(index.rglob("*"))
        if path.is_file() and path.name not in {"lock", "reading"} and path.suffix != ".toc"
    ]


def answers(built: Path) -> dict[str, str]:
    """The result of each reader: "" if it works, else its error."""
    answered = {}
    for name, read in READERS.items():
        try:
            read(built)
        except IndexStateError as error:
            answered[name] = str(error)
        else:
            answered[name] = ""
    return answered


def test_permission_denied_is_not_damage(built: Path, forbidden: list[Path]) -> None:
    """The file is named. `rebuild` would be wrong advice, and would fail."""
    for file in files_of(built):
        forbidden[:] = [file]
        answered = answers(built)
        assert set(answered.values()) <= {"", f"{file} cannot be opened: permission denied."}
        if file.name == "sources.json":
            assert index_stats(built).problem == f"{file} cannot be opened: permission denied."
        else:
            assert answered["find"]
    forbidden.clear()
    assert not any(answers(built).values())


def test_a_rebuild_does_not_replace_an_index_without_read_permission(
    built: Path, news: Path, forbidden: list[Path]
) -> None:
    for name in "current.json", "sources.json":
        forbidden[:] = [built / name]
        with pytest.raises(IndexStateError, match=rf"{name} cannot be opened: permission denied\.\Z"):
            rebuild(built, [news], LinesSaid())
    forbidden.clear()
    assert len(said(built)) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders there")
@pytest.mark.parametrize("strange", ["pipe", "device", "folder", "huge", "deep"])
def test_no_file_of_an_index_hangs_or_fills_the_memory(built: Path, strange: str) -> None:
    """With a pipe, device or huge file in its place there is one clear error; then the file is back and read."""
    for file in files_of(built):
        kept = file.with_name("kept")
        file.rename(kept)
        make_strange(file, strange)
        answered = answers(built)
        assert any(answered.values()) or index_stats(built).problem, file
        assert all(len(answer.splitlines()) <= 2 for answer in answered.values())
        file.rmdir() if strange == "folder" else file.unlink()
        kept.rename(file)
    assert not any(answers(built).values())


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders there")
@pytest.mark.parametrize("name", ["lock", "generations/1/reading"])
def test_a_lock_that_is_a_named_pipe_does_not_hang(built: Path, name: str) -> None:
    (built / name).unlink()
    os.mkfifo(built / name)

    assert set(answers(built)) == set(READERS)


def as_nobody(*arguments: str) -> tuple[int, str]:
    """The exit code and standard error of a command for a user with few permissions."""
    done = subprocess.run(
        [
            *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
            *(sys.executable, "-B", "-m", "quotesearch", *arguments),
        ],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    return done.returncode, done.stderr


@pytest.fixture
def shared(built: Path, news: Path) -> Path:
    """An index and its articles, which all users may read and only the owner may change."""
    if sys.platform == "win32" or os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("needs root and setpriv, to become another user")
    for folder in (built, *built.parents):
        folder.chmod(0o755)
    code, told = as_nobody("stats", "--index", str(built))
    if code:
        pytest.skip(f"another user cannot run quotesearch here: {told}")
    return built


def test_an_index_without_permission_for_another_user_is_not_called_damaged(shared: Path, news: Path) -> None:
    shared.chmod(0o700)
    for arguments in (
        ["find", "water"],
        ["stats"],
        ["verify"],
        ["corrections"],
        ["add"],
        ["rebuild", str(news)],
    ):
        code, told = as_nobody(*arguments, "--index", str(shared))
        assert code == 2
        assert told.startswith(f"Error: {shared}")
        assert told.endswith("cannot be opened: permission denied.\n")
        assert told.count("\n") == 1


def test_another_user_can_read_an_index_and_gets_an_error_for_writing(shared: Path, news: Path) -> None:
    assert as_nobody("find", "water", "--index", str(shared))[0] == 0
    (news / "c.txt").write_text("Cy Poe: New.\n", encoding="utf-8")
    for arguments in ["add"], ["rebuild"], ["rebuild", str(news)], ["forget", str(news)]:
        code, told = as_nobody(*arguments, "--index", str(shared))
        assert (code, told) == (
            2,
            f"Error: the index at {shared}/ cannot be written: permission denied. Nothing in it was changed.\n",
        )
    (news / "c.txt").unlink()
    assert len(said(shared)) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["stats"],
        ["find", "water"],
        ["add"],
        ["verify"],
        ["forget", "x"],
        ["rebuild", "news"],
        ["corrections"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_the_name_of_an_index_cannot_print_a_line_break(
    news: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """Nor does it control the terminal, with no index or with a damaged one."""
    monkeypatch.chdir(news.parent)
    name = "bad\nError: all is lost\x1b[31m"
    monkeypatch.setenv("QUOTESEARCH_INDEX", name)
    said = [run(*arguments).output]
    Path(name, "generations").mkdir(parents=True, exist_ok=True)
    for content in (
        "not JSON",
        '{"format": 1, "generation": 1, "manifest": 1}',
        '{"format": 99, "generation": 1}',
    ):
        Path(name, "current.json").write_text(content)
        said.append(run(*arguments).output)

    for output in said:
        assert "\x1b" not in output
        assert "\nError: all" not in output


@pytest.mark.parametrize("name", ["current.json", "sources.json", "lock", "generations"])
@pytest.mark.parametrize(
    "arguments", [["rebuild"], ["rebuild", "news"], ["add"], ["forget", "news"]], ids=" ".join
)
def test_a_folder_in_place_of_a_file_of_an_index_is_named_with_advice(
    built: Path, news: Path, monkeypatch: pytest.MonkeyPatch, name: str, arguments: list[str]
) -> None:
    """The folder may be the user's: a rebuild does not remove it, and changes nothing."""
    monkeypatch.chdir(news.parent)
    path = built / name
    if name == "generations":
        shutil.rmtree(path)
        path.touch()
    else:
        path.unlink()
        path.mkdir()
        (path / "mine.txt").touch()
    found, kept = ("file", "folder") if name == "generations" else ("folder", "file")

    result = run(*arguments, "--index", "index")
    assert result.exit_code == 2
    assert result.stderr == (
        f"Error: index/{name} is a {found}, where an index has a {kept}. "
        "Remove it by hand, then: quotesearch rebuild --index index/\n"
    )
    assert path.exists()
    if name == "current.json":
        assert "Remove it by hand" in run("stats", "--index", "index").stderr
