"""Text analysis: the fast path for plain words must give the same tokens as the rules."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quotesearch.analysis.words import _chunk, _words_by_rule, terms_of, tokenize


@given(st.text(alphabet="abZS5é.,-–'’[]()“…_", min_size=1, max_size=8))
def test_plain_words_have_the_same_tokens_as_by_the_rules(chunk: str) -> None:
    """Marks around a word are removed without the rules; the result must be the same."""
    for shouting in (False, True):
        assert _chunk.__wrapped__(chunk, shouting) == _words_by_rule(chunk, shouting)


@given(st.text(alphabet="abS5. -'[", max_size=30))
def test_indexed_words_have_the_positions_of_highlighted_words(text: str) -> None:
    """The words of an index have no offsets, but the same positions as those that are highlighted."""
    assert [(t.printed, place) for t, place in terms_of(text)] == [
        (t.printed, t.position) for t in tokenize(text)
    ]
