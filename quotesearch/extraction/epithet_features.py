"""Candidates of "the actress" or "the company", and the evidence for each in the text: features of `epithets`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from quotesearch.extraction.listwise import Evidence
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.names import fold
from quotesearch.extraction.numbers import NO_MEMBER, NO_MENTION, MemberNumber, MentionNumber, ParagraphNumber
from quotesearch.extraction.pronoun_candidates import Asked, Candidate, gather
from quotesearch.extraction.pronouns import ask
from quotesearch.extraction.roles import role_fit, role_kind
from quotesearch.extraction.story import Spot, Story
from quotesearch.lexicons import Lexicon

_AROUND: Final = 12  # tokens on either side of a name that describe its person
_NAMED: Final = 6  # mentions of someone that are looked at
_BACK: Final = 300  # mentions back that the same noun is looked for


class EpithetFeaturesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.titles = lexicon.words("titles")
        self.unnamed = lexicon.words("anonymous_nouns")
        self.relations = lexicon.words("relations")
        self.epithets = lexicon.words("group_epithets")
        self.bodies = lexicon.table("body_kinds")
        self.determiners = lexicon.words("determiners")
        self.demonyms = lexicon.table("demonyms")
        self.nouns = {**lexicon.table("kin"), **lexicon.table("gendered_nouns")}
        self.articles = {
            **dict.fromkeys(lexicon.word_class("one_or_any"), "a"),
            **dict.fromkeys(lexicon.word_class("possessives"), "his"),
            "the": "the",
            **dict.fromkeys(lexicon.word_class("demonstratives"), "this"),
        }
        self.copulas = lexicon.word_class("copulas")


@dataclass(slots=True, init=False)
class Phrase:
    """A noun that may mean someone named, and what the rules say of it."""

    asked: Asked
    mention: Mention
    article: str  # the, this, a, his (owned), - (none)
    said: frozenset[str]  # its words, peoples' adjectives as their country
    ruled: MemberNumber  # the member that the rule gives; -1: none
    how: str  # by which rule
    certainty: float
    brought: str  # how the same noun came before: a, the, his, this, - (bare) or none
    meant: MemberNumber  # its person then; -1: none
    candidates: list[Candidate]
    evident: bool  # whether the candidates are those that a fitting description in the text is about

    def __init__(
        self,
        asked: Asked,
        mention: Mention,
        article: str,
        said: frozenset[str],
        ruled: MemberNumber,
        how: str,
        certainty: float,
        brought: str,
        meant: MemberNumber,
    ) -> None:
        self.asked = asked
        self.mention = mention
        self.article = article
        self.said = said
        self.ruled = ruled
        self.how = how
        self.certainty = certainty
        self.brought = brought
        self.meant = meant
        self.candidates = []
        self.evident = True


def phrase_of(
    lexicon: Lexicon, story: Story, number: MentionNumber, ruled: MemberNumber, how: str, certainty: float
) -> Phrase:
    """
    A noun with its candidates; the last of them is “no one”.

    *ruled*, *how*, *certainty*: the answer of the rule.
    """
    lists = lexicon.derived[EpithetFeaturesLists]
    mention, tokens = story.mentions[number], story.tokens
    asked = ask(lexicon, story, number, lists.nouns.get(mention.lower, "u"))
    first = tokens[mention.first].lower
    owned = any(t.possessive for t in tokens[mention.first : mention.head])
    article = "his" if owned else lists.articles.get(first, "-")
    said = frozenset(
        _known_as(lexicon, t.lower) for t in tokens[mention.first : mention.head + 1] if t.kind == "w"
    )
    brought, meant = _brought_in(lexicon, story, number)
    phrase = Phrase(asked, mention, article, said - lists.determiners, ruled, how, certainty, brought, meant)
    wanted = {"group", "unknown"} if mention.type == "group" else {"person", "unknown"}
    members = story.cast.members
    near = gather(lexicon, asked)
    closed = _is_closed(lexicon, phrase)
    phrase.candidates = [
        c
        for c in near
        if c.member >= 0
        and members[c.member].type in wanted
        and (c.member in (ruled, meant) or _has_evidence(lexicon, phrase, c.member, closed))
    ]
    if (
        not phrase.candidates and not closed
    ):  # nothing fits: the last speaker, or the person that the sentence before begins with
        last = (asked.last_speaker, asked.topic)
        phrase.evident = False
        phrase.candidates = [
            c for c in near if c.member in last and c.member >= 0 and members[c.member].type in wanted
        ]
    if ruled >= 0 and all(c.member != ruled for c in phrase.candidates):
        spot = Spot(
            NO_MENTION,
            asked.spot.sentence - 2,
            ParagraphNumber(asked.spot.paragraph - 3),
            "n",
            "?",
            "?",
            ("?", "?"),
            0,
            0.0,
        )
        phrase.candidates.append(Candidate(ruled, NO_MENTION, spot, rank=4))
    phrase.candidates.append(Candidate(NO_MEMBER, NO_MENTION, None))
    return phrase


def _is_closed(lexicon: Lexicon, phrase: Phrase) -> bool:
    """Whether only the text's own word for it makes someone: no "the", an owner, a noun for people without names."""
    lists = lexicon.derived[EpithetFeaturesLists]
    mention, tokens = phrase.mention, phrase.asked.story.tokens
    if phrase.article != "the" or phrase.how == "role":
        return True
    described = any(t.capital for t in tokens[mention.first + 1 : mention.head])
    return mention.lower in lists.unnamed and not described


