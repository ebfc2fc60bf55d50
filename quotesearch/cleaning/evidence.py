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
from itertools import chain
from operator import itemgetter
from typing import Final

from quotesearch.cleaning.folding import LONGEST_COMPARED, fold
from quotesearch.cleaning.forms import heading_of
from quotesearch.cleaning.shape import count_words, ends_sentence, has_quotation
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import words
from quotesearch.model import READ_LABELS

__all__ = [
    "Form",
    "Group",
    "Setting",
    "form_of_text",
    "markup_evidence",
    "names_of",
    "place_evidence",
    "read_setting",
    "word_evidence",
]

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
_NAMING: Final = (1, *_PROSE)
"""Kinds in which capitalised words tell something."""


_DIGIT = re.compile(r"\d")
_MARKS: Final = tuple(sorted("|»©@›•$…:?!"))
_ADDRESSING: Final = frozenset({"you", "your", "our", "we", "said", "i"})
_NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")


def _bucket(value: float, edges: Sequence[float]) -> int:
    return bisect_right(edges, value)


@cache
def _function_words() -> frozenset[str]:
    return words("en/boilerplate_function_words")


@dataclass(frozen=True, slots=True)
class Form:
    """What a unit's own words and marks show: evidence in groups, and the words that are evidence themselves."""

    groups: tuple[Group, ...]
    words: tuple[str, ...]

    def evidence(self) -> Iterator[str]:
        """All of it by name."""
        yield from chain(*self.groups, map(word_evidence, self.words))


def word_evidence(word: str) -> str:
    """How a word is called as evidence."""
    return f"word “{word}”"


def form_of_text(text: str) -> Form:
    """
    What a unit's own words and marks show.

    >>> "size 2, ends as a sentence" in set(form_of_text("We ran.").evidence())
    True
    """
    text = text[:LONGEST_COMPARED]
    parts = text.split()
    folded = fold(text).split()
    size = count_words(text)
    length = _bucket(size, _SIZES)
    first, last = text[:1], text.rstrip()[-1:]
    known = _function_words()
    running = sum(map(known.__contains__, folded)) / (len(folded) or 1)
    capitals = sum(map(str.isupper, map(itemgetter(0), parts))) / (len(parts) or 1)
    heading = heading_of(text)
    groups = (
        _edges(
            length,
            ends_sentence(text),
            "a" if last.isalpha() else "0" if last.isdigit() else last,
            "A" if first.isupper() else "a" if first.islower() else "0" if first.isdigit() else first,
        ),
        _makeup(
            min(length, 8),
            _bucket(running, _SHARES),
            _bucket(capitals, _SHARES),
            _bucket(len(_DIGIT.findall(text)) / len(text), _SHARES),
        ),
        _punctuation(
            min(text.count(","), 4),
            min(text.count(". "), 4),
            text.isupper(),
            "".join([mark for mark in _MARKS if mark in text]),
            "http" in text or "www." in text,
            has_quotation(text),
        ),
        _opening(heading.label if heading else "", folded[0] if folded else ""),
    )
    if len(folded) <= LONGEST_WORDED:
        return Form(groups, tuple(dict.fromkeys(folded)))
    spoken = _ADDRESSING.intersection(folded)
    return Form((*groups, tuple([f"long, with “{word}”" for word in sorted(spoken)])), ())


@lru_cache(maxsize=CACHED_GROUPS)
def _edges(length: int, ended: bool, last: str, first: str) -> Group:
    return (
        f"size {length}",
        f"size {length}, {'ends as a sentence' if ended else 'no full stop'}",
        f"ends in “{last}”",
        f"begins with “{first}”",
    )


@lru_cache(maxsize=CACHED_GROUPS)
def _makeup(length: int, running: int, capitals: int, digits: int) -> Group:
    return (
        f"size {length}, function words {running}",
        f"size {length}, capitals {capitals}",
        f"digits {digits}",
    )


@lru_cache(maxsize=CACHED_GROUPS)
def _punctuation(
    commas: int, sentences: int, upper: bool, marks: str, address: bool, quotation: bool
) -> Group:
    shown = (
        (True, f"commas {commas}, sentences {sentences}"),
        (upper, "capitals only"),
        (address, "holds an address"),
        (quotation, "holds a quotation"),
    )
    return (*(name for holds, name in shown if holds), *(f"holds “{mark}”" for mark in marks))


@lru_cache(maxsize=CACHED_GROUPS)
def _opening(heading: str, first: str) -> Group:
    return (*([f"heading of {heading}"] if heading else []), *([f"first word “{first}”"] if first else []))


