"""Features of words between marks, from their place in the sentence and the story, that show their nature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from quotesearch.extraction.numbers import SegmentNumber
from quotesearch.extraction.profiles import Surroundings
from quotesearch.extraction.scene import Scene
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_JOINTS: Final = frozenset("'’-")  # what joins the parts of a word
_MOST_LOOKED_FOR: Final = 40  # words, each of which takes a look at the whole text
_LONGEST_REPEATED: Final = 4  # words
_NEAR: Final = 12  # tokens on either side in which the sentence is looked through
_FAR: Final = 40


class QuotedWordsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reporting = lexicon.words("reporting_verbs")
        self.strong = lexicon.words("strong_reporting_verbs")
        self.naming = lexicon.words("naming_words")
        self.prepositions = lexicon.words("prepositions")
        self.conjunctions = lexicon.words("conjunctions")
        self.determiners = lexicon.words("determiners") | lexicon.words("owners")
        self.auxiliaries = lexicon.words("auxiliaries")
        self.function = lexicon.words("not_names")
        self.who = lexicon.words("person_nouns") | lexicon.words("group_nouns")
        self.documents = lexicon.words("document_nouns")
        self.classes = (
            ("naming", self.naming),
            ("strong", self.strong),
            ("report", self.reporting),
            ("prep", self.prepositions),
            ("conj", self.conjunctions),
            ("det", self.determiners),
            ("aux", self.auxiliaries),
            ("fun", self.function),
        )
        self.themselves = lexicon.words("quoted_function_words")
        self.suffixes = lexicon.entries("word_endings")
        self.you = lexicon.word_class("hearer_forms")


def place_of(
    lexicon: Lexicon, scene: Scene, around: Surroundings, said: list[str], titled: bool
) -> Iterator[str]:
    """The features; *said*: the words between the marks, *titled*: whether they are set like a title."""
    size = f"{'few' if len(said) < 5 else 'many'} {titled:d}"
    yield from _classes(lexicon, scene, around, said, size)
    yield from _paths(lexicon, scene, around, size)
    yield from _signs(scene, around, size)
    yield from _sentence(lexicon, scene, around, size)
    if len(said) <= _LONGEST_REPEATED:
        yield from _repeated(scene, around, size)


@lru_cache(maxsize=1 << 13)
def _class_of(lexicon: Lexicon, low: str, capital: bool, possessive: bool) -> str:
    """A word, if it is one of the most common; else its class."""
    lists = lexicon.derived[QuotedWordsLists]
    if possessive:
        return "owner"
    if low in lists.themselves:
        return low
    for name, members in lists.classes:
        if low in members:
            return name
    if low.isdigit():
        return "9"
    if capital:
        return "Capital"
    return (
        "document" if low in lists.documents else "who" if low in lists.who else f"-{_suffix(lexicon, low)}"
    )


def _suffix(lexicon: Lexicon, low: str) -> str:
    lists = lexicon.derived[QuotedWordsLists]
    return next((suffix for suffix in lists.suffixes if low.endswith(suffix)), "")


def _class(lexicon: Lexicon, token: Token) -> str:
    if token.kind == "w":
        return _class_of(lexicon, token.lower, token.capital, token.possessive)
    return token.text if token.kind == "p" else token.kind


def _classes(
    lexicon: Lexicon, scene: Scene, around: Surroundings, said: list[str], size: str
) -> Iterator[str]:
    """The classes of the three words before, and the endings of the first and the last word."""
    before = [_class(lexicon, token) for token in scene.tokens[max(0, around.token - 3) : around.token]]
    if "b" in before:
        before = before[len(before) - before[::-1].index("b") - 1 :]
    before = ["b"] * (3 - len(before)) + before
    few = size[0]
    yield f"class {before[2]} {few}"
    yield f"classes {before[1]} {before[2]} {few}"
    yield f"classes {' '.join(before)}"
    if 0 < len(said) < 5:
        yield f"last ends {_suffix(lexicon, said[-1].lower())} {len(said)}"
        yield f"first ends {_suffix(lexicon, said[0].lower())} {len(said)} {before[2]}"
    yield f"reports {len(around.reporters) > 0:d} {before[2]} {size}"


def _paths(lexicon: Lexicon, scene: Scene, around: Surroundings, size: str) -> Iterator[str]:
    """The way from the nearest subject of a reporting verb on either side."""
    lists = lexicon.derived[QuotedWordsLists]
    tokens, at, few = scene.tokens, around.token, size[0]
    before = [n for n in around.reporters if scene.mentions[n].head < at]
    after = next((n for n in around.reporters if scene.mentions[n].head > at), -1)
    if before:
        path = scene.signs[scene.unit_of_mention[before[-1]] : around.unit]
        verb = scene.verbs[before[-1]]
        low = tokens[verb].lower
        yield f"from {path[:8]} {few}"
        yield f"from {path[1:3]} {path[-2:]} {size}"
        yield f"from far {min(len(path), 12)} {size}"
        yield f"from verb {low} {few}"
        yield f"from verb {min(max(at - verb, 0), 15)} {low in lists.strong:d} {few}"
        yield f"from over {min(path.count('Q'), 2)} {size}"
    else:
        yield f"from none {size}"
    if after >= 0:
        path = scene.signs[around.unit + 1 : scene.unit_of_mention[after] + 1]
        yield f"to {path[-8:]} {few} {around.ending}"
        yield f"to far {min(len(path), 12)} {size} {around.ending}"
        yield f"to over {min(path.count('Q'), 2)} {size}"
    else:
        yield f"to none {size} {around.ending}"


def _signs(scene: Scene, around: Surroundings, size: str) -> Iterator[str]:
    """The signs next to the words, from the nearest mention on, and how long their neighbours are."""
    signs, unit, few = scene.signs, around.unit, size[0]
    start = unit - 1
    while start > max(0, unit - 9) and scene.units.mentions[start] < 0 and signs[start] not in "./":
        start -= 1
    near = signs[max(0, start) : unit]
    yield f"near {near} {few}"
    yield f"near {near} {size} {around.ending}"
    yield f"left {signs[max(0, unit - 4) : unit]} {few}"
    yield f"left {signs[max(0, unit - 3) : unit]} {size}"
    yield f"right {signs[unit + 1 : unit + 4]} {few} {around.ending}"
    yield f"between {signs[max(0, unit - 2) : unit]} {signs[unit + 1 : unit + 2]} {size}"
    if around.together:
        yield f"previous {_is_long(scene, around.previous):d} {size}"
    if (
        around.segment + 1 < len(scene.segments)
        and scene.segments[around.segment + 1].paragraph == around.paragraph
    ):
        yield f"following {_is_long(scene, SegmentNumber(around.segment + 1)):d} {size}"


def _is_long(scene: Scene, number: SegmentNumber) -> bool:
    segment = scene.segments[number]
    return scene.reading.text.count(" ", segment.start, segment.end) >= 7


def _sentence(lexicon: Lexicon, scene: Scene, around: Surroundings, size: str) -> Iterator[str]:
    """The rest of the sentence: other quotations, verbs, an addressee."""
    lists = lexicon.derived[QuotedWordsLists]
    tokens, at, few = scene.tokens, around.token, size[0]
    number = tokens[at].sentence
    led = [t.lower for t in tokens[max(0, at - _NEAR) : at] if t.sentence == number]
    follows = [t.lower for t in tokens[at + 1 : at + _NEAR] if t.sentence == number]
    near = tokens[max(0, at - _FAR) : at + _FAR]
    quoted = len([t for t in near if t.sentence == number and t.kind == "q"])
    yield f"quoted {min(quoted, 4)} {size}"
    yield f"subjects {len(around.subjects) > 0:d} {around.cue} {size}"
    paragraph = scene.reading.paragraphs[around.paragraph]
    yield f"kind {paragraph.kind} {scene.segments[around.segment].single:d} {size}"
    yield f"as {'as' in led[-4:]:d} {not lists.reporting.isdisjoint(led):d} {size}"
    yield f"strong after {not lists.strong.isdisjoint(follows[:5]):d} {around.ending} {size}"
    yield f"strong before {not lists.strong.isdisjoint(led):d} {size}"
    yield f"according {'according' in led or 'according' in follows:d} {few}"
    yield f"you {not (lists.you.isdisjoint(led) and lists.you.isdisjoint(follows)):d} {few}"


def _repeated(scene: Scene, around: Surroundings, size: str) -> Iterator[str]:
    """How often the story has the words again: between marks of their own, in a longer quotation, outside."""
    if scene.repeated is None:
        scene.repeated = _count_repeated(scene)
    segment = scene.segments[around.segment]
    counts = scene.repeated.get(_key(scene.reading.text[segment.start : segment.end]))
    if counts is not None:
        yield f"again {min(sum(counts), 3)} {size[-1]}"
        yield f"marked {min(counts[0] - 1, 2)} {size}"
        yield f"quoted inside {min(counts[1], 1)} {size}"
        yield f"unquoted {min(counts[2], 2)} {size}"


def _key(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(text))


def _count_repeated(scene: Scene) -> dict[tuple[str, ...], list[int]]:
    """For the words of each short quotation how often they occur: alone between marks, inside others, outside."""
    text, segments = scene.reading.text, scene.segments
    keys = [_key(text[s.start : s.end]) if s.end - s.start < 80 else () for s in segments]
    counts = {key: [0, 0, 0] for key in keys if 0 < len(key) <= _LONGEST_REPEATED}
    number = 0
    for start in _places_of({key[0] for key in counts}, text):
        while number < len(segments) and segments[number].end <= start:
            number += 1
        inside = number < len(segments) and segments[number].start <= start
        low: list[str] = []
        for word in islice(_WORD.finditer(text, start), _LONGEST_REPEATED):
            low.append(word[0].lower())
            key = tuple(low)
            if key in counts:
                alone = inside and keys[number] == key
                counts[key][0 if alone else 1 if inside else 2] += 1
    return counts


def _places_of(wanted: set[str], text: str) -> list[int]:
    """Where words are in a text, in order; looked for one by one, which is much faster than word by word."""
    low = text.lower()
    if len(wanted) > _MOST_LOOKED_FOR or len(low) != len(text) or "Σ" in text:  # whose lower case varies
        return [match.start() for match in _WORD.finditer(text) if match[0].lower() in wanted]
    found = []
    for word in wanted:
        at = low.find(word)
        while at >= 0:
            if not _goes_before(low, at):
                match = _WORD.match(low, at)
                if match is not None and match[0] == word:
                    found.append(at)
            at = low.find(word, at + 1)
    return sorted(found)


def _goes_before(text: str, at: int) -> bool:
    """Whether the word at a place begins before it."""
    if not at:
        return False
    before = text[at - 1]
    return before.isalnum() or (before in _JOINTS and at > 1 and text[at - 2].isalnum())
