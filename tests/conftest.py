"""Fixtures that several test files use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import MAKERS
from hypothesis import settings

from quotesearch.indexing.engines import Engine

# In CI generated input is the same every time; on a developer's machine it is new in each run.
# No example has a deadline: tests assert no times.
settings.register_profile("judged", derandomize=True, deadline=None)
settings.register_profile("at a desk", deadline=None)
settings.load_profile("judged" if os.environ.get("CI") else "at a desk")


@pytest.fixture(params=MAKERS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty engine of each kind."""
    folder = tmp_path / "engine"
    folder.mkdir()
    made = MAKERS[request.param](folder)
    yield made
    made.close()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of two articles in the form of `lines_said.LinesSaid`."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Ann Lee: We ran out of water.\n", encoding="utf-8")
    (folder / "b.txt").write_text("Bo Roe: There is water.\nBo Roe: And fire.\n", encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A path for a new index."""
    return tmp_path / "index"


@pytest.fixture
def forbidden(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A list; opening a path in it, or one below, is refused."""
    forbidden: list[Path] = []
    open_file, has_access = os.open, os.access

    def is_refused(path: object) -> bool:
        return isinstance(path, str | Path) and any(Path(path).is_relative_to(each) for each in forbidden)

    def refuse(path: object, *arguments: int, **options: int) -> int:
        if is_refused(path):
            raise PermissionError(13, "Permission denied", str(path))
        return open_file(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "access", lambda path, mode: not is_refused(path) and has_access(path, mode))
    return forbidden
