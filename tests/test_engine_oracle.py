"""Our engine finds the same quotes as SQLite's full-text search, except for intended differences."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from engines import MAKERS
from fts5_engine import Fts5Engine
from made_up import article, said_by

from quotesearch.analysis.stemming import stem
from quotesearch.analysis.words import folded_form, tokenize
from quotesearch.indexing.engines import Engine
from quotesearch.lexicons import entries
from quotesearch.model import AllOf, AnyOf, Clause, Not, Phrase, Prefix, Query, Quote, Word
from quotesearch.searching import parse_query

QUESTIONS = 500
ALIKE = 0.95
SAME = 0.98
DIFFERENCES = Path(__file__).parent / "cases" / "engine_differences.txt"
CASES = [line for line in DIFFERENCES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
FRAME = [
    "the",
    "of",
    "to",
    "a",
    "in",
    "we",
    "will",
    "not",
    "it",
    "is",
    "that",
    "on",
    "they",
    "but",
    "us",
    "with",
]
ODD = [
    "U.S.", "US", "US", "us", "don't", "won't", "Russia's", "government’s", "front-line", "frontline", "long-term",
    "10,000", "10000", "3.5", "café", "cafe", "defence", "defense", "organised", "organized", "labour", "[t]hey",
    "agree[d]", "p.m.", "so-called", "it's",
]  # fmt: skip
NAMES = (
    "Lloyd Austin",
    "Ann Lee",
    "Bo Roe",
    "Kim Song",
    "Kim Jong Un",
    "María Pérez",
    "John Q. Public",
    "Roe Lee",
    None,
)
OUTLETS = ("The Kyiv Independent", "Kyiv Post", "The Daily Post", None)
KINDS = ("full", "fragment", "headline")


def collection(chance: random.Random) -> Iterator[tuple[str | None, str | None, list[Quote]]]:
    """Articles of English words (those of the seeds, too) by Zipf's law, with dates, outlets and quotes."""
    seeds = Path(__file__).parent.parent.glob("seeds/*.txt")
    plain = Counter(
        re.findall(r"[a-z]{4,}", " ".join(path.read_text(encoding="utf-8").lower() for path in seeds))
    )
    verbs = [verb for verb in entries("en/reporting_verbs") if verb.isalpha()][:150]
    words = [*FRAME, *(word for word, _ in plain.most_common(500)), *verbs, *entries("en/group_nouns")[:60]]
    words = [word for word in words if " " not in word]
    weights = [1 / (rank + 8) for rank in range(len(words))]

    def text() -> str:
        said = chance.choices(words, weights, k=chance.randint(3, 25))
        for _ in range(chance.choice((0, 0, 0, 0, 0, 0, 1))):
            said.insert(chance.randrange(len(said)), chance.choice(ODD))
        return " ".join(said) + chance.choice((".", ",", "?", ""))

    for _ in range(120):
        day = f"20{chance.randint(15, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        quotes = [
            said_by(
                chance.choice(NAMES), *(text() for _ in range(chance.choice((1, 1, 1, 1, 2)))),
                confidence=round(chance.random(), 4), kind=chance.choice(KINDS),
                type_=chance.choice(("person", "person", "group", "document", "anonymous")),
            )
            for _ in range(chance.randint(1, 6))
        ]  # fmt: skip
        yield chance.choice((day, day, day, None)), chance.choice(OUTLETS), quotes


