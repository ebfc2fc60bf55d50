"""The collector is paused while a document is read, and runs again afterwards."""

from __future__ import annotations

import gc

import pytest

from quotesearch.collector import paused_collector
from quotesearch.extraction import extract_quotes
from quotesearch.model import Article, Block


def test_it_runs_again_after_an_exception() -> None:
    with pytest.raises(ValueError, match="broken"), paused_collector():
        raise ValueError("broken")
    assert gc.isenabled()


def test_an_inner_pause_does_not_end_the_outer_one() -> None:
    with paused_collector():
        with paused_collector():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with paused_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_extraction_leaves_the_collector_as_it_was() -> None:
    source = "“We ran out of water,” said Ann Lee."
    article = Article(
        "a",
        "a.txt",
        "00",
        "utf-8",
        "text/plain",
        source,
        (Block(0, len(source), "body", "prose", source),),
    )
    assert extract_quotes(article)
    assert gc.isenabled()
