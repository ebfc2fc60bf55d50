"""The fitted model of names: where a name begins and ends in a run of capitals, and what it is the name of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, TypeVar

from quotesearch.extraction.name_company import Company, Run
from quotesearch.extraction.name_features import (
    counts_inside,
    cuts_of,
    seen_of_type,
    words_inside,
    words_of_type,
)
from quotesearch.extraction.names import Name
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

TYPES: Final = ("person", "group", "place", "thing", "none")
_REMEMBERED: Final = 1 << 15  # sums of weights, some 6 MB
_NOTHING: Final = (0.0, 0.0, 0.0, 0.0, 0.0)
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


Row = tuple[float, float, float, float, float]  # a weight for each of TYPES


@dataclass(frozen=True)
class NameWeights:
    """Fitted weights by feature name; `training/fit_names.py` makes them."""

    cut: dict[str, float]
    type: dict[str, list[float]]  # a weight for each of TYPES
    cut_sums: dict[tuple[object, ...], float] = field(default_factory=dict, repr=False, compare=False)
    type_sums: dict[tuple[str, ...], Row] = field(default_factory=dict, repr=False, compare=False)


@cache
def load_name_weights(lexicon: Lexicon) -> NameWeights:
    """The weights that ship with the package."""
    data = lexicon.weights("names")
    return NameWeights(data["cut"], data["type"])


def best_cut(
    lexicon: Lexicon,
    tokens: list[Token],
    run: Run,
    company: Company,
    old: tuple[int, int, str],
    weights: NameWeights,
) -> tuple[int, int]:
    """The first token of the name in a run of several words, and the one after its last."""
    cuts, known = cuts_of(lexicon, tokens, run, company, old), weights.cut_sums
    lefts = {core: _sum(weights, features) for core, features in cuts.lefts.items()}
    rights = {last: _sum(weights, features) for last, features in cuts.rights.items()}
    scored = []
    for stretch, words, counts in cuts.tried:
        of_words, of_counts = known.get(words), known.get(counts)
        if of_words is None:
            of_words = _remember(known, words, _sum(weights, words_inside(lexicon, words)))
        if of_counts is None:
            of_counts = _remember(known, counts, _sum(weights, counts_inside(*counts)))
        scored.append((lefts[stretch[0]] + rights[stretch[1]] + of_words + of_counts, stretch))
    return max(scored)[1] if scored else (old[0], old[1])


def _sum(weights: NameWeights, features: list[str]) -> float:
    get = weights.cut.get
    return sum([get(feature, 0.0) for feature in features])


def _remember(known: dict[_Key, _Value], key: _Key, value: _Value) -> _Value:
    """A value that is kept while there is room."""
    if len(known) < _REMEMBERED:
        known[key] = value
    return value


def _rows(weights: NameWeights, features: list[str], start: Row) -> Row:
    """The weights of features for each of TYPES, added to a row."""
    person, group, place, thing, none = start
    get = weights.type.get
    for feature in features:
        row = get(feature)
        if row is not None:
            person += row[0]
            group += row[1]
            place += row[2]
            thing += row[3]
            none += row[4]
    return person, group, place, thing, none


def type_shares(
    lexicon: Lexicon,
    name: Name,
    signs: dict[str, int],
    count: int,
    company: Company,
    relation: Sequence[str],
    weights: NameWeights,
) -> list[float]:
    """The probability of each of TYPES for a name."""
    start = weights.type_sums.get(name.words)
    if start is None:
        start = _remember(
            weights.type_sums, name.words, _rows(weights, words_of_type(lexicon, name.words), _NOTHING)
        )
    scores = _rows(weights, seen_of_type(name.words, signs, count, company, relation), start)
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]
