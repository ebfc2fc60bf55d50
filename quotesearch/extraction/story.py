"""What the resolution of an article needs to know: where each mention is, as a later pronoun or noun sees it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from quotesearch.extraction.cast import Cast
from quotesearch.extraction.genders import Gender, genders_of
from quotesearch.extraction.joined_names import Joined, joined_names
from quotesearch.extraction.mentions import Mention, is_plural, modifies
from quotesearch.extraction.noun_phrases import NounPhrasesLists
from quotesearch.extraction.numbers import (
    NO_MEMBER,
    NO_MENTION,
    MemberNumber,
    MentionNumber,
    ParagraphNumber,
    numbered,
)
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_SPEAKS, _OBJECT, _OPENS, _MODIFIER = 1.3, 0.5, 1.25, 0.5
_KINDS: Final = {"name": "n", "pronoun": "p", "noun": "o"}
_IMPERSONAL: Final = frozenset("1np")  # I, it, they
_REPORTING: Final = frozenset("vVhk")
_GOVERNED: Final = frozenset("phbk")


class StoryLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.classes = {  # the later a list, the more it counts
            **dict.fromkeys(lexicon.words("determiners"), "d"),
            **dict.fromkeys(lexicon.words("conjunctions"), "c"),
            **dict.fromkeys(lexicon.words("auxiliaries"), "a"),
            **dict.fromkeys(lexicon.words("reporting_verbs"), "v"),
            **dict.fromkeys(lexicon.words("strong_reporting_verbs"), "V"),
            **dict.fromkeys(lexicon.words("hearing_verbs"), "h"),
            **dict.fromkeys(lexicon.words("prepositions"), "p"),
            "that": "t",
            "by": "b",
            "who": "w",
            "and": "&",
            "as": "s",
            **dict.fromkeys(lexicon.word_class("questioning_verbs"), "k"),
        }
        self.relatives = lexicon.word_class("relatives_not_subject")


@dataclass(slots=True, init=False)
class Resolved:
    """The antecedent of a mention, and its certainty."""

    member: MemberNumber  # number in the cast; -1: not in the cast
    certainty: float  # 0 to 1
    how: str  # name, pronoun, role, apposition, relative, epithet, group, joined, owner, contradicted or none
    antecedent: MentionNumber  # another mention with the same meaning, if it is not in the cast
    together: tuple[MemberNumber, ...]  # the members that it means, if it means several

    def __init__(
        self,
        member: MemberNumber,
        certainty: float,
        how: str,
        antecedent: MentionNumber = NO_MENTION,
        together: tuple[MemberNumber, ...] = (),
    ) -> None:
        self.member = member
        self.certainty = certainty
        self.how = how
        self.antecedent = antecedent
        self.together = together


def word_class(lexicon: Lexicon, token: Token | None) -> str:
    """The class of a word next to a mention in one letter."""
    lists = lexicon.derived[StoryLists]
    if token is None or token.kind == "b":
        return "/"
    if token.kind == "q":
        return "q"
    if token.kind == "p":
        return token.text if token.text in {",", ".", ":", "(", ")"} else "-"
    known = lists.classes.get(token.lower)
    if known:
        return known
    if token.capital:
        return "C"
    return "e" if token.lower.endswith("ed") else "o"


@dataclass(slots=True, init=False)
class Spot:
    """Where a mention is, as a later pronoun sees it."""

    number: MentionNumber
    sentence: int
    paragraph: ParagraphNumber
    kind: str  # n name, p pronoun, o noun
    before: str  # the class of the word before it, ^ at the start of a sentence
    after: str
    words: tuple[str, str]  # before and after it
    speaks: int  # 2 with a quotation in its sentence, 1 as subject of a reporting verb, else 0
    weight: float  # how strongly its place offers it
    person: MemberNumber  # the member of the cast that it means
    sure: float  # how sure that is

    def __init__(
        self,
        number: MentionNumber,
        sentence: int,
        paragraph: ParagraphNumber,
        kind: str,
        before: str,
        after: str,
        words: tuple[str, str],
        speaks: int,
        weight: float,
        person: MemberNumber = NO_MEMBER,
        sure: float = 0.0,
    ) -> None:
        self.number = number
        self.sentence = sentence
        self.paragraph = paragraph
        self.kind = kind
        self.before = before
        self.after = after
        self.words = words
        self.speaks = speaks
        self.weight = weight
        self.person = person
        self.sure = sure

    @property
    def is_subject(self) -> bool:
        """Whether it may be the subject of its clause."""
        return self.before not in _GOVERNED and self.after != "'"


@dataclass(slots=True, init=False)
class Manners:
    """How the story speaks of a member of the cast, all mentions together."""

    speaks: int  # mentions that are subject of a reporting verb
    article: int  # mentions after "the" or "a"
    place: int  # mentions after a preposition
    titled: bool  # with a title before it, or a role

    def __init__(self, speaks: int = 0, article: int = 0, place: int = 0, titled: bool = False) -> None:
        self.speaks = speaks
        self.article = article
        self.place = place
        self.titled = titled


@dataclass(slots=True)
class Story:
    """What the resolution of an article needs to know, gathered once."""

    _lexicon: Lexicon
    tokens: list[Token]
    mentions: list[Mention]
    cast: Cast
    verbs: Sequence[int]  # for each mention the token of the reporting verb that it is subject of, or -1
    genders: list[Gender]
    voted: Mapping[int, int]  # for pronouns that can mean only one person, that person
    quotes: dict[int, list[int]]  # the segments in each sentence
    manners: Sequence[Manners]
    titled: frozenset[MemberNumber]  # members named in headlines
    whole: int  # mentions of all members
    joined: Sequence[Joined]  # names joined by "and"
    spots: list[Spot] = field(default_factory=list)  # of the mentions so far that a later one may mean
    resolved: list[Resolved] = field(default_factory=list)  # of the mentions so far
    contested: set[MentionNumber] = field(
        default_factory=set
    )  # pronouns that someone else near is known to fit as well
    said_of: dict[MemberNumber, frozenset[str]] = field(
        default_factory=dict
    )  # words next to members' names, once asked for
    only: dict[str, int] = field(default_factory=dict)  # the only person of a gender, or -1, once asked for

    def spot(self, number: MentionNumber) -> Spot:
        """Where a mention is."""
        lists = self._lexicon.derived[StoryLists]
        lexicon = self._lexicon
        mention, tokens = self.mentions[number], self.tokens
        start, end = mention.start, mention.end
        token = tokens[mention.head]
        opens = start == 0 or tokens[start].first or tokens[start - 1].kind == "b"
        before = "^" if opens else word_class(lexicon, tokens[start - 1])
        after = "'" if mention.possessive else word_class(lexicon, tokens[end] if end < len(tokens) else None)
        speaks = 0
        if self.verbs[number] >= 0 or after in _REPORTING:
            speaks = 2 if token.sentence in self.quotes else 1
        according = start > 1 and tokens[start - 1].lower == "to" and tokens[start - 2].lower == "according"
        weight = _OPENS if opens else 1.0
        if according:
            before, speaks = "A", 2 if token.sentence in self.quotes else 1
            weight *= _SPEAKS
        elif before in _GOVERNED or after == "'" or (start and tokens[start - 1].lower in lists.relatives):
            weight *= _OBJECT
        elif speaks or before in "vV":
            weight *= _SPEAKS
        return Spot(
            number,
            token.sentence,
            token.paragraph,
            _KINDS[mention.kind],
            before,
            after,
            (
                tokens[start - 1].lower if start and not opens else "^",
                tokens[end].lower if end < len(tokens) else "",
            ),
            speaks,
            weight,
        )

    def joined_before(self, number: MentionNumber, reach: int) -> Iterator[tuple[int, Joined]]:
        """Names joined by "and" before a mention, the last ones first, each with its distance in sentences."""
        sentence = self.tokens[self.mentions[number].head].sentence
        at = bisect_left(self.joined, number, key=lambda joined: joined.numbers[-1])
        for joined in reversed(self.joined[:at]):
            distance = sentence - self.tokens[self.mentions[joined.numbers[-1]].head].sentence
            if distance > reach:
                return
            yield distance, joined

    def joined_behind(self, number: MentionNumber) -> Sequence[Joined]:
        """Names joined by "and" that begin after a mention: the first of them, or none."""
        at = bisect_right(self.joined, number, key=lambda joined: joined.numbers[0])
        return self.joined[at : at + 1]

    def restart(self) -> None:
        """Forget the antecedents of all mentions, and keep what is known of people."""
        for mention in self.mentions[: len(self.resolved)]:
            if mention.kind != "name":
                mention.person = NO_MEMBER
        self.spots.clear()
        self.resolved.clear()
        self.contested.clear()
        self.only.clear()

    def remember(self, number: MentionNumber, found: Resolved) -> None:
        """Record the antecedent of the next mention."""
        lexicon = self._lexicon
        noun_phrases_lists = lexicon.derived[NounPhrasesLists]
        mention = self.mentions[number]
        mention.person = found.member
        self.resolved.append(found)
        if mention.type in {"place", "document", "group"} and found.member < 0:
            return
        if mention.kind == "pronoun" and (
            noun_phrases_lists.pronouns[mention.lower] in _IMPERSONAL or found.member < 0
        ):
            return
        if found.member < 0 and (mention.type != "anonymous" or is_plural(mention.lower)):
            return
        if mention.type in {"place", "document"}:
            return
        spot = self.spot(number)
        following = self.mentions[number + 1] if number + 1 < len(self.mentions) else None
        if modifies(lexicon, self.tokens, mention, following):
            spot.weight *= _MODIFIER
        spot.person, spot.sure = found.member, found.certainty
        self.spots.append(spot)


def build_story(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], cast: Cast, verbs: Sequence[int]
) -> Story:
    """
    Gather what the resolution of an article needs.

    Args:
        lexicon: the word lists of the language.
        tokens: of the article.
        mentions: in order; names know their member of the cast.
        cast: whose roles are gathered.
        verbs: for each mention the token of the reporting verb that it is subject of, or -1.
    """
    quotes: dict[int, list[int]] = {}
    for token in tokens:
        if token.kind == "q":
            quotes.setdefault(token.sentence, []).append(token.segment)
    titled = {m.person for m in mentions if m.person >= 0 and tokens[m.head].paragraph in cast.titled}
    whole = sum([len(member.places) for member in cast.members])
    genders, voted = genders_of(lexicon, tokens, mentions, cast)
    manners = _manners_of(lexicon, tokens, mentions, cast, verbs)
    joined = joined_names(lexicon, tokens, mentions, cast)
    return Story(
        lexicon,
        tokens,
        mentions,
        cast,
        verbs,
        genders,
        voted,
        quotes,
        manners,
        frozenset(titled),
        whole,
        joined,
    )


def _manners_of(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], cast: Cast, verbs: Sequence[int]
) -> list[Manners]:
    """How the story speaks of each member of a cast, in their order."""
    lists = lexicon.derived[StoryLists]
    found = [Manners(titled=bool(member.roles)) for member in cast.members]
    for number, mention in numbered(MentionNumber, mentions):
        if mention.name is None or mention.person < 0:
            continue
        manners = found[mention.person]
        manners.speaks += verbs[number] >= 0
        manners.titled = manners.titled or bool(mention.name.title)
        before = lists.classes.get(tokens[mention.start - 1].lower) if mention.start else None
        manners.article += before == "d"
        manners.place += before == "p"
    return found
