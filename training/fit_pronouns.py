r"""
Fit the weights of pronouns: one command, deterministic, takes minutes.

    python -m training.fit_pronouns --polnear ../shared/polnear --pages ../shared/pages \
        > quotesearch/weights/pronouns.json

Each case is a pronoun that an annotator marked as the source of a quotation (or, on pages, that the ranker chose),
with the person that annotators wrote down for that quotation. The features of a case depend on the meaning of earlier
pronouns, so the fit is repeated with earlier pronouns resolved by its own weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quotesearch.extraction import pronouns
from quotesearch.extraction.listwise import ListModel
from quotesearch.extraction.noun_phrases import NounPhrasesLists
from quotesearch.extraction.numbers import MentionNumber, numbered
from quotesearch.extraction.pronoun_candidates import Asked, Candidate
from quotesearch.extraction.pronoun_features import evidence_of
from quotesearch.extraction.pronouns import ask, candidates_of
from quotesearch.extraction.ranker import choose, load_weights
from quotesearch.extraction.resolution import resolve_all
from quotesearch.extraction.scene import Scene
from quotesearch.extraction.speakers import member_name
from quotesearch.extraction.story import build_story
from quotesearch.lexicons import ENGLISH
from training.corpus import Annotated, GoldSegment, right_mentions
from training.judging import judge, name_words
from training.logit import Vocabulary, fit_listwise
from training.read_part import FOLDS, folds_of, options_of, print_weights, read_articles

PENALTY = 20.0
LEAST = 4  # a feature that is true in fewer rows is noise
ROUNDS = 2
START = {"rule chooses 1 0": 5.0, "rule chooses 1 1": 5.0}


@dataclass(frozen=True, slots=True)
class Case:
    """A pronoun with its candidates."""

    article: str
    number: int  # of the mention
    features: list[list[str]]
    right: list[bool]


def sources_of(article: Annotated) -> dict[int, GoldSegment]:
    """The mentions of an article that are sources with a known person, by index."""
    scene, found = article.scene, {}
    sourced = any(gold.source for gold in article.gold.values())
    choices = [] if sourced else choose(ENGLISH, scene, load_weights(ENGLISH))
    for number, gold in sorted(article.gold.items()):
        if gold.label != "quote" or not gold.name or gold.type == "unknown":
            continue
        sources = right_mentions(scene, gold) if sourced else {choices[number].mention}
        if len(sources) != 1:
            continue
        source = sources.pop()
        if source >= 0:
            found[source] = gold
    return found


def source_pronouns(article: Annotated) -> dict[int, GoldSegment]:
    """The pronouns among the sources."""
    mentions = article.scene.mentions
    return {
        number: gold
        for number, gold in sources_of(article).items()
        if ENGLISH.derived[NounPhrasesLists].pronouns.get(mentions[number].lower) in {"m", "f"}
    }


def cases_of(article: Annotated) -> Iterator[Case]:
    """The cases of an article, each with the resolved mentions before it."""
    scene, wanted = article.scene, source_pronouns(article)
    if not wanted:
        return
    story = build_story(ENGLISH, scene.tokens, scene.mentions, scene.cast, scene.verbs)
    for number, found in numbered(MentionNumber, scene.resolved):
        gold = wanted.get(number)
        if gold is not None:
            asked = ask(
                ENGLISH,
                story,
                number,
                ENGLISH.derived[NounPhrasesLists].pronouns[scene.mentions[number].lower],
            )
            candidates = candidates_of(ENGLISH, asked)
            right = right_candidates(scene, candidates, gold)
            yield Case(article.name, number, [names_of(asked, c) for c in candidates], right)
        story.remember(number, found)


def names_of(asked: Asked, candidate: Candidate) -> list[str]:
    """The names of all features that are true for a candidate."""
    return [name for finding in evidence_of(ENGLISH, asked, candidate) for name in finding[0](*finding[1])]


def right_candidates(scene: Scene, candidates: Sequence[Candidate], gold: GoldSegment) -> list[bool]:
    """Which candidates are the gold person: by full name, else by surname, else by the noun; may be none."""
    names = [member_name(scene, scene.cast.members[c.member]) if c.member >= 0 else "" for c in candidates]
    right = [bool(name) and judge(name, gold.name, gold.type) for name in names]
    last = name_words(gold.name or "")[-1:]
    if not any(right) and gold.type == "person":
        right = [bool(name) and name_words(name)[-1:] == last for name in names]
    if not any(right):
        right = [c.noun >= 0 and judge(_phrase(scene, c.noun), gold.name, "anonymous") for c in candidates]
    right[-1] = not any(right)
    return right


def _phrase(scene: Scene, number: int) -> str:
    mention = scene.mentions[number]
    return scene.reading.text[scene.tokens[mention.first].start : scene.tokens[mention.last - 1].end]


def fit(cases: Sequence[Case], penalty: float = PENALTY) -> dict[str, float]:
    """The weights that make the right candidates likely."""
    rows = [row for case in cases for row in case.features]
    words = Vocabulary.of(rows, LEAST)
    right = np.array([r for case in cases for r in case.right], float)
    groups = np.repeat(np.arange(len(cases)), [len(case.right) for case in cases])
    return words.named(fit_listwise(words.matrix(rows), right, groups, penalty))


def resolve_with(articles: Sequence[Annotated], weights: dict[str, float]) -> None:
    """Resolve the mentions of all articles with other weights."""
    model = ListModel(weights)
    before, pronouns.load_model = pronouns.load_model, lambda lexicon: model  # type: ignore[assignment]
    try:
        for article in articles:
            scene = article.scene
            story = build_story(ENGLISH, scene.tokens, scene.mentions, scene.cast, scene.verbs)
            scene.resolved[:] = resolve_all(ENGLISH, story)
    finally:
        pronouns.load_model = before


def accuracy(cases: Sequence[Case], weights: dict[str, float]) -> list[tuple[float, bool]]:
    """For each case the probability of the choice, and whether it is right."""
    found = []
    for case in cases:
        scores = np.array([sum(weights.get(f, 0.0) for f in set(row)) for row in case.features])
        share = np.exp(scores - scores.max())
        share /= share.sum()
        best = int(share.argmax())
        found.append((float(share[best]), case.right[best]))
    return found


def fit_rounds(articles: Sequence[Annotated]) -> dict[str, float]:
    """The weights, after several rounds in which earlier pronouns are resolved by the weights of the round before."""
    weights = START
    for _ in range(ROUNDS):
        resolve_with(articles, weights)
        weights = fit([case for article in articles for case in cases_of(article)])
    return weights


def out_of_fold(articles: Sequence[Annotated]) -> list[tuple[float, bool]]:
    """The results for the articles of each fold, with weights that learned from other publishers and sites."""
    folds = folds_of([article.house for article in articles])
    found = []
    for fold in range(FOLDS):
        test = [a for a, its in zip(articles, folds, strict=True) if its == fold]
        weights = fit_rounds([a for a, its in zip(articles, folds, strict=True) if its != fold])
        resolve_with(test, weights)
        found += accuracy([case for a in test for case in cases_of(a)], weights)
    return found


def main() -> None:
    """Fit and print."""
    given = options_of(__doc__)
    articles = read_articles(given.polnear, given.pages)
    judged = out_of_fold(articles)
    right = sum(good for _, good in judged) / len(judged)
    scores = {f"{len(judged)} pronouns, person right, out of fold": round(right, 3)}
    print_weights("training.fit_pronouns", given.date, scores, fit_rounds(articles))


if __name__ == "__main__":
    main()
