"""
Time grows with the size of an input, not with its square. Counted in function calls, because times vary between runs.

`benchmarks.growth` measures all kinds, in seconds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from benchmarks.growth import MOST, WORKS, main, ratio
from benchmarks.growth_kinds import concatenated
from quotesearch.extraction import name_words
from quotesearch.lexicons import ENGLISH


def calls(work: Callable[[], object]) -> int:
    """The number of functions that some work calls, with those of the interpreter."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        ("the minister", 80),  # a person with several roles
        ("names joined by and", 100),
        ("headings", 40),
        ("long names in one quotation", 30),  # searched in it once
        ("text: initials", 200),  # looked up among all names
        ("text: nobody near", 60),  # the only man of the story
        ("text: who spoke first", 60),  # far before the last quotation
        ("text: he and she", 40),
        ("text: labels in capitals", 60),
        ("text: question marks", 100),
        ("text: elided", 200),
        ("page: paragraphs", 40),
        ("page: tables", 40),
        ("page: links in one paragraph", 60),
        ("query: words", 100),
        ("query: or", 100),
        ("query: marks", 100),
        ("names: letters that differ", 100),
    ],
)
def test_twice_as_much_takes_at_most_so_many_more_calls(kind, size):
    WORKS[kind](8)()  # loads what is read or cached once
    short, long = (calls(WORKS[kind](size * times)) for times in (1, 2))

    assert short < long <= MOST * short


def test_a_name_of_very_many_parts_is_not_cut_at_each_letter():
    """Each cut copies the word, so ten thousand names joined by hyphens took a second."""
    name = "-".join(f"Ann{number}" for number in range(2_000))

    assert calls(lambda: name_words._ending(ENGLISH, name)) < 100


@pytest.mark.parametrize(("power", "code"), [(1, 0), (2, 1)])
def test_the_benchmark_fails_for_a_kind_that_grows_with_the_square(monkeypatch, capsys, power, code):
    monkeypatch.setattr("benchmarks.growth.seconds", lambda work, runs=1: calls(work) / 10_000)
    monkeypatch.setitem(WORKS, "made up", lambda size: lambda: [len("") for _ in range(size**power)])

    assert main(["made up"]) == code
    assert ("not between 1 and 2.6 times: made up" in capsys.readouterr().out) == bool(code)


def test_twice_as_long_per_doubling_is_linear():
    assert ratio([1.0, 2.0, 4.0]) == 2.0
    assert ratio([1.0, 4.0, 16.0]) == 4.0


def test_joined_articles_have_other_names_each_time():
    text = concatenated(60_000)

    assert len(text.encode()) <= 60_000
    assert len(set(text.split("\n\n"))) > 0.8 * len(text.split("\n\n"))
    assert text == concatenated(60_000)
