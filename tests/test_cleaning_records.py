"""Exports of databases: tests/cases/cleaning/records.txt, and the same as a page."""

from __future__ import annotations

from html import escape

import pytest
from cleaning_cases import Case, articles, cases, facts

from quotesearch.acquisition import articles_of
from quotesearch.cleaning import clean
from quotesearch.extraction import extract_quotes
from quotesearch.model import Article, RawDocument

CASES = list(cases("records.txt"))


def told(found: list[Article], case: Case) -> list[str]:
    """The articles in the form of a case, with the metadata that it asks for."""
    lines: list[str] = []
    wanted = " ".join(case.expected).count("==") + 1
    asked = [
        [line.split(" = ")[0].removeprefix("= ") for line in part.split("\n") if line.startswith("= ")]
        for part in "\n".join(case.expected).split("\n==\n")
    ]
    for one, names in zip(found, asked, strict=wanted == len(found)):
        lines += ["=="] if lines else []
        lines += [f"{block.label}: {block.text}" for block in one.blocks]
        lines += [f"= {name} = {facts(one)[name]}" for name in names]
    return lines


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["unix", "windows"])
def test_each_article_of_a_file_is_that_of_the_case(case: Case, ending: str):
    assert told(articles(case.source.replace("\n", ending)), case) == list(case.expected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_offsets_count_in_the_file(case: Case):
    """The blocks, values and quotations of every article equal the file at their offsets."""
    for found in articles(case.source):
        for block in found.blocks:
            assert case.source[block.start : block.end] == block.text
        for value in found.published, found.outlet, found.headline:
            if value is not None and value.place is not None:
                assert found.extent is None or found.extent.start <= value.place.start < found.extent.end
        for quote in extract_quotes(found):
            assert [case.source[part.start : part.end] for part in quote.parts] == [
                part.text for part in quote.parts
            ]


def test_no_speaker_gets_words_of_another_article():
    """The mayor is of the first article, the captain of the second."""
    said = [
        (quote.speaker.name if quote.speaker else None, quote.text)
        for case in CASES[:5]
        for number, found in enumerate(articles(case.source))
        for quote in extract_quotes(found)
        if number == 1
    ]

    assert {name for name, _ in said} == {"Ida Joe"}


def test_an_export_as_a_page_is_divided_in_the_same_way():
    case = CASES[0]
    paragraphs = "".join(
        f"<p>{escape(line.strip())}</p>\n" for line in case.source.splitlines() if line.strip()
    )
    page = RawDocument("a.html", "0" * 64, "utf-8", "text/html", f"<html><body>{paragraphs}</body></html>")
    first, second = [clean(document) for document in articles_of(page)]

    assert first.text == articles(case.source)[0].text
    assert (first.card.byline, first.card.outlet) == (("ANN LEE", "BO ROE"), "The Daily Example")
    assert second.card.published == "2024-11-01"
    assert all(page.source[block.start : block.end] == escape(block.text) for block in second.blocks)
