"""
Conditions on quotes, each of which finds the documents of a segment that fulfil it.

They read whole posting lists and join them by sets, in C. Whoosh's own matchers go from document to document in
Python, which took ten times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from math import log
from typing import Final

from quotesearch.indexing.leaves import Leaf, Leaves
from quotesearch.indexing.postings import PostingList

__all__ = [
    "AllFulfilled",
    "AnyFulfilled",
    "AnyTerm",
    "Condition",
    "Confident",
    "Dated",
    "Everything",
    "InARow",
    "Nothing",
    "OfFact",
    "OneTerm",
    "Opposite",
]

_K1: Final = 1.2
_B: Final = 0.75  # as usual for BM25; https://doi.org/10.1561/1500000019
_FEW: Final = 16  # looking up a document in a list costs as much as reading so many of it


class Condition:
    """What a document may or may not fulfil."""

    def most(self, leaf: Leaf) -> int:
        """At most how many documents of a segment fulfil it, roughly."""
        return leaf.count

    def documents(self, leaf: Leaf) -> Collection[int]:
        """The documents of a segment that fulfil it, each once, in any order."""
        raise NotImplementedError

    def among(self, leaf: Leaf, numbers: Collection[int]) -> Collection[int]:
        """Those of some documents that fulfil it."""
        return set(numbers).intersection(self.documents(leaf))

    def score(self, leaves: Leaves, leaf: Leaf, numbers: Sequence[int]) -> list[float] | None:
        """How relevant it makes each of some documents; None: it says nothing of that."""
        return None


class Everything(Condition):
    """All documents."""

    def documents(self, leaf: Leaf) -> Collection[int]:
        """All."""
        return range(leaf.count)

    def among(self, leaf: Leaf, numbers: Collection[int]) -> Collection[int]:
        """All of them."""
        return numbers


class Nothing(Condition):
    """No document."""

    def most(self, leaf: Leaf) -> int:
        """None."""
        return 0

    def documents(self, leaf: Leaf) -> Collection[int]:
        """None."""
        return ()


class OneTerm(Condition):
    """Documents with a term; relevance is BM25."""

    def __init__(self, field: str, term: str) -> None:
        self.field, self.term = field, term

    def most(self, leaf: Leaf) -> int:
        """As many as have it."""
        postings = leaf.postings(self.field, self.term)
        return postings.count if postings else 0

    def documents(self, leaf: Leaf) -> Collection[int]:
        """Those of its list."""
        postings = leaf.postings(self.field, self.term)
        return postings.documents if postings else ()

    def among(self, leaf: Leaf, numbers: Collection[int]) -> Collection[int]:
        """Looked up one by one if they are few."""
        postings = leaf.postings(self.field, self.term)
        if postings is None:
            return ()
        if _FEW * len(numbers) < postings.count:
            return [number for number in numbers if postings.find(number) >= 0]
        return (numbers if isinstance(numbers, set) else set(numbers)).intersection(postings.documents)

    def score(self, leaves: Leaves, leaf: Leaf, numbers: Sequence[int]) -> list[float] | None:
        """BM25."""
        postings = leaf.postings(self.field, self.term)
        if postings is None:
            return None
        whole = numbers is postings.documents
        often: Iterable[int] | None = postings.frequencies if whole else postings.among(numbers)
        return _bm25(leaves, leaf, numbers, often, leaves.frequency(self.field, self.term))


class AnyTerm(Condition):
    """Documents with any of some terms, however many these are; all of them count as one word."""

    def __init__(self, field: str, terms: Sequence[str]) -> None:
        self.field, self.terms = field, terms
        self._found: dict[Leaf, Collection[int]] = {}

    def most(self, leaf: Leaf) -> int:
        """As many as have one, those with several counted for each."""
        return sum(postings.count for postings in self._lists(leaf))

    def documents(self, leaf: Leaf) -> Collection[int]:
        """Those of all the lists."""
        if leaf not in self._found:
            lists = [postings.documents for postings in self._lists(leaf)]
            self._found[leaf] = lists[0] if len(lists) == 1 else set().union(*lists)
        return self._found[leaf]

    def score(self, leaves: Leaves, leaf: Leaf, numbers: Sequence[int]) -> list[float] | None:
        """BM25, as if it were one word that occurs once in each document."""
        found = set(self.documents(leaf))
        frequency = sum(len(self.documents(other)) for other in leaves.leaves)
        return _bm25(leaves, leaf, numbers, [int(number in found) for number in numbers], frequency)

    def _lists(self, leaf: Leaf) -> list[PostingList]:
        """The lists of the terms that a segment has."""
        found = (leaf.postings(self.field, term) for term in self.terms)
        return [postings for postings in found if postings]


class InARow(Condition):
    """Documents with words one after the other, each of them in any of several spellings."""

    def __init__(self, field: str, row: Sequence[Sequence[str]]) -> None:
        self.words = [AnyTerm(field, spellings) for spellings in row]
        self._found: dict[Leaf, list[int]] = {}

    def most(self, leaf: Leaf) -> int:
        """As many as have the rarest word."""
        return min(word.most(leaf) for word in self.words)

    def documents(self, leaf: Leaf) -> Collection[int]:
        """Those that have all the words, and in a row."""
        if leaf not in self._found:
            self._found[leaf] = self._in_a_row(leaf, AllFulfilled(self.words).documents(leaf))
        return self._found[leaf]

    def among(self, leaf: Leaf, numbers: Collection[int]) -> Collection[int]:
        """Only these are looked at."""
        if leaf in self._found:
            return super().among(leaf, numbers)
        return self._in_a_row(leaf, AllFulfilled(self.words).among(leaf, numbers))

    def score(self, leaves: Leaves, leaf: Leaf, numbers: Sequence[int]) -> list[float] | None:
        """BM25, as if it were one word that occurs once in each document."""
        found = set(self.documents(leaf))
        frequency = sum(len(self.documents(other)) for other in leaves.leaves)
        return _bm25(leaves, leaf, numbers, [int(number in found) for number in numbers], frequency)

    def _in_a_row(self, leaf: Leaf, numbers: Iterable[int]) -> list[int]:
        """Those of some documents, which have all words, in which these are in a row; in order."""
        lists = [word._lists(leaf) for word in self.words]
        order = sorted(range(len(lists)), key=lambda at: sum(some.count for some in lists[at]))
        found = []
        for number in sorted(numbers):
            starts: set[int] = set()
            for first, at in enumerate(order):
                places = {
                    place - at
                    for postings in lists[at]
                    if (where := postings.find(number)) >= 0
                    for place in postings.places(where)
                }
                starts = places if first == 0 else starts & places
                if not starts:
                    break
            if starts:
                found.append(number)
        return found


class Dated(AnyTerm):
    """Documents of a range of days: by terms when they must be listed, by a look at each when others did that."""

    def __init__(self, terms: Sequence[str], first: int, last: int) -> None:
        super().__init__("date", terms)
        self.first, self.last = first, last

    def among(self, leaf: Leaf, numbers: Collection[int]) -> Collection[int]:
        """Looked at one by one."""
        published = leaf.facts.numbers("published")
        first, last = self.first, self.last
        return [number for number in numbers if first <= published[number] <= last]

    def score(self, leaves: Leaves, leaf: Leaf, numbers: Sequence[int]) -> list[float] | None:
        """A date makes nothing more relevant."""
        return None


class Confident(Condition):
    """Documents with a speaker who is sure enough."""

    def __init__(self, least: tuple[int, int]) -> None:
        self.least = least  # as `least_units`

    def documents(self, leaf: Leaf) -> Collection[int]:
        """All are looked at."""
        least = self.least
        all_of = (leaf.facts.numbers(name) for name in ("confidence", "other", "person"))
        rows = enumerate(zip(*all_of, strict=True))
        return [number for number, (sure, other, person) in rows if sure >= least[other] and person]

    def among(self, leaf: Leaf, numbers: Collection[int]) -> Collection[int]:
        """Only these are looked at."""
        confidence, person = leaf.facts.numbers("confidence"), leaf.facts.numbers("person")
        least, other = self.least, leaf.facts.numbers("other")
        return [n for n in numbers if confidence[n] >= least[other[n]] and person[n]]


class OfFact(Condition):
    """Documents with a fact in words (kind, person, name) that is wanted."""

    def __init__(self, field: str, is_wanted: Callable[[str], bool]) -> None:
        self.field, self.is_wanted = field, is_wanted

    def documents(self, leaf: Leaf) -> Collection[int]:
        """All are looked at."""
        return self.among(leaf, range(leaf.count))

    def among(self, leaf: Leaf, numbers: Collection[int]) -> Collection[int]:
        """Only these are looked at."""
        of, values = leaf.facts.numbers(self.field), leaf.facts.values(self.field)
        wanted = {at for at in {of[number] for number in numbers} if self.is_wanted(values[at])}
        return [number for number in numbers if of[number] in wanted] if wanted else ()


class Opposite(Condition):
    """Documents that do not fulfil a condition."""

    def __init__(self, condition: Condition) -> None:
        self.condition = condition

    def documents(self, leaf: Leaf) -> Collection[int]:
        """All but those that do."""
        return set(range(leaf.count)).difference(self.condition.documents(leaf))

    def among(self, leaf: Leaf, numbers: Collection[int]) -> Collection[int]:
        """Those that do are taken away."""
        return set(numbers).difference(self.condition.among(leaf, numbers))


class AllFulfilled(Condition):
    """Documents that fulfil each of some conditions."""

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self.conditions = conditions

    def most(self, leaf: Leaf) -> int:
        """As many as fulfil the rarest."""
        return min((condition.most(leaf) for condition in self.conditions), default=leaf.count)

    def documents(self, leaf: Leaf) -> Collection[int]:
        """The rarest first, then those among them that fulfil the others."""
        rarest, *others = sorted(self.conditions, key=lambda condition: condition.most(leaf))
        found = rarest.documents(leaf)
        for condition in others:
            found = condition.among(leaf, found)
        return found

    def among(self, leaf: Leaf, numbers: Collection[int]) -> Collection[int]:
        """One after the other."""
        for condition in sorted(self.conditions, key=lambda condition: condition.most(leaf)):
            numbers = condition.among(leaf, numbers)
        return numbers

    def score(self, leaves: Leaves, leaf: Leaf, numbers: Sequence[int]) -> list[float] | None:
        """What all of them say together."""
        return _summed(condition.score(leaves, leaf, numbers) for condition in self.conditions)


class AnyFulfilled(Condition):
    """Documents that fulfil at least one of some conditions."""

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self.conditions = conditions

    def most(self, leaf: Leaf) -> int:
        """As many as fulfil any, those with several counted for each."""
        return min(leaf.count, sum(condition.most(leaf) for condition in self.conditions))

    def documents(self, leaf: Leaf) -> Collection[int]:
        """Those of all."""
        return set[int]().union(*(condition.documents(leaf) for condition in self.conditions))

    def among(self, leaf: Leaf, numbers: Collection[int]) -> Collection[int]:
        """Those of all among them."""
        return set[int]().union(*(condition.among(leaf, numbers) for condition in self.conditions))

    def score(self, leaves: Leaves, leaf: Leaf, numbers: Sequence[int]) -> list[float] | None:
        """What all of them say together."""
        return _summed(condition.score(leaves, leaf, numbers) for condition in self.conditions)


def _summed(scores: Iterable[list[float] | None]) -> list[float] | None:
    """Scores, document by document."""
    present = [some for some in scores if some is not None]
    if len(present) < 2:
        return present[0] if present else None
    return [sum(some) for some in zip(*present, strict=True)]


def _bm25(
    leaves: Leaves, leaf: Leaf, numbers: Sequence[int], often: Iterable[int] | None, frequency: int
) -> list[float]:
    """BM25 of a term for documents in which it occurs so *often* (None: once in each), given how many have it."""
    weight = (log(leaves.count_all / (frequency + 1)) + 1) * (_K1 + 1)
    average = leaves.average_length
    lengths = leaf.facts.numbers("length")
    norms = [_K1 * (1 - _B + _B * length / average) for length in range(leaf.facts.longest + 1)]
    if often is None:
        table = [weight / (1 + norm) for norm in norms]
        return [table[lengths[number]] for number in numbers]
    return [
        weight * count / (count + norms[lengths[number]])
        for number, count in zip(numbers, often, strict=True)
    ]
