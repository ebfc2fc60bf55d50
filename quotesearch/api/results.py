"""Quotes and search results as the Python API returns them: with their article, as records, and as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import overload

from quotesearch import model
from quotesearch.errors import QueryError
from quotesearch.exporting import HIT_COLUMNS, Record, hit_record, hit_row, quotes_html
from quotesearch.model import ArticleCard, Hit, Span

__all__ = ["Quote", "Results", "checked_confidence", "quote_of"]


@dataclass(frozen=True, slots=True)
class Quote(model.Quote):
    """
    A quote with its article.

    `speaker` is None if no one is named with enough confidence. Offsets (`parts`, `cue`, `speaker.mention`) are code
    points of the article's source.
    """

    article: ArticleCard = field(default_factory=lambda: ArticleCard("", "", "", ""))
    score: float = 0.0  # relevance to the query; 0 if there was none
    highlights: tuple[Span, ...] = ()  # matches, in code points of `text`

    def to_dict(self) -> Record:
        """The quote as a JSON object, with the keys that `quotesearch find --format json` prints."""
        return hit_record(self._hit())

    def to_row(self) -> dict[str, object]:
        """The quote as one flat row, with the columns that `quotesearch find --format csv` prints."""
        return dict(zip(HIT_COLUMNS, hit_row(self._hit()), strict=True))

    def _repr_html_(self) -> str:
        """The quote in a notebook."""
        return quotes_html([self._hit()])

    def _hit(self) -> Hit:
        return Hit(self, self.article, self.score, self.highlights)


def checked_confidence(min_confidence: float | None) -> float | None:
    """
    The confidence that a caller asks for, unchanged.

    Raises:
        QueryError: it is not a number from 0 to 1.

    >>> checked_confidence(0.5), checked_confidence(None)
    (0.5, None)
    """
    try:
        fits = min_confidence is None or 0 <= min_confidence <= 1
    except TypeError:  # not a number
        fits = False
    if not fits:
        raise QueryError(f"min_confidence is between 0 and 1, not {min_confidence!r}")
    return min_confidence


def quote_of(hit: Hit, min_confidence: float | None) -> Quote:
    """
    The quote of a search result, named only if its confidence is enough.

    Args:
        hit: what the engine returned, with its best guess.
        min_confidence: 0 to 1; None: the default thresholds, which depend on the type of the speaker.
    """
    quote = hit.quote.at(min_confidence)
    values = {each.name: getattr(quote, each.name) for each in fields(model.Quote)}
    return Quote(**values, article=hit.article, score=hit.score, highlights=hit.highlights)


class Results(Sequence[Quote]):
    """
    What a search found: a sequence of `Quote`s.

    Attributes:
        total: how many quotes match, also those left out by `limit` and `offset`.
        notes: what to know about the answer, in sentences: articles without a date, a name that fits several people.
        suggestions: queries that find something, if this one found nothing.
    """

    def __init__(
        self, quotes: Iterable[Quote], total: int, notes: Sequence[str] = (), suggestions: Sequence[str] = ()
    ) -> None:
        self._quotes = tuple(quotes)
        self.total = total
        self.notes = tuple(notes)
        self.suggestions = tuple(suggestions)

    def __len__(self) -> int:
        return len(self._quotes)

    @overload
    def __getitem__(self, at: int) -> Quote: ...

    @overload
    def __getitem__(self, at: slice) -> Results: ...

    def __getitem__(self, at: int | slice) -> Quote | Results:
        if isinstance(at, slice):
            return Results(self._quotes[at], self.total, self.notes, self.suggestions)
        return self._quotes[at]

    def __iter__(self) -> Iterator[Quote]:
        return iter(self._quotes)

    def __repr__(self) -> str:
        return f"<Results: {len(self):,} of {self.total:,} quotes>"

    def to_dicts(self) -> list[Record]:
        """The quotes as JSON objects; see `Quote.to_dict`."""
        return [quote.to_dict() for quote in self]

    def to_rows(self) -> list[dict[str, object]]:
        """The quotes as flat rows, for `pandas.DataFrame(results.to_rows())`; see `Quote.to_row`."""
        return [quote.to_row() for quote in self]

    def _repr_html_(self) -> str:
        """The first quotes in a notebook, and how many there are."""
        return quotes_html([quote._hit() for quote in self], self.total)
