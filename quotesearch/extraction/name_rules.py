"""Rules for names: where runs of capitals begin and end, which of their words are titles. `name_model` weighs them."""

from __future__ import annotations

from functools import lru_cache

from quotesearch.extraction.name_rules_lists import NameRulesLists
from quotesearch.extraction.names import Name, gender_of, is_first_name, is_initial, stands_first
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon


def can_begin(lexicon: Lexicon, tokens: list[Token], i: int) -> bool:
    """Whether a name can begin with this word."""
    lists = lexicon.derived[NameRulesLists]
    token = tokens[i]
    if token.kind == "w" and token.text.startswith("@") and len(token.text) > 2:
        return True  # a handle
    if token.kind != "w" or not token.capital or token.text.startswith(("I'", "I’")):
        return False
    if (token.lower in lists.siblings and _leads_to_two(lexicon, tokens, i)) or _is_office(
        lexicon, tokens, i
    ):
        return False
    if (token.lower.rstrip(".") if len(token.lower) > 2 else token.lower) not in lists.not_names:
        return True
    if token.text in {"US", "UK"}:
        return True
    # "Will Smith", "May Jones": a common word that is a first name, with a capital after it.
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return (
        (not token.first or token.lower in lists.months_too)
        and token.lower in lists.names_too
        and following is not None
        and following.capital
        and following.lower not in lists.not_names
        and not _dates(lexicon, tokens, i)
    )


def _leads_to_two(lexicon: Lexicon, tokens: list[Token], i: int) -> bool:
    """Whether a word for siblings is before two first names: Brothers Jakub and Filip Hronek."""
    if i + 3 >= len(tokens) or tokens[i + 2].lower not in {"and", "&"}:
        return False
    return is_first_name(lexicon, tokens[i + 1].text) and is_first_name(lexicon, tokens[i + 3].text)


def _is_office(lexicon: Lexicon, tokens: list[Token], i: int) -> bool:
    """Whether a word before initials is what someone is in charge of: Director-General of Prisons K. S. Parthan."""
    lists = lexicon.derived[NameRulesLists]
    if (
        not i
        or tokens[i - 1].lower != "of"
        or tokens[i].lower not in lists.portfolios
        or i + 1 >= len(tokens)
    ):
        return False
    return is_initial(tokens[i + 1].text)


def _dates(lexicon: Lexicon, tokens: list[Token], i: int) -> bool:
    """Whether a month before a full name is a date: “In May Tom Archer was told to leave”."""
    lists = lexicon.derived[NameRulesLists]
    if not i or tokens[i].lower not in lists.months or tokens[i - 1].lower not in lists.time_words:
        return False
    return i + 2 < len(tokens) and is_first_name(lexicon, tokens[i + 1].text) and tokens[i + 2].capital


def extends(lexicon: Lexicon, tokens: list[Token], j: int, has_office: bool) -> int:
    """How many more tokens from *j* on belong to the run of capitals before it; 0 if it ends here."""
    return (
        _extends(lexicon, tokens, j, has_office)
        or _extends_owner(lexicon, tokens, j)
        or _extends_inside(lexicon, tokens, j)
        or _is_surname_here(lexicon, tokens, j)
    )


def _is_surname_here(lexicon: Lexicon, tokens: list[Token], j: int) -> bool:
    """Whether a month ends a name: Gordon May, but not "Jordan May 5"."""
    lists = lexicon.derived[NameRulesLists]
    if tokens[j].text not in {"May", "June"} or tokens[j - 1].possessive:
        return False
    if not is_first_name(lexicon, tokens[j - 1].text) or tokens[j - 1].lower in lists.places:
        return False
    return j + 1 == len(tokens) or not tokens[j + 1].text[:1].isdigit()


def is_title_or_body(lexicon: Lexicon, low: str) -> bool:
    """Whether a word is one of a title or of an organisation's name."""
    lists = lexicon.derived[NameRulesLists]
    return low in lists.titles_and_bodies


