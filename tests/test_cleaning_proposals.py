"""When trafilatura is used for a page, how lists are judged, and rules that only advise."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from quotesearch.cleaning import labelling
from quotesearch.cleaning.labelling import label_units
from quotesearch.cleaning.lists import judge_together
from quotesearch.cleaning.markup import read_markup
from quotesearch.cleaning.proposal import with_proposal
from quotesearch.cleaning.scoring import Score
from quotesearch.cleaning.sections import settle
from quotesearch.cleaning.unit import Unit
from quotesearch.lexicons import ENGLISH
from quotesearch.model import RawDocument

MENU = "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in ("News", "Sport", "Weather", "Jobs"))
STORY = "".join(
    f"<p>The council voted for {what} on Monday, ten to two, after a debate of six hours, its chair said.</p>"
    for what in ("a new bridge", "a larger school", "two more ferries", "a tower")
)
PAGE = f"""<html><head><title>Council votes | Roe Times</title></head><body><nav><ul>{MENU}</ul></nav>
<article><h1>Council votes for a new bridge</h1>{STORY}</article><footer><p>About us</p></footer></body></html>"""


def units_of(page: str) -> Sequence[Unit]:
    return read_markup(ENGLISH, page).units


def fail() -> Sequence[Unit]:
    raise AssertionError("trafilatura was asked")


def test_trafilatura_is_not_used_for_a_clear_page():
    units = units_of(PAGE + MENU * 3)
    kept = [
        unit.text[:24]
        for unit, verdict in zip(units, label_units(ENGLISH, units, propose=fail), strict=True)
        if verdict.label == "body"
    ]

    assert kept == [
        "The council voted for a ",
        "The council voted for a ",
        "The council voted for tw",
        "The council voted for a ",
    ]


def test_trafilatura_is_used_for_a_page_of_which_the_model_is_not_sure(monkeypatch):
    monkeypatch.setattr(labelling, "MOST_DOUBT", 0.0)

    with pytest.raises(AssertionError, match="was asked"):
        label_units(ENGLISH, units_of(PAGE + MENU * 3), propose=fail)


def test_trafilatura_is_used_for_a_page_that_is_hardly_more_than_its_story():
    with pytest.raises(AssertionError, match="was asked"):
        label_units(ENGLISH, units_of(f"<h1>Council votes for a new bridge</h1>{STORY}"), propose=fail)


def test_items_of_a_list_are_kept_together():
    units = units_of(
        "<ul><li>Bread</li><li>Two eggs and a little butter</li><li>Salt</li></ul><p>Bake it.</p>"
    )
    scores = {at: Score(probability, ()) for at, probability in enumerate((0.1, 0.9, 0.2, 0.5))}

    judged = judge_together(units, scores)

    assert len({judged[at].probability for at in range(3)}) == 1
    assert 0.5 < judged[0].probability < 0.9
    assert judged[3].probability == 0.5


def test_a_rule_that_only_advises_does_not_decide():
    caption = "The old bridge over the river at Roe, seen from the market on a day in June."
    units = units_of(f"<p>{caption}</p><p>{caption}</p>{STORY}")

    found = settle(ENGLISH, units)

    assert found.verdicts[:2] == [None, None]
    assert found.advisers[:2] == ["twice in a row", "twice in a row"]
    assert [verdict and verdict.label for verdict in found.all[:2]] == ["caption", "caption"]


def test_rules_ignore_text_above_the_headline():
    notice = (
        "<p>We told you so for years, and now it has come true, as everybody in the town can see today.</p>"
    )
    page = f"{notice * 3}<h1>Council votes for a new bridge</h1><p>Comments (3)</p>{STORY}"
    units = units_of(page)
    headline = next(at for at, unit in enumerate(units) if unit.tag == "h1")

    labels = [verdict and verdict.label for verdict in settle(ENGLISH, units, headline=headline).verdicts]

    assert "comment" not in labels[headline + 2 :]


def test_documents_without_words_have_no_labels():
    from quotesearch.cleaning import clean

    for source in ("", "<html></html>", "<svg><svg></svg>", "<p></p><a><svg>"):
        assert clean(RawDocument("x", "0" * 64, "utf-8", "text/html", source)).text == ""


@pytest.mark.parametrize("inline", ["<b>a</b>", "<a href='/'>Ann Lee</a> and ", "<span>a </span>"])
def test_libraries_are_not_used_for_a_paragraph_in_very_many_pieces(inline):
    """They take time with the square of their number."""
    few, many = (PAGE.replace("</article>", f"<p>{inline * count}</p></article>") for count in (50, 5_000))

    assert any(unit.proposed for unit in with_proposal(read_markup(ENGLISH, few), few).units)
    assert not any(unit.proposed for unit in with_proposal(read_markup(ENGLISH, many), many).units)
