"""
The field table: what a quote is found, filtered, counted and shown by.

| field | holds | for |
|---|---|---|
| `stems` | stems, with positions | words; nearness; relevance |
| `words` | printed forms, with positions | phrases, `--exact`, `pre*`, `word~`, suggestions |
| `variants` | folded and printed form of words where the two differ | finding “defence” by `"defense"` |
| `speaker` | folded words of the name | `--speaker` |
| `outlet` | folded words of the outlet | `--outlet` |
| `date` | year, month and day, a term each | `--after`, `--before` |
| `id` | the first three characters of the id | `show` |
| `article` | the article's id | dropping an article |

Beside them every engine keeps the record (`quotesearch.indexing.records`) and, to filter, sort and count by,
the `Facts`. Confidence and kind are facts only: to look at those of the quotes that the words found costs less
than any list of all quotes that have them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from quotesearch.indexing.analysis import Token, name_words, words_of
from quotesearch.model import OTHERS, PERSONS, ArticleCard, Quote, Speaker

__all__ = [
    "FIELDS",
    "ID_LENGTH",
    "PART_GAP",
    "PLACED_FIELDS",
    "VARIANT_MARK",
    "Entry",
    "Facts",
    "confidence_units",
    "date_terms",
    "date_terms_between",
    "day_number",
    "entry",
    "least_units",
    "part_starts",
    "person_of",
    "term_from",
    "term_key",
]

PLACED_FIELDS: Final = ("stems", "words")
"""The fields whose terms come with the positions they stand at."""

FIELDS: Final = (*PLACED_FIELDS, "variants", "speaker", "outlet", "date", "id", "article")
"""All fields that have terms."""

PART_GAP: Final = 100
"""Words that are as if between two parts of a quote, so that no phrase and no nearness reaches over."""

ID_LENGTH: Final = 3
"""Characters of an id that are a term; a term for each whole id would be most terms of the index."""

VARIANT_MARK: Final = "\x1f"

UNNAMED_MARK: Final = "\x1f"
"""What is between the words for a speaker without a name and the article, which is no one else's."""

_DECIMALS: Final = 4  # of a confidence that count
_LONGEST: Final = 4095  # words; a quote of more is as long as that, when relevance is judged by length
_UNDATED: Final = "none"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an engine indexes of a quote. Words with the positions they stand at; terms without."""

    words: list[tuple[Token, int]]
    variants: set[str]
    speaker: frozenset[str]
    outlet: frozenset[str]
    date: tuple[str, ...]


class Facts(NamedTuple):
    """What quotes are filtered, sorted and counted by, without reading their records."""

    article: str
    person: str  # "": no speaker; the same holds for name and role. See `person_of`
    name: str
    role: str
    outlet: str
    kind: str
    gender: str  # "": nothing says it
    published: int  # as `day_number`
    confidence: int  # as `confidence_units`
    other: int  # 1: the speaker is no person, so that another threshold counts
    length: int  # in words

    @classmethod
    def of(cls, article: ArticleCard, quote: Quote, length: int) -> Facts:
        """The facts of a quote of so many words, its best guess among them."""
        speaker = quote.speaker
        return cls(
            article.id,
            _person(article, speaker) if speaker else "",
            speaker.name if speaker else "",
            (speaker.role or "") if speaker else "",
            article.outlet or "",
            quote.kind,
            (speaker.gender or "") if speaker else "",
            day_number(article.published),
            confidence_units(quote.confidence),
            int(speaker is not None and speaker.type != "person"),
            min(length, _LONGEST),
        )


def _person(article: ArticleCard, speaker: Speaker) -> str:
    """
    The key of a speaker, by which articles are joined.

    “A source” of another article is another source, unless people said that it is someone: by then there is a name.
    """
    unnamed = speaker.type == "anonymous" and not speaker.also
    return f"{speaker.person}{UNNAMED_MARK}{article.id}" if unnamed else speaker.person


def person_of(fact: str) -> str:
    r"""
    The key of a speaker (`Speaker.person`) as the facts have it.

    >>> person_of("source\x1f3f9c"), person_of("ann lee")
    ('source', 'ann lee')
    """
    return fact.partition(UNNAMED_MARK)[0]


def entry(article: ArticleCard, quote: Quote) -> Entry:
    """What an engine indexes of a quote of an article."""
    words: list[tuple[Token, int]] = []
    variants: set[str] = set()
    base = 0
    for part in quote.parts:
        found = words_of(part.text)
        words += [(token, base + place) for token, place in found] if base else found
        variants.update(
            token.folded + VARIANT_MARK + token.printed for token, _ in found if token.printed != token.folded
        )
        base += (found[-1][1] if found else 0) + PART_GAP
    speaker = quote.speaker
    return Entry(
        words,
        variants,
        name_words(_names(speaker)) if speaker else frozenset(),
        name_words(article.outlet or ""),
        date_terms(article.published),
    )


def _names(speaker: Speaker) -> str:
    """All that a speaker is found by."""
    return " ".join((speaker.name, speaker.person, *speaker.also))


def term_key(term: str) -> bytes:
    """A term as it is kept and sorted; halves of characters, which broken files have, are kept too."""
    return term.encode("utf-8", "surrogatepass")


def term_from(key: bytes) -> str:
    """What `term_key` made a key of."""
    return key.decode("utf-8", "surrogatepass")


def part_starts(quote: Quote) -> tuple[tuple[int, int], ...]:
    """
    Where the parts of a quote stand in its text, as starts and ends.

    A part that the text does not hold as it is (no extractor should make one) is passed over.
    """
    places: list[tuple[int, int]] = []
    at = 0
    for part in quote.parts:
        found = quote.text.find(part.text, at)
        if found >= 0:
            at = found + len(part.text)
            places.append((found, at))
    return tuple(places)


@lru_cache(maxsize=8192)
def date_terms(published: str | None) -> tuple[str, ...]:
    """
    The terms of a day.

    >>> date_terms("2024-10-31"), date_terms(None)
    (('2024', '2024-10', '2024-10-31'), ('none',))
    """
    if not published:
        return (_UNDATED,)
    return (published[:4], published[:7], published[:10])


def date_terms_between(first: str, last: str) -> tuple[str, ...]:
    """
    The fewest terms that cover the days from *first* to *last*, both included; ISO dates.

    >>> date_terms_between("2023-12-30", "2025-02-01")
    ('2023-12-30', '2023-12-31', '2024', '2025-01', '2025-02-01')
    """
    terms: list[str] = []
    for year in range(int(first[:4]), int(last[:4]) + 1):
        if first <= f"{year:04}-01-01" and f"{year:04}-12-31" <= last:
            terms.append(f"{year:04}")
            continue
        for month in (f"{year:04}-{number:02}" for number in range(1, 13)):
            if first <= f"{month}-01" and f"{month}-31" <= last:
                terms.append(month)
            elif first[:7] <= month <= last[:7]:
                days = (f"{month}-{number:02}" for number in range(1, 32))
                terms.extend(day for day in days if first <= day <= last)
    return tuple(terms)


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
    The thresholds for persons and for all else in ten-thousandths, rounded up; None: the defaults.

    >>> least_units(0.5), least_units(0.90004)
    ((5000, 5000), (9001, 9001))
    """
    from decimal import ROUND_CEILING, Decimal

    def units(number: float) -> int:
        return int(Decimal(repr(number)).scaleb(_DECIMALS).to_integral_value(ROUND_CEILING))

    if least is None:
        return units(PERSONS.probable), units(OTHERS.probable)
    return units(least), units(least)
