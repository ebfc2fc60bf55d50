"""Which words of a quote a query matched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from quotesearch.analysis import (
    Term,
    TermForm,
    folded_form,
    folded_prefixes,
    is_alike,
    tokenize,
    word_sequences,
)
from quotesearch.model import Fuzzy, Phrase, Prefix, Query, Quote, Span, Word
from quotesearch.searching.clauses import Leaf, positive

__all__ = ["highlights"]


def highlights(query: Query, quote: Quote) -> tuple[Span, ...]:
    """
    The spans of a quote's text that a query matched, in order, without overlaps; a phrase is one span.

    Folding and stemming are those of the index, so what is highlighted is what was found.
    """
    leaves = list(positive(query.wanted))
    found: set[tuple[int, int]] = set()
    for begin, end in _part_starts(quote) if leaves else ():
        tokens = tokenize(quote.text[begin:end])
        for leaf in leaves:
            found.update((begin + start, begin + stop) for start, stop in _matches(leaf, tokens, query.exact))
    return tuple(_merged(sorted(found)))


def _matches(leaf: Leaf, tokens: Sequence[Term], exact: bool) -> Iterator[tuple[int, int]]:
    """Where a clause matches in a part of a quote, as starts and ends."""
    match leaf:
        case Word(text):
            yield from _rows(text, tokens, "printed" if exact else "stem")
        case Phrase(text):
            yield from _rows(text, tokens, "printed" if exact else "folded")
        case Prefix(text):
            begin, folded = text.lower(), () if exact else folded_prefixes(text)
            yield from (
                (t.start, t.end) for t in tokens if t.printed.startswith(begin) or t.folded.startswith(folded)
            )
        case Fuzzy(text):
            word = folded_form(text)
            yield from ((t.start, t.end) for t in tokens if is_alike(word, t.folded))


def _rows(text: str, tokens: Sequence[Term], form: TermForm) -> Iterator[tuple[int, int]]:
    """Where words are in a row."""
    places: dict[int, list[Term]] = defaultdict(list)
    for token in tokens:
        places[token.position].append(token)
    for row in word_sequences(text, form):
        for position in places:
            matched = [
                [token for token in places.get(position + ahead, ()) if getattr(token, form) == word]
                for ahead, word in enumerate(row)
            ]
            if all(matched):
                yield min(t.start for t in matched[0]), max(t.end for t in matched[-1])


def _merged(spans: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Overlapping spans made one."""
    current: Span | None = None
    for start, end in spans:
        if current is not None and start < current.end:
            current = Span(current.start, max(current.end, end))
            continue
        if current is not None:
            yield current
        current = Span(start, end)
    if current is not None:
        yield current


def _part_starts(quote: Quote) -> tuple[tuple[int, int], ...]:
    """
    The places of the parts of a quote in its text, as starts and ends.

    A part that the text does not hold as it is (no extractor should make one) is passed over.
    """
    places: list[tuple[int, int]] = []
    at = 0
    for part in quote.parts:
        found = quote.text.find(part.text, at)
        if found >= 0:
            at = found + len(part.text)
            places.append((found, at))
    return tuple(places)
