"""Functions for the clauses of any query: iterate over them, change their words, write them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from quotesearch.model import AllOf, AnyOf, Clause, Fuzzy, Not, Phrase, Prefix, Query, Word

__all__ = ["Leaf", "arguments", "parts_of", "positive", "spelt_out", "with_words"]

Leaf = Word | Phrase | Prefix | Fuzzy


def positive(clause: Clause | None) -> Iterator[Leaf]:
    """The clauses without parts that a quote can match, those inside a `Not` left out."""
    match clause:
        case Word() | Phrase() | Prefix() | Fuzzy():
            yield clause
        case AllOf(clauses) | AnyOf(clauses):
            for part in clauses:
                yield from positive(part)


def with_words(clause: Clause, change: Callable[[str], str]) -> Clause:
    """
    The same clause with the text of each word, phrase and so on changed.

    >>> with_words(AllOf((Word("a"), Not(Word("b")))), str.upper)
    AllOf(clauses=(Word(text='A'), Not(clause=Word(text='B'))))
    """
    match clause:
        case AllOf(clauses):
            return AllOf(tuple(with_words(part, change) for part in clauses))
        case AnyOf(clauses):
            return AnyOf(tuple(with_words(part, change) for part in clauses))
        case Not(inner):
            return Not(with_words(inner, change))
        case _:
            return replace(clause, text=change(clause.text))


def spelt_out(query: Query) -> str:
    """
    A query as it could be typed.

    >>> spelt_out(Query(AllOf((Word("war"), Not(Phrase("cold war")))), speaker="Ann Lee", after="2024-01-01"))
    'war -"cold war" speaker:"Ann Lee" after:2024-01-01'
    """
    parts = [_spelt(query.wanted)] if query.wanted else []
    for name in ("speaker", "outlet", "after", "before", "kind"):
        value = getattr(query, name)
        if value:
            parts.append(f'{name}:"{value}"' if " " in value else f"{name}:{value}")
    return " ".join(parts)


def parts_of(clause: Clause | None) -> tuple[Clause, ...]:
    """The clauses that must all match."""
    if clause is None:
        return ()
    return clause.clauses if isinstance(clause, AllOf) else (clause,)


def arguments(query: Query) -> tuple[str, ...]:
    """
    A query as arguments of `quotesearch find`, as they reach the program: not quoted for a shell.

    >>> arguments(Query(AllOf((Word("war"), Phrase("cold war"))), speaker="Ann Lee", exact=True))
    ('war', '"cold war"', '--speaker', 'Ann Lee', '--exact')
    >>> arguments(Query(Not(Word("n")), kind="full"))  # -n alone is taken for an option
    ('--kind', 'full', '--', '-n')
    """
    typed: list[str] = []
    options: list[str] = []
    for clause in parts_of(query.wanted):
        ways = [_spelt(way) for way in (clause.clauses if isinstance(clause, AnyOf) else (clause,))]
        typed += [ways[0], *(word for way in ways[1:] for word in ("OR", way))]
    for name in ("speaker", "outlet", "after", "before", "kind", "min_confidence", "group"):
        value = getattr(query, name)
        if value is not None:
            options += [f"--{name.replace('_', '-')}", f"{value:g}" if isinstance(value, float) else value]
    if query.sort != Query().sort:
        options += ["--sort", query.sort]
    if query.exact:
        options.append("--exact")
    if any(word[:1] == "-" and (len(word) == 2 or word[2:].isdecimal()) for word in typed):
        return *options, "--", *typed
    return *typed, *options


def _spelt(clause: Clause) -> str:
    """A clause as it could be typed."""
    match clause:
        case Word(text):
            return text
        case Phrase(text):
            return f'"{text}"'
        case Prefix(text):
            return f"{text}*"
        case Fuzzy(text):
            return f"{text}~"
        case Not(inner):
            return f"-{_spelt(inner)}"
        case AllOf(clauses):
            return " ".join(map(_spelt, clauses))
        case AnyOf(clauses):
            return " OR ".join(map(_spelt, clauses))
