"""Pronouns: the persons of "he" and "she", by a listwise log-linear model over the people near them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Final

from quotesearch.extraction.listwise import ListModel, best_of
from quotesearch.extraction.numbers import NO_MEMBER, NO_MENTION, MemberNumber, MentionNumber
from quotesearch.extraction.pronoun_candidates import Asked, Candidate, gather
from quotesearch.extraction.pronoun_features import evidence_of
from quotesearch.extraction.story import Story
from quotesearch.lexicons import Lexicon

_NOBODY: Final = 0.6  # how sure it must be that a pronoun means no one who is near
_EITHER: Final = 0.5  # how sure it is at most if "X and Y" came before
_ONLY: Final = 0.4  # how sure it is that a pronoun means the only person of its gender, who is not near


class PronounsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.going_on = lexicon.word_class("going_on")


@cache
def load_model(lexicon: Lexicon) -> ListModel:
    """The model that ships with the package; `training/fit_pronouns.py` makes its weights."""
    return ListModel(lexicon.weights("pronouns")["weights"])


def ask(lexicon: Lexicon, story: Story, number: MentionNumber, gender: str) -> Asked:
    """A pronoun with what the search for its antecedent needs."""
    lists = lexicon.derived[PronounsLists]
    spot, tokens = story.spot(number), story.tokens
    end = story.mentions[number].end
    goes_on = end < len(tokens) and tokens[end].lower in lists.going_on
    return Asked(story, gender, spot, story.quotes.get(spot.sentence, ()), goes_on)


def candidates_of(lexicon: Lexicon, asked: Asked) -> list[Candidate]:
    """The candidates of a pronoun; the last one is “no one”."""
    return [*gather(lexicon, asked), Candidate(NO_MEMBER, NO_MENTION, None)]


def choose_antecedent(
    lexicon: Lexicon, story: Story, number: MentionNumber, gender: str
) -> tuple[Candidate, float]:
    """The person of a pronoun, and its probability."""
    model, asked = load_model(lexicon), ask(lexicon, story, number, gender)
    candidates = candidates_of(lexicon, asked)
    if len(candidates) == 1:
        only = _only_of_gender(story, gender)
        return (Candidate(MemberNumber(only), NO_MENTION, None), _ONLY) if only >= 0 else (candidates[0], 1.0)
    scores = [model.score(evidence_of(lexicon, asked, candidate)) for candidate in candidates]
    place, share = best_of(scores)
    if candidates[place].last is None and share < _NOBODY:
        place = scores.index(max(scores[:-1]))
        share *= math.exp(scores[place] - scores[-1])
    if _side_by_side(candidates, candidates[place]):
        share = min(share, _EITHER)
    if any(c.known for c in candidates if c is not candidates[place]):
        story.contested.add(number)
    return candidates[place], share


def _side_by_side(candidates: Sequence[Candidate], chosen: Candidate) -> bool:
    """Whether only "and" is between the chosen one and another who fits as well: Ray Roe and Neil Lee left. He …"""
    last = chosen.last
    if last is None or chosen.count > 1 or chosen.member < 0:
        return False
    for other in candidates:
        if other is chosen or other.last is None or other.member < 0 or other.count > 1 or not other.weight:
            continue
        if abs(other.last.number - last.number) == 1 and other.last.sentence == last.sentence:
            first = min(last, other.last, key=lambda spot: spot.number)
            if first.after == "&":
                return True
    return False


def _only_of_gender(story: Story, gender: str) -> int:
    """No one is near: the only person of the story whose gender is known to agree, if there is just one; else -1."""
    only = story.only.get(gender)
    if only is not None:
        return only
    fits = [
        member.number
        for member, known in zip(story.cast.members, story.genders, strict=True)
        if member.type == "person"
        and member.places
        and "a" in known.fit(gender)
        and "c" not in known.fit(gender)
    ]
    only = story.only[gender] = fits[0] if len(fits) == 1 else -1
    return only
