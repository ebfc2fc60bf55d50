"""Where names are, which of their words are titles, and what they are the names of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quotesearch.extraction.name_company import Company, Run, key_of, signs_around
from quotesearch.extraction.name_model import TYPES, NameWeights, best_cut, load_name_weights, type_shares
from quotesearch.extraction.name_rules import (
    can_begin,
    classify,
    cut_by_rule,
    extends,
    is_office,
    is_suffix,
    is_title_or_body,
    joined,
    may_stand_alone,
    printed,
)
from quotesearch.extraction.name_words import classes
from quotesearch.extraction.names import Name, is_first_name
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_DESCRIBING: Final = frozenset("TPDhject")  # classes of the words that say what someone is
_LONGEST: Final = 16  # words of a run that is weighed; more are a list or a heading
_PLAIN: Final = frozenset("FSfqsHMK")  # classes of words that are as a rule names of people
_SURE: Final = 0.9  # probability from which a person is certain
_SPEAKING: Final = frozenset({">said", ">verb", "<said"})
_PERSON, _OPEN, _NONE = 0.5, 0.25, 0.6
_AGAINST_RULE: Final = 0.8  # for a person whose name looks like that of a body: Hal Church


class NameFindingLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.determiners = lexicon.words("determiners")
        self.groups = lexicon.words("group_nouns")
        self.addresses = lexicon.table("address_titles")
        self.programmes = lexicon.words("programme_words")


@dataclass(slots=True, init=False)
class Form:
    """A name with all its occurrences in an article."""

    name: Name
    count: int
    signs: dict[str, int]
    rules: dict[str, int]  # its type by rule

    def __init__(self, name: Name, count: int = 0) -> None:
        self.name = name
        self.count = count
        self.signs: dict[str, int] = {}
        self.rules: dict[str, int] = {}

    @property
    def by_rule(self) -> str:
        """Its type by rule in most of its occurrences; with "!" if that is certain."""
        return max(self.rules, key=self.rules.__getitem__)


def find_names(lexicon: Lexicon, tokens: list[Token], elsewhere: frozenset[str] = frozenset()) -> list[Name]:
    """
    All runs of capitalised words that may be names, in order, cut into title and name.

    A single word at the start of a sentence is one if it is a first name or place, if the next word reports, or
    if it is among *elsewhere*, the words that have a capital in the middle of sentences too.
    """
    runs = find_runs(lexicon, tokens, elsewhere)
    if not runs:
        return []
    company, weights = Company(tokens, runs), load_name_weights(lexicon)
    names: list[Name] = []
    offices: list[Name] = []
    known: dict[tuple[object, ...], tuple[int, list[Name]]] = {}  # a run is cut alike wherever it is
    for run in runs:
        words_of = (tokens[run.first].first, *[t.text + t.ending for t in tokens[run.first : run.last]])
        if words_of not in known:
            known[words_of] = run.first, list(cut(lexicon, tokens, run, company, weights))
        first, found = known[words_of]
        for cut_name in found:
            name = _moved(cut_name, run.first - first)
            (offices if is_office(lexicon, tokens, name) else names).append(name)
    return _with_surnames(lexicon, tokens, _typed(lexicon, tokens, names, company, weights), offices)


def _moved(name: Name, by: int) -> Name:
    """A name *by* tokens farther on."""
    if not by:
        return name
    return Name(
        name.first + by,
        name.core + by,
        name.last + by,
        name.words,
        name.title,
        name.type,
        name.gender,
        name.certain,
    )


def find_runs(lexicon: Lexicon, tokens: list[Token], elsewhere: frozenset[str] = frozenset()) -> list[Run]:
    """The runs of capitalised words that may be names or hold some."""
    runs: list[Run] = []
    done = 0
    for i in [n for n, token in enumerate(tokens) if token.capital or token.text[:1] == "@"]:
        if i < done or not can_begin(lexicon, tokens, i):
            continue
        j = i + 1
        has_office = is_title_or_body(lexicon, tokens[i].lower)
        while j < len(tokens) and (step := extends(lexicon, tokens, j, has_office)):
            has_office = has_office or is_title_or_body(lexicon, tokens[j + step - 1].lower)
            j += step
        if j > i + 1 or may_stand_alone(lexicon, tokens, i, elsewhere):
            runs.append(_run(lexicon, tokens, i, j))
        done = j
    return runs


def _run(lexicon: Lexicon, tokens: list[Token], first: int, last: int) -> Run:
    end = last
    while end - 1 > first and is_suffix(lexicon, tokens[end - 1], end - first):
        end -= 1
    return Run(first, end, last, key_of(tokens, first, end))


def cut(
    lexicon: Lexicon, tokens: list[Token], run: Run, company: Company, weights: NameWeights
) -> Iterator[Name]:
    """The names of a run: one as a rule, more if there is no title but another name before or after it."""
    lists = lexicon.derived[NameFindingLists]
    rule = cut_by_rule(lexicon, tokens, run.first, run.last)
    size = run.end - run.first
    if not 1 < size <= _LONGEST or (
        size == 2 and rule.core == run.first and _is_plain(lexicon, tokens, run.first)
    ):
        yield rule
        return
    old = rule.core, run.end, rule.type
    core, last = best_cut(lexicon, tokens, run, company, old, weights)
    if run.end - core > 2 and tokens[run.end - 1].lower in lists.programmes:
        last = run.end  # else the host would be taken for the speaker: Rae Maddox | Show
    if core == rule.core and last == run.end:
        yield rule
        return
    titled = core > run.first and any(_describes(lexicon, t) for t in tokens[run.first : core])
    if core > run.first and not titled:
        yield from _rest(lexicon, tokens, run.first, core, company, weights)
    yield _name(
        lexicon, tokens, run.first if titled else core, core, last, run.last if last == run.end else last
    )
    if last < run.end:
        yield from _rest(lexicon, tokens, last, run.last, company, weights)


def _is_plain(lexicon: Lexicon, tokens: list[Token], first: int) -> bool:
    """Whether two words are a first name and a surname and can be nothing else."""
    one, other = classes(lexicon, tokens[first].text), classes(lexicon, tokens[first + 1].text)
    return "F" in one and _PLAIN.issuperset(one) and _PLAIN.issuperset(other) and not tokens[first].possessive


def _describes(lexicon: Lexicon, token: Token) -> bool:
    """Whether a word before a name says what someone is."""
    return not _DESCRIBING.isdisjoint(classes(lexicon, token.text))


def _rest(
    lexicon: Lexicon, tokens: list[Token], first: int, last: int, company: Company, weights: NameWeights
) -> Iterator[Name]:
    """The names in the words of a run next to its main one."""
    while first < last and not (
        can_begin(lexicon, tokens, first) and "V" not in classes(lexicon, tokens[first].text)
    ):
        first += 1
    while last > first and not tokens[last - 1].capital:
        last -= 1
    if first < last:
        yield from cut(lexicon, tokens, _run(lexicon, tokens, first, last), company, weights)


def _name(lexicon: Lexicon, tokens: list[Token], first: int, core: int, end: int, last: int) -> Name:
    """A name that is cut otherwise than by rule."""
    inner = tokens[core : end - 1]
    parts = (*(printed(t) for t in inner if t.kind != "q"), tokens[end - 1].text)
    kind, gender, certain = classify(lexicon, parts, tuple([t.lower for t in tokens[first:core]]))
    return Name(first, core, last, parts, joined(tokens, first, core), kind, gender, certain)


def forms_of(lexicon: Lexicon, tokens: list[Token], names: Sequence[Name]) -> dict[str, Form]:
    """The names of an article by their words in lower case."""
    lists = lexicon.derived[NameFindingLists]
    forms: dict[str, Form] = {}
    for name in names:
        key = _key(name)
        form = forms.get(key)
        if form is None:
            form = forms[key] = Form(name)
        form.count += 1
        signs, rule = form.signs, name.type + "!" * name.certain
        for sign in signs_around(lexicon, tokens, name.first, name.core, name.last):
            signs[sign] = signs.get(sign, 0) + 1
        title = name.title.lower().split()
        if any(word in lists.addresses for word in title):
            signs["mr"] = signs.get("mr", 0) + 1
        elif title and title[-1] in lists.groups:
            signs["<group"] = signs.get("<group", 0) + 1
        form.rules[rule] = form.rules.get(rule, 0) + 1
    return forms


def _key(name: Name) -> str:
    return " ".join(name.words).lower()


def relations(lexicon: Lexicon, forms: dict[str, Form]) -> dict[str, list[str]]:
    """The relation of each name of an article to the other names."""
    found: dict[str, list[str]] = {key: [] for key in forms}
    for key, form in forms.items():
        parts = key.split(" ")
        found[key].append("o" + form.by_rule)
        if len(parts) < 2:
            continue
        kind = "F" if is_first_name(lexicon, parts[0]) else "u"
        for place, part in (("last", parts[-1]), ("first", parts[0]), *(("mid", p) for p in parts[1:-1])):
            other = forms.get(part)
            if other is not None:
                found[part].append(f"{place}of{kind}{min(3, len(parts))}")
                if place != "mid":
                    found[key].append(f"{place}alone")
                    found[key] += [
                        f"{place}:{sign}" for sign in ("mr", ">said", "<said") if sign in other.signs
                    ]
    return found


def _typed(
    lexicon: Lexicon, tokens: list[Token], names: list[Name], company: Company, weights: NameWeights
) -> list[Name]:
    """The names with their types; what is none is left out."""
    forms = forms_of(lexicon, tokens, names)
    related = relations(lexicon, forms)
    types = {
        key: _decide(
            type_shares(lexicon, form.name, form.signs, form.count, company, related[key], weights),
            speaks=not _SPEAKING.isdisjoint(form.signs),
            body=form.by_rule == "group",
        )
        for key, form in forms.items()
    }
    typed = []
    for name in names:
        kind, certain = ("group", False) if _is_programme(lexicon, name) else types[_key(name)]
        if kind != "none":
            gender = name.gender if kind in {"person", "unknown"} else "u"
            typed.append(
                Name(name.first, name.core, name.last, name.words, name.title, kind, gender, certain)
            )
    return typed


def _is_programme(lexicon: Lexicon, name: Name) -> bool:
    """Whether a name is that of a programme, which may begin with the full name of its host: Rae Maddox Show."""
    lists = lexicon.derived[NameFindingLists]
    return len(name.words) > 2 and name.words[-1].lower() in lists.programmes


def _decide(shares: list[float], *, speaks: bool, body: bool) -> tuple[str, bool]:
    """
    The type of a name by the probabilities of all, and whether it is certain that it is a person.

    *speaks*: it is shown speaking, so that it is someone's name. *body*: the rules say that it is a group.
    """
    person, *_, none = shares
    if none > _NONE and not speaks:
        return "none", False
    if person >= (_AGAINST_RULE if body else _PERSON):
        return "person", person >= _SURE
    if person >= _OPEN:
        return "unknown", False
    best = TYPES[max(range(1, 4), key=lambda n: shares[n])]
    return ("group" if best == "thing" else best), False


def _with_surnames(
    lexicon: Lexicon, tokens: list[Token], names: list[Name], offices: list[Name]
) -> list[Name]:
    """The names, and those words for offices that are the surname of someone named in full: Bo King, King said."""
    lists = lexicon.derived[NameFindingLists]
    if not offices:
        return names
    surnames = {
        name.words[-1] for name in names if len(name.words) > 1 and name.type in {"person", "unknown"}
    }
    for office in offices:
        before = tokens[office.first - 1] if office.first else None
        bare = before is None or before.kind != "w" or before.lower not in lists.determiners
        if bare and office.words[-1] in surnames:
            names.append(office)
    return sorted(names, key=lambda name: name.first)
