"""Roles: what the story says that people are, and which of them "the envoy" means."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import Final

from quotesearch.extraction.cast import Cast, Member, Role, among
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.names import fold
from quotesearch.extraction.numbers import MentionNumber, numbered
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_AROUND: Final = 5  # mentions after a noun among which its name may be
_MOST_ROLES: Final = 100  # of one person
_MOST_DIFFERENT: Final = 12
_NEIGHBOURHOOD: Final = 60  # tokens within which someone not yet named may be named


class RolesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.person_nouns = lexicon.words("person_nouns")
        self.titles = lexicon.words("titles")
        self.portfolios = lexicon.words("portfolios")
        self.determiners = lexicon.words("determiners")
        self.reporting = lexicon.words("reporting_verbs")
        self.no_role = lexicon.words("no_apposition") | self.reporting
        self.parts_from_head = lexicon.words("prepositions") - {"of"}  # one of the officers
        self.strong = lexicon.words("strong_reporting_verbs")
        self.not_names = lexicon.words("not_names")
        self.synonyms = lexicon.table("role_synonyms")
        self.demonyms = lexicon.table("demonyms")
        self.places = lexicon.words("place_names")
        self.past = frozenset(
            form
            for form, base in lexicon.table("irregular_forms").items()
            if form != base and not form.endswith(("s", "men"))
        )
        self.says_his_name = lexicon.words("giving_a_name") | {","}
        self.before_role = lexicon.word_class("articles") | lexicon.word_class("possessives_relative")
        self.calling = lexicon.word_class("calling_participles")
        self.articles = lexicon.word_class("articles")
        self.one_or_some = lexicon.word_class("one_or_some")


def role_kind(lexicon: Lexicon, word: str) -> str:
    """
    The kind of role that a noun names; nouns for the same kind share it.

    >>> role_kind(Lexicon("en"), "ambassador") == role_kind(Lexicon("en"), "envoy")
    True
    """
    lists = lexicon.derived[RolesLists]
    return lists.synonyms.get(word.lower(), word.lower())


def gather_roles(lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], cast: Cast) -> None:
    """Record the roles next to names: before them in lower case, or after them as an apposition."""
    lists = lexicon.derived[RolesLists]
    by_first = {m.first: m for m in mentions}
    named = _tokens_of_persons(mentions)
    for number, mention in numbered(MentionNumber, mentions):
        beside = (
            apposed(lexicon, tokens, mentions, number)
            if mention.kind == "noun" and mention.type == "anonymous"
            else None
        )
        if beside is not None:
            start = mention.first + (tokens[mention.first].lower in lists.before_role)
            role = " ".join(t.text + t.ending for t in tokens[start : mention.last])
            cast.members[beside.person].roles.append(Role(role, beside.head))
        if mention.kind != "name" or mention.person < 0 or mention.name is None:
            continue
        member = cast.members[mention.person]
        before = _role_before(lexicon, tokens, mention.name.first, named)
        if before and not mention.name.title:
            member.roles.append(Role(before, mention.head))
            member.certain = True
            if member.type != "group":
                member.type = "person"
        elif before:
            member.roles[-1:] = [Role(f"{before} {mention.name.title}", mention.head)]
        behind = _role_behind(lexicon, tokens, mention, by_first)
        if behind:
            member.roles.append(Role(behind, mention.head))
            if member.type == "unknown":
                member.type = "person"
    _index_roles(lexicon, cast)


def _index_roles(lexicon: Lexicon, cast: Cast) -> None:
    """Note who has a role of each kind, and which roles."""
    for member in cast.members:
        member.by_kind.clear()
        for text in _roles_of(member):
            for kind in _main_kinds(lexicon, text):
                member.by_kind.setdefault(kind, []).append(text)
                numbers = cast.by_role.setdefault(kind, [])
                if not numbers or numbers[-1] != member.number:
                    numbers.append(member.number)


def _roles_of(member: Member) -> list[str]:
    """The different roles of someone, in the order of the text; only so many."""
    return list(dict.fromkeys([role.text for role in member.roles[:_MOST_ROLES]]))[:_MOST_DIFFERENT]


def apposed(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], number: MentionNumber
) -> Mention | None:
    """The name next to a noun with the same meaning: "the minister, Kim Yong-hyun,"."""
    mention = mentions[number]
    for other in mentions[max(0, number - 2) : number + _AROUND]:
        if other.kind != "name" or other.person < 0 or other.possessive or other.type == "place":
            continue
        if other.type == "group" and mention.type == "anonymous" and other.last < mention.first:
            continue  # in a note to the Observer, her adviser, Ann Lee, said
        first, start = mention.last, other.start
        if start > first and _leads_to_name(lexicon, tokens, first, start, other.last):
            return other
        if (
            mention.first - other.last == 1
            and tokens[other.last].text == ","
            and _closes_apposition(tokens, mention.last)
        ):
            return other
    return None


def _leads_to_name(lexicon: Lexicon, tokens: list[Token], first: int, start: int, end: int) -> bool:
    """Whether the words after a noun show that the name `tokens[start:end]` is its owner."""
    lists = lexicon.derived[RolesLists]
    opening = tokens[first]
    if (
        opening.text == ","
        and _only_describes(lexicon, tokens[first + 1 : start])
        and _closes_apposition(tokens, end)
    ):
        return True
    if start - first < 3 or opening.lower not in lists.says_his_name:
        return False
    if tokens[start - 1].text == "," and tokens[start - 2].lower in lists.calling:
        return False
    return all(
        t.lower in lists.says_his_name for t in tokens[first:start]
    )  # a woman who gave her name as Ann Lee


def _only_describes(lexicon: Lexicon, tokens: list[Token]) -> bool:
    """Whether words between a comma and a name belong to its title: Ann's niece, "state" Del. Eve Roe."""
    return len(tokens) < 4 and all(t.kind == "w" and _modifies(lexicon, t) for t in tokens)


