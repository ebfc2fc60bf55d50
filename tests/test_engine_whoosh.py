"""Segments, which only the Whoosh engine has."""

from __future__ import annotations

from pathlib import Path

from engines import found
from made_up import article, said_by

from quotesearch.indexing.engines import create_engine
from quotesearch.model import Query, Word


def segments(folder: Path) -> list[Path]:
    """The files of the segments in the latest list; Whoosh removes older ones."""
    return sorted(folder.glob("*.trm"))


def test_a_segment_of_which_most_is_deleted_is_merged(tmp_path: Path) -> None:
    """Otherwise deleted quotes would stay on the disk forever if the next segments are small."""
    engine = create_engine("whoosh", tmp_path)
    for number in range(10):
        engine.add(article(f"a{number}"), [said_by(None, f"water {'and so on ' * 200} n{number}")])
    engine.commit()
    [before] = segments(tmp_path)
    size = before.stat().st_size

    for number in range(4):
        engine.remove(f"a{number}")
    engine.commit()
    assert segments(tmp_path) == [before], "less than half of it is gone"
    for number in range(4, 8):
        engine.remove(f"a{number}")
    engine.commit()
    [after] = segments(tmp_path)

    assert after != before
    assert after.stat().st_size < 0.8 * size
    assert len(found(engine, Query(Word("water")))) == 2
    engine.close()


def test_small_segments_are_merged_and_large_ones_are_not(tmp_path: Path) -> None:
    """After many small additions there are few segments, and the large one was not written again."""
    engine = create_engine("whoosh", tmp_path)
    engine.add(article("large"), [said_by(None, f"water {number}") for number in range(200)])
    engine.commit()
    [large] = segments(tmp_path)

    for number in range(20):
        engine.add(article(f"a{number}"), [said_by(None, "water")])
        engine.commit()
        assert large in segments(tmp_path)

    assert len(segments(tmp_path)) <= 6
    assert engine.search(Query(Word("water"))).total == 220
    engine.close()
