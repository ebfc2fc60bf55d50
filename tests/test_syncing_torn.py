"""An index is never incomplete, even if writers are killed or its files are damaged."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from lines_said import LinesSaid, counts, numbers, said
from made_up import names, texts

from quotesearch.errors import BusyIndexError, DamagedIndexError, NoIndexError
from quotesearch.indexing import open_index
from quotesearch.indexing.collection.syncing import add, rebuild
from quotesearch.indexing.collection.verifying import verify
from quotesearch.indexing.engines import ENGINES
from quotesearch.indexing.storage import generations
from quotesearch.indexing.storage.generations import FORMAT
from quotesearch.indexing.storage.locking import Lock
from quotesearch.model import Phrase, Prefix, Query, Word


@pytest.fixture(autouse=True, params=ENGINES)
def engine_name(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Runs all of these tests with each engine."""
    monkeypatch.setattr(generations, "DEFAULT_ENGINE", request.param)
    return str(request.param)


def test_a_reader_sees_one_generation(news: Path, index: Path) -> None:
    """An open index gives the same answers until it is closed; then its generation may be removed."""
    rebuild(index, [news], LinesSaid())
    engine = open_index(index)
    (news / "a.txt").unlink()
    add(index, [], LinesSaid())
    rebuild(index, [], LinesSaid())

    assert engine.search(Query(Word("water"))).total == 2
    assert names(engine.search(Query(speaker="Lee"))) == ["Ann Lee"]
    assert len(numbers(index)) == 2
    engine.close()
    assert said(index, "water") == ["There is water."]

    rebuild(index, [], LinesSaid())
    assert len(numbers(index)) == 1


@pytest.mark.parametrize("write", [add, rebuild])
def test_a_stopped_writer_changes_nothing(news: Path, index: Path, write: object) -> None:
    rebuild(index, [news], LinesSaid())
    (news / "c.txt").write_text("Cy Poe: stop here\n", encoding="utf-8")

    with pytest.raises(KeyboardInterrupt):
        write(index, [], LinesSaid(stop_at="stop here"))  # type: ignore[operator]

    assert len(said(index)) == 3
    assert len(numbers(index)) == 1
    assert counts(add(index, [], LinesSaid())) == (1, 0, 0, 2)


