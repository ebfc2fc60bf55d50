"""How sure it is that the name given to a quotation is right."""

from __future__ import annotations

from collections.abc import Iterator

from quotesearch.extraction.looking import look_around
from quotesearch.extraction.ranker import Choice, Weights, logistic, total
from quotesearch.extraction.scene import Scene
from quotesearch.extraction.speakers import Named

_NEAR = 4  # signs between a mention and a quotation that are taken as they stand


def confidence_features(scene: Scene, named: Named, choice: Choice, rule: str, nature: float) -> list[str]:
    """
    What the probability that a name is right is reckoned from.

    *rule* is what `find_cue` says of the choice, *nature* the score of `quote_score`.
    """
    share = int(choice.share * 10) if choice.share < 0.9 else 10 + int((choice.share - 0.9) * 50)
    kind, type_ = named.kind, named.speaker.type
    mention, token = scene.mentions[choice.mention], scene.token_of_segment[choice.segment]
    near = scene.tokens[mention.head].sentence == scene.tokens[token].sentence
    words = scene.segments[choice.segment]
    size = scene.reading.text.count(" ", words.start, words.end) + 1
    return [
        "always",
        f"share {share}",
        f"share {share} {kind}",
        f"lead {min(int(choice.lead), 6)}",
        f"rule {rule} {type_}",
        f"rule {rule} {near:d} {kind}",
        f"how {named.how} {kind}",
        f"certainty {kind} {int(named.certainty * 10)}",
        f"type {type_} {kind} {share // 4}",
        f"bare {' ' not in named.speaker.name:d} {type_} {kind}",
        f"quote {max(-3, min(int(nature), 5))}",
        f"size {min(size, 6)} {near:d}",
        *_way(scene, choice),
        *_company(scene, choice, named),
    ]


def _way(scene: Scene, choice: Choice) -> Iterator[str]:
    """The signs between the mention and the quotation if they are few, what is among them if they are many."""
    mention = scene.mentions[choice.mention]
    here, there = scene.unit_of_mention[choice.mention], scene.unit_of_segment[choice.segment]
    side = "b" if here < there else "a"
    path = scene.signs[min(here, there) + 1 : max(here, there)]
    if len(path) <= _NEAR:
        yield f"way {side} {path}"
        yield f"way {side} {path} {mention.kind}"
    else:
        leaves = path[:2] if side == "b" else path[-2:]
        yield f"long way {side} {'Q' in path:d} {'/' in path:d} {'.' in path:d}"
        yield f"leaves {side} {leaves} {'.' in path or '/' in path:d}"


def _company(scene: Scene, choice: Choice, named: Named) -> Iterator[str]:
    """Who else might be meant or might speak: others of the same surname, other reporters of the sentence."""
    reports = scene.verbs[choice.mention] >= 0
    around = look_around(scene, choice.segment)
    yield f"reporters {min(len(around.reporters), 3)} {reports:d} {named.how}"
    subjects = around.subjects
    place = subjects.index(choice.mention) - len(subjects) if choice.mention in subjects else 0
    yield f"subjects {min(len(subjects), 3)} {max(place, -3)} {reports:d}"
    person = scene.resolved[choice.mention].member
    if person < 0:
        return
    member = scene.cast.members[person]
    namesakes = sum(m is not member for m in scene.cast.with_word(member.words[-1]))
    yield f"namesakes {min(namesakes, 2)} {member.full:d} {named.kind}"
    yield f"certain {member.certain:d} {member.type} {named.kind}"


def confidence_of(
    scene: Scene, weights: Weights, named: Named, choice: Choice, rule: str, nature: float
) -> float:
    """
    The probability that the name is right, to two decimals.

    Never more than the certainty that a bare name means this person and not another one of that name.
    """
    sure = logistic(total(weights.name, confidence_features(scene, named, choice, rule, nature)))
    return round(min(sure, named.certainty) if named.how == "name" else sure, 2)
