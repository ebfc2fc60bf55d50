"""Roles: what the story says that people are, and which of them "the envoy" means."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import Final

from quotesearch.extraction.cast import Cast, Member, Role, among
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.names import fold
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import table, words

_PERSON_NOUNS: Final = words("en/person_nouns")
_TITLES: Final = words("en/titles")
_PORTFOLIOS: Final = words("en/portfolios")
_DETERMINERS: Final = words("en/determiners")
_REPORTING: Final = words("en/reporting_verbs")
_NO_ROLE: Final = words("en/no_apposition") | _REPORTING
_PARTS_FROM_HEAD: Final = words("en/prepositions") - {"of"}  # one of the officers
_STRONG: Final = words("en/strong_reporting_verbs")
_NOT_NAMES: Final = words("en/not_names")
_SYNONYMS: Final = table("en/role_synonyms")
_DEMONYMS: Final = table("en/demonyms")
_PLACES: Final = words("en/place_names")
_PAST: Final = frozenset(
    form
    for form, base in table("en/irregular_forms").items()
    if form != base and not form.endswith(("s", "men"))
)
_SAYS_HIS_NAME: Final = words("en/giving_a_name") | {","}
_AROUND: Final = 5  # mentions after a noun among which its name may be
_MOST_ROLES: Final = 100  # of one person
_MOST_DIFFERENT: Final = 12
_NEIGHBOURHOOD: Final = 60  # tokens within which someone not yet named may be named


def role_kind(word: str) -> str:
    """
    The kind of role that a noun names; nouns for the same kind share it.

    >>> role_kind("ambassador") == role_kind("envoy")
    True
    """
    return _SYNONYMS.get(word.lower(), word.lower())


def gather_roles(tokens: list[Token], mentions: list[Mention], cast: Cast) -> None:
    """Record the roles next to names: before them in lower case, or after them as an apposition."""
    by_first = {m.first: m for m in mentions}
    named = _tokens_of_persons(mentions)
    for number, mention in enumerate(mentions):
        beside = (
            apposed(tokens, mentions, number)
            if mention.kind == "noun" and mention.type == "anonymous"
            else None
        )
        if beside is not None:
            start = mention.first + (tokens[mention.first].lower in {"a", "an", "the", "whose"})
            role = " ".join(t.text + t.ending for t in tokens[start : mention.last])
            cast.members[beside.person].roles.append(Role(role, beside.head))
        if mention.kind != "name" or mention.person < 0 or mention.name is None:
            continue
        member = cast.members[mention.person]
        before = _role_before(tokens, mention.name.first, named)
        if before and not mention.name.title:
            member.roles.append(Role(before, mention.head))
            member.certain = True
            if member.type != "group":
                member.type = "person"
        elif before:
            member.roles[-1:] = [Role(f"{before} {mention.name.title}", mention.head)]
        behind = _role_behind(tokens, mention, by_first)
        if behind:
            member.roles.append(Role(behind, mention.head))
            if member.type == "unknown":
                member.type = "person"
    _index_roles(cast)


def _index_roles(cast: Cast) -> None:
    """Note who has a role of each kind, and which roles."""
    for member in cast.members:
        member.by_kind.clear()
        for text in _roles_of(member):
            for kind in _main_kinds(text):
                member.by_kind.setdefault(kind, []).append(text)
                numbers = cast.by_role.setdefault(kind, [])
                if not numbers or numbers[-1] != member.number:
                    numbers.append(member.number)


def _roles_of(member: Member) -> list[str]:
    """The different roles of someone, in the order of the text; only so many."""
    return list(dict.fromkeys([role.text for role in member.roles[:_MOST_ROLES]]))[:_MOST_DIFFERENT]


def apposed(tokens: list[Token], mentions: list[Mention], number: int) -> Mention | None:
    """The name next to a noun with the same meaning: "the minister, Kim Yong-hyun,"."""
    mention = mentions[number]
    for other in mentions[max(0, number - 2) : number + _AROUND]:
        if other.kind != "name" or other.person < 0 or other.possessive or other.type == "place":
            continue
        if other.type == "group" and mention.type == "anonymous" and other.last < mention.first:
            continue  # in a note to the Observer, her adviser, Ann Lee, said
        first, start = mention.last, other.start
        if start > first and _leads_to_name(tokens, first, start, other.last):
            return other
        if (
            mention.first - other.last == 1
            and tokens[other.last].text == ","
            and _closes_apposition(tokens, mention.last)
        ):
            return other
    return None


def _leads_to_name(tokens: list[Token], first: int, start: int, end: int) -> bool:
    """Whether the words after a noun say that the name `tokens[start:end]` is whose it is."""
    opening = tokens[first]
    if opening.text == "," and _only_describes(tokens[first + 1 : start]) and _closes_apposition(tokens, end):
        return True
    if start - first < 3 or opening.lower not in _SAYS_HIS_NAME:
        return False
    if tokens[start - 1].text == "," and tokens[start - 2].lower in {"called", "named"}:
        return False
    return all(t.lower in _SAYS_HIS_NAME for t in tokens[first:start])  # a woman who gave her name as Ann Lee


def _only_describes(tokens: list[Token]) -> bool:
    """Whether words between a comma and a name belong to its title: Ann's niece, "state" Del. Eve Roe."""
    return len(tokens) < 4 and all(t.kind == "w" and _modifies(t) for t in tokens)


