"""
What can be seen of a unit: its own form, and its place among the others.

Evidence is words, such as “ends as a sentence” or “class “related””; the fitted model (scoring.py) gives each
a weight. The same words are shown as reasons. They come in groups that recur as a whole, so that neither they
nor the sums of their weights are made anew for each line of a menu.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from quotesearch.cleaning.folding import LONGEST_COMPARED, fold
from quotesearch.cleaning.forms import heading_of
from quotesearch.cleaning.shape import ends_sentence, has_quotation
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import words
from quotesearch.model import READ_LABELS

__all__ = ["Group", "Setting", "form_evidence", "markup_evidence", "place_evidence", "read_setting"]

LONGEST_WORDED: Final = 40
"""Words; in a longer unit single words say little."""

CACHED_GROUPS: Final = 1 << 13

Group = tuple[str, ...]
"""Evidence that often recurs together."""

_SIZES: Final = (1, 2, 3, 4, 6, 9, 13, 20, 30, 45, 70, 110)
_SHARES: Final = (0.001, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0)
_DISTANCES: Final = (1, 2, 3, 5, 9, 17)
_LENGTHS: Final = (1, 120, 300, 600, 1200, 2400)
_KINDS: Final = ("tiny", "short", "sentence", "prose", "long", "settled")
_PROSE: Final = (3, 4)


_DIGIT = re.compile(r"\d")
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
    folded = fold(text).split()
    known = _function_words()
    running = len([word for word in folded if word in known]) / (len(folded) or 1)
    capitals = len([part for part in parts if part[0].isupper()]) / (size or 1)
    yield f"size {min(length, 8)}, function words {_bucket(running, _SHARES)}"
    yield f"size {min(length, 8)}, capitals {_bucket(capitals, _SHARES)}"
    yield f"digits {_bucket(len(_DIGIT.findall(text)) / len(text), _SHARES)}"
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
    sizes: tuple[int, int]  # how many units there are, and how much prose for each

    def prose_between(self, start: int, end: int) -> int:
        """Code points of prose in the units from *start* up to *end*."""
        return (self.told[end] if end < len(self.told) else self.total) - (
            self.told[start] if start < len(self.told) else self.total
        )


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
        sizes=(
            _bucket(len(units), (5, 15, 40, 80, 160)),
            _bucket(total / (len(units) or 1), (20, 50, 100, 200)),
        ),
    )


def _main_names(units: Sequence[Unit], clusters: Sequence[int], largest: int) -> Iterator[str]:
    """Capitalised words that stand in two units or more of the main stretch of prose."""
    seen: set[str] = set()
    for unit, cluster in zip(units, clusters, strict=True):
        if cluster == largest:
            own = _names(unit.text)
            yield from own & seen
            seen |= own


@lru_cache(maxsize=CACHED_GROUPS)
def _names(text: str) -> frozenset[str]:
    """The capitalised words of a text, the first left out: it is capitalised anyway."""
    return frozenset(_NAME.findall(text[:LONGEST_COMPARED], 1))


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


def place_evidence(units: Sequence[Unit], setting: Setting, index: int) -> Iterator[Group]:
    """What a unit's place and its neighbours show."""
    kinds, settled, last = setting.kinds, setting.settled, len(units) - 1
    own = _KINDS[kinds[index]]
    two = ["edge", "edge", *(_KINDS[kind] for kind in kinds[max(0, index - 2) : index])][-2:]
    next_two = [*(_KINDS[kind] for kind in kinds[index + 1 : index + 3]), "edge", "edge"][:2]
    yield _kinds_around(own, two[0], two[1], next_two[0], next_two[1])
    share = int(10 * setting.told[index] / setting.total) if setting.total else 10
    yield _way_through(
        own,
        _bucket(setting.before[index], _DISTANCES),
        _bucket(setting.after[index], _DISTANCES),
        share,
        int(10 * index / len(units)),
    )
    yield _document(own, *setting.sizes, units[index].gap, index == last or units[index + 1].gap)
    yield _prose_near(
        own,
        _bucket(setting.prose_between(max(0, index - 4), index), _LENGTHS),
        _bucket(setting.prose_between(index + 1, min(last, index + 4) + 1), _LENGTHS),
        _shared_names(units[index].text, setting.names) if kinds[index] in (1, *_PROSE) else None,
    )
    yield _marks(
        own,
        settled[index],
        _stretch(setting.clusters[index], setting.largest),
        setting.repeats[index],
        index > 0 and len(setting.title) > 15 and setting.title.startswith(fold(units[index].text)),
        settled[index - 1] if index else "",
        settled[index + 1] if index < last else "",
        setting.headings[index] and f"{setting.headings[index]}, {min(share, 9) // 3}",
    )


