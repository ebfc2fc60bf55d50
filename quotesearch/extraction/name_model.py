"""The fitted model of names: where a name begins and ends in a run of capitals, and what it is the name of."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from quotesearch.extraction.name_company import Company, Run
from quotesearch.extraction.name_features import cut_features, type_features
from quotesearch.extraction.names import Name
from quotesearch.extraction.tokens import Token

TYPES = ("person", "group", "place", "thing", "none")


@dataclass(frozen=True)
class NameWeights:
    """Fitted weights by feature name; `training/fit_names.py` makes them."""

    cut: dict[str, float]
    type: dict[str, list[float]]  # a weight for each of TYPES


@cache
def load_name_weights() -> NameWeights:
    """The weights that ship with the package."""
    text = files("quotesearch").joinpath("weights", "names.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return NameWeights(data["cut"], data["type"])


def best_cut(
    tokens: Sequence[Token], run: Run, company: Company, old: tuple[int, int, str], weights: NameWeights
) -> tuple[int, int]:
    """The first token of the name in a run of several words, and the one behind its last."""
    get = weights.cut.get
    scored = [
        (sum([get(feature, 0.0) for feature in features]), stretch)
        for stretch, features in cut_features(tokens, run, company, old)
    ]
    return max(scored)[1] if scored else (old[0], old[1])


def type_shares(
    name: Name,
    signs: Counter[str],
    count: int,
    company: Company,
    relation: Sequence[str],
    weights: NameWeights,
) -> list[float]:
    """The probability of each of TYPES for a name."""
    person = group = place = thing = none = 0.0
    get = weights.type.get
    for feature in type_features(name, signs, count, company, relation):
        row = get(feature)
        if row is not None:
            person += row[0]
            group += row[1]
            place += row[2]
            thing += row[3]
            none += row[4]
    scores = person, group, place, thing, none
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]
