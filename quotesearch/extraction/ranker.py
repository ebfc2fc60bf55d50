"""The fitted linear models: who is the source, whether the words are a quotation, how sure the name is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from quotesearch.extraction.candidate_pairs import Evidence, Pair, make_pair
from quotesearch.extraction.cues import is_heard
from quotesearch.extraction.features import evidence_of, features_of
from quotesearch.extraction.numbers import (
    NO_MEMBER,
    NO_MENTION,
    MemberNumber,
    MentionNumber,
    SegmentNumber,
    numbers,
)
from quotesearch.extraction.profiles import Surroundings
from quotesearch.extraction.profiling import profile_of_segment
from quotesearch.extraction.scene import Scene, candidates
from quotesearch.lexicons import Lexicon

NO_PREVIOUS: Final = (NO_MENTION, NO_MEMBER)
_LONGEST_LABEL: Final = 8  # signs before the name that a label has
_NO_LABEL: Final = "QVv.:"  # signs that a label has none of
_REACH: Final = 6  # tokens from a verb to the quotation that it reports
_MARKS: Final = frozenset('"“„«')  # before a label that a transcript has inside the marks
_REMEMBERED: Final = 20_000  # findings, some 6 MB; as many older ones are kept, too
_SURE: Final = frozenset(
    {
        "gap",
        "author",
        "heard",
        "agent N",
        "agent T",
        "telling T",
        "tag u",
        "tag S",
        "beat",
        "turn",
        "first participle N",
    }
)
_CERTAIN: Final = (
    8.0  # for patterns that leave no doubt and are too rare in annotated news to be learned from it
)


class RankerLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.strong = lexicon.words("strong_reporting_verbs")
        self.persons = lexicon.word_class("persons")
        self.of_author = lexicon.word_class("prepositions_of_authors")


@dataclass(frozen=True)
class Weights:
    """Fitted weights by feature name; `training/fit_attribution.py` makes them."""

    _lexicon: Lexicon
    source: dict[str, float]  # listwise ranker of candidates
    quote: dict[str, float]  # logistic: are these words someone's
    name: dict[str, float]  # logistic: is the name right
    scorer: Scorer = field(init=False, repr=False, compare=False)  # remembers findings from all articles

    def __post_init__(self) -> None:
        object.__setattr__(self, "scorer", Scorer(self._lexicon, self.source))


@cache
def load_weights(lexicon: Lexicon) -> Weights:
    """The weights that ship with the package."""
    data = lexicon.weights("attribution")
    return Weights(lexicon, data["source"], data["quote"], data["name"])


@dataclass(slots=True, init=False)
class Choice:
    """The mention that a segment is attributed to."""

    segment: SegmentNumber
    mention: MentionNumber  # -1: there is no candidate
    share: float  # of the softmax over all candidates; those of one person are added up
    lead: float  # score before the best candidate of another person

    def __init__(self, segment: SegmentNumber, mention: MentionNumber, share: float, lead: float) -> None:
        self.segment = segment
        self.mention = mention
        self.share = share
        self.lead = lead


def logistic(score: float) -> float:
    """
    A score as a probability.

    >>> logistic(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-score)) if score > -700 else 0.0


def total(weights: dict[str, float], names: Iterable[str]) -> float:
    """The sum of the weights of the features that hold."""
    return sum([weights.get(name, 0.0) for name in names])


class Scorer:
    """
    Computes the score of candidates, and remembers what each finding weighs.

    In articles never seen before, seven findings in eight are known, so the names of their features
    are not written out again. What has not been asked for since `_REMEMBERED` others came is forgotten.
    """

    def __init__(self, lexicon: Lexicon, weights: dict[str, float]) -> None:
        self._lexicon = lexicon
        self._weights = weights
        self._recent: dict[Evidence, float] = {}
        self._older: dict[Evidence, float] = {}

    def score(self, pair: Pair) -> float:
        """The sum of the weights of all features that hold for a candidate."""
        score = 0.0
        for finding in evidence_of(self._lexicon, pair):
            if finding is not None:
                known = self._recent.get(finding)
                score += self._recall(finding) if known is None else known
        return score

    def _recall(self, finding: Evidence) -> float:
        """The weight of a finding that was not asked for recently; features without one add nothing."""
        known = self._older.get(finding)
        if known is None:
            weights = self._weights
            known = sum([weights.get(name, 0.0) for name in finding[0](*finding[1:])])
        self._recent[finding] = known
        if len(self._recent) >= _REMEMBERED:
            self._recent, self._older = {}, self._recent
        return known