@dataclass(frozen=True, slots=True)
class Setting:
    """What is seen of a document as a whole, an entry for each unit where it is a tuple."""

    kinds: tuple[int, ...]  # tiny, short, sentence, prose, long; settled: a rule has labelled it
    named: tuple[str, ...]  # the kinds in words, with two edges before and two behind
    told: tuple[int, ...]  # code points of prose before the unit
    total: int  # code points of prose in all
    before: tuple[int, ...]  # units since the last prose
    after: tuple[int, ...]  # units until the next prose
    clusters: tuple[int, ...]  # which stretch of prose the unit stands in; -1: none
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


def read_setting(
    units: Sequence[Unit], settled: Sequence[Verdict | None], advisers: Sequence[str] = ()
) -> Setting:
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
        named=("edge", "edge", *(_KINDS[kind] for kind in kinds), "edge", "edge"),
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
            _bucket(len(units), (5, 15, 40, 80, 160)),
            _bucket(total / (len(units) or 1), (20, 50, 100, 200)),
        ),
    )


def _main_names(units: Sequence[Unit], clusters: Sequence[int], largest: int) -> Iterator[str]:
    """Capitalised words that stand in two units or more of the main stretch of prose."""
    seen: set[str] = set()
    for unit, cluster in zip(units, clusters, strict=True):
        if cluster == largest:
            own = names_of(unit.text)
            yield from own & seen
            seen |= own


@lru_cache(maxsize=CACHED_GROUPS)
def names_of(text: str) -> frozenset[str]:
    """The capitalised words of a text, the first left out: it is capitalised anyway."""
    return frozenset(_NAME.findall(text[:LONGEST_COMPARED], 1))


def _kind(text: str) -> int:
    size = count_words(text[:LONGEST_COMPARED])
    if ends_sentence(text):
        return 3 if size >= 10 else 2
    return 4 if size >= 25 and ". " in text else 1 if size >= 3 else 0


def _distances(kinds: Sequence[int]) -> tuple[int, ...]:
    """For each unit, how many units back the last prose stands; large if nowhere."""
    distances, since = [], 99
    for kind in kinds:
        since += 1
        distances.append(since)
        if kind in _PROSE:
            since = 0
    return tuple(distances)


def place_evidence(units: Sequence[Unit], setting: Setting, index: int) -> tuple[Group, ...]:
    """What a unit's place and its neighbours show."""
    names, told, settled, last = setting.named, setting.told, setting.settled, len(units) - 1
    second, above, own, below, next_but_one = names[index : index + 5]
    share = int(10 * told[index] / setting.total) if setting.total else 10
    heading = setting.headings[index]
    return (
        _kinds_around(own, second, above, below, next_but_one),
        _way_through(
            own,
            bisect_right(_DISTANCES, setting.before[index]),
            bisect_right(_DISTANCES, setting.after[index]),
            share,
            int(10 * index / len(units)),
        ),
        _document(own, *setting.sizes, units[index].gap, index == last or units[index + 1].gap),
        _prose_near(
            own,
            bisect_right(_LENGTHS, told[index] - told[max(0, index - 4)]),
            bisect_right(_LENGTHS, setting.told_up_to(index + 5) - setting.told_up_to(index + 1)),
            shared_names(units[index].text, setting.names) if setting.kinds[index] in _NAMING else None,
        ),
        _marks(
            own,
            settled[index],
            _stretch(setting.clusters[index], setting.largest),
            setting.repeats[index],
            index > 0 and len(setting.title) > 15 and setting.title.startswith(fold(units[index].text)),
            settled[index - 1] if index else "",
            settled[index + 1] if index < last else "",
            heading and f"{heading}, {min(share, 9) // 3}",
            setting.advice[index],
        ),
    )


def shared_names(text: str, names: frozenset[str]) -> int:
    """How large a share of a text's names are those of the story."""
    own = names_of(text)
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
    own: str,
    settled: str,
    stretch: str,
    twice: bool,
    titled: bool,
    above: str,
    below: str,
    heading: str,
    advice: str,
) -> Group:
    shown = (
        (settled, f"settled as {settled}"),
        (stretch, f"{stretch} the main stretch of prose"),
        (twice, f"{own}, stands twice"),
        (titled, "begins the page's title"),
        (above, f"{own}, {above} above"),
        (below, f"{own}, {below} below"),
        (heading, f"{own}, under a heading of {heading}"),
        (advice, f"a rule says: {advice}"),
        (advice, f"{own}, a rule says: {advice}"),
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
