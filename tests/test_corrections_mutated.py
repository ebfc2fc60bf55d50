"""
No malformed line of corrections.jsonl stops a command or makes another line invalid.

Valid lines are changed in hundreds of ways: every field gets every strange value, is removed or doubled; bytes are
flipped, cut off and inserted. The seed is fixed, so that a failure can be repeated.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from corrected import built_of, correct, hit_of, speaker_of
from lines_said import LinesSaid, said
from strange_files import make_strange

from quotesearch.errors import QuotesearchError
from quotesearch.indexing.collection.correcting import Corrector, corrections_of
from quotesearch.indexing.collection.syncing import add, rebuild
from quotesearch.indexing.corrections.corrections_file import read_corrections

SEED = 20241031
FLIPS = 120
AT_ONCE = 50
"""Mutated lines in one file; each is also read alone."""

STRANGE: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**30, float("nan"), "", " ", "\0", "\ud800", "\u202e", "x" * 5000, "=", "*", "..",
    "/dev/zero", [], ["x"], [[]], [None], ["\ud800"], ["\0"], {}, {"a": 1}, {"start": 1},
)  # fmt: skip

RAW: tuple[bytes, ...] = (
    b"[" * 100_000, b'{"a":' * 50_000, b"{", b"}", b"null", b"[]", b"1", b"NaN", b'"x"', b"\xff\xfe\x00", b"\0",
    b"\xef\xbb\xbf{}", b'{"id": ' + b"1" * 6000 + b"}", b'{"id": 1e999}', b"\x80" * 50, "\u2028{}".encode(),
)  # fmt: skip


@pytest.fixture
def built(news: Path, index: Path) -> Path:
    """An index with a valid correction of one quote; all others are of other quotes and people."""
    built = built_of(news, index)
    correct(built, "ran", "Cy Poe")
    return built


def valid_lines(built: Path) -> list[dict[str, Any]]:
    """A line of each action, as quotesearch writes it."""
    (first, _) = read_corrections(str(built.parent / "news" / "corrections.jsonl"))
    selector = {
        "paths": ["b.txt"], "sha256": hit_of(built, "fire").article.sha256, "start": 32, "end": 41,
        "words": "And fire.", "exact": "And fire.", "before": "Bo Roe: ", "after": "\n",
    }  # fmt: skip
    about = {"who": "ann", "when": "2020-01-31T12:00:00Z", "because": "I was there"}
    return [
        {"id": "1", "action": "speaker", **about, "name": "Di Zim", "type": "person", "selector": selector},
        {"id": "2", "action": "not-a-quote", **about, "quote": "5f", "selector": selector},
        {"id": "3", "action": "merge", **about, "name": "Bo Roe", "into": "Robert Roe"},
        {"id": "4", "action": "undo", **about, "undoes": "3", "quote": "5f"},
        {"id": "5", "action": "undo", **about, "undoes": first[0].id[:-1], "quote": first[0].quote},
    ]  # fmt: skip


def mutated(lines: Sequence[dict[str, Any]]) -> Iterator[bytes]:
    """Lines with one fault each."""
    yield from RAW
    for line in lines:
        for holder in (line, line.get("selector")):
            for name, kept in list((holder or {}).items()):
                assert holder is not None
                for value in STRANGE:
                    holder[name] = value
                    yield json.dumps(line).encode()
                del holder[name]
                yield json.dumps(line).encode()
                holder[name] = kept
        whole = json.dumps(line)
        yield (whole[:-1] + ', "id": "9"}').encode()
        yield (whole[:-1] + ', "unknown": 1}').encode()
        yield whole.encode("utf-16")
        yield whole.encode() + b"\r"
    choose = random.Random(SEED)  # noqa: S311 - no secret
    for _ in range(FLIPS):
        line = bytearray(json.dumps(choose.choice(lines)).encode())
        for _ in range(choose.randint(1, 4)):
            at = choose.randrange(len(line))
            match choose.randrange(3):
                case 0:
                    line[at] = choose.choice(b'\0\x1b"\\{}[]:,\xff\xc3 9x')
                case 1:
                    del line[at : at + choose.randint(1, 40)]
                case _:
                    line[at:at] = line[choose.randrange(len(line)) :][:40]
            if not line:
                break
        yield bytes(line)


def test_no_malformed_line_stops_a_command(built: Path, news: Path) -> None:
    file = news / "corrections.jsonl"
    valid = file.read_bytes()
    good = valid_lines(built)
    lines = list(mutated(good))
    assert len(lines) > 700
    file.write_text("".join(json.dumps(line) + "\n" for line in good), encoding="utf-8")
    assert len(read_corrections(str(file))[0]) == 5, "before anything is wrong with them, all are valid"
    for line in lines:
        file.write_bytes(line.replace(b"\n", b" ") + b"\n" + valid)
        found, notes = read_corrections(str(file))
        assert len(found) + len(notes) <= 2
        assert found[-1].name == "Cy Poe", line[:300]
    random.Random(SEED).shuffle(lines)  # noqa: S311 - no secret
    for first in range(0, len(lines), AT_ONCE):
        heap = lines[first : first + AT_ONCE]
        file.write_bytes(b"\n".join([*heap, valid]))
        run_all(built)
        assert speaker_of(built, "ran") == "Cy Poe", heap


def run_all(built: Path) -> None:
    """Run every command that reads corrections; it must succeed or end with an error message."""
    rebuild(built, [], LinesSaid())
    add(built, [], LinesSaid())
    assert corrections_of(built)
    assert said(built)
    trying = Corrector(built, LinesSaid(), dry_run=True)
    for attempt in (
        lambda: trying.said_by(hit_of(built, "ran").quote.id, "Ed Fox"),
        lambda: trying.undo("1"),
        lambda: trying.merge("Bo Roe", "Cy Poe"),
        lambda: trying.part("Bo Roe", "Robert Roe"),
    ):
        with suppress(QuotesearchError):
            attempt()


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\n\n"])
def test_a_file_edited_on_windows_is_read(built: Path, news: Path, before: bytes, end: bytes) -> None:
    """A byte-order mark, CRLF line ends and empty lines are all valid."""
    file = news / "corrections.jsonl"
    file.write_bytes(before + file.read_bytes().replace(b"\n", end))

    found, notes = read_corrections(str(file))
    assert ([each.name for each in found], notes) == (["Cy Poe"], [])


def test_a_file_of_another_kind_does_not_fill_the_screen(tmp_path: Path) -> None:
    file = tmp_path / "corrections.jsonl"
    file.write_bytes(b"binary\n" * 500)

    assert [note.reason for note in read_corrections(str(file))[1]] == [
        "line 1 is not a valid correction and was skipped",
        "line 2 is not a valid correction and was skipped",
        "line 3 is not a valid correction and was skipped",
        "497 more lines are not valid corrections and were skipped",
    ]


def test_a_user_without_a_name_can_correct(built: Path, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In some containers the user has no name."""

    def unknown() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("quotesearch.indexing.corrections.corrections_file.getuser", unknown)
    correct(built, "fire", "Di Zim")

    assert speaker_of(built, "fire") == "Di Zim"
    assert read_corrections(str(news / "corrections.jsonl"))[1] == []


@pytest.mark.parametrize("strange", ["pipe", "device", "folder", "huge"])
def test_a_pipe_or_folder_in_place_of_corrections_neither_hangs_nor_changes_anything(
    built: Path, news: Path, strange: str
) -> None:
    """Its corrections of the last time stay until it can be read again."""
    file = news / "corrections.jsonl"
    kept = file.rename(news / "kept.bak")
    make_strange(file, strange)
    report = add(built, [], LinesSaid())
    assert [failure for failure in report.failures if failure.path == str(file)]
    assert speaker_of(built, "ran") == "Cy Poe"
    with pytest.raises(QuotesearchError, match=r"corrections\.jsonl cannot be written"):
        correct(built, "fire", "Di Zim")

    file.rmdir() if strange == "folder" else file.unlink()
    kept.rename(file)
    add(built, [], LinesSaid())
    assert speaker_of(built, "ran") == "Cy Poe"
