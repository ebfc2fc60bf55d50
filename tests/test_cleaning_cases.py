"""Plain texts with the expected label of every block: tests/cases/cleaning."""

from __future__ import annotations

import pytest
from cleaning_cases import Case, article, cases, facts

from quotesearch.cleaning import clean
from quotesearch.model import RawDocument, Sidecar

CASES = list(cases("lines.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_each_block_has_the_label_of_the_case(case: Case):
    found = article(case.source)

    assert [f"{block.label}: {block.text}" for block in found.blocks] == list(case.blocks)
    assert [f"{name} = {facts(found)[name]}" for name in (f.split(" = ")[0] for f in case.facts)] == list(
        case.facts
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_windows_line_ends_change_no_label(case: Case):
    unix, windows = article(case.source), article(case.source.replace("\n", "\r\n"))

    assert [(b.label, b.text.split()) for b in windows.blocks] == [
        (b.label, b.text.split()) for b in unix.blocks
    ]


def test_the_sidecar_wins_over_the_text():
    sidecar = Sidecar("x.meta.json", "0" * 64, byline=("Bo Roe",), published="2020-01-02")
    source = "Bridge wins by a mile\n\nby Ann Lee October 31, 2024\n\nThe council voted for a bridge.\n"
    found = clean(RawDocument("x", "0" * 64, "utf-8", "text/plain", source, sidecar))

    assert (found.card.byline, found.card.published) == (("Bo Roe",), "2020-01-02")
    assert found.byline.basis == "sidecar"
    assert found.card.headline == "Bridge wins by a mile"
