"""Texts that are not articles: their kinds, and that no article is refused."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesearch.acquisition import decode_document
from quotesearch.acquisition.text_kinds import KINDS, text_kind
from quotesearch.errors import UnreadableFileError

CASES = Path(__file__).parent / "cases" / "kinds.txt"
PIECES = st.sampled_from(
    ['{"a": ', "[", "]", "}", '"', ",", "\n", "From: ", "MIME-Version: 1", "Message-ID: <a@b>", "<?xml ?>", "<rss ",
     ">", "a,b,c\n", "1,2,3\n", "CREATE TABLE a (", "/*", "--", "#!/bin/sh\n", "def a():\n", "    return 1\n", ";\n",
     "}\n", "2024-10-31 10:15:02 INFO ", "HTTP/1.1 200\n", "“We stay,” said Ann Lee. ", "\t", "\r", "\ufeff", "\0"]
)  # fmt: skip


def cases() -> Iterator[pytest.param]:
    """The cases of tests/cases/kinds.txt."""
    text = CASES.read_text(encoding="utf-8")
    comment, _, text = text.partition("\n\n")
    assert all(line.startswith("# ") for line in comment.splitlines())
    fields = iter(text.split("\n.\n"))
    while fields_of_case := tuple(islice(fields, 3)):
        if not any(field.strip() for field in fields_of_case):
            return
        title, source, kind = fields_of_case
        yield pytest.param(_repeated(source), kind, id=title.strip())


def _repeated(source: str) -> str:
    """A text in which `[…9]` is replaced by nine copies of the line above it."""
    lines: list[str] = []
    for line in source.split("\n"):
        if line.startswith("[…"):
            lines += lines[-1:] * int(line[2:-1])
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["", "Windows"])
@pytest.mark.parametrize(("source", "kind"), list(cases()))
def test_the_kind_of_a_text(source, kind, line_end):
    """Also with other line ends, and with empty lines or a byte-order mark before it."""
    for before in "", "\n\n", "\ufeff":
        found = text_kind(before + source.replace("\n", line_end))
        assert (found.name if found else "article") == kind


def test_every_kind_has_a_case():
    assert {kind.name for kind in KINDS} < {case.values[1] for case in cases()}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_other_kinds_are_refused_in_one_line_that_says_what_to_do(kind):
    source = next(case.values[0] for case in cases() if case.values[1] == kind.name)
    with pytest.raises(UnreadableFileError) as caught:
        decode_document(source.encode())

    assert str(caught.value) == f"this is {kind.name}, not an article; {kind.advice}"
    assert "\n" not in str(caught.value)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_an_article_or_has_a_kind(source):
    assert text_kind(source) in (None, *KINDS)


@pytest.mark.parametrize(
    "piece", ["{", "[", '{"a":', '"', "From: a\n", "<!--", "<!DOCTYPE a [", "a,", "/*", "--\n", "\\", "{\n", "}\n",
              "def a():\n", "CREATE TABLE ", "INSERT INTO ", "From a Thu Oct 31 09:00 2024 ", " ", "\t,",
              "#!/a\n<<EOF\n", "INSERT INTO a VALUES ('", "COPY a\n", "BEGIN:VCARD\n", "WEBVTT\n", "TY  - AB\n",
              "1\n00:00:01,000 --> 00:00:02,000\n", "-----BEGIN A-----\n", '"\\n', "<a.b>", "--- a\n+++ b\n",
              "WARC/1.0\n", '#!/a\n"""', "=pod\n", "a-", "We stay. "]
)  # fmt: skip
def test_a_megabyte_of_first_lines_is_checked_in_bounded_time(piece):
    """A rule that takes time with the square of its input would not end."""
    text_kind("{" + piece * (1_000_000 // len(piece)))
    text_kind(piece * (1_000_000 // len(piece)))
