"""British and American spelling: the pairs in tests/cases/spellings.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotesearch.analysis.words import folded_form, tokenize

FILE = Path(__file__).parent / "cases" / "spellings.txt"


def pairs() -> list[tuple[bool, str, str]]:
    """Whether two words are the same word, and the two words."""
    lines = (line.partition("#")[0].strip() for line in FILE.read_text(encoding="utf-8").splitlines())
    found = []
    for line in filter(None, lines):
        left, _, right = line.removeprefix("not ").partition(" = ")
        found.append((not line.startswith("not "), left, right))
    return found


@pytest.mark.parametrize(("same", "british", "american"), pairs())
def test_both_spellings_are_one_word(same: bool, british: str, american: str) -> None:
    """Folded and stemmed they are equal; as printed they differ."""
    assert (folded_form(british) == folded_form(american)) == same
    assert (tokenize(british)[0].stem == tokenize(american)[0].stem) == same
    assert british == american or tokenize(british)[0].printed != tokenize(american)[0].printed
