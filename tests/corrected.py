"""A small index for tests of corrections, and functions that read it."""

from __future__ import annotations

from pathlib import Path

from lines_said import LinesSaid

from quotesearch.indexing import open_index
from quotesearch.indexing.collection.correcting import Corrector, corrections_of
from quotesearch.indexing.collection.syncing import rebuild
from quotesearch.model import Hit, Query, Word

FILLER = "".join(f"It rained on day {number}.\n" for number in range(40))


def built_of(news: Path, index: Path) -> Path:
    """An index of two articles; `a.txt` is so long that it can change far away from its quote."""
    (news / "a.txt").write_text(f"{FILLER}Ann Lee: We ran out of water.\n{FILLER}", encoding="utf-8")
    rebuild(index, [news], LinesSaid())
    return index


def hit_of(index: Path, word: str, **options: object) -> Hit:
    engine = open_index(index)
    try:
        [hit] = engine.search(Query(Word(word), **options)).hits  # type: ignore[arg-type]
    finally:
        engine.close()
    return hit


def speaker_of(index: Path, word: str) -> str | None:
    speaker = hit_of(index, word).quote.speaker
    return speaker.name if speaker else None


def quotes_by(index: Path, name: str, least: float = 0.5) -> int:
    engine = open_index(index)
    try:
        return engine.search(Query(speaker=name, min_confidence=least)).total
    finally:
        engine.close()


def people(index: Path) -> dict[str, int]:
    engine = open_index(index)
    try:
        return {count.person: count.quotes for count in engine.speakers(None, 0.5)}
    finally:
        engine.close()


def correct(index: Path, word: str, name: str, **options: object) -> None:
    Corrector(index, LinesSaid(), **options).said_by(hit_of(index, word).quote.id, name)  # type: ignore[arg-type]


def states(index: Path) -> list[str]:
    return [told.state for told in corrections_of(index)[0]]
