"""An index keeps in step with its files, whatever happens to them or to it."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from made_up import names, texts

from quotesearch.errors import (
    BusyIndexError,
    DamagedIndexError,
    IndexStateError,
    MissingPathError,
    NoIndexError,
)
from quotesearch.indexing import generations, index_stats, open_index
from quotesearch.indexing.files import checksum
from quotesearch.indexing.locking import Lock
from quotesearch.indexing.syncing import add, rebuild
from quotesearch.model import (
    ArticleCard,
    Extraction,
    Failure,
    Passage,
    Query,
    Quote,
    RawDocument,
    Speaker,
    Word,
)


@dataclass
class LinesSaid:
    """An extractor for tests: each line `NAME: WORDS` is a quote; a file that says so is no article."""

    fingerprint: str = "rules 1"
    learnt: list[tuple[int, str | None]] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    stop_at: str = ""

    def learn(self, documents: Iterable[RawDocument], kept: str | None) -> str:
        count = sum(1 for _ in documents)
        self.learnt.append((count, kept))
        return f"{count} documents"

    def extract(self, documents: Iterable[RawDocument], learnt: str) -> Iterator[Extraction | Failure]:
        self.given.append(learnt)
        for document in documents:
            if self.stop_at and self.stop_at in document.source:
                raise KeyboardInterrupt
            yield (
                Failure(document.path, "is no article")
                if "no article" in document.source
                else _extract(document)
            )


def _extract(document: RawDocument) -> Extraction:
    sidecar = document.sidecar
    card = ArticleCard(
        sha256(document.sha256.encode()).hexdigest()[:12], document.path, document.sha256, document.encoding,
        sidecar.headline if sidecar else None, (), sidecar.published if sidecar else None,
    )  # fmt: skip
    quotes = []
    for line in re.finditer(r"(?m)^([\w ]+): (.+)$", document.source):
        passage = Passage(line.start(2), line.end(2), line[2])
        speaker = Speaker(
            line[1], line[1].lower(), "person", None, Passage(line.start(1), line.end(1), line[1])
        )
        identity = f"{card.id}{line.start(2):04x}"
        quotes.append(Quote(identity, card.id, line[2], "full", (passage,), speaker, None, "line", 0.9))
    return Extraction(card, tuple(quotes))


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Ann Lee: We ran out of water.\n", encoding="utf-8")
    (folder / "b.txt").write_text("Bo Roe: There is water.\nBo Roe: And fire.\n", encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def said(index: Path, word: str | None = None) -> list[str]:
    """All that is found, or all with a word."""
    engine = open_index(index)
    try:
        return sorted(texts(engine.search(Query(Word(word) if word else None))))
    finally:
        engine.close()


def counts(report: object) -> tuple[int, ...]:
    return tuple(getattr(report, name) for name in ("added", "changed", "removed", "unchanged"))


def test_rebuild_makes_an_index(news: Path, index: Path) -> None:
    report = rebuild(index, [news], LinesSaid())

    assert counts(report) == (2, 0, 0, 0)
    assert (report.articles, report.quotes) == (2, 3)
    assert said(index, "water") == ["There is water.", "We ran out of water."]


def test_add_sees_what_is_new_changed_and_gone(news: Path, index: Path) -> None:
    rebuild(index, [news], LinesSaid())
    (news / "a.txt").write_text("Ann Lee: We have water again.\n", encoding="utf-8")
    (news / "b.txt").unlink()
    (news / "c.txt").write_text("Cy Poe: Good.\n", encoding="utf-8")

    report = add(index, [], LinesSaid())

    assert counts(report) == (1, 1, 1, 0)
    assert said(index) == ["Good.", "We have water again."]
    assert counts(add(index, [], LinesSaid())) == (0, 0, 0, 2)


def test_nothing_changed_makes_no_generation(news: Path, index: Path) -> None:
    """An `add` that finds nothing new leaves the index byte for byte as it is."""
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
    """A new, changed or removed sidecar is a change of its article."""
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
    """Copies are told with `also_at`, and the article stays as long as one of them does."""
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
    """An archive that is not mounted today loses nothing."""
    rebuild(index, [news], LinesSaid())
    news.rename(news.with_name("away"))

    with pytest.raises(MissingPathError, match="news"):
        write(index, [], LinesSaid())  # type: ignore[operator]

    assert len(said(index)) == 3
    news.with_name("away").rename(news)
    assert counts(add(index, [], LinesSaid())) == (0, 0, 0, 2)


def test_an_empty_mount_point_drops_nothing(news: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder on another device than last time is an archive not mounted; an emptied one is empty."""
    rebuild(index, [news], LinesSaid())
    for path in news.iterdir():
        path.unlink()
    catalogue = generations.current(index)
    path = catalogue.catalogue
    catalogue.release()
    content = json.loads(path.read_text())
    moved = content | {"devices": {str(news): -1}}
    _rewrite(index, path, json.dumps(moved))

    with pytest.raises(MissingPathError, match="is it mounted"):
        add(index, [], LinesSaid())
    assert len(said(index)) == 3

    _rewrite(index, path, json.dumps(content))
    assert counts(add(index, [], LinesSaid())) == (0, 0, 2, 0)
    assert said(index) == []


