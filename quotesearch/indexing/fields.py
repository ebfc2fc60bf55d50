"""
The field table: what a quote is found, filtered, counted and shown by.

| field | holds | for |
|---|---|---|
| `stems` | stems, with positions | words; nearness; relevance |
| `words` | printed forms, with positions | phrases, `--exact`, `pre*`, `word~`, suggestions |
| `variants` | folded and printed form of words where the two differ | finding “defence” by `"defense"` |
| `speaker` | folded words of the name, each behind the first decimal of the confidence | `--speaker` |
| `outlet` | folded words of the outlet | `--outlet` |
| `date` | year, month and day, a term each | `--after`, `--before` |
| `kind` | full, fragment or headline | `--kind` |
| `confidence` | the first one, two, three and four decimals | `--min-confidence` |
| `id`, `article` | ids | `show`, dropping an article |

Beside them every engine keeps the record (`quotesearch.indexing.records`) and, to sort and count by, the
`Facts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from quotesearch.indexing.analysis import name_words, placed
from quotesearch.model import ArticleCard, Quote

__all__ = [
    "PART_GAP",
    "VARIANT_MARK",
    "Entry",
    "Facts",
    "confidence_terms",
    "confidence_terms_from",
    "date_terms",
    "date_terms_between",
    "entry",
    "part_starts",
    "speaker_terms",
]

PART_GAP: Final = 100
"""Words that are as if between two parts of a quote, so that no phrase and no nearness reaches over."""

VARIANT_MARK: Final = "\x1f"
_DECIMALS: Final = 4
_UNDATED: Final = "none"

Places = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """What an engine indexes of a quote. Terms with the positions they stand at; terms without."""

    stems: Places
    words: Places
    variants: frozenset[str]
    speaker: frozenset[str]
    outlet: frozenset[str]
    date: tuple[str, ...]
    kind: str
    confidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What quotes are counted by, without reading their records."""

    article: str
    confidence: float
    person: str  # "": no speaker; the same holds for name and role
    name: str
    role: str
    outlet: str
    year: str
    kind: str

    def pack(self) -> bytes:
        r"""
        All in one line.

        >>> Facts.unpack(Facts("a1", 0.5, "ann lee", "Ann Lee", "", "", "2024", "full").pack()).name
        'Ann Lee'
        """
        fields = (
            self.article, repr(self.confidence), self.person, self.name,
            self.role, self.outlet, self.year, self.kind,
        )  # fmt: skip
        return VARIANT_MARK.join(field.replace(VARIANT_MARK, " ") for field in fields).encode(
            "utf-8", "surrogatepass"
        )

    @classmethod
    def unpack(cls, packed: bytes) -> Facts:
        """What `pack` packed. Raises ValueError if it did not."""
        article, confidence, *rest = packed.decode("utf-8", "surrogatepass").split(VARIANT_MARK)
        person, name, role, outlet, year, kind = rest
        return cls(article, float(confidence), person, name, role, outlet, year, kind)

    @classmethod
    def of(cls, article: ArticleCard, quote: Quote) -> Facts:
        """The facts of a quote, its best guess among them."""
        speaker = quote.speaker
        return cls(
            article=article.id,
            confidence=quote.confidence,
            person=speaker.person if speaker else "",
            name=speaker.name if speaker else "",
            role=(speaker.role or "") if speaker else "",
            outlet=article.outlet or "",
            year=(article.published or "")[:4],
            kind=quote.kind,
        )


def entry(article: ArticleCard, quote: Quote) -> Entry:
    """What an engine indexes of a quote of an article."""
    stems: Places = {}
    words: Places = {}
    variants: set[str] = set()
    base = 0
    for part in quote.parts:
        last = 0
        for token, shift, _ in placed(part.text):
            last = token.position + shift
            stems.setdefault(token.stem, []).append(base + last)
            words.setdefault(token.printed, []).append(base + last)
            if token.printed != token.folded:
                variants.add(token.folded + VARIANT_MARK + token.printed)
        base += last + PART_GAP
    speaker = quote.speaker
    confidence = confidence_terms(quote.confidence)
    return Entry(
        stems=stems,
        words=words,
        variants=frozenset(variants),
        speaker=speaker_terms(f"{speaker.name} {speaker.person}", confidence[0]) if speaker else frozenset(),
        outlet=name_words(article.outlet or ""),
        date=date_terms(article.published),
        kind=quote.kind,
        confidence=confidence if speaker else (),
    )


def speaker_terms(name: str, bucket: str) -> frozenset[str]:
    """
    The terms of a name that is known with a confidence.

    The first term of the confidence goes in front, so that a speaker of at least some confidence is found in
    a few short lists, without those of everybody who is as sure.

    >>> sorted(speaker_terms("Ann Lee", "9"))
    ['9ann', '9lee']
    """
    return frozenset(bucket + word for word in name_words(name))


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


def confidence_terms(confidence: float) -> tuple[str, ...]:
    """
    The terms of a confidence: its first decimal, the first two, and so on; rounded down.

    >>> confidence_terms(0.93), confidence_terms(1.0)
    (('9', '93', '930', '9300'), ('1.',))
    """
    rounded = Decimal(repr(confidence)).quantize(Decimal(1).scaleb(-_DECIMALS), ROUND_FLOOR)
    if rounded >= 1:
        return ("1.",)
    digits = str(max(rounded, Decimal(0)).scaleb(_DECIMALS).to_integral_value()).zfill(_DECIMALS)
    return tuple(digits[:length] for length in range(1, _DECIMALS + 1))


def confidence_terms_from(least: float) -> tuple[str, ...]:
    """
    The fewest terms of which every confidence of at least *least* has one; *least* is rounded up to four
    decimals.

    They are strings of a confidence's decimals, so that a threshold costs a few terms instead of a range of
    numbers.

    >>> confidence_terms_from(0.5)
    ('1.', '5', '6', '7', '8', '9')
    >>> confidence_terms_from(0.87)
    ('1.', '87', '88', '89', '9')
    """
    rounded = Decimal(repr(least)).quantize(Decimal(1).scaleb(-_DECIMALS), ROUND_CEILING)
    if rounded >= 1:
        return ("1.",)
    digits = str(max(rounded, Decimal(0)).scaleb(_DECIMALS).to_integral_value()).zfill(_DECIMALS).rstrip("0")
    terms = ["1."]
    if not digits:
        return ("1.", *map(str, range(10)))
    for at, digit in enumerate(digits):
        first = int(digit) + (at < len(digits) - 1)  # the last digit itself still counts
        terms.extend(digits[:at] + str(number) for number in range(first, 10))
    return tuple(sorted(terms))
