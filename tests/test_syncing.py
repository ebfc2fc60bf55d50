"""An index is updated when its files change."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from lines_said import LinesSaid, counts, numbers, said

from quotesearch.acquisition import list_files
from quotesearch.errors import IndexStateError, MissingPathError, NoIndexError
from quotesearch.indexing import index_stats, open_index
from quotesearch.indexing.collection import changes
from quotesearch.indexing.collection.syncing import add, rebuild
from quotesearch.model import Failure, ListedFile, Query, Skipped


def test_rebuild_makes_an_index(news: Path, index: Path) -> None:
    report = rebuild(index, [news], LinesSaid())

    assert counts(report) == (2, 0, 0, 0)
    assert (report.articles, report.quotes) == (2, 3)
    assert said(index, "water") == ["There is water.", "We ran out of water."]


def test_add_notices_new_changed_and_removed_files(news: Path, index: Path) -> None:
    rebuild(index, [news], LinesSaid())
    (news / "a.txt").write_text("Ann Lee: We have water again.\n", encoding="utf-8")
    (news / "b.txt").unlink()
    (news / "c.txt").write_text("Cy Poe: Good.\n", encoding="utf-8")

    report = add(index, [], LinesSaid())

    assert counts(report) == (1, 1, 1, 0)
    assert said(index) == ["Good.", "We have water again."]
    assert counts(add(index, [], LinesSaid())) == (0, 0, 0, 2)


def test_nothing_changed_makes_no_generation(news: Path, index: Path) -> None:
    """An `add` that finds nothing new does not change a byte of the index."""
    rebuild(index, [news], LinesSaid())
    before = index_stats(index).generation
    extractor = LinesSaid()

    add(index, [news], extractor)

    assert index_stats(index).generation == before
    assert extractor.given == []


def test_a_touched_file_has_not_changed(news: Path, index: Path) -> None:
    """The content counts, not the time."""
    rebuild(index, [news], LinesSaid())
    os.utime(news / "a.txt", (1, 1))

    assert counts(add(index, [], LinesSaid())) == (0, 0, 0, 2)


def test_a_sidecar_is_part_of_its_article(news: Path, index: Path) -> None:
    """If a sidecar is new, changed or removed, its article has changed."""
    rebuild(index, [news], LinesSaid())
    sidecar = news / "a.txt.meta.json"

    for content, expected in (({"published": "2024-10-31"}, 1), ({"published": "2023-01-02"}, 1), (None, 0)):
        if content:
            sidecar.write_text(json.dumps(content), encoding="utf-8")
        else:
            sidecar.unlink()
        assert counts(add(index, [], LinesSaid())) == (0, 1, 0, 1)
        engine = open_index(index)
        assert engine.search(Query(after="2020-01-01")).total == expected
        engine.close()


def test_identical_files_are_one_article(news: Path, index: Path) -> None:
    """Copies are listed in `also_at`, and the article stays until the last one is removed."""
    (news / "copy.txt").write_bytes((news / "a.txt").read_bytes())
    report = rebuild(index, [news], LinesSaid())
    assert (report.articles, counts(report)) == (2, (2, 0, 0, 0))

    engine = open_index(index)
    [hit] = engine.search(Query(speaker="Lee")).hits
    engine.close()
    assert (hit.article.path, hit.article.also_at) == (str(news / "a.txt"), (str(news / "copy.txt"),))

    (news / "a.txt").unlink()
    assert counts(add(index, [], LinesSaid())) == (0, 1, 0, 1)
    engine = open_index(index)
    [hit] = engine.search(Query(speaker="Lee")).hits
    engine.close()
    assert (hit.article.path, hit.article.also_at) == (str(news / "copy.txt"), ())


def test_paths_are_remembered(news: Path, tmp_path: Path, index: Path) -> None:
    """`add` adds to the remembered paths, which are absolute; `rebuild` with paths replaces them."""
    more = tmp_path / "more.txt"
    more.write_text("Cy Poe: More water.\n", encoding="utf-8")
    rebuild(index, [os.path.relpath(news)], LinesSaid())

    add(index, [more], LinesSaid())
    assert index_stats(index).sources == (str(more), str(news))
    assert len(said(index)) == 4
    assert counts(rebuild(index, [], LinesSaid())) == (3, 0, 0, 0)

    rebuild(index, [more], LinesSaid())
    assert index_stats(index).sources == (str(more),)
    assert json.loads((index / "sources.json").read_text()) == {"paths": [str(more)]}
    assert said(index) == ["More water."]


def test_add_leaves_other_paths_alone(news: Path, tmp_path: Path, index: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("Cy Poe: More water.\n", encoding="utf-8")
    rebuild(index, [news], LinesSaid())
    (news / "a.txt").unlink()

    assert counts(add(index, [more], LinesSaid())) == (1, 0, 0, 2)
    assert len(said(index)) == 4


@pytest.mark.parametrize("write", [add, rebuild])
def test_a_missing_path_drops_nothing(news: Path, index: Path, write: object) -> None:
    """Nothing is lost if an archive is not mounted."""
    rebuild(index, [news], LinesSaid())
    news.rename(news.with_name("away"))

    with pytest.raises(MissingPathError, match="news"):
        write(index, [], LinesSaid())  # type: ignore[operator]

    assert len(said(index)) == 3
    news.with_name("away").rename(news)
    assert counts(add(index, [], LinesSaid())) == (0, 0, 0, 2)


def closed(paths: Sequence[str], inner: Path) -> list[ListedFile | Failure | Skipped]:
    """Make the listing fail for the inner folder as without permission; root can enter any folder."""
    entries = [entry for entry in list_files(paths) if Path(entry.path).parent != inner]
    return [*entries, Failure(str(inner), "permission denied")]


def test_articles_in_a_folder_without_permission_stay(
    news: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = news / "inner"
    inner.mkdir()
    (inner / "c.txt").write_text("Cy Poe: More.\n", encoding="utf-8")
    rebuild(index, [news], LinesSaid())

    monkeypatch.setattr(changes, "list_files", lambda paths: closed(paths, inner))
    report = add(index, [], LinesSaid())

    assert counts(report) == (0, 0, 0, 3)
    assert report.failures == (Failure(str(inner), "permission denied"),)
    assert "More." in said(index)


def test_an_article_without_read_permission_stays(
    news: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with a folder without permission: its articles stay, and it is named."""
    rebuild(index, [news], LinesSaid())
    before = said(index)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != news / "a.txt")

    for report in (
        add(index, [], LinesSaid()),
        rebuild(index, [], LinesSaid()),
        rebuild(index, [news], LinesSaid()),
    ):
        assert report.articles == 2
        assert report.failures == (Failure(str(news / "a.txt"), "permission denied"),)
        assert said(index) == before

    (news / "c.txt").write_bytes((news / "a.txt").read_bytes())
    assert counts(rebuild(index, [], LinesSaid())) == (1, 1, 0, 0), "a copy that may be read is read"
    assert said(index) == before
    monkeypatch.undo()
    assert counts(add(index, [], LinesSaid())) == (0, 0, 0, 2)


