"""
What can be seen of a unit: its own form, and its place among the others.

Evidence is words, such as “12 to 19 words” or “class “related””; the fitted model (scoring.py) gives each a weight.
The same words are shown as reasons.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from quotesearch.cleaning.folding import LONGEST_COMPARED, fold, fold_words
from quotesearch.cleaning.forms import form_of, heading_of
from quotesearch.cleaning.shape import ends_sentence, has_quotation
from quotesearch.cleaning.unit import Unit
from quotesearch.lexicons import words

__all__ = ["Setting", "form_evidence", "markup_evidence", "place_evidence", "read_setting"]

LONGEST_WORDED: Final = 40
"""Words; in a longer unit single words say little."""

_SIZES: Final = (1, 2, 3, 4, 6, 9, 13, 20, 30, 45, 70, 110)
_SHARES: Final = (0.001, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0)
_DISTANCES: Final = (1, 2, 3, 5, 9, 17)
_LENGTHS: Final = (1, 120, 300, 600, 1200, 2400)
_KINDS: Final = ("tiny", "short", "sentence", "prose", "long")


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
    yield f"size {min(length, 8)}, function words {_bucket(sum(w in known for w in folded) / (len(folded) or 1), _SHARES)}"
    yield f"size {min(length, 8)}, capitals {_bucket(sum(p[:1].isupper() for p in parts) / (size or 1), _SHARES)}"
    yield f"digits {_bucket(sum(c.isdigit() for c in text) / len(text), _SHARES)}"
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
    """What single words of a short unit show, and known lines."""
    form = form_of(text)
    if form:
        yield f"form of {form.label}"
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

    kinds: tuple[int, ...]  # tiny, short, sentence, prose or long
    told: tuple[int, ...]  # code points of prose before the unit
    total: int  # code points of prose in all
    before: tuple[int, ...]  # units since the last prose
    after: tuple[int, ...]  # units until the next prose
    clusters: tuple[int, ...]  # which stretch of prose the unit stands in; -1: none
    largest: int  # the stretch with most prose
    repeats: tuple[bool, ...]
    headings: tuple[str, ...]  # the kind of the last box heading above
    forms: tuple[str, ...]  # the label of its own form, or ""
    title: str  # the first unit's words


def read_setting(units: Sequence[Unit]) -> Setting:
    """Measure a document once, for the evidence of all its units."""
    kinds = tuple(_kind(unit.text) for unit in units)
    told, total = [], 0
    for unit, kind in zip(units, kinds, strict=True):
        told.append(total)
        total += len(unit.text) if kind >= 3 else 0
    before = _distances(kinds)
    after = tuple(reversed(_distances(tuple(reversed(kinds)))))
    clusters, sizes = [], Counter[int]()
    for index, kind in enumerate(kinds):
        if kind < 3:
            clusters.append(-1)
            continue
        name = clusters[index - before[index]] if before[index] <= 4 and before[index] <= index else index
        clusters.append(name)
        sizes[name] += len(units[index].text)
    counts = Counter(fold(unit.text) for unit in units if len(unit.text) <= 400)
    headings, heading = [], ""
    for unit in units:
        headings.append(heading)
        found = heading_of(unit.text)
        heading = found.label if found else heading
    forms = tuple(form.label if (form := form_of(unit.text)) else "" for unit in units)
    return Setting(
        kinds=kinds,
        told=tuple(told),
        total=total,
        before=before,
        after=after,
        clusters=tuple(clusters),
        largest=max(sizes, key=lambda name: (sizes[name], -name), default=-2),
        repeats=tuple(counts.get(fold(unit.text), 0) > 1 for unit in units),
        headings=tuple(headings),
        forms=forms,
        title=fold(units[0].text) if units else "",
    )


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
        if kind >= 3:
            since = 0
    return tuple(distances)


def place_evidence(units: Sequence[Unit], setting: Setting, index: int) -> Iterator[str]:
    """What a unit's place and its neighbours show."""
    kinds, last = setting.kinds, len(units) - 1
    own = _KINDS[kinds[index]]
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
    sums = [sum(len(units[at].text) for at in near if kinds[at] >= 3) for near in _near(index, last)]
    yield f"{own}, prose near {_bucket(sums[0], _LENGTHS)} and {_bucket(sums[1], _LENGTHS)}"
    yield f"{own}, document of size {_bucket(len(units), (5, 15, 40, 80, 160))} and prose {_bucket(setting.total / len(units), (20, 50, 100, 200))}"
    yield f"{own}, empty line {units[index].gap} and {index == last or units[index + 1].gap}"
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
        if 0 <= at <= last and setting.forms[at]:
            yield f"{own}, {setting.forms[at]} {side}"
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
    for hint in unit.hints:
        yield hint
