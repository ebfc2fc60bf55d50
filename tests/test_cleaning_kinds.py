"""Live blogs, interviews, boxes, languages …: kinds.txt, boxes.txt and languages.txt in tests/cases/cleaning."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest
from cleaning_cases import Case, article, cases
from cli_stories import run

from quotesearch.cleaning.sections import ADVISERS
from quotesearch.extraction import extract_quotes
from quotesearch.model import READ_LABELS

CASES = [case for name in ("kinds.txt", "boxes.txt", "languages.txt") for case in cases(name)]


def told(case: Case) -> Iterator[str]:
    """The result for a file in the form of a case, without labels that the case does not ask for."""
    found = article(case.source, "text/html" if case.source.startswith("<") else "text/plain")
    asked = {line.partition(":")[0] for line in case.expected}
    for block in found.blocks:
        if block.label in READ_LABELS:
            yield f"text: {block.text}"
        elif block.label in asked:
            yield f"{block.label}: {block.text}"
    for quote in extract_quotes(found) if "quote" in asked else ():
        yield f"quote: {quote.speaker.name if quote.speaker else 'nobody'}: {quote.text}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_kind_of_text_is_read_as_the_case_says(case: Case):
    assert list(told(case)) == [line for line in case.expected if line != "nothing"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if "nothing" in case.expected], ids=lambda case: case.title
)
def test_a_page_without_an_article_is_shown_without_a_text_and_ends_with_1(case: Case):
    result = run("clean", "--index", "nowhere", "-", "--format", "jsonl", given=case.source)

    assert '"text": ""' in result.stdout
    assert result.stderr == "No articles found.\n"
    assert result.exit_code == 1


@pytest.mark.parametrize("name", ADVISERS.values())
@pytest.mark.parametrize("weights", ["cleaning_html", "cleaning_html_alone"])
def test_every_advising_rule_is_a_feature_of_the_weights(weights, name):
    """The name of an advising rule is a feature: under another name, the rule would have no effect."""
    content = files("quotesearch").joinpath("weights", f"{weights}.json").read_text(encoding="utf-8")

    assert f"a rule says: {name}" in content