def _has_evidence(lexicon: Lexicon, phrase: Phrase, member: MemberNumber, closed: bool) -> bool:
    """Whether the text says something of someone that fits; *closed*: only a role counts."""
    lists = lexicon.derived[EpithetFeaturesLists]
    story, mention = phrase.asked.story, phrase.mention
    if role_fit(lexicon, story.tokens, mention, story.cast.members[member]):
        return True
    if closed:
        return False
    if (
        mention.type == "group"
        and mention.lower in lists.epithets
        and _body_fit(lexicon, phrase, member) == "same"
    ):
        return True
    return not phrase.said.isdisjoint(_said_of(lexicon, story, member))


def _body_fit(lexicon: Lexicon, phrase: Phrase, member: MemberNumber) -> str:
    """Whether a body's name has a word for the kind of body that a noun means: same, other or - (none of both)."""
    lists = lexicon.derived[EpithetFeaturesLists]
    kind = lists.bodies.get(phrase.mention.lower)
    kinds = {
        lists.bodies[fold(w)]
        for w in phrase.asked.story.cast.members[member].words
        if fold(w) in lists.bodies
    }
    return "-" if not kind or not kinds else "same" if kind in kinds else "other"


@lru_cache(maxsize=1 << 14)
def _known_as(lexicon: Lexicon, low: str) -> str:
    """A word as it is compared: a people's adjective as the country, a noun as its kind, an age as its number."""
    lists = lexicon.derived[EpithetFeaturesLists]
    if low.endswith("-year-old"):
        return low.partition("-")[0]
    return role_kind(lexicon, lists.demonyms.get(low, low).rpartition(" ")[2])


def _brought_in(lexicon: Lexicon, story: Story, number: MentionNumber) -> tuple[str, MemberNumber]:
    """How the noun of a mention occurred before it, the last time, and its person; a predicate introduces no one."""
    lists = lexicon.derived[EpithetFeaturesLists]
    low, tokens = story.mentions[number].lower, story.tokens
    for back in range(number - 1, max(-1, number - _BACK), -1):
        other = story.mentions[back]
        if other.kind == "noun" and other.lower == low:
            if other.first and tokens[other.first - 1].lower in lists.copulas:
                continue
            return lists.articles.get(tokens[other.first].lower, "-"), story.resolved[back].member
    return "none", NO_MEMBER


def _said_of(lexicon: Lexicon, story: Story, member: MemberNumber) -> frozenset[str]:
    """The words next to a person's name, in the same sentence."""
    known = story.said_of.get(member)
    if known is None:
        found: set[str] = set()
        tokens = story.tokens
        for place in story.cast.members[member].places[:_NAMED]:
            sentence = tokens[place].sentence
            near = tokens[max(0, place - _AROUND) : place + _AROUND]
            found.update([t.lower for t in near if t.sentence == sentence and t.kind == "w"])
        known = story.said_of[member] = frozenset([_known_as(lexicon, low) for low in found])
    return known


# Ideas: see `pronoun_features`.


def _rule(phrase: Phrase, candidate: Candidate) -> Evidence:
    return _rule_names, (
        candidate.member == phrase.ruled,
        phrase.how,
        int(phrase.certainty * 5),
        phrase.article,
    )


def _rule_names(chosen: bool, how: str, certainty: int, article: str) -> Iterator[str]:
    yield f"rule {how} {chosen:d}"
    yield f"rule {how} {certainty} {chosen:d}"
    yield f"rule {how} {article} {chosen:d}"


