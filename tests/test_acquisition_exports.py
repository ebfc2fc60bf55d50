"""Files with many articles: their number, the place of each, and files that cannot be divided."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesearch.acquisition import articles_of, decode_document, read_documents
from quotesearch.errors import UnreadableFileError
from quotesearch.model import Failure, RawDocument

EXPORTS = Path(__file__).parent / "cases" / "exports.txt"
EXPORT = """Document 1 of 2

Road opens

“The road is open,” Ann Lee said.

Document 2 of 2

Bridge falls

“The bridge fell,” Bo Roe said.
"""
LINES = st.sampled_from(
    [
        "Document 1 of 2",
        "Document 2 of 2",
        "2 of 3 DOCUMENTS",
        "End of Document",
        "Document DLYEXM0020241031eaav0002x",
        "HD Road opens",
        "LP The road is open.",
        "PD 31 October 2024",
        "BYLINE: Ann Lee",
        "LENGTH: 12 words",
        "LOAD-DATE: November 1, 2024",
        "____________________",
        "The Daily Example",
        "“The road is open,” the mayor of the town by the river said on Monday.",
        "<p>",
        "",
        "\ufeff",
    ]
)
FILES = st.builds(
    lambda lines, ending: ending.join(lines), st.lists(LINES, max_size=25), st.sampled_from("\n\r")
)


def exports() -> list[pytest.param]:
    """The cases of tests/cases/exports.txt."""
    lines = EXPORTS.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("# "))
    fields = [field.strip("\n") for field in text.split("\n.\n")]
    cases = zip(fields[0:-1:3], fields[1:-1:3], fields[2:-1:3], strict=True)
    return [pytest.param(source, verdict, id=title) for title, source, verdict in cases]


def texts_of(source: str) -> tuple[str, list[str]]:
    """The number of articles in a file, or its refusal, and the text of each."""
    try:
        articles = articles_of(decode_document(source.encode()))
    except UnreadableFileError:
        return "refused", []
    return str(len(articles)), [article.text.lstrip() for article in articles]


def first_lines(texts: list[str], wanted: list[str]) -> list[str]:
    """The first lines of each text, as many as in the case."""
    said = [begin.removeprefix("begins: ") for begin in wanted]
    return ["begins: " + text[: len(begin)] for text, begin in zip(texts, said, strict=True)]


@pytest.mark.parametrize(("source", "verdict"), exports())
def test_a_file_has_the_articles_of_the_case(source, verdict):
    number, *begins = verdict.splitlines()
    for file in (source, source.replace("\n", "\r\n")):
        found, texts = texts_of(file)
        assert found == number
        if begins:
            assert first_lines(texts, begins) == begins


@given(FILES, st.sampled_from(["text/plain", "text/html"]))
def test_articles_cover_the_file_without_gaps(source, media_type):
    try:
        articles = articles_of(RawDocument("a.txt", "0" * 64, "utf-8", media_type, source))
    except UnreadableFileError:
        return
    assert "".join(article.text for article in articles) == source
    assert len({article.id for article in articles}) == len(articles)
    assert all(one.extent.end == two.start for one, two in pairwise(articles))


def test_the_articles_of_a_file_are_read_one_by_one(tmp_path):
    (tmp_path / "export.txt").write_text(EXPORT, encoding="utf-8")

    first, second = read_documents([tmp_path])
    assert (first.path, first.sha256, first.source) == (second.path, second.sha256, EXPORT)
    assert first.text + second.text == EXPORT
    assert second.text.startswith("Document 2 of 2")


def test_an_export_that_cannot_be_divided_is_a_failure_that_says_why(tmp_path):
    (tmp_path / "export.txt").write_text(EXPORT.replace("2 of 2", "0 of 2"), encoding="utf-8")

    assert list(read_documents([tmp_path])) == [
        Failure(
            str(tmp_path / "export.txt"),
            "holds many articles, and its documents are not numbered in order: split it into one file for each",
        )
    ]


def test_only_outlet_and_date_of_a_sidecar_apply_to_all_articles(tmp_path):
    (tmp_path / "export.txt").write_text(EXPORT, encoding="utf-8")
    said = {"headline": "Road opens", "byline": "Ann Lee", "outlet": "The Post", "published": "2024-10-31"}
    (tmp_path / "export.txt.meta.json").write_text(json.dumps(said), encoding="utf-8")

    problem, first, second = read_documents([tmp_path])
    assert problem == Failure(
        str(tmp_path / "export.txt.meta.json"),
        "headline, byline are of a single article, and the file holds many",
    )
    assert first.sidecar == second.sidecar
    assert (first.sidecar.headline, first.sidecar.byline) == (None, None)
    assert (first.sidecar.outlet, first.sidecar.published) == ("The Post", "2024-10-31")


def test_a_file_of_more_articles_than_any_database_gives_is_refused():
    """A megabyte of closing lines is not an export, and would be fifty thousand articles."""
    bomb = "End of Document\n" * 60_000

    assert texts_of(bomb) == ("refused", [])
