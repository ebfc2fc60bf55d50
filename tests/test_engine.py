"""The quotes that every engine must find, and their order."""

from __future__ import annotations

import pytest
from engines import fill, found
from made_up import article, names, said_by, texts

from quotesearch.indexing.engines import Engine
from quotesearch.model import AllOf, AnyOf, Fuzzy, Not, Phrase, Prefix, Query, Word


def test_finds_by_speaker(engine: Engine) -> None:
    """A speaker's name finds what they said, not what was said of them."""
    fill(engine, said_by("Ann Lee", "Bo Roe is late."), said_by("Bo Roe", "I am not."))

    assert names(engine.search(Query(speaker="Roe"))) == ["Bo Roe"]


def test_an_empty_engine_can_be_searched(engine: Engine) -> None:
    assert engine.search(Query(Word("water"))).total == 0
    assert engine.search(Query(sort="newest")).hits == ()
    assert engine.speakers(None, 0) == ()
    assert engine.facets(Query()) == ()
    assert engine.suggest("water") == ()
    assert engine.get("a") == ()
    assert engine.count_quotes() == engine.count_unattributed(0) == 0


def test_a_result_has_all_of_a_quote(engine: Engine) -> None:
    """A result has the quote and the article's card, unchanged."""
    quote = said_by("Ann Lee", "We ran", "out of water.", role="fire chief", confidence=0.7)
    fill(engine, quote)

    [hit] = engine.search(Query(Word("water"))).hits

    assert (hit.quote, hit.article) == (quote, article())


@pytest.mark.parametrize("word", ["prevail", "PREVAILED", "prevailing", "Prevails"])
def test_words_find_their_inflected_forms(engine: Engine, word: str) -> None:
    fill(engine, "He will not prevail.", "They prevailed.", "That is prevalent.")

    assert found(engine, Query(Word(word))) == ["He will not prevail.", "They prevailed."]


def test_all_words_must_match(engine: Engine) -> None:
    fill(engine, "troops and gear", "troops", "gear")

    assert found(engine, Query(AllOf((Word("troops"), Word("gear"))))) == ["troops and gear"]


def test_either_word_may_match(engine: Engine) -> None:
    fill(engine, "one troop", "some gear", "nothing")

    assert found(engine, Query(AnyOf((Word("troops"), Word("gear"))))) == ["one troop", "some gear"]


def test_an_unwanted_word_must_not_match(engine: Engine) -> None:
    fill(engine, "war and peace", "peace", "hunger")

    assert found(engine, Query(AllOf((Word("peace"), Not(Word("war")))))) == ["peace"]
    assert found(engine, Query(Not(Word("war")))) == ["hunger", "peace"]
    assert found(engine, Query(AnyOf((Word("hunger"), Not(Word("peace")))))) == ["hunger"]


def test_a_phrase_is_these_words_in_this_order(engine: Engine) -> None:
    """Every word of a phrase counts, also a frequent one, and no other word may be between."""
    fill(engine, "Putin will not prevail", "will he not prevail", "not will prevail", "will not prevails")

    assert found(engine, Query(Phrase("will not prevail"))) == ["Putin will not prevail"]


def test_no_phrase_matches_across_two_parts(engine: Engine) -> None:
    fill(engine, said_by("Ann Lee", "We ran out", "of water"))

    assert engine.search(Query(Phrase("out of"))).total == 0
    assert engine.search(Query(Phrase("of water"))).total == 1
    assert engine.search(Query(AllOf((Word("out"), Word("water"))))).total == 1


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Russia’s war", "Russia's"),
        ("don't", "dont"),
        ("a naïve café", "naive cafe"),
        ("the U.S. army", "US"),
        ("the US army", "U.S."),
        ("10,000 men", "10000"),
        ("10000 men", "10,000"),
        ("a Defence Minister", "defense"),
        ("they organized it", "organised"),
        ("a front-line town", "frontline"),
        ("a front line town", "front-line"),
        ("a frontline town", "front-line"),
        ("a front-line town", "front line"),
        ("[T]hey left", "they"),
        ("they agree[d]", "agreed"),
        ("ŁÓDŹ", "Lodz"),
    ],
)
def test_spelling_makes_no_difference(engine: Engine, printed: str, typed: str) -> None:
    """
    Marks, accents, case, hyphens, dots, separators and British spelling are folded, in words and phrases.
    """
    fill(engine, printed, "something else")

    assert found(engine, Query(Word(typed))) == [printed]
    assert found(engine, Query(Phrase(typed))) == [printed]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("prevail", ["They prevail."]),
        ("THEY", ["They prevail."]),
        ("us", ["Tell us."]),
        ("US", ["The US left."]),
        ("defence", ["Our defence held."]),
        ("defense", []),
        ("don't", ["Don’t."]),
        ("dont", []),
    ],
)
def test_exact_matches_words_as_printed_except_for_case(
    engine: Engine, typed: str, expected: list[str]
) -> None:
    fill(engine, "They prevail.", "He prevailed.", "Tell us.", "The US left.", "Our defence held.", "Don’t.")

    assert found(engine, Query(Word(typed), exact=True)) == expected
    assert found(engine, Query(Phrase(typed), exact=True)) == expected