def _closes_apposition(tokens: list[Token], i: int) -> bool:
    """Whether an apposition ends at a token: a comma, a full stop, the end."""
    return i >= len(tokens) or tokens[i].kind in "qb" or tokens[i].text in {",", ".", ":", "—", "–"}


def _is_role_word(low: str) -> bool:
    return low in _PERSON_NOUNS or low in _TITLES


def _tokens_of_persons(mentions: list[Mention]) -> frozenset[int]:
    """The tokens of the names that are surely a person's: no role reaches beyond them."""
    return frozenset(
        place
        for mention in mentions
        if mention.name is not None
        and mention.type == "person"
        and (len(mention.name.words) > 1 or mention.name.title)
        for place in range(mention.start, mention.end)
    )


def _role_before(tokens: list[Token], i: int, named: frozenset[int]) -> str:
    """
    The role in lower case directly before a name: "US defense secretary" Lloyd Austin.

    It ends at another name, and at the verb that a role noun or a name before it has: Coach Kraus benched "striker" Jo.
    """
    if i == 0 or tokens[i - 1].kind != "w" or tokens[i - 1].possessive:
        return ""
    if tokens[i - 1].capital or not _is_role_word(tokens[i - 1].lower):
        return ""
    j = i - 1
    while j > 0 and i - j < 6 and _modifies(tokens[j - 1]) and not _is_its_verb(tokens, j - 1):
        if j - 1 in named:
            j = i - 1  # what parts the two is a verb
            break
        j -= 1
    if j > 1 and tokens[j - 1].lower == "and" and _is_role_word(tokens[j - 2].lower):
        j -= 2  # director and writer Ann Lee
    return " ".join(t.text + t.ending for t in tokens[j:i])


def _is_its_verb(tokens: list[Token], i: int) -> bool:
    """Whether a word inside a role may be the verb of a role noun or a name before it: coach "benched" striker."""
    low = tokens[i].lower
    if tokens[i].capital or not i or not (low in _PAST or (low.endswith("ed") and "-" not in low)):
        return False
    return _is_role_word(tokens[i - 1].lower) or (tokens[i - 1].capital and not tokens[i - 1].possessive)


def _modifies(token: Token) -> bool:
    """Whether a word before a role noun is a part of the role."""
    low = token.lower
    if token.kind != "w" or low in _NOT_NAMES or low in _REPORTING:
        return False
    return not token.first or low in _DEMONYMS or low in _PLACES or low in _PORTFOLIOS or _is_role_word(low)


def _role_behind(tokens: list[Token], mention: Mention, by_first: dict[int, Mention]) -> str:
    """The role in an apposition: Kim Song, "North Korea's envoy", said."""
    i = mention.last
    if i + 2 >= len(tokens) or tokens[i].text != ",":
        return ""
    if tokens[i + 1].kind != "w" or (i + 1 in by_first and by_first[i + 1].kind == "pronoun"):
        return ""
    for j in range(i + 1, min(i + 14, len(tokens))):
        token = tokens[j]
        if token.kind in "qb" or token.text in {".", ";", ":"} or token.lower in _STRONG:
            return ""
        if token.text in {",", "(", "–", "—"}:
            return _apposition(tokens, i + 1, j)
    return ""


def _apposition(tokens: list[Token], i: int, j: int) -> str:
    """`tokens[i:j]` as a role, if its main noun is one; a leading article is left out."""
    noun = next((n for n in range(i, j) if _is_role_word(tokens[n].lower)), None)
    if noun is None or tokens[i].lower in _NO_ROLE:
        return ""
    if any(tokens[n].lower in _PARTS_FROM_HEAD for n in range(i, noun)):
        return ""  # Ann Lee, contacted by the “reporter”, said
    first = i + 1 if tokens[i].lower in {"a", "an", "the"} else i
    out = ""
    for n in range(first, j):
        gap = n > first and tokens[n].start > tokens[n - 1].end + (2 if tokens[n - 1].possessive else 0)
        out += (" " if gap or (n > first and tokens[n].kind == "w") else "") + tokens[n].text
        out += tokens[n].ending if n + 1 < j else ""
    return out


