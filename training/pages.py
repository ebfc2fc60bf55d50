"""Read the annotated news pages: HTML, gold bodies and speakers."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from quotesearch.acquisition import read_document
from quotesearch.cleaning import clean
from quotesearch.extraction.scene import Scene, set_scene
from quotesearch.lexicons import ENGLISH
from training.corpus import Annotated, GoldSegment
from training.split import pages_of


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold().replace("’", "'"))


def _alike(one: list[str], other: list[str]) -> bool:
    """Whether four fifths of the words of the longer text are in the other one, in order."""
    if one == other:
        return bool(one)
    longest = max(len(one), len(other))
    if not one or not other or min(len(one), len(other)) < 0.8 * longest:
        return False
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= 0.8 * longest


def annotated_pages(folder: Path, part: str) -> Iterator[Annotated]:
    """
    The pages of a part with gold quotes, from their HTML.

    Each gold segment is assigned to the first free segment with its words.
    """
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for page, rows in pages_of(folder, part).items():
        scene = set_scene(ENGLISH, clean(read_document(folder / "html" / f"{page}.html.gz")))
        yield Annotated(page, scene, _align(scene, gold[page]["body"], rows), gold[page]["site"])


def _align(scene: Scene, body: str, rows: list[dict[str, object]]) -> dict[int, GoldSegment]:
    found: dict[int, GoldSegment] = {}
    said = [_words(scene.reading.text[s.start : s.end]) for s in scene.segments]
    for row in rows:
        start, end = int(str(row["start"])), int(str(row["end"]))
        wanted = _words(body[start:end])
        for number, words in enumerate(said):
            if number not in found and _alike(wanted, words):
                name, kind = row.get("name"), row.get("type")
                found[number] = GoldSegment(
                    start,
                    end,
                    str(row["label"]),
                    (),
                    str(name) if name else None,
                    str(kind) if kind else None,
                )
                break
    return found