def questions(chance: random.Random, quotes: list[Quote]) -> Iterator[Query]:
    """Queries of every kind except `word~`, which SQLite lacks; most of their words are in quotes."""

    words = sorted(
        {
            re.sub(r"[.,?]$", "", word)
            for quote in quotes
            for part in quote.parts
            for word in part.text.split()
        }
    )

    def word() -> str:
        return chance.choice(words)  # all words are equally likely: people search for rare words

    def row() -> str:
        said = chance.choice(quotes).text.split()
        at = chance.randrange(len(said))
        return " ".join(said[at : at + chance.randint(2, 3)])

    def leaf() -> Clause:
        return chance.choice(
            (
                lambda: Word(word()),
                lambda: Word(word()),
                lambda: Phrase(row()),
                lambda: Prefix(word()[: chance.randint(2, 5)]),
            )
        )()

    def clause() -> Clause:
        some = tuple(leaf() for _ in range(chance.randint(2, 3)))
        return chance.choice((some[0], some[0], AllOf(some), AnyOf(some), AllOf((some[0], Not(some[1])))))

    while True:
        query = Query(clause() if chance.random() < 0.85 else None, exact=chance.random() < 0.15)
        if chance.random() < 0.2:
            query = replace(
                query,
                speaker=chance.choice(("Lee", "kim", "Austin", "John Public", "perez", "Kim Song", "Roe")),
            )
            query = replace(query, min_confidence=chance.choice((None, 0.0, 0.25, 0.5, 0.87)))
        if chance.random() < 0.2:
            query = replace(query, outlet=chance.choice(("Kyiv", "the post", "Independent")))
        if chance.random() < 0.2:
            query = replace(query, after=f"20{chance.randint(14, 22)}-0{chance.randint(1, 9)}-15")
        if chance.random() < 0.2:
            query = replace(query, before=f"20{chance.randint(18, 25)}-{chance.randint(10, 12)}-03")
        if chance.random() < 0.1:
            query = replace(query, kind=chance.choice(KINDS))
        if query != Query(exact=query.exact):
            yield query


@pytest.fixture(params=MAKERS)
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Engine, Fts5Engine, list[Quote]]]:
    """Both engines with the same quotes; ours has two segments."""
    engine, oracle = MAKERS[request.param](tmp_path), Fts5Engine()
    quotes: list[Quote] = []
    for number, (day, outlet, some) in enumerate(collection(random.Random(5))):  # noqa: S311 - no secret
        card = article(f"a{number}", published=day, outlet=outlet)
        engine.add(card, some)
        oracle.add(card, some)
        quotes += some
        if number == 90:
            engine.commit()
    engine.commit()
    yield engine, oracle, quotes
    engine.close()
    oracle.close()


@pytest.mark.parametrize("case", CASES)
def test_the_intended_differences_still_exist(case: str, engine: Engine) -> None:
    _, asked, text, who, _ = case.split(" | ")
    [query, *_] = parse_query([asked.removeprefix("--exact ")], exact=asked.startswith("--exact "))
    oracle = Fts5Engine()
    quote = said_by(None, *text.split(" […] "))
    engine.add(article(), [quote])
    engine.commit()
    oracle.add(article(), [quote])

    assert (engine.search(query).total, len(oracle.found(query))) == ((1, 0) if who == "ours" else (0, 1))


def test_the_fts5_oracle_finds_the_same(both: tuple[Engine, Fts5Engine, list[Quote]]) -> None:
    """Nearly all queries find the same quotes; each difference has a known reason."""
    engine, oracle, quotes = both
    known = {case.partition(" | ")[0] for case in CASES}
    by_id = {quote.id: quote for quote in quotes}
    asked = questions(random.Random(6), quotes)  # noqa: S311 - no secret
    alike = answered = 0
    for query in (next(asked) for _ in range(QUESTIONS)):
        ours = {hit.quote.id for hit in engine.search(replace(query, limit=len(quotes))).hits}
        theirs = oracle.found(query)
        answered += bool(theirs)
        alike += ours == theirs
        for identity in ours ^ theirs:
            reason = _reason(engine, oracle, query, by_id[identity])
            assert reason in known, f"{query} differs in {by_id[identity].text!r}: {reason}"

    assert answered > QUESTIONS / 2, "most questions must have answers, or there is little to compare"
    assert alike >= ALIKE * QUESTIONS, f"{alike} of {QUESTIONS}"