def _unowned(text: str) -> list[str]:
    """The words of a role without possessive endings."""
    return [w.removesuffix("’s").removesuffix("'s").rstrip("'’") for w in text.split()]


@lru_cache(maxsize=1 << 12)
def _words_in(text: str) -> frozenset[str]:
    """The words of a role, folded."""
    return frozenset([fold(w.lower()) for w in _unowned(text)])


@lru_cache(maxsize=1 << 12)
def _main_kinds(text: str) -> frozenset[str]:
    """The kinds of the role nouns in a role's text."""
    return frozenset(role_kind(w) for w in _unowned(text.lower()) if _is_role_word(w))


def _belongs(tokens: list[Token]) -> set[str]:
    """The countries and bodies that a phrase names: "South Korean", "Russia's"."""
    found = set()
    for token in tokens:
        if token.capital and token.lower not in _DETERMINERS:
            low = fold(token.lower)
            found.add(_DEMONYMS.get(low, low).rpartition(" ")[2])
    return found


@lru_cache(maxsize=1 << 12)
def _belongs_text(text: str) -> frozenset[str]:
    words = (w.lower() for w in _unowned(text) if w[:1].isupper())
    return frozenset(_DEMONYMS.get(w, w).rpartition(" ")[2] for w in words if not _is_role_word(w))


@lru_cache(maxsize=1 << 12)
def _is_former(text: str) -> bool:
    """Whether a role is one that someone had: the former governor."""
    return "former" in text.lower().split()


def person_in_role(tokens: list[Token], mention: Mention, cast: Cast) -> tuple[Member | None, float]:
    """
    Who a noun with a definite article, an owner or neither means, and how sure that is (0 to 1).

    A person whose role has the same noun, and none whose role names another country or body. If several fit, the
    one whose role shares most words, then the one most alive; someone named only later must be named soon.
    """
    phrase = tokens[mention.first : mention.head + 1]
    if phrase[0].lower in {"a", "an", "another", "one", "some"} or (
        mention.lower.endswith("s") and role_kind(mention.lower) == mention.lower
    ):
        return None, 0.0
    kind, owners = role_kind(mention.lower), _belongs(phrase) - {role_kind(mention.lower), mention.lower}
    said = {fold(t.lower) for t in phrase if t.kind == "w"}
    scored: list[tuple[float, Member]] = []
    for member in among(cast.members, cast.by_role.get(kind, []), mention.head):
        if member.type not in {"person", "unknown"}:
            continue
        best = max([_fit(text, kind, owners, said) for text in member.by_kind[kind]])
        if best <= 0:
            continue
        alive = member.activation(mention.head)
        if not alive:
            ahead = bisect_left(member.places, mention.head)
            if ahead == len(member.places) or member.places[ahead] - mention.head > _NEIGHBOURHOOD:
                continue
            alive = 0.5
        scored.append((best + min(alive, 1.5) / 2, member))
    if not scored:
        return None, 0.0
    scored.sort(key=lambda pair: -pair[0])
    lead = scored[0][0] - scored[1][0] if len(scored) > 1 else 1.0
    return scored[0][1], min(0.95, 0.55 + lead / 2)


def role_fit(tokens: list[Token], mention: Mention, member: Member) -> float:
    """How well the roles of a member fit a noun; 0 if none does."""
    kind = role_kind(mention.lower)
    fitting = member.by_kind.get(kind)
    if not fitting:
        return 0.0
    phrase = tokens[mention.first : mention.head + 1]
    said = {fold(t.lower) for t in phrase if t.kind == "w"}
    owners = _belongs(phrase) - {kind, mention.lower}
    return max([_fit(text, kind, owners, said) for text in fitting])


def _fit(role: str, kind: str, owners: set[str], said: set[str]) -> float:
    """How well a role of a kind fits a phrase; 0 if it does not."""
    theirs = _belongs_text(role)
    if owners and theirs and not owners & theirs:
        return 0.0
    if kind in _TITLES and _is_former(role) and "former" not in said:
        return 0.0  # "the governor" is not the former governor
    shared = said & _words_in(role)
    return 1.0 + 0.4 * (len(shared) - 1) + (0.5 if owners & theirs else 0.0)
