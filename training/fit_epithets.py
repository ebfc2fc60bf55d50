r"""
Fit the weights of nouns that mean a named person: one command, deterministic, takes minutes.

    python -m training.fit_epithets --polnear ../shared/polnear --pages ../shared/pages \
        > quotesearch/weights/epithets.json

Each case is a noun that an annotator marked as the source of a quotation (or, on pages, that the ranker chose),
with the speaker that annotators wrote down for that quotation: a named person, or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotesearch.extraction.epithet_features import evidence_of, phrase_of
from quotesearch.extraction.epithets import by_rule, is_open
from quotesearch.extraction.numbers import MentionNumber, numbered
from quotesearch.extraction.story import build_story
from quotesearch.lexicons import ENGLISH
from training.corpus import Annotated
from training.fit_pronouns import Case, accuracy, fit, right_candidates, sources_of
from training.read_part import FOLDS, folds_of, options_of, print_weights, read_articles

PENALTY = 3.0


def cases_of(article: Annotated) -> Iterator[Case]:
    """The cases of an article, each with the resolved mentions before it."""
    scene = article.scene
    wanted = {n: g for n, g in sources_of(article).items() if scene.mentions[n].kind == "noun"}
    story = build_story(ENGLISH, scene.tokens, scene.mentions, scene.cast, scene.verbs)
    for number, found in numbered(MentionNumber, scene.resolved):
        gold = wanted.get(number)
        if gold is not None and found.how != "apposition":
            ruled = by_rule(ENGLISH, story, number)
            if is_open(story, number, ruled):
                phrase = phrase_of(ENGLISH, story, number, ruled.member, ruled.how, ruled.certainty)
                rows = [
                    [name for finding in evidence_of(ENGLISH, phrase, c) for name in finding[0](*finding[1])]
                    for c in phrase.candidates
                ]
                yield Case(article.name, number, rows, right_candidates(scene, phrase.candidates, gold))
        story.remember(number, found)


def fit_epithets(articles: Sequence[Annotated]) -> dict[str, float]:
    """The weights fitted on all cases of some articles."""
    return fit([case for article in articles for case in cases_of(article)], PENALTY)


def out_of_fold(articles: Sequence[Annotated]) -> list[bool]:
    """Whether the choice for each case is right, with weights that learned from other publishers and sites."""
    folds = folds_of([article.house for article in articles])
    cases = [list(cases_of(article)) for article in articles]
    found: list[bool] = []
    for fold in range(FOLDS):
        weights = fit(
            [c for of_one, its in zip(cases, folds, strict=True) if its != fold for c in of_one], PENALTY
        )
        test = [c for of_one, its in zip(cases, folds, strict=True) if its == fold for c in of_one]
        found += [right for _, right in accuracy(test, weights)]
    return found


def main() -> None:
    """Fit and print."""
    given = options_of(__doc__)
    articles = read_articles(given.polnear, given.pages)
    judged = out_of_fold(articles)
    scores = {f"{len(judged)} nouns, right out of fold": round(sum(judged) / len(judged), 3)}
    print_weights("training.fit_epithets", given.date, scores, fit_epithets(articles))


if __name__ == "__main__":
    main()
