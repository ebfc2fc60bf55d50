"""Which articles go when paths are no longer remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from quotesearch.indexing.corrections import Ledger, correction_files
from quotesearch.indexing.storage import Catalogue, copies, is_below
from quotesearch.model import Failure, PathCount, SyncReport

__all__ = ["left_out", "silenced", "with_left_out"]


def left_out(before: Catalogue, paths: Sequence[str], stays: Callable[[str], bool]) -> tuple[PathCount, ...]:
    """
    The number of articles that are removed with each path that is not remembered any longer.

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


def with_left_out(
    report: SyncReport, before: Catalogue, known: Sequence[str], wanted: Sequence[str], named: Sequence[str]
) -> SyncReport:
    """
    The report of a rebuild of *wanted*, with what it leaves out.

    Args:
        report: what was done.
        before: what the index contained.
        known: the paths that it remembered, absolute.
        wanted: those that it remembers from now on.
        named: files of corrections that were named, which are still read.

    Returns:
        a report with a count for each path in which there were indexed files that are below none of *wanted*; 0 if
        every article of them has a copy that stays. Its notes name the corrections that are no longer read.
    """

    def stays(path: str) -> bool:
        return any(is_below(path, folder) for folder in wanted)

    outside = [path for path in before.files if not stays(path)]
    counted = left_out(before, known, stays)
    left = tuple(each for each in counted if any(is_below(path, each.path) for path in outside))
    gone = [path for path in known if not stays(path)]
    notes = (*report.notes, *silenced(before, gone, wanted, stays, named))
    return replace(report, left_out=left, notes=notes)


def silenced(
    before: Catalogue,
    gone: Sequence[str],
    kept: Sequence[str],
    stays: Callable[[str], bool],
    named: Sequence[str],
) -> Iterator[Failure]:
    """
    What to say of corrections that are no longer read.

    Args:
        before: what the index contained.
        gone: the paths that are not remembered any longer.
        kept: those that are.
        stays: whether a file stays in the index.
        named: files of corrections that were named, which are still read.
    """
    stay = {known.sha256 for path, known in before.files.items() if stays(path)}
    still_read = correction_files(kept, named)
    corrections = Ledger.load(before.corrections).corrections
    for file in correction_files(gone, ()):
        found = [correction for correction in corrections if correction.file == file]
        if not found or file in still_read:
            continue
        one = len(found) == 1
        are = "1 correction is" if one else f"{len(found):,} corrections are"
        again = f"{'it acts' if one else 'they act'} again when the folder is added"
        yield Failure(file, f"{are} no longer read; {again}")
        if stay and any(each.selector is None or each.selector.sha256 in stay for each in found):
            yield Failure(
                file, "to keep those about articles that stay, copy its lines into the file of another folder"
            )
