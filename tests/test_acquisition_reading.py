"""ArticleText files: the documents, and helpful messages for refused files."""

from __future__ import annotations

import gzip
import json
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesearch.acquisition import decode_document, read_document, read_documents, reading
from quotesearch.acquisition.sidecars import parse_sidecar
from quotesearch.errors import MissingPathError, UnreadableFileError
from quotesearch.model import Failure, RawDocument, Skipped

SAID = "“Run,” he said.\r\n"


def refusal(path: Path) -> str:
    """The message for a file that is not read."""
    with pytest.raises(UnreadableFileError) as caught:
        read_document(path)
    return str(caught.value)


def test_a_document_has_all_characters_of_the_file(tmp_path):
    path = tmp_path / "a.txt"
    data = ("\ufeff" + SAID).encode()
    path.write_bytes(data)

    assert list(read_documents([path])) == [
        RawDocument(str(path), sha256(data).hexdigest(), "utf-8", "text/plain", "\ufeff" + SAID)
    ]


def test_the_path_is_shown_as_it_was_given(tmp_path, monkeypatch):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(SAID, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    (document,) = read_documents(["news/"])
    assert document.path == str(Path("news") / "a.txt")


def test_a_compressed_file_is_read_and_its_digest_is_of_the_bytes_on_disk(tmp_path):
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(f"<p>{SAID}</p>".encode()))

    document = read_document(path)
    assert document.source == f"<p>{SAID}</p>"
    assert document.media_type == "text/html"
    assert document.sha256 == sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.txt", SAID, "text/plain"),
        ("a.md", SAID, "text/markdown"),
        ("a.HTM", SAID, "text/html"),
        ("a.txt", f"\n<!DOCTYPE html><p>{SAID}", "text/html"),
        ("a.txt", f"In HTML, <p>{SAID}</p> is a paragraph.", "text/plain"),
    ],
)
def test_the_suffix_decides_the_kind_unless_the_file_is_clearly_a_page(tmp_path, name, content, media_type):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")

    assert read_document(path).media_type == media_type


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"%PDF-1.7\n...", "not a text file (PDF)"),
        (b"PK\x03\x04...", "not a text file (ZIP or Office document)"),
        (b"\x89PNG\r\n", "not a text file (picture)"),
        (b"Run\0now", "not a text file (binary, or UTF-16 without a byte-order mark)"),
        (bytes(range(1, 32)) * 9, "not a text file (binary)"),
    ],
)
def test_files_that_are_not_articles_are_refused_with_a_reason(tmp_path, content, reason):
    path = tmp_path / "a.txt"
    path.write_bytes(content)

    assert refusal(path) == reason