def _rewrite(index: Path, path: Path, content: str) -> None:
    """Change a file of a generation as if it had been written so."""
    path.write_text(content)
    manifest = path.parent / "manifest.json"
    described = json.loads(manifest.read_text())
    described["files"][path.name] = [path.stat().st_size, checksum(path)]
    manifest.write_text(json.dumps(described))
    pointer = index / "current.json"
    pointer.write_text(json.dumps(json.loads(pointer.read_text()) | {"manifest": checksum(manifest)}))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may enter any folder")
def test_a_folder_that_may_not_be_entered_loses_nothing(news: Path, index: Path) -> None:
    inner = news / "inner"
    inner.mkdir()
    (inner / "c.txt").write_text("Cy Poe: More.\n", encoding="utf-8")
    rebuild(index, [news], LinesSaid())
    inner.chmod(0)
    try:
        assert counts(add(index, [], LinesSaid())) == (0, 0, 0, 3)
    finally:
        inner.chmod(0o700)
    assert "More." in said(index)


def test_files_that_fail_are_named_and_the_others_done(news: Path, index: Path) -> None:
    """What fails is tried again each time, and what fails from now on is no longer found."""
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
    """An index made by other rules still answers; a rebuild with today's leaves nothing outdated."""
    rebuild(index, [news], LinesSaid())
    (news / "c.txt").write_text("Cy Poe: New.\n", encoding="utf-8")

    report = add(index, [], LinesSaid("rules 2"))
    assert (report.outdated, counts(report)) == (2, (1, 0, 0, 2))
    assert len(said(index)) == 4

    rebuild(index, [], LinesSaid("rules 2"))
    assert add(index, [], LinesSaid("rules 2")).outdated == 0


def test_what_a_rebuild_learnt_is_kept(news: Path, index: Path) -> None:
    """
    `add` learns from its own documents on top of what the last rebuild learnt, and keeps only the latter.
    """
    rebuild(index, [news], LinesSaid())
    for name in ("c", "d"):
        (news / f"{name}.txt").write_text(f"Cy Poe: {name}.\n", encoding="utf-8")
        extractor = LinesSaid()
        add(index, [], extractor)
        assert extractor.learnt == [(1, "2 documents")]
        assert extractor.given == ["1 documents"]


def test_without_paths_there_must_be_remembered_ones(index: Path) -> None:
    for write in (add, rebuild):
        with pytest.raises(NoIndexError, match="PATH"):
            write(index, [], LinesSaid())
    with pytest.raises(NoIndexError, match="quotesearch rebuild"):
        open_index(index)


