"""How every engine groups an article's quotes, and distinguishes people with similar names."""

from __future__ import annotations

import pytest
from engines import fill, found
from made_up import article, said_by, texts

from quotesearch.indexing.engines import Engine
from quotesearch.model import Query, Word


@pytest.fixture
def grouped(engine: Engine) -> Engine:
    """Three articles whose quotes are mixed if ordered by relevance."""
    for number, day in enumerate(("2024-01-01", "2024-03-01", "2024-02-01")):
        filler = " and so on" * (number + 1)
        engine.add(
            article(f"a{number}", published=day),
            [said_by(None, f"water{filler * 3} {number}"), said_by(None, f"water {number}")],
        )
    engine.commit()
    return engine


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_quotes_of_an_article_are_together_at_the_rank_of_its_first(grouped: Engine, sort: str) -> None:
    query = Query(Word("water"), sort=sort)
    plain = texts(grouped.search(query))
    together = texts(grouped.search(Query(Word("water"), sort=sort, group="article")))

    articles = list(dict.fromkeys(text[-1] for text in plain))
    assert together == [text for number in articles for text in plain if text[-1] == number]
    if sort == "relevance":
        assert together != plain


def test_pages_of_groups_are_parts_of_one_ranking(grouped: Engine) -> None:
    whole = texts(grouped.search(Query(Word("water"), group="article")))
    pages = [
        text
        for offset in range(0, 8, 2)
        for text in texts(grouped.search(Query(Word("water"), group="article", limit=2, offset=offset)))
    ]

    assert pages == whole
    assert grouped.search(Query(Word("water"), group="article", limit=0)).total == 6


def test_a_whole_name_does_not_match_longer_names(engine: Engine) -> None:
    fill(engine, said_by("Kim", "one"), said_by("Kim Song", "two"), said_by("Kim J. Song", "three"))

    assert found(engine, Query(speaker="kim")) == ["one", "three", "two"]
    assert found(engine, Query(speaker="=KIM")) == ["one"]
    assert found(engine, Query(speaker="=Kim Song")) == ["three", "two"]
    assert found(engine, Query(speaker="=Song")) == found(engine, Query(speaker="=")) == []
    assert [count.name for count in engine.speakers("=Kim", 0.5)] == ["Kim"]
