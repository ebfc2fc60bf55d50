"""
The cast of a story: every person and organisation it names, with all forms of each name joined.

Full names come first; a bare surname joins the full name that is most alive where it stands. Headlines never
create a member ("Hillary Clinton Speaks"), but lend a first name to a surname that has none in the body.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from quotesearch.extraction.marks import Segment
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.names import (
    Name,
    find_names,
    fold,
    is_first_name,
    is_initial,
    person_key,
    same_first,
    stands_first,
)
from quotesearch.extraction.other_names import acronyms, aliases
from quotesearch.extraction.reading import Reading
from quotesearch.extraction.tokens import Token, word_tokens
from quotesearch.lexicons import words

_TITLES = words("en/titles")
_NOT_NAMES = words("en/not_names")
_GROUP_NOUNS = words("en/group_nouns")
_PARTICLES = words("en/particles")
_REPORTING = words("en/reporting_verbs")
_FIRST_COMER = (
    0.3  # a fading mention's worth; names right on held-out news 85.3 without, 87.2 with, 86.9 with 0.8
)
_HEADING = 70  # code points of a heading
_LONGEST_QUOTED = (
    3  # words of a name that only stands inside a quotation; more are a title: Ann Lee Election Day
)
_ACTIVATION_LENGTH = 80.0  # tokens after which a mention has lost two thirds of its weight


@dataclass(slots=True)
class Role:
    """What somebody is, as printed, and at which token it is said; -1: inside a quotation."""

    text: str
    at: int


@dataclass(slots=True)
class Member:
    """A person or an organisation of the story."""

    number: int
    words: tuple[str, ...]  # the fullest form so far, as printed
    type: str
    gender: str
    certain: bool
    forms: Counter[tuple[str, ...]] = field(default_factory=Counter)
    roles: list[Role] = field(default_factory=list)
    places: list[int] = field(default_factory=list)  # head tokens of its mentions in the narration, in order
    quoted_in: set[int] = field(default_factory=set)  # segments that name it

    @property
    def full(self) -> bool:
        """Whether more than one word of its name is known."""
        return len(self.words) > 1

    def activation(self, at: int) -> float:
        """How present the member is at a token: its earlier mentions, each fading with distance."""
        last = bisect_left(self.places, at)
        return sum(
            math.exp((place - at) / _ACTIVATION_LENGTH) for place in self.places[max(0, last - 20) : last]
        )

    def add(self, words: tuple[str, ...], name: Name | None = None) -> None:
        """Take note of one more form of the name."""
        self.forms[words] += 1
        if name is not None:
            if self.gender == "u":
                self.gender = name.gender
            if name.certain and self.type != "person":
                self.type = "person"
            self.certain = self.certain or name.certain

    def display(self) -> str:
        """The fullest form, as printed most often."""
        best = (
            max(self.forms, key=lambda words: (_weight(words), self.forms[words]))
            if self.forms
            else self.words
        )
        return " ".join(best)


def _weight(words: tuple[str, ...]) -> tuple[int, int]:
    """How full a form is: words of more than a letter count first, then initials; hyphens split words."""
    parts = [part for word in words for part in word.split("-")]
    return sum(len(p.rstrip(".")) > 1 for p in parts), len(parts)


class Cast:
    """The members, and which of them a name means."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self._by_key: dict[str, int] = {}
        self._by_word: dict[str, list[int]] = {}
        self._aliases: dict[str, int] = {}
        self.titled: frozenset[int] = frozenset()  # paragraphs that are headlines or headings

    def create(self, words: tuple[str, ...], name: Name | None, kind: str) -> Member:
        """Add a member."""
        gender, certain = (name.gender, name.certain) if name else ("u", False)
        member = Member(len(self.members), words, kind, gender, certain)
        self.members.append(member)
        self._register(member, words)
        return member

    def _register(self, member: Member, words: tuple[str, ...]) -> None:
        self._by_key.setdefault(person_key(" ".join(words)), member.number)
        for word in words:
            numbers = self._by_word.setdefault(fold(word), [])
            if member.number not in numbers:
                numbers.append(member.number)

    def widen(self, member: Member, words: tuple[str, ...]) -> None:
        """Take a fuller form of a member's name."""
        if _weight(words) > _weight(member.words):
            member.words = words
        self._register(member, words)

    def call(self, member: Member, alias: str) -> None:
        """Let one more word mean a member, whatever its name is: CISA, a stage name."""
        self._aliases[fold(alias)] = member.number

    def with_word(self, word: str) -> list[Member]:
        """The members in whose name a word stands."""
        return [self.members[n] for n in self._by_word.get(fold(word), ())]

    def find_full(self, words: tuple[str, ...], kind: str) -> Member | None:
        """The member that a name of several words means."""
        number = self._by_key.get(person_key(" ".join(words)))
        if number is not None:
            return self.members[number]
        if kind == "group":
            return None
        for member in self.with_word(words[-1]):
            if member.type != "group" and _one_person(words, member.words):
                return member
        return None

    def find_single(self, name: Name, at: int) -> Member | None:
        """The member that a bare surname or first name means at a token: the one most alive there."""
        alias = self._aliases.get(fold(name.words[-1]))
        if alias is not None:
            return self.members[alias]
        fits = self._called(name)
        if not fits:
            return self._by_initials(name.words[-1]) if name.type == "group" else None
        return max(fits, key=lambda m: (self._presence(m, fits, at), -_next_place(m, at)))

    def _presence(self, member: Member, fits: Sequence[Member], at: int) -> float:
        """How much speaks for a member among those who share a name: who came first in the story keeps the surname."""
        first = min(fits, key=lambda m: m.places[0] if m.places else 1_000_000)
        return member.activation(at) + (_FIRST_COMER if member is first and member.activation(at) else 0.0)

    def _called(self, name: Name) -> list[Member]:
        """The members that a bare name may mean; a title that only some of them have decides."""
        word = fold(name.words[-1])
        fits = [m for m in self.with_word(word) if _may_be_called(m, name)]
        if any(m.full for m in fits):
            family = [m for m in fits if fold(m.words[-1]) == word or stands_first(m.words[0])]
            fits = family or fits
        title = name.title.lower().split()
        titled = [
            m for m in fits if title and any(title[-1] in role.text.lower().split() for role in m.roles)
        ]
        return titled or fits

    def certainty(self, name: Name, member: Member, at: int) -> float:
        """How sure it is that a bare name means a member: its share of the activation of all that it may mean."""
        if fold(name.words[-1]) in self._aliases:
            return 1.0
        fits = self._called(name)
        whole = sum(m.activation(at) for m in fits)
        if len(fits) < 2 or not whole:
            return 1.0 if len(fits) < 2 else 0.5
        return member.activation(at) / whole

    def _by_initials(self, word: str) -> Member | None:
        """The group whose initials a word is: IMF, the International Monetary Fund."""
        letters = fold(word).replace(".", "")
        fits = [
            m
            for m in self.members
            if m.type == "group" and len(m.words) > 1 and _initials(m.words) == letters
        ]
        return fits[0] if len(fits) == 1 and len(letters) > 1 else None


