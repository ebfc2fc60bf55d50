"""Fuzzed inputs, each a function of a seed and its number: texts, pages, queries, corrections, sidecars and tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmarks.fuzz_mutators import DEEPEST, any_json, changed_bytes, changed_json, changed_text, encoded
from benchmarks.fuzz_pieces import (
    BREAKS,
    CUES,
    HEADERS,
    MARKS,
    NAMES,
    NUMBERS,
    ODD,
    PAIRS,
    PROSE,
    QUERY_WORDS,
    SAYINGS,
    SIGNS,
    STATEMENT_KEYS,
    STATEMENT_VALUES,
    TAGS,
)
from quotesearch.indexing.corrections.corrections_file import new_correction
from quotesearch.model.corrections import Selector

__all__ = ["KINDS", "STORY", "FuzzedInput", "kind_of", "made"]

SEEDS: Final = Path(__file__).parent.parent / "seeds"

STORY: Final = (
    "Harbour full on Monday\nBy Ann Lee October 31, 2024\n\n“We ran out of water,” said Chief Ann Lee.\n\n"
    "The trouble, Bo Roe said, “is that nobody counted.” He left.\n\n“It rained,” she added.\n"
)
"""The article that corrections and sidecars are about."""


@dataclass(frozen=True, slots=True)
class FuzzedInput:
    """An input; its bytes are all that is needed to run it again."""

    number: int
    kind: str  # one of KINDS
    data: bytes


def kind_of(seed: int, number: int) -> str:
    """The kind of the input with a number; texts and pages are more frequent than others."""
    return _chance(seed, number, "kind").choices(KINDS, [share for share, _ in _KINDS.values()])[0]


def made(seed: int, number: int) -> FuzzedInput:
    """
    The input with a number, the same on every machine; another seed gives another input.

    >>> made(1, 7) == made(1, 7), made(1, 7) == made(1, 8)
    (True, False)
    """
    kind = kind_of(seed, number)
    return FuzzedInput(number, kind, _KINDS[kind][1](_chance(seed, number, "input")))


def _chance(seed: int, number: int, purpose: str) -> Random:
    return Random(f"{seed}:{number}:{purpose}")  # noqa: S311 - no secret


def _length(chance: Random) -> int:
    """The length of a text in characters: half have less than 150, one in 2,500 has 100,000 before changes."""
    return int(min(100_000, 80 * chance.paretovariate(1.1)))


def _text(chance: Random) -> bytes:
    """A plain text."""
    text = chance.choice((_story, _story, _story, _splice, _soup, _same_again))(chance, _length(chance))
    return changed_bytes(chance, encoded(chance, changed_text(chance, text, page=False)))


def _page(chance: Random) -> bytes:
    """A page, or a piece of one."""
    text = chance.choice((_site, _site, _site, _tag_soup))(chance, _length(chance) // 2)
    return changed_bytes(chance, encoded(chance, changed_text(chance, text, page=True)))


def _sentence(chance: Random) -> str:
    """A sentence, with or without a quotation."""
    if chance.random() < 0.3:
        return chance.choice(PROSE)
    opening, closing = chance.choice(PAIRS)
    name, cue = chance.choice(NAMES), chance.choice(CUES)
    first, second = chance.choice(SAYINGS), chance.choice(SAYINGS)
    return chance.choice(
        (
            f"{opening}{first},{closing} {name} {cue}.",
            f"{opening}{first},{closing} {cue} {name}. {opening}{second}.{closing}",
            f"{name} {cue}: {opening}{first}.{closing}",
            f"{opening}{first},{closing} {name} {cue}, {opening}{second}.{closing}",
            f"{name} {cue} that {first} and {opening}{second}{closing}.",
            f"{opening}{first}.",
            f"{name}: {first}.",
            f"{name} and {chance.choice(NAMES)} met. {opening}{first}{closing} — {name}",
            f"{name}, {chance.choice(NAMES)} of the {first}, {cue} {opening}{second}{closing}",
        )
    )


def _story(chance: Random, length: int) -> str:
    """An article that a person could have written."""
    head = chance.choice(HEADERS).format(title=chance.choice(PROSE), name=chance.choice(NAMES))
    joint = chance.choice(("\n\n", "\n\n", "\n\n", "\n", " ", "\r\n\r\n"))
    paragraphs = []
    while length > 0:
        paragraphs.append(" ".join(_sentence(chance) for _ in range(chance.choice((1, 1, 2, 4)))))
        length -= len(paragraphs[-1])
    return head + joint.join(paragraphs)


@cache
def _seeds() -> tuple[str, ...]:
    """The sample articles."""
    return tuple(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))


def _splice(chance: Random, length: int) -> str:
    """Parts of the sample articles, one after another."""
    stretches = []
    while length > 0:
        article = chance.choice(_seeds())
        start = chance.randrange(len(article))
        stretches.append(article[start : start + chance.randint(1, min(length, 3000) + 1)])
        length -= len(stretches[-1]) + 1
    return chance.choice(("", "\n", "\n\n", "”", " “")).join(stretches)


_WORDS: Final = (*NAMES, *CUES, *SAYINGS, *MARKS, *MARKS, *BREAKS, *SIGNS, *ODD, " ", " ", " ", *NUMBERS)


def _soup(chance: Random, length: int) -> str:
    """Pieces in any order."""
    return "".join(chance.choices(_WORDS, k=max(1, length // 5)))


def _same_again(chance: Random, length: int) -> str:
    """A few pieces, repeated many times: this shows what takes time with the square of the length."""
    piece = "".join(chance.choices((*_WORDS, *TAGS), k=chance.choice((1, 1, 2, 3)))) or "x"
    before, after = chance.choice(("", "“", "Ann Lee said ")), chance.choice(("", "”", " said Ann Lee."))
    return before + piece * (min(20_000, 3 * length) // len(piece) + 1) + after


def _site(chance: Random, length: int) -> str:
    """A page of a news site."""
    story = _story(chance, length)
    breaks = chance.choice(("</p><p>", "</p>\n<p>", "<br><br>", "</div><div>"))
    body = story.replace("\n\n", breaks).replace("“", chance.choice(("“", "&ldquo;", "<q>", "&#8220;")))
    statement = changed_json(chance, _statement(chance)) if chance.random() < 0.5 else any_json(chance)
    written = json.dumps(statement, ensure_ascii=chance.random() < 0.5)
    if chance.random() < 0.03:
        written = chance.choice(("[", '{"a":', '[{"author":')) * chance.choice(DEEPEST)
    head = "".join(chance.choices(TAGS, k=chance.randrange(4)))
    return (
        f"<html><head><title>{chance.choice(PROSE)} - The Post</title>{head}"
        f'<script type="application/ld+json">{written}</script></head><body>'
        f"{''.join(chance.choices(TAGS, k=chance.randrange(5)))}<article><h1>{chance.choice(PROSE)}</h1>"
        f"<p class=byline>By {chance.choice(NAMES)}</p><p>{body}</p></article></body></html>"
    )


def _statement(chance: Random) -> dict[str, Any]:
    """The metadata of a page in JSON-LD."""
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": chance.choice(PROSE),
        "author": [{"@type": "Person", "name": chance.choice(NAMES)}],
        "datePublished": "2024-10-31T09:00:00Z",
        "publisher": {"@type": "Organization", "name": "The Post", "url": "https://example.org"},
        "articleBody": _sentence(chance),
    }


def _tag_soup(chance: Random, length: int) -> str:
    """Tags and pieces in any order."""
    return "<html>" + "".join(chance.choices((*TAGS, *TAGS, *_WORDS), k=max(1, length // 6)))


def _query(chance: Random) -> bytes:
    """The arguments of `find`, as JSON."""
    number = int(min(300, chance.paretovariate(1.2)))
    words = [_query_word(chance) for _ in range(number)]
    if chance.random() < 0.3:
        words = [" ".join(words)]
    options: dict[str, Any] = {}
    for name, values in _OPTIONS.items():
        if chance.random() < 0.1:
            options[name] = chance.choice(values)
    return json.dumps({"words": words, "options": options}).encode()


def _query_word(chance: Random) -> str:
    """A word of a query, sometimes changed."""
    word = chance.choice((*QUERY_WORDS, *QUERY_WORDS, *SAYINGS, *NAMES, *ODD, *NUMBERS))
    return changed_text(chance, word, page=False)[:20_000] if chance.random() < 0.4 else word


_OPTIONS: Final[dict[str, tuple[Any, ...]]] = {
    "speaker": ("Lee", "=Ann Lee", "=", "", " ", "Leee", "\0", "\ud800", "“Lee”", "a b", "李", "*", "=*", "x" * 5000),
    "outlet": ("Post", "NOSUCH", "", "\ud800", "The", "=Post", "’"),
    "after": ("2024", "2024-10", "2024-10-31", "0001", "9999", "yesterday", "2024-02-30", "", "²024", "٢٠٢٤"),
    "before": ("2024", "2024-10-31", "0000", "10000", "2024-1-1", "-1"),
    "kind": ("full", "fragment", "headline"),
    "exact": (True,),
    "sort": ("newest", "oldest", "relevance"),
    "group": ("article",),
    "limit": (0, 1, 3, 1000, 10**12),
    "offset": (0, 1, 7, 10**12),
    "min_confidence": (0.0, 0.5, 1.0),
}  # fmt: skip


def _corrections(chance: Random) -> bytes:
    """Lines of a `corrections.jsonl`, most of them invalid."""
    lines = []
    for _ in range(chance.choice((1, 1, 2, 5))):
        fields = changed_json(chance, _correction(chance))
        if chance.random() < 0.1:
            fields = any_json(chance)
        line = json.dumps(fields, ensure_ascii=chance.random() < 0.5)
        if chance.random() < 0.05:
            line = chance.choice(("[", '{"selector":', '{"id":[')) * chance.choice(DEEPEST)
        lines.append(changed_text(chance, line, page=False) if chance.random() < 0.2 else line)
    return changed_bytes(
        chance, "\n".join(lines).encode("utf-8", chance.choice(("replace", "surrogatepass")))
    )


def _correction(chance: Random) -> dict[str, Any]:
    """A line as the program writes it."""
    start, end = chance.choice(((55, 75), (130, 153), (0, 5), (-3, 10**9), (20, 10)))
    selector = Selector(
        ("story.txt", chance.choice(("../story.txt", "/x", "a" * 5000, ""))),
        chance.choice(("0" * 64, "f" * 64)),
        start,
        end,
        chance.choice(("We ran out of water,", "is that nobody counted.", "")),
        chance.choice(("We ran out of water,", "", " ", "\n" * 50, "(a+)+$", "e" * 3000)),
        chance.choice(("", STORY[:20], "Lee.\n\n", " " * 300, "x" * 300)),
        chance.choice(("", "” said Chief", STORY[-40:])),
    )
    action = chance.choice(("speaker", "not-a-quote", "merge", "undo", "bogus"))
    fixed = asdict(
        new_correction(
            action,
            chance.choice(("", "I was there")),
            quote=chance.choice(("", "3f9c")),
            selector=selector,
            name=chance.choice(NAMES),
            into=chance.choice(NAMES),
            undoes=chance.choice(("", "1", "2")),
        )
    )
    fixed.pop("file")
    facts = {
        "id": str(chance.randrange(4)),
        "who": chance.choice(("ann", "\ud800", "")),
        "when": "2024-01-01T00:00:00Z",
    }
    return fixed | facts


def _sidecar(chance: Random) -> bytes:
    """The contents of a `FILE.meta.json`."""
    keys = ("headline", "byline", "published", "outlet", "url", *chance.choices(STATEMENT_KEYS, k=1))
    fields: Any = {key: any_json(chance, 1) for key in keys if chance.random() < 0.7}
    if chance.random() < 0.05:
        fields = any_json(chance)
    text = json.dumps(fields, ensure_ascii=chance.random() < 0.5)
    if chance.random() < 0.03:
        text = chance.choice(("[", '{"a":')) * chance.choice(DEEPEST)
    if chance.random() < 0.2:
        text = changed_text(chance, text, page=False)
    return changed_bytes(chance, text.encode("utf-8", chance.choice(("replace", "surrogatepass"))))


def _table(chance: Random) -> bytes:
    """A `metadata.csv`, in which a cell, a delimiter or a quotation mark may be anything."""
    delimiter = chance.choice((",", ",", ";", "\t", "|"))
    names = [
        "file",
        *chance.sample(("headline", "byline", "published", "outlet", "url", "title", "date", "x", ""), 4),
    ]
    lines = [names]
    for _ in range(chance.choice((1, 2, 5, 40))):
        file = chance.choice(
            ("story.txt", "2024/other.txt", "./story.txt", "../story.txt", "/x", "", "nosuch.txt", "2024")
        )
        cells = [
            chance.choice((*STATEMENT_VALUES, *NAMES, *ODD, *NUMBERS))
            for _ in range(chance.choice((4, 4, 4, 0, 9)))
        ]
        lines.append([file, *cells])
    quoted = chance.choice(("{}", '"{}"', '"{}'))
    text = chance.choice(BREAKS[:4]).join(
        delimiter.join(quoted.format(cell) for cell in line) for line in lines
    )
    if chance.random() < 0.4:
        text = changed_text(chance, text, page=False)
    return changed_bytes(chance, encoded(chance, text))


_KINDS: Final[dict[str, tuple[int, Callable[[Random], bytes]]]] = {
    "text": (36, _text),
    "page": (26, _page),
    "query": (18, _query),
    "corrections": (12, _corrections),
    "sidecar": (8, _sidecar),
    "table": (4, _table),
}

KINDS: Final = tuple(_KINDS)
"""The kinds of inputs."""
