"""Queries find what they mean: the cases in tests/cases/queries, and properties of any query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import article, said_by

from quotesearch.analysis.words import folded_form, tokenize
from quotesearch.cli.find import command as find_command
from quotesearch.errors import QueryError
from quotesearch.indexing.engines import Engine, create_engine
from quotesearch.lexicons import words
from quotesearch.model import AllOf, AnyOf, Hint, Hit, Query, Word
from quotesearch.searching import parse_query, search
from quotesearch.searching.clauses import spelt_out
from quotesearch.searching.query_text import FIELDS

FOLDER = Path(__file__).parent / "cases" / "queries"
COLLECTION = FOLDER / "collection.txt"


@dataclass(frozen=True)
class Case:
    file: str
    title: str
    arguments: tuple[str, ...]
    options: dict[str, str]
    found: tuple[str, ...]
    notes: tuple[str, ...]
    meant: tuple[str, ...]
    hints: tuple[str, ...]
    nearest: tuple[str, ...]


SAID = {"note": "notes", "mean": "meant", "hint": "hints", "near": "nearest"}
"""The beginnings of lines for the messages of a search, and the field of a case for each."""


def said(lines: list[str], kind: str) -> tuple[str, ...]:
    """The lines with a beginning, without it."""
    return tuple(line.removeprefix(f"{kind}: ") for line in lines if line.startswith(f"{kind}: "))


def typed_hint(hint: Hint) -> str:
    """A hint, with what to type."""
    return ": ".join(filter(None, (hint.text, " ".join(hint.arguments))))


def cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.txt")):
        if path != COLLECTION:
            yield from read(path)


def read(path: Path) -> Iterator[Case]:
    """
    Parse a case: title, arguments, results and messages, separated by lines with a full stop.
    """
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    sections: list[list[str]] = [[]]
    for line in lines:
        if line == ".":
            sections.append([])
        else:
            sections[-1].append(line)
    tail = [line for line in sections[0] if line]
    for typed, found, rest in zip(sections[1::3], sections[2::3], sections[3::3], strict=True):
        [title] = tail
        extra = [line for line in rest if line.partition(": ")[0] in SAID]
        tail = [line for line in rest if line and line not in extra]
        options = dict(line[2:].split("=", 1) for line in typed if line.startswith("--"))
        yield Case(
            file=path.stem,
            title=title,
            arguments=tuple(line for line in typed if not line.startswith("--")),
            options=options,
            found=tuple(line for line in found if line),
            **{name: said(extra, kind) for kind, name in SAID.items()},
        )
    assert not tail, f"{path}: a case without an end: {tail}"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = create_engine("whoosh", tmp_path_factory.mktemp("engine"))
    lines = [line for line in COLLECTION.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for number, line in enumerate(lines):
        name, outlet, published, kind, words = (value.strip() or None for value in line.split("|", 4))
        made.add(
            article(f"a{number}", published=published, outlet=outlet),
            [said_by(name, words or "", kind=kind or "full")],
        )
    made.commit()
    yield made
    made.close()


def shown(hit: Hit) -> str:
    """A result's text with the matches in brackets."""
    text = hit.quote.text
    for span in reversed(hit.highlights):
        text = f"{text[: span.start]}[{text[span.start : span.end]}]{text[span.end :]}"
    return text


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.file}: {case.title}") for case in cases()])
def test_case(engine: Engine, case: Case) -> None:
    options = {name: bool(name) if name == "exact" else value for name, value in case.options.items()}
    query, notes, if_found = parse_query(case.arguments, **options)  # type: ignore[arg-type]

    results = search(engine, query)

    found = [shown(hit) for hit in results.hits]
    expected = list(case.found)
    if case.title.startswith("any order"):
        found, expected = sorted(found), sorted(expected)
    assert found == expected
    assert (*notes, *results.notes, *(if_found if results.total else ())) == case.notes
    assert results.suggestions == case.meant
    assert tuple(map(typed_hint, results.hints)) == case.hints
    assert tuple(map(shown, results.nearest)) == case.nearest