def _noun(lexicon: Lexicon, phrase: Phrase, candidate: Candidate) -> Evidence:
    lists = lexicon.derived[EpithetFeaturesLists]
    low = phrase.mention.lower
    group = phrase.mention.type == "group"
    kind = (
        "t"
        if low in lists.titles
        else "r"
        if low in lists.relations
        else "u"
        if low in lists.unnamed
        else "e"
    )
    if group:
        kind = "E" if low in lists.epithets else "g"
    size = min(phrase.mention.head - phrase.mention.first, 3)
    longer = phrase.mention.last > phrase.mention.head + 1
    same = "-" if phrase.brought == "none" else f"{candidate.member == phrase.meant:d}"
    return _noun_names, (candidate.member >= 0, kind, phrase.article, size, longer, same, phrase.brought)


def _noun_names(
    someone: bool, kind: str, article: str, size: int, longer: bool, same: str, brought: str
) -> Iterator[str]:
    yield f"kind {kind} {someone:d}"
    yield f"article {article} {kind} {someone:d}"
    yield f"article {article} {size} {someone:d}"
    yield f"longer {longer:d} {someone:d}"
    yield f"brought {brought} {someone:d}"
    yield f"same {same}"
    yield f"same {same} {someone:d}"


def _evidence(lexicon: Lexicon, phrase: Phrase, candidate: Candidate) -> Evidence | None:
    lists = lexicon.derived[EpithetFeaturesLists]
    if candidate.member < 0:
        return None
    story, mention = phrase.asked.story, phrase.mention
    member = story.cast.members[candidate.member]
    role = role_fit(lexicon, story.tokens, mention, member)
    near = _said_of(lexicon, story, candidate.member)
    head = _known_as(lexicon, mention.lower)
    rest = phrase.said - {head}
    own = {role_kind(lexicon, fold(w)) for w in member.words}
    named = head in own
    office = mention.lower in lists.titles and bool(member.roles) and not role
    shared = 0 if not rest else 1 if rest.isdisjoint(near | own) else 2
    return _evidence_names, (
        min(int(role * 2), 4),
        head in near,
        shared,
        named,
        office,
        mention.type == "group",
        _body_fit(lexicon, phrase, candidate.member),
    )


def _evidence_names(
    role: int, near: bool, shared: int, named: bool, office: bool, group: bool, body: str
) -> Iterator[str]:
    yield f"role {role}"
    yield f"beside {near:d} {group:d}"
    yield f"shared {shared} {group:d}"
    yield f"shared {shared} {near:d} {role > 0:d}"
    yield f"named {named:d} {group:d}"
    yield f"other office {office:d}"
    yield f"body {body} {group:d}"


def _person(phrase: Phrase, candidate: Candidate) -> Evidence | None:
    if candidate.member < 0:
        return None
    asked = phrase.asked
    story = asked.story
    member = story.cast.members[candidate.member]
    share = int(10 * len(member.places) / story.whole) if story.whole else 0
    last = candidate.last
    distance = asked.spot.sentence - last.sentence if last else 7
    latest = asked.last_speaker == candidate.member
    topic = asked.topic == candidate.member
    gender = story.genders[candidate.member].fit(asked.gender)
    agrees = "u" if asked.gender == "u" else "c" if "c" in gender[:2] else "a" if "a" in gender[:2] else "-"
    return _person_names, (
        distance,
        min(candidate.rank, 3),
        min(share, 5),
        latest,
        topic,
        min(len(phrase.candidates), 4),
        agrees,
        f"{member.type} {member.certain:d}",
        candidate.member in story.titled,
    )


def _person_names(
    distance: int,
    rank: int,
    share: int,
    latest: bool,
    topic: bool,
    of: int,
    agrees: str,
    kind: str,
    headline: bool,
) -> Iterator[str]:
    yield f"distance {distance}"
    yield f"rank {rank}"
    yield f"share {share}"
    yield f"share {share} of {of}"
    yield f"latest {latest:d}"
    yield f"topic {topic:d}"
    yield f"of {of}"
    yield f"gender {agrees}"
    yield f"type {kind}"
    yield f"headline {headline:d}"


def evidence_of(lexicon: Lexicon, phrase: Phrase, candidate: Candidate) -> list[Evidence]:
    """What is seen of a candidate."""
    found = [
        _rule(phrase, candidate),
        _noun(lexicon, phrase, candidate),
        _evidence(lexicon, phrase, candidate),
        _person(phrase, candidate),
    ]
    return [finding for finding in found if finding is not None]