@pytest.mark.parametrize("end", ["", "is how it begins. ", "\n\n", "é is how it begins. "])
@pytest.mark.parametrize(
    "start",
    ["%PDF-1.7 ", "{\\rtf", "{\\rtf1\\ansi ", "%!PS ", "GIF89a ", "BZh9 ", "bplist00 ", "SQLite format 3 "],
)
def test_an_article_that_begins_like_a_file_of_another_kind_is_read(tmp_path, start, end):
    """If prose follows the first line."""
    path = tmp_path / "a.txt"
    path.write_text(f"{start}{end}The road stays open. {SAID}\n", encoding="utf-8")

    assert read_document(path).source.startswith(start)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "PDF"),
        (b"%PDF-1.4\n4 0 obj\n<< >>\nstream\nBT (We stay, she said.) Tj ET\nendstream\nendobj\n", "PDF"),
        (b"{\\rtf1\\ansi\\deff0\n\\pard We stay, said Ann Lee. The road stays, too.\\par\n}\n\0", "RTF document"),
        (b"{\\rtf1\\ansi\\deff0\\pard\n\\plain We stay,\nsaid Ann Lee. The road stays open.\n", "RTF document"),
        (b"%!PS-Adobe-3.0\n%%Title: Road\n/Times findfont setfont\n(We stay.) show\nshowpage\n", "PostScript"),
        (b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff", "picture"),
        (b"BZh91AY&SY\x04\x9f\xa0\x1c", "compressed with bzip2"),
        (b"bplist00\xd1\x01\x02_\x10\x0fWebMainResource", "Safari web archive"),
        (b"SQLite format 3\0\x10\0\x01\x01", "database"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_refused_with_its_kind(tmp_path, content, name):
    path = tmp_path / "a.txt"
    path.write_bytes(content)

    assert refusal(path) == f"not a text file ({name})"


def test_a_file_larger_than_any_article_is_refused_without_being_read_whole(tmp_path):
    """Fifty megabytes in one line."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    assert refusal(path) == "is larger than 16 MiB, more than one article can be"


def test_a_file_of_some_megabytes_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(SAID * 300_000, encoding="utf-8", newline="")

    assert len(read_document(path).source) == len(SAID) * 300_000


def test_a_compressed_file_is_not_unpacked_beyond_the_limit(tmp_path, monkeypatch):
    """A bomb: a gigabyte of spaces in a megabyte."""
    monkeypatch.setattr(reading, "LARGEST", 1 << 20)
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b" " * (64 << 20)))

    assert refusal(path) == "is larger than 1 MiB, more than one article can be"


@pytest.mark.parametrize("data", [gzip.compress(b"x" * 9999)[:-9], b"\x1f\x8b\x08\x00" + b"?" * 30])
def test_a_damaged_compressed_file_is_refused(tmp_path, data):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(data)

    assert refusal(path) == "is damaged or cut off, and cannot be decompressed"


def test_an_uncompressed_text_with_a_compressed_suffix_is_read(tmp_path):
    """Some programs decompress what they download and do not change the name."""
    path = tmp_path / "a.txt.gz"
    path.write_bytes(SAID.encode())

    assert read_document(path).source == SAID


def test_a_binary_file_is_not_called_damaged(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(b"\x89PNG\r\n")

    assert refusal(path) == "not a gzip file, in spite of its name"


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("saved_page", b"<!doctype html><p>Run", "text/html"),
        ("story.php", b"<div><p>Run</p>", "text/html"),
        ("story", SAID.encode(), "text/plain"),
        ("story.bak", gzip.compress(SAID.encode()), "text/plain"),
    ],
)
def test_the_content_decides_the_kind_of_a_file_with_another_suffix(tmp_path, name, data, media_type):
    path = tmp_path / name
    path.write_bytes(data)

    assert read_document(path).media_type == media_type


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")

    assert refusal(tmp_path / "a.txt") == "not a regular file (a named pipe)"


def test_a_file_without_read_permission_does_not_stop_the_others(tmp_path, forbidden):
    for name in "a.txt", "b.pdf", "c.txt", "d.txt":
        (tmp_path / name).write_text(SAID, encoding="utf-8")
    (tmp_path / "d.txt").write_bytes(b"\x7fELF")
    forbidden.append(tmp_path / "a.txt")

    first, second, third, fourth = read_documents([tmp_path])
    assert first == Failure(str(tmp_path / "a.txt"), "permission denied")
    assert second == Skipped(str(tmp_path / "b.pdf"), ".pdf")
    assert isinstance(third, RawDocument)
    assert fourth == Failure(str(tmp_path / "d.txt"), "not a text file (program)")


def test_a_missing_path_is_an_error_before_anything_is_read(tmp_path):
    with pytest.raises(MissingPathError):
        read_documents([tmp_path / "gone"])


def test_a_sidecar_comes_with_its_article(tmp_path):
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    said = {
        "headline": "Road\n opens",
        "byline": ["Ann Lee", "Bo Roe"],
        "published": "2024-10-31",
        "outlet": "The Post",
        "url": "https://example.org/1",
        "mood": "good",
    }
    (tmp_path / "a.txt.meta.json").write_text(json.dumps(said), encoding="utf-8")

    sidecar = read_document(tmp_path / "a.txt").sidecar
    assert sidecar.headline == "Road opens"
    assert sidecar.byline == ("Ann Lee", "Bo Roe")
    assert (sidecar.published, sidecar.outlet) == ("2024-10-31", "The Post")
    assert sidecar.url == "https://example.org/1"
    assert sidecar.problem is None
    assert sidecar.sha256 == sha256((tmp_path / "a.txt.meta.json").read_bytes()).hexdigest()


def test_a_broken_sidecar_is_named_and_its_article_read_all_the_same(tmp_path):
    (tmp_path / "a.txt").write_bytes(SAID.encode())
    (tmp_path / "a.txt.meta.json").write_text('{"headline": ', encoding="utf-8")

    failure, document = read_documents([tmp_path])
    assert failure == Failure(str(tmp_path / "a.txt.meta.json"), "is not valid JSON")
    assert document.source == SAID


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[1, 2]", 'is not a JSON object like {"headline": "…"}'),
        ('{"published": "31 October"}', "published is not a date (2024-10-31)"),
        ('{"published": 20241031}', "published is not a date (2024-10-31)"),
        ('{"headline": ["a"]}', "headline is not a text"),
        (
            '{"byline": 3, "url": "soon"}',
            "byline is neither a name nor a list of names; url is not a web address (https://…)",
        ),
        ('{"outlet": "\\ud800"}', "outlet holds half a character"),
        ("[" * 100_000, "is not valid JSON"),
    ],
)
def test_unusable_parts_of_a_sidecar_are_named(content, problem):
    assert parse_sidecar("a.txt.meta.json", content.encode()).problem == problem


def test_valid_fields_of_a_broken_sidecar_are_used():
    sidecar = parse_sidecar("a.txt.meta.json", b'{"outlet": "The Post", "published": "soon", "url": null}')

    assert (sidecar.outlet, sidecar.published, sidecar.url) == ("The Post", None, None)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"byline": [[]]}', b"null", b"NaN"])
@pytest.mark.parametrize("path", ["a.txt.meta.json"])
def test_any_sidecar_gives_a_record(path, content):
    assert parse_sidecar(path, content).path == path


@given(st.binary(max_size=200))
def test_any_bytes_as_sidecar_give_a_record(data):
    assert parse_sidecar("a.txt.meta.json", data).sha256 == sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (SAID.encode(), "text/plain"),
        (b"<!doctype html>Run", "text/html"),
        (b"<div><p>Run</p>", "text/html"),
        (b"2 < 3 and <so> on", "text/plain"),
        (gzip.compress(b"<html>Run"), "text/html"),
    ],
)
def test_the_kind_of_standard_input_is_detected(data, media_type):
    document = decode_document(data)

    assert document.media_type == media_type
    assert document.path == "-"
    assert document.sha256 == sha256(data).hexdigest()


@given(
    st.binary(max_size=500) | st.text().map(str.encode) | st.text().map(lambda text: text.encode("utf-16"))
)
def test_any_bytes_are_a_document_or_a_deliberate_error(data):
    with suppress(UnreadableFileError):
        assert decode_document(data).source.strip("\ufeff \t\r\n\f\v")
