"""A file that takes too long, or ends the process that reads it, is named; all others are done."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_stories import run

from quotesearch import pipeline
from quotesearch.acquisition import read_documents, reading
from quotesearch.cleaning import clean
from quotesearch.errors import QuotesearchError, UnreadableFileError
from quotesearch.indexing import index_stats
from quotesearch.indexing.collection.syncing import add, rebuild
from quotesearch.indexing.collection.verifying import verify
from quotesearch.model import Failure, RawDocument, ReadExtraction
from quotesearch.pipeline import Pipeline, read_quotes
from quotesearch.processes import Task, over_processes
from quotesearch.time_limit import limited

SAID = "“We ran out of water on the second day,” Ann Lee said on Monday.\n\nThe road is open again.\n"
SLOW = "took longer than 0.3 seconds; give it more with --timeout 1.5"

needs_timers = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no such timer here")
pytestmark = needs_timers


@pytest.fixture
def news(tmp_path) -> Path:
    """A folder with five articles, the third of which is slow to read."""
    for name in "abcde":
        (tmp_path / f"{name}.txt").write_text(SAID.replace("Ann", f"Ann{name}"), encoding="utf-8")
    return tmp_path


def documents(folder: Path) -> list[RawDocument]:
    return [item for item in read_documents([folder]) if isinstance(item, RawDocument)]


def is_slow(document: RawDocument) -> bool:
    return Path(document.path).name == "c.txt"


def spin(document: RawDocument, repeated: object = None) -> str:
    """Work that never ends, in Python."""
    while is_slow(document):
        pass
    return Path(document.path).name


def spin_and_catch(document: RawDocument, repeated: object) -> str:
    """Work that never ends and catches every exception, as a library may do."""
    while is_slow(document):
        with contextlib.suppress(Exception):
            spin(document)
    return Path(document.path).name


def stick(document: RawDocument, repeated: object) -> str:
    """Work in C that never ends and ignores signals."""
    if is_slow(document):
        sum(range(1 << 62))
    return Path(document.path).name


def die(document: RawDocument, repeated: object) -> str:
    """Work that ends its process, as the system does when memory runs out."""
    if is_slow(document):
        os.kill(os.getpid(), signal.SIGKILL)
    return Path(document.path).name


def done(
    work: Callable[[RawDocument, object], str], folder: Path, jobs: int, seconds: float | None = 0.3
) -> list[object]:
    """The results for five articles: a name, or the reason of a failure."""
    outcomes = Pipeline(jobs, seconds).each(work, documents(folder), Pipeline().count_lines([], None))
    return [each.reason if isinstance(each, Failure) else each for each in outcomes]


@pytest.mark.parametrize("work", [spin, spin_and_catch])
def test_a_file_that_takes_too_long_is_a_failure_and_the_others_are_done(work, news):
    assert done(work, news, jobs=1) == ["a.txt", "b.txt", SLOW, "d.txt", "e.txt"]


@pytest.mark.parametrize("chunk", [3])
@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (spin, SLOW),
        (stick, SLOW),
        (die, "ended the process that read it, perhaps because memory ran out; try --jobs 1"),
    ],
)
def test_a_file_that_takes_too_long_with_several_processes(work, reason, chunk, news, monkeypatch):
    monkeypatch.setattr(pipeline, "LARGE", 1)
    monkeypatch.setattr(pipeline, "CHUNK", chunk)
    monkeypatch.setattr(pipeline, "AHEAD", 2)

    assert done(work, news, jobs=2) == ["a.txt", "b.txt", reason, "d.txt", "e.txt"]


def test_a_process_that_ends_before_it_reads_anything_is_an_error_message(news):
    task = Task(spin, _end, "")

    with pytest.raises(QuotesearchError, match="--jobs 1"):
        list(over_processes(task, [documents(news)], jobs=2, ahead=2))


def _end(line_counts: str) -> None:
    os._exit(1)


@pytest.mark.parametrize("large", [1, 1_000_000], ids=["several processes", "one process"])
def test_a_file_that_is_slow_to_count_is_named_once_and_not_tried_again(news, monkeypatch, large):
    """Lines are counted before anything is extracted; a new process would not have the patch."""
    tried = []
    monkeypatch.setattr(pipeline, "LARGE", large)
    monkeypatch.setattr(
        pipeline, "lines_of", lambda document, parsed: tried.append(document.path) or _slowly(document)
    )

    items = list(read_quotes([news], jobs=1, seconds=0.3))

    assert [type(item) for item in items] == [
        ReadExtraction,
        ReadExtraction,
        Failure,
        ReadExtraction,
        ReadExtraction,
    ]
    assert items[2] == Failure(str(news / "c.txt"), SLOW)
    assert tried.count(str(news / "c.txt")) == 1


def _slowly(document: RawDocument) -> object:
    spin(document)
    from quotesearch.cleaning import lines_of

    return lines_of(document)


def test_a_file_that_is_slow_to_open_is_named(news, monkeypatch):
    read_document = reading.read_document
    monkeypatch.setattr(reading, "read_document", lambda *args: _open_slowly(read_document(*args)))

    items = list(read_quotes([news], jobs=1, seconds=0.3))

    assert [item for item in items if isinstance(item, Failure)] == [Failure(str(news / "c.txt"), SLOW)]
    assert len(items) == 5


def _open_slowly(document: RawDocument) -> RawDocument:
    spin(document)
    return document


def test_the_index_remembers_the_file_like_any_other_failure(news, tmp_path_factory, monkeypatch):
    index = tmp_path_factory.mktemp("index")
    extract_quotes = pipeline.extract_quotes
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "extract_quotes", lambda article: spin(article) and extract_quotes(article))
        report = rebuild(index, [news], Pipeline(1, 0.3), file_seconds=0.3)
        assert report.failures == (Failure(str(news / "c.txt"), SLOW),)
        assert index_stats(index).failures == report.failures
        assert report.articles == 4

    report = add(index, [], Pipeline(1, 60.0), file_seconds=60.0)
    assert (report.added, report.articles, report.failures) == (1, 5, ())


def test_verify_names_the_file(news, tmp_path_factory, monkeypatch):
    index = tmp_path_factory.mktemp("index")
    rebuild(index, [news], Pipeline(1))
    from quotesearch.indexing.collection import verifying

    read_document = verifying.read_document
    monkeypatch.setattr(verifying, "read_document", lambda *args: _open_slowly(read_document(*args)))

    (found,) = verify(index, seconds=0.3)
    assert (Path(found.path).name, found.state, found.reason) == ("c.txt", "unreadable", SLOW)


def _forever() -> None:
    while True:
        pass


def test_the_limit_grows_with_the_file():
    """Each MiB begun adds the limit once more; only CPU time counts, so waiting costs nothing."""
    assert limited(0.2, (3 << 20) + 1, lambda: time.sleep(0.5) or _computed(0.4)) == "done"
    with pytest.raises(UnreadableFileError, match=r"0\.8 seconds \(0\.2 for each MiB\)"):
        limited(0.2, (3 << 20) + 1, _forever)


def _computed(seconds: float) -> str:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return "done"


@pytest.mark.parametrize("seconds", [None, 0, 60.0])
def test_signal_handlers_are_restored(seconds):
    def handler(number: int, frame: object) -> None:
        """A handler of the caller."""

    before = signal.signal(signal.SIGPROF, handler)
    try:
        assert limited(seconds, 1, lambda: 5) == 5
        with pytest.raises(ZeroDivisionError):
            limited(seconds, 1, lambda: 1 // 0)
        assert signal.getsignal(signal.SIGPROF) is handler
        assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    finally:
        signal.signal(signal.SIGPROF, before)
    assert gc.isenabled()


def test_an_outer_limit_holds_for_an_inner_one():
    with pytest.raises(UnreadableFileError, match=r"0\.2 seconds"):
        limited(0.2, 1, lambda: limited(60, 1, _forever))


def test_outside_of_the_main_thread_there_is_no_limit():
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(limited(0.1, 1, lambda: _computed(0.3))))
    thread.start()
    thread.join()
    assert found == ["done"]


@pytest.mark.parametrize("command", ["extract", "clean", "rebuild", "add"])
def test_each_command_names_the_file_and_does_the_others(command, news, monkeypatch):
    monkeypatch.chdir(news.parent)
    monkeypatch.setattr(pipeline, "clean", _clean_slowly)

    ended = run(command, "--timeout", "0.3", "--jobs", "1", "--format", "json", str(news))

    assert ended.exit_code == 2
    assert f"c.txt: {SLOW}\n1 file could not be read; all others were.\n" in ended.stderr
    assert ended.stderr.count("c.txt") == 1
    printed = json.loads(ended.stdout)
    assert (len(printed) if isinstance(printed, list) else printed["articles"]) == 4


def _clean_slowly(document: RawDocument, *rest: object, **named: object) -> object:
    spin(document)
    return clean(document, *rest, **named)


def test_a_place_in_the_file_is_not_shown(news, monkeypatch):
    monkeypatch.setattr(pipeline, "clean", _clean_slowly)

    ended = run("show", "--timeout", "0.3", f"{news}/c.txt:5")

    assert ended.exit_code == 2
    assert f"c.txt: {SLOW}" in ended.stderr


@pytest.mark.parametrize("wrong", ["-1", "nan", "inf", "none", "", "1e9"])
def test_an_invalid_timeout_is_an_error(wrong, news):
    ended = run("extract", "--timeout", wrong, str(news))

    assert ended.exit_code == 2
    assert "Invalid value for '--timeout'" in ended.stderr
    assert ended.stdout == ""


def test_no_timeout(news):
    assert run("extract", "--timeout", "0", str(news)).exit_code == 0


def test_nothing_is_lost_if_a_process_is_killed_between_two_documents(news, tmp_path):
    """New processes do the rest: only a document during which a process ends is a failure."""
    (tmp_path / "left").write_text("xx", encoding="utf-8")
    task = Task(_name_of, _end_twice, str(tmp_path / "left"))

    assert list(over_processes(task, [documents(news)], jobs=1, ahead=2)) == [
        "a.txt", "b.txt", "c.txt", "d.txt", "e.txt"
    ]  # fmt: skip


def _name_of(document: RawDocument, prepared: object) -> str:
    return Path(document.path).name


def _end_twice(left: str) -> None:
    """End the process as many times as the file has letters."""
    letters = Path(left).read_text(encoding="utf-8")
    if letters:
        Path(left).write_text(letters[1:], encoding="utf-8")
        os._exit(1)
