"""Three small articles with sidecars, and functions that run the command line on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quotesearch.cli import program

STORIES = {
    "a.txt": (
        "The road between the two villages has been closed since Sunday.\n\n"
        "“We ran out of water on the second day,” Mayor Ann Lee said on Monday.\n",
        {"headline": "Road closed", "published": "2024-10-31", "outlet": "The Post"},
    ),
    "b.txt": (
        "The bridge over the river has been open again since Friday.\n\n"
        "“Nobody here was running out of patience with the water,” Bo Roe told reporters on Saturday.\n",
        {"headline": "Bridge open", "published": "2024-11-02", "outlet": "Daily Example"},
    ),
    "c.txt": (
        "The school at the end of the valley will get a new roof.\n\n"
        "“The children will not sit in the rain for another winter,” Ann Lee said on Tuesday.\n",
        {"headline": "New roof"},
    ),
}


def write_stories(folder: Path) -> None:
    """Put the articles and their sidecars into a new folder."""
    folder.mkdir(parents=True)
    for name, (story, about) in STORIES.items():
        (folder / name).write_text(story, encoding="utf-8")
        (folder / f"{name}.meta.json").write_text(json.dumps(about), encoding="utf-8")


def index_stories(folder: Path) -> Path:
    """Write the articles to `news` in a folder, unless they are there, and an index of them to `index`."""
    if not (folder / "news").exists():
        write_stories(folder / "news")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run("rebuild", "news", "--index", "index").exit_code == 0
    return folder


def begin_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder the current one, with no settings from the environment."""
    for name in "QUOTESEARCH_INDEX", "NO_COLOR":
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str, color: bool = False, given: str | None = None) -> Result:
    """The output and exit code of a command; *given* is its standard input."""
    return CliRunner().invoke(program, list(arguments), color=color, input=given)


def found(*arguments: str) -> list[dict]:
    """The quotes that `find` prints."""
    return json.loads(run("find", "--format", "json", *arguments).stdout)


def speakers_of(*arguments: str) -> list[str]:
    """The speakers of the quotes that `find` prints."""
    return [hit["speaker"]["name"] for hit in found(*arguments)]
