"""`Query` → conditions on the documents of an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from quotesearch.indexing.analysis import WHOLE_NAME, Form, beginnings, fold, name_words, paths, person_words
from quotesearch.indexing.conditions import (
    AllFulfilled,
    AnyFulfilled,
    AnyTerm,
    Condition,
    Confident,
    Dated,
    Everything,
    InARow,
    Nothing,
    OfFact,
    OneTerm,
    Opposite,
)
from quotesearch.indexing.fields import VARIANT_MARK, date_terms_between, day_number, least_units, person_of
from quotesearch.indexing.leaves import Leaves
from quotesearch.indexing.spelling import is_alike
from quotesearch.model import AllOf, AnyOf, Clause, Fuzzy, Not, Phrase, Prefix, Query, Word

__all__ = ["everything_of", "filters", "named", "scored", "spelt", "undated"]

_FIRST_DAY: Final = "0001-01-01"
_LAST_DAY: Final = "9999-12-31"
_EXPANSIONS: Final = 200
"""Words with * or ~ of which the meaning is kept: those of one query."""


def scored(leaves: Leaves, wanted: Query) -> Condition | None:
    """The condition on the words of a query; None if it has none."""
    return _clause(leaves, wanted.wanted, wanted.exact) if wanted.wanted else None


def filters(leaves: Leaves, wanted: Query, *, dates: bool = True) -> list[Condition]:
    """The conditions on everything but words."""
    conditions: list[Condition] = []
    if wanted.speaker is not None:
        conditions.append(named(wanted.speaker, wanted.min_confidence))
    if wanted.outlet is not None:
        conditions.extend(OneTerm("outlet", term) for term in sorted(name_words(wanted.outlet)))
    if wanted.kind is not None:
        conditions.append(OfFact("kind", wanted.kind.__eq__))
    if dates and (wanted.after or wanted.before):
        conditions.append(_dated(leaves, wanted.after or _FIRST_DAY, wanted.before or _LAST_DAY))
    return conditions


def everything_of(leaves: Leaves, wanted: Query) -> Condition:
    """The condition that a document answers a query."""
    conditions = filters(leaves, wanted)
    condition = scored(leaves, wanted)
    if condition is not None:
        conditions.append(condition)
    return AllFulfilled(conditions) if conditions else Everything()


def _dated(leaves: Leaves, first: str, last: str) -> Condition:
    """The condition that the article is of these days or between them, by the years that exist."""
    years = [year for year in _years(leaves) if first[:4] <= year <= last[:4]]
    if not years:
        return Nothing()
    first, last = max(first, f"{years[0]}-01-01"), min(last, f"{years[-1]}-12-31")
    return Dated(date_terms_between(first, last), day_number(first), day_number(last))


def _years(leaves: Leaves) -> list[str]:
    """The years of which there are articles, in order."""
    days = [leaf.facts.dated for leaf in leaves.leaves]
    first = min((first for first, _ in days if first), default=0)
    last = max((last for _, last in days), default=0)
    return [f"{year:04}" for year in range(first // 10000, last // 10000 + 1)] if last else []


def undated() -> Condition:
    """The condition that an article has no date."""
    return OneTerm("date", "none")


def named(name: str, min_confidence: float | None) -> Condition:
    """
    The condition that the speaker has all words of a name, or if it comes after “=” no others; of "", that there
    is a speaker at all.
    """
    words = person_words(name)
    sure = Confident(least_units(min_confidence))
    if not words:
        return Nothing() if name else sure
    conditions: list[Condition] = [*(OneTerm("speaker", word) for word in words), sure]
    if name.startswith(WHOLE_NAME):
        whole = [
            OfFact(field, lambda value: person_words(person_of(value)) == words)
            for field in ("person", "name")
        ]
        conditions.append(AnyFulfilled(whole))
    return AllFulfilled(conditions)


def _clause(leaves: Leaves, clause: Clause, exact: bool) -> Condition | None:
    """A clause of a query; None if there is nothing in it that could be looked for."""
    build = partial(_clause, leaves, exact=exact)
    match clause:
        case Word(text):
            return _rows(leaves, text, "printed" if exact else "stem")
        case Phrase(text):
            return _rows(leaves, text, "printed" if exact else "folded")
        case Prefix(text):
            return AnyTerm("words", _expanded(leaves, "*", text, exact))
        case Fuzzy(text):
            return AnyTerm("words", _expanded(leaves, "~", text, exact))
        case AllOf(clauses):
            return _joined(AllFulfilled, [build(part) for part in clauses])
        case AnyOf(clauses):
            return _joined(AnyFulfilled, [build(part) for part in clauses])
        case Not(inner):
            unwanted = build(inner)
            return Opposite(unwanted) if unwanted else None


def _joined(kind: type[AllFulfilled | AnyFulfilled], parts: Sequence[Condition | None]) -> Condition | None:
    """Conditions joined, empty ones left out."""
    present = [part for part in parts if part is not None]
    return kind(present) if len(present) > 1 else present[0] if present else None


def _rows(leaves: Leaves, text: str, form: Form) -> Condition | None:
    """Words in a row, in any of the ways a text may be written."""
    field = "stems" if form == "stem" else "words"
    ways: list[Condition] = []
    for row in paths(text, form):
        spellings = [list(spelt(leaves, word)) if form == "folded" else [word] for word in row]
        if len(row) > 1:
            ways.append(InARow(field, spellings))
        elif len(spellings[0]) > 1:
            ways.append(AnyTerm(field, spellings[0]))
        else:
            ways.append(OneTerm(field, spellings[0][0]))
    return _joined(AnyFulfilled, ways)


def spelt(leaves: Leaves, folded: str) -> Iterator[str]:
    """The printed forms of a folded word."""
    yield folded
    for variant in _lexicon(leaves, "variants", folded + VARIANT_MARK):
        yield variant.partition(VARIANT_MARK)[2]


def _expanded(leaves: Leaves, ending: str, text: str, exact: bool) -> Sequence[str]:
    """The printed forms that a word with an ending means; hints ask for the same again and again."""
    key = ending, text, exact
    if key not in leaves.expansions:
        found = _beginning(leaves, text, exact) if ending == "*" else _alike(leaves, text)
        if len(leaves.expansions) >= _EXPANSIONS:
            leaves.expansions.clear()
        leaves.expansions[key] = tuple(found)
    return leaves.expansions[key]


def _beginning(leaves: Leaves, text: str, exact: bool) -> Iterator[str]:
    """The printed forms of words that begin so, as printed or folded."""
    found = dict.fromkeys(_lexicon(leaves, "words", text.lower()))
    for begin in () if exact else beginnings(text):
        found |= dict.fromkeys(
            term for term in _lexicon(leaves, "words", begin) if fold(term).startswith(begin)
        )
        found |= dict.fromkeys(v.partition(VARIANT_MARK)[2] for v in _lexicon(leaves, "variants", begin))
    yield from found


def _alike(leaves: Leaves, text: str) -> Iterator[str]:
    """The printed forms of words that begin with the same letter and are spelt nearly so."""
    word = fold(text)
    yield from (term for term in _lexicon(leaves, "words", word[:1]) if is_alike(word, fold(term)))
    for variant in _lexicon(leaves, "variants", word[:1]):
        folded, _, printed = variant.partition(VARIANT_MARK)
        if printed[:1] != word[:1] and is_alike(word, folded):
            yield printed


def _lexicon(leaves: Leaves, field: str, begin: str) -> list[str]:
    """The terms of a field that begin so."""
    return leaves.beginning(field, begin) if begin else []
