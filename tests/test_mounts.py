"""Nothing is lost if a disk is not mounted, at any mount point."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lines_said import LinesSaid, counts, rewrite, said

from quotesearch.errors import MissingPathError
from quotesearch.indexing.collection import mounts
from quotesearch.indexing.collection.syncing import add, rebuild
from quotesearch.indexing.storage import generations


def catalogue_of(index: Path) -> Path:
    generation = generations.current_generation(index)
    generation.release()
    return generation.catalogue


def pretend_elsewhere(index: Path, folder: Path) -> None:
    """Change the index as if a folder had been on another device."""
    path = catalogue_of(index)
    content = json.loads(path.read_text())
    content["devices"][str(folder)] = -1
    rewrite(index, path, json.dumps(content))


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


@pytest.fixture
def disk(news: Path) -> Path:
    """A folder below the one that is indexed, on which a disk could be mounted."""
    folder = news / "archive" / "disk"
    folder.mkdir(parents=True)
    (folder / "c.txt").write_text("Cy Poe: More water.\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("write", [add, rebuild])
def test_an_empty_mount_point_drops_nothing(news: Path, index: Path, write: object) -> None:
    """An empty folder on another device than last time is an unmounted archive; on the same device it was emptied."""
    rebuild(index, [news], LinesSaid())
    before = catalogue_of(index).read_text()
    empty(news)
    pretend_elsewhere(index, news)

    with pytest.raises(MissingPathError, match="is it mounted"):
        write(index, [], LinesSaid())  # type: ignore[operator]
    assert len(said(index)) == 3

    rewrite(index, catalogue_of(index), before)
    assert counts(add(index, [], LinesSaid())) == (0, 0, 2, 0)
    assert said(index) == []


@pytest.mark.parametrize("is_gone", [False, True])
def test_nothing_is_lost_if_a_disk_below_a_remembered_folder_is_missing(
    news: Path, disk: Path, index: Path, is_gone: bool
) -> None:
    """The mount point may be empty or gone; all other files are updated."""
    rebuild(index, [news], LinesSaid())
    pretend_elsewhere(index, disk)
    empty(disk)
    if is_gone:
        disk.rmdir()
    (news / "b.txt").unlink()

    report = add(index, [], LinesSaid())

    assert counts(report) == (0, 0, 1, 2)
    assert [failure.path for failure in report.failures] == [str(disk)]
    assert "held 1 files on another file system; nothing below it was dropped" in report.failures[0].reason
    assert said(index) == ["More water.", "We ran out of water."]
    assert counts(add(index, [], LinesSaid()))[2] == 0


def test_a_rebuild_needs_the_disk_unless_the_paths_are_named(news: Path, disk: Path, index: Path) -> None:
    rebuild(index, [news], LinesSaid())
    pretend_elsewhere(index, disk)
    empty(disk)

    with pytest.raises(MissingPathError, match="name the paths: quotesearch rebuild"):
        rebuild(index, [], LinesSaid())
    assert len(said(index)) == 4
    rebuild(index, [news], LinesSaid())
    assert len(said(index)) == 3


def test_a_disk_that_is_back_is_read_again(news: Path, disk: Path, index: Path) -> None:
    rebuild(index, [news], LinesSaid())
    pretend_elsewhere(index, disk)
    content = (disk / "c.txt").read_bytes()
    (disk / "c.txt").unlink()
    assert add(index, [], LinesSaid()).failures

    (disk / "c.txt").write_bytes(content)
    report = add(index, [], LinesSaid())
    assert (report.failures, counts(report)) == ((), (0, 0, 0, 3))
    (disk / "c.txt").unlink()
    assert counts(add(index, [], LinesSaid())) == (0, 0, 1, 2)


def test_mount_points_are_found(news: Path, disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mount point is the topmost folder on another device than the given path."""
    (disk / "deep").mkdir()
    monkeypatch.setattr(mounts, "_device", lambda path: 2 if Path(path).is_relative_to(disk) else 1)
    files = [str(news / "a.txt"), str(disk / "c.txt"), str(disk / "deep" / "d.txt")]

    assert mounts.devices([str(news)], files) == {str(news): 1, str(disk): 2}
    assert mounts.devices([str(disk / "c.txt")], [str(disk / "c.txt")]) == {str(disk / "c.txt"): 2}
