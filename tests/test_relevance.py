"""The judged queries in tests/gold/relevance: their form, and that a worse ranking lowers their figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import relevance
from benchmarks.relevance import fill, judged_queries, measured, ndcg, ranked
from quotesearch.indexing.engines import ENGINES, create_engine


@pytest.fixture(scope="module", params=ENGINES)
def engine(request, tmp_path_factory):
    made = create_engine(request.param, tmp_path_factory.mktemp("engine"))
    made.words = fill(made)
    yield made
    made.close()


def test_there_are_enough_queries_and_each_occurs_once():
    typed = [judged.typed for judged in judged_queries()]

    assert len(typed) >= 60
    assert len(set(typed)) == len(typed)


def test_every_judged_quote_exists(engine):
    assert {name for judged in judged_queries() for name, _ in judged.grades} <= engine.words.keys()


@pytest.mark.parametrize("name", ENGINES)
def test_the_quotes_worth_finding_come_first(name, tmp_path):
    """The gate has the floor. This limit is far below it, to notice a change that breaks ranking completely."""
    found = measured(tmp_path, name)

    assert sum(found.values()) / len(found) > 0.9


def test_worse_rankings_have_worse_figures(engine):
    """The same results in reverse, or without the best one, have lower figures."""

    def mean(change):
        scores = [ndcg(change(ranked(engine, each)), dict(each.grades)) for each in judged_queries()]
        return sum(scores) / len(scores)

    assert mean(lambda found: found[::-1]) < mean(list) - 0.02
    assert mean(lambda found: found[1:]) < mean(list) - 0.3


@pytest.mark.parametrize("text", ["water\n3 w1\n", "water\n.\n", "water\n.\n4 w1\n", "water\n.\nw1\n"])
def test_a_case_in_a_wrong_form_is_an_error(tmp_path: Path, text):
    path = tmp_path / "queries.txt"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=r"."):
        relevance.judged_queries(path)
