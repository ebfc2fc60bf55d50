"""The gender of speakers in an article (tests/cases/genders.txt), and in an index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cleaning_cases import article
from cli_stories import run
from made_up import article as card
from made_up import said_by

from quotesearch.extraction import extract_quotes
from quotesearch.indexing.engines import create_engine
from quotesearch.indexing.engines.records import pack, unpack
from quotesearch.lexicons import table, words
from quotesearch.model import Passage, Speaker

CASES = Path(__file__).parent / "cases" / "genders.txt"


def cases() -> list[object]:
    text = "".join(line for line in CASES.read_text("utf-8").splitlines(keepends=True) if line[:2] != "# ")
    parts = text.split("\n.\n")[:-1]
    return [
        pytest.param(source, expected, id=title.strip())
        for title, source, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=True)
    ]


def speakers(source: str) -> list[Speaker]:
    """All named speakers, at any confidence."""
    quotes = extract_quotes(article(source + "\n"))
    return [quote.speaker for quote in quotes if quote.speaker is not None]


@pytest.mark.parametrize(("source", "expected"), cases())
def test_genders_are_those_of_the_case(source, expected):
    found = {who.name: who for who in speakers(source)}
    for line in expected.splitlines():
        said, _, basis = line.partition(" by: ")
        name, _, gender = said.partition(" = ")
        assert name in found, f"speakers: {list(found)}"
        assert (found[name].gender or "-") == gender, [place.text for place in found[name].gender_basis]
        assert not basis or found[name].gender_basis[0].text == basis


@pytest.mark.parametrize(("source", "expected"), cases())
def test_the_words_that_state_a_gender_are_in_the_article(source, expected):
    """The words are at their offsets; without words there is no gender."""
    for who in speakers(source):
        assert bool(who.gender) == bool(who.gender_basis)
        assert all(source[place.start : place.end] == place.text for place in who.gender_basis)


def test_there_are_enough_cases():
    assert len(cases()) >= 90


def test_no_first_name_is_evidence_of_a_gender():
    said = set(table("en/stated_genders"))

    assert said & words("en/first_names") == set()


@pytest.mark.parametrize("also", [(), ("Bob Roe",)])
def test_an_index_stores_the_gender_with_its_words(also):
    quote = said_by("Ann Lee")
    who = Speaker("Ann Lee", "ann lee", "person", None, None, also, "female", (Passage(3, 6, "She"),))
    quote = type(quote)(**{name: getattr(quote, name) for name in quote.__slots__} | {"speaker": who})

    assert unpack(pack(card(), quote))[1].speaker == who


def test_a_speaker_with_different_genders_has_none(tmp_path_factory):
    def told(*genders: str) -> str | None:
        engine = create_engine("sqlite", Path(tmp_path_factory.mktemp("engine")))
        for number, gender in enumerate(genders):
            engine.add(card(f"a{number}"), [said_by("Ann Lee", gender=gender or None)])
        engine.commit()
        [speaker] = engine.speakers(None, 0)
        engine.close()
        return speaker.gender

    assert [told("female", ""), told("", "female", "female"), told("female", "male"), told("")] == [
        "female", "female", None, None,
    ]  # fmt: skip


def test_every_command_shows_the_gender(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    Path("news/a.txt").write_text(
        "“We ran out of water,” said Robin Lee. She left on Monday.\n", encoding="utf-8"
    )
    run("rebuild", "news", "--index", "index")

    for command in (["extract", "news"], ["find", "water"]):
        (row,) = json.loads(run(*command, "--format", "json").stdout)
        assert row["speaker"]["gender"] == "female"
        assert row["speaker"]["gender_basis"] == [{"start": 39, "end": 42, "text": "She"}]
        head, line = run(*command, "--format", "csv").stdout.splitlines()
        assert head.split(",")[6:8] == ["type", "gender"]
        assert ",person,female," in line
    assert json.loads(run("speakers", "--format", "json").stdout)[0]["gender"] == "female"
    told = run("show", row["id"]).stdout
    assert "gender      female\n" in told
    assert "gender by   line 1, column 40, characters 39–42: She\n" in told
    assert run("verify").exit_code == 0