def candidate_pairs(
    lexicon: Lexicon,
    scene: Scene,
    around: Surroundings,
    previous: tuple[MentionNumber, MemberNumber],
    found: Sequence[MentionNumber],
) -> list[Pair]:
    """Candidates of a segment, in order; *previous*: mention and person of the segment before."""
    ahead = sum([scene.unit_of_mention[n] < around.unit for n in found])
    return [
        make_pair(
            lexicon,
            scene,
            around,
            MentionNumber(n),
            ahead - 1 - place if place < ahead else place - ahead,
            *previous,
        )
        for place, n in enumerate(found)
    ]


def candidate_rows(
    lexicon: Lexicon, scene: Scene, around: Surroundings, previous: tuple[MentionNumber, MemberNumber]
) -> list[tuple[int, list[str]]]:
    """The candidates of a segment with the names of their features, for the fit of the weights."""
    found = candidates(lexicon, scene, around.segment, previous[0])
    pairs = candidate_pairs(lexicon, scene, around, previous, found)
    return [(pair.mention.number, features_of(lexicon, pair)) for pair in pairs]


def choose(lexicon: Lexicon, scene: Scene, weights: Weights) -> list[Choice]:
    """For each segment in order, the candidate with the highest score; each choice informs the next."""
    scorer = weights.scorer
    choices: list[Choice] = []
    previous = NO_PREVIOUS
    for segment in numbers(SegmentNumber, scene.segments):
        if scene.unit_of_segment[segment] < 0:
            choices.append(_best(scene, segment, (), ()))
            continue
        found = candidates(lexicon, scene, segment, previous[0])
        scores = [0.0] * len(found)
        if len(found) > 1:  # else there is nothing to compare
            pairs = candidate_pairs(
                lexicon, scene, profile_of_segment(lexicon, scene, segment), previous, found
            )
            scores = [scorer.score(p) + _by_rule(lexicon, scene, segment, p.mention.number) for p in pairs]
        choice = _best(scene, segment, found, scores)
        choices.append(choice)
        clause = scene.clauses[scene.token_of_segment[segment]]
        on = clause.barred if clause.how == "heard" else choice.mention  # the hearer continues
        previous = (on, scene.resolved[on].member if on >= 0 else NO_MEMBER)
    for segment, other in scene.turns.announced.items():
        chosen = choices[other]
        choices[segment] = Choice(segment, chosen.mention, chosen.share, chosen.lead)
    return choices


def _by_rule(lexicon: Lexicon, scene: Scene, segment: SegmentNumber, mention: MentionNumber) -> float:
    """What patterns that leave no doubt add to a score."""
    return _CERTAIN if is_certain(lexicon, scene, segment, mention) else 0.0


def is_certain(lexicon: Lexicon, scene: Scene, segment: SegmentNumber, mention: MentionNumber) -> bool:
    """Whether a pattern that leaves no doubt says that a mention speaks."""
    return (
        signs_below(scene, segment, mention)
        or labels(lexicon, scene, segment, mention)
        or spoke_before(lexicon, scene, segment, mention)
        or signs_post(scene, segment, mention)
        or is_told_by_clause(lexicon, scene, segment, mention)
        or is_heard(lexicon, scene.tokens, scene.mentions[mention], scene.token_of_segment[segment])
    )


def signs_post(scene: Scene, segment: SegmentNumber, mention: MentionNumber) -> bool:
    """Whether a mention signs the post that a quotation is in."""
    return scene.turns.signed.get(scene.segments[segment].paragraph, -1) == mention


