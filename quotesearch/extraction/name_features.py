"""Features of a name's boundaries and of its type, for the fitted model of `name_model`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from quotesearch.extraction.name_company import Company, Run, key_of
from quotesearch.extraction.name_words import classes, known_kinds
from quotesearch.extraction.names import Name
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_MAIN: Final = frozenset("FTLOCVPDhj#AKXMBWYQ")  # the classes that count in pairs
_PURE: Final = frozenset("FSfIqrsWHK")  # the classes of words that are as a rule names of people
_LONG: Final = 8  # words of a run in which not every stretch is tried
_LONGEST: Final = 5  # words of a stretch tried there
_AROUND: Final = 12  # tokens on either side that show a headline


@lru_cache(maxsize=1 << 15)
def _main(lexicon: Lexicon, word: str) -> str:
    """The classes of a word that count in pairs."""
    return "".join(letter for letter in classes(lexicon, word) if letter in _MAIN)


@lru_cache(maxsize=1 << 15)
def _at(lexicon: Lexicon, position: str, word: str) -> tuple[str, ...]:
    """The classes of a word as features of its position."""
    return tuple([position + letter for letter in classes(lexicon, word)])


def stretches(tokens: list[Token], run: Run) -> Iterator[tuple[int, int]]:
    """The stretches of a run that may be a name: first token and the one after the last."""
    size = run.end - run.first
    for core in range(run.first, run.end):
        if not tokens[core].capital or tokens[core].kind != "w":
            continue
        for last in range(core + 1, run.end + 1):
            whole = core == run.first and last == run.end
            if size > _LONG and last - core > _LONGEST and last < run.end and not whole:
                continue
            if tokens[last - 1].kind == "w" and tokens[last - 1].capital:
                yield core, last


Counts = tuple[int, bool, int, int, int, bool, bool, bool, bool, str, int, bool, int]


@dataclass(slots=True, init=False)
class Cuts:
    """The stretches of a run with what is seen of them; few differ from those of other runs in all they have."""

    lefts: dict[int, list[str]]  # features of the words before, by the first token
    rights: dict[int, list[str]]  # and of those after, by the last one
    tried: list[tuple[tuple[int, int], tuple[str, ...], Counts]]  # stretch, words, and how it occurs

    def __init__(
        self,
        lefts: dict[int, list[str]],
        rights: dict[int, list[str]],
        tried: list[tuple[tuple[int, int], tuple[str, ...], Counts]],
    ) -> None:
        self.lefts = lefts
        self.rights = rights
        self.tried = tried


def cuts_of(
    lexicon: Lexicon, tokens: list[Token], run: Run, company: Company, old: tuple[int, int, str]
) -> Cuts:
    """
    The stretches of a run and what is seen of them.

    Args:
        lexicon: the word lists of the language.
        tokens: of the article.
        run: of at least two words.
        company: of the article.
        old: first and last token of the name by rule, and its type.
    """
    found = Cuts({}, {}, [])
    headline = _like_headline(tokens, run)
    for core, last in stretches(tokens, run):
        if core not in found.lefts:
            found.lefts[core] = _left(lexicon, tokens, run, company, core)
        if last not in found.rights:
            found.rights[last] = _right(lexicon, tokens, run, company, last)
        counts = _counts(tokens, run, company, core, last)
        ruled = core == old[0], last == old[1], old[2]
        words = tuple([t.text if t.capital else "m:" + t.lower for t in tokens[core:last]])
        placed = headline, last == run.end, min(4, last - core)
        found.tried.append(((core, last), words, (*counts, *ruled, *placed)))
    return found


def cut_features(
    lexicon: Lexicon, tokens: list[Token], run: Run, company: Company, old: tuple[int, int, str]
) -> list[tuple[tuple[int, int], list[str]]]:
    """The stretches of a run with the names of their features; the parameters are those of `cuts_of`."""
    cuts = cuts_of(lexicon, tokens, run, company, old)
    return [
        (
            stretch,
            [
                *cuts.lefts[stretch[0]],
                *cuts.rights[stretch[1]],
                *words_inside(lexicon, words),
                *counts_inside(*counts),
            ],
        )
        for stretch, words, counts in cuts.tried
    ]


def _left(lexicon: Lexicon, tokens: list[Token], run: Run, company: Company, core: int) -> list[str]:
    """Features of the words of a run before a stretch."""
    if core == run.first:
        return ["l0"]
    left, first = tokens[core - 1], tokens[run.first]
    found = [
        *_at(lexicon, "l", left.text),
        f"ln{min(3, core - run.first)}",
        f"x{_main(lexicon, left.text)}|{_main(lexicon, tokens[core].text)}",
    ]
    if left.lower in company.lower:
        found.append("llow")
    if "T" in classes(lexicon, left.text) and "F" in classes(lexicon, left.text):
        found.append(f"lTF{left.lower in company.lower:d}")
    if first.first:
        found.append("l1st")
        if core == run.first + 1:
            found += _at(lexicon, "L", first.text)
            found.append(f"X{_main(lexicon, first.text)}|{_main(lexicon, tokens[core].text)}")
    if core == run.first + 1:
        found.append(
            f"lf{min(3, len(company.following.get(left.lower, ())))}{'F' in classes(lexicon, left.text):d}"
        )
    if _PURE.issuperset(classes(lexicon, left.text)):
        found.append(f"lpure{_PURE.issuperset(classes(lexicon, tokens[core].text)):d}")
    if left.possessive:
        found.append("l's")
    if any(
        "T" in classes(lexicon, t.text) or "P" in classes(lexicon, t.text) for t in tokens[run.first : core]
    ):
        found.append("lT")
    return [*found, f"la{min(3, company.alone.get(key_of(tokens, run.first, core), 0))}"]


def _right(lexicon: Lexicon, tokens: list[Token], run: Run, company: Company, last: int) -> list[str]:
    """Features of the words of a run after a stretch."""
    if last == run.end:
        return ["r0"]
    right, before = tokens[last], tokens[last - 1]
    found = [
        *_at(lexicon, "r", right.text),
        f"rn{min(3, run.end - last)}",
        f"y{_main(lexicon, before.text)}|{_main(lexicon, right.text)}",
    ]
    if _PURE.issuperset(classes(lexicon, right.text)):
        found.append(f"rpure{_PURE.issuperset(classes(lexicon, before.text)):d}")
    if not right.capital:
        found.append("r:" + right.lower)
    if right.lower in company.lower:
        found.append("rlow")
    if before.possessive:
        found.append("r's")
    if any("O" in classes(lexicon, t.text) for t in tokens[last : run.end]):
        found.append("rO")
    return [*found, f"ra{min(3, company.alone.get(key_of(tokens, last, run.end), 0))}"]


def words_inside(lexicon: Lexicon, parts: tuple[str, ...]) -> list[str]:
    """Features of the words of a stretch, for any article; one without a capital comes as its feature."""
    first, end, size = parts[0], parts[-1], len(parts)
    found = [*_at(lexicon, "b", first), *_at(lexicon, "e", end), f"n{min(5, size)}"]
    if size > 1:
        found.append(f"z{_main(lexicon, first)}|{_main(lexicon, end)}|{min(4, size)}")
        last = classes(lexicon, end)
        found.append(f"zs{'F' in classes(lexicon, first):d}{'S' in last:d}{'C' in last:d}{min(4, size)}")
    for word in parts[1:-1]:
        found += [word] if word.startswith("m:") else _at(lexicon, "m", word)
    return found


def _counts(
    tokens: list[Token], run: Run, company: Company, core: int, last: int
) -> tuple[int, bool, int, int, int, bool, bool]:
    """How often a stretch and its words occur elsewhere in the article."""
    first, end = tokens[core].lower, tokens[last - 1].lower
    whole = core == run.first and last == run.end
    alone = company.alone.get
    return (
        min(3, alone(key_of(tokens, core, last), 0) - whole),
        whole,
        min(3, last - core),
        min(2, alone(end, 0)),
        min(2, alone(first, 0)),
        end in company.lower,
        first in company.lower,
    )


def counts_inside(
    alone: int,
    whole: bool,
    size: int,
    last_alone: int,
    first_alone: int,
    last_lower: bool,
    first_lower: bool,
    core: bool,
    last: bool,
    kind: str,
    headline: int,
    ends: bool,
    length: int,
) -> list[str]:
    """Features of how a stretch occurs elsewhere, of whether the rule cuts there too, of headlines."""
    found = [
        f"a{alone}{'w' if whole else ''}{size}",
        f"ea{last_alone}{size > 1:d}",
        f"ba{first_alone}{size > 1:d}",
        f"t{headline}{ends:d}{length}",
    ]
    if last_lower:
        found.append("elow")
    if first_lower:
        found.append("blow")
    if core:
        found.append("oc")
    if last:
        found.append("ol")
    if core and last:
        found += ["ocl", "ocl" + kind]
    return found


def _like_headline(tokens: list[Token], run: Run) -> int:
    """Whether the words around a run are set like a headline, most with a capital: 0 no, 1 maybe, 2 yes."""
    sentence = tokens[run.first].sentence
    capitals = small = 0
    for token in tokens[max(0, run.first - _AROUND) : run.last + _AROUND]:
        if token.sentence == sentence and token.kind == "w" and len(token.text) > 3:
            if token.capital:
                capitals += 1
            else:
                small += 1
    if small > capitals / 2:
        return 0
    return 2 if capitals > 3 and small <= capitals / 4 else 1


def type_features(
    lexicon: Lexicon, name: Name, signs: dict[str, int], count: int, company: Company, relation: Sequence[str]
) -> list[str]:
    """
    Features of the type of a name that an article has *count* times.

    Args:
        lexicon: the word lists of the language.
        name: one of its occurrences, cut.
        signs: what is around its occurrences, see `signs_around`, and how often.
        count: of its occurrences.
        company: of the article.
        relation: to the article's other names, see `name_model`.
    """
    return [*words_of_type(lexicon, name.words), *seen_of_type(name.words, signs, count, company, relation)]


def words_of_type(lexicon: Lexicon, parts: tuple[str, ...]) -> list[str]:
    """Features of a name's words for its type, for any article."""
    first, last = parts[0], parts[-1]
    found = ["1", f"n{min(4, len(parts))}"]
    if len(parts) == 1:
        found += _at(lexicon, "w", first)
        found.append("v" + _main(lexicon, first))
    else:
        found += [
            *_at(lexicon, "b", first),
            *_at(lexicon, "e", last),
            f"z{_main(lexicon, first)}|{_main(lexicon, last)}|{min(3, len(parts))}",
        ]
        kinds = classes(lexicon, last)
        known = f"{'F' in classes(lexicon, first):d}{'S' in kinds:d}{'C' in kinds:d}"
        found.append(f"zs{known}{min(4, len(parts))}")
        for word in parts[1:-1]:
            found += ["m:" + word] if not word[:1].isupper() else _at(lexicon, "m", word)
    return found + ["k" + letter for letter in known_kinds(lexicon, " ".join(parts).lower())]


def seen_of_type(
    parts: tuple[str, ...], signs: dict[str, int], count: int, company: Company, relation: Sequence[str]
) -> list[str]:
    """Features of how a name occurs in its article, for its type."""
    found = [f"c{min(4, count)}", *relation]
    if parts[-1].lower() in company.lower:
        found.append(f"elow{len(parts) > 1:d}")
    if parts[0].lower() in company.lower and len(parts) > 1:
        found.append("blow")
    for sign, number in signs.items():
        share = number / count
        found.append(sign)
        found.append(sign + ("!" if share > 0.6 else "~" if share > 0.25 else "."))
    return found
