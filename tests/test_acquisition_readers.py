"""The table of readers: what a file is, and that a new kind of file is a line in it."""

from __future__ import annotations

from dataclasses import replace

from quotesearch.acquisition import KINDS_READ, reading
from quotesearch.acquisition.readers import READERS, Reader, reader_of, suffixes
from quotesearch.model import RawDocument, Span


def tape(content: bytes) -> tuple[str, str]:
    """A made-up kind of file: words backwards after a mark."""
    return content.removeprefix(b"TAPE").decode()[::-1], "utf-8"


def halves(document: RawDocument) -> tuple[RawDocument, ...]:
    middle = document.source.index("|") + 1
    ends = (Span(0, middle), Span(middle, len(document.source)))
    return tuple(replace(document, extent=extent) for extent in ends)


TAPE = Reader(
    "audio/tape", (".tape",), lambda content: content.startswith(b"TAPE"), lambda _: False, tape, halves
)


def test_a_reader_in_the_table_reads_its_files(tmp_path, monkeypatch):
    """Recognised by content or suffix, decoded and divided by its own functions."""
    monkeypatch.setattr(reading, "READERS", (*READERS, TAPE))
    monkeypatch.setattr(
        reading, "reader_of", lambda content, suffix: reader_of(content, suffix, (*READERS, TAPE))
    )
    file = tmp_path / "a.txt"
    file.write_bytes(b"TAPE.deniar tI|.niaR")
    first, second = reading.documents_in(str(file))
    assert (first.media_type, first.text, second.text) == ("audio/tape", "Rain.|", "It rained.")
    assert reader_of(b"no mark", ".tape", (*READERS, TAPE)) is TAPE


def test_each_suffix_has_one_reader_and_is_named_to_users():
    every = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(every) == len(set(every)) == len(suffixes())
    assert all(suffix in KINDS_READ.split()[0:] or suffix in KINDS_READ for suffix in every)


def test_the_first_reader_reads_what_no_other_recognises():
    assert reader_of(b"It rained.", "").media_type == "text/plain"
    assert reader_of(b"It rained.", ".unknown") is READERS[0]
