"""The pipeline from files to quotes, with any number of processes."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from quotesearch import pipeline
from quotesearch.acquisition import decode_document, read_documents, reading
from quotesearch.errors import MissingPathError
from quotesearch.indexing import open_index
from quotesearch.indexing.collection.syncing import rebuild
from quotesearch.model import (
    NO_LIMIT,
    Article,
    Extraction,
    Failure,
    Query,
    RawDocument,
    ReadExtraction,
    Skipped,
)
from quotesearch.pipeline import Pipeline, read_articles, read_quotes

SAID = "“We ran out of water on the second day,” Ann Lee said on Monday.\n\nThe road is open again.\n"


@pytest.fixture
def news(tmp_path) -> Path:
    """A folder with two articles, a file that is not an article and one of another kind."""
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "c.docx").write_bytes(b"PK")
    (tmp_path / "d.txt").write_text(SAID.replace("Ann Lee", "Bo Roe"), encoding="utf-8")
    return tmp_path


def documents(folder: Path) -> list[RawDocument]:
    return [item for item in read_documents([folder]) if isinstance(item, RawDocument)]


def test_results_are_in_the_order_of_files_with_failures_among_them(news):
    kinds = [type(item) for item in read_articles([news])]

    assert kinds == [Article, Failure, Skipped, Article]


def test_a_result_has_the_source_of_its_quotes(news):
    first, *_ = read_quotes([news])

    assert isinstance(first, ReadExtraction)
    assert first.source == SAID
    (quote,) = first.extraction.quotes
    part = quote.parts[0]
    assert first.source[part.start : part.end] == "We ran out of water on the second day,"


def test_given_documents_come_before_the_files(news):
    given = decode_document(SAID.encode())
    first, second, *_ = read_articles([news], given=[given])

    assert (first.path, second.path) == ("-", str(news / "a.txt"))


def test_results_do_not_depend_on_the_number_of_processes(news, monkeypatch):
    alone = list(read_quotes([news], jobs=1))
    monkeypatch.setattr(pipeline, "LARGE", 1)
    monkeypatch.setattr(pipeline, "CHUNK", 1)
    monkeypatch.setattr(pipeline, "AHEAD", 1)

    assert list(read_quotes([news], jobs=2)) == alone


KILLED = """
import multiprocessing, os, signal, sys, time
from quotesearch import pipeline
if __name__ == "__main__":
    pipeline.LARGE = 1
    items = iter(pipeline.read_quotes([sys.argv[1]], jobs=2))
    next(items)  # which stays open: the processes are at work
    print(*(process.pid for process in multiprocessing.active_children()), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux who is alive")
def test_processes_end_with_the_one_that_started_them(news, tmp_path_factory):
    """A killed process cannot end its children; they must not wait for work forever."""
    told = tmp_path_factory.mktemp("told") / "pids"  # no pipe, because processes that stay would hold it open
    with told.open("w") as output:
        done = subprocess.run([sys.executable, "-c", KILLED, news], check=False, stdout=output)
    assert done.returncode == -signal.SIGKILL
    left = {Path(f"/proc/{pid}/stat") for pid in told.read_text().split()}
    assert left

    end = time.monotonic() + 20
    while left and time.monotonic() < end:
        time.sleep(0.05)
        left = {
            stat for stat in left if stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"
        }
    assert not left


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_processes_of_a_killed_program_print_nothing(news):
    """Python would print a warning after the shell's new prompt."""
    done = subprocess.run(  # ends when the last process has closed standard error
        [sys.executable, "-c", KILLED.replace("    os.kill", "    time.sleep(3)\n    os.kill"), news],
        check=False,
        capture_output=True,
        timeout=60,
    )  # a process that is just starting would print an error about the killed one
    assert done.returncode == -signal.SIGKILL
    assert done.stderr == b""


def test_an_index_does_not_depend_on_the_number_of_processes(news, tmp_path_factory, monkeypatch):
    """The same quotes in the same order, with the same fields."""
    monkeypatch.setattr(pipeline, "LARGE", 1)
    monkeypatch.setattr(pipeline, "CHUNK", 1)
    made = []
    for jobs in (1, 2):
        index = tmp_path_factory.mktemp("index")
        rebuild(index, [news], Pipeline(jobs))
        with closing(open_index(index)) as engine:
            made.append(list(engine.hits(Query(limit=NO_LIMIT))))

    assert len(made[0]) == 2
    assert made[0] == made[1]


def test_a_small_collection_is_read_once(news, monkeypatch):
    opened = []
    read_document = reading.read_document
    monkeypatch.setattr(
        reading, "read_document", lambda *file: opened.append(file[0]) or read_document(*file)
    )

    assert len(list(read_quotes([news]))) == 4
    assert [Path(path).name for path in opened] == ["a.txt", "b.txt", "d.txt"]


def test_a_large_collection_is_read_twice_and_not_kept_in_memory(news, monkeypatch):
    """First some of it, to see that it is large; then once to count recurring lines, and once to extract."""
    opened = []
    read_document = reading.read_document
    monkeypatch.setattr(
        reading, "read_document", lambda *file: opened.append(file[0]) or read_document(*file)
    )
    monkeypatch.setattr(pipeline, "LARGE", 1)

    assert [type(item) for item in read_quotes([news], jobs=1)] == [
        ReadExtraction,
        Failure,
        Skipped,
        ReadExtraction,
    ]
    assert [Path(path).stem for path in opened] == ["a", *"abd", *"abd"]


def test_a_missing_path_is_an_error_before_anything_is_read(news):
    with pytest.raises(MissingPathError):
        read_quotes([news, news / "gone"])


def test_the_index_gets_one_extraction_for_each_document(news):
    made = list(Pipeline().extract(documents(news), Pipeline().count_lines([], None)))

    assert [type(item) for item in made] == [Extraction, Extraction]
    assert [item.article.path for item in made] == [str(news / "a.txt"), str(news / "d.txt")]


def test_files_are_not_counted_twice(news):
    """Files that the last rebuild counted do not count again in a later call."""
    line_counts = Pipeline().count_lines(documents(news), None)

    assert Pipeline().count_lines(documents(news), line_counts) == line_counts
    assert Pipeline().count_lines([], line_counts) == line_counts


def test_the_fingerprint_covers_every_package_that_reads_an_article():
    """A package that cleaning or extraction imports is part of the rules, except records, errors and the like."""
    package = Path(pipeline.__file__).parent
    imported = {
        found[1]
        for name in pipeline.RULES
        for module in (package / name).glob("**/*.py")
        for found in re.finditer(
            r"^\s*from quotesearch\.(\w+)", module.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    without_rules = {"collector", "doors", "errors", "model", "time_limit"}
    assert imported - without_rules <= set(pipeline.RULES)
    assert {"cleaning", "extraction", "weights"} <= set(pipeline.RULES)


def test_the_fingerprint_depends_only_on_code_word_lists_and_weights(tmp_path, monkeypatch):
    for package in pipeline.RULES:
        (tmp_path / package / "en").mkdir(parents=True)
    words = tmp_path / "lexicons" / "en" / "verbs.txt"
    words.write_bytes(b"said\ntold\n")
    monkeypatch.setattr(pipeline, "files", lambda package: tmp_path)
    before = Pipeline().fingerprint

    (tmp_path / "cleaning" / "rules.pyc").write_bytes(b"compiled")
    words.write_bytes(b"said\r\ntold\r\n")
    assert Pipeline().fingerprint == before

    words.write_bytes(b"said\n")
    assert Pipeline().fingerprint != before
