"""The distance of two words, computed in a band of the algorithm's table, equals that of the complete table."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quotesearch.analysis.edit_distance import distance

WORDS = st.text("abc", max_size=9)


def by_whole_table(left: str, right: str) -> int:
    """The restricted Damerau distance, computed directly from its definition."""
    table = {(i, 0): i for i in range(len(left) + 1)} | {(0, j): j for j in range(len(right) + 1)}
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            a, b = left[i - 1], right[j - 1]
            ways = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b)]
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                ways.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(ways)
    return table[len(left), len(right)]


@given(WORDS, WORDS, st.integers(0, 4))
def test_a_distance_is_exact_up_to_the_limit(left, right, most):
    assert distance(left, right, most) == min(by_whole_table(left, right), most + 1)


def test_long_words_are_compared_only_near_the_diagonal():
    assert distance("a" * 20_000, "a" * 19_999, 2) == 1
    assert distance("a" * 20_000 + "bc", "a" * 20_000 + "cb", 2) == 1
    assert distance("a" * 20_000, "b" * 20_000, 2) == 3