def _extends(lexicon: Lexicon, tokens: list[Token], j: int, has_office: bool) -> int:
    """How many more tokens from *j* on belong to the name before it; 0 if it ends here."""
    lists = lexicon.derived[NameRulesLists]
    token = tokens[j]
    if token.kind == "b" or tokens[j - 1].possessive:
        return 0
    capital_next = j + 1 < len(tokens) and tokens[j + 1].kind == "w" and tokens[j + 1].capital
    if token.kind == "q":  # Robert "Bobby" Scott
        named = is_first_name(lexicon, tokens[j - 1].text) or (is_initial(tokens[j - 1].text) and j > 1)
        return 2 if capital_next and token.end - token.start < 16 and named else 0
    if token.kind == "w" and token.capital:
        if token.text in {"First", "One"} or (
            capital_next and token.lower in lists.names_too
        ):  # Homes First, Min Thu Aung
            return 1
        return (
            1
            if token.lower not in lists.not_names
            or token.text == "US"
            or (is_initial(token.text) and token.text.endswith("."))
            else 0
        )
    if token.kind == "w" and token.lower in lists.particles and token.lower not in lists.particles_elsewhere:
        if capital_next:
            return 2
        doubled = j + 2 < len(tokens) and tokens[j + 1].lower in lists.particles and tokens[j + 2].capital
        return 3 if doubled else 0
    if token.text == "&" and capital_next:
        return 2
    office = tokens[j - 1].lower in lists.office_words or (
        token.lower == "for"
        and tokens[j - 2].lower == "of"
        and tokens[j - 3].lower in lists.titles
        and has_office
    )
    if token.lower in lists.of_topic and office:
        if capital_next:
            return 0 if tokens[j + 1].lower in lists.not_names else 2  # not "the council on Friday"
        if j + 2 < len(tokens) and tokens[j + 1].lower == "the" and tokens[j + 2].capital:
            return 3
    if (
        token.lower == "and"
        and capital_next
        and has_office
        and tokens[j + 1].lower in lists.fields_and_bodies
    ):
        return 2 if tokens[j - 1].lower in lists.fields_and_bodies else 0
    return 0


def _extends_inside(lexicon: Lexicon, tokens: list[Token], j: int) -> int:
    """2 if a capitalised preposition leads on to another capital in mid-sentence: Water Without Walls; else 0."""
    lists = lexicon.derived[NameRulesLists]
    token = tokens[j]
    if not token.capital or token.first or token.lower not in lists.inside or tokens[j - 1].possessive:
        return 0
    return 2 if j + 1 < len(tokens) and tokens[j + 1].kind == "w" and tokens[j + 1].capital else 0


def _extends_owner(lexicon: Lexicon, tokens: list[Token], j: int) -> int:
    """1 if the word before is an owner in an organisation's name: the Attorney's Office, the Dockers' Union; else 0."""
    lists = lexicon.derived[NameRulesLists]
    owner, token = tokens[j - 1], tokens[j]
    if not owner.possessive:
        return 0
    trade = owner.text.endswith("s") or owner.lower in lists.person_nouns or owner.lower in lists.titles
    if not (trade and owner.capital and token.capital):
        return 0
    if token.lower in lists.organisation_words:
        return 1
    body = tokens[j + 1] if j + 1 < len(tokens) else token  # the People's Water Party
    return int(owner.lower == "people" and body.capital and body.lower in lists.organisation_words)


def may_stand_alone(lexicon: Lexicon, tokens: list[Token], i: int, elsewhere: frozenset[str]) -> bool:
    """Whether a single capitalised word is a name, and not just the first of its sentence."""
    lists = lexicon.derived[NameRulesLists]
    token = tokens[i]
    if not token.first or token.possessive or token.lower in elsewhere or token.text.isupper():
        return True
    if is_first_name(lexicon, token.lower) or token.lower in lists.places:
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is not None and following.text == "," and _speaks_behind_apposition(lexicon, tokens, i + 2):
        return True
    return following is not None and following.lower in lists.reporting and not token.lower.endswith("s")