def test_prefixes_and_misspellings_match_words_not_stems(engine: Engine) -> None:
    fill(engine, "negotiations", "a negotiator", "neglect", "Négociant")

    assert found(engine, Query(Prefix("NEGOT"))) == ["a negotiator", "negotiations"]
    assert found(engine, Query(Prefix("negoc"))) == ["Négociant"]
    assert found(engine, Query(Fuzzy("negotiatoins"))) == ["negotiations"]
    assert found(engine, Query(Fuzzy("negociant"))) == ["Négociant"]
    assert found(engine, Query(Fuzzy("neglekt"))) == ["neglect"]


@pytest.mark.parametrize(
    "typed", ["organis", "organiz", "organisa", "decarbonis", "decarbonizat", "defenc", "defens"]
)
def test_prefixes_match_british_and_american_spelling(engine: Engine, typed: str) -> None:
    printed = ["an organisation", "to decarbonise", "the decarbonization", "our defences"]
    fill(engine, *printed, "an organ", "a carbon defect")

    words = {
        "organ": printed[:1],
        "decarbonis": printed[1:3],
        "decarbonizat": printed[2:3],
        "defen": printed[3:],
    }
    expected = next(found for begin, found in words.items() if typed.startswith(begin))
    assert found(engine, Query(Prefix(typed))) == sorted(expected)


def test_pages_are_parts_of_one_ranking(engine: Engine) -> None:
    """Limit and offset cut one ranking into pages, for any order."""
    fill(
        engine, *("water " * (number % 7 + 1) + "fire " * (number % 3) + f"n{number}" for number in range(40))
    )
    query = Query(AllOf((Word("water"), Word("fire"))), Phrase("water fire"), limit=100)

    whole = texts(engine.search(query))
    pages = [
        text
        for offset in range(0, 45, 5)
        for text in texts(engine.search(Query(query.wanted, query.preferred, limit=5, offset=offset)))
    ]

    assert pages == whole
    assert len(set(whole)) == len(whole) == engine.search(Query(query.wanted, limit=0)).total


def test_the_phrase_ranks_first_then_words_that_are_near(engine: Engine) -> None:
    """Also if a quote has the words often but scattered, and is short."""
    filler = " and so on and so forth as it goes in such times as these are"
    scattered = "prevail" + filler + " will will prevail prevail" + filler + " will"
    near = "prevail they surely will" + filler * 3
    row = "Putin will prevail" + filler * 4
    fill(engine, "prevail" + filler + " will", scattered, near, row)

    ranked = texts(engine.search(Query(AllOf((Word("will"), Word("prevail"))), Phrase("will prevail"))))

    assert ranked[0] in (row, scattered)
    assert ranked.index(row) < ranked.index(near)
    assert ranked[-1] == "prevail" + filler + " will"


def test_scores_fall_with_the_rank(engine: Engine) -> None:
    fill(engine, "water fire " + "and so on " * 30, "water", "fire and water", "fire fire water water")

    query = Query(AllOf((Word("water"), Word("fire"))), Phrase("water fire"))
    scores = [hit.score for hit in engine.search(query).hits]

    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_of_two_quotes_with_a_word_the_shorter_is_more_relevant(engine: Engine) -> None:
    """BM25 weighs how often a word occurs by the length of the quote."""
    long = "water " + "and so on it goes " * 20
    fill(engine, long, "water everywhere", "fire", "more fire and smoke")

    hits = engine.search(Query(Word("water"))).hits

    assert [hit.quote.text for hit in hits] == ["water everywhere", long]
    assert hits[0].score > 1.2 * hits[1].score