TYPED = st.lists(
    st.text(max_size=30)
    | st.text("ab\"“”«»-*~:()| ORspeaker2024’'", max_size=25)
    | st.sampled_from(
        ["OR", "NOT", "AND", "-", "speaker:", "after:2024", '"', "-*", "a* OR", "~", "*", "kind:full"]
    ),
    max_size=5,
)


@settings(max_examples=300, deadline=None)
@given(typed=TYPED, exact=st.booleans())
def test_any_text_is_a_valid_query(engine: Engine, typed: list[str], exact: bool) -> None:
    """Any strings are a valid query, and highlights are inside the text, in order."""
    query = parse_query(typed, exact=exact).query

    results = search(engine, query)

    assert len(results.hits) == min(results.total, query.limit)
    for hit in results.hits:
        ends = [0]
        for span in hit.highlights:
            assert ends[-1] <= span.start < span.end <= len(hit.quote.text)
            ends.append(span.end)


@settings(max_examples=300, deadline=None)
@given(typed=TYPED)
def test_every_word_is_used_or_named_in_a_note(typed: list[str]) -> None:
    """Every typed word is searched, is a filter or an operator, or is in a note."""
    query, notes, if_found = parse_query(typed)
    filters = (query.speaker, query.outlet, query.after, query.before, query.kind)
    taken = " ".join(filter(None, (spelt_out(query), *filters, *notes, *if_found)))

    plain = [re.sub(r"[*~]+\d+", " ", argument) for argument in typed]  # word~2: the number of wrong letters
    words = {token.folded for argument in plain for token in tokenize(argument)}
    known = {token.folded for token in tokenize(taken)} | {"or", "and", "not", *FIELDS}
    assert {word for word in words - known if word not in folded_form(taken)} == set()


@settings(max_examples=60, deadline=None)
@given(
    typed=st.text(min_size=1, max_size=20).filter(str.strip), typed_too=st.text("aeiouprvlt ", max_size=10)
)
def test_suggestions_find_something(engine: Engine, typed: str, typed_too: str) -> None:
    """Every suggestion can be typed and finds something."""
    for suggestion in search(engine, parse_query([typed_too], speaker=typed).query).suggestions:
        assert search(engine, parse_query([suggestion]).query).total > 0


@settings(max_examples=150, deadline=None)
@given(
    typed=st.lists(
        st.sampled_from(
            ["war", "zeppelin", "-war", "peace", "Kim", "austin", '"war peace"', "prevail", "pre*"]
        )
        | st.text("aeiouprvlt ", max_size=8),
        max_size=4,
    ),
    speaker=st.sampled_from([None, "Kim", "Anna Rice", "Austen", "Nobody"]),
    outlet=st.sampled_from([None, "VOA", "Kyiv", "kyivpost", "NOSUCH"]),
    after=st.sampled_from([None, "2024", "2025"]),
    kind=st.sampled_from([None, "headline", "fragment"]),
)
def test_the_command_of_a_hint_finds_as_many_quotes_as_the_hint_says(
    engine: Engine, typed: list[str], **options: Any
) -> None:
    for hint in search(engine, parse_query(typed, **options).query).hints:
        if hint.arguments and "--facets" not in hint.arguments:
            params = find_command.make_context("find", list(hint.arguments)).params
            values = {
                name: params[name] for name in ("speaker", "outlet", "after", "before", "kind", "exact")
            }
            query = parse_query(params["words"], **values).query
            numbers = re.findall(r"(\d+) quote", hint.text)
            assert [str(search(engine, query).total)] == numbers


def made_up_engine(folder: Path, speakers: Iterable[str]) -> Engine:
    """An engine with one quote of each speaker, all with the same word."""
    made = create_engine("whoosh", folder)
    made.add(article("a"), [said_by(name, "Hello.") for name in speakers])
    made.commit()
    return made


