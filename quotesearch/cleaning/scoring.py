"""
The fitted model: which units are the story's, in two passes.

The first pass adds up the weights of each unit's evidence, a logistic regression; the second, boosted trees,
sees what the first thinks of a unit and of those around it (tree_features.py). Both are fitted by
`training/fit_cleaning.py`; the weights' file says on what, and how well they do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, Final, TypeVar

from quotesearch.cleaning.boosted_trees import Forest, Tree, to_tree
from quotesearch.cleaning.features import (
    Group,
    form_of_text,
    markup_features,
    place_features,
    word_features,
)
from quotesearch.cleaning.hints import hint_in_words
from quotesearch.cleaning.layout import Layout, read_layout
from quotesearch.cleaning.running_sums import likelihood
from quotesearch.cleaning.sections import Settled
from quotesearch.cleaning.tree_features import tree_features
from quotesearch.cleaning.unit import Unit
from quotesearch.lexicons import Lexicon

__all__ = ["FAR", "Model", "Score", "is_far", "load_model", "model_of", "unit_features"]

CACHED_TEXTS: Final = 1 << 15
FAR: Final = -6.0
"""The logit of a unit that is not looked at more closely."""

FAR_OFF: Final = 3
"""Units."""

CACHED_SUMS: Final = 1 << 15
LONGEST_CACHED: Final = 200
"""Code points."""


Name = TypeVar("Name")
"""What weights are remembered by: a word, or a group of evidence."""


@dataclass(frozen=True, slots=True)
class Score:
    """How likely a unit is part of the story, and what of its own form and place weighed most."""

    probability: float
    sums: tuple[_Sum, ...]

    @property
    def for_it(self) -> str:
        """The evidence that weighs most for the story; empty if none does."""
        return hint_in_words(max([sum_.best for sum_ in self.sums])[1])

    @property
    def against_it(self) -> str:
        """The evidence that weighs most against the story; empty if none does."""
        return hint_in_words(min([sum_.worst for sum_ in self.sums])[1])


@dataclass(frozen=True, slots=True)
class _Sum:
    """Weights added up, with the greatest and the least."""

    total: float
    best: tuple[float, str]
    worst: tuple[float, str]


class _Remembered(dict[Name, _Sum]):
    """Sums of weights that are computed when they are first needed; the cache is cleared when it is full."""

    def __init__(self, make: Callable[[Name], _Sum]) -> None:
        super().__init__()
        self._make: Callable[[Name], _Sum] = make

    def __missing__(self, name: Name) -> _Sum:
        if len(self) >= CACHED_SUMS:
            self.clear()
        made = self[name] = self._make(name)
        return made


_FAR_SUM: Final = (_Sum(0.0, (0.0, ""), (-1.0, "a word or two, far from any paragraph")),)


def is_far(layout: Layout, at: int) -> bool:
    """Whether a unit is a word or two far from any paragraph: a menu's, 199 times in 200."""
    return layout.kinds[at] == 0 and layout.before[at] > FAR_OFF and layout.after[at] > FAR_OFF


class Model:
    """Weights of evidence for the first pass, what has none says nothing; trees for the second."""

    def __init__(self, lexicon: Lexicon, first: Mapping[str, float], trees: Sequence[Tree]) -> None:
        self._lexicon = lexicon
        self.weights = first
        self.trees = tuple(trees)
        self._forest = Forest(trees)
        self._known: dict[str, tuple[_Sum, ...]] = {}
        self._words = _Remembered[str](lambda word: self._weigh((word_features(word),)))
        self._sums = _Remembered[Group](self._weigh)  # groups recur

    def score(self, units: Sequence[Unit], found: Settled) -> dict[int, Score]:
        """How likely each unit is part of the story that rules have not settled; *found*: what they say."""
        lexicon = self._lexicon
        settled = found.verdicts
        layout = read_layout(lexicon, units, settled, found.advisers)
        sum_of = self._sums.__getitem__
        sums = {
            at: (
                *self._own(unit.text),
                *map(sum_of, place_features(units, layout, at)),
                *map(sum_of, markup_features(units, layout, at)),
            )
            for at, unit in enumerate(units)
            if settled[at] is None and not is_far(layout, at)
        }
        first = [FAR] * len(units)
        for at, own in sums.items():
            first[at] = sum([one.total for one in own])
        rows = tree_features(lexicon, units, settled, layout, first)
        return {
            at: Score(
                likelihood(self._forest.logit(rows[at]) if at in rows else first[at]),
                sums.get(at, _FAR_SUM),
            )
            for at, known in enumerate(settled)
            if known is None
        }

    def _own(self, text: str) -> tuple[_Sum, ...]:
        """The weights of a text's own form; menus repeat from page to page, so they are remembered."""
        lexicon = self._lexicon
        known = self._known.get(text)
        if known is None:
            form = form_of_text(lexicon, text)
            known = (
                *map(self._sums.__getitem__, form.groups),
                *map(self._words.__getitem__, form.words),
            )
            if len(self._known) >= CACHED_TEXTS:
                self._known.clear()
            if len(text) <= LONGEST_CACHED:
                self._known[text] = known
        return known

    def _weigh(self, evidence: Iterable[str]) -> _Sum:
        total = 0.0
        best, worst = (0.0, ""), (0.0, "")
        for name in evidence:
            weight = self.weights.get(name)
            if weight is None:
                continue
            total += weight
            if weight > best[0]:
                best = (weight, name)
            elif weight < worst[0]:
                worst = (weight, name)
        return _Sum(total, best, worst)


def unit_features(lexicon: Lexicon, units: Sequence[Unit], layout: Layout, index: int) -> Iterator[str]:
    """All evidence that the first pass sees of a unit."""
    yield from form_of_text(lexicon, units[index].text).evidence()
    yield from chain(*place_features(units, layout, index), *markup_features(units, layout, index))


@cache
def load_model(lexicon: Lexicon, kind: str) -> Model:
    """The fitted weights for `text`, for `html`, or for `html_alone`: pages that trafilatura was not asked about."""
    path = files("quotesearch").joinpath("weights", f"cleaning_{kind}.json")
    return model_of(lexicon, json.loads(path.read_text(encoding="utf-8")))


def model_of(lexicon: Lexicon, data: Mapping[str, Any]) -> Model:
    """The model that a file of weights holds."""
    return Model(lexicon, data["first"], [to_tree(tree) for tree in data["trees"]])
