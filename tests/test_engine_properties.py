"""For any query, every engine must answer as if it had read all quotes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from engines import MAKERS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import article, said_by, texts

from quotesearch.analysis.words import tokenize
from quotesearch.indexing.engines import Engine
from quotesearch.model import AllOf, AnyOf, Not, Phrase, Query, Word

WORDS = st.sampled_from(["water", "fire", "ice", "gate", "gates", "gated", "running", "ran"])
CLAUSES = st.recursive(
    st.builds(Word, WORDS) | st.builds(Phrase, st.lists(WORDS, min_size=1, max_size=3).map(" ".join)),
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=6,
)
TEXTS = [
    "water fire", "fire water ice", "gates of fire", "he ran running gate", "ice", "ice ice water gate",
    "fire", "gated water", "nothing", "ran to the fire gate of ice water running",
]  # fmt: skip


@pytest.fixture(scope="module", params=MAKERS)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with two segments and a removed article."""
    engine = MAKERS[request.param](tmp_path_factory.mktemp("engine"))
    for number, text in enumerate([*TEXTS, "removed fire water ice gate"]):
        engine.add(article(f"a{number}"), [said_by(None, text)])
        if number % 6 == 5:
            engine.commit()
    engine.commit()
    engine.remove(f"a{len(TEXTS)}")
    engine.commit()
    yield engine
    engine.close()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clause=CLAUSES)
def test_finds_what_reading_every_quote_finds(filled: Engine, clause: object) -> None:
    """Any query finds exactly the quotes that match if each quote is checked by itself."""
    expected = sorted(text for text in TEXTS if _holds(clause, text))

    results = filled.search(Query(clause, limit=50))  # type: ignore[arg-type]

    assert sorted(texts(results)) == expected
    assert results.total == len(expected)


def _holds(clause: object, text: str) -> bool:
    tokens = tokenize(text)
    match clause:
        case Word(word):
            return tokenize(word)[0].stem in {token.stem for token in tokens}
        case Phrase(phrase):
            return f" {phrase} " in f" {text} "
        case Not(inner):
            return not _holds(inner, text)
        case AllOf(clauses):
            return all(_holds(part, text) for part in clauses)
        case AnyOf(clauses):
            return any(_holds(part, text) for part in clauses)
    raise AssertionError(clause)
