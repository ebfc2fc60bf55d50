"""Take a folder or file out of an index, and out of the paths that it remembers."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quotesearch.errors import MissingPathError, QueryError
from quotesearch.indexing.collection.extractor import Extractor
from quotesearch.indexing.collection.generation_maker import Work, ignore_progress
from quotesearch.indexing.collection.left_out import left_out, silenced
from quotesearch.indexing.collection.syncing import WAIT_SECONDS, writing
from quotesearch.indexing.storage import (
    Catalogue,
    Listing,
    absolute,
    command_line,
    copies,
    current_generation,
    current_generation_or_none,
    is_below,
    is_remembered,
    refuse_foreign,
    remember,
    remembered,
    remembered_corrections,
    remembered_patterns,
    remove_old_generations,
    roots_of,
)
from quotesearch.model import PathCount, SyncReport, one_line

__all__ = ["NotRememberedError", "forget"]


class NotRememberedError(QueryError):
    """A path is not one of those that the index remembers; the message says which are."""


def forget(
    directory: str | os.PathLike[str],
    paths: Sequence[str | os.PathLike[str]],
    extractor: Extractor,
    *,
    wait_seconds: float = WAIT_SECONDS,
    on_wait: Callable[[str], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> SyncReport:
    """
    Take remembered folders and files out of an index, with all articles in them.

    No other path is looked through, and nothing is read of the paths themselves, which need not exist any longer.
    Their files are not touched, nor the corrections next to them: they act again when the path is added again.
    Only an article of which a copy was in one of them is read again, from the copy that stays.

    Args:
        directory: of the index.
        paths: remembered folders and files, absolute or relative to the current folder. A path below which there
            are only indexed files that no remembered path contains is taken, too.
        extractor: makes quotes of documents.
        wait_seconds: how long to wait for another writer.
        on_wait: called once with a message for people when there is one.
        on_progress: called with the number of articles done and their total, now and then.

    Returns:
        what was done; `left_out` are the paths, with the number of articles that went; `notes` name the corrections
        that are no longer read.

    Raises:
        NotRememberedError: one of the paths is not remembered; nothing was changed.
        MissingPathError: the copy of an article that stays cannot be read now; nothing was changed.
        NoIndexError, DamagedIndexError, BusyIndexError, IndexStateError: as `quotesearch.indexing.add`.
    """
    index = Path(directory)
    refuse_foreign(index)
    if not is_remembered(index):
        current_generation(index).release()  # raises NoIndexError, unless only the list of paths is lost
    with writing(index, wait_seconds, on_wait):
        known = remembered(index)
        base = current_generation_or_none(index)
        try:
            old = Catalogue.load(base.catalogue) if base else Catalogue()
            gone = tuple(dict.fromkeys(_meant(index, absolute(path), known, old) for path in paths))
            kept = tuple(path for path in known if path not in gone)
            going = _Going(old, gone, kept)
            going.refuse_loss()
            if base is None:
                remember(index, kept)
                return SyncReport(0, 0, 0, 0, 0, 0, 0, sources=kept, left_out=going.count())
            roots = roots_of(remembered_patterns(index), kept, (), None)
            work = Work(index, base, old, extractor, on_progress or ignore_progress, roots)
            done = work.make(going.listing(), (), kept)
            notes = (*done.notes, *silenced(old, gone, kept, going.stays, remembered_corrections(index)))
            return replace(done, notes=notes, left_out=going.count())
        finally:
            if base is not None:
                base.release()
            remove_old_generations(index)


def _meant(index: Path, path: str, known: Sequence[str], old: Catalogue) -> str:
    """The remembered path that is meant by an absolute one. Raises NotRememberedError."""
    if path in known:
        return path
    real = os.path.realpath(path)  # the same folder by another name: through a link
    for other in known:
        if os.path.realpath(other) == real:
            return other
    below = [file for file in old.files if is_below(file, path)]
    if below and not any(is_below(file, other) for file in below for other in known):
        return path
    raise NotRememberedError(_why_not(index, path, known))


def _why_not(index: Path, path: str, known: Sequence[str]) -> str:
    """What to say of a path that is not remembered."""
    shown = one_line(path)
    inner = [one_line(other) for other in known if is_below(other, path)]
    outer = [one_line(other) for other in known if is_below(path, other)]
    if inner:
        return (
            f"{shown} is not remembered itself, but {', '.join(inner)} in it. Forget these, if you mean them."
        )
    if outer:
        return (
            f"{shown} is in {outer[0]}, which is remembered as a whole, so that add would index it again.\n"
            f"Move it out of there, then: {command_line('add', index)}"
        )
    return f"{shown} is not remembered. The index remembers: {one_line(', '.join(known)) or 'no folder'}"


@dataclass(frozen=True, slots=True)
class _Going:
    """What an index is to lose."""

    old: Catalogue
    gone: tuple[str, ...]  # paths to be forgotten
    kept: tuple[str, ...]  # the remembered paths that stay

    def stays(self, path: str) -> bool:
        """Does what is known of a path stay in the index?"""
        if any(is_below(path, folder) for folder in self.kept):
            return True
        return not any(is_below(path, folder) for folder in self.gone)

    def count(self) -> tuple[PathCount, ...]:
        """The paths, and the number of articles that each removes."""
        return left_out(self.old, self.gone, self.stays)

    def listing(self) -> Listing:
        """
        All that stays, as if nothing else had been found.

        A file of which a copy is removed is read again, and the corrections next to that copy may be removed: it loses
        its mark of them, so that `add` sees any that are found again.
        """
        old = self.old
        lose = {
            known.sha256 for path, known in old.files.items() if known.corrections and not self.stays(path)
        }
        return Listing(
            files={},
            kept={
                path: replace(known, corrections="") if known.sha256 in lose else known
                for path, known in old.files.items()
                if self.stays(path)
            },
            unlisted=tuple(failure for failure in old.unlisted if self.stays(failure.path)),
            skipped=(),
            devices={path: device for path, device in old.devices.items() if self.stays(path)},
            other_kinds={place: kinds for place, kinds in old.other_kinds.items() if self.stays(place)},
        )

    def refuse_loss(self) -> None:
        """Raise MissingPathError if an article would be lost whose copies that stay cannot be read now."""
        for group in copies(self.old.files.values()).values():
            staying = [file.path for file in (group.first, *group.others) if self.stays(file.path)]
            going = len(staying) <= len(group.others)
            if going and staying and not any(os.access(path, os.R_OK) for path in staying):
                raise MissingPathError(
                    f"{one_line(staying[0])} cannot be read now, and it is the copy of an article that would go.\n"
                    "Nothing was changed."
                )
