"""The passages in tests/cases/extraction, each with its quotes and their speakers."""

from __future__ import annotations

from collections import Counter

import pytest
from extraction_cases import FOLDER, Case, read_cases

KNOWN_FAILURES = "known-failures"


def all_cases() -> list[Case]:
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in read_cases(path)]


def parameter(case: Case) -> object:
    marks = [pytest.mark.xfail(strict=True)] if case.file == KNOWN_FAILURES else []
    return pytest.param(case, id=f"{case.file}: {case.title}", marks=marks)


@pytest.mark.parametrize("case", [parameter(case) for case in all_cases()])
def test_case(case):
    """Exactly the quotes of the case are found, each with the right speaker, or none if the case says so."""
    faults = case.faults()

    assert not faults, f"{case.file}.txt:{case.line}\n{case.document.source}\n" + "\n".join(faults)


def test_negative_cases_demand_no_quote():
    """A case in negative.txt that demands a quote is in the wrong file."""
    demanding = [case.title for case in read_cases(FOLDER / "negative.txt") if case.expected]

    assert not demanding


def test_no_title_occurs_twice_in_a_file():
    """A failing case can be found by its title."""
    titles = [(case.file, case.title) for case in all_cases()]

    assert sorted(set(titles)) == sorted(titles)


def test_no_passage_is_in_two_cases():
    """A duplicate passage counts twice, and one copy is forgotten when the other is fixed."""
    passages = Counter(case.document.source for case in all_cases())

    assert [passage for passage, count in passages.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("A title\n.\n“Run,” said Ann Lee.\n.\nAnn Lee: Run,\n", "not ended"),
        ("A title\n.\n“Run,” said Ann Lee.\n.\nAnn Lee: Walk,\n.\n", "does not stand in the passage"),
        ("A title\n.\n“Run,” said Ann Lee.\n.\nAnn Lee\n.\n", "expected `Name: words`"),
        ("A title\n.\n“Run,” said Ann Lee.\n.\nAnn Lee [loud]: Run,\n.\n", "called loud"),
        ("A title\nand another\n.\n“Run,” said Ann Lee.\n.\nAnn Lee: Run,\n.\n", "a title of one line"),
    ],
)
def test_a_case_of_wrong_form_is_refused(tmp_path, text, complaint):
    """The message says what is wrong with a case that was written by hand."""
    path = tmp_path / "topic.txt"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=complaint):
        list(read_cases(path))
