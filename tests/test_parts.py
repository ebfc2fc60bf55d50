"""Fits use only the read part, measures of unseen text only the held part, and a publisher is in one fold."""

from __future__ import annotations

import gzip
import json

import pytest

from benchmarks import quotations
from benchmarks.scoring import SHARED
from training.read_part import folds_of, read_articles
from training.reliability import held_articles
from training.split import HELD, READ

needs_scorer = pytest.mark.skipif(not (SHARED / "bench").exists(), reason="the scorers are not at hand")

STORY = "“We ran out of water,” said Ann Lee. The pumps stopped at noon, and nobody knew why for hours.\n"
ROW = {"start": 0, "end": 21, "label": "quote", "name": "Ann Lee", "type": "person"}
PAGE = f"<html><head><title>Pumps</title></head><body><h1>Pumps</h1><article><p>{STORY}</p></article></body></html>"


@pytest.fixture
def corpora(tmp_path):
    """Two publishers of PolNeAR and three sites, one of each held."""
    polnear, pages = tmp_path / "polnear", tmp_path / "pages"
    (polnear / "train").mkdir(parents=True)
    (pages / "html").mkdir(parents=True)
    names = ["nyt_2016-01-02_pumps.txt", "wash-post_2016-01-02_pumps.txt"]
    for name in names:
        (polnear / "train" / name).write_text(STORY, encoding="utf-8")
    segment = {"start": 0, "end": 23, "label": "quote", "source": [[29, 36]]}
    row = {"name": "Ann Lee", "type": "person"}
    write(polnear / "train.json", {name: {"segments": [segment], "discard": []} for name in names})
    write(polnear / "train.names.json", {name: {"0": row} for name in names})
    for page in ("1", "2", "3"):
        (pages / "html" / f"{page}.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    sites = {"1": "ann.example", "2": "bo.example", "3": "ann.example"}
    write(pages / "gold.json", {page: {"site": site, "body": STORY} for page, site in sites.items()})
    write(pages / "quotes.json", {"1": [ROW]})
    write(pages / "quotes-more.json", {"2": [ROW], "3": [ROW]})
    return polnear, pages


def write(path, content):
    path.write_text(json.dumps(content), encoding="utf-8")


def test_fits_use_only_the_read_part(corpora):
    assert [article.name for article in read_articles(*corpora)] == ["nyt_2016-01-02_pumps.txt", "1", "3"]


def test_reliability_uses_only_the_held_part(corpora):
    found = held_articles(*corpora).values()

    assert [[article.name for article in its] for its in found] == [["2"], ["wash-post_2016-01-02_pumps.txt"]]


def test_read_articles_have_their_gold_and_publisher(corpora):
    polnear, first, _ = read_articles(*corpora)

    assert (polnear.house, first.house) == ("nyt", "ann.example")
    assert [gold.name for gold in (*polnear.gold.values(), *first.gold.values())] == ["Ann Lee", "Ann Lee"]


def test_a_publisher_is_in_one_fold():
    houses = ["nyt", "ann.example", "nyt", "bo.example", "ann.example", "nyt"]
    folds = folds_of(houses)

    assert len({(house, fold) for house, fold in zip(houses, folds, strict=True)}) == 3
    assert len(set(folds)) == 3


@pytest.fixture
def measured(corpora, monkeypatch):
    """The gate's corpora of quotations are the two small ones."""
    polnear, pages = corpora
    monkeypatch.setattr(quotations, "POLNEAR", polnear)
    monkeypatch.setattr(quotations, "PAGES", pages)
    quotations.polnear_gold.cache_clear()
    quotations.page_rows.cache_clear()
    yield
    quotations.polnear_gold.cache_clear()
    quotations.page_rows.cache_clear()


@pytest.mark.usefixtures("measured")
def test_the_gate_scores_the_held_part_of_each_corpus():
    assert list(quotations.polnear_gold("train")) == ["wash-post_2016-01-02_pumps.txt"]
    assert (list(quotations.page_rows(HELD)), list(quotations.page_rows(READ))) == (["2"], ["1"])


def quote(name: str | None, confidence: float = 1.0, kind: str = "person") -> dict[str, object]:
    text = "We ran out of water,"
    speaker = {"name": name, "type": kind} if name else None
    return {"text": text, "parts": [{"text": text}], "speaker": speaker, "confidence": confidence}


WANTED = {"id": "water-1", "quotes": [{"text": "We ran out of water", "speaker": ["Ann Lee"]}], "forbid": []}


@needs_scorer
@pytest.mark.parametrize(
    ("wanted", "given", "verdicts"),
    [
        pytest.param(["Ann Lee"], quote("Ann Lee"), [], id="right"),
        pytest.param(
            ["Ann Lee", "Mayor"], quote("the mayor"), [], id="one of several names, with an article"
        ),
        pytest.param(["Ann Lee"], quote("Bo Roe"), ["wrong"], id="wrong"),
        pytest.param(["Ann Lee"], quote(None), ["unanswered"], id="unanswered"),
        pytest.param(None, quote("Bo Roe"), ["named"], id="nobody may be named"),
        pytest.param(None, quote(None), [], id="nobody is named"),
        pytest.param(["Ann Lee"], None, ["missed"], id="not found"),
    ],
)
def test_a_fault_is_judged_by_the_names_it_accepts(wanted, given, verdicts):
    fault = {**WANTED, "quotes": [{"text": "We ran out of water", "speaker": wanted}]}

    assert [m.verdict for m in quotations.faults_of(fault, [given] if given else [])] == verdicts


@needs_scorer
def test_a_speaker_for_words_that_are_not_a_quotation_is_forbidden():
    fault = {**WANTED, "quotes": [], "forbid": ["out of water"]}

    assert [m.verdict for m in quotations.faults_of(fault, [quote("Ann Lee")])] == ["forbidden"]
    assert not list(quotations.faults_of(fault, [quote(None)]))


@pytest.mark.parametrize("verdict", ["wrong", "named", "forbidden"])
def test_each_kind_of_wrong_name_counts(verdict):
    mistake = quotations.Mistake(verdict, "water-1", "We ran out of water")
    figures = quotations._figures_of_faults([WANTED, {**WANTED, "id": "water-2"}], [mistake])

    assert figures == {"inputs all right": 50.0, "quotes with a wrong name": 50.0}


def test_a_missed_quote_is_neither_right_nor_a_wrong_name():
    mistake = quotations.Mistake("missed", "water-1", "We ran out of water")

    assert quotations._figures_of_faults([WANTED], [mistake]) == {
        "inputs all right": 0.0,
        "quotes with a wrong name": 0.0,
    }


def test_names_shown_by_default_are_at_least_probable():
    lines = "".join(json.dumps(quote("Ann Lee", confidence)) + "\n" for confidence in (0.5, 0.7, 0.95))

    assert [bool(json.loads(line)["speaker"]) for line in quotations.shown(lines).splitlines()] == [
        False,
        True,
        True,
    ]


def test_an_unanswered_quote_is_not_a_wrong_name():
    assert quotations._verdict("wrong", "None [None]") == "unanswered"
    assert quotations._verdict("wrong", "Bo Roe [Roe]") == "wrong"


def test_an_incomplete_name_is_not_right():
    row = {"label": "quote", "type": "person"}
    mistakes = [quotations.Mistake("incomplete", "a", "", "Ann Lee")]

    assert quotations.counts_of_pages({"a": [row, row]}, mistakes) == ([(1, 2)], [(1, 2)])
