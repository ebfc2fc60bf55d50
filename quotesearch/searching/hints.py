"""
Why a query found little or nothing, and what would find more.

Each hint names what to type. All are found out by asking the engine again, so they hold for any engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Final

from quotesearch.analysis import WHOLE_NAME, folded_form, name_words, person_words, resembles, tokenize
from quotesearch.indexing import Engine
from quotesearch.lexicons import table, words
from quotesearch.model import NO_LIMIT, AllOf, Clause, FacetCount, Hint, Not, Phrase, Query, Word
from quotesearch.searching.clauses import arguments, parts_of, spelt_out

__all__ = ["EMPTY_INDEX", "FEW", "asks_for_nothing", "name_hints", "other_hints"]

EMPTY_INDEX: Final = Hint("The index has no quotes. Add articles", ("FOLDER",), command="add")
"""All that there is to say of a search in an index without quotes."""

FEW: Final = 3
"""A query that finds fewer than so many quotes may have been meant otherwise."""

_MOST: Final = 3  # hints of one kind
_MOST_WORDS: Final = 12  # of a query are looked at one by one
_LONGEST: Final = 100  # words; of a longer text, no single word is to blame
_LONGEST_NAME: Final = 4  # words
_LEAST_LETTERS: Final = 3  # of a word that can be a name
_FILTERS: Final = ("speaker", "outlet", "after", "before", "kind", "exact", "min_confidence")
"""The filters of a query."""

_NAMED: Final = {"speaker": "by", "outlet": "from"}
"""The filters that take a name, and how the quotes of it are described."""

_FUNCTION_WORDS: Final = (
    "en/boilerplate_function_words", "en/determiners", "en/prepositions", "en/conjunctions", "en/modal_verbs",
    "en/auxiliaries", "en/question_words", "en/relatives",
)  # fmt: skip
"""The lists of words that are not names, even inside one (The Pentagon)."""


def name_hints(engine: Engine, query: Query) -> tuple[Hint, ...]:
    """
    What can be said of a query that found few quotes or nothing because of the name in it.

    Its words may be the name of a speaker or all of them that of an outlet, or the articles give its speaker no first
    name. What is found by such a hint was most likely meant, so that no other spelling need be suggested.
    """
    speakers = _by_speaker(engine, query) if query.speaker is None else _by_surname(engine, query)
    return (*speakers, *_by_outlet(engine, query, whole=True))


def other_hints(engine: Engine, query: Query) -> tuple[Hint, ...]:
    """
    Why a query found nothing: which name, word or filter is to blame, and what is found without it.

    Of an index without quotes there is nothing to say but how to add some.
    """
    if not engine.count_quotes():
        return (EMPTY_INDEX,)
    checks = _outlet, _part_of_outlet, _speaker, _words, _filters
    return tuple(hint for check in checks for hint in check(engine, query))


def asks_for_nothing(query: Query) -> bool:
    """Is there neither a word nor a filter?"""
    return not any((query.wanted, query.speaker, query.outlet, query.after, query.before, query.kind))


def _count(engine: Engine, query: Query) -> int:
    """How many quotes answer a query; of one that asks for nothing, 0."""
    return 0 if asks_for_nothing(query) else engine.search(replace(query, limit=0, offset=0)).total


def _quotes(number: int, one: str = "", several: str = "") -> str:
    """
    A number of quotes in words, with what one or several of them do.

    >>> _quotes(1), _quotes(2, "is", "are")
    ('1 quote', '2 quotes are')
    """
    return f"{number:,} quote {one}".rstrip() if number == 1 else f"{number:,} quotes {several}".rstrip()


def _with(query: Query, clauses: Iterable[Clause]) -> Query:
    """The same query for other words."""
    parts = tuple(clauses)
    wanted = AllOf(parts) if len(parts) > 1 else parts[0] if parts else None
    return replace(query, wanted=wanted, preferred=None)


def _by_speaker(engine: Engine, query: Query) -> Iterator[Hint]:
    """If words of the query name a speaker: how many quotes are theirs."""
    alone: Query | None = None
    for asked in _with_name(query, "speaker"):
        bare = _with(asked, ())
        if not _count(engine, bare):
            continue
        if _count(engine, asked):
            yield _found_by(engine, asked, "speaker")
            return
        alone = alone or bare
    if alone is not None:
        yield _found_by(engine, alone, "speaker")


def _by_outlet(engine: Engine, query: Query, *, whole: bool) -> Iterator[Hint]:
    """
    If the words of the query, or some of them, are in the name of an outlet: how many quotes are from it.

    Args:
        engine: what to ask.
        query: what found little.
        whole: take only all words together for a name; else only some, where the outlet has the other words.
    """
    if query.outlet is not None:
        return
    for asked in _with_name(query, "outlet"):
        if (asked.wanted is None) == whole and _count(engine, asked):
            yield _found_by(engine, asked, "outlet")
            return


def _part_of_outlet(engine: Engine, query: Query) -> Iterator[Hint]:
    """If some words of the query are in the name of an outlet: how many of its quotes have the others."""
    yield from _by_outlet(engine, query, whole=False)


def _with_name(query: Query, name: str) -> Iterator[Query]:
    """The query with words in a row, the longest rows first, taken for the value of a filter for names."""
    clauses = parts_of(query.wanted)
    if len(clauses) <= _MOST_WORDS:
        for start, end in _runs(clauses):
            value = " ".join(
                clause.text for clause in clauses[start:end] if isinstance(clause, Word | Phrase)
            )
            rest = _with(query, (*clauses[:start], *clauses[end:]))
            yield replace(rest, speaker=value) if name == "speaker" else replace(rest, outlet=value)


def _runs(clauses: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    """Where words in a row are that may be a name, the longest rows first."""
    for length in range(min(_LONGEST_NAME, len(clauses)), 0, -1):
        for start in range(len(clauses) - length + 1):
            row = clauses[start : start + length]
            typed = [
                word for clause in row if isinstance(clause, Word | Phrase) for word in clause.text.split()
            ]
            is_plain = all(isinstance(clause, Word | Phrase) for clause in row)
            if is_plain and len(typed) <= _LONGEST_NAME and _may_name(typed, len(clauses) == 1):
                yield start, start + length


def _may_name(typed: Sequence[str], is_all: bool) -> bool:
    """May words be a name? One of them must be more than a function word or a few letters."""
    return any(len(word) >= _LEAST_LETTERS and not _is_function_word(word, is_all) for word in typed)


def _is_function_word(typed: str, is_all: bool) -> bool:
    """
    Whether a word is a function word of English sentences.

    One that is a name too, as May, is not if it is typed with a capital letter or *is_all* of the query.

    >>> [_is_function_word(word, False) for word in ("The", "may", "May", "Austin")]
    [True, True, False, False]
    """
    is_name = (is_all or typed[:1].isupper()) and folded_form(typed) in words("en/names_too")
    return not is_name and all(word in _function_words() for word in person_words(typed))


@cache
def _function_words() -> frozenset[str]:
    """All of them, as words of names are compared."""
    listed = (word for name in _FUNCTION_WORDS for word in words(name))
    return frozenset(folded_form(word) for word in (*listed, *table("en/pronouns")))


def _found_by(engine: Engine, query: Query, name: str) -> Hint:
    """How many quotes answer a query for a speaker or an outlet, and which."""
    number = _count(engine, query)
    whose = _whose(engine, query, name)
    if query.wanted is None:
        return Hint(f"{_quotes(number, 'is', 'are')} {whose}", arguments(query))
    have = "has" if number == 1 else "have"
    return Hint(f"{_quotes(number)} {whose} {have} “{spelt_out(Query(query.wanted))}”", arguments(query))


def _whose(engine: Engine, query: Query, name: str) -> str:
    """By which speakers, or from which outlets, the quotes are that answer a query for a name."""
    found = [value for value in engine.facets(query, [name], _MOST + 1) if value.value]
    listed = found[0].value if len(found) == 1 else _listed(found[:_MOST])
    return f"{_NAMED[name]} {listed}{' and others' if len(found) > _MOST else ''}"


def _of_filters(engine: Engine, query: Query) -> str:
    """
    How many quotes answer a query that has only filters, and what they are by these filters.

    Example: 17 quotes are by Lloyd Austin, of 2024-10-01 or later
    """
    parts = [_whose(engine, query, name) for name in _NAMED if getattr(query, name)]
    parts += [f"of kind {query.kind}"] if query.kind else []
    parts += [f"of {query.after} or later"] if query.after else []
    parts += [f"of {query.before} or earlier"] if query.before else []
    return f"{_quotes(_count(engine, query), 'is', 'are')} {', '.join(parts)}"


def _listed(found: Sequence[FacetCount]) -> str:
    """Some speakers or outlets with their numbers of quotes."""
    return " · ".join(f"{value.value} ({value.quotes:,})" for value in found)


def _outlet(engine: Engine, query: Query) -> Iterator[Hint]:
    """If there is no such outlet: outlets with a similar name."""
    if query.outlet is None or _count(engine, Query(outlet=query.outlet)):
        return
    known = [found.value for found in engine.facets(Query(), ["outlet"], NO_LIMIT) if found.value]
    yield Hint(f"No outlet is called {query.outlet}. See", ("--facets", "outlet"))
    for outlet in _resembling(query.outlet, known):
        other = replace(query, outlet=outlet)
        if number := _count(engine, other):
            yield Hint(f"{_quotes(number, 'is', 'are')} from {outlet}", arguments(other))


def _resembling(name: str, others: Iterable[str]) -> list[str]:
    """The names that share most words with a name, or are written nearly as it is without spaces."""
    wanted = name_words(name)
    joined = "".join(folded_form(word) for word in name.split())
    found: list[tuple[int, str]] = []
    for other in others:
        theirs = name_words(other)
        shared = sum(1 for word in wanted if any(resembles(word, their) for their in theirs))
        if resembles(joined, "".join(folded_form(word) for word in other.split())):
            shared = len(wanted) + 1
        if shared:
            found.append((-shared, other))
    return [other for _, other in islice(sorted(found), _MOST)]


def _is_unknown(engine: Engine, query: Query) -> bool:
    """Is a speaker asked for who is not quoted at all?"""
    name = query.speaker
    return name is not None and not _count(engine, Query(speaker=name, min_confidence=query.min_confidence))


def _speaker(engine: Engine, query: Query) -> Iterator[Hint]:
    """If no one has that name, say so."""
    if query.speaker is not None and _is_unknown(engine, query):
        bare = query.speaker.removeprefix(WHOLE_NAME)
        called = f"Nobody called {bare}" if bare == query.speaker else f"Nobody with the whole name {bare}"
        yield Hint(f"{called} is quoted.")


def _by_surname(engine: Engine, query: Query) -> Iterator[Hint]:
    """The quotes of persons that articles call only by the surname of the speaker of the query."""
    asked = [word for word in person_words(query.speaker or "") if word not in words("en/suffixes")]
    if len(asked) < 2 or not _is_unknown(engine, query):
        return
    for person in engine.speakers(asked[-1], query.min_confidence):
        if person_words(person.name) == (asked[-1],):
            other = replace(query, speaker=f"{WHOLE_NAME}{person.name}")
            if number := _count(engine, other):
                by = f"{_quotes(number, 'is', 'are')} by “{person.name}”"
                yield Hint(f"{by}, whose first name the articles do not give", arguments(other))


def _words(engine: Engine, query: Query) -> Iterator[Hint]:
    """If no quote has all the words: which do not exist, or which of them to leave out."""
    clauses = list(islice(_loosened(parts_of(query.wanted)), _LONGEST + 1))
    if len(clauses) > _LONGEST:
        return
    wanted = [clause for clause in clauses if not isinstance(clause, Not)]
    plain = Query(query.wanted, exact=query.exact)
    is_narrowed = not asks_for_nothing(_with(query, ()))
    if not clauses or (len(clauses) == 1 and not is_narrowed) or _count(engine, plain):
        return
    if clauses != list(parts_of(query.wanted)):  # a phrase was split
        loose = _with(query, clauses)
        if number := _count(engine, loose):
            yield Hint(f"{_quotes(number, 'has', 'have')} these words, but not in a row", arguments(loose))
            return
    missing = [clause for clause in wanted[:_MOST_WORDS] if not _count(engine, _with(plain, [clause]))]
    if missing:
        yield _without_missing(
            engine, query, missing, [clause for clause in clauses if clause not in missing]
        )
        return
    if len(wanted) > 1:
        yield Hint("No quote has all of these words.")
    looked_at = [clause for clause in clauses if len(wanted) > 1 or isinstance(clause, Not)][:_MOST_WORDS]
    fewer = [(clause, _with(query, [other for other in clauses if other != clause])) for clause in looked_at]
    counted = [(_count(engine, rest), clause, rest) for clause, rest in fewer]
    useful = sorted((some for some in counted if some[0]), key=lambda some: some[0])
    for number, clause, rest in useful[:_MOST]:
        yield Hint(f"{_quotes(number)} without {_either([clause])}", arguments(rest))


def _without_missing(
    engine: Engine, query: Query, missing: Sequence[Clause], others: Sequence[Clause]
) -> Hint:
    """Which words no quote has, and how many quotes have the others; without others, how many the filters leave."""
    text = f"No quote has {_either(missing)}"
    rest = _with(query, others)
    number = _count(engine, rest)
    if not number:
        return Hint(f"{text}.")
    has = f"{_quotes(number, 'has', 'have')} the rest" if others else _of_filters(engine, rest)
    return Hint(f"{text}; {has}", arguments(rest))


def _loosened(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses with each phrase split into its words."""
    for clause in clauses:
        if isinstance(clause, Phrase):
            printed = [token for token in tokenize(clause.text) if not token.whole]
            yield from (Word(clause.text[token.start : token.end]) for token in printed)
        else:
            yield clause


def _either(clauses: Sequence[Clause]) -> str:
    """Some words with “or” between them, as typed."""
    typed = (spelt_out(Query(clause)).strip('"').rstrip(".,;:!?") for clause in clauses)
    return " or ".join(f"“{text}”" for text in typed)


def _filters(engine: Engine, query: Query) -> Iterator[Hint]:
    """If a filter excludes all quotes: which one, and how many there are without it."""
    plain = Query()
    given = [name for name in _FILTERS if getattr(query, name) != getattr(plain, name)]
    found = False
    for name in given:
        wider = replace(query, **{name: getattr(plain, name)})
        if number := _count(engine, wider):
            found = True
            yield Hint(f"{_quotes(number)} without {_option(query, name)}", arguments(wider))
    if len(given) > 1 and not found and (number := _count(engine, Query(query.wanted))):
        yield Hint(f"{_quotes(number)} without these filters", arguments(Query(query.wanted)))


def _option(query: Query, name: str) -> str:
    """An option with its value, as typed."""
    value = getattr(query, name)
    option = f"--{name.replace('_', '-')}"
    return (
        option
        if value is True
        else f"{option} {value:g}"
        if isinstance(value, float)
        else f"{option} {value}"
    )