def _initials(words: tuple[str, ...]) -> str:
    """The first letters of the words of a name that have a capital."""
    return "".join(fold(w)[0] for word in words for w in word.split("-") if w[:1].isupper())


def _next_place(member: Member, at: int) -> int:
    """How far the member's next mention behind a token is."""
    behind = bisect_left(member.places, at)
    return member.places[behind] - at if behind < len(member.places) else 1_000_000


def _one_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of several words may be one person's: same surname, first names that agree."""
    a, b = [fold(w) for w in one], [fold(w) for w in other]
    if a[-1] != b[-1]:
        return False
    if len(a) != len(b) and min(len(a), len(b)) > 1:
        short, long = sorted((a, b), key=len)
        if long[-len(short) :] == short and (is_first_name(long[0]) or short[0] in _PARTICLES):
            return True  # López Obrador, Andrés Manuel López Obrador
    return len(a) > 1 and len(b) > 1 and same_first(one[0], other[0])


def _may_be_called(member: Member, name: Name) -> bool:
    """Whether a member can be meant by a bare name: place in the name and gender agree."""
    if {member.gender, name.gender} == {"m", "f"}:
        return False
    word = fold(name.words[-1])
    parts = [fold(w) for w in member.words]
    if member.type == "group":
        return word in (parts[0], parts[-1]) and not name.certain
    return word in (parts[0], parts[-1]) or (len(parts) > 2 and word in parts[1:-1] and not is_initial(word))


