"""
What can be seen of a unit: its own form, and its place among the others.

Evidence is words, such as “ends as a sentence” or “class “related””; the fitted model (scoring.py) gives each
a weight. The same words are shown as reasons.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from quotesearch.cleaning.folding import LONGEST_COMPARED, fold, fold_words
from quotesearch.cleaning.forms import heading_of
from quotesearch.cleaning.shape import ends_sentence, has_quotation
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import words
from quotesearch.model import READ_LABELS

__all__ = ["Setting", "form_evidence", "markup_evidence", "place_evidence", "read_setting"]

LONGEST_WORDED: Final = 40
"""Words; in a longer unit single words say little."""

_SIZES: Final = (1, 2, 3, 4, 6, 9, 13, 20, 30, 45, 70, 110)
_SHARES: Final = (0.001, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0)
_DISTANCES: Final = (1, 2, 3, 5, 9, 17)
_LENGTHS: Final = (1, 120, 300, 600, 1200, 2400)
_KINDS: Final = ("tiny", "short", "sentence", "prose", "long", "settled")
_PROSE: Final = (3, 4)


_NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")


def _bucket(value: float, edges: Sequence[float]) -> int:
    return bisect_right(edges, value)


@cache
def _function_words() -> frozenset[str]:
    return words("en/boilerplate_function_words")


def form_evidence(text: str) -> Iterator[str]:
    """What a unit's own words and marks show."""
    text = text[:LONGEST_COMPARED]
    parts = text.split()
    size = len(parts)
    length = _bucket(size, _SIZES)
    yield f"size {length}"
    last = text.rstrip()[-1:]
    yield f"size {length}, {'ends as a sentence' if ends_sentence(text) else 'no full stop'}"
    yield f"ends in “{'a' if last.isalpha() else '0' if last.isdigit() else last}”"
    first = text[:1]
    start = "A" if first.isupper() else "a" if first.islower() else "0" if first.isdigit() else first
    yield f"begins with “{start}”"
    folded = fold_words(text)
    known = _function_words()
    running = len([word for word in folded if word in known]) / (len(folded) or 1)
    capitals = len([part for part in parts if part[0].isupper()]) / (size or 1)
    yield f"size {min(length, 8)}, function words {_bucket(running, _SHARES)}"
    yield f"size {min(length, 8)}, capitals {_bucket(capitals, _SHARES)}"
    yield f"digits {_bucket(sum(map(str.isdigit, text)) / len(text), _SHARES)}"
    yield f"commas {min(text.count(','), 4)}, sentences {min(text.count('. '), 4)}"
    if text.isupper():
        yield "capitals only"
    for mark in "|»©@›•$…:?!":
        if mark in text:
            yield f"holds “{mark}”"
    if "http" in text or "www." in text:
        yield "holds an address"
    if has_quotation(text):
        yield "holds a quotation"
    yield from _worded(text, folded)


def _worded(text: str, folded: Sequence[str]) -> Iterator[str]:
    """What single words of a short unit show."""
    heading = heading_of(text)
    if heading:
        yield f"heading of {heading.label}"
    if folded:
        yield f"first word “{folded[0]}”"
    if len(folded) <= LONGEST_WORDED:
        for word in dict.fromkeys(folded):
            yield f"word “{word}”"
    elif folded:
        for word in _function_words() & {"you", "your", "our", "we", "said", "i"}:
            if word in folded:
                yield f"long, with “{word}”"


@dataclass(frozen=True, slots=True)
class Setting:
    """What is seen of a document as a whole, an entry for each unit where it is a tuple."""

    kinds: tuple[int, ...]  # tiny, short, sentence, prose, long; settled: a rule has labelled it
    told: tuple[int, ...]  # code points of prose before the unit
    total: int  # code points of prose in all
    before: tuple[int, ...]  # units since the last prose
    after: tuple[int, ...]  # units until the next prose
    clusters: tuple[int, ...]  # which stretch of prose the unit stands in; -1: none
    largest: int  # the stretch with most prose
    repeats: tuple[bool, ...]
    headings: tuple[str, ...]  # the kind of the last box heading above
    settled: tuple[str, ...]  # the label that a rule gave it, or ""
    names: frozenset[str]  # capitalised words of the main stretch of prose
    title: str  # the first unit's words


def read_setting(units: Sequence[Unit], settled: Sequence[Verdict | None]) -> Setting:
    """Measure a document once, for the evidence of all its units; *settled* is what rules are sure of."""
    kinds = tuple(
        5 if known and known.label not in READ_LABELS else _kind(unit.text)
        for unit, known in zip(units, settled, strict=True)
    )
    told, total = [], 0
    for unit, kind in zip(units, kinds, strict=True):
        told.append(total)
        total += len(unit.text) if kind in _PROSE else 0
    before = _distances(kinds)
    after = tuple(reversed(_distances(tuple(reversed(kinds)))))
    clusters, sizes = [], Counter[int]()
    for index, kind in enumerate(kinds):
        if kind not in _PROSE:
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
        found = heading_of(unit.text)
        if found:
            heading = found.label
        elif heading == "teaser" and kind in _PROSE:
            heading = ""  # the story goes on, perhaps
    return Setting(
        kinds=kinds,
        told=tuple(told),
        total=total,
        before=before,
        after=after,
        clusters=tuple(clusters),
        largest=largest,
        repeats=tuple(counts.get(fold(unit.text), 0) > 1 for unit in units),
        headings=tuple(headings),
        settled=tuple(known.label if known else "" for known in settled),
        names=frozenset(_main_names(units, clusters, largest)),
        title=fold(units[0].text) if units else "",
    )