def is_told_by_clause(lexicon: Lexicon, scene: Scene, segment: SegmentNumber, mention: MentionNumber) -> bool:
    """Whether the clause of a quotation says in a form that leaves no doubt that a mention speaks."""
    lists = lexicon.derived[RankerLists]
    clause = scene.clauses[scene.token_of_segment[segment]]
    if clause.speaker != mention:
        return False
    if scene.mentions[mention].lower == "i" and scene.resolved[mention].member >= 0:
        return True  # in a labelled turn: Mr JONAS: I said, “…”
    if clause.how not in _SURE:
        return False
    if clause.how == "tag S":  # “…,” Roe said, according to Lee
        return scene.mentions[mention].kind == "name"
    known = scene.mentions[mention].kind == "name" or scene.mentions[mention].lower in lists.persons
    return known or clause.how != "tag u"  # “…,” he grinned; not: “…,” a website linked to a group


def spoke_before(lexicon: Lexicon, scene: Scene, segment: SegmentNumber, mention: MentionNumber) -> bool:
    """Whether a report inside a report leads to the quotation: Ann Lee said Eve Gray had called the bridge “ugly”."""
    lists = lexicon.derived[RankerLists]
    tokens, verb, quote = scene.tokens, scene.verbs[mention], scene.token_of_segment[segment]
    if (
        not scene.mentions[mention].head < verb < quote
        or quote - verb > _REACH
        or tokens[verb - 1].lower != "had"
    ):
        return False
    between = tokens[verb + 1 : quote]
    return not any(t.kind in "bq" or t.text in {".", ";"} or t.lower in lists.strong for t in between)


def labels(lexicon: Lexicon, scene: Scene, segment: SegmentNumber, mention: MentionNumber) -> bool:
    """
    Whether a mention is the label of a quotation: it begins the paragraph, a colon is before the mark.

    "Quote from Ann Lee:" is a label too, "Letter to Ann Lee:" is none of hers.
    """
    lists = lexicon.derived[RankerLists]
    unit = scene.unit_of_segment[segment]
    start = scene.unit_of_mention[mention]
    if scene.clauses[scene.token_of_segment[segment]].speaker not in {-1, mention}:
        return False  # Ann Lee was handed a letter from Bob Roe: “…”
    if scene.mentions[mention].kind != "name" or start >= unit or scene.signs[unit - 1] != ":":
        return False
    line = scene.signs.rfind("/", max(0, start - _LONGEST_LABEL), start) + 1
    if start - line >= _LONGEST_LABEL or any(scene.signs.find(s, line, unit - 1) >= 0 for s in _NO_LABEL):
        return False
    line += scene.tokens[scene.units.tokens[line]].text in _MARKS
    before = scene.tokens[scene.mentions[mention].start - 1].lower if start else ""
    return start == line or (start - line < 4 and before in lists.of_author)


def signs_below(scene: Scene, segment: SegmentNumber, mention: MentionNumber) -> bool:
    """Whether a mention is the signature of a quotation: a dash after the closing mark, a name, nothing more."""
    unit = scene.unit_of_segment[segment]
    if scene.signs[unit + 1 : unit + 2] != "-" or scene.unit_of_mention[mention] != unit + 2:
        return False
    return scene.signs[unit + 3 : unit + 4] in {"", "/", ","} and scene.mentions[mention].kind == "name"


def is_signed(scene: Scene, segment: SegmentNumber) -> bool:
    """Whether a name is below a quotation, after a dash."""
    behind = scene.unit_of_segment[segment] + 2
    number = scene.units.mentions[behind] if behind < len(scene.signs) else -1
    return number >= 0 and signs_below(scene, segment, MentionNumber(number))


def _best(
    scene: Scene, segment: SegmentNumber, found: Sequence[MentionNumber], scores: Sequence[float]
) -> Choice:
    """The mention with the highest score; the share and the lead count mentions of one person together."""
    if not found:
        return Choice(segment, NO_MENTION, 0.0, 0.0)
    top = max(scores)
    best = found[scores.index(top)]
    person = scene.resolved[best].member
    whole = same = 0.0
    rival = top - 10.0
    for number, score in zip(found, scores, strict=True):
        part = math.exp(score - top)
        whole += part
        if number == best or (person >= 0 and scene.resolved[number].member == person):
            same += part
        elif score > rival:
            rival = score
    return Choice(segment, MentionNumber(best), same / whole, top - rival)
