"""Which folder may be an index, and which index may be opened."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from quotesearch.acquisition import in_words
from quotesearch.errors import DamagedIndexError, IndexStateError
from quotesearch.indexing.storage.advised_commands import command_line, index_option, shown_index
from quotesearch.indexing.storage.durable_files import not_permitted
from quotesearch.model import one_line

__all__ = [
    "GENERATIONS",
    "LOCK",
    "POINTER",
    "SOURCES",
    "refuse_blocked",
    "refuse_foreign",
    "refuse_untrusted",
]

POINTER: Final = "current.json"
LOCK: Final = "lock"
SOURCES: Final = "sources.json"
GENERATIONS: Final = "generations"

_FILES: Final = frozenset({POINTER, SOURCES, LOCK, "current.json.new", "sources.json.new"})
_KINDS: Final = (
    *((name, "file", "folder") for name in (POINTER, SOURCES, LOCK)),
    (GENERATIONS, "folder", "file"),
)
"""What of an index is a file or a folder, and what else may be in its place."""

_ALLOWED: Final = ("readme", ".git", ".ds_store", "corrections")
"""How files begin that may be in the folder of an index: README.md, .gitignore."""

ROOT: Final = 0
"""The administrator, who may do anything anyway."""


def refuse_foreign(index: Path) -> None:
    """
    Make sure that a folder is an index, or may become one: missing, empty, or with a README only.

    Raises:
        IndexStateError: it holds something else, or cannot be used.
        DamagedIndexError: a folder is in the place of a file, which is not ours to remove.
    """
    try:
        names = [entry.name for entry in index.iterdir()] if index.exists() else []
    except PermissionError as error:
        raise not_permitted(index) from error
    except OSError as error:
        raise IndexStateError(
            f"{one_line(str(index))} cannot be used as an index: {in_words(error)}"
        ) from error
    if GENERATIONS in names and (SOURCES in names or POINTER in names):
        refuse_blocked(index)
        return
    # No program creates the folder of generations before the other files.
    foreign = [name for name in names if name not in _FILES and not name.lower().startswith(_ALLOWED)]
    if foreign:
        raise IndexStateError(
            f"{shown_index(index)} is not a quotesearch index and is not empty "
            f"(it contains {one_line(sorted(foreign)[0])}). Name another folder with --index."
        )


def refuse_untrusted(index: Path, *folders: Path) -> None:
    """
    Make sure that no one else can have written the files of an index, as git does with a repository.

    For engines whose files can run code when they are opened, such as pickles.

    Args:
        index: the folder of the index.
        folders: those inside it that are opened.

    Raises:
        IndexStateError: one of the folders belongs to another user, or everyone may write to it.
    """
    if not hasattr(os, "geteuid"):
        return  # Windows keeps other users out by other means
    trusted = {os.geteuid(), ROOT}
    for folder in (index, *folders):
        found = folder.stat()
        if found.st_uid not in trusted:
            why = "belongs to another user"
            advice = "Make it yours with chown"
        elif found.st_mode & stat.S_IWOTH:
            why = "may be written to by everyone"
            advice = "Forbid that with chmod o-w"
        else:
            continue
        sqlite = command_line("rebuild", index, "--engine", "sqlite")
        raise IndexStateError(
            f"{one_line(str(folder))} {why}, so its files may run code of others; they are not opened.\n"
            f"{advice}, or have its owner keep it in files that cannot run code: {sqlite}"
        )


def refuse_blocked(index: Path) -> None:
    """Raise DamagedIndexError if a folder is where an index keeps a file, or the other way round."""
    for name, kept, found in _KINDS:
        path = os.path.join(index, name)  # noqa: PTH118 - as below: Path.is_dir raises where a folder may not be entered
        if os.path.exists(path) and os.path.isdir(path) == (found == "folder"):  # noqa: PTH110, PTH112
            raise DamagedIndexError(
                f"{one_line(path)} is a {found}, where an index has a {kept}. "
                f"Remove it by hand, then: quotesearch rebuild {index_option(index)}"
            )
