"""The five sample articles compared with their annotation: every quoted segment and its speaker, no more."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from quotesearch.acquisition import read_document
from quotesearch.cleaning import clean
from quotesearch.extraction import extract_quotes

ROOT = Path(__file__).parent.parent
GOLD = json.loads((ROOT / "tests" / "gold" / "seeds.json").read_text(encoding="utf-8"))["quotes"]
FILES = sorted({quote["file"] for quote in GOLD})


@cache
def article(file):
    return clean(read_document(ROOT / file))


@cache
def quotes(file):
    """The quotes found in a sample article, at the default threshold."""
    return [quote.at() for quote in extract_quotes(article(file))]


def gold(file):
    return [quote for quote in GOLD if quote["file"] == file]


def named(person):
    """The quotes of the sample articles whose speaker has this person key."""
    return [q for file in FILES for q in quotes(file) if q.speaker and q.speaker.person == person]


@pytest.mark.parametrize("file", FILES)
def test_the_gold_is_between_marks_of_its_file(file):
    """The file has the gold's words at its offsets, and a quotation mark before them."""
    source = (ROOT / file).read_bytes().decode("utf-8")

    for part in (part for quote in gold(file) for part in quote["parts"]):
        assert source[part["start"] : part["end"]] == part["text"]
        assert source[part["start"] - 1] in "\"'“"


def test_the_gold_is_complete():
    """The sample articles have 38 quoted segments: 14, 4, 4, 5 and 11."""
    assert [sum(len(quote["parts"]) for quote in gold(file)) for file in FILES] == [14, 4, 4, 5, 11]


@pytest.mark.parametrize("file", FILES)
def test_every_quote_is_found_and_nothing_else(file):
    """Exactly the gold's quotes are found, part by part, at exactly its offsets."""
    found = [[(part.start, part.end, part.text) for part in quote.parts] for quote in quotes(file)]

    assert found == [[(p["start"], p["end"], p["text"]) for p in quote["parts"]] for quote in gold(file)]


@pytest.mark.parametrize("file", FILES)
def test_every_speaker_has_the_fullest_name(file):
    """At the default threshold each quote has a speaker, with the fullest name in its article and a type."""
    found = [(q.text, q.speaker and q.speaker.name, q.speaker and q.speaker.type) for q in quotes(file)]
    wanted = [("\n".join(p["text"] for p in q["parts"]), q["speaker"], q["type"]) for q in gold(file)]

    assert found == wanted


@pytest.mark.parametrize("file", FILES)
def test_every_kind_is_right(file):
    """Headlines, sentences and fragments are distinguished."""
    assert [(q.text, q.kind) for q in quotes(file)] == [
        ("\n".join(p["text"] for p in q["parts"]), q["kind"]) for q in gold(file)
    ]


def test_one_person_is_one_key_in_both_spellings():
    """Kim Yong-Hyun of one article and Kim Yong-hyun of another are the same person."""
    assert {"Kim Yong-Hyun", "Kim Yong-hyun"} == {q.speaker.name for q in named(key_of("Kim Yong-Hyun"))}


def test_three_kims_are_three_people():
    """Kim Song has one quote, Kim Yong-hyun seven, and Kim Jong Un none."""
    names = [q.speaker.name for file in FILES for q in quotes(file) if q.speaker and "Kim" in q.speaker.name]

    assert (names.count("Kim Song"), len(named(key_of("Kim Yong-Hyun"))), len(names)) == (1, 7, 8)


def test_the_news_feed_is_not_part_of_the_article():
    """The quotation in the News Feed below an article is never found."""
    file = next(file for file in FILES if "/003" in file)
    place = article(file).source.index("I've gotten to see things")

    assert not [q for q in quotes(file) if any(part.end > place for part in q.parts)]


def key_of(name):
    """The person key of a speaker with this name in the sample articles."""
    return next(
        q.speaker.person for file in FILES for q in quotes(file) if q.speaker and q.speaker.name == name
    )
