r"""
Fit the weights of attribution: one command, deterministic, minutes.

    python -m training.fit_attribution --polnear ../shared/polnear --pages ../shared/pages \
        > quotesearch/weights/attribution.json

The ranker and the detector of quotations learn from the read part of PolNeAR's training split and of the pages (see
`training.split`). The confidence, which turns a score into the probability that a name is right, learns from articles
that those two have not seen: publishers and sites are divided into folds, and each fold is judged by a ranker and a
detector that learned from the others. With --strict the pronouns of each fold are also resolved by weights that
learned from the others, which takes twice as long. The held part is not opened.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from quotesearch.extraction.ranker import Weights, choose
from quotesearch.lexicons import ENGLISH
from training.corpus import Annotated, right_mentions
from training.fit_pronouns import fit_rounds, resolve_with
from training.guesses import Judged, judged, said_in, write_rows
from training.logit import Vocabulary, fit_logistic
from training.material import LEAST, Material
from training.passages import HOUSE, annotated_passages
from training.read_part import FOLDS, folds_of, read_articles

NAME_PENALTY = 12.0


def resolve_out_of_fold(articles: Sequence[Annotated], folds: Sequence[int]) -> None:
    """
    Resolve the pronouns of each fold with weights that learned from the others.

    The weights in the package have seen these articles, and may be more certain here than on other text.
    """
    learned = [
        fit_rounds([article for article, its in zip(articles, folds, strict=True) if its != fold])
        for fold in range(FOLDS)
    ]
    for fold, weights in enumerate(learned):
        resolve_with([a for a, its in zip(articles, folds, strict=True) if its == fold], weights)
    for article in articles:  # values that were computed with other pronouns
        article.scene.surroundings.clear()
        article.scene.profiles.clear()


def out_of_fold(articles: Sequence[Annotated], folds: Sequence[int], material: Material) -> list[Judged]:
    """The guesses for each article, by models that learned from other publishers and sites."""
    rows: list[Judged] = []
    for fold in range(FOLDS):
        models = material.fit([number for number, its in enumerate(folds) if its != fold])
        rows += judged((a for a, its in zip(articles, folds, strict=True) if its == fold), models)
        print(f"fold {fold + 1} of {FOLDS} judged", file=sys.stderr)
    return rows


def mentions_right(articles: Sequence[Annotated], weights: Weights) -> float:
    """The share of segments whose chosen mention overlaps the annotated source."""
    hits: list[bool] = []
    for article in articles:
        choices = choose(ENGLISH, article.scene, weights)
        hits.extend(
            choices[number].mention in right_mentions(article.scene, gold)
            for number, gold in sorted(article.gold.items())
            if gold.label == "quote" and gold.source
        )
    return sum(hits) / max(1, len(hits))


def fit_name(features: list[list[str]], right: list[bool]) -> dict[str, float]:
    """The weights that turn the features of a choice into a probability."""
    words = Vocabulary.of(features, LEAST)
    return words.named(fit_logistic(words.matrix(features), np.array(right, float), NAME_PENALTY))


def provenance(rows: Sequence[Judged], pages: bool, date: str) -> dict[str, object]:
    """How the weights were fitted, and the scores of the models on articles that they had not seen."""
    sourced = [row.source for row in rows if row.source is not None]
    corpus = "PolNeAR 1.0 (Newell, Margolin and Ruths 2018), five publishers of train, speakers read by hand"
    if pages:
        corpus += "; news pages of the article-extraction-dataset, speakers read by hand"
    corpus += "; the passages of tests/cases/extraction"
    return {
        "command": "python -m training.fit_attribution " + " ".join(sys.argv[1:]),
        "corpus": corpus,
        "date": date,
        "scores": {
            "out of fold, guesses at segments with an annotated source, mention right": round(
                sum(sourced) / max(1, len(sourced)), 3
            ),
            "out of fold, guesses, name right": round(sum(row.right for row in rows) / max(1, len(rows)), 3),
        },
    }


def main() -> None:
    """Fit and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--polnear", type=Path, required=True, help="has train/, train.json, train.names.json"
    )
    options.add_argument("--pages", type=Path, help="has html/, gold.json, quotes.json and quotes-more.json")
    options.add_argument("--date", default="", help="written into the weights")
    options.add_argument(
        "--rows", type=Path, help="keep the guesses out of fold here, for training.thresholds"
    )
    options.add_argument("--strict", action="store_true", help="resolve pronouns out of fold, too")
    given = options.parse_args()
    articles = [*read_articles(given.polnear, given.pages), *annotated_passages()]
    print(f"{len(articles)} articles to learn from", file=sys.stderr)
    folds = folds_of([article.house for article in articles])
    if given.strict:
        resolve_out_of_fold(articles, folds)
    material = Material.of(articles)
    rows = out_of_fold(articles, folds, material)
    of_corpora = [row for row in rows if not row.house.startswith(HOUSE)]
    if given.rows:
        write_rows(given.rows, of_corpora, said_in(a for a in articles if not a.house.startswith(HOUSE)))
    models = material.fit()
    weights = {
        "source": models.source,
        "quote": models.quote,
        "name": fit_name([row.features for row in rows], [row.right for row in rows]),
    }
    json.dump(
        {**provenance(of_corpora, bool(given.pages), given.date), **weights},
        sys.stdout,
        ensure_ascii=False,
        indent=0,
        sort_keys=True,
    )
    print()


if __name__ == "__main__":
    main()