def _closes_apposition(tokens: list[Token], i: int) -> bool:
    """Whether an apposition ends at a token: a comma, a full stop, the end."""
    return i >= len(tokens) or tokens[i].kind in "qb" or tokens[i].text in {",", ".", ":", "—", "–"}


def _is_role_word(lexicon: Lexicon, low: str) -> bool:
    lists = lexicon.derived[RolesLists]
    return low in lists.person_nouns or low in lists.titles


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


def _role_before(lexicon: Lexicon, tokens: list[Token], i: int, named: frozenset[int]) -> str:
    """
    The role in lower case directly before a name: "US defense secretary" Lloyd Austin.

    It ends at another name, and at the verb that a role noun or a name before it has: Coach Kraus benched "striker" Jo.
    """
    if i == 0 or tokens[i - 1].kind != "w" or tokens[i - 1].possessive:
        return ""
    if tokens[i - 1].capital or not _is_role_word(lexicon, tokens[i - 1].lower):
        return ""
    j = i - 1
    while (
        j > 0 and i - j < 6 and _modifies(lexicon, tokens[j - 1]) and not _is_its_verb(lexicon, tokens, j - 1)
    ):
        if j - 1 in named:
            j = i - 1  # what parts the two is a verb
            break
        j -= 1
    if j > 1 and tokens[j - 1].lower == "and" and _is_role_word(lexicon, tokens[j - 2].lower):
        j -= 2  # director and writer Ann Lee
    return " ".join(t.text + t.ending for t in tokens[j:i])


def _is_its_verb(lexicon: Lexicon, tokens: list[Token], i: int) -> bool:
    """Whether a word inside a role may be the verb of a role noun or a name before it: coach "benched" striker."""
    lists = lexicon.derived[RolesLists]
    low = tokens[i].lower
    if tokens[i].capital or not i or not (low in lists.past or (low.endswith("ed") and "-" not in low)):
        return False
    return _is_role_word(lexicon, tokens[i - 1].lower) or (
        tokens[i - 1].capital and not tokens[i - 1].possessive
    )


def _modifies(lexicon: Lexicon, token: Token) -> bool:
    """Whether a word before a role noun is a part of the role."""
    lists = lexicon.derived[RolesLists]
    low = token.lower
    if token.kind != "w" or low in lists.not_names or low in lists.reporting:
        return False
    return (
        not token.first
        or low in lists.demonyms
        or low in lists.places
        or low in lists.portfolios
        or _is_role_word(lexicon, low)
    )


def _role_behind(
    lexicon: Lexicon, tokens: list[Token], mention: Mention, by_first: dict[int, Mention]
) -> str:
    """The role in an apposition: Kim Song, "North Korea's envoy", said."""
    lists = lexicon.derived[RolesLists]
    i = mention.last
    if i + 2 >= len(tokens) or tokens[i].text != ",":
        return ""
    if tokens[i + 1].kind != "w" or (i + 1 in by_first and by_first[i + 1].kind == "pronoun"):
        return ""
    for j in range(i + 1, min(i + 14, len(tokens))):
        token = tokens[j]
        if token.kind in "qb" or token.text in {".", ";", ":"} or token.lower in lists.strong:
            return ""
        if token.text in {",", "(", "–", "—"}:
            return _apposition(lexicon, tokens, i + 1, j)
    return ""