def test_a_rebuild_keeps_articles_in_a_folder_without_permission(
    news: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = news / "inner"
    inner.mkdir()
    (inner / "c.txt").write_text("Cy Poe: More.\n", encoding="utf-8")
    (inner / "d.txt").write_text("Without a quote.\n", encoding="utf-8")
    rebuild(index, [news], LinesSaid())
    monkeypatch.setattr(changes, "list_files", lambda paths: closed(paths, inner))
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != inner)

    report = rebuild(index, [], LinesSaid(fingerprint="rules 2"))

    assert (*counts(report), report.outdated) == (2, 0, 0, 2, 2)
    assert report.failures == (Failure(str(inner), "permission denied"),)
    assert "More." in said(index)
    monkeypatch.undo()
    assert counts(add(index, [], LinesSaid())) == (0, 0, 0, 4)


def test_a_rebuild_of_a_damaged_index_keeps_nothing_of_it(
    news: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(index, [news], LinesSaid())
    for file in (index / "generations" / "1" / "engine").iterdir():
        file.write_bytes(b"")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != news / "a.txt")

    assert counts(rebuild(index, [], LinesSaid())) == (1, 0, 0, 0)
    assert said(index) == ["And fire.", "There is water."]


def test_files_that_fail_are_named_and_the_others_indexed(news: Path, index: Path) -> None:
    """A failed file is tried again each time, and the quotes of a file that fails now are no longer found."""
    (news / "c.txt").write_bytes(b"\x00\x01\x02" * 100)
    (news / "d.txt").write_text("this is no article", encoding="utf-8")
    (news / "e.pdf").write_bytes(b"%PDF")
    report = rebuild(index, [news], LinesSaid())

    assert counts(report) == (2, 0, 0, 0)
    assert [Path(failure.path).name for failure in report.failures] == ["c.txt", "d.txt"]
    assert [(kind.kind, kind.files) for kind in report.skipped] == [(".pdf", 1)]
    assert index_stats(index).failed == 2

    (news / "a.txt").write_text("no article", encoding="utf-8")
    (news / "d.txt").write_text("Cy Poe: At last.", encoding="utf-8")
    report = add(index, [], LinesSaid())
    assert counts(report) == (0, 1, 1, 1) or counts(report) == (1, 0, 1, 1)
    assert "At last." in said(index)
    assert "We ran out of water." not in said(index)