def test_the_index_is_not_indexed(news: Path) -> None:
    """An index may lie below the folder that it indexes."""
    index = news / "index"
    rebuild(index, [news], LinesSaid())
    (index / "README.md").write_text("Ann Lee: I am no article.\n", encoding="utf-8")

    report = add(index, [], LinesSaid())

    assert counts(report) == (0, 0, 0, 2)
    assert report.skipped == ()


def test_rebuild_keeps_what_is_not_its_own(news: Path, index: Path) -> None:
    """A folder that is no index and not empty is refused; a README is no harm and stays."""
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
    """A folder that looks like a generation, and is none, stays; with such a one alone there is no index."""
    foreign = index / "generations" / "2020"
    foreign.mkdir(parents=True)
    (foreign / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(IndexStateError, match="no index of quotesearch"):
        rebuild(index, [news], LinesSaid())

    (index / "sources.json").write_text('{"paths": []}', encoding="utf-8")
    rebuild(index, [news], LinesSaid())
    rebuild(index, [news], LinesSaid())
    assert (foreign / "thesis.txt").read_text(encoding="utf-8") == "mine"
    assert len(_generations(index)) == 2


def test_a_reader_sees_one_generation(news: Path, index: Path) -> None:
    """An open index answers the same until it is closed; then its generation may go."""
    rebuild(index, [news], LinesSaid())
    engine = open_index(index)
    (news / "a.txt").unlink()
    add(index, [], LinesSaid())
    rebuild(index, [], LinesSaid())

    assert engine.search(Query(Word("water"))).total == 2
    assert names(engine.search(Query(speaker="Lee"))) == ["Ann Lee"]
    assert len(_generations(index)) == 2
    engine.close()
    assert said(index, "water") == ["There is water."]

    rebuild(index, [], LinesSaid())
    assert len(_generations(index)) == 1


def _generations(index: Path) -> list[str]:
    return sorted(path.name for path in (index / "generations").iterdir())


@pytest.mark.parametrize("write", [add, rebuild])
def test_a_stopped_writer_changes_nothing(news: Path, index: Path, write: object) -> None:
    rebuild(index, [news], LinesSaid())
    (news / "c.txt").write_text("Cy Poe: stop here\n", encoding="utf-8")

    with pytest.raises(KeyboardInterrupt):
        write(index, [], LinesSaid(stop_at="stop here"))  # type: ignore[operator]

    assert len(said(index)) == 3
    assert len(_generations(index)) == 1
    assert counts(add(index, [], LinesSaid())) == (1, 0, 0, 2)


def _die_while_writing(index: Path, news: Path, at: str) -> None:
    """For a process of its own: kill it at some point of an `add`."""

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(generations, at, die)
    add(index, [news], LinesSaid())


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("at", ["link_or_copy", "checksum", "write_json"])
def test_a_killed_writer_leaves_neither_lock_nor_rubbish(news: Path, index: Path, at: str) -> None:
    rebuild(index, [news], LinesSaid())
    (news / "c.txt").write_text("Cy Poe: New.\n", encoding="utf-8")
    process = multiprocessing.get_context("fork").Process(target=_die_while_writing, args=(index, news, at))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL

    assert len(said(index)) == 3
    assert counts(add(index, [], LinesSaid(), wait_seconds=0)) == (1, 0, 0, 2)
    assert len(said(index)) == 4
    assert len(_generations(index)) == 1


def test_two_writers_wait_for_each_other(news: Path, index: Path) -> None:
    """The second one says that it waits, gives up after its time, and goes on when the first is done."""
    rebuild(index, [news], LinesSaid())
    told: list[str] = []
    lock = Lock.take(generations.locked_file(index))
    assert lock is not None

    with pytest.raises(BusyIndexError, match="writing"):
        add(index, [], LinesSaid(), wait_seconds=0.1, on_wait=told.append)
    assert len(told) == 1
    assert len(said(index)) == 3

    waiting = threading.Event()
    threading.Thread(target=lambda: (waiting.wait(), lock.release())).start()
    report = rebuild(index, [], LinesSaid(), on_wait=lambda _: waiting.set())
    assert counts(report) == (2, 0, 0, 0)


def test_progress_is_told(news: Path, index: Path) -> None:
    told: list[tuple[int, int]] = []
    rebuild(index, [news], LinesSaid(), on_progress=lambda done, total: told.append((done, total)))

    assert told == [(0, 2), (1, 2), (2, 2)]


def _files(index: Path) -> list[Path]:
    generation = index / "generations" / "1"
    return [path for path in sorted(generation.rglob("*")) if path.is_file() and path.name != "reading"]


@pytest.mark.parametrize("damage", ["flip", "cut", "remove", "empty"])
def test_damage_is_told_and_names_rebuild(news: Path, index: Path, damage: str) -> None:
    """Whichever file of the index is torn, the answer is one clear error, and a rebuild mends it."""
    rebuild(index, [news], LinesSaid())
    for path in _files(index):
        if path.name == "MAIN_WRITELOCK":
            continue
        content = path.read_bytes()
        if damage == "flip":
            path.write_bytes(content[: len(content) // 2] + b"\xff" + content[len(content) // 2 + 1 :])
        elif damage == "remove":
            path.unlink()
        else:
            path.write_bytes(b"" if damage == "empty" else content[:-1])
        if path.exists() and path.read_bytes() == content:
            continue
        with pytest.raises(DamagedIndexError, match="quotesearch rebuild"):
            said(index)
        path.write_bytes(content)
    assert len(said(index)) == 3

    (index / "generations" / "1" / "manifest.json").unlink()
    rebuild(index, [], LinesSaid())
    assert len(said(index)) == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("current.json", "{}"),
        ("current.json", "not json"),
        ("current.json", '{"format": 1, "generation": 99}'),
        ("current.json", '{"format": 99, "generation": 1}'),
        ("generations/1/manifest.json", '{"format": 99, "engine": "whoosh", "fingerprint": "", "files": {}}'),
        ("generations/1/manifest.json", '{"format": 1, "engine": "other", "fingerprint": "", "files": {}}'),
        ("generations/1/manifest.json", "[]"),
    ],
)
def test_a_foreign_or_newer_index_is_told(news: Path, index: Path, name: str, content: str) -> None:
    rebuild(index, [news], LinesSaid())
    (index / name).write_text(content)

    with pytest.raises(DamagedIndexError, match="quotesearch rebuild"):
        open_index(index)

    rebuild(index, [news], LinesSaid())
    assert len(said(index)) == 3


def test_pickles_without_our_manifest_are_never_opened(news: Path, index: Path, tmp_path: Path) -> None:
    """A folder of Whoosh files that quotesearch did not write is not read, whatever it is called."""
    rebuild(index, [news], LinesSaid())
    trap = tmp_path / "sprung"
    toc = next((index / "generations" / "1" / "engine").glob("*.toc"))
    toc.write_bytes(b"cos\nmkdir\n(V" + str(trap).encode() + b"\ntR.")

    with pytest.raises(DamagedIndexError):
        open_index(index)
    assert not trap.exists()


def test_a_full_disk_is_told(news: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says so, and the old index still answers."""
    rebuild(index, [news], LinesSaid())
    (news / "c.txt").write_text("Cy Poe: New.\n", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(generations, "flush", full)
        with pytest.raises(IndexStateError, match="no space left on device"):
            add(index, [], LinesSaid())
    assert len(said(index)) == 3
    assert counts(add(index, [], LinesSaid())) == (1, 0, 0, 2)


def test_stats_count(news: Path, index: Path) -> None:
    (news / "c.txt").write_text("no article", encoding="utf-8")
    rebuild(index, [news], LinesSaid())

    stats = index_stats(index, 0.5)

    assert (stats.articles, stats.quotes, stats.speakers, stats.unattributed, stats.failed) == (2, 3, 2, 0, 1)
    assert stats.fingerprint == "rules 1"
    assert stats.bytes > 1_000
    assert index_stats(index, 0.95).unattributed == 3
