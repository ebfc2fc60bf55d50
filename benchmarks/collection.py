"""A generated collection of any size, the same on every machine."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from hashlib import sha256
from itertools import accumulate

from quotesearch.model import ArticleCard, Passage, Quote, Speaker

__all__ = ["collection", "vocabulary"]

_QUOTES_PER_ARTICLE = 10
_WORDS = 60_000
_SPEAKERS = 5_000
_OUTLETS = 60
_YEARS = range(2005, 2025)
_SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "qui",
    "ro",
    "su",
    "ta",
    "ve",
    "wi",
    "xo",
    "yu",
    "zen",
    "mar",
    "tel",
    "lin",
    "dor",
)


def vocabulary() -> list[str]:
    """Invented words, the most frequent first; frequent words are short, as in any language."""
    chance = random.Random(7)  # noqa: S311 - nothing secret here
    words: dict[str, None] = {}
    while len(words) < _WORDS:
        most = 2 + (len(words) > 300) + (len(words) > 6_000)
        words["".join(chance.choices(_SYLLABLES, k=chance.randint(1, most)))] = None
    return list(words)


def collection(quotes: int, first: int = 0) -> Iterator[tuple[ArticleCard, list[Quote]]]:
    """
    Articles with their quotes, *quotes* in all, numbered from *first* on: Zipf's law for words and speakers,
    sixty outlets, twenty years.
    """
    chance = random.Random(42 + first)  # noqa: S311 - nothing secret here
    words = vocabulary()
    weights = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))
    names = [
        f"{a.title()} {b.title()}"
        for a, b in zip(words[100:], words[9_000 : 9_000 + _SPEAKERS], strict=False)
    ]
    name_weights = list(accumulate(1 / rank**0.8 for rank in range(1, _SPEAKERS + 1)))

    def word() -> str:
        return words[bisect(weights, chance.random() * weights[-1])]

    for number in range(first, first + quotes, _QUOTES_PER_ARTICLE):
        identity = _identity("article", number)
        day = f"{chance.choice(_YEARS)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        outlet = f"The {words[500 + chance.randrange(_OUTLETS)].title()} Times"
        card = ArticleCard(
            identity, f"/news/{identity}.txt", identity * 4, "utf-8", " ".join(word() for _ in range(9)),
            ("Ann Lee",), day, outlet,
        )  # fmt: skip
        made = []
        for place in range(min(_QUOTES_PER_ARTICLE, first + quotes - number)):
            text = " ".join(word() for _ in range(chance.randint(5, 45))).capitalize() + "."
            name = names[bisect(name_weights, chance.random() * name_weights[-1])]
            start = 1_000 * place
            mention = Passage(start + len(text) + 2, start + len(text) + 2 + len(name), name)
            speaker = (
                Speaker(name, name.lower(), "person", "minister", mention) if chance.random() < 0.9 else None
            )
            made.append(
                Quote(
                    _identity("quote", number + place),
                    identity,
                    text,
                    chance.choice(("full", "full", "fragment")),
                    (Passage(start, start + len(text), text),),
                    speaker,
                    None,
                    "said_after",
                    round(chance.random() ** 0.3, 4),
                    f"“{text}” said {name}. " + " ".join(word() for _ in range(30)),
                )
            )
        yield card, made


def _identity(of: str, number: int) -> str:
    """Sixteen hexadecimal digits, as evenly spread as those of real articles and quotes."""
    return sha256(f"{of} {number}".encode()).hexdigest()[:16]