def build_cast(
    reading: Reading,
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    segments: Sequence[Segment],
    extra: Iterable[str] = (),
) -> Cast:
    """
    Gather the cast and tell every name mention who it is.

    *extra*: texts of the page that are not read for quotes but name people, such as captions.
    """
    cast = Cast()
    named = [(m, m.name) for m in mentions if m.name is not None]
    headlines = {
        n for n, p in enumerate(reading.paragraphs) if p.kind == "headline" or _is_titled(reading, n)
    }
    cast.titled = frozenset(headlines) | {
        n for n in range(len(reading.paragraphs)) if _is_heading(reading, n)
    }
    body = [(m, name) for m, name in named if tokens[m.head].paragraph not in headlines]
    quoted = [(n, name) for n, s in enumerate(segments) for name in _names_of(reading.text, s.start, s.end)]
    _spell_out(tokens, mentions)
    for mention, name in body:
        _join_full(cast, mention, mention.name or name, tokens)
    _call_otherwise(cast, tokens, mentions)
    for number, name in quoted:
        if 1 < len(name.words) <= _LONGEST_QUOTED and name.type != "place":
            member = cast.find_full(name.words, name.type) or cast.create(name.words, name, name.type)
            member.add(name.words, name)
            member.quoted_in.add(number)
    # "Mr. Reed" first: then "President Reed" is not taken for Ada Reed, of whom the story speaks too.
    for mention, name in sorted(body, key=lambda pair: pair[1].gender == "u"):
        if mention.person < 0:
            _join_single(cast, mention, name, tokens)
    for number, name in quoted:
        if len(name.words) == 1:
            for member in cast.with_word(name.words[0]):
                member.quoted_in.add(number)
    for text in (
        *(reading.text[segments[n].start : segments[n].end] for n, name in quoted if len(name.words) > 3),
        *(reading.text[reading.paragraphs[n].start : reading.paragraphs[n].end] for n in headlines),
        *extra,
    ):
        _lend(cast, text)
    for mention, name in named:
        if mention.person < 0:
            _link_headline(cast, mention, name)
    return cast


