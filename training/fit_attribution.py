r"""
Fit the weights of attribution: one command, deterministic, minutes.

    python -m training.fit_attribution --train ../shared/polnear/train --held-out ../shared/polnear/dev \
        --names ../shared/polnear/dev.names.json > quotesearch/weights/attribution.json

The ranker and the detector of quotations learn from the corpus of --train and the pages of --pages. What turns a
score into the probability that a name is right learns from articles that they have not seen: those of --held-out
with --names, and the pages, each fifth judged by a ranker and a detector that learned from the other four.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from quotesearch.extraction.assembly import quote_score
from quotesearch.extraction.confidence import confidence_features
from quotesearch.extraction.looking import look_around
from quotesearch.extraction.nature import nature_of
from quotesearch.extraction.ranker import NO_PREVIOUS, Choice, Weights, candidate_rows, choose
from quotesearch.extraction.scene import Scene, candidates
from quotesearch.extraction.speakers import find_cue, name_speaker
from training.corpus import Annotated, GoldSegment, annotated, right_mentions
from training.judging import judge
from training.logit import Vocabulary, fit_listwise, fit_logistic
from training.pages import annotated_pages

SOURCE_PENALTY, QUOTE_PENALTY, NAME_PENALTY = 4.0, 12.0, 6.0
PAGE_WEIGHT = (
    1.5  # of a page's quotation in the fit of the detector: titles and terms are annotated there alone
)
FOLDS = 5
LEAST = 4  # a feature that holds in fewer rows is noise


@dataclass(slots=True)
class Rows:
    """Candidates of many segments."""

    features: list[list[str]]
    right: list[bool]
    groups: list[int]


def sources_of(scene: Scene, number: int, gold: GoldSegment) -> set[int]:
    """The mentions that are the source of a segment: the annotated ones, else those that stand for its speaker."""
    if gold.source or gold.name is None or gold.type == "unknown":
        return right_mentions(scene, gold)
    right = set()
    for mention in candidates(scene, number):
        named = name_speaker(scene, Choice(number, mention, 1.0, 0.0))
        if named is not None and judge(named.speaker.name, gold.name, gold.type):
            right.add(mention)
    return right


def source_rows(articles: Sequence[Annotated]) -> Rows:
    """All candidates of the segments whose source is annotated and among them; the segment before is as in the gold."""
    rows = Rows([], [], [])
    group = 0
    for article in articles:
        scene, previous = article.scene, NO_PREVIOUS
        for number in range(len(scene.segments)):
            gold = article.gold.get(number) if scene.unit_of_segment[number] >= 0 else None
            right = sources_of(scene, number, gold) if gold is not None and gold.label == "quote" else set()
            pairs = candidate_rows(scene, look_around(scene, number), previous) if right else []
            good = [mention for mention, _ in pairs if mention in right]
            previous = NO_PREVIOUS
            if not good:
                continue
            for mention, features in pairs:
                rows.features.append(features)
                rows.right.append(mention in right)
                rows.groups.append(group)
            group += 1
            unit = scene.unit_of_segment[number]
            nearest = min(good, key=lambda mention: abs(scene.unit_of_mention[mention] - unit))
            previous = (nearest, scene.resolved[nearest].member)
    return rows


def fit_source(articles: Sequence[Annotated]) -> dict[str, float]:
    """The weights of the ranker."""
    rows = source_rows(articles)
    words = Vocabulary.of(rows.features, LEAST)
    return words.named(
        fit_listwise(
            words.matrix(rows.features), np.array(rows.right, float), np.array(rows.groups), SOURCE_PENALTY
        )
    )


def fit_quote(articles: Sequence[Annotated]) -> dict[str, float]:
    """The weights of the detector."""
    features, right = [], []
    for article in articles:
        for number, gold in sorted(article.gold.items()):
            if gold.label != "ignore" and article.scene.unit_of_segment[number] >= 0:
                features.append(list(nature_of(article.scene, look_around(article.scene, number))))
                right.append(gold.label == "quote")
    words = Vocabulary.of(features, LEAST)
    return words.named(fit_logistic(words.matrix(features), np.array(right, float), QUOTE_PENALTY))


def mentions_right(articles: Sequence[Annotated], weights: Weights) -> float:
    """The share of segments with an annotated source whose chosen mention overlaps it."""
    hits: list[bool] = []
    for article in articles:
        choices = choose(article.scene, weights)
        hits.extend(
            choices[number].mention in right_mentions(article.scene, gold)
            for number, gold in sorted(article.gold.items())
            if gold.label == "quote" and gold.source
        )
    return sum(hits) / max(1, len(hits))


@dataclass(frozen=True, slots=True)
class Judged:
    """A guess at a speaker, and whether it is right."""

    features: list[str]  # what the confidence is reckoned from
    right: bool
    quote: bool  # False: nobody said the words
    ceiling: float  # what `confidence_of` never goes above


def judged(articles: Sequence[Annotated], weights: Weights) -> list[Judged]:
    """The guesses at the speakers of all segments whose speaker is known, or that nobody said."""
    rows = []
    for article in articles:
        choices = choose(article.scene, weights)
        for number, gold in sorted(article.gold.items()):
            named = name_speaker(article.scene, choices[number])
            nature = quote_score(article.scene, weights, number)
            known = gold.label == "not_quote" or (gold.name is not None and gold.type != "unknown")
            if named is None or nature < 0 or gold.label == "ignore" or not known:
                continue
            _, rule = find_cue(article.scene, choices[number])
            quote = gold.label == "quote"
            rows.append(
                Judged(
                    confidence_features(article.scene, named, choices[number], rule, nature),
                    quote and judge(named.speaker.name, gold.name, gold.type),
                    quote,
                    named.certainty if named.how == "name" else 1.0,
                )
            )
    return rows


def held_out_rows(
    models: Weights, train: Sequence[Annotated], dev: Sequence[Annotated], pages: Sequence[Annotated]
) -> list[Judged]:
    """
    The rows that the confidence learns from, none of an article that the models behind them have seen.

    The models learn from the pages too, so each fifth of them is judged by models that learned from the others.
    """
    rows = judged(dev, models)
    for fold in range(FOLDS if pages else 0):
        others = [page for number, page in enumerate(pages) if number % FOLDS != fold]
        rows += judged(pages[fold::FOLDS], fit_models([*train, *others]))
    return rows


def fit_models(articles: Sequence[Annotated]) -> Weights:
    """Ranker and detector."""
    return Weights(fit_source(articles), fit_quote(articles), {})


def fit_name(features: list[list[str]], right: list[bool]) -> dict[str, float]:
    """The weights that turn what is known of a choice into a probability."""
    words = Vocabulary.of(features, LEAST)
    return words.named(fit_logistic(words.matrix(features), np.array(right, float), NAME_PENALTY))


def main() -> None:
    """Fit and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--train", type=Path, required=True)
    options.add_argument("--held-out", type=Path, required=True)
    options.add_argument("--names", type=Path, required=True)
    options.add_argument("--pages", type=Path, help="folder with html/, gold.json and quotes.json")
    options.add_argument("--date", default="", help="written into the weights")
    given = options.parse_args()
    train = list(annotated(given.train))
    print(f"{len(train)} articles to learn from", file=sys.stderr)
    dev = list(annotated(given.held_out, given.names))
    pages = list(annotated_pages(given.pages)) if given.pages else []
    print(f"{len(dev) + len(pages)} held-out articles to calibrate on", file=sys.stderr)
    models = fit_models([*train, *pages])
    rows = held_out_rows(models, train, dev, pages)
    name = fit_name([row.features for row in rows], [row.right for row in rows])
    provenance = {
        "command": "python -m training.fit_attribution " + " ".join(sys.argv[1:]),
        "corpus": "PolNeAR 1.0 (Newell, Margolin and Ruths 2018)"
        + ("; news pages of the article-extraction-dataset, speakers read by hand" if given.pages else ""),
        "date": given.date,
        "scores": {
            "held-out segments with an annotated source, mention right": round(
                mentions_right(dev, models), 3
            ),
            "held-out segments with a guess, name right": round(
                sum(row.right for row in rows) / len(rows), 3
            ),
        },
    }
    json.dump(
        {**provenance, "source": models.source, "quote": models.quote, "name": name},
        sys.stdout,
        ensure_ascii=False,
        indent=0,
        sort_keys=True,
    )
    print()


if __name__ == "__main__":
    main()
