"""Metadata of articles: tests/cases/cleaning/facts.txt, and conflicting values."""

from __future__ import annotations

import json

import pytest
from cleaning_cases import Case, article, cases, facts
from cli_stories import run

from quotesearch.cleaning import clean
from quotesearch.model import RawDocument, Sidecar

PAGE = """<html><head><title>Council votes | Roe Times</title>
<meta property="og:title" content="Council says yes to the bridge">
<meta property="og:site_name" content="Roe Times">
<meta name="author" content="Bo Roe"><meta name="date" content="2024-11-02">
<link rel=canonical href="https://example.org/2024/10/30/bridge">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Council votes for a new bridge",
"datePublished": "2024-10-31", "author": {"@type": "Person", "name": "Ann Lee"},
"publisher": {"name": "Roe Media"}}</script></head>
<body><h1>Council votes for a new bridge</h1><p class="byline">By Ann Lee and Cay Poe</p>
<p>The council voted for a new bridge on Monday, ten to two, after a debate of six hours.</p></body></html>"""


def conflicts(document: RawDocument) -> list[tuple[str, str, str]]:
    found = clean(document, explain=True)
    return [(one.field, one.found.value, one.found.basis) for one in found.conflicts]


@pytest.mark.parametrize("case", list(cases("facts.txt")), ids=lambda case: case.title)
def test_a_text_has_the_metadata_of_the_case(case: Case):
    found = facts(article(case.source, "text/html" if case.source.startswith("<") else "text/plain"))

    assert [f"{name} = {found[name]}" for name in (fact.split(" = ")[0] for fact in case.facts)] == list(
        case.facts
    )


def test_values_that_were_not_taken_are_kept_with_their_source():
    page = RawDocument("a.html", "0" * 64, "utf-8", "text/html", PAGE)

    assert conflicts(page) == [
        ("headline", "Council says yes to the bridge", "meta property=og:title"),
        ("byline", "Bo Roe", "meta name=author"),
        ("byline", "Ann Lee, Cay Poe", "an element for the byline"),
        ("published", "2024-11-02", "meta name=date"),
        ("published", "2024-10-30", "the page's URL"),
        ("outlet", "Roe Media", "JSON-LD publisher"),
    ]
    assert clean(page).conflicts == ()


def test_values_that_a_sidecar_overrules_are_kept_too():
    source = (
        "Bridge wins by a mile\n\nby Ann Lee October 31, 2024\n\nThe council voted for a bridge on Monday.\n"
    )
    sidecar = Sidecar("x.meta.json", "0" * 64, byline=("Bo Roe",), published="2020-01-02")
    found = conflicts(RawDocument("x", "0" * 64, "utf-8", "text/plain", source, sidecar))

    assert [(field, value) for field, value, _ in found] == [
        ("published", "2024-10-31"),
        ("byline", "Ann Lee"),
    ]


def test_explain_shows_values_that_were_not_taken(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    told = run("clean", "--index", "nowhere", "--explain", "-", given=PAGE).stdout
    (record,) = json.loads(
        run("clean", "--index", "nowhere", "--explain", "--format", "json", "-", given=PAGE).stdout
    )

    assert "published  not 2024-11-02 (meta name=date)\n" in told
    assert {"field": "outlet", "value": "Roe Media", "basis": "JSON-LD publisher"} in record["conflicts"]


def test_each_value_names_the_place_where_it_was_read():
    """The order of sources of each value: what is declared for machines or shown to readers comes before guesses."""
    found = article(PAGE, "text/html")

    assert {
        name: getattr(found, name).basis for name in ("headline", "byline", "published", "outlet", "url")
    } == {
        "headline": "the heading that agrees with the page's title, <h1>",
        "byline": "JSON-LD author",
        "published": "JSON-LD datePublished of the NewsArticle",
        "outlet": "meta property=og:site_name",
        "url": "link rel=canonical",
    }


NAMES = "Zoë Müller and José Núñez said: “Straße, café, naïve – œuvre…” in Reykjavík’s old town hall on Monday.\r\n"


@pytest.mark.parametrize(
    ("declared", "encoded", "encoding"),
    [
        (None, "cp1252", "windows-1252"),
        ("latin-1", "cp1252", None),  # browsers do not know the name latin-1 with the hyphen
        ("ISO-8859-1", "cp1252", "windows-1252"),
        ("utf-8", "utf-8", "utf-8"),
        (None, "utf-16", "utf-16-le"),
    ],
)
def test_names_are_read_right_in_every_encoding_of_the_page(tmp_path, declared, encoded, encoding):
    from quotesearch.acquisition import read_document

    meta = f'<meta charset="{declared}">' if declared else ""
    source = f"<html><head>{meta}</head><body><p>{NAMES}</p></body></html>"
    (tmp_path / "a.html").write_bytes(source.encode(encoded))
    document = read_document(tmp_path / "a.html")

    assert NAMES.strip() in [
        block.text for block in clean(document).blocks
    ]  # a byte-order mark is one character, too
    assert encoding is None or document.encoding == encoding


def test_broken_utf8_loses_only_what_is_broken(tmp_path):
    from quotesearch.acquisition import read_document

    data = NAMES.encode().replace("ë".encode(), b"\xc3", 1)
    (tmp_path / "a.txt").write_bytes(data)
    document = read_document(tmp_path / "a.txt")

    assert document.encoding == "utf-8"
    assert document.source == NAMES.replace("ë", "\ufffd", 1)
    assert clean(document).blocks[0].text == NAMES.strip().replace("ë", "\ufffd", 1)