def _spell_out(tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
    """Give the name before an acronym in brackets all its words: Civil Infrastructure and Shipping Agency (CISA)."""
    by_end = {m.last: m for m in mentions if m.name is not None}
    for acronym in acronyms(tokens):
        mention = by_end.get(acronym.last)
        if mention is not None and mention.name is not None:
            words = tuple(t.text for t in tokens[acronym.first : acronym.last])
            mention.name = replace(mention.name, words=words, type="group", certain=False)
            mention.type = "group"


def _call_otherwise(cast: Cast, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
    """Note the acronyms and other names that the text gives for members of the cast."""
    by_end = {m.last: m for m in mentions if m.name is not None}
    for acronym in acronyms(tokens):
        mention = by_end.get(acronym.last)
        if mention is not None and mention.person >= 0:
            cast.call(cast.members[mention.person], acronym.letters)
    for long, short in aliases(tokens, mentions):
        if long.person >= 0 and short.person < 0 and short.name is not None and len(short.name.words) == 1:
            member = cast.members[long.person]
            member.type, member.certain = "person", True
            cast.call(member, short.name.words[0])


def _names_of(text: str, start: int, end: int) -> list[Name]:
    """The names in a stretch that is not part of the narration."""
    return find_names(list(word_tokens(text, start, end, 0)))


def _join_full(cast: Cast, mention: Mention, name: Name, tokens: Sequence[Token]) -> None:
    if len(name.words) == 1 or (name.type == "place" and not name.certain):
        return
    member = cast.find_full(name.words, name.type) or cast.create(name.words, name, name.type)
    _note(cast, member, mention, name, tokens)


def _note(cast: Cast, member: Member, mention: Mention, name: Name, tokens: Sequence[Token]) -> None:
    """Write a mention down with its member."""
    member.add(name.words, name)
    cast.widen(member, name.words)
    insort(member.places, mention.head)
    before = tokens[name.first - 1] if name.first else None
    if name.title:
        member.roles.append(Role(name.title, mention.head))
    elif before is not None and _is_title(before):
        member.roles.append(Role(before.text, mention.head))
    elif before is not None and before.lower in _GROUP_NOUNS and member.type == "unknown":
        member.type = mention.type = "group"
    mention.person = member.number
    if member.type == "person":
        mention.type = "person"


def _is_title(token: Token) -> bool:
    """Whether a word before a name is its title: not "Then" at the start of a sentence."""
    return token.kind == "w" and token.lower in _TITLES and token.lower not in _NOT_NAMES


def _join_single(cast: Cast, mention: Mention, name: Name, tokens: Sequence[Token]) -> None:
    if mention.type == "place" and mention.first and tokens[mention.first - 1].lower in {"in", "at", "near"}:
        return
    described = tokens[name.first - 1] if name.first and not name.title else None
    if described is not None and _is_title(described):
        name = replace(name, title=described.text)
    member = cast.find_single(name, mention.head)
    if mention.type == "place" and (member is None or member.type not in {"person", "unknown"}):
        return
    member = member or cast.create(name.words, name, name.type)
    _note(cast, member, mention, name, tokens)


def _is_titled(reading: Reading, number: int) -> bool:
    """Whether a paragraph is set like a headline: short, most words with a capital, no sentence that reports."""
    paragraph = reading.paragraphs[number]
    if paragraph.end - paragraph.start > 160:
        return False
    text = reading.text[paragraph.start : paragraph.end].rstrip()
    if text.endswith(".") and not _REPORTING.isdisjoint(text[:-1].split()):
        return False  # “Yes,” Defense Secretary Lloyd Austin said.
    long = [w for w in text.split() if w[0].isalpha() and len(w) > 3]
    return len(long) > 3 and sum(w[0].isupper() for w in long) >= 0.75 * len(long)


def _is_heading(reading: Reading, number: int) -> bool:
    """Whether a paragraph is a heading: a few words, not all with a capital, without a mark at either end."""
    paragraph = reading.paragraphs[number]
    if paragraph.end - paragraph.start > _HEADING:
        return False
    text = reading.text[paragraph.start : paragraph.end].strip()
    words = text.split()
    return (
        len(words) > 2
        and text[0].isalnum()
        and text[-1].isalnum()
        and any(w in _NOT_NAMES for w in words)
        and _REPORTING.isdisjoint(words)
    )


def _lend(cast: Cast, text: str) -> None:
    """Give a surname that stands alone in the body the first name that a headline or a caption has for it."""
    tokens = [t for t in word_tokens(text, 0, len(text), 0) if t.kind == "w"]
    for before, token in pairwise(tokens):
        if not (before.capital and token.capital and is_first_name(before.text)):
            continue
        for member in cast.with_word(token.text):
            if not member.full and member.type != "group" and fold(member.words[0]) == fold(token.text):
                words = (before.text, member.words[0])
                member.add(words, Name(0, 0, 2, words, "", "person", "u", certain=True))
                cast.widen(member, words)


def _link_headline(cast: Cast, mention: Mention, name: Name) -> None:
    """Link a name in a headline to the member whose name stands in it; headlines create nobody."""
    for word in reversed(name.words):
        fits = [m for m in cast.with_word(word) if m.type != "place" and fold(m.words[-1]) == fold(word)]
        if fits:
            mention.person = max(fits, key=lambda m: len(m.places)).number
            return
