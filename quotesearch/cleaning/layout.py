"""A document as a whole, measured once: what its units are by their shape, and how the prose is spread over it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quotesearch.cleaning.folding import LONGEST_COMPARED, fold
from quotesearch.cleaning.line_cache import line_cached
from quotesearch.cleaning.line_rules import heading_of
from quotesearch.cleaning.line_shape import count_words, ends_sentence
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon
from quotesearch.model import READ_LABELS

__all__ = ["CACHED_GROUPS", "KINDS", "PROSE", "Layout", "bucket", "names_of", "read_layout", "shared_names"]

CACHED_GROUPS: Final = 1 << 13

KINDS: Final = ("tiny", "short", "sentence", "prose", "long", "settled")
PROSE: Final = (3, 4)
"""Kinds that are paragraphs."""

_NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")


def bucket(value: float, edges: Sequence[float]) -> int:
    """
    Which of the stretches between edges a number is in.

    >>> bucket(0, (1, 5)), bucket(1, (1, 5)), bucket(9, (1, 5))
    (0, 1, 2)
    """
    return bisect_right(edges, value)


@dataclass(frozen=True, slots=True)
class Layout:
    """What is seen of a document as a whole, an entry for each unit where it is a tuple."""

    kinds: tuple[int, ...]  # tiny, short, sentence, prose, long; settled: a rule has labelled it
    named: tuple[str, ...]  # the kinds in words, with two edges before and two after
    told: tuple[int, ...]  # code points of prose before the unit
    total: int  # code points of prose in all
    before: tuple[int, ...]  # units since the last prose
    after: tuple[int, ...]  # units until the next prose
    clusters: tuple[int, ...]  # which stretch of prose the unit is in; -1: none
    largest: int  # the stretch with most prose
    repeats: tuple[bool, ...]
    headings: tuple[str, ...]  # the kind of the last box heading above
    settled: tuple[str, ...]  # the label that a rule gave it, or ""
    advice: tuple[str, ...]  # which rule says that it is not the story's, and is not sure; or ""
    names: frozenset[str]  # capitalised words of the main stretch of prose
    title: str  # the first unit's words
    sizes: tuple[int, int]  # how many units there are, and how much prose for each

    def told_up_to(self, end: int) -> int:
        """Code points of prose before the unit *end*; all of it if there is none."""
        return self.told[end] if end < len(self.told) else self.total


def read_layout(
    lexicon: Lexicon, units: Sequence[Unit], settled: Sequence[Verdict | None], advisers: Sequence[str] = ()
) -> Layout:
    """Measure a document once, for the evidence of all its units; *settled* is what rules are sure of.

    *advisers* names, for each unit, the rule that says something of it and is not sure.
    """
    kinds = tuple(
        5 if known and known.label not in READ_LABELS else _kind(unit.text)
        for unit, known in zip(units, settled, strict=True)
    )
    told, total = [], 0
    for unit, kind in zip(units, kinds, strict=True):
        told.append(total)
        total += len(unit.text) if kind in PROSE else 0
    before = _distances(kinds)
    after = tuple(reversed(_distances(tuple(reversed(kinds)))))
    clusters, sizes = [], Counter[int]()
    for index, kind in enumerate(kinds):
        if kind not in PROSE:
            clusters.append(-1)
            continue
        name = clusters[index - before[index]] if before[index] <= 4 and before[index] <= index else index
        clusters.append(name)
        sizes[name] += len(units[index].text)
    largest = max(sizes, key=lambda name: (sizes[name], -name), default=-2)
    counts = Counter(fold(unit.text) for unit in units if len(unit.text) <= 400)
    headings, heading = [], ""
    for unit, kind in zip(units, kinds, strict=True):
        headings.append(heading)
        found = heading_of(lexicon, unit.text)
        if found:
            heading = found.label
        elif heading == "teaser" and kind in PROSE:
            heading = ""  # perhaps the story continues
    return Layout(
        kinds=kinds,
        named=("edge", "edge", *(KINDS[kind] for kind in kinds), "edge", "edge"),
        told=tuple(told),
        total=total,
        before=before,
        after=after,
        clusters=tuple(clusters),
        largest=largest,
        repeats=tuple(counts.get(fold(unit.text), 0) > 1 for unit in units),
        headings=tuple(headings),
        settled=tuple(known.label if known else "" for known in settled),
        advice=tuple(advisers) or ("",) * len(units),
        names=frozenset(_main_names(units, clusters, largest)),
        title=fold(units[0].text) if units else "",
        sizes=(
            bucket(len(units), (5, 15, 40, 80, 160)),
            bucket(total / (len(units) or 1), (20, 50, 100, 200)),
        ),
    )


def _main_names(units: Sequence[Unit], clusters: Sequence[int], largest: int) -> Iterator[str]:
    """Capitalised words that are in two units or more of the main stretch of prose."""
    seen: set[str] = set()
    for unit, cluster in zip(units, clusters, strict=True):
        if cluster == largest:
            own = names_of(unit.text)
            yield from own & seen
            seen |= own


@line_cached(CACHED_GROUPS)
def names_of(text: str) -> frozenset[str]:
    """The capitalised words of a text, the first left out: it is capitalised anyway."""
    return frozenset(_NAME.findall(text[:LONGEST_COMPARED], 1))


def _kind(text: str) -> int:
    size = count_words(text[:LONGEST_COMPARED])
    if ends_sentence(text):
        return 3 if size >= 10 else 2
    return 4 if size >= 25 and ". " in text else 1 if size >= 3 else 0


def _distances(kinds: Sequence[int]) -> tuple[int, ...]:
    """For each unit, how many units back the last prose is; 99 and more if there is none."""
    distances, since = [], 99
    for kind in kinds:
        since += 1
        distances.append(since)
        if kind in PROSE:
            since = 0
    return tuple(distances)


def shared_names(text: str, names: frozenset[str]) -> int:
    """How large a share of a text's names are those of the story."""
    own = names_of(text)
    return bucket(len(own & names) / len(own) if own else -1, (0, 0.01, 0.3, 0.6))
