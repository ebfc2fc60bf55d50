"""
What an engine keeps of a quote.

| field | holds | for |
|---|---|---|
| `stems` | stems, with positions | words; nearness; relevance |
| `words` | printed forms, with positions | phrases, `--exact`, `pre*`, `word~`, suggestions |
| `variants` | folded and printed form of words where the two differ | finding “defence” by `"defense"` |
| `speaker` | folded words of the name | `--speaker` |
| `outlet` | folded words of the outlet | `--outlet` |
| `id` | the first characters of the id | `show` |

Next to these fields, which are searched by term, each quote has columns to filter, sort and count by, and a record
that holds all that a hit shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from quotesearch.analysis import Term, name_words, terms_of
from quotesearch.indexing.engines.records import pack
from quotesearch.model import OTHERS, PERSONS, ArticleCard, Quote, Speaker

__all__ = [
    "COLUMNS",
    "ID_LENGTH",
    "NOBODY",
    "NUMBERS",
    "PART_GAP",
    "VARIANT_MARK",
    "Row",
    "confidence_units",
    "day_number",
    "least_units",
    "row",
]

COLUMNS: Final = ("article", "person", "name", "role", "gender", "outlet", "kind")
"""Columns of texts; "" where a quote has none."""

NUMBERS: Final = ("published", "certainty")
"""Columns of numbers."""

PART_GAP: Final = 100
"""Positions between two parts of a quote, so that no phrase and no nearness reaches over."""

ID_LENGTH: Final = 3
"""Characters of an id that may be a term; a term for each whole id would be most terms of an index."""

VARIANT_MARK: Final = "\x1f"
"""Between the folded and the printed form of a word."""

NOBODY: Final = -1
"""The certainty of a quote without a speaker."""

_DECIMALS: Final = 4  # of a confidence that count


@dataclass(frozen=True, slots=True)
class Row:
    """A quote as it is indexed."""

    id: str
    words: list[tuple[Term, int]]  # with their positions
    variants: set[str]
    speaker: frozenset[str]
    outlet_words: frozenset[str]
    texts: tuple[str, ...]  # the columns, in the order of `COLUMNS`
    published: int  # as `day_number`
    certainty: int  # twice the confidence as `confidence_units`, and 1 more if the speaker is not a person; or `NOBODY`
    record: bytes


def row(article: ArticleCard, quote: Quote) -> Row:
    """
    A quote of an article as it is indexed.

    >>> from quotesearch.model import Passage
    >>> parts = (Passage(0, 8, "We stay."), Passage(9, 17, "We wait."))
    >>> said = Quote("1", "a", "We stay. We wait.", "full", parts, None, None, "", 0.0)
    >>> made = row(ArticleCard("a", "a.txt", "", "utf-8", published="2024-10-31"), said)
    >>> [(token.printed, place) for token, place in made.words], made.published
    ([('we', 0), ('stay', 1), ('we', 101), ('wait', 102)], 20241031)
    """
    words: list[tuple[Term, int]] = []
    variants: set[str] = set()
    base = 0
    for part in quote.parts:
        found = terms_of(part.text)
        words += [(token, base + place) for token, place in found] if base else found
        variants.update(
            token.folded + VARIANT_MARK + token.printed for token, _ in found if token.printed != token.folded
        )
        base += (found[-1][1] if found else 0) + PART_GAP
    speaker = quote.speaker
    return Row(
        id=quote.id,
        words=words,
        variants=variants,
        speaker=name_words(_names(speaker)) if speaker else frozenset(),
        outlet_words=name_words(article.outlet or ""),
        texts=(
            article.id,
            speaker.person if speaker else "",
            speaker.name if speaker else "",
            (speaker.role or "") if speaker else "",
            (speaker.gender or "") if speaker else "",
            article.outlet or "",
            quote.kind,
        ),
        published=day_number(article.published),
        certainty=2 * confidence_units(quote.confidence) + (speaker.type != "person") if speaker else NOBODY,
        record=pack(article, quote),
    )


def _names(speaker: Speaker) -> str:
    """All that a speaker is found by."""
    return " ".join((speaker.name, speaker.person, *speaker.also))


def day_number(published: str | None) -> int:
    """
    A day as a number that sorts as it does; 0: none.

    >>> day_number("2024-10-31"), day_number(None)
    (20241031, 0)
    """
    return int((published or "0")[:10].replace("-", ""))


@lru_cache(maxsize=16384)
def confidence_units(confidence: float) -> int:
    """
    A confidence in ten-thousandths, rounded down.

    >>> confidence_units(0.93), confidence_units(0.29), confidence_units(1.0)
    (9300, 2900, 10000)
    """
    from decimal import ROUND_FLOOR, Decimal  # here, since it takes two milliseconds that few searches need

    return int(Decimal(repr(confidence)).scaleb(_DECIMALS).to_integral_value(ROUND_FLOOR))


@lru_cache(maxsize=64)
def least_units(least: float | None) -> tuple[int, int]:
    """
    The thresholds for persons and for all others in ten-thousandths, rounded up; None: the defaults.

    >>> least_units(0.5), least_units(0.90004)
    ((5000, 5000), (9001, 9001))
    """
    from decimal import ROUND_CEILING, Decimal

    def units(number: float) -> int:
        return int(Decimal(repr(number)).scaleb(_DECIMALS).to_integral_value(ROUND_CEILING))

    if least is None:
        return units(PERSONS.probable), units(OTHERS.probable)
    return units(least), units(least)
