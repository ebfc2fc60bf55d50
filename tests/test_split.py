"""The held part is the same for training and measuring, and no site or publisher is in both parts."""

from __future__ import annotations

import json

import pytest

from training.judging import verdict
from training.split import HELD, READ, pages_of, part_of_document


@pytest.fixture
def pages(tmp_path):
    """Four pages of three sites, two of which were annotated first."""
    sites = {"1": "ann.example", "2": "bo.example", "3": "ann.example", "4": "cy.example"}
    gold = {page: {"site": site, "body": ""} for page, site in sites.items()}
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "quotes.json").write_text('{"1": [], "2": []}', encoding="utf-8")
    (tmp_path / "quotes-more.json").write_text('{"4": [], "3": []}', encoding="utf-8")
    return tmp_path


def test_pages_are_split_by_site(pages):
    """A new page of a site that has been read does not count as unseen."""
    assert (list(pages_of(pages, READ)), list(pages_of(pages, HELD))) == (["1", "2", "3"], ["4"])


def test_without_the_second_file_nothing_is_held(pages):
    (pages / "quotes-more.json").unlink()

    assert (list(pages_of(pages, READ)), list(pages_of(pages, HELD))) == (["1", "2"], [])


@pytest.mark.parametrize(
    ("document", "part"),
    [("nyt_2016-01-02_x.txt", READ), ("wash-post_2016-01-02_x.txt", HELD), ("west-journal_x.txt", HELD)],
)
def test_articles_are_split_by_publisher(document, part):
    assert part_of_document(document) == part


@pytest.mark.parametrize(
    ("said", "gold", "kind", "judged"),
    [
        ("Ann B. Lee", "Ann Lee", "person", "right"),
        ("Ann Lee Jr.", "Ann Lee", "person", "right"),
        ("Lee", "Ann Lee", "person", "incomplete"),
        ("Mayor Ann Lee", "Ann Lee", "person", "incomplete"),
        ("she", "Ann Lee", "person", "incomplete"),
        ("Bo Lee", "Ann Lee", "person", "wrong"),
        ("nurse", "a nurse at the clinic", "anonymous", "wrong"),
        ("nurse at the clinic", "a nurse at the clinic", "anonymous", "right"),
        ("it", "the Harbour Board", "group", "incomplete"),
    ],
)
def test_names_are_judged_as_the_scorers_do(said, gold, kind, judged):
    assert verdict(said, gold, kind) == judged
