"""A document that was parsed to count its lines is not parsed again to clean it, and takes bounded memory."""

from __future__ import annotations

from hashlib import sha256

import pytest

from quotesearch import cleaning
from quotesearch.cleaning import ParsedDocuments, parsed_documents
from quotesearch.cleaning.parsed_documents import LARGEST
from quotesearch.lexicons import ENGLISH, Lexicon
from quotesearch.model import RawDocument
from quotesearch.pipeline import read_articles


def document(text: str, media_type: str = "text/plain") -> RawDocument:
    return RawDocument("a.txt", sha256(text.encode()).hexdigest(), "utf-8", media_type, text)


def test_a_parsed_document_is_there_until_it_is_taken() -> None:
    story = document("One. Two.")
    parsed = ParsedDocuments(most=500)
    first = parsed.add(story)
    assert parsed.take(story) is first
    assert parsed.take(story) is None


def test_a_document_that_finds_no_space_is_not_kept() -> None:
    first, second = document("One. Two."), document("Three.")
    parsed = ParsedDocuments(most=50)
    parsed.add(first)
    assert parsed.add(second) == parsed_documents.parse(ENGLISH, second)
    assert parsed.take(second) is None


def test_space_is_free_again_when_a_document_is_taken() -> None:
    parsed = ParsedDocuments(most=50)
    for text in ("One. Two.", "Three.", "Four."):
        parsed.add(document(text))
        assert parsed.take(document(text)) is not None


def test_the_same_document_twice_takes_space_once() -> None:
    parsed = ParsedDocuments(most=80)
    for text in ("One. Two.", "One. Two.", "Three."):
        parsed.add(document(text))
    assert parsed.take(document("Three.")) is not None


def test_a_large_document_is_not_kept() -> None:
    large = document("a " * LARGEST)
    parsed = ParsedDocuments(most=50 * LARGEST)
    parsed.add(large)
    assert parsed.take(large) is None


def test_cleaning_gives_the_same_article_with_a_parsed_document() -> None:
    for story in (document("Rain\n\nIt rained."), document("<h1>Rain</h1><p>It rained.", "text/html")):
        assert cleaning.clean(story, parsed=ParsedDocuments().add(story)) == cleaning.clean(story)


def test_each_file_is_parsed_once(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Although its lines are counted before it is cleaned."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(
            f"It rained for {number} days, said Ann Lee.", encoding="utf-8"
        )
    times: list[str] = []
    read_text = parsed_documents.read_text

    def noted(lexicon: Lexicon, text: str) -> object:
        times.append(text)
        return read_text(lexicon, text)

    monkeypatch.setattr(parsed_documents, "read_text", noted)
    assert len(list(read_articles([tmp_path], jobs=1))) == 3
    assert len(times) == 3
