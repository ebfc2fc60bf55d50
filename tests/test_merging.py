"""Two names of one person."""

from __future__ import annotations

from pathlib import Path

import pytest
from corrected import built_of, people, quotes_by, states
from lines_said import LinesSaid

from quotesearch.errors import QueryError
from quotesearch.indexing.collection.correcting import Corrector
from quotesearch.indexing.collection.syncing import add, rebuild
from quotesearch.indexing.corrections.corrections_file import append_correction, new_correction


@pytest.fixture
def built(news: Path, index: Path) -> Path:
    return built_of(news, index)


def test_two_names_of_one_person_find_all_that_they_said(built: Path, news: Path) -> None:
    """Quotes keep the names of their articles; the person is counted once, also after a rebuild, until an undo."""
    (news / "c.txt").write_text("Bob Roe: And ice.\nKim Roe: No ice.\n", encoding="utf-8")
    add(built, [], LinesSaid())
    Corrector(built, LinesSaid()).merge("bob roe", "Bo Roe")

    for follow in (None, add, rebuild):
        if follow:
            follow(built, [], LinesSaid())
        assert people(built) == {"bo roe": 3, "kim roe": 1, "ann lee": 1}
        assert quotes_by(built, "Bob Roe") == quotes_by(built, "Bo Roe") == 3
        assert states(built) == ["applied"]
    Corrector(built, LinesSaid()).part("Bo Roe", "Bob Roe")
    assert people(built) == {"bo roe": 2, "bob roe": 1, "kim roe": 1, "ann lee": 1}
    assert quotes_by(built, "Bob Roe") == 1


def test_three_names_of_one_person(built: Path, news: Path) -> None:
    (news / "c.txt").write_text("Bob Roe: And ice.\nRobert Roe: No ice.\n", encoding="utf-8")
    add(built, [], LinesSaid())
    corrector = Corrector(built, LinesSaid())
    corrector.merge("Bo Roe", "Bob Roe")
    corrector.merge("Bob Roe", "Robert Roe")

    assert people(built) == {"robert roe": 4, "ann lee": 1}
    assert quotes_by(built, "Bo Roe") == 4


def test_a_merge_that_cannot_reach_all_articles_waits(built: Path, news: Path, tmp_path: Path) -> None:
    """If only some articles were joined, the person would be two people again."""
    away = tmp_path / "away"
    away.mkdir()
    (away / "c.txt").write_text("Bob Roe: And ice.\n", encoding="utf-8")
    add(built, [away], LinesSaid())
    merge = new_correction("merge", name="Bob Roe", into="Bo Roe", file=str(news / "corrections.jsonl"))
    append_correction(merge)
    away.rename(tmp_path / "unmounted")
    add(built, [], LinesSaid())
    assert (people(built)["bo roe"], states(built)) == (2, ["waiting"])

    (tmp_path / "unmounted").rename(away)
    add(built, [], LinesSaid())
    assert (people(built)["bo roe"], states(built)) == (3, ["applied"])


@pytest.mark.parametrize(
    ("one", "other", "complaint"),
    [("Cy Poe", "Bo Roe", "nobody called “Cy Poe”"), ("Bo", "Ann Lee", "Give a whole name: Bo Roe"),
     ("bo roe", "Bo Roe", "one person already"), ("Cy Poe", "cy poe", "nobody called “Cy Poe”")],
)  # fmt: skip
def test_a_merge_takes_whole_names_of_people_who_are_quoted(
    built: Path, one: str, other: str, complaint: str
) -> None:
    with pytest.raises(QueryError, match=complaint):
        Corrector(built, LinesSaid()).merge(one, other)


def test_names_that_are_joined_are_not_joined_again(built: Path, news: Path) -> None:
    """Neither with the same names, nor in the other order, nor through a third name."""
    (news / "c.txt").write_text("Bob Roe: And ice.\n", encoding="utf-8")
    add(built, [], LinesSaid())
    corrector = Corrector(built, LinesSaid())
    corrector.merge("Bob Roe", "Bo Roe")
    corrector.merge("Bo Roe", "Ann Lee")
    for one, other in ("Bob Roe", "Bo Roe"), ("Bo Roe", "Bob Roe"), ("Ann Lee", "bob roe"):
        with pytest.raises(QueryError, match="one person already, by an earlier correction"):
            corrector.merge(one, other)

    assert corrector.part("Bo Roe", "Bob Roe")
    assert corrector.merge("Bob Roe", "Ann Lee").state == "applied"


def test_undoing_a_merge_that_was_written_twice_undoes_both(built: Path, news: Path) -> None:
    """Two people may write the same merge in their copies of one file."""
    (news / "c.txt").write_text("Bob Roe: And ice.\n", encoding="utf-8")
    add(built, [], LinesSaid())
    before = people(built)
    for pair in ("Bob Roe", "Bo Roe"), ("Bo Roe", "Bob Roe"):
        append_correction(
            new_correction("merge", name=pair[0], into=pair[1], file=str(news / "corrections.jsonl"))
        )
    add(built, [], LinesSaid())
    assert people(built) != before
    Corrector(built, LinesSaid()).part("Bob Roe", "Bo Roe")

    assert people(built) == before