def test_both_engines_find_the_same(tmp_path: Path) -> None:
    """
    Nearly all queries find the same quotes, in the same order of dates.

    The intended difference is a phrase that continues from a whole hyphenated word to the parts of another one: SQLite
    cannot have two words at one position.
    """
    engines = [MAKERS[name](folder) for name in MAKERS if (folder := tmp_path / name).mkdir() is None]
    quotes: list[Quote] = []
    for number, (day, outlet, some) in enumerate(collection(random.Random(5))):  # noqa: S311 - no secret
        quotes += some
        for engine in engines:
            engine.add(article(f"a{number}", published=day, outlet=outlet), some)
    for engine in engines:
        engine.commit()
    asked = questions(random.Random(8), quotes)  # noqa: S311 - no secret
    differ: list[Query] = []
    for query in (next(asked) for _ in range(QUESTIONS)):
        whole = replace(query, limit=len(quotes), sort="newest")
        one, other = ([hit.quote.id for hit in engine.search(whole).hits] for engine in engines)
        if one != other:
            differ.append(query)
    for engine in engines:
        engine.close()

    assert len(differ) <= (1 - SAME) * QUESTIONS, differ


def _reason(engine: Engine, oracle: Fts5Engine, query: Query, quote: Quote) -> str:
    """The reason for a difference about a quote: the class of a leaf of the query about which the engines differ."""
    for leaf in _leaves(query.wanted):
        alone = Query(leaf, exact=query.exact)
        ours = any(hit.quote.id == quote.id for hit in engine.search(replace(alone, limit=10_000)).hits)
        if ours != (quote.id in oracle.found(alone)):
            return _class(oracle, leaf, query.exact, quote)
    return "unknown: they agree about every part of the query"


def _leaves(clause: Clause | None) -> Iterator[Word | Phrase | Prefix]:
    match clause:
        case Word() | Phrase() | Prefix():
            yield clause
        case AllOf(clauses) | AnyOf(clauses):
            for part in clauses:
                yield from _leaves(part)
        case Not(inner):
            yield from _leaves(inner)


def _class(oracle: Fts5Engine, leaf: Word | Phrase | Prefix, exact: bool, quote: Quote) -> str:
    """The class of a difference about one word or phrase, from the words of the quote that may have caused it."""
    if isinstance(leaf, Phrase) and len(quote.parts) > 1 and not any(
        oracle.tokens(leaf.text, "words") == window
        for part in quote.parts
        for words in [oracle.tokens(part.text, "words")]
        for size in [len(oracle.tokens(leaf.text, "words"))]
        for window in (words[at : at + size] for at in range(len(words)))
    ):  # fmt: skip
        return "parts"
    wanted = leaf.text.split()
    if any(_is_marked(word) for word in wanted):
        return "marks"
    said = [chunk for part in quote.parts for chunk in re.findall(r"[^\s,?]+", part.text)]
    met = [chunk for chunk in said if _meets(chunk, wanted, leaf)]
    if any(_is_marked(chunk) for chunk in met):
        return "marks"
    if exact and any(word.lower() == "us" or not word.isascii() for word in (*wanted, *met)):
        return "printed"
    if any(folded_form(word) != word.lower() for word in (*wanted, *met) if word.isascii()):
        return "spelling"
    if isinstance(leaf, Word) and not exact:
        [word] = wanted
        for other in met:
            same = stem(folded_form(word)) == stem(folded_form(other))
            if same != (oracle.tokens(word, "stems") == oracle.tokens(other, "stems")):
                return "stemming"
    return f"unknown: {leaf} and {met}"


def _is_marked(word: str) -> bool:
    """Whether a word has marks inside, or letters that are folded to others."""
    return not word.rstrip(".,?").isalpha()


def _meets(chunk: str, wanted: list[str], leaf: Clause) -> bool:
    """Whether a word of a quote may have caused the difference: folded, it begins like a word of the query."""
    begins = {folded_form(word)[:2] for word in wanted}
    pieces = {token.folded for token in tokenize(chunk)} | {
        folded_form(piece) for piece in re.findall(r"\w+", chunk)
    }
    return any(
        piece[:2] in begins or stem(piece)[:2] in {stem(folded_form(word))[:2] for word in wanted}
        for piece in pieces
    )
