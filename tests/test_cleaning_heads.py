"""Heads of plain texts, front matter and header lines: tests/cases/cleaning/heads.txt, and tests without a case."""

from __future__ import annotations

import pytest
from cleaning_cases import Case, article, cases, facts
from hypothesis import given
from hypothesis import strategies as st

from quotesearch.cleaning import clean
from quotesearch.cleaning.front_matter import LARGEST, read_front_matter
from quotesearch.extraction import extract_quotes
from quotesearch.lexicons import ENGLISH
from quotesearch.model import READ_LABELS, RawDocument

BODY = "The bridge over the Roe will close on Monday for a year, the council said."
FRONT = '---\ntitle: "“We have no choice,” says mayor"\nauthor: Ann Lee\n---\n'


@pytest.mark.parametrize("case", list(cases("heads.txt")), ids=lambda case: case.title)
def test_the_head_of_a_text(case: Case):
    """Its lines have the labels of the case, and its metadata is that of the case."""
    cleaned = article(case.source)
    blocks = [f"{b.label}: {b.text}" for b in cleaned.blocks if b.label not in READ_LABELS]
    found = facts(cleaned)

    if case.blocks:
        assert blocks == list(case.blocks)
    assert [f"{name} = {found[name]}" for name in (fact.split(" = ")[0] for fact in case.facts)] == list(
        case.facts
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_values_are_at_their_offsets(mark, newline):
    """Offsets count in the source, with any newlines, and with or without a byte-order mark."""
    source = mark + FRONT.replace("\n", newline) + BODY + newline
    cleaned = article(source)

    assert cleaned.headline.place.of(source) == "“We have no choice,” says mayor"
    assert cleaned.byline.place.of(source) == "Ann Lee"
    assert [source[block.start : block.end] for block in cleaned.blocks] == [b.text for b in cleaned.blocks]
    assert cleaned.text == BODY


def test_the_basis_names_the_key_and_the_line():
    assert article(FRONT + BODY).headline.basis == "front matter: title"
    assert article(f"Title: Bridge closes\nAuthor: Ann Lee\n\n{BODY}").byline.basis == "the line “Author:”"


def test_no_quote_comes_from_front_matter():
    assert extract_quotes(article(FRONT + BODY)) == ()


def test_a_headline_in_a_header_line_is_read_for_quotes_like_any_headline():
    source = f"Headline: “We have no choice,” says mayor Ann Lee\nSource: The Post\n\n{BODY}\n"
    quotes = extract_quotes(article(source))

    assert [(quote.text, quote.kind) for quote in quotes] == [("We have no choice,", "headline")]


def test_a_different_value_in_the_text_is_a_conflict():
    source = f"---\nauthor: Ann Lee\n---\nBridge closes for a year\n\nBy Bo Roe\n\n{BODY}\n"
    found = clean(RawDocument("a", "00" * 32, "utf-8", "text/markdown", source), explain=True)

    assert [(one.field, one.found.value) for one in found.conflicts] == [("byline", "Bo Roe")]


def test_a_bomb_of_aliases_is_harmless():
    """Nine levels of nine aliases each would be 387,420,489 titles."""
    rows = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    source = "---\n" + "\n".join(rows) + "\ntitle: *a9\nauthor: Ann Lee\n---\n" + BODY
    cleaned = article(source)

    assert facts(cleaned)["byline"] == "Ann Lee"
    assert facts(cleaned)["headline"] == "none"


@pytest.mark.parametrize(
    "front",
    ["title: " + "[" * 20_000, "title: " + "{a: " * 5_000, "title: \x00", "title: !!python/object:os.system x",
     "title: |\n  Bridge\n  closes", "- a\ntitle: b", "title: 'open"],
)  # fmt: skip
def test_malformed_front_matter_is_never_an_error(front):
    cleaned = article(f"---\n{front}\n---\n{BODY}\n")

    assert cleaned.text.endswith(BODY)
    assert "title" not in cleaned.text


def test_very_long_front_matter_is_not_read():
    source = "---\ntitle: Bridge\n" + "tag: x\n" * LARGEST + "---\n" + BODY

    assert (
        read_front_matter(ENGLISH, source) is None or len(read_front_matter(ENGLISH, source).units) < LARGEST
    )


@given(st.text(alphabet="-: \n\r\tab&*[]{}\"'#|>!%@`title", max_size=200))
def test_every_visible_character_is_in_one_block(text):
    """With any text between the fences, blocks follow each other and contain all that is visible."""
    source = f"---\n{text}\n---\n{BODY}\n"
    cleaned = article(source)
    covered = [False] * len(source)
    for block in cleaned.blocks:
        assert not any(covered[block.start : block.end])
        covered[block.start : block.end] = [True] * (block.end - block.start)

    assert all(done or not letter.strip() for done, letter in zip(covered, source, strict=True))
