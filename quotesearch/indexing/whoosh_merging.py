"""Which segments of an index are made one, and how. Only modules named whoosh_… import Whoosh."""

from __future__ import annotations

from typing import Any, Final

from whoosh.reading import SegmentReader

from quotesearch.indexing.whoosh_leaves import Leaf
from quotesearch.indexing.whoosh_schema import FIELDS

__all__ = ["merge_small"]

_GROWTH: Final = 1.5
"""A segment is merged if it holds at most so many times what it would be merged with."""

_LARGEST: Final = 50_000
"""Documents of the largest segment that merging may make: some five seconds of work."""


def merge_small(writer: Any, segments: list[Any]) -> list[Any]:
    """
    Take the documents of some segments into the one that is being written; gives the segments that stay.

    Small ones are merged with each other, so that their sizes grow like powers and there are few of them,
    whatever was added how often; so are those of which most was deleted. This is what Whoosh's writers take as
    `mergetype`.
    """
    stay: list[Any] = []
    gathered = int(writer.doc_count())
    still_small = True
    for segment in sorted(segments, key=_living):
        living = _living(segment)
        mostly_gone = 2 * living < segment.doc_count_all()
        still_small = still_small and living <= _GROWTH * gathered and gathered + living <= _LARGEST
        if still_small or mostly_gone:
            _take(writer, segment)
            gathered += living
        else:
            stay.append(segment)
    return [segment for segment in segments if segment in stay]


def _living(segment: Any) -> int:
    """How many documents of a segment are still there."""
    return int(segment.doc_count_all() - segment.deleted_count())


def _take(writer: Any, segment: Any) -> None:
    """Write the documents of a segment again."""
    reader = SegmentReader(writer.storage, writer.schema, segment)
    leaf = Leaf(reader, 0)
    numbers: dict[int, int] = {}
    for number in range(leaf.count):
        if number not in leaf.deleted:
            numbers[number] = writer.docnum
            writer.add_document(record=leaf.records[number], facts=leaf.facts[number])
    for field in FIELDS:
        writer.pool.absorb(leaf.lists(field), numbers)
    reader.close()