def _apposition(lexicon: Lexicon, tokens: list[Token], i: int, j: int) -> str:
    """`tokens[i:j]` as a role, if its main noun is one; a leading article is left out."""
    lists = lexicon.derived[RolesLists]
    noun = next((n for n in range(i, j) if _is_role_word(lexicon, tokens[n].lower)), None)
    if noun is None or tokens[i].lower in lists.no_role:
        return ""
    if any(tokens[n].lower in lists.parts_from_head for n in range(i, noun)):
        return ""  # Ann Lee, contacted by the “reporter”, said
    first = i + 1 if tokens[i].lower in lists.articles else i
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
def _main_kinds(lexicon: Lexicon, text: str) -> frozenset[str]:
    """The kinds of the role nouns in a role's text."""
    return frozenset(role_kind(lexicon, w) for w in _unowned(text.lower()) if _is_role_word(lexicon, w))


def _belongs(lexicon: Lexicon, tokens: list[Token]) -> set[str]:
    """The countries and bodies that a phrase names: "South Korean", "Russia's"."""
    lists = lexicon.derived[RolesLists]
    found = set()
    for token in tokens:
        if token.capital and token.lower not in lists.determiners:
            low = fold(token.lower)
            found.add(lists.demonyms.get(low, low).rpartition(" ")[2])
    return found


@lru_cache(maxsize=1 << 12)
def _belongs_text(lexicon: Lexicon, text: str) -> frozenset[str]:
    lists = lexicon.derived[RolesLists]
    words = (w.lower() for w in _unowned(text) if w[:1].isupper())
    return frozenset(
        lists.demonyms.get(w, w).rpartition(" ")[2] for w in words if not _is_role_word(lexicon, w)
    )


@lru_cache(maxsize=1 << 12)
def _is_former(text: str) -> bool:
    """Whether a role is one that someone had: the former governor."""
    return "former" in text.lower().split()


def person_in_role(
    lexicon: Lexicon, tokens: list[Token], mention: Mention, cast: Cast
) -> tuple[Member | None, float]:
    """
    Who a noun with a definite article, an owner or neither means, and how sure that is (0 to 1).

    A person whose role has the same noun, and none whose role names another country or body. If several fit, the
    one whose role shares most words, then the one most alive; someone named only later must be named soon.
    """
    lists = lexicon.derived[RolesLists]
    phrase = tokens[mention.first : mention.head + 1]
    if phrase[0].lower in lists.one_or_some or (
        mention.lower.endswith("s") and role_kind(lexicon, mention.lower) == mention.lower
    ):
        return None, 0.0
    kind, owners = (
        role_kind(lexicon, mention.lower),
        _belongs(lexicon, phrase) - {role_kind(lexicon, mention.lower), mention.lower},
    )
    said = {fold(t.lower) for t in phrase if t.kind == "w"}
    scored: list[tuple[float, Member]] = []
    for member in among(cast.members, cast.by_role.get(kind, []), mention.head):
        if member.type not in {"person", "unknown"}:
            continue
        best = max([_fit(lexicon, text, kind, owners, said) for text in member.by_kind[kind]])
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


def role_fit(lexicon: Lexicon, tokens: list[Token], mention: Mention, member: Member) -> float:
    """How well the roles of a member fit a noun; 0 if none does."""
    kind = role_kind(lexicon, mention.lower)
    fitting = member.by_kind.get(kind)
    if not fitting:
        return 0.0
    phrase = tokens[mention.first : mention.head + 1]
    said = {fold(t.lower) for t in phrase if t.kind == "w"}
    owners = _belongs(lexicon, phrase) - {kind, mention.lower}
    return max([_fit(lexicon, text, kind, owners, said) for text in fitting])


def _fit(lexicon: Lexicon, role: str, kind: str, owners: set[str], said: set[str]) -> float:
    """How well a role of a kind fits a phrase; 0 if it does not."""
    lists = lexicon.derived[RolesLists]
    theirs = _belongs_text(lexicon, role)
    if owners and theirs and not owners & theirs:
        return 0.0
    if kind in lists.titles and _is_former(role) and "former" not in said:
        return 0.0  # "the governor" is not the former governor
    shared = said & _words_in(role)
    return 1.0 + 0.4 * (len(shared) - 1) + (0.5 if owners & theirs else 0.0)