def _speaks_behind_apposition(lexicon: Lexicon, tokens: list[Token], i: int) -> bool:
    """Whether an apposition begins at a token and a reporting verb follows: Harbourgate, "the port operator, said"."""
    lists = lexicon.derived[NameRulesLists]
    if i >= len(tokens) or tokens[i].lower not in lists.articles:
        return False
    for n in range(i + 1, min(i + 10, len(tokens) - 1)):
        if tokens[n].text == ",":
            return tokens[n + 1].lower in lists.reporting
        if tokens[n].kind != "w":
            return False
    return False


def cut_by_rule(lexicon: Lexicon, tokens: list[Token], i: int, j: int) -> Name:
    """Cut a run of capitalised words into its title and the name itself."""
    lists = lexicon.derived[NameRulesLists]
    last = j
    while last - 1 > i and is_suffix(lexicon, tokens[last - 1], last - i):
        last -= 1
    core = _end_of_title(lexicon, tokens, i, last)
    title = joined(tokens, i, core)
    inner = tokens[core : last - 1]
    parts = (
        *(printed(t) for t in inner if t.kind != "q"),
        tokens[last - 1].text,
    )
    kind, gender, certain = classify(lexicon, parts, tuple([t.lower for t in tokens[i:core]]))
    if core == i + 1 and tokens[i].lower in lists.group_nouns and not is_first_name(lexicon, parts[0]):
        kind, gender, certain = "group", "u", False  # Carmaker Vantoro
    return Name(i, core, j, parts, title, kind, gender, certain)


def is_office(lexicon: Lexicon, tokens: list[Token], name: Name) -> bool:
    """Whether a single capitalised word is an office, and not a name: "President said", "Head of Product"."""
    lists = lexicon.derived[NameRulesLists]
    i, j = name.first, name.last
    if name.core != i or len(name.words) > 1 or is_first_name(lexicon, name.words[0]):
        return False
    low = tokens[i].lower
    if low in lists.titles:
        return True
    return low in lists.person_nouns and j < len(tokens) and tokens[j].lower in lists.of_office


def printed(token: Token) -> str:
    """A word inside a name, with its possessive ending."""
    return token.text + token.ending


def is_suffix(lexicon: Lexicon, token: Token, count: int) -> bool:
    """Whether the last of *count* words of a name is none of it: Jr., PhD; a degree only in capitals, RD."""
    lists = lexicon.derived[NameRulesLists]
    if token.lower in lists.offices:
        return count > 2  # Jo Crane MP, but not "the Rohtak MP"
    return token.lower in lists.suffixes or (
        count > 2 and token.text.isupper() and token.lower in lists.degrees
    )


def joined(tokens: list[Token], i: int, j: int) -> str:
    """Tokens as printed, a space between words that had one."""
    out = ""
    for n in range(i, j):
        gap = n > i and tokens[n].start > tokens[n - 1].end
        out += (" " if gap else "") + tokens[n].text
    return out


def _end_of_title(lexicon: Lexicon, tokens: list[Token], i: int, j: int) -> int:
    """Where the name itself begins in `tokens[i:j]`: after the last title, and after "Republican" or "German"."""
    lists = lexicon.derived[NameRulesLists]
    core = i
    for n in range(i, j - 1):
        if _is_title(lexicon, tokens, n, j):
            core = n + 1
            if tokens[core].lower in lists.of_title:
                core = _behind_office(lexicon, tokens, core, j)
                if core == j:
                    return i
            continue
        if any(_is_title(lexicon, tokens, m, j) for m in range(n + 1, j - 1)) and not (
            core > i and is_first_name(lexicon, tokens[n].text)
        ):
            continue
        if (
            n + 1 < j
            and _describes(lexicon, tokens[n], tokens[n + 1], n + 3 < j)
            and (n + 2 < j or tokens[n].lower in lists.trades)
        ):
            core = n + 1
        break
    return core


def _is_title(lexicon: Lexicon, tokens: list[Token], n: int, j: int) -> bool:
    """Whether a word of `tokens[:j]` is a title; one that is a name too ("Dean", "King") only before a full name."""
    lists = lexicon.derived[NameRulesLists]
    low = tokens[n].lower
    if low not in lists.titles:
        return False
    if low not in lists.surnames_too or low in lists.addresses:
        return True
    return n + 2 < j and is_first_name(lexicon, tokens[n + 1].text)


