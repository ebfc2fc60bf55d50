"""
Features of the candidates of a pronoun for the listwise model of `pronouns`.

A finding is the little that an idea saw of a candidate; it comes again and again, so `pronouns` keeps what it weighs.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotesearch.extraction.listwise import Evidence
from quotesearch.extraction.pronoun_candidates import (
    OPENING,
    Asked,
    Candidate,
    PronounCandidatesLists,
    fit_of,
)
from quotesearch.extraction.story import Spot, word_class
from quotesearch.lexicons import Lexicon

# Ideas: each looks at a candidate and answers with the function that names the features, and what that needs.


def _few(n: int) -> int:
    """A number in five steps."""
    return n if n < 4 else 4 if n < 8 else 5


def distance(asked: Asked, candidate: Candidate, last: Spot) -> Evidence:
    """How far the nearest mention is."""
    sentences = asked.spot.sentence - last.sentence
    paragraphs = min(asked.spot.paragraph - last.paragraph, 3)
    return _distance, (sentences, paragraphs, candidate.noun >= 0)


def _distance(sentences: int, paragraphs: int, noun: bool) -> Iterator[str]:
    yield f"sentences {sentences} {noun:d}"
    yield f"paragraphs {paragraphs} {noun:d}"


def place(asked: Asked, candidate: Candidate, last: Spot) -> Evidence:
    """The kind of the nearest mention, and the words next to it."""
    sentences = min(asked.spot.sentence - last.sentence, 2)
    return _place, (sentences, last.kind, last.before, last.after, candidate.noun >= 0, *last.words)


def _place(
    sentences: int, kind: str, before: str, after: str, noun: bool, left: str, right: str
) -> Iterator[str]:
    yield f"left {left}"
    yield f"right {right}"
    yield f"kind {kind} {sentences}"
    yield f"before {before} {sentences} {noun:d}"
    yield f"after {after} {sentences} {noun:d}"


def speaking(asked: Asked, candidate: Candidate, last: Spot) -> Evidence:
    """Whether it spoke lately, and whether no one has since."""
    speaker, here = candidate.speaker, asked.spot
    lately = min(here.sentence - speaker.sentence, 4) if speaker else 9
    latest = candidate.member >= 0 and asked.last_speaker == candidate.member
    how = speaker.speaks if speaker else 0
    return _speaking, (lately, how, latest, asked.goes_on, here.speaks)


def _speaking(lately: int, how: int, latest: bool, goes_on: bool, speaks: int) -> Iterator[str]:
    yield f"spoke {lately} {how}"
    yield f"spoke last {latest:d} {lately} {speaks}"
    yield f"spoke {how} {speaks}"
    if goes_on:
        yield f"goes on {latest:d} {lately}"


def subject(asked: Asked, candidate: Candidate, last: Spot) -> Evidence:
    """Whether it was subject lately, began the sentence before, and what begins with the pronoun."""
    spot, here = candidate.subject, asked.spot
    lately = min(here.sentence - spot.sentence, 4) if spot else 9
    topic = candidate.member >= 0 and asked.topic == candidate.member
    opens = spot is not None and spot.before in OPENING
    return _subject, (lately, opens, topic, here.before == "^", here.before)


def _subject(lately: int, opens: bool, topic: bool, first: bool, before: str) -> Iterator[str]:
    yield f"subject {lately} {opens:d}"
    yield f"topic {topic:d} {first:d}"
    yield f"subject {lately} of {before}"


def order(asked: Asked, candidate: Candidate, last: Spot) -> Evidence:
    """How many candidates there are, and of how many the gender is known."""
    agreeing, known = min(asked.agreeing, 4), min(asked.known, 3)
    return _order, (agreeing, candidate.noun >= 0, candidate.weight > 0, known, candidate.known)


def _order(agreeing: int, noun: bool, agrees: bool, known: int, is_known: bool) -> Iterator[str]:
    yield f"known {is_known:d} of {known} {noun:d}"
    yield f"noun among {agreeing}" if noun else f"agrees {agrees:d} of {agreeing}"


def gender(lexicon: Lexicon, asked: Asked, candidate: Candidate, last: Spot) -> Evidence:
    """How well it agrees, by what is stated, guessed and voted."""
    pronoun_candidates_lists = lexicon.derived[PronounCandidatesLists]
    story = asked.story
    if candidate.member < 0:
        mention = story.mentions[candidate.noun]
        known = pronoun_candidates_lists.nouns.get(mention.lower, "u")
        agrees = known if known == "u" else "a" if known == asked.gender else "c"
        article = story.tokens[mention.first].lower
        return _gender_of_noun, (
            agrees,
            pronoun_candidates_lists.articles.get(article, "-"),
            min(candidate.count, 2),
        )
    member = story.cast.members[candidate.member]
    own = story.voted.get(asked.spot.number, -1) == candidate.member
    return _gender, (*fit_of(asked, candidate.member), member.type, member.certain, own)


def manners(asked: Asked, candidate: Candidate, last: Spot) -> Evidence | None:
    """Whether the story speaks of it as of a person: it speaks, has a title and no article."""
    if candidate.member < 0:
        return None
    story = asked.story
    found, member = story.manners[candidate.member], story.cast.members[candidate.member]
    count = len(member.places)
    article = 0 if not found.article else 1 if 2 * found.article < count else 2
    place = 0 if not found.place else 1 if 2 * found.place < count else 2
    return _manners, (member.type, member.full, min(found.speaks, 2), article, place, found.titled)


def _manners(kind: str, full: bool, speaks: int, article: int, place: int, titled: bool) -> Iterator[str]:
    yield f"speaks {kind} {speaks} {titled:d}"
    yield f"article {kind} {article}"
    yield f"place {kind} {place} {speaks > 0:d}"
    yield f"full {kind} {full:d} {titled:d}"


def _gender(stated: str, guessed: str, votes: int, kind: str, certain: bool, own: bool) -> Iterator[str]:
    yield f"alone {own:d} {kind} {guessed if stated == 'u' else stated + stated}"
    yield f"stated {stated}"
    yield f"guessed {guessed} {stated} {kind}"
    yield f"votes {votes}"
    yield f"votes {votes} {guessed if stated == 'u' else stated + stated}"
    yield f"type {kind} {certain:d}"


def _gender_of_noun(agrees: str, article: str, count: int) -> Iterator[str]:
    yield f"noun {agrees} {article}"
    yield f"noun {agrees}"


def counts(asked: Asked, candidate: Candidate, last: Spot) -> Evidence:
    """How often it is mentioned, near and in the whole story."""
    if candidate.member < 0:
        return _counts, (_few(candidate.count), 0, 0, False, False)
    story = asked.story
    places = story.cast.members[candidate.member].places
    share = int(10 * len(places) / story.whole) if story.whole else 0
    named = candidate.member in story.titled
    return _counts, (_few(candidate.count), _few(len(places)), min(share, 5), named, bool(places))


def _counts(near: int, whole: int, share: int, named: bool, known: bool) -> Iterator[str]:
    yield f"near {near} {known:d}"
    if known:
        yield f"whole {whole}"
        yield f"share {share}"
        yield f"headline {named:d}"


def rule(asked: Asked, candidate: Candidate, last: Spot) -> Evidence:
    """What the rule says: the share of the weight of all, and whether it is the most."""
    return _rule, (int(candidate.share * 8), candidate.best, candidate.noun >= 0)


def _rule(share: int, best: bool, noun: bool) -> Iterator[str]:
    yield f"rule share {share} {noun:d}"
    yield f"rule chooses {best:d} {noun:d}"


def chain(asked: Asked, candidate: Candidate, last: Spot) -> Evidence:
    """How far the last pronoun of that gender is that meant it, and whether it is named in the words spoken."""
    quoted = False
    if candidate.member >= 0 and asked.quoted:
        quoted = not asked.story.cast.members[candidate.member].quoted_in.isdisjoint(asked.quoted)
    return _chain, (min(candidate.same, 4), quoted, asked.spot.speaks)


def _chain(same: int, quoted: bool, speaks: int) -> Iterator[str]:
    yield f"chain {same}"
    yield f"quoted {quoted:d} {speaks}"


def clause(lexicon: Lexicon, asked: Asked, candidate: Candidate, last: Spot) -> Evidence | None:
    """The words between the two in one sentence: “Ann Lee said she”, “Ann Lee told her”."""
    if last.sentence != asked.spot.sentence:
        return None
    story = asked.story
    first, end = story.mentions[last.number].end, story.mentions[asked.spot.number].start
    gap = end - first
    signs = (
        "".join({word_class(lexicon, t) for t in story.tokens[first:end]} & set(",tcqV"))
        if gap < 12
        else "long"
    )
    return _clause, ("".join(sorted(signs)), 1 if gap < 2 else 2 if gap < 4 else 3 if gap < 8 else 4)


def _clause(signs: str, gap: int) -> Iterator[str]:
    yield f"between {signs}"
    yield f"gap {gap}"


def evidence_of(lexicon: Lexicon, asked: Asked, candidate: Candidate) -> list[Evidence]:
    """The features of a candidate; of “no one”, how good the others are."""
    last = candidate.last
    if last is None:
        return [(_nobody, (min(asked.agreeing, 3), asked.spot.speaks, asked.spot.before == "^"))]
    found = [
        distance(asked, candidate, last),
        place(asked, candidate, last),
        speaking(asked, candidate, last),
        subject(asked, candidate, last),
        order(asked, candidate, last),
        gender(lexicon, asked, candidate, last),
        manners(asked, candidate, last),
        counts(asked, candidate, last),
        rule(asked, candidate, last),
        chain(asked, candidate, last),
        clause(lexicon, asked, candidate, last),
    ]
    return [finding for finding in found if finding is not None]


def _nobody(agreeing: int, speaks: int, opens: bool) -> Iterator[str]:
    yield "nobody"
    yield f"nobody {agreeing}"
    yield f"nobody {agreeing} {speaks} {opens:d}"
