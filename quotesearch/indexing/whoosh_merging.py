"""Which segments of an index are made one, and how."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from quotesearch.indexing.fields import FIELDS
from quotesearch.indexing.leaves import Leaf

__all__ = ["merge_small"]

_GROWTH: Final = 1.5
"""A segment is merged if it holds at most so many times what it would be merged with."""

_LARGEST: Final = 50_000
"""Documents of the largest segment that merging may make: some five seconds of work."""


def merge_small(writer: Any, segments: list[Any], directory: Path) -> list[Any]:
    """
    Take the documents of some segments into the one that is being written; gives the segments that stay.

    Small ones are merged with each other, so that their sizes grow like powers and there are few of them,
    whatever was added how often; so are those of which most was deleted.

    Args:
        writer: Whoosh's, with a `ListPool`.
        segments: of Whoosh; some of their documents may just have been deleted.
        directory: where their files are.
    """
    stay: list[Any] = []
    gathered = int(writer.doc_count())
    still_small = True
    for segment in sorted(segments, key=_living):
        living = _living(segment)
        mostly_gone = 2 * living < segment.doc_count_all()
        still_small = still_small and living <= _GROWTH * gathered and gathered + living <= _LARGEST
        if still_small or mostly_gone:
            _take(writer, segment, directory)
            gathered += living
        else:
            stay.append(segment)
    return [segment for segment in segments if segment in stay]


def _living(segment: Any) -> int:
    """How many documents of a segment are still there."""
    return int(segment.doc_count_all() - segment.deleted_count())


def _take(writer: Any, segment: Any, directory: Path) -> None:
    """Write the documents of a segment again."""
    deleted = sorted(segment.deleted_docs())
    about = {"name": segment.make_filename(""), "count": segment.doc_count_all(), "deleted": deleted}
    leaf = Leaf(directory, about, 0)
    numbers: dict[int, int] = {}
    for number in range(leaf.count):
        if number not in leaf.deleted:
            numbers[number] = writer.docnum
            writer.add_document(record=leaf.records[number], facts=leaf.facts[number])
    for field in FIELDS:
        writer.pool.absorb(leaf.lists(field), numbers)
    leaf.close()
