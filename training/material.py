"""The training rows of the ranker and the detector: built once from all articles, and fitted on any part of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix

from quotesearch.extraction.numbers import MentionNumber, SegmentNumber
from quotesearch.extraction.profiling import profile_of_segment
from quotesearch.extraction.quotation_nature import nature_of
from quotesearch.extraction.ranker import NO_PREVIOUS, Choice, Weights, candidate_rows
from quotesearch.extraction.scene import Scene, candidates
from quotesearch.extraction.speakers import name_speaker
from quotesearch.lexicons import ENGLISH
from training.corpus import Annotated, GoldSegment, right_mentions
from training.judging import judge
from training.logit import Vocabulary, fit_listwise, fit_logistic

SOURCE_PENALTY, QUOTE_PENALTY = 4.0, 12.0
PAGE_WEIGHT = (
    1.5  # weight of a page's quotation in the fit of the detector: only pages have annotated titles and terms
)
LEAST = 4  # a feature that is true in fewer rows is noise

Fit = Callable[[csr_matrix, np.ndarray, np.ndarray, np.ndarray], np.ndarray]
"""Rows, right ones, groups, costs → weights."""


@dataclass(slots=True)
class Rows:
    """Candidates of many segments, or segments."""

    features: list[list[str]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)  # ascending without gaps
    owners: list[int] = field(default_factory=list)  # the index of the article
    costs: list[float] = field(default_factory=list)  # the weight of the row


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as numbers, for any number of fits."""

    words: Vocabulary
    matrix: csr_matrix
    right: np.ndarray
    groups: np.ndarray
    owners: np.ndarray
    costs: np.ndarray

    @classmethod
    def of(cls, rows: Rows) -> Table:
        """The table of some rows, without the names of their features."""
        words = Vocabulary.of(rows.features, LEAST)
        matrix = words.matrix(rows.features)
        return cls(
            words,
            matrix,
            np.array(rows.right, float),
            np.array(rows.groups, int),
            np.array(rows.owners, int),
            np.array(rows.costs, float),
        )

    def fit(self, fit: Fit, articles: Collection[int] | None = None) -> dict[str, float]:
        """The weights fitted on the rows of some articles; None: of all."""
        kept = np.ones(len(self.right), bool) if articles is None else np.isin(self.owners, sorted(articles))
        matrix = self.matrix[kept]
        columns = np.flatnonzero(np.bincount(matrix.indices, minlength=matrix.shape[1]) >= LEAST)
        _, groups = np.unique(self.groups[kept], return_inverse=True)
        weights = np.zeros(matrix.shape[1])
        weights[columns] = fit(matrix[:, columns], self.right[kept], groups, self.costs[kept])
        return self.words.named(weights)


def sources_of(scene: Scene, number: int, gold: GoldSegment) -> set[int]:
    """The source of a segment: the annotated mentions, else those that mean its speaker."""
    if gold.source or gold.name is None or gold.type == "unknown":
        return right_mentions(scene, gold)
    right: set[int] = set()
    for mention in candidates(ENGLISH, scene, SegmentNumber(number)):
        named = name_speaker(ENGLISH, scene, Choice(SegmentNumber(number), mention, 1.0, 0.0))
        if named is not None and judge(named.speaker.name, gold.name, gold.type):
            right.add(mention)
    return right


def source_rows(articles: Sequence[Annotated]) -> Rows:
    """The rows of segments whose annotated source is a candidate; the source of the segment before is the gold's."""
    rows = Rows()
    group = 0
    for owner, article in enumerate(articles):
        scene, previous = article.scene, NO_PREVIOUS
        for number in range(len(scene.segments)):
            gold = article.gold.get(number) if scene.unit_of_segment[number] >= 0 else None
            right = sources_of(scene, number, gold) if gold is not None and gold.label == "quote" else set()
            pairs = (
                candidate_rows(
                    ENGLISH, scene, profile_of_segment(ENGLISH, scene, SegmentNumber(number)), previous
                )
                if right
                else []
            )
            good = [mention for mention, _ in pairs if mention in right]
            previous = NO_PREVIOUS
            if not good:
                continue
            rows.features += [features for _, features in pairs]
            rows.right += [mention in right for mention, _ in pairs]
            rows.groups += [group] * len(pairs)
            rows.owners += [owner] * len(pairs)
            rows.costs += [1.0] * len(pairs)
            group += 1
            unit = scene.unit_of_segment[number]
            nearest = min(good, key=lambda mention: abs(scene.unit_of_mention[mention] - unit))
            previous = (MentionNumber(nearest), scene.resolved[nearest].member)
    return rows


def quote_rows(articles: Sequence[Annotated]) -> Rows:
    """The rows of all segments that are known to be quotations or not."""
    rows = Rows()
    for owner, article in enumerate(articles):
        cost = 1.0 if any(gold.source for gold in article.gold.values()) else PAGE_WEIGHT
        for number, gold in sorted(article.gold.items()):
            if gold.label != "ignore" and article.scene.unit_of_segment[number] >= 0:
                rows.features.append(
                    list(
                        nature_of(
                            ENGLISH,
                            article.scene,
                            profile_of_segment(ENGLISH, article.scene, SegmentNumber(number)),
                        )
                    )
                )
                rows.right.append(gold.label == "quote")
                rows.groups.append(len(rows.groups))
                rows.owners.append(owner)
                rows.costs.append(cost)
    return rows


@dataclass(frozen=True, slots=True)
class Material:
    """The rows of articles for both models, built once."""

    source: Table
    quote: Table

    @classmethod
    def of(cls, articles: Sequence[Annotated]) -> Material:
        """The rows of these articles."""
        return cls(Table.of(source_rows(articles)), Table.of(quote_rows(articles)))

    def fit(self, articles: Collection[int] | None = None) -> Weights:
        """Ranker and detector fitted on some of the articles, by index; None: on all."""
        return Weights(ENGLISH, self.fit_source(articles), self.quote.fit(_logistic, articles), {})

    def fit_source(self, articles: Collection[int] | None = None) -> dict[str, float]:
        """The ranker alone."""
        return self.source.fit(_listwise, articles)


def _listwise(matrix: csr_matrix, right: np.ndarray, groups: np.ndarray, _: np.ndarray) -> np.ndarray:
    return fit_listwise(matrix, right, groups, SOURCE_PENALTY)


def _logistic(matrix: csr_matrix, right: np.ndarray, _: np.ndarray, costs: np.ndarray) -> np.ndarray:
    return fit_logistic(matrix, right, QUOTE_PENALTY, costs)