def test_add_says_what_a_rebuild_would_change(news: Path, index: Path) -> None:
    """An index made by older rules can still be searched; after a rebuild nothing is outdated."""
    rebuild(index, [news], LinesSaid())
    (news / "c.txt").write_text("Cy Poe: New.\n", encoding="utf-8")

    report = add(index, [], LinesSaid("rules 2"))
    assert (report.outdated, counts(report)) == (2, (1, 0, 0, 2))
    assert len(said(index)) == 4

    rebuild(index, [], LinesSaid("rules 2"))
    assert add(index, [], LinesSaid("rules 2")).outdated == 0


def test_the_line_counts_of_a_rebuild_are_kept(news: Path, index: Path) -> None:
    """
    `add` counts the lines of its own documents on top of those of the last rebuild, and stores only the latter.
    """
    rebuild(index, [news], LinesSaid())
    for name in ("c", "d"):
        (news / f"{name}.txt").write_text(f"Cy Poe: {name}.\n", encoding="utf-8")
        extractor = LinesSaid()
        add(index, [], extractor)
        assert extractor.line_counts == [(1, "2 documents")]
        assert extractor.given == ["1 documents"]


def test_without_paths_there_must_be_remembered_ones(index: Path) -> None:
    for write in (add, rebuild):
        with pytest.raises(NoIndexError, match="quotesearch rebuild FOLDER"):
            write(index, [], LinesSaid())
    with pytest.raises(NoIndexError, match="quotesearch rebuild"):
        open_index(index)


def test_the_folder_of_the_index_is_not_indexed(news: Path) -> None:
    """An index may be below the folder that it indexes."""
    index = news / "index"
    rebuild(index, [news], LinesSaid())
    (index / "README.md").write_text("Ann Lee: I am no article.\n", encoding="utf-8")

    report = add(index, [], LinesSaid())

    assert counts(report) == (0, 0, 0, 2)
    assert report.skipped == ()


def test_rebuild_keeps_files_that_are_not_its_own(news: Path, index: Path) -> None:
    """A folder that is not empty and not an index is refused; a README is allowed and stays."""
    index.mkdir()
    (index / "README.md").write_text("mine", encoding="utf-8")
    rebuild(index, [news], LinesSaid())
    (index / "notes.doc").write_text("mine, too", encoding="utf-8")
    rebuild(index, [news], LinesSaid())
    assert {"README.md", "notes.doc"} <= {path.name for path in index.iterdir()}

    with pytest.raises(IndexStateError, match=r"a\.txt"):
        rebuild(news, [news], LinesSaid())
    assert sorted(path.name for path in news.iterdir()) == ["a.txt", "b.txt"]


def test_only_what_quotesearch_made_is_removed(news: Path, index: Path) -> None:
    """A folder that only looks like a generation stays; with only such a folder there is no index."""
    foreign = index / "generations" / "2020"
    foreign.mkdir(parents=True)
    (foreign / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(IndexStateError, match="is not a quotesearch index"):
        rebuild(index, [news], LinesSaid())

    (index / "sources.json").write_text('{"paths": []}', encoding="utf-8")
    rebuild(index, [news], LinesSaid())
    rebuild(index, [news], LinesSaid())
    assert (foreign / "thesis.txt").read_text(encoding="utf-8") == "mine"
    assert len(numbers(index)) == 2


def test_progress_is_reported(news: Path, index: Path) -> None:
    told: list[tuple[int, int]] = []
    rebuild(index, [news], LinesSaid(), on_progress=lambda done, total: told.append((done, total)))

    assert told == [(0, 2), (1, 2), (2, 2)]


def test_stats_count(news: Path, index: Path) -> None:
    (news / "c.txt").write_text("no article", encoding="utf-8")
    rebuild(index, [news], LinesSaid())

    stats = index_stats(index, 0.5)

    assert (stats.articles, stats.quotes, stats.speakers, stats.unattributed, stats.failed) == (2, 3, 2, 0, 1)
    assert stats.fingerprint == "rules 1"
    assert stats.bytes > 1_000
    assert index_stats(index, 0.95).unattributed == 3
