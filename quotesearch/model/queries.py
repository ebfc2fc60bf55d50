"""What is asked and answered: queries, the hits they find, and counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from quotesearch.model.articles import ArticleCard
from quotesearch.model.quotes import Quote
from quotesearch.model.spans import Span

NO_LIMIT: Final = 10**9
"""A limit that no index reaches: all quotes are wanted."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, stemmed unless the query is exact."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row, in one part of a quote."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so: `nego*`."""

    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words with a similar spelling: `prevale~`."""

    text: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every clause must match."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one clause must match."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The clause must not match."""

    clause: Clause


Clause = Word | Phrase | Prefix | Fuzzy | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. None: anything."""

    wanted: Clause | None = None
    preferred: Phrase | None = None  # ranks first, is not demanded
    speaker: str | None = None  # any part of a name; after “=”, the whole name
    outlet: str | None = None
    after: str | None = None  # ISO date, inclusive
    before: str | None = None  # ISO date, inclusive
    kind: str | None = None  # full, fragment or headline
    exact: bool = False  # words as printed, except for case
    sort: str = "relevance"  # relevance, newest or oldest
    group: str | None = None  # article: the quotes of an article are grouped, where its first one is
    limit: int = 20  # `NO_LIMIT`: all
    offset: int = 0
    min_confidence: float | None = None  # below it a quote has no speaker; None: as `Quote.at`


@dataclass(frozen=True, slots=True)
class Hit:
    """A quote that was found. The quote is as stored, with its best guess; `Quote.at` applies a threshold."""

    quote: Quote
    article: ArticleCard
    score: float
    highlights: tuple[Span, ...] = ()  # into the quote's text


@dataclass(frozen=True, slots=True)
class Hint:
    """What a query that found little could be instead, and why."""

    text: str  # for people: “8 quotes are by Tom Vilsack”
    arguments: tuple[str, ...] = ()  # of the command, not yet quoted for a shell; empty: nothing to type
    command: str = "find"  # of quotesearch


@dataclass(frozen=True, slots=True)
class Results:
    """The hits asked for, how many there are in all, and what the person should know."""

    hits: tuple[Hit, ...]
    total: int
    notes: tuple[
        str, ...
    ] = ()  # for standard error: undated articles left out, a name that several people have
    suggestions: tuple[str, ...] = ()  # "did you mean"
    hints: tuple[Hint, ...] = ()  # why so little was found, and what finds more
    nearest: tuple[Hit, ...] = ()  # no hits: quotes that share most of the words, which are highlighted


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """A speaker across the collection."""

    name: str  # the commonest spelling
    person: str
    role: str | None  # the commonest
    quotes: int
    articles: int
    gender: str | None = (
        None  # female or male, if articles say so in their own words and none says another one
    )


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of the quotes found share a value: a speaker, an outlet, a year, a month, a kind."""

    facet: str  # speaker, outlet, year, month or kind
    value: str  # as shown; "" for the quotes that have none
    quotes: int


@dataclass(frozen=True, slots=True)
class PairCount:
    """How many of the quotes found have one value of one facet and one of another: a cell of a cross table."""

    row: str  # a value of the first facet; "" for the quotes that have none
    column: str  # a value of the second one
    quotes: int