def _describes(lexicon: Lexicon, token: Token, following: Token, long: bool) -> bool:
    """Whether a word before a first name says what someone is: "Republican", or a trade at the start of a sentence."""
    lists = lexicon.derived[NameRulesLists]
    low = token.lower
    if f"{low} {following.lower}" in lists.places:
        return False
    if (
        token.first
        and low in lists.trades
        and (low not in lists.surnames_too or (following.lower not in lists.not_names and long))
    ):
        return True  # Full-back Zequinha, Carmaker Vantoro
    if not is_first_name(lexicon, following.text):
        return False
    if (
        low in lists.demonyms
        or low in lists.person_nouns
        or low == "u.n."
        or (low in lists.places and low.count(".") > 1)
    ):
        return True
    return (
        token.first
        and not is_first_name(lexicon, low)
        and not stands_first(lexicon, low)
        and not is_initial(token.text)
    )


def _behind_office(lexicon: Lexicon, tokens: list[Token], core: int, j: int) -> int:
    """Where the name begins after "Secretary of State" or "Minister for Foreign Affairs"; *j* if there is none."""
    lists = lexicon.derived[NameRulesLists]
    for n in range(core + 1, j):
        low = tokens[n].lower
        if tokens[n - 1].lower == "for" and j - n > 2 and low not in lists.portfolios:
            continue  # whatever the portfolio: “Secretary of State for Housing Ada Moor”
        if (
            n > core + 1
            and is_first_name(lexicon, low)
            and low not in lists.portfolios
            and low not in {"the"}
        ):
            return n
        if (
            low not in lists.portfolios
            and low not in lists.places
            and low not in lists.title_links
            and n > core + 1
        ):
            return n
    return j


def _is_body(lexicon: Lexicon, word: str) -> bool:
    """Whether a word makes a name that of an organisation; acronyms only in capitals: FC, not Kim Jong Un."""
    lists = lexicon.derived[NameRulesLists]
    low = word.lower()
    return low in lists.organisation_words or (word.isupper() and low in lists.organisation_acronyms)


@lru_cache(maxsize=1 << 13)
def classify(lexicon: Lexicon, parts: tuple[str, ...], title: tuple[str, ...]) -> tuple[str, str, bool]:
    """Type and gender of a name by its words and title, and whether they are certain."""
    lists = lexicon.derived[NameRulesLists]
    low = [p.lower() for p in parts]
    address = next((lists.addresses[t] for t in reversed(title) if t in lists.addresses), None)
    gender = address if address in {"m", "f"} else "u"
    known_first = is_first_name(lexicon, parts[0])
    if gender == "u" and known_first and len(parts) > 1 and not stands_first(lexicon, parts[0]):
        gender = gender_of(lexicon, parts[0])
    whole = " ".join(low)
    if any(any(c.isdigit() for c in p) for p in parts):
        return "group", "u", False
    bodies = [_is_body(lexicon, part) for part in parts]
    if any(t in lists.titles for t in title) and not any(bodies[1:]):
        return "person", gender, True
    if whole in lists.places or all(p in lists.demonyms or p in lists.places for p in low):
        return "place", "u", False
    if bodies[-1] or bodies[0] or "of" in low or "for" in low or "&" in parts:
        person = (
            len(parts) in (2, 3)
            and known_first
            and low[0] not in lists.places
            and low[-1] in lists.surnames_too
        )
        return ("person", gender, True) if person else ("group", "u", False)
    if len(parts) == 1 and (whole in lists.demonyms or whole.rstrip("s") in lists.demonyms):
        return "place", "u", False
    if len(parts) == 1 and parts[0].isupper() and 2 <= len(parts[0]) <= 6:
        return "group", "u", False
    if any(bodies[1:-1]) and not known_first:
        return "group", "u", False
    if len(parts) > 1 and (known_first or stands_first(lexicon, parts[0])) and low[0] not in lists.demonyms:
        return "person", gender, low[0] not in lists.places
    return "unknown", gender, False
