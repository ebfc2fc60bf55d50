"""What every engine must do. `make test-engines` runs this with the other Whoosh, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import article, names, said_by, texts

from quotesearch.indexing.analysis import tokenize
from quotesearch.indexing.engine import Engine
from quotesearch.indexing.whoosh_engine import WhooshEngine
from quotesearch.model import AllOf, AnyOf, Fuzzy, Not, Phrase, Prefix, Query, Quote, Word

MAKERS: dict[str, Callable[[Path], Engine]] = {"whoosh": WhooshEngine.create}
OPENERS: dict[str, Callable[[Path], Engine]] = {"whoosh": WhooshEngine}


@pytest.fixture(params=MAKERS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made = MAKERS[request.param](tmp_path)
    yield made
    made.close()


def fill(engine: Engine, *quotes: Quote | str) -> None:
    """One article with these quotes; of words alone, it is not known who said them."""
    engine.add(article(), [said_by(None, quote) if isinstance(quote, str) else quote for quote in quotes])
    engine.commit()


def found(engine: Engine, query: Query) -> list[str]:
    return sorted(texts(engine.search(query)))


def test_finds_by_speaker(engine: Engine) -> None:
    """A speaker's name finds what they said, not what was said of them."""
    fill(engine, said_by("Ann Lee", "Bo Roe is late."), said_by("Bo Roe", "I am not."))

    assert names(engine.search(Query(speaker="Roe"))) == ["Bo Roe"]


def test_an_empty_engine_answers(engine: Engine) -> None:
    assert engine.search(Query(Word("water"))).total == 0
    assert engine.search(Query(sort="newest")).hits == ()
    assert engine.speakers(None, 0) == ()
    assert engine.facets(Query()) == ()
    assert engine.suggest("water") == ()
    assert engine.get("a") == ()
    assert engine.count_quotes() == engine.count_unattributed(0) == 0


def test_gives_back_all_of_a_quote(engine: Engine) -> None:
    """A hit holds the quote and the article's card as they were put in."""
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
    """Every word of a phrase counts, however frequent, and none may stand between."""
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
def test_exact_is_as_printed_but_for_case(engine: Engine, typed: str, expected: list[str]) -> None:
    fill(engine, "They prevail.", "He prevailed.", "Tell us.", "The US left.", "Our defence held.", "Don’t.")

    assert found(engine, Query(Word(typed), exact=True)) == expected
    assert found(engine, Query(Phrase(typed), exact=True)) == expected


def test_beginnings_and_misspellings_are_of_words_not_stems(engine: Engine) -> None:
    fill(engine, "negotiations", "a negotiator", "neglect", "Négociant")

    assert found(engine, Query(Prefix("NEGOT"))) == ["a negotiator", "negotiations"]
    assert found(engine, Query(Prefix("negoc"))) == ["Négociant"]
    assert found(engine, Query(Fuzzy("negotiatoins"))) == ["negotiations"]
    assert found(engine, Query(Fuzzy("negociant"))) == ["Négociant"]
    assert found(engine, Query(Fuzzy("neglekt"))) == ["neglect"]


def test_a_speaker_is_found_by_any_part_of_the_name(engine: Engine) -> None:
    """Kim Yong-Hyun, Kim Jong Un and Kim Song are three people, and all of them are Kims."""
    fill(
        engine,
        said_by("Kim Yong-Hyun", "one"),
        said_by("Kim Song", "two"),
        said_by("Lloyd Austin", "Kim Jong Un"),
    )

    def speakers(name: str) -> list[str]:
        return sorted(names(engine.search(Query(speaker=name))))

    assert speakers("kim") == ["Kim Song", "Kim Yong-Hyun"]
    assert speakers("Yong Hyun") == speakers("yonghyun") == speakers("Yong-hyun Kim") == ["Kim Yong-Hyun"]
    assert speakers("Kim Jong Un") == speakers("Kim Aus") == speakers("?") == []
    assert speakers("Lloyd J. Austin") == ["Lloyd Austin"]


@pytest.mark.parametrize("least", [0.0, 0.29, 0.3, 0.3001, 0.5, 0.87, 0.9, 0.90004, 1.0])
def test_below_the_threshold_nobody_spoke(engine: Engine, least: float) -> None:
    """Filters, facets and counts name a speaker only from the confidence on that is asked for."""
    confidences = [0.0, 0.3, 0.5, 0.9, 1.0]
    fill(engine, *(said_by("Ann Lee", f"word{number}", confidence=c) for number, c in enumerate(confidences)))
    sure = sum(confidence >= least for confidence in confidences)

    assert engine.search(Query(speaker="Lee", min_confidence=least)).total == sure
    assert sum(count.quotes for count in engine.speakers(None, least)) == sure
    assert engine.count_unattributed(least) == len(confidences) - sure
    named = {count.value: count.quotes for count in engine.facets(Query(min_confidence=least), ["speaker"])}
    assert named.get("Ann Lee", 0) == sure
    assert engine.search(Query(Word("word0"), min_confidence=least)).total == 1


