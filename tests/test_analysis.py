"""Text → words: the short way for plain words must give what the rules give."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quotesearch.analysis.words import _chunk, _words_by_rule, terms_of, tokenize


@given(st.text(alphabet="abZS5é.,-–'’[]()“…_", min_size=1, max_size=8))
def test_plain_words_are_what_the_rules_make_of_them(chunk: str) -> None:
    """Marks around a word are cut off without the rules; nothing may differ by that."""
    for shouting in (False, True):
        assert _chunk.__wrapped__(chunk, shouting) == _words_by_rule(chunk, shouting)


@given(st.text(alphabet="abS5. -'[", max_size=30))
def test_what_is_indexed_is_what_is_looked_for(text: str) -> None:
    """The words of an index, which come without offsets, have the places of those that are highlighted."""
    assert [(t.printed, place) for t, place in terms_of(text)] == [
        (t.printed, t.position) for t in tokenize(text)
    ]
