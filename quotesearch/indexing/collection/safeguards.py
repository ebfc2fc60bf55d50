"""What `add` and `rebuild` refuse to do, because an index would lose what it contains by a typing error."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from quotesearch.acquisition import KINDS_READ, list_files
from quotesearch.errors import DamagedIndexError, InputError, MissingPathError, NoIndexError
from quotesearch.indexing.collection.mounts import refuse_unmounted as refuse_unmounted_path
from quotesearch.indexing.collection.mounts import unmounted
from quotesearch.indexing.storage import (
    Catalogue,
    absolute,
    command_line,
    copies,
    current_generation_or_none,
    index_option,
    is_index,
    refuse_foreign,
    remembered,
    shown_index,
    unfinished,
)
from quotesearch.model import one_line

__all__ = ["held", "refuse", "refuse_emptying", "refuse_unmounted", "strays"]


def refuse(index: Path, paths: Sequence[str | os.PathLike[str]], hint: str, *, resumes: bool = False) -> None:
    """
    Raise what `add` and `rebuild` raise for a foreign folder, a missing path, the index itself, or no path at all.

    This comes before anything is made, so that a typing error does not create an empty index.

    Args:
        index: the folder of the index.
        paths: files and folders that were named.
        hint: what to do if one of them is the index.
        resumes: whether the paths of a rebuild that was not finished will do.
    """
    refuse_foreign(index)
    for path in paths:
        if absolute(path) == absolute(index):
            raise InputError(
                f"{one_line(str(path))} is the index itself, which contains no articles.\n{hint}"
            )
    list_files([absolute(path) for path in paths])  # looks at the paths at once, and walks only when iterated
    if not paths and not remembered(index) and not (resumes and unfinished(index)):
        raise _knows_nothing(index)


def _knows_nothing(index: Path) -> NoIndexError:
    """The error for an index without remembered paths; it says what to do next."""
    if unfinished(index):
        return NoIndexError(
            f"The first rebuild of {shown_index(index)} was not finished.\n"
            f"Run it again: quotesearch rebuild {index_option(index)}"
        )
    if not is_index(index):
        return NoIndexError(
            f"There is no index in {one_line(absolute(index))} yet.\n"
            f"Build one with: quotesearch rebuild FOLDER {index_option(index)}"
        )
    return NoIndexError(
        f"This index knows no folder yet. Name one: quotesearch rebuild FOLDER {index_option(index)}"
    )


def held(index: Path) -> Catalogue | None:
    """What an index contains; None if there is no index, or a damaged one, which a rebuild is to repair."""
    try:
        base = current_generation_or_none(index)
        if base is None:
            return None
        try:
            return Catalogue.load(base.catalogue)
        finally:
            base.release()
    except DamagedIndexError:
        return None


def refuse_unmounted(wanted: Sequence[str], before: Catalogue | None, *, inner: bool) -> None:
    """
    Raise MissingPathError if a disk that was mounted when the index was made is not mounted now.

    Those on folders below the paths (*inner*) matter only if no path was named.
    """
    if before is None:
        return
    for path in wanted:
        refuse_unmounted_path(path, before.devices, before.files)
    for failure in unmounted(wanted, before) if inner else ():
        raise MissingPathError(
            f"{one_line(failure.path)} {failure.reason}.\n"
            "Mount it; or if it is gone for good, name the paths: quotesearch rebuild PATH…"
        )


def refuse_emptying(new: Catalogue, before: Catalogue | None, wanted: Sequence[str], index: Path) -> None:
    """
    Raise InputError if a rebuild found no article at all and would take the place of an index that holds some.

    Such a path is a slip of the hand, or an archive that is out of reach, far more often than it is meant.
    """
    articles = _articles(before) if before else 0
    if articles and not _articles(new):
        raise InputError(
            f"{one_line(' '.join(wanted))} contains no article, and the index contains {articles:,}; "
            "nothing was changed.\n"
            f"{KINDS_READ}\n"
            f"If the index is to be empty, remove its folder by hand: {shown_index(index)}"
        )


def strays(catalogue: Catalogue, sources: Sequence[str], index: Path) -> Iterator[str]:
    """What to say of indexed files below no remembered path: no `add` looks for them, so none drops them."""
    known = set(sources)
    files = sum(known.isdisjoint((path, *map(str, Path(path).parents))) for path in catalogue.files)
    if files:
        are = "1 indexed file is" if files == 1 else f"{files:,} indexed files are"
        yield f"{are} in no remembered folder, and add does not look there."
        drops, keeps = (command_line(command, index) for command in ("rebuild", "add"))
        yield f"Drop their quotes with: {drops}, or keep them up to date with: {keeps} FOLDER"


def _articles(catalogue: Catalogue) -> int:
    """How many articles a catalogue holds, copies once."""
    return sum(len(group.first.articles) for group in copies(catalogue.files.values()).values())