def test_outlet_and_kind_filter(engine: Engine) -> None:
    engine.add(
        article("a1", outlet="The Kyiv Independent"),
        [said_by(None, "one"), said_by(None, "two", kind="fragment")],
    )
    engine.add(article("a2", outlet="Kyiv Post"), [said_by(None, "three")])
    engine.commit()

    assert found(engine, Query(outlet="kyiv independent")) == ["one", "two"]
    assert found(engine, Query(outlet="Kyiv", kind="full")) == ["one", "three"]
    assert found(engine, Query(Word("two"), kind="full")) == []


@pytest.fixture
def dated(engine: Engine) -> Engine:
    """Quotes whose words are their dates."""
    days = ["2019-01-01", "2023-12-31", "2024-01-01", "2024-10-30", "2024-10-31", None]
    for number, day in enumerate(days):
        engine.add(article(f"a{number}", published=day), [said_by(None, f"said {day}")])
    engine.commit()
    return engine


@pytest.mark.parametrize(
    ("after", "before", "expected"),
    [
        ("2024-10-31", None, ["2024-10-31"]),
        (None, "2023-12-31", ["2019-01-01", "2023-12-31"]),
        ("2024-01-01", "2024-12-31", ["2024-01-01", "2024-10-30", "2024-10-31"]),
        ("2023-12-31", "2024-10-30", ["2023-12-31", "2024-01-01", "2024-10-30"]),
        ("2020-01-01", "2022-12-31", []),
        ("2024-10-31", "2024-10-30", []),
        ("2025-01-01", None, []),
    ],
)
def test_dates_are_inclusive(
    dated: Engine, after: str | None, before: str | None, expected: list[str]
) -> None:
    """Articles without a date match no filter for dates; how many that are can be asked."""
    query = Query(Word("said"), after=after, before=before)

    assert found(dated, query) == [f"said {day}" for day in expected]
    assert dated.count_undated(query) == 1
    assert dated.count_undated(Query(Word("nothing"), after=after, before=before)) == 0
    assert dated.count_undated(Query(Word("said"))) == 0


def test_sorting_by_date_is_exact(dated: Engine) -> None:
    """Newest and oldest first, with pages that fit together; what has no date comes last."""
    days = ["2019-01-01", "2023-12-31", "2024-01-01", "2024-10-30", "2024-10-31"]
    for sort, expected in (("newest", [*reversed(days), None]), ("oldest", [*days, None])):
        pages = [
            dated.search(Query(Word("said"), sort=sort, limit=2, offset=offset)) for offset in range(0, 8, 2)
        ]
        assert [text for page in pages for text in texts(page)] == [f"said {day}" for day in expected]
        assert {page.total for page in pages} == {6}


def test_pages_fit_together(engine: Engine) -> None:
    """Limit and offset cut one ranking into pages, whatever ranks where."""
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
    """However often scattered words stand in a quote, and however short it is."""
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
    fill(engine, "water water", "water", "water and fire", "fire fire water " * 9)

    scores = [hit.score for hit in engine.search(Query(AllOf((Word("water"), Word("fire"))))).hits]

    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 2


def test_removed_articles_are_gone(engine: Engine) -> None:
    """
    After a removal neither words nor counts nor speakers know of the article; another one may take its
    place.
    """
    engine.add(article("a1"), [said_by("Ann Lee", "old water")])
    engine.add(article("a2"), [said_by("Bo Roe", "more water")])
    engine.commit()
    engine.remove("a1")
    engine.remove("never there")
    engine.add(article("a1"), [said_by("Ann Lee", "new water")])
    engine.commit()

    assert found(engine, Query(Word("water"))) == ["more water", "new water"]
    assert found(engine, Query(Phrase("old water"))) == found(engine, Query(Prefix("old"))) == []
    assert engine.search(Query(Word("old"))).total == 0
    assert engine.count_quotes() == 2
    assert [count.quotes for count in engine.speakers(None, 0.5)] == [1, 1]


def test_changes_show_after_the_commit(engine: Engine) -> None:
    engine.add(article(), [said_by(None, "water")])
    assert engine.search(Query(Word("water"))).total == 0
    engine.commit()
    assert engine.search(Query(Word("water"))).total == 1


