"""Pronouns: whom "he" and "she" mean, by a listwise log-linear model over the people near them."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files

from quotesearch.extraction.pronoun_features import Asked, Candidate, Finding, findings_of, gather
from quotesearch.extraction.story import Story

_ONLY = 0.4  # how sure it is that a pronoun means the only person of its gender, who is not near
_REMEMBERED = 1 << 15
_GOING_ON = frozenset({"added", "adds", "continued", "continues", "went", "goes"})


class PronounModel:
    """Weights by feature name; remembers what each finding weighs."""

    def __init__(self, weights: dict[str, float]) -> None:
        self._weights = weights
        self._known: dict[Finding, float] = {}

    def score(self, asked: Asked, candidate: Candidate) -> float:
        """The sum of the weights of all features that hold for a candidate."""
        known, score = self._known, 0.0
        for finding in findings_of(asked, candidate):
            weight = known.get(finding)
            if weight is None:
                weights = self._weights
                weight = sum([weights.get(name, 0.0) for name in finding[0](*finding[1])])
                if len(known) < _REMEMBERED:
                    known[finding] = weight
            score += weight
        return score


@cache
def load_model() -> PronounModel:
    """The model that ships with the package; `training/fit_pronouns.py` makes its weights."""
    text = files("quotesearch").joinpath("weights", "pronouns.json").read_text(encoding="utf-8")
    return PronounModel(json.loads(text)["weights"])


def ask(story: Story, number: int, gender: str) -> Asked:
    """A pronoun with what the search for its antecedent needs."""
    spot = story.spot(number)
    end = story.mentions[number].end
    goes_on = end < len(story.tokens) and story.tokens[end].lower in _GOING_ON
    return Asked(story, gender, spot, story.quotes.get(spot.sentence, ()), goes_on)


def candidates_of(asked: Asked) -> list[Candidate]:
    """Whom a pronoun may mean; the last one is nobody."""
    return [*gather(asked), Candidate(-1, -1, None)]


def choose_antecedent(story: Story, number: int, gender: str) -> tuple[Candidate, float]:
    """Whom a pronoun means, and the probability of that."""
    model, asked = load_model(), ask(story, number, gender)
    candidates = candidates_of(asked)
    if len(candidates) == 1:
        only = _only_of_gender(story, gender)
        return (Candidate(only, -1, None), _ONLY) if only >= 0 else (candidates[0], 1.0)
    scores = [model.score(asked, candidate) for candidate in candidates]
    top = max(scores)
    whole = sum([math.exp(score - top) for score in scores])
    return candidates[scores.index(top)], 1.0 / whole


def _only_of_gender(story: Story, gender: str) -> int:
    """Nobody is near: the only person of the story whose gender is known to agree, if there is just one; else -1."""
    fits = [
        member.number
        for member, known in zip(story.cast.members, story.genders, strict=True)
        if member.type == "person"
        and member.places
        and "a" in known.fit(gender)
        and "c" not in known.fit(gender)
    ]
    return fits[0] if len(fits) == 1 else -1