def speakers_advised(engine: Engine, *typed: str) -> list[str]:
    """The speakers in the hints of a query."""
    hints = search(engine, parse_query(typed).query).hints
    return [hint.arguments[-1] for hint in hints if "--speaker" in hint.arguments]


def test_no_function_word_is_taken_for_a_speaker(tmp_path: Path) -> None:
    """Each function word is in the name of a speaker who is found only by the other word of the name."""
    listed = sorted(
        {*words("en/determiners"), *words("en/prepositions"), *words("en/conjunctions"), "he", "they"}
    )
    with closing(made_up_engine(tmp_path, [f"{word} Society" for word in listed])) as engine:
        for word in listed:
            assert speakers_advised(engine, word, "zeppelin") == [], word
        assert speakers_advised(engine, "the", "society") == ["the society"]


def test_a_function_word_that_is_also_a_name_is_a_name_if_capitalised(tmp_path: Path) -> None:
    with closing(made_up_engine(tmp_path, ["Theresa May"])) as engine:
        assert speakers_advised(engine, "may") == ["may"]
        assert speakers_advised(engine, "May", "zeppelin") == ["May"]
        assert speakers_advised(engine, "may", "zeppelin") == []


def test_for_an_index_without_quotes_there_is_only_one_hint(tmp_path: Path) -> None:
    with closing(made_up_engine(tmp_path, [])) as engine:
        [hint] = search(engine, parse_query(["water", "winter"], speaker="Zoe", outlet="VOA").query).hints

    assert (hint.text, hint.command, hint.arguments) == (
        "The index has no quotes. Add articles",
        "add",
        ("FOLDER",),
    )


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"after": "yesterday"}, "2024-10-31, 2024-10 or 2024"),
        ({"before": "2024-13"}, "--before"),
        ({"before": "2024-02-30"}, "--before"),
        ({"kind": "short"}, "full, fragment, headline"),
        ({"sort": "best"}, "relevance, newest, oldest"),
        ({"limit": -1}, "--limit"),
        ({"min_confidence": 1.5}, "0 to 1"),
        ({"min_confidence": float("nan")}, "0 to 1"),
    ],
)
def test_a_wrong_option_is_an_error(options: dict[str, str], complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        parse_query(["water"], **options)  # type: ignore[arg-type]


def test_dates_are_the_first_and_the_last_day() -> None:
    query = parse_query(["before:2024-02"], after="2023", before="2024").query

    assert (query.after, query.before) == ("2023-01-01", "2024-02-29")


def test_a_search_for_nothing_finds_nothing(engine: Engine) -> None:
    assert search(engine, Query()).total == 0


def test_a_pasted_article_is_cut(engine: Engine) -> None:
    """A query of thousands of words is answered in reasonable time, and a note says that it was cut."""
    query, notes, _ = parse_query([" ".join(f"word{number}" for number in range(5_000))])

    assert search(engine, query).total == 0
    assert "Only the first 100 words were looked for." in notes


@pytest.mark.parametrize("ending", ["*", "~"])
def test_a_query_of_many_open_words_is_cut(engine: Engine, ending: str) -> None:
    """Each may mean thousands of words, also if joined by OR. Plain words joined by OR are all searched."""
    query, notes, _ = parse_query([" OR ".join(f"word{number}{ending}" for number in range(1_000))])
    plain = parse_query([" OR ".join(f"word{number}" for number in range(1_000))])

    assert isinstance(query.wanted, AnyOf)
    assert len(query.wanted.clauses) == 100
    assert notes == ("Only the first 100 words with * or ~ were looked for.",)
    assert isinstance(plain.query.wanted, AnyOf)
    assert len(plain.query.wanted.clauses) == 1_000


def test_a_word_joined_by_or_to_a_dropped_word_is_not_joined_to_another() -> None:
    many = [f"a{number}*" for number in range(100)]
    query, _, _ = parse_query([" ".join(["b", *many[1:], "-zq*", "c*", "OR", "qqqqq"])])

    assert isinstance(query.wanted, AllOf)
    assert query.wanted.clauses[-1] == Word("qqqqq")