def _die_while_writing(index: Path, news: Path, at: str) -> None:
    """Run an `add` in a separate process that is killed at some point."""

    def die(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(generations, at, die)
    add(index, [news], LinesSaid())


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("at", ["link_or_copy", "checksum", "write_json"])
def test_a_killed_writer_leaves_neither_a_lock_nor_files(news: Path, index: Path, at: str) -> None:
    rebuild(index, [news], LinesSaid())
    (news / "c.txt").write_text("Cy Poe: New.\n", encoding="utf-8")
    process = multiprocessing.get_context("fork").Process(target=_die_while_writing, args=(index, news, at))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL

    assert len(said(index)) == 3
    assert counts(add(index, [], LinesSaid(), wait_seconds=0)) == (1, 0, 0, 2)
    assert len(said(index)) == 4
    assert len(numbers(index)) == 1


def test_two_writers_wait_for_each_other(news: Path, index: Path) -> None:
    """The second one says that it waits; it gives up after a limit, or continues when the first is done."""
    rebuild(index, [news], LinesSaid())
    told: list[str] = []
    lock = Lock.take(generations.locked_file(index))
    assert lock is not None

    with pytest.raises(BusyIndexError, match="updating"):
        add(index, [], LinesSaid(), wait_seconds=0.1, on_wait=told.append)
    assert len(told) == 1
    assert len(said(index)) == 3

    waiting = threading.Event()
    threading.Thread(target=lambda: (waiting.wait(), lock.release())).start()
    report = rebuild(index, [], LinesSaid(), on_wait=lambda _: waiting.set())
    assert counts(report) == (2, 0, 0, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_lock_on_a_file_that_was_removed_meanwhile_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader's lock does not keep a generation that is being removed: the reader must open the next one."""
    file = tmp_path / "reading"
    file.touch()
    opened = os.open

    def removed(*given: Any) -> int:
        descriptor = opened(*given)
        file.unlink()
        return descriptor

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", removed)
        with pytest.raises(FileNotFoundError):
            Lock.take(file, shared=True)


def _files(index: Path) -> list[Path]:
    generation = index / "generations" / "1"
    return [path for path in sorted(generation.rglob("*")) if path.is_file() and path.name != "reading"]


@pytest.mark.parametrize("damage", ["flip", "cut", "remove", "empty"])
def test_damage_is_an_error_that_names_rebuild(news: Path, index: Path, damage: str) -> None:
    """For any damaged file of the index there is one clear error, and a rebuild fixes it."""
    rebuild(index, [news], LinesSaid())
    for path in _files(index):
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


def _answers(index: Path) -> list[list[str]]:
    """The answers of an index to some queries of all kinds."""
    asked = [
        Query(Word("water")), Query(Phrase("of water")), Query(Prefix("wa")), Query(speaker="Roe", kind="full"),
        Query(after="2024", sort="oldest"), Query(outlet="Kyiv"), Query(Word("fire"), exact=True),
    ]  # fmt: skip
    with closing(open_index(index)) as engine:
        found = [texts(engine.search(query)) for query in asked]
        return [
            *found,
            [one.name for one in engine.speakers(None, 0)],
            [hit.quote.text for hit in engine.get("")],
        ]


def _flipped(index: Path, files: Sequence[Path]) -> Iterator[object]:
    """The answers of an index, or its error, with one byte changed, for many bytes of some of its files."""
    for path in files:
        content = path.read_bytes()
        for at in range(0, len(content), 1 + len(content) // 60):
            path.write_bytes(content[:at] + bytes([content[at] ^ 0x15]) + content[at + 1 :])
            try:
                yield _answers(index)
            except DamagedIndexError as error:
                yield error
        path.write_bytes(content)


def test_flipped_bytes_are_an_error_and_never_in_an_answer(news: Path, index: Path) -> None:
    rebuild(index, [news], LinesSaid())

    for given in _flipped(index, _files(index)):
        assert isinstance(given, DamagedIndexError)
        assert "quotesearch rebuild" in str(given)


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Whoosh does not close files that it cannot read
def test_in_a_large_index_flipped_bytes_change_no_words(
    news: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index that is too large for the check when it is opened may miss a quote, but never shows another text."""
    rebuild(index, [news], LinesSaid())
    known = {text for some in _answers(index) for text in some}
    monkeypatch.setattr(generations, "_CHECKED", 0)

    largest = max(_files(index), key=lambda path: path.stat().st_size)
    for given in _flipped(index, [largest]):
        if not isinstance(given, DamagedIndexError):
            assert isinstance(given, list)
            assert {text for some in given[:-2] for text in some} <= known


def test_verify_reads_all_files_of_a_large_index(
    news: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(index, [news], LinesSaid())
    monkeypatch.setattr(generations, "_CHECKED", 0)
    for path in _files(index):
        if not (content := path.read_bytes()):
            continue
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 0x15]))
        with pytest.raises(DamagedIndexError, match="quotesearch rebuild"):
            list(verify(index))
        path.write_bytes(content)
    assert list(verify(index)) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("current.json", "{}"),
        ("current.json", "not json"),
        ("current.json", f'{{"format": {FORMAT}, "generation": 99, "manifest": 1}}'),
        ("current.json", '{"format": 99, "generation": 1}'),
        ("current.json", '{"format": 1, "generation": 1, "manifest": 1}'),
        ("generations/1/manifest.json", '{"format": 99, "engine": "whoosh", "fingerprint": "", "files": {}}'),
        (
            "generations/1/manifest.json",
            f'{{"format": {FORMAT}, "engine": "x", "fingerprint": "", "files": {{}}}}',
        ),
        ("generations/1/manifest.json", "[]"),
    ],
)
def test_a_foreign_or_newer_index_is_an_error(news: Path, index: Path, name: str, content: str) -> None:
    rebuild(index, [news], LinesSaid())
    (index / name).write_text(content)

    with pytest.raises(DamagedIndexError, match="quotesearch rebuild"):
        open_index(index)

    rebuild(index, [news], LinesSaid())
    assert len(said(index)) == 3


def test_an_index_of_another_version_stays_until_it_is_rebuilt(news: Path, index: Path) -> None:
    """A stopped rebuild removes nothing: the version that wrote the index can still read it."""
    rebuild(index, [news], LinesSaid())
    pointer = (index / "current.json").read_text()
    (index / "current.json").write_text(pointer.replace(f'"format":{FORMAT}', '"format":1'))
    (news / "c.txt").write_text("Cy Poe: stop here\n", encoding="utf-8")

    with pytest.raises(DamagedIndexError, match=r"older quotesearch.*\n.*quotesearch rebuild"):
        add(index, [], LinesSaid())
    with pytest.raises(KeyboardInterrupt):
        rebuild(index, [], LinesSaid(stop_at="stop here"))
    assert "1" in numbers(index)

    rebuild(index, [], LinesSaid())
    assert len(said(index)) == 4
    assert len(numbers(index)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_first_rebuild_that_is_killed_is_no_index_yet(news: Path, index: Path) -> None:
    process = multiprocessing.get_context("fork").Process(
        target=_die_while_writing, args=(index, news, "checksum")
    )
    process.start()
    process.join()

    with pytest.raises(NoIndexError, match="quotesearch rebuild"):
        open_index(index)
    assert counts(add(index, [news], LinesSaid())) == (2, 0, 0, 0)
    assert len(numbers(index)) == 1


def test_pickles_without_our_manifest_are_never_opened(
    news: Path, index: Path, tmp_path: Path, engine_name: str
) -> None:
    """A folder of Whoosh files that quotesearch did not write is not read, under any name."""
    if engine_name != "whoosh":
        pytest.skip("has no pickles")
    rebuild(index, [news], LinesSaid())
    trap = tmp_path / "sprung"
    toc = next((index / "generations" / "1" / "engine").glob("*.toc"))
    toc.write_bytes(b"cos\nmkdir\n(V" + str(trap).encode() + b"\ntR.")

    with pytest.raises(DamagedIndexError):
        open_index(index)
    assert not trap.exists()