def test_speakers_are_joined_by_person(engine: Engine) -> None:
    """The commonest spelling is shown, the most quoted come first, and a bare surname joins nobody."""
    engine.add(
        article("a1"), [said_by("Kim Yong-Hyun", role="minister"), said_by("Kim Yong-Hyun"), said_by("Kim")]
    )
    engine.add(article("a2"), [said_by("Kim Yong-hyun", role="minister"), said_by("Bo Roe")])
    engine.commit()

    counts = engine.speakers(None, 0.5)

    assert [(c.name, c.role, c.quotes, c.articles) for c in counts] == [
        ("Kim Yong-Hyun", "minister", 3, 2),
        ("Bo Roe", None, 1, 1),
        ("Kim", None, 1, 1),
    ]
    assert [count.name for count in engine.speakers("roe", 0.5)] == ["Bo Roe"]


def test_facets_count_all_that_match(engine: Engine) -> None:
    engine.add(
        article("a1", published="2023-01-01"), [said_by("Ann Lee", "water"), said_by("Ann Lee", "fire")]
    )
    engine.add(article("a2", outlet=None), [said_by("Bo Roe", "water"), said_by(None, "water")])
    engine.commit()

    counts = engine.facets(Query(Word("water"), limit=1), ["speaker", "outlet", "year"])

    assert [(c.facet, c.value, c.quotes) for c in counts] == [
        ("speaker", "", 1), ("speaker", "Ann Lee", 1), ("speaker", "Bo Roe", 1),
        ("outlet", "", 2), ("outlet", "Kyiv Independent", 1),
        ("year", "2024", 2), ("year", "2023", 1),
    ]  # fmt: skip


def test_a_quote_is_had_by_the_beginning_of_its_id(engine: Engine) -> None:
    fill(engine, said_by(None, "one", identity="3f9c01"), said_by(None, "two", identity="3f9c02"))

    assert [hit.quote.text for hit in engine.get("3f9c")] == ["one", "two"]
    assert [hit.quote.text for hit in engine.get("3f9c02")] == ["two"]
    assert [hit.quote.text for hit in engine.get("3f9c", limit=1)] == ["one"]
    assert engine.get("4") == ()


def test_suggests_words_and_speakers_that_exist(engine: Engine) -> None:
    fill(engine, said_by("Lloyd Austin", "Putin will prevail."), said_by("Kim Song", "They prevailed."))

    assert engine.suggest("prevale", limit=1) == ("prevail",)
    assert engine.suggest_speakers("Austen", 0.5) == ("Lloyd Austin",)
    assert engine.suggest_speakers("Secretary Austin", 0.5) == ("Lloyd Austin",)
    assert engine.suggest_speakers("Kim Jong Un", 0.5) == ()


def test_what_was_committed_outlives_the_engine(tmp_path: Path) -> None:
    for name, make in MAKERS.items():
        folder = tmp_path / name
        folder.mkdir()
        engine = make(folder)
        fill(engine, "water")
        engine.add(article("a2"), [said_by(None, "never committed water")])
        engine.close()

        again = OPENERS[name](folder)
        assert found(again, Query(Word("water"))) == ["water"]
        again.close()


WORDS = st.sampled_from(["water", "fire", "ice", "gate", "gates", "gated", "running", "ran"])
CLAUSES = st.recursive(
    st.builds(Word, WORDS) | st.builds(Phrase, st.lists(WORDS, min_size=1, max_size=3).map(" ".join)),
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=6,
)
TEXTS = [
    "water fire", "fire water ice", "gates of fire", "he ran running gate", "ice", "ice ice water gate",
    "fire", "gated water", "nothing", "ran to the fire gate of ice water running",
]  # fmt: skip


@pytest.fixture(scope="module", params=MAKERS)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with two segments and something removed."""
    engine = MAKERS[request.param](tmp_path_factory.mktemp("engine"))
    for number, text in enumerate([*TEXTS, "removed fire water ice gate"]):
        engine.add(article(f"a{number}"), [said_by(None, text)])
        if number % 6 == 5:
            engine.commit()
    engine.commit()
    engine.remove(f"a{len(TEXTS)}")
    engine.commit()
    yield engine
    engine.close()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clause=CLAUSES)
def test_finds_what_reading_every_quote_finds(filled: Engine, clause: object) -> None:
    """Any query finds exactly the quotes in which its words are when they are looked for one by one."""
    expected = sorted(text for text in TEXTS if _holds(clause, text))

    results = filled.search(Query(clause, limit=50))  # type: ignore[arg-type]

    assert sorted(texts(results)) == expected
    assert results.total == len(expected)


def _holds(clause: object, text: str) -> bool:
    tokens = tokenize(text)
    match clause:
        case Word(word):
            return tokenize(word)[0].stem in {token.stem for token in tokens}
        case Phrase(phrase):
            return f" {phrase} " in f" {text} "
        case Not(inner):
            return not _holds(inner, text)
        case AllOf(clauses):
            return all(_holds(part, text) for part in clauses)
        case AnyOf(clauses):
            return any(_holds(part, text) for part in clauses)
    raise AssertionError(clause)
