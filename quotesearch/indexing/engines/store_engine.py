"""The engine that all libraries share: questions of quotesearch, answered by a `Store`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Final

from quotesearch.analysis import WHOLE_NAME, folded_form, likest, person_words, resembles
from quotesearch.errors import DamagedIndexError, QuotesearchError
from quotesearch.indexing.engines.counting import FACETS, facet_counts, pair_counts, speaker_counts
from quotesearch.indexing.engines.lexicon import Lexicon
from quotesearch.indexing.engines.ranking import ranked, undated
from quotesearch.indexing.engines.records import unpack
from quotesearch.indexing.engines.rows import row
from quotesearch.indexing.engines.selection import Filters, Selection, Terms
from quotesearch.indexing.engines.store import Store
from quotesearch.indexing.engines.translation import named, selection_of
from quotesearch.model import (
    ArticleCard,
    FacetCount,
    Hit,
    PairCount,
    Query,
    Quote,
    Results,
    SpeakerCount,
)

__all__ = ["StoreEngine"]

_LONG_ENOUGH: Final = 4
"""A name's word of so many letters is enough to suggest a person with that name; “Kim” is not."""

_AT_ONCE: Final = 1000
"""Records that are read at once when all hits are wanted one by one."""


class StoreEngine:
    """
    An `Engine` on top of a `Store`.

    Args:
        store: keeps the quotes; this engine closes it.
        verify: raises DamagedIndexError if a file is not as it was written. It is called when the store fails, to
            find out whether the files are to blame.
    """

    def __init__(self, store: Store, verify: Callable[[], None] | None = None) -> None:
        self._store = store
        self._lexicon = Lexicon(store)
        self._verify = verify

    # Writing

    def add(self, article: ArticleCard, quotes: Sequence[Quote]) -> None:
        """Add an article's quotes."""
        with self._noticing_damage():
            for quote in quotes:
                self._store.add(row(article, quote))

    def remove(self, article_id: str) -> None:
        """Remove an article's quotes, as far as they are committed."""
        with self._noticing_damage():
            self._store.remove(article_id)

    def commit(self) -> None:
        """Write all changes since the last commit, and show them to searches."""
        with self._noticing_damage():
            self._store.commit()
            self._lexicon.clear()

    def close(self) -> None:
        """Close all files."""
        self._store.close()

    # Searching

    def search(self, query: Query) -> Results:
        """The hits of a query and how many there are."""
        with self._noticing_damage():
            best, total = ranked(self._store, query, self._selection(query), self._lexicon)
            return Results(tuple(self._hits(best)), total)

    def hits(self, query: Query) -> Iterator[Hit]:
        """The hits of a query one by one."""
        with self._noticing_damage():
            best, _ = ranked(self._store, query, self._selection(query), self._lexicon)
            for start in range(0, len(best), _AT_ONCE):
                yield from self._hits(best[start : start + _AT_ONCE])

    def count_undated(self, query: Query) -> int:
        """How many quotes match all of a query but its dates, because their articles have none."""
        if not (query.after or query.before):
            return 0
        with self._noticing_damage():
            return self._store.count(undated(self._selection(query)))

    def facets(self, query: Query, names: Sequence[str] = FACETS, limit: int = 10) -> tuple[FacetCount, ...]:
        """The commonest values among the quotes that match."""
        with self._noticing_damage():
            return facet_counts(self._store, query, self._selection(query), names, limit)

    def cross(self, query: Query, rows: str, columns: str) -> tuple[PairCount, ...]:
        """How many of the quotes that match have each pair of values."""
        with self._noticing_damage():
            return pair_counts(self._store, query, self._selection(query), rows, columns)

    def suggest(self, word: str, limit: int = 3) -> tuple[str, ...]:
        """Words that occur in quotes and have a spelling similar to *word*."""
        with self._noticing_damage():
            plain = [term for term in self._store.terms("words", "") if term.isalnum()]
            return likest(folded_form(word), plain, lambda term: self._store.frequency("words", term), limit)

    def suggest_speakers(self, name: str, min_confidence: float | None, limit: int = 3) -> tuple[str, ...]:
        """
        Names of speakers that resemble *name*.

        Those come first that have each of its words, or similar ones; then those that share a word.
        """
        words = person_words(name)
        if not words:
            return ()
        anyone = named("", min_confidence)
        with self._noticing_damage():
            known = self._store.terms("speaker", "")
            alike = tuple(
                Terms("speaker", tuple(term for term in known if resembles(word, term))) for word in words
            )
            long = Terms("speaker", tuple(word for word in words if len(word) >= _LONG_ENOUGH))
            found = (*self._people(replace(anyone, tags=alike)), *self._people(replace(anyone, tags=(long,))))
        return tuple(islice(dict.fromkeys(speaker.name for speaker in found), limit))

    def get(self, id_prefix: str, limit: int = 10) -> tuple[Hit, ...]:
        """The quotes whose id begins so."""
        with self._noticing_damage():
            candidates = self._hits([(number, 0.0) for number in self._store.with_id(id_prefix)])
            found = [hit for hit in candidates if hit.quote.id.startswith(id_prefix)]
            return tuple(sorted(found, key=lambda hit: hit.quote.id)[:limit])

    def speakers(self, name: str | None, min_confidence: float | None) -> tuple[SpeakerCount, ...]:
        """Who is quoted, the most quoted first."""
        with self._noticing_damage():
            return self._people(self._whole(named(name or "", min_confidence), name))

    def count_quotes(self) -> int:
        """How many quotes there are."""
        return self._store.size()

    def count_unattributed(self, min_confidence: float | None) -> int:
        """How many quotes have no speaker of this confidence; None: none that is shown by default."""
        with self._noticing_damage():
            return self._store.size() - self._store.count(Selection(filters=named("", min_confidence)))

    def _selection(self, query: Query) -> Selection:
        """The quotes that match a query."""
        selection = selection_of(query, self._lexicon)
        return replace(selection, filters=self._whole(selection.filters, query.speaker))

    def _whole(self, filters: Filters, name: str | None) -> Filters:
        """Filters for a name after “=”, with the people whose name has no other words."""
        if name is None or not name.startswith(WHOLE_NAME):
            return filters
        words = person_words(name)
        speakers = Filters(tags=tuple(Terms("speaker", (word,)) for word in words), least=filters.least)
        found = self._store.tally(Selection(filters=speakers), ("person", "name"))
        names = (str(value) for pair in found for value in pair)
        return replace(filters, people=frozenset(value for value in names if person_words(value) == words))

    def _people(self, filters: Filters) -> tuple[SpeakerCount, ...]:
        """The speakers of the quotes that pass filters."""
        return speaker_counts(self._store, Selection(filters=filters))

    def _hits(self, best: Sequence[tuple[int, float]]) -> Iterator[Hit]:
        """The hits with these numbers and scores."""
        records = self._store.records([number for number, _ in best])
        for record, (_, score) in zip(records, best, strict=True):
            card, quote = unpack(record)
            yield Hit(quote, card, score)

    @contextmanager
    def _noticing_damage(self) -> Iterator[None]:
        """If the store fails, find out whether the files are to blame, and which."""
        try:
            yield
        except QuotesearchError as error:
            if isinstance(error, DamagedIndexError) and self._verify is not None:
                self._verify()
            raise
        except Exception:
            if self._verify is not None:
                self._verify()
            raise
