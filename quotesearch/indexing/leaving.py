"""Which articles go when paths are no longer remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quotesearch.indexing.catalogue import Catalogue, copies
from quotesearch.indexing.sources import is_below
from quotesearch.model import PathCount

__all__ = ["left_out", "left_out_of"]


def left_out(before: Catalogue, paths: Sequence[str], stays: Callable[[str], bool]) -> tuple[PathCount, ...]:
    """
    How many articles go with each path that is not remembered any longer.

    Args:
        before: what the index contained.
        paths: some of those that were remembered, absolute.
        stays: whether a file stays in the index; an article of which a copy stays does not go.

    Returns:
        a count for each path, in their order; an article with copies below several counts for the first.
    """
    numbers = dict.fromkeys(paths, 0)
    for group in copies(before.files.values()).values():
        files = [file.path for file in (group.first, *group.others)]
        if not any(map(stays, files)):
            folder = next((each for each in paths if any(is_below(file, each) for file in files)), None)
            if folder is not None:
                numbers[folder] += len(group.first.articles)
    return tuple(PathCount(path, number) for path, number in numbers.items())


def left_out_of(before: Catalogue, known: Sequence[str], wanted: Sequence[str]) -> tuple[PathCount, ...]:
    """
    What a rebuild of *wanted* leaves out.

    Args:
        before: what the index contained.
        known: the paths that it remembered, absolute.
        wanted: those that it remembers from now on.

    Returns:
        a count for each path in which there were indexed files that are below none of *wanted*; 0 if every article of
        them has a copy that stays.
    """

    def stays(path: str) -> bool:
        return any(is_below(path, folder) for folder in wanted)

    outside = [path for path in before.files if not stays(path)]
    counted = left_out(before, known, stays)
    return tuple(each for each in counted if any(is_below(path, each.path) for path in outside))
