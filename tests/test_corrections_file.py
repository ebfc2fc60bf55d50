"""The file of corrections: incomplete lines, invalid lines, many writers."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from corrected import built_of, correct, speaker_of
from hypothesis import given
from hypothesis import strategies as st
from lines_said import LinesSaid

from quotesearch.errors import BusyIndexError
from quotesearch.indexing.collection.syncing import add
from quotesearch.indexing.corrections.corrections_file import (
    append_correction,
    new_correction,
    read_corrections,
)
from quotesearch.indexing.storage.locking import Lock
from quotesearch.model import Failure
from quotesearch.model.corrections import Correction


@pytest.fixture
def built(news: Path, index: Path) -> Path:
    return built_of(news, index)


def test_an_incomplete_last_line_loses_only_itself(built: Path, news: Path) -> None:
    """The incomplete line of a killed writer is skipped and named; the next correction begins a new line."""
    correct(built, "ran", "Bo Roe")
    file = news / "corrections.jsonl"
    file.write_bytes(file.read_bytes() + file.read_bytes()[:50])
    report = add(built, [], LinesSaid())
    assert report.notes == (Failure(str(file), "line 2 is not a valid correction and was skipped"),)
    assert speaker_of(built, "ran") == "Bo Roe"

    correct(built, "ran", "Cy Poe")
    assert speaker_of(built, "ran") == "Cy Poe"
    assert len(read_corrections(str(file))[0]) == 2


def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "corrections.jsonl"

    def write(number: int) -> None:
        for _ in range(10):
            append_correction(
                new_correction("merge", name=f"Ann Lee {number}", into="é" * 200, file=str(file))
            )

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    found, notes = read_corrections(str(file))
    assert (len(found), notes) == (80, [])


def test_a_writer_waits_for_another_but_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotesearch.indexing.corrections.corrections_file.WAIT_SECONDS", 0.1)
    file = tmp_path / "corrections.jsonl"
    told: list[str] = []
    with Lock.wait(file, 1), pytest.raises(BusyIndexError):
        append_correction(new_correction("merge", name="a", into="b", file=str(file)), told.append)
    assert len(told) == 1


LINES = st.lists(
    st.binary(max_size=60)
    | st.dictionaries(
        st.sampled_from(
            ["id", "action", "who", "when", "selector", "into", "name", "quote", "undoes", "file"]
        ),
        st.sampled_from(["merge", "undo", "speaker", "", "x", None, 3, [], {}, {"paths": "x", "start": 1}]),
    ).map(lambda fields: json.dumps(fields).encode()),
    max_size=8,
)


@given(LINES)
def test_no_line_is_an_error(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    """With any content of the file, exactly its valid corrections count."""
    file = tmp_path_factory.mktemp("lines") / "corrections.jsonl"
    file.write_bytes(b"\n".join([*lines, b""]))
    good = Correction(
        "1", "merge", "me", "2024-01-01T00:00:00Z", name="Ann Lee", into="Ann Roe", file=str(file)
    )
    append_correction(good)

    found, notes = read_corrections(str(file))
    assert found[-1] == good
    assert len(found) + len(notes) <= sum(line.count(b"\n") + 1 for line in lines) + 1
