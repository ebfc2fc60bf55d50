"""The engine that is built on Whoosh. Only modules named whoosh_… import that library."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final

from whoosh import index, query
from whoosh.codec.whoosh3 import W3Codec

from quotesearch.errors import QuotesearchError
from quotesearch.indexing.analysis import fold, name_words, person_words
from quotesearch.indexing.engine import FACETS
from quotesearch.indexing.fields import Facts, entry
from quotesearch.indexing.records import pack, unpack
from quotesearch.indexing.spelling import distance, likest, tolerance
from quotesearch.indexing.whoosh_pool import GroupedPool
from quotesearch.indexing.whoosh_queries import named
from quotesearch.indexing.whoosh_ranking import count_undated, numbers, rank
from quotesearch.indexing.whoosh_schema import document, schema
from quotesearch.model import ArticleCard, FacetCount, Hit, Query, Quote, Results, SpeakerCount

__all__ = ["WhooshEngine"]

_TELLING: Final = 4
"""A name's word of so many letters is enough to suggest somebody who is called so; “Kim” is not."""


class WhooshEngine:
    """
    An `Engine` whose files are Whoosh's, in a folder of their own.

    Those files are pickles: open none that quotesearch has not written itself.
    `quotesearch.indexing.opening` sees to that, and hands in *verify*, which raises DamagedIndexError if a
    file is not as it was written. It is called when Whoosh fails, and tells damage from mistakes of ours.
    """

    def __init__(self, directory: Path, verify: Callable[[], None] | None = None) -> None:
        self._verify = verify
        self._writer: Any = None
        with self._noticing_damage():
            self._index = index.open_dir(str(directory))
            self._searcher = self._index.searcher()

    @classmethod
    def create(cls, directory: Path) -> WhooshEngine:
        """An empty engine in an empty folder."""
        index.create_in(str(directory), schema()).close()
        return cls(directory)

    # Writing

    def add(self, article: ArticleCard, quotes: Sequence[Quote]) -> None:
        """Take in an article's quotes."""
        published = int((article.published or "0")[:10].replace("-", ""))
        for quote in quotes:
            self._open_writer().add_document(
                **document(entry(article, quote), quote.id, article.id),
                record=pack(article, quote),
                facts=Facts.of(article, quote).pack(),
                published=published,
            )

    def remove(self, article_id: str) -> None:
        """Drop an article's quotes, of those that were committed."""
        with self._noticing_damage():
            for number in list(self._searcher.docs_for_query(query.Term("article", article_id))):
                self._open_writer().delete_document(number)

    def commit(self) -> None:
        """Make all changes since the last commit count."""
        if self._writer is None:
            return
        with self._noticing_damage():
            self._writer.commit(merge=self._searcher.reader().doc_count_all() > 0)
            self._writer = None
            self._searcher.close()
            self._searcher = self._index.searcher()

    def close(self) -> None:
        """Let go of all files."""
        writer, self._writer = self._writer, None
        if writer is not None and not writer.is_closed:  # a commit that failed has closed it
            with suppress(Exception):  # what it wrote will never count; the first error is the one to tell
                writer.cancel()
        self._searcher.close()
        self._index.close()

    def _open_writer(self) -> Any:
        """
        The writer of the next commit.

        Whoosh's compound files are not wanted: they are read whole when opened. Nor is the compression of
        posting lists, which takes a tenth of the time and mends little in lists as short as most. Nor is its
        lock: whoever writes an index holds ours, and Whoosh keeps its own when the disk is full before the
        writer is made.
        """
        if self._writer is None:
            self._writer = self._index.writer(compound=False, codec=W3Codec(compression=0), _lk=False)
            self._writer.pool = GroupedPool(self._writer.pool.tempstore, self._writer.pool.segment)
        return self._writer

    # Searching

    def search(self, query: Query) -> Results:
        """The hits of a query and how many there are."""
        with self._noticing_damage():
            matches, total = rank(self._searcher, query)
            return Results(tuple(self._hits(matches)), total)

    def count_undated(self, query: Query) -> int:
        """How many quotes match all of a query but its dates, for having none."""
        with self._noticing_damage():
            return count_undated(self._searcher, query)

    def facets(self, query: Query, names: Sequence[str] = FACETS, limit: int = 10) -> tuple[FacetCount, ...]:
        """The commonest values among the quotes that match."""
        with self._noticing_damage():
            facts = list(self._facts(numbers(self._searcher, query)))
        counts: list[FacetCount] = []
        for name in names:
            values = (
                _speaker_values(facts, query.min_confidence) if name == "speaker" else _values(facts, name)
            )
            ordered = sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))
            counts.extend(FacetCount(name, value, quotes) for value, quotes in ordered[:limit])
        return tuple(counts)

    def suggest(self, word: str, limit: int = 3) -> tuple[str, ...]:
        """Words that stand in quotes and are spelt like *word*."""
        with self._noticing_damage():
            reader = self._searcher.reader()
            lexicon = (term.decode("utf-8", "replace") for term in reader.lexicon("words"))
            plain = [term for term in lexicon if term.isalnum()]
            return likest(fold(word), plain, lambda term: int(reader.doc_frequency("words", term)), limit)

    def suggest_speakers(self, name: str, min_confidence: float, limit: int = 3) -> tuple[str, ...]:
        """
        Names of speakers that resemble *name*.

        Those come first in which each of its words stands, or one spelt nearly so; then those that share a
        word.
        """
        words = person_words(name)
        close: list[str] = []
        sharing: list[str] = []
        for speaker in self.speakers(None, min_confidence):
            others = name_words(speaker.name)
            if words and all(any(_resembles(word, other) for other in others) for word in words):
                close.append(speaker.name)
            elif any(len(word) >= _TELLING and word in others for word in words):
                sharing.append(speaker.name)
        return tuple(islice((*close, *sharing), limit))

    def get(self, id_prefix: str, limit: int = 10) -> tuple[Hit, ...]:
        """The quotes whose id begins so."""
        with self._noticing_damage():
            terms = self._searcher.reader().expand_prefix("id", id_prefix)
            found = (self._searcher.docs_for_query(query.Term("id", term)) for term in terms)
            return tuple(islice(self._hits((number, 0.0) for some in found for number in some), limit))

    def speakers(self, name: str | None, min_confidence: float) -> tuple[SpeakerCount, ...]:
        """Who is quoted, the most quoted first."""
        with self._noticing_damage():
            facts = list(
                self._facts(
                    self._searcher.docs_for_query(named(self._searcher.reader(), name or "", min_confidence))
                )
            )
        by_person: dict[str, list[Facts]] = defaultdict(list)
        for fact in facts:
            by_person[fact.person].append(fact)
        counts = [
            SpeakerCount(
                name=_commonest(fact.name for fact in some),
                person=person,
                role=_commonest(fact.role for fact in some if fact.role) or None,
                quotes=len(some),
                articles=len({fact.article for fact in some}),
            )
            for person, some in by_person.items()
        ]
        return tuple(sorted(counts, key=lambda count: (-count.quotes, count.name)))

    def count_quotes(self) -> int:
        """How many quotes there are."""
        return int(self._searcher.reader().doc_count())

    def count_unattributed(self, min_confidence: float) -> int:
        """How many quotes have no speaker of this confidence."""
        with self._noticing_damage():
            return self.count_quotes() - sum(
                1 for _ in self._searcher.docs_for_query(named(self._searcher.reader(), "", min_confidence))
            )

    def _hits(self, matches: Iterable[tuple[int, float]]) -> Iterator[Hit]:
        """What is stored of documents."""
        records: Any = None
        for number, score in matches:
            if records is None:
                records = self._searcher.reader().column_reader("record", translate=False)
            card, quote = unpack(records[number])
            yield Hit(quote, card, score)

    def _facts(self, found: Iterable[int]) -> Iterator[Facts]:
        """The facts of documents."""
        facts: Any = None
        for number in found:
            if facts is None:
                facts = self._searcher.reader().column_reader("facts", translate=False)
            yield Facts.unpack(bytes(facts[number]))

    @contextmanager
    def _noticing_damage(self) -> Iterator[None]:
        """If Whoosh fails, find out whether the files are to blame."""
        try:
            yield
        except QuotesearchError:
            raise
        except Exception:
            if self._verify is not None:
                self._verify()
            raise


def _commonest(values: Iterable[str]) -> str:
    """The commonest of some values, of several the first in the alphabet; "" of none."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value), default="")


def _values(facts: Iterable[Facts], facet: str) -> Iterator[str]:
    """The value of a facet in each quote."""
    for fact in facts:
        yield getattr(fact, facet)


def _speaker_values(facts: Sequence[Facts], min_confidence: float) -> Iterator[str]:
    """The speaker of each quote in the commonest spelling; "" where no one is sure enough."""
    sure = [fact for fact in facts if fact.person and fact.confidence >= min_confidence]
    spellings: dict[str, list[str]] = defaultdict(list)
    for fact in sure:
        spellings[fact.person].append(fact.name)
    shown = {person: _commonest(names) for person, names in spellings.items()}
    yield from (shown[fact.person] for fact in sure)
    yield from [""] * (len(facts) - len(sure))


def _resembles(word: str, other: str) -> bool:
    """Are these the same word but for some letters?"""
    most = tolerance(word)
    return distance(word, other, most) <= most