def _shared_names(text: str, names: frozenset[str]) -> int:
    """How large a share of a text's names are those of the story."""
    own = _names(text)
    return _bucket(len(own & names) / len(own) if own else -1, (0, 0.01, 0.3, 0.6))


def _stretch(cluster: int, largest: int) -> str:
    """Where the stretch of prose that a unit stands in lies; empty if it stands in none."""
    if cluster < 0:
        return ""
    return "in" if cluster == largest else "above" if cluster < largest else "below"


@lru_cache(maxsize=CACHED_GROUPS)
def _kinds_around(own: str, second: str, above: str, below: str, next_but_one: str) -> Group:
    return (
        f"{own} after {above} before {below}",
        f"{own} after {second}, {above}",
        f"{own} before {below}, {next_but_one}",
    )


@lru_cache(maxsize=CACHED_GROUPS)
def _way_through(own: str, before: int, after: int, share: int, place: int) -> Group:
    return (
        f"{own}, prose {before} before and {after} behind",
        f"{own}, {share}0 % of the prose told",
        f"{own}, place {place} of 10",
    )


@lru_cache(maxsize=CACHED_GROUPS)
def _document(own: str, size: int, prose: int, gap_above: bool, gap_below: bool) -> Group:
    return (
        f"{own}, document of size {size} and prose {prose}",
        f"{own}, empty line {gap_above} and {gap_below}",
    )


@lru_cache(maxsize=CACHED_GROUPS)
def _prose_near(own: str, above: int, below: int, names: int | None) -> Group:
    near = f"{own}, prose near {above} and {below}"
    return (near,) if names is None else (near, f"{own}, names of the story {names}")


@lru_cache(maxsize=CACHED_GROUPS)
def _marks(
    own: str, settled: str, stretch: str, twice: bool, titled: bool, above: str, below: str, heading: str
) -> Group:
    shown = (
        (settled, f"settled as {settled}"),
        (stretch, f"{stretch} the main stretch of prose"),
        (twice, f"{own}, stands twice"),
        (titled, "begins the page's title"),
        (above, f"{own}, {above} above"),
        (below, f"{own}, {below} below"),
        (heading, f"{own}, under a heading of {heading}"),
    )
    return tuple(words for holds, words in shown if holds)


def markup_evidence(units: Sequence[Unit], setting: Setting, index: int) -> Iterator[Group]:
    """What the tags, classes and links around a unit show, and whether trafilatura takes it for body."""
    unit = units[index]
    if not unit.tag:
        return
    above, below = (
        _bucket(units[at].proposed, (0.01, 0.6)) if 0 <= at < len(units) else 9
        for at in (index - 1, index + 1)
    )
    share = _bucket(unit.proposed, (0.01, 0.3, 0.6, 0.9))
    yield _element(_KINDS[setting.kinds[index]], unit.tag, _bucket(unit.links, _SHARES), share, above, below)
    yield unit.hints


@lru_cache(maxsize=CACHED_GROUPS)
def _element(own: str, tag: str, links: int, share: int, above: int, below: int) -> Group:
    return (
        f"<{tag}>, {own}",
        f"links {links}, {own}",
        f"trafilatura {share}, {own}",
        f"trafilatura {share} between {above} and {below}",
        f"trafilatura {share}, <{tag}>",
    )
