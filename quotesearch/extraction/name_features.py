"""Features of a name's boundaries and of its type, for the fitted model of `name_model`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from quotesearch.extraction.name_company import Company, Run, key_of
from quotesearch.extraction.name_words import classes, known_kinds
from quotesearch.extraction.names import Name
from quotesearch.extraction.tokens import Token

_MAIN = frozenset("FTLOCVPDhj#AKXMBWYQ")  # the classes that count in pairs
_PURE = frozenset("FSfIqrsWHK")  # the classes of words that are as a rule names of people
_LONG = 8  # words of a run in which not every stretch is tried
_LONGEST = 5  # words of a stretch tried there
_AROUND = 12  # tokens on either side that tell a headline


@lru_cache(maxsize=1 << 15)
def _main(word: str) -> str:
    """The classes of a word that count in pairs."""
    return "".join(letter for letter in classes(word) if letter in _MAIN)


@lru_cache(maxsize=1 << 15)
def _at(position: str, word: str) -> tuple[str, ...]:
    """The classes of a word as features of its position."""
    return tuple([position + letter for letter in classes(word)])


def stretches(tokens: Sequence[Token], run: Run) -> Iterator[tuple[int, int]]:
    """The stretches of a run that may be a name: first token and the one behind the last."""
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


def cut_features(
    tokens: Sequence[Token],
    run: Run,
    company: Company,
    old: tuple[int, int, str],
) -> list[tuple[tuple[int, int], list[str]]]:
    """
    The stretches of a run with their features.

    Args:
        tokens: of the article.
        run: of at least two words.
        company: of the article.
        old: first and last token of the name by rule, and its type.
    """
    titled = f"t{_like_headline(tokens, run)}"
    tried = list(stretches(tokens, run))
    lefts = {core: _left(tokens, run, company, core) for core in dict.fromkeys([core for core, _ in tried])}
    rights = {last: _right(tokens, run, company, last) for last in dict.fromkeys([last for _, last in tried])}
    return [
        (
            (core, last),
            [
                *lefts[core],
                *rights[last],
                *_inside(tokens, run, company, core, last),
                *_by_rule(core, last, old),
                f"{titled}{int(last == run.end)}{min(4, last - core)}",
            ],
        )
        for core, last in tried
    ]


def _left(tokens: Sequence[Token], run: Run, company: Company, core: int) -> list[str]:
    """Features of the words of a run before a stretch."""
    if core == run.first:
        return ["l0"]
    left, first = tokens[core - 1], tokens[run.first]
    found = [
        *_at("l", left.text),
        f"ln{min(3, core - run.first)}",
        f"x{_main(left.text)}|{_main(tokens[core].text)}",
    ]
    if left.lower in company.lower:
        found.append("llow")
    if "T" in classes(left.text) and "F" in classes(left.text):
        found.append(f"lTF{left.lower in company.lower:d}")
    if first.first:
        found.append("l1st")
        if core == run.first + 1:
            found += _at("L", first.text)
            found.append(f"X{_main(first.text)}|{_main(tokens[core].text)}")
    if core == run.first + 1:
        found.append(f"lf{min(3, len(company.following.get(left.lower, ())))}{'F' in classes(left.text):d}")
    if _PURE.issuperset(classes(left.text)):
        found.append(f"lpure{_PURE.issuperset(classes(tokens[core].text)):d}")
    if left.possessive:
        found.append("l's")
    if any("T" in classes(t.text) or "P" in classes(t.text) for t in tokens[run.first : core]):
        found.append("lT")
    return [*found, f"la{min(3, company.alone[key_of(tokens, run.first, core)])}"]


def _right(tokens: Sequence[Token], run: Run, company: Company, last: int) -> list[str]:
    """Features of the words of a run behind a stretch."""
    if last == run.end:
        return ["r0"]
    right, before = tokens[last], tokens[last - 1]
    found = [
        *_at("r", right.text),
        f"rn{min(3, run.end - last)}",
        f"y{_main(before.text)}|{_main(right.text)}",
    ]
    if _PURE.issuperset(classes(right.text)):
        found.append(f"rpure{_PURE.issuperset(classes(before.text)):d}")
    if not right.capital:
        found.append("r:" + right.lower)
    if right.lower in company.lower:
        found.append("rlow")
    if before.possessive:
        found.append("r's")
    if any("O" in classes(t.text) for t in tokens[last : run.end]):
        found.append("rO")
    return [*found, f"ra{min(3, company.alone[key_of(tokens, last, run.end)])}"]


def _inside(tokens: Sequence[Token], run: Run, company: Company, core: int, last: int) -> list[str]:
    """Features of a stretch itself."""
    first, end, size = tokens[core], tokens[last - 1], last - core
    whole = core == run.first and last == run.end
    alone = company.alone[key_of(tokens, core, last)] - whole
    found = [
        *_at("b", first.text),
        *_at("e", end.text),
        f"n{min(5, size)}",
        f"a{min(3, alone)}{'w' if whole else ''}{min(3, size)}",
        f"ea{min(2, company.alone[end.lower])}{size > 1:d}",
        f"ba{min(2, company.alone[first.lower])}{size > 1:d}",
    ]
    if size > 1:
        found.append(f"z{_main(first.text)}|{_main(end.text)}|{min(4, size)}")
        found.append(
            f"zs{'F' in classes(first.text):d}{'S' in classes(end.text):d}{'C' in classes(end.text):d}{min(4, size)}"
        )
    for token in tokens[core + 1 : last - 1]:
        found += ["m:" + token.lower] if not token.capital else _at("m", token.text)
    if end.lower in company.lower:
        found.append("elow")
    if first.lower in company.lower:
        found.append("blow")
    return found


def _by_rule(core: int, last: int, old: tuple[int, int, str]) -> list[str]:
    """Features that tell where the rule would cut."""
    found = []
    if core == old[0]:
        found.append("oc")
    if last == old[1]:
        found.append("ol")
    if core == old[0] and last == old[1]:
        found += ["ocl", "ocl" + old[2]]
    return found


def _like_headline(tokens: Sequence[Token], run: Run) -> int:
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
    name: Name, signs: Counter[str], count: int, company: Company, relation: Sequence[str]
) -> list[str]:
    """
    Features of the type of a name that stands *count* times in an article.

    Args:
        name: one of its occurrences, cut.
        signs: what stands around its occurrences, see `signs_around`, and how often.
        count: of its occurrences.
        company: of the article.
        relation: what the article's other names tell of it, see `name_model`.
    """
    parts = name.words
    first, last = parts[0], parts[-1]
    found = ["1", f"n{min(4, len(parts))}", f"c{min(4, count)}", *relation]
    if len(parts) == 1:
        found += _at("w", first)
        found.append("v" + _main(first))
    else:
        found += [*_at("b", first), *_at("e", last), f"z{_main(first)}|{_main(last)}|{min(3, len(parts))}"]
        found.append(
            f"zs{'F' in classes(first):d}{'S' in classes(last):d}{'C' in classes(last):d}{min(4, len(parts))}"
        )
        for word in parts[1:-1]:
            found += ["m:" + word] if not word[:1].isupper() else _at("m", word)
    found += ["k" + letter for letter in known_kinds(" ".join(parts).lower())]
    if last.lower() in company.lower:
        found.append(f"elow{len(parts) > 1:d}")
    if first.lower() in company.lower and len(parts) > 1:
        found.append("blow")
    for sign, number in signs.items():
        share = number / count
        found.append(sign)
        found.append(sign + ("!" if share > 0.6 else "~" if share > 0.25 else "."))
    return found
