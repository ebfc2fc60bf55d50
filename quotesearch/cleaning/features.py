"""
Binary features of a unit for the first pass: its own form, and its place among the others.

A feature has a name, such as “ends as a sentence”, to which the fitted model (scoring.py) gives a weight. The same
names are shown as reasons. Features are grouped, and groups recur as a whole, so that neither they nor the sums of
their weights are computed again for each line of a menu.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Final

from quotesearch.cleaning.folding import LONGEST_COMPARED, fold
from quotesearch.cleaning.layout import CACHED_GROUPS, KINDS, PROSE, Layout, bucket, shared_names
from quotesearch.cleaning.line_rules import heading_of
from quotesearch.cleaning.line_shape import count_words, ends_sentence, has_quotation
from quotesearch.cleaning.unit import Unit
from quotesearch.lexicons import Lexicon

__all__ = [
    "Form",
    "Group",
    "form_of_text",
    "markup_features",
    "place_features",
    "word_features",
]

LONGEST_WORDED: Final = 40
"""Words; in a longer unit single words say little."""

Group = tuple[str, ...]
"""Evidence that often recurs together."""

_SIZES: Final = (1, 2, 3, 4, 6, 9, 13, 20, 30, 45, 70, 110)
_SHARES: Final = (0.001, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0)
_DISTANCES: Final = (1, 2, 3, 5, 9, 17)
_LENGTHS: Final = (1, 120, 300, 600, 1200, 2400)
_NAMING: Final = (1, *PROSE)
"""Kinds of units in which capitalised words are informative."""


_DIGIT = re.compile(r"\d")
_MARKS: Final = tuple(sorted("|»©@›•$…:?!"))
_ADDRESSING: Final = frozenset({"you", "your", "our", "we", "said", "i"})


@cache
def _function_words(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("boilerplate_function_words")


@dataclass(frozen=True, slots=True)
class Form:
    """What a unit's own words and marks show: evidence in groups, and the words that are evidence themselves."""

    groups: tuple[Group, ...]
    words: tuple[str, ...]

    def evidence(self) -> Iterator[str]:
        """All of it by name."""
        yield from chain(*self.groups, map(word_features, self.words))


def word_features(word: str) -> str:
    """How a word is called as evidence."""
    return f"word “{word}”"


def form_of_text(lexicon: Lexicon, text: str) -> Form:
    """
    What a unit's own words and marks show.

    >>> "size 2, ends as a sentence" in set(form_of_text(Lexicon("en"), "We ran.").evidence())
    True
    """
    text = text[:LONGEST_COMPARED]
    parts = text.split()
    folded = fold(text).split()
    size = count_words(text)
    length = bucket(size, _SIZES)
    first, last = text[:1], text.rstrip()[-1:]
    known = _function_words(lexicon)
    running = sum(map(known.__contains__, folded)) / (len(folded) or 1)
    capitals = sum(map(str.isupper, map(itemgetter(0), parts))) / (len(parts) or 1)
    heading = heading_of(lexicon, text)
    groups = (
        _edges(
            length,
            ends_sentence(text),
            "a" if last.isalpha() else "0" if last.isdigit() else last,
            "A" if first.isupper() else "a" if first.islower() else "0" if first.isdigit() else first,
        ),
        _makeup(
            min(length, 8),
            bucket(running, _SHARES),
            bucket(capitals, _SHARES),
            bucket(len(_DIGIT.findall(text)) / len(text), _SHARES),
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


def place_features(units: Sequence[Unit], layout: Layout, index: int) -> tuple[Group, ...]:
    """What a unit's place and its neighbours show."""
    names, told, settled, last = layout.named, layout.told, layout.settled, len(units) - 1
    second, above, own, below, next_but_one = names[index : index + 5]
    share = int(10 * told[index] / layout.total) if layout.total else 10
    heading = layout.headings[index]
    return (
        _kinds_around(own, second, above, below, next_but_one),
        _way_through(
            own,
            bisect_right(_DISTANCES, layout.before[index]),
            bisect_right(_DISTANCES, layout.after[index]),
            share,
            int(10 * index / len(units)),
        ),
        _document(own, *layout.sizes, units[index].gap, index == last or units[index + 1].gap),
        _prose_near(
            own,
            bisect_right(_LENGTHS, told[index] - told[max(0, index - 4)]),
            bisect_right(_LENGTHS, layout.told_up_to(index + 5) - layout.told_up_to(index + 1)),
            shared_names(units[index].text, layout.names) if layout.kinds[index] in _NAMING else None,
        ),
        _marks(
            own,
            settled[index],
            _stretch(layout.clusters[index], layout.largest),
            layout.repeats[index],
            index > 0 and len(layout.title) > 15 and layout.title.startswith(fold(units[index].text)),
            settled[index - 1] if index else "",
            settled[index + 1] if index < last else "",
            heading and f"{heading}, {min(share, 9) // 3}",
            layout.advice[index],
        ),
    )


def _stretch(cluster: int, largest: int) -> str:
    """Where the stretch of prose that contains a unit is in the document; empty if the unit is in none."""
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


def markup_features(units: Sequence[Unit], layout: Layout, index: int) -> Iterator[Group]:
    """What the tags, classes and links around a unit show, and whether trafilatura takes it for body."""
    unit = units[index]
    if not unit.tag:
        return
    above, below = (
        bucket(units[at].proposed, (0.01, 0.6)) if 0 <= at < len(units) else 9
        for at in (index - 1, index + 1)
    )
    share = bucket(unit.proposed, (0.01, 0.3, 0.6, 0.9))
    yield _element(KINDS[layout.kinds[index]], unit.tag, bucket(unit.links, _SHARES), share, above, below)
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
