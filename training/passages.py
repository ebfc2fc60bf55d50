"""The project's passages (`tests/cases/extraction`) as annotated articles: patterns that are rare in annotated news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from quotesearch.cleaning import clean
from quotesearch.extraction.scene import Scene, set_scene
from quotesearch.lexicons import ENGLISH
from tests.extraction_cases import FOLDER, Expected, read_cases
from training.corpus import Annotated, GoldSegment

_APART = re.compile(r" \[…\] |\n")  # between the parts of a quotation
HOUSE = "passages: "  # prefix of the publisher of every passage
_GROUPS = frozenset({"group", "document", "anonymous"})


def annotated_passages(folder: Path = FOLDER) -> Iterator[Annotated]:
    """
    Every case as an article, known failures included; the cases of one file have one publisher.

    Quoted words that a case does not list are not quotations. If a case demands that no speaker is named, every guess
    is wrong.
    """
    for path in sorted(folder.glob("*.txt")):
        for case in read_cases(path):
            scene = set_scene(ENGLISH, clean(case.document))
            topic = case.title.rpartition("(")[2].rstrip(")") if path.stem == "known-failures" else path.stem
            yield Annotated(f"{path.stem}: {case.title}", scene, _gold(scene, case.expected), HOUSE + topic)


def _gold(scene: Scene, expected: tuple[Expected, ...]) -> dict[int, GoldSegment]:
    """The gold of each segment between double marks, by its index."""
    wanted = [(words, one) for one in expected for words in _APART.split(one.words)]
    found: dict[int, GoldSegment] = {}
    for number, segment in enumerate(scene.segments):
        shown = scene.reading.shown(segment.start, segment.end)
        one = next((one for words, one in wanted if words == shown), None)
        if one is not None:
            name = one.names[0] if one.names else ""
            found[number] = GoldSegment(segment.start, segment.end, "quote", (), name, _type_of(one, name))
        elif not any(shown in words for words, _ in wanted):
            found[number] = GoldSegment(segment.start, segment.end, "not_quote", ())
    return found


def _type_of(expected: Expected, name: str) -> str:
    """The type of a speaker: the one that the case gives, else a person if every word of the name has a capital."""
    if expected.type in _GROUPS:
        return str(expected.type)
    return "person" if all(word[:1].isupper() for word in name.split()) else "anonymous"
