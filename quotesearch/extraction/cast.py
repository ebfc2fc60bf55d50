"""
The cast of a story: every person and organisation it names, with all forms of each name joined.

A bare surname means the full name that is most alive where it is. `casting` fills the cast.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from quotesearch.extraction.names import (
    Name,
    fold,
    folded,
    gender_of,
    is_first_name,
    is_initial,
    is_slip,
    person_key,
    same_first,
    stands_first,
)
from quotesearch.extraction.numbers import MemberNumber
from quotesearch.lexicons import Lexicon

_FIRST_COMER: Final = (
    0.3  # a fading mention's worth; names right on held-out news 85.3 without, 87.2 with, 86.9 with 0.8
)
_MOST_COMPARED: Final = 250  # members, those named first, whose spelling is compared with a name
_CROWD: Final = 64  # members who share a word of their names
_LONGEST_NAME: Final = 60  # letters of a word that may be a misspelt surname
_ACTIVATION_LENGTH: Final = 80.0  # tokens after which a mention has lost two thirds of its weight


class CastLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.particles = lexicon.words("particles")
        self.suffixes = lexicon.word_class("suffixes_after_surnames")
        self.no_decision = lexicon.word_class("undecided_addresses")  # titles that all may have


@dataclass(slots=True)
class Role:
    """What someone is, as printed, and at which token it is said; -1: inside a quotation."""

    text: str
    at: int


@dataclass(slots=True, init=False)
class Member:
    """A person or an organisation of the story."""

    number: MemberNumber
    words: tuple[str, ...]  # the fullest form so far, as printed
    folded: tuple[str, ...]  # the same without case and accents
    type: str
    gender: str
    certain: bool
    forms: Counter[tuple[str, ...]]
    roles: list[Role]
    by_kind: dict[
        str, list[str]
    ]  # the texts of the first different ones by kind of role, once all are gathered
    places: list[int]  # head tokens of its mentions in the narration, in order
    full_places: list[int]  # those of them that name it in full, in order
    quoted_in: set[int]  # segments that name it
    suffix: str  # Jr. or Sr., if the story has both
    family: str  # the surname of a relative, for someone named only by a first name

    def __init__(
        self,
        number: MemberNumber,
        words: tuple[str, ...],
        type: str,
        gender: str,
        certain: bool,
        family: str = "",
    ) -> None:
        self.number = number
        self.words = words
        self.folded = folded(words)
        self.type = type
        self.gender = gender
        self.certain = certain
        self.forms = Counter()
        self.roles: list[Role] = []
        self.by_kind: dict[str, list[str]] = {}
        self.places: list[int] = []
        self.full_places: list[int] = []
        self.quoted_in: set[int] = set()
        self.suffix = ""
        self.family = family

    @property
    def full(self) -> bool:
        """Whether more than one word of its name is known."""
        return len(self.words) > 1

    def surname(self, lexicon: Lexicon) -> str:
        """The last word of its name, a suffix left out."""
        lists = lexicon.derived[CastLists]
        return (
            self.words[-2]
            if len(self.words) > 2 and self.words[-1].lower() in lists.suffixes
            else self.words[-1]
        )

    def activation(self, at: int) -> float:
        """How present the member is at a token: its earlier mentions, each fading with distance."""
        last = bisect_left(self.places, at)
        return sum(
            [math.exp((place - at) / _ACTIVATION_LENGTH) for place in self.places[max(0, last - 20) : last]]
        )

    def add(self, words: tuple[str, ...], name: Name | None = None) -> None:
        """Record one more form of the name."""
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
        return " ".join((*best, self.suffix) if self.suffix else best)


@lru_cache(maxsize=1 << 13)
def _weight(words: tuple[str, ...]) -> tuple[int, int]:
    """How full a form is: words of more than a letter count first, then initials; hyphens split words."""
    parts = [part for word in words for part in word.split("-")]
    return sum([len(p.rstrip(".")) > 1 for p in parts]), len(parts)


class Cast:
    """The members, and which of them a name means."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.members: list[Member] = []
        self._by_key: dict[str, int] = {}
        self._by_word: dict[str, list[int]] = {}
        self._by_initials: dict[str, set[int]] = {}  # whose name of several words has, or had, these initials
        self._by_role_initials: dict[str, set[int]] = {}  # who have a role with these initials
        self.by_role: dict[str, list[int]] = {}  # by kind of role, once `gather_roles` has run
        self._by_shortened: dict[
            str, set[int]
        ] = {}  # the first of them by forms of the surname, a letter left out
        self._aliases: dict[str, int] = {}
        self.decided: set[int] = set()  # tokens of bare names that the text links to a person
        self.generations: frozenset[tuple[str, str]] = frozenset()  # first name and surname of two people
        self.titled: frozenset[int] = frozenset()  # paragraphs that are headlines or headings

    def create(self, words: tuple[str, ...], name: Name | None, kind: str) -> Member:
        """Add a member."""
        gender, certain = (name.gender, name.certain) if name else ("u", False)
        member = Member(MemberNumber(len(self.members)), words, kind, gender, certain)
        self.members.append(member)
        self._register(member, words)
        self._note_spelling(member)
        return member

    def _register(self, member: Member, words: tuple[str, ...]) -> None:
        self._by_key.setdefault(person_key(" ".join(words)), member.number)
        if len(words) > 1:
            self._by_initials.setdefault(_initials(words), set()).add(member.number)
        for word in folded(words):
            numbers = self._by_word.setdefault(word, [])
            if member.number not in numbers[-_CROWD:]:
                numbers.append(member.number)

    def _note_spelling(self, member: Member) -> None:
        """Let the last word of a member's name be found by a misspelt one."""
        if member.number < _MOST_COMPARED:
            for form in _shortened(member.folded[-1]):
                self._by_shortened.setdefault(form, set()).add(member.number)

    def misspelt(self, word: str) -> list[Member]:
        """The members, among those named first, whose name ends in a word that a folded one differs from by a slip."""
        numbers = sorted({n for form in _shortened(word) for n in self._by_shortened.get(form, ())})
        return [self.members[n] for n in numbers if is_slip(word, self.members[n].folded[-1])]

    def widen(self, member: Member, words: tuple[str, ...]) -> None:
        """Take a fuller form of a member's name."""
        if _weight(words) > _weight(member.words):
            member.words, member.folded = words, folded(words)
            self._note_spelling(member)
        self._register(member, words)

    def add_role(self, member: Member, role: Role) -> None:
        """Record what a member is."""
        member.roles.append(role)
        initials = _initials((*role.text.split(),))
        self._by_role_initials.setdefault(initials, set()).add(member.number)

    def call(self, member: Member, alias: str) -> None:
        """Let one more word mean a member, also if it is not in the name: CISA, a stage name."""
        self._aliases[fold(alias)] = member.number

    def relate(self, member: Member, family: str, gender: str) -> None:
        """Let a surname mean someone whose relative has it: Alec Pringle's wife Moira is Mrs Pringle."""
        member.family, member.type = family, "person"
        if member.gender == "u":
            member.gender = gender
        self._by_word.setdefault(fold(family), []).append(member.number)

    def with_word(self, word: str) -> list[Member]:
        """The members whose name has a word; of a crowd who share it, those who came first."""
        return [self.members[n] for n in self._by_word.get(fold(word), ())[:_CROWD]]

    def near_with_word(self, word: str, at: int) -> list[Member]:
        """The members whose name has a word; of a crowd who share it, those introduced near a token."""
        return among(self.members, self._by_word.get(fold(word), []), at)

    def find_full(self, words: tuple[str, ...], kind: str) -> Member | None:
        """The member that a name of several words means."""
        number = self._by_key.get(person_key(" ".join(words)))
        if number is not None:
            return self.members[number]
        if kind == "group":
            return None
        low = folded(words)
        for word in (low[-1], low[0]):
            for number in self._by_word.get(word, ())[:_CROWD]:
                member = self.members[number]
                if member.type != "group" and _one_person(self._lexicon, low, member.folded):
                    return member
        return None

    def find_single(self, name: Name, at: int) -> Member | None:
        """The member that a bare surname or first name means at a token: the one most alive there."""
        alias = self._aliases.get(fold(name.words[-1]))
        if alias is not None:
            return self.members[alias]
        fits = self._called(name, at)
        if not fits:
            return self._with_initials(name.words[-1]) if name.type == "group" else None
        if len(fits) == 1:
            return fits[0]
        first = min(fits, key=lambda m: m.places[0] if m.places else 1_000_000)
        return max(fits, key=lambda m: (_presence(m, first, at), -_next_place(m, at)))

    def may_mean(self, name: Name, at: int) -> list[Member]:
        """The members that a bare name at a token may mean."""
        return self._called(name, at)

    def _called(self, name: Name, at: int) -> list[Member]:
        """The members that a bare name may mean; a title that only some of them have decides."""
        lists = self._lexicon.derived[CastLists]
        word = fold(name.words[-1])
        fits = [m for m in self.near_with_word(word, at) if _may_be_called(m, name)]
        if any(m.full for m in fits):
            family = [
                m
                for m in fits
                if fold(m.surname(self._lexicon)) == word or stands_first(self._lexicon, m.words[0])
            ]
            fits = family or fits
        title = name.title.lower().split()
        if not title or title[-1] in lists.no_decision:
            return fits
        titled = [m for m in fits if any(title[-1] in r.text.lower().split() for r in m.roles if r.at != at)]
        return titled or fits

    def title_decides(self, name: Name) -> bool:
        """Whether only one of the persons that a bare name may mean has its title: coach Roe."""
        return len(self._called(name, -1)) == 1

    def certainty(self, name: Name, member: Member, at: int) -> float:
        """How sure it is that a bare name means a member: its share of the activation of all that it may mean."""
        if fold(name.words[-1]) in self._aliases or at in self.decided:
            return 1.0
        fits = self._called(name, at)
        if len(fits) < 2:
            return 1.0
        whole = sum(m.activation(at) for m in fits)
        if not whole:
            return 0.5
        return member.activation(at) / whole

    def _with_initials(self, word: str) -> Member | None:
        """The group whose initials a word is: IMF, the International Monetary Fund."""
        letters = fold(word).replace(".", "")
        named = [self.members[n] for n in self._by_initials.get(letters, ())]
        fits = [m for m in named if m.type == "group" and _initials(m.words) == letters]
        if not fits:  # the CM, a chief minister
            fits = [self.members[n] for n in self._by_role_initials.get(letters, ())]
        return fits[0] if len(fits) == 1 and len(letters) > 1 else None