def _main_names(units: Sequence[Unit], clusters: Sequence[int], largest: int) -> Iterator[str]:
    """Capitalised words that stand in two units or more of the main stretch of prose."""
    seen: set[str] = set()
    for unit, cluster in zip(units, clusters, strict=True):
        if cluster == largest:
            own = _names(unit.text)
            yield from own & seen
            seen |= own


def _names(text: str) -> set[str]:
    """The capitalised words of a text, the first left out: it is capitalised anyway."""
    return set(_NAME.findall(text[:LONGEST_COMPARED], 1))


def _kind(text: str) -> int:
    size = len(text[:LONGEST_COMPARED].split())
    if ends_sentence(text):
        return 3 if size >= 10 else 2
    return 4 if size >= 25 else 1 if size >= 3 else 0


def _distances(kinds: Sequence[int]) -> tuple[int, ...]:
    """For each unit, how many units back the last prose stands; large if nowhere."""
    distances, since = [], 99
    for kind in kinds:
        since += 1
        distances.append(since)
        if kind in _PROSE:
            since = 0
    return tuple(distances)


def place_evidence(units: Sequence[Unit], setting: Setting, index: int) -> Iterator[str]:
    """What a unit's place and its neighbours show."""
    kinds, last = setting.kinds, len(units) - 1
    own = _KINDS[kinds[index]]
    if setting.settled[index]:
        yield f"settled as {setting.settled[index]}"
    two = ["edge", "edge", *(_KINDS[kind] for kind in kinds[max(0, index - 2) : index])][-2:]
    next_two = [*(_KINDS[kind] for kind in kinds[index + 1 : index + 3]), "edge", "edge"][:2]
    yield f"{own} after {two[1]} before {next_two[0]}"
    yield f"{own} after {two[0]}, {two[1]}"
    yield f"{own} before {next_two[0]}, {next_two[1]}"
    before, after = _bucket(setting.before[index], _DISTANCES), _bucket(setting.after[index], _DISTANCES)
    yield f"{own}, prose {before} before and {after} behind"
    share = int(10 * setting.told[index] / setting.total) if setting.total else 10
    yield f"{own}, {share}0 % of the prose told"
    yield f"{own}, place {int(10 * index / len(units))} of 10"
    sums = [sum(len(units[at].text) for at in near if kinds[at] in _PROSE) for near in _near(index, last)]
    yield f"{own}, prose near {_bucket(sums[0], _LENGTHS)} and {_bucket(sums[1], _LENGTHS)}"
    size, prose = (
        _bucket(len(units), (5, 15, 40, 80, 160)),
        _bucket(setting.total / len(units), (20, 50, 100, 200)),
    )
    yield f"{own}, document of size {size} and prose {prose}"
    yield f"{own}, empty line {units[index].gap} and {index == last or units[index + 1].gap}"
    if kinds[index] in (1, *_PROSE):
        own_names = _names(units[index].text)
        shared = len(own_names & setting.names) / len(own_names) if own_names else -1
        yield f"{own}, names of the story {_bucket(shared, (0, 0.01, 0.3, 0.6))}"
    cluster = setting.clusters[index]
    if cluster >= 0:
        place = "in" if cluster == setting.largest else "above" if cluster < setting.largest else "below"
        yield f"{place} the main stretch of prose"
    if setting.repeats[index]:
        yield f"{own}, stands twice"
    if (
        index
        and setting.title
        and len(setting.title) > 15
        and setting.title.startswith(fold(units[index].text))
    ):
        yield "begins the page's title"
    for side, at in (("above", index - 1), ("below", index + 1)):
        if 0 <= at <= last and setting.settled[at]:
            yield f"{own}, {setting.settled[at]} {side}"
    if setting.headings[index]:
        yield f"{own}, under a heading of {setting.headings[index]}, {min(share, 9) // 3}"


def _near(index: int, last: int) -> tuple[range, range]:
    return range(max(0, index - 4), index), range(index + 1, min(last, index + 4) + 1)


def markup_evidence(units: Sequence[Unit], setting: Setting, index: int) -> Iterator[str]:
    """What the tags, classes and links around a unit show, and whether trafilatura takes it for body."""
    unit = units[index]
    if not unit.tag:
        return
    own = _KINDS[setting.kinds[index]]
    yield f"<{unit.tag}>, {own}"
    yield f"links {_bucket(unit.links, _SHARES)}, {own}"
    share = _bucket(unit.proposed, (0.01, 0.3, 0.6, 0.9))
    yield f"trafilatura {share}, {own}"
    around = [
        _bucket(units[at].proposed, (0.01, 0.6)) if 0 <= at < len(units) else 9
        for at in (index - 1, index + 1)
    ]
    yield f"trafilatura {share} between {around[0]} and {around[1]}"
    yield f"trafilatura {share}, <{unit.tag}>"
    yield from unit.hints
