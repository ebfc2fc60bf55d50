"""A typing error or a stopped rebuild loses nothing of an index and leaves no orphaned articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lines_said import LinesSaid, counts, said

from quotesearch.errors import InputError
from quotesearch.indexing import index_stats
from quotesearch.indexing.collection import generation_maker
from quotesearch.indexing.collection.syncing import add, rebuild


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A second folder, with one article."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "c.txt").write_text("Cy Poe: Bread.\n", encoding="utf-8")
    return folder


def test_a_rebuild_that_is_stopped_does_not_change_the_remembered_paths(
    news: Path, index: Path, other: Path
) -> None:
    rebuild(index, [news], LinesSaid())
    with pytest.raises(KeyboardInterrupt):
        rebuild(index, [other], LinesSaid(stop_at="Bread"))

    assert index_stats(index).sources == (str(news),)
    (news / "a.txt").unlink()
    assert counts(add(index, [], LinesSaid())) == (0, 0, 1, 1)
    assert said(index) == ["And fire.", "There is water."]


@pytest.mark.parametrize("after", [False, True])
def test_a_rebuild_killed_at_any_point_leaves_every_article_below_a_remembered_path(
    news: Path, index: Path, other: Path, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    """It is killed just before the new generation becomes current, or just after; later steps are never done."""
    rebuild(index, [news], LinesSaid())
    publish = generation_maker.publish_generation
    left: list[str] = []

    def killed(*given: object) -> None:
        if after:
            publish(*given)  # type: ignore[arg-type]
        left.append((index / "sources.json").read_text())
        raise SystemExit

    monkeypatch.setattr(generation_maker, "publish_generation", killed)
    with pytest.raises(SystemExit):
        rebuild(index, [other], LinesSaid())

    assert json.loads(left[0])["paths"] == [str(news), str(other)]


def test_a_first_rebuild_that_is_stopped_can_be_run_again(news: Path, index: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        rebuild(index, [news], LinesSaid(stop_at="fire"))

    assert counts(rebuild(index, [news], LinesSaid())) == (2, 0, 0, 0)


def test_articles_below_no_remembered_path_are_reported(news: Path, index: Path, other: Path) -> None:
    rebuild(index, [news, other], LinesSaid())
    (index / "sources.json").write_text(json.dumps({"paths": [str(other)]}), encoding="utf-8")
    report = add(index, [], LinesSaid())

    assert len(said(index)) == 4
    assert report.notes[0] == "2 indexed files are in no remembered folder, and add does not look there."
    assert rebuild(index, [], LinesSaid()).notes == ()
    assert said(index) == ["Bread."]


def test_a_rebuild_without_articles_never_replaces_an_index(news: Path, index: Path, tmp_path: Path) -> None:
    rebuild(index, [news], LinesSaid())
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(
        InputError, match=r"index contains 2; nothing was changed\.\nFiles that are read: \.txt "
    ):
        rebuild(index, [empty], LinesSaid())
    (empty / "b.txt").write_text("this is no article", encoding="utf-8")
    with pytest.raises(InputError, match="remove its folder by hand"):
        rebuild(index, [empty], LinesSaid())

    assert len(said(index)) == 3
    assert index_stats(index).sources == (str(news),)
    assert rebuild(tmp_path / "new", [empty], LinesSaid()).articles == 0


def test_an_index_cannot_index_itself(news: Path, index: Path) -> None:
    rebuild(index, [news], LinesSaid())
    for write in add, rebuild:
        with pytest.raises(InputError, match="is the index itself"):
            write(index, [index], LinesSaid())

    assert index_stats(index).sources == (str(news),)