def among(members: list[Member], numbers: list[int], at: int) -> list[Member]:
    """
    Those members whose numbers are given; of a crowd only the first one and those introduced near a token.

    Without that, time would grow with the square of how many share a name or an office.
    """
    if len(numbers) > _CROWD:
        middle = bisect_left(numbers, at, key=lambda n: members[n].places[0] if members[n].places else at)
        numbers = numbers[:1] + numbers[max(1, middle - _CROWD // 2) : middle + _CROWD // 4]
    return [members[n] for n in numbers]


def _shortened(word: str) -> list[str]:
    """
    A word, and what is left of it without each of its letters: two words that differ by a slip share one of these.

    No name is longer than `_LONGEST_NAME`: all forms of a word of 200,000 letters would fill the memory.

    >>> _shortened("roe")
    ['roe', 'oe', 're', 'ro']
    >>> len(_shortened("r" * 1000))
    1
    """
    if len(word) > _LONGEST_NAME:
        return [word]
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]


def _initials(words: tuple[str, ...]) -> str:
    """The first letters of the words of a name that have a capital."""
    return "".join(fold(w)[0] for word in words for w in word.split("-") if w[:1].isupper())


def _presence(member: Member, first: Member, at: int) -> float:
    """How much speaks for a member among those who share a name: who came *first* in the story keeps the surname."""
    alive = member.activation(at)
    return alive + (_FIRST_COMER if member is first and alive else 0.0)


def _next_place(member: Member, at: int) -> int:
    """How far the member's next mention after a token is."""
    behind = bisect_left(member.places, at)
    return member.places[behind] - at if behind < len(member.places) else 1_000_000


def _one_person(lexicon: Lexicon, a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two folded names of several words may be one person's: same surname, first names that agree."""
    lists = lexicon.derived[CastLists]
    if len(a) != len(b) and min(len(a), len(b)) > 1:
        short, long = sorted((a, b), key=len)
        if len(short) > 1 and long[: len(short)] == short and is_first_name(lexicon, long[0]):
            return True  # Jón Þór, Jón Þór Einarsson
        if long[-len(short) :] == short and (
            is_first_name(lexicon, long[0])
            or short[0] in lists.particles
            or not is_first_name(lexicon, short[0])
        ):
            return True  # López Obrador, Andrés Manuel López Obrador
    if len(a) < 2 or len(b) < 2:
        return False
    return (a[-1] == b[-1] and same_first(lexicon, a[0], b[0])) or _misspelt(lexicon, a, b)


def _misspelt(lexicon: Lexicon, one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two folded full names differ by a slip in one word: Hilary, Hillary Clinton; not Louis, Louise."""
    if len(one) != len(other):
        return False
    differing = -1
    for place, word in enumerate(one):
        if word != other[place]:
            if differing >= 0:
                return False
            differing = place
    if differing < 0 or not is_slip(one[differing], other[differing]):
        return False
    return {gender_of(lexicon, one[0]), gender_of(lexicon, other[0])} != {"m", "f"}


def _may_be_called(member: Member, name: Name) -> bool:
    """Whether a member can be meant by a bare name: place in the name and gender agree."""
    if {member.gender, name.gender} == {"m", "f"}:
        return False
    word, parts = fold(name.words[-1]), member.folded
    if member.family and word == fold(member.family):
        return name.gender == member.gender != "u"
    if member.type == "group":
        return word in (parts[0], parts[-1]) and not name.certain
    return word in (parts[0], parts[-1]) or (len(parts) > 2 and word in parts[1:-1] and not is_initial(word))
