"""`Query` → the query objects of Whoosh. Only modules named whoosh_… import that library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from whoosh import matching, query, reading

from quotesearch.indexing.analysis import Form, fold, name_words, paths, person_words
from quotesearch.indexing.fields import VARIANT_MARK, confidence_terms_from, date_terms_between
from quotesearch.indexing.spelling import is_alike
from quotesearch.model import AllOf, AnyOf, Clause, Fuzzy, Not, Phrase, Prefix, Query, Word

__all__ = ["Only", "filters", "named", "scored", "spelt", "undated"]

_FIRST_DAY: Final = "0001-01-01"
_LAST_DAY: Final = "9999-12-31"


class Documents(query.Query):  # type: ignore[misc]
    """
    Documents that are found by reading posting lists ourselves.

    Whoosh's own spans build many objects for each document; for what we need, a row of words in a quote of
    some thirty, looking at the positions costs a tenth.
    """

    def __init__(self, estimate: int) -> None:
        self.estimate = estimate
        self.found: dict[Any, list[int]] = {}  # a query is counted and ranked, and may have to be read twice

    def numbers(self, reader: Any) -> list[int]:
        """The documents of one segment, in order."""
        raise NotImplementedError

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """What Whoosh calls to get at the documents of a segment."""
        reader = searcher.reader()
        if reader not in self.found:
            self.found[reader] = self.numbers(reader)
        numbers = self.found[reader]
        return matching.ListMatcher(numbers) if numbers else matching.NullMatcher()

    def estimate_size(self, ixreader: Any) -> int:
        """At most how many documents, to put the rarest condition first."""
        return self.estimate

    def estimate_min_size(self, ixreader: Any) -> int:
        """At least how many."""
        return 0


class OnlyMatcher(matching.IntersectionMatcher):  # type: ignore[misc]
    """The documents of two matchers, with the scores of the first."""

    def score(self) -> float:
        """The score of the document at hand."""
        return float(self.a.score())

    def supports_block_quality(self) -> bool:
        """No shortcuts: they would add up the scores of both."""
        return False


class Only(query.Query):  # type: ignore[misc]
    """
    Documents that fulfil a condition and others, with the score of the first.

    This is what Whoosh's `Require` is for, which in 2.7.4 finds those that do *not* fulfil the others, and
    whose matcher trips over its own shortcuts in whoosh3.
    """

    def __init__(self, condition: Any, others: Sequence[Any]) -> None:
        self.condition, self.others = condition, query.And(others)

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """What Whoosh calls to get at the documents of a segment."""
        return OnlyMatcher(
            self.condition.matcher(searcher, context),
            self.others.matcher(searcher, searcher.boolean_context()),
        )

    def estimate_size(self, ixreader: Any) -> int:
        """At most how many documents."""
        return int(min(self.condition.estimate_size(ixreader), self.others.estimate_size(ixreader)))


class AnyTerm(Documents):
    """Documents that hold any of the terms, however many these are."""

    def __init__(self, reader: Any, field: str, terms: Sequence[str]) -> None:
        super().__init__(sum(reader.doc_frequency(field, term) for term in terms))
        self.field_name, self.terms_wanted = field, terms

    def numbers(self, reader: Any) -> list[int]:
        """The documents of one segment, in order."""
        found: set[int] = set()
        for matcher in _matchers(reader, self.field_name, self.terms_wanted):
            found.update(matcher.all_ids())
        return sorted(found)


class InARow(Documents):
    """Documents that hold words one behind the other, each of them in any of several spellings."""

    def __init__(self, reader: Any, field: str, row: Sequence[Sequence[str]]) -> None:
        sizes = [sum(reader.doc_frequency(field, term) for term in terms) for terms in row]
        super().__init__(min(sizes))
        self.field_name, self.row = field, row
        self.order = sorted(range(len(row)), key=sizes.__getitem__)  # the rarest word first

    def numbers(self, reader: Any) -> list[int]:
        """The documents of one segment, in order."""
        rarest, *others = ([*_matchers(reader, self.field_name, self.row[at])] for at in self.order)
        candidates: dict[int, set[int]] = {}  # document → where the row may begin in it
        for matcher in rarest:
            while matcher.is_active():
                places = candidates.setdefault(matcher.id(), set())
                places.update(place - self.order[0] for place in matcher.value_as("positions"))
                matcher.next()
        found = []
        for number in sorted(candidates):
            starts = candidates[number]
            for at, matchers in zip(self.order[1:], others, strict=True):
                starts = starts and starts & _positions(matchers, number, at)
            if starts:
                found.append(number)
        return found


def _matchers(reader: Any, field: str, terms: Iterable[str]) -> Iterator[Any]:
    """The posting lists of terms in one segment, of those it has."""
    for term in terms:
        try:
            yield reader.postings(field, term)
        except reading.TermNotFound:
            continue


def _positions(matchers: Sequence[Any], number: int, ahead: int) -> set[int]:
    """Where a row of words would have to begin for one of these to stand *ahead* words behind that."""
    places: set[int] = set()
    for matcher in matchers:
        if matcher.is_active():
            matcher.skip_to(number)
            if matcher.is_active() and matcher.id() == number:
                places.update(place - ahead for place in matcher.value_as("positions"))
    return places


def scored(reader: Any, wanted: Query) -> Any | None:
    """The condition on the words of a query; None if it has none."""
    return _clause(reader, wanted.wanted, wanted.exact) if wanted.wanted else None


def filters(reader: Any, wanted: Query, *, dates: bool = True) -> list[Any]:
    """The conditions on everything but words."""
    conditions: list[Any] = []
    if wanted.speaker is not None:
        conditions.append(named(reader, wanted.speaker, wanted.min_confidence))
    if wanted.outlet is not None:
        terms = name_words(wanted.outlet)
        conditions.append(query.And([query.Term("outlet", term) for term in sorted(terms)]))
    if wanted.kind is not None:
        conditions.append(query.Term("kind", wanted.kind))
    if dates and (wanted.after or wanted.before):
        conditions.append(_dated(reader, wanted.after or _FIRST_DAY, wanted.before or _LAST_DAY))
    return conditions


def _dated(reader: Any, first: str, last: str) -> Any:
    """The condition that the article is of these days or between them, by the years that exist."""
    years = [year for year in _years(reader) if first[:4] <= year <= last[:4]]
    if not years:
        return query.NullQuery
    days = date_terms_between(max(first, f"{years[0]}-01-01"), min(last, f"{years[-1]}-12-31"))
    return AnyTerm(reader, "date", days)


def _years(reader: Any) -> Iterator[str]:
    """The years of which there are articles, in order."""
    begin = b"0"
    while True:
        field, term = next(iter(reader.terms_from("date", begin)), ("", b""))
        if field != "date" or not term[:4].isdigit():
            return
        yield term[:4].decode()
        begin = term[:4] + b"~"  # behind all months and days of the year


def undated() -> Any:
    """The condition that an article has no date."""
    return query.Term("date", "none")


def named(reader: Any, name: str, min_confidence: float) -> Any:
    """The condition that the speaker has all words of a name; of "", that there is a speaker at all."""
    words = person_words(name)
    sure = confidence_terms_from(min_confidence)
    if not words:
        return query.NullQuery if name else AnyTerm(reader, "confidence", sure)
    return query.And([_named(reader, word, sure) for word in words])


def _named(reader: Any, word: str, sure: Sequence[str]) -> Any:
    """The condition that a word is in the name of a speaker who is sure enough."""
    whole = [term for term in sure if len(term) == 1 or term == "1."]
    condition: Any = AnyTerm(reader, "speaker", [bucket + word for bucket in whole])
    finer = [term for term in sure if term not in whole]
    if not finer:
        return condition
    partly = [query.Term("speaker", finer[0][0] + word), AnyTerm(reader, "confidence", finer)]
    return query.Or([condition, query.And(partly)])


def _clause(reader: Any, clause: Clause, exact: bool) -> Any | None:
    """A clause of a query; None if there is nothing in it that could be looked for."""
    build = partial(_clause, reader, exact=exact)
    match clause:
        case Word(text):
            return _rows(reader, text, "printed" if exact else "stem")
        case Phrase(text):
            return _rows(reader, text, "printed" if exact else "folded")
        case Prefix(text):
            return AnyTerm(reader, "words", list(_beginning(reader, text, exact)))
        case Fuzzy(text):
            return AnyTerm(reader, "words", list(_alike(reader, text)))
        case AllOf(clauses):
            return _joined(query.And, [build(part) for part in clauses])
        case AnyOf(clauses):
            return _joined(query.Or, [build(part) for part in clauses])
        case Not(inner):
            unwanted = build(inner)
            return unwanted and query.And([query.Every(), query.Not(unwanted)])


def _joined(kind: type, parts: Sequence[Any]) -> Any | None:
    """
    Conditions joined, empty ones left out. What must not match is put so that Whoosh need not list the
    rest.
    """
    present = [part for part in parts if part is not None]
    if kind is query.And:
        unwanted = [part for part in present if _is_negative(part)]
        positive = [part for part in present if not _is_negative(part)]
        if positive and unwanted:
            return query.And([*positive, *(part.subqueries[1] for part in unwanted)])
    return kind(present) if len(present) > 1 else present[0] if present else None


def _is_negative(part: Any) -> bool:
    """Is this what `_clause` makes of a `Not`?"""
    return isinstance(part, query.And) and isinstance(part.subqueries[0], query.Every)


def _rows(reader: Any, text: str, form: Form) -> Any | None:
    """Words in a row, in any of the ways a text may be written."""
    field = "stems" if form == "stem" else "words"
    ways = []
    for row in paths(text, form):
        spellings = [list(spelt(reader, word)) if form == "folded" else [word] for word in row]
        if len(row) > 1:
            ways.append(InARow(reader, field, spellings))
        elif len(spellings[0]) > 1:
            ways.append(AnyTerm(reader, field, spellings[0]))
        else:
            ways.append(query.Term(field, spellings[0][0]))
    return _joined(query.Or, ways)


def spelt(reader: Any, folded: str) -> Iterator[str]:
    """The printed forms that a folded word stands for."""
    yield folded
    for variant in _lexicon(reader, "variants", folded + VARIANT_MARK):
        yield variant.partition(VARIANT_MARK)[2]


def _beginning(reader: Any, text: str, exact: bool) -> Iterator[str]:
    """The printed forms of words that begin so."""
    if exact:
        yield from _lexicon(reader, "words", text.lower())
        return
    begin = fold(text)
    yield from (term for term in _lexicon(reader, "words", begin) if fold(term).startswith(begin))
    for variant in _lexicon(reader, "variants", begin):
        printed = variant.partition(VARIANT_MARK)[2]
        if not printed.startswith(begin):
            yield printed


def _alike(reader: Any, text: str) -> Iterator[str]:
    """The printed forms of words that begin with the same letter and are spelt nearly so."""
    word = fold(text)
    yield from (term for term in _lexicon(reader, "words", word[:1]) if is_alike(word, fold(term)))
    for variant in _lexicon(reader, "variants", word[:1]):
        folded, _, printed = variant.partition(VARIANT_MARK)
        if printed[:1] != word[:1] and is_alike(word, folded):
            yield printed


def _lexicon(reader: Any, field: str, begin: str) -> Iterator[str]:
    """The terms of a field that begin so."""
    if begin:
        yield from (term.decode("utf-8", "replace") for term in reader.expand_prefix(field, begin))
