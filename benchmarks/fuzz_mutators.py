"""Changes that break a text, a page or a line of JSON: some change characters, some bytes."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

from benchmarks.fuzz_pieces import (
    BREAKS,
    ENTITIES,
    MARKS,
    NUMBERS,
    ODD,
    SIGNS,
    STATEMENT_KEYS,
    STATEMENT_VALUES,
    TAGS,
)

__all__ = ["any_json", "changed_bytes", "changed_json", "changed_text", "encoded"]

Change = Callable[[Random, str], str]

ENCODINGS: Final = (
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "latin-1",
    "cp1252",
    "cp1251",
    "koi8-r",
    "shift_jis",
    "gb18030",
    "euc_jp",
    "big5",
    "utf-7",
    "cp037",
)

MOST_REPEATS: Final = (2, 2, 3, 3, 5, 10, 30, 200)
"""How often a piece is repeated; the result has at most `LONGEST` characters."""

LONGEST: Final = 150_000
"""The most characters of a changed text."""

DEEPEST: Final = (3, 10, 200, 3_000, 60_000)
"""How deep brackets or elements are nested."""


def _stretch(chance: Random, text: str, most: int = 400) -> tuple[int, int]:
    """A random span of a text: start and end."""
    start = chance.randrange(len(text) + 1)
    return start, min(len(text), start + chance.randrange(1, most))


def _delete(chance: Random, text: str) -> str:
    start, end = _stretch(chance, text)
    return text[:start] + text[end:]


def _repeat(chance: Random, text: str) -> str:
    start, end = _stretch(chance, text)
    times = min(chance.choice(MOST_REPEATS), LONGEST // max(1, end - start))
    return text[:end] + text[start:end] * times + text[end:]


def _move(chance: Random, text: str) -> str:
    start, end = _stretch(chance, text)
    rest, at = text[:start] + text[end:], chance.randrange(start + 1)
    return rest[:at] + text[start:end] + rest[at:]


def _truncate(chance: Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] if chance.random() < 0.7 else text[at:]


def _inserter(pieces: Sequence[str], most: int = 3) -> Change:
    """A change that inserts some of these pieces."""

    def insert(chance: Random, text: str) -> str:
        for _ in range(chance.randint(1, most)):
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(pieces) + text[at:]
        return text

    return insert


def _swapper(pieces: Sequence[str]) -> Change:
    """A change that replaces one of these pieces by another one, everywhere or once."""

    def swap(chance: Random, text: str) -> str:
        there = [piece for piece in pieces if piece in text]
        if not there:
            return text
        return text.replace(chance.choice(there), chance.choice(pieces), chance.choice((1, -1, 3)))[:LONGEST]

    return swap


def _case(chance: Random, text: str) -> str:
    start, end = _stretch(chance, text, 3000)
    turn = chance.choice((str.upper, str.lower, str.title, str.swapcase))
    return text[:start] + turn(text[start:end]) + text[end:]


def _join_lines(chance: Random, text: str) -> str:
    return text.replace("\n", chance.choice((" ", "", "\t", "\xa0")))


def _between(chance: Random, text: str) -> str:
    """Put an unusual character between all characters of a span."""
    start, end = _stretch(chance, text)
    return text[:start] + chance.choice(ODD).join(text[start:end]) + text[end:]


def _long_word(chance: Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    letter = chance.choice(("a", "A", "é", "中", "0", "-", "’", "“", ".", "A.", "aB", "\u0301", "'a "))
    return text[:at] + letter * chance.choice((50, 200, 200, 1000, 9000)) + text[at:]


def _nested(chance: Random, text: str) -> str:
    """Put a text inside many elements, or before many that are never closed."""
    tag = chance.choice(("div", "b", "span", "blockquote", "ul", "li", "table", "font", "a", "section"))
    depth = chance.choice(DEEPEST[:4])
    return f"<{tag}>" * depth + text + (f"</{tag}>" * depth if chance.random() < 0.5 else "")


def _attributes(chance: Random, text: str) -> str:
    """Give the first element very long or very many attributes."""
    number = chance.choice((1, 10, 10, 200, 2_000))
    made = "".join(f" a{n}='{chance.choice(ENTITIES)}'" for n in range(number))
    value = chance.choice(("x", "“", "&amp;", "\n", "<p>")) * chance.choice((1, 100, 5_000))
    at = text.find(">")
    return text if at < 0 else f'{text[:at]}{made} title="{value}"{text[at:]}'


TEXT_CHANGES: Final[tuple[Change, ...]] = (
    _delete,
    _repeat,
    _move,
    _truncate,
    _case,
    _join_lines,
    _between,
    _long_word,
    _inserter(MARKS, 6),
    _inserter(MARKS, 6),
    _inserter(BREAKS),
    _inserter(SIGNS),
    _inserter(ODD),
    _inserter(ODD),
    _inserter(NUMBERS),
    _inserter(TAGS),
    _swapper(MARKS),
    _swapper(MARKS),
    _swapper(BREAKS),
    _swapper(SIGNS),
)
PAGE_CHANGES: Final[tuple[Change, ...]] = (
    *TEXT_CHANGES,
    _inserter(TAGS, 8),
    _inserter(TAGS, 8),
    _inserter(ENTITIES),
    _swapper(TAGS),
    _swapper(TAGS),
    _nested,
    _attributes,
)


def changed_text(chance: Random, text: str, *, page: bool) -> str:
    """A text after no, one or several changes."""
    while chance.random() < 0.62 and len(text) <= LONGEST:
        text = chance.choice(PAGE_CHANGES if page else TEXT_CHANGES)(chance, text)
    return text


def encoded(chance: Random, text: str) -> bytes:
    """A text as bytes: mostly UTF-8, sometimes in an encoding that cannot even hold it."""
    encoding = "utf-8" if chance.random() < 0.85 else chance.choice(ENCODINGS)
    return text.encode(encoding, chance.choice(("replace", "ignore", "xmlcharrefreplace")))


def changed_bytes(chance: Random, data: bytes) -> bytes:
    """Bytes, some of them changed; a few are compressed, whole or cut off."""
    if chance.random() < 0.12 and data:
        changed = bytearray(data)
        for _ in range(chance.choice((1, 1, 3, 30))):
            at = chance.randrange(len(changed))
            match chance.randrange(4):
                case 0:
                    changed[at] ^= 1 << chance.randrange(8)
                case 1:
                    changed[at:at] = chance.randbytes(chance.choice((1, 2, 8)))
                case 2:
                    changed[at] = chance.choice((0, 0x80, 0x93, 0xC3, 0xE2, 0xED, 0xF4, 0xFE, 0xFF))
                case _:
                    changed[at : at + 3] = b"x"
        data = bytes(changed)
    if chance.random() < 0.02:
        data = gzip.compress(data, 1, mtime=0)
        data = data[: chance.randrange(len(data))] if chance.random() < 0.3 else data
    return data


def any_json(chance: Random, depth: int = 3) -> Any:
    """Any JSON value, built from the keys and texts of article metadata."""
    kind = chance.randrange(10 if depth else 7)
    if kind < 4:
        return chance.choice(STATEMENT_VALUES)
    if kind == 4:
        return chance.choice((None, True, False, 0, -1, 1.5, 1e308, 10**30, 2024))
    if kind == 5:
        return chance.choice(ODD) + chance.choice(STATEMENT_VALUES)
    if kind == 6:
        return chance.choice(([], {}, [[]], [None], [{}], {"": ""}))
    if kind == 7:
        return [any_json(chance, depth - 1) for _ in range(chance.randrange(5))]
    return {chance.choice(STATEMENT_KEYS): any_json(chance, depth - 1) for _ in range(chance.randrange(6))}


def changed_json(chance: Random, value: Any) -> Any:
    """A value with some of its values replaced, some keys removed and some added."""
    if isinstance(value, dict):
        changed = {key: changed_json(chance, each) for key, each in value.items() if chance.random() > 0.03}
        if chance.random() < 0.05:
            changed[chance.choice(STATEMENT_KEYS)] = any_json(chance, 1)
        return changed
    if isinstance(value, list):
        return [changed_json(chance, each) for each in value]
    if chance.random() < 0.9:
        return value
    return any_json(chance, 2)
