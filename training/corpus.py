"""Read an annotated corpus: a folder of articles, and next to it a JSON file of the same name with the gold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotesearch.acquisition import read_document
from quotesearch.cleaning import clean
from quotesearch.extraction.scene import Scene, set_scene
from quotesearch.lexicons import ENGLISH
from training.split import publisher_of


@dataclass(frozen=True, slots=True)
class GoldSegment:
    """The words between two marks, and their annotation."""

    start: int
    end: int
    label: str  # quote, not_quote or ignore
    source: tuple[tuple[int, int], ...]
    name: str | None = None  # the canonical name of the speaker, if it is annotated
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its gold."""

    name: str
    scene: Scene
    gold: dict[int, GoldSegment]  # by the index of the segment in the scene
    house: str = ""  # its publisher or site


def annotated(
    folder: Path, names: Path | None = None, wanted: Callable[[str], bool] = lambda name: True
) -> Iterator[Annotated]:
    """
    The articles of a corpus in the order of their names, without gold segments that were not found.

    Args:
        folder: the articles; a JSON file of the same name next to it has the gold.
        names: a JSON file with the name and the type of the speaker of each segment.
        wanted: whether an article is read, by its name.
    """
    named = json.loads(names.read_text(encoding="utf-8")) if names else {}
    documents = json.loads(folder.with_suffix(".json").read_text(encoding="utf-8"))
    for name in filter(wanted, sorted(documents)):
        document = read_document(folder / name)
        scene = set_scene(ENGLISH, clean(document))
        segments = [
            _gold_segment(s, named.get(name, {}).get(str(s["start"]), {}))
            for s in documents[name]["segments"]
        ]
        yield Annotated(name, scene, align(scene, segments), publisher_of(name))


def _gold_segment(row: dict[str, Any], speaker: dict[str, str]) -> GoldSegment:
    source = tuple((a, b) for a, b in row["source"])
    return GoldSegment(
        row["start"], row["end"], row["label"], source, speaker.get("name"), speaker.get("type")
    )


def align(scene: Scene, gold: list[GoldSegment]) -> dict[int, GoldSegment]:
    """The gold of each segment of a scene. The two overlap in at least four fifths of the longer one."""
    found: dict[int, GoldSegment] = {}
    for number, segment in enumerate(scene.segments):
        here = scene.reading.passage(segment.start, segment.end)
        for other in gold:
            shared = min(here.end, other.end) - max(here.start, other.start)
            if shared >= 0.8 * max(here.end - here.start, other.end - other.start):
                found[number] = other
                break
    return found


def right_mentions(scene: Scene, gold: GoldSegment) -> set[int]:
    """The mentions that overlap the annotated source."""
    right = set()
    for number, mention in enumerate(scene.mentions):
        first, last = scene.tokens[mention.first], scene.tokens[mention.last - 1]
        if first.paragraph != last.paragraph:
            continue
        here = scene.reading.passage(first.start, last.end)
        if any(here.start < end and start < here.end for start, end in gold.source):
            right.add(number)
    return right
