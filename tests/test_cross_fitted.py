"""The figures of `benchmarks.cross_fitted`, on pages of our own."""

from __future__ import annotations

import pytest

from benchmarks.cross_fitted import Result, f1_of_means, interval, judge, main, mean_f1
from benchmarks.scoring import SHARED
from quotesearch.model import RawDocument
from training.folds import FOLDS, fold_of, site_of

needs_scorer = pytest.mark.skipif(not (SHARED / "bench").exists(), reason="the scorers are not at hand")


def test_pages_of_one_site_are_in_one_fold():
    folds = {
        fold_of(site_of(f"https://{sub}.roe-times.example/{page}")) for sub in ("www", "m") for page in "abc"
    }

    assert len(folds) == 1
    assert folds <= set(range(FOLDS))


@needs_scorer
def test_the_f1_of_a_page_is_1_if_exactly_its_words_are_kept():
    document = RawDocument("page.html", "0" * 64, "utf-8", "text/html", "")
    gold = {"body": "The council voted for a new bridge on Monday."}

    assert judge("html", gold, document, gold["body"], []).f1 == 1.0
    assert judge("html", gold, document, "", []).f1 == 0.0
    assert judge("html", gold, document, gold["body"] + " Sport and weather and jobs", []).precision < 1.0
    assert judge("html", gold, document, "The council voted for a", []).recall < 1.0


def test_f1_of_means_and_mean_f1_differ_if_pages_differ():
    results = [Result(1.0, 0.0, 0.0), Result(1.0, 1.0, 1.0)]

    assert f1_of_means(results) == pytest.approx(2 / 3)
    assert mean_f1(results) == 0.5


def test_an_interval_holds_the_figure_and_is_narrower_for_more_pages():
    few = interval(lambda some: sum(at % 2 for at in some) / len(some), 20)
    many = interval(lambda some: sum(at % 2 for at in some) / len(some), 500)

    assert few[0] < 0.5 < few[1]
    assert many[1] - many[0] < few[1] - few[0]


@pytest.mark.skipif(not (SHARED / "pages" / "gold.json").exists(), reason="the pages are not at hand")
def test_a_folder_without_models_is_an_error(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    assert "has no html-0.json" in capsys.readouterr().err
