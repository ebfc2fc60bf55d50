"""What the place of words between marks in their sentence and in the story tells of their nature, as features."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from quotesearch.extraction.pairs import Finding
from quotesearch.extraction.scene import Scene
from quotesearch.extraction.tokens import Token
from quotesearch.extraction.views import Surroundings
from quotesearch.lexicons import words

_REPORTING: Final = words("en/reporting_verbs")
_STRONG: Final = words("en/strong_reporting_verbs")
_NAMING: Final = words("en/naming_words")
_PREPOSITIONS, _CONJUNCTIONS = words("en/prepositions"), words("en/conjunctions")
_DETERMINERS: Final = words("en/determiners") | words("en/owners")
_AUXILIARIES, _FUNCTION = words("en/auxiliaries"), words("en/not_names")
_WHO: Final = words("en/person_nouns") | words("en/group_nouns")
_DOCUMENTS: Final = words("en/document_nouns")
_THEMSELVES: Final = frozenset((
    "a", "an", "the", "this", "that", "these", "those", "as", "is", "was", "are", "were", "be", "been", "being",
    "called", "of", "in", "on", "by", "for", "with", "from", "about", "to", "and", "or", "but", "not", "like",
))  # fmt: skip
_CLASSES: Final = (
    ("naming", _NAMING),
    ("strong", _STRONG),
    ("report", _REPORTING),
    ("prep", _PREPOSITIONS),
    ("conj", _CONJUNCTIONS),
    ("det", _DETERMINERS),
    ("aux", _AUXILIARIES),
    ("fun", _FUNCTION),
)
_SUFFIXES: Final = (
    "tion", "ment", "ness", "ity", "ism", "ship", "ers", "er", "ors", "ing", "ed", "ly", "ous", "al", "ive",
    "able", "ic", "ful", "ish", "y", "s",
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_JOINTS: Final = frozenset("'’-")  # what joins the parts of a word
_MOST_LOOKED_FOR: Final = 40  # words, each of which takes a look at the whole text
_LONGEST_REPEATED: Final = 4  # words
_NEAR: Final = 12  # tokens on either side in which the sentence is looked through
_FAR: Final = 40
_YOU: Final = frozenset({"you", "your"})


def place_of(scene: Scene, around: Surroundings, said: list[str], titled: bool) -> list[Finding]:
    """What is seen of it; *said*: the words between the marks, *titled*: whether they are set like a title."""
    size = f"{'few' if len(said) < 5 else 'many'} {titled:d}"
    return [
        *_classes(scene, around, said, size),
        *_paths(scene, around, size),
        *_signs(scene, around, size),
        *_sentence(scene, around, size),
        *(_repeated(scene, around, size) if len(said) <= _LONGEST_REPEATED else ()),
    ]


@lru_cache(maxsize=1 << 13)
def _class_of(low: str, capital: bool, possessive: bool) -> str:
    """A word, if it is one of the most common; else its class."""
    if possessive:
        return "owner"
    if low in _THEMSELVES:
        return low
    for name, members in _CLASSES:
        if low in members:
            return name
    if low.isdigit():
        return "9"
    if capital:
        return "Capital"
    return "document" if low in _DOCUMENTS else "who" if low in _WHO else f"-{_suffix(low)}"


def _suffix(low: str) -> str:
    return next((suffix for suffix in _SUFFIXES if low.endswith(suffix)), "")


def _class(token: Token) -> str:
    if token.kind == "w":
        return _class_of(token.lower, token.capital, token.possessive)
    return token.text if token.kind == "p" else token.kind


def _classes(scene: Scene, around: Surroundings, said: list[str], size: str) -> list[Finding]:
    """The classes of the three words before, and the endings of the first and the last word."""
    before = [_class(token) for token in scene.tokens[max(0, around.token - 3) : around.token]]
    if "b" in before:
        before = before[len(before) - before[::-1].index("b") - 1 :]
    third, second, last = ["b"] * (3 - len(before)) + before
    found: list[Finding] = [(_classes_before, third, second, last, size[0])]
    if 0 < len(said) < 5:
        found.append((_endings, _suffix(said[0].lower()), _suffix(said[-1].lower()), len(said), last))
    found.append((_reports, len(around.reporters) > 0, last, size))
    return found


def _classes_before(third: str, second: str, last: str, few: str) -> Iterator[str]:
    yield f"class {last} {few}"
    yield f"classes {second} {last} {few}"
    yield f"classes {third} {second} {last}"


def _reports(reporters: bool, before: str, size: str) -> Iterator[str]:
    yield f"reports {reporters:d} {before} {size}"


def _endings(first: str, last: str, count: int, before: str) -> Iterator[str]:
    yield f"last ends {last} {count}"
    yield f"first ends {first} {count} {before}"


def _paths(scene: Scene, around: Surroundings, size: str) -> list[Finding]:
    """The way from the nearest subject of a reporting verb on either side."""
    tokens, at, few = scene.tokens, around.token, size[0]
    before = [n for n in around.reporters if scene.mentions[n].head < at]
    after = next((n for n in around.reporters if scene.mentions[n].head > at), -1)
    found: list[Finding] = []
    if before:
        path = scene.signs[scene.unit_of_mention[before[-1]] : around.unit]
        verb = scene.verbs[before[-1]]
        low = tokens[verb].lower
        found.append((_from_path, path[:8], few))
        far = min(max(at - verb, 0), 15)
        found.append((_from, path[1:3], path[-2:], min(len(path), 12), size))
        found.append((_from_verb, low, far, low in _STRONG, min(path.count("Q"), 2), size))
    else:
        found.append((_from_none, size))
    if after >= 0:
        path = scene.signs[around.unit + 1 : scene.unit_of_mention[after] + 1]
        found.append((_to_path, path[-8:], few, around.ending))
        found.append((_to, min(len(path), 12), min(path.count("Q"), 2), size, around.ending))
    else:
        found.append((_to_none, size, around.ending))
    return found


def _from_path(path: str, few: str) -> Iterator[str]:
    yield f"from {path} {few}"


def _from(leaves: str, reaches: str, length: int, size: str) -> Iterator[str]:
    yield f"from {leaves} {reaches} {size}"
    yield f"from far {length} {size}"


def _from_verb(verb: str, far: int, strong: bool, quotations: int, size: str) -> Iterator[str]:
    yield f"from verb {verb} {size[0]}"
    yield f"from verb {far} {strong:d} {size[0]}"
    yield f"from over {quotations} {size}"


def _from_none(size: str) -> Iterator[str]:
    yield f"from none {size}"


def _to_path(path: str, few: str, ending: str) -> Iterator[str]:
    yield f"to {path} {few} {ending}"


def _to(length: int, quotations: int, size: str, ending: str) -> Iterator[str]:
    yield f"to far {length} {size} {ending}"
    yield f"to over {quotations} {size}"


def _to_none(size: str, ending: str) -> Iterator[str]:
    yield f"to none {size} {ending}"


def _signs(scene: Scene, around: Surroundings, size: str) -> list[Finding]:
    """The signs beside the words, from the nearest mention on, and how long their neighbours are."""
    signs, unit, few = scene.signs, around.unit, size[0]
    start = unit - 1
    while start > max(0, unit - 9) and scene.units.mentions[start] < 0 and signs[start] not in "./":
        start -= 1
    left, right = signs[max(0, unit - 4) : unit], signs[unit + 1 : unit + 4]
    found: list[Finding] = [
        (_near, signs[max(0, start) : unit], size, around.ending),
        (_left, left, size),
        (_right, right, few, around.ending),
        (_between, left[-2:], right[:1], size),
    ]
    if around.together:
        found.append((_previous, _is_long(scene, around.previous), size))
    following = around.segment + 1
    if following < len(scene.segments) and scene.segments[following].paragraph == around.paragraph:
        found.append((_following, _is_long(scene, following), size))
    return found


def _near(signs: str, size: str, ending: str) -> Iterator[str]:
    yield f"near {signs} {size[0]}"
    yield f"near {signs} {size} {ending}"


def _left(signs: str, size: str) -> Iterator[str]:
    yield f"left {signs} {size[0]}"
    yield f"left {signs[-3:]} {size}"


def _right(signs: str, few: str, ending: str) -> Iterator[str]:
    yield f"right {signs} {few} {ending}"


def _between(left: str, right: str, size: str) -> Iterator[str]:
    yield f"between {left} {right} {size}"


def _previous(long: bool, size: str) -> Iterator[str]:
    yield f"previous {long:d} {size}"


def _following(long: bool, size: str) -> Iterator[str]:
    yield f"following {long:d} {size}"


def _is_long(scene: Scene, number: int) -> bool:
    segment = scene.segments[number]
    return scene.reading.text.count(" ", segment.start, segment.end) >= 7


def _sentence(scene: Scene, around: Surroundings, size: str) -> list[Finding]:
    """What else the sentence has: other quotations, verbs, whom it addresses."""
    tokens, at = scene.tokens, around.token
    number = tokens[at].sentence
    led = [t.lower for t in tokens[max(0, at - _NEAR) : at] if t.sentence == number]
    follows = [t.lower for t in tokens[at + 1 : at + _NEAR] if t.sentence == number]
    near = tokens[max(0, at - _FAR) : at + _FAR]
    quoted = len([t for t in near if t.sentence == number and t.kind == "q"])
    kind, single = scene.reading.paragraphs[around.paragraph].kind, scene.segments[around.segment].single
    verbs = not _REPORTING.isdisjoint(led), not _STRONG.isdisjoint(led), not _STRONG.isdisjoint(follows[:5])
    according = "according" in led or "according" in follows
    you = not (_YOU.isdisjoint(led) and _YOU.isdisjoint(follows))
    return [
        (_others, min(quoted, 4), len(around.subjects) > 0, around.cue, kind, single, size),
        (_led, "as" in led[-4:], *verbs, around.ending, according, you, size),
    ]


def _others(quoted: int, subjects: bool, cue: str, kind: str, single: bool, size: str) -> Iterator[str]:
    yield f"quoted {quoted} {size}"
    yield f"subjects {subjects:d} {cue} {size}"
    yield f"kind {kind} {single:d} {size}"


def _led(
    by_as: bool,
    reporting: bool,
    strong: bool,
    strong_after: bool,
    ending: str,
    according: bool,
    you: bool,
    size: str,
) -> Iterator[str]:
    yield f"as {by_as:d} {reporting:d} {size}"
    yield f"strong after {strong_after:d} {ending} {size}"
    yield f"strong before {strong:d} {size}"
    yield f"according {according:d} {size[0]}"
    yield f"you {you:d} {size[0]}"


def _repeated(scene: Scene, around: Surroundings, size: str) -> list[Finding]:
    """How often the story has the words again: between marks of their own, in a longer quotation, outside."""
    if scene.repeated is None:
        scene.repeated = _count_repeated(scene)
    segment = scene.segments[around.segment]
    counts = scene.repeated.get(_key(scene.reading.text[segment.start : segment.end]))
    if counts is None:
        return []
    marked, inside, outside = counts
    return [(_again, min(sum(counts), 3), min(marked - 1, 2), min(inside, 1), min(outside, 2), size)]


def _again(again: int, marked: int, inside: int, outside: int, size: str) -> Iterator[str]:
    yield f"again {again} {size[-1]}"
    yield f"marked {marked} {size}"
    yield f"quoted inside {inside} {size}"
    yield f"unquoted {outside} {size}"


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
