"""Which files there are below some paths, without opening any of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Final

from quotesearch.errors import MissingPathError
from quotesearch.model import Failure, ListedFile, Skipped

KINDS: Final = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
}
"""The kinds of files that are read, each also with `.gz`, and the media type of each."""

KINDS_READ: Final = f"Files that are read: {' '.join(KINDS)}, each also with .gz"
"""The same for people."""

SIDECAR_SUFFIX: Final = ".meta.json"

CORRECTIONS_NAME: Final = "corrections.jsonl"
"""The file in a folder that holds what people corrected in its articles; it is no article."""

INDEX_MARKS: Final = frozenset({"current.json", "generations"})
"""What a folder that holds an index of quotesearch has, and hardly any other; see `quotesearch.indexing`."""


def kind_of(path: str) -> str:
    """
    A file's kind: its suffix in lower case; for a compressed file of a kind that is read, both suffixes.

    >>> kind_of("news/A.TXT"), kind_of("page.html.gz"), kind_of("backup.tar.gz"), kind_of("LICENSE")
    ('.txt', '.html.gz', '.gz', '')
    """
    name = PurePath(path.lower())
    inner = PurePath(name.stem).suffix
    return inner + name.suffix if name.suffix == ".gz" and inner in KINDS else name.suffix


def is_read(kind: str) -> bool:
    """
    Is a file of this kind read?

    >>> is_read(".txt.gz"), is_read(".pdf")
    (True, False)
    """
    return kind.removesuffix(".gz") in KINDS


def list_files(paths: Sequence[str | os.PathLike[str]]) -> Iterator[ListedFile | Failure | Skipped]:
    """
    The files that are paths or lie below them, each once, folder by folder in the order of their names.

    Hidden files and folders, those of an index and what people corrected are passed over unless named in *paths*,
    sidecars are told with their article, links are followed but no folder is entered twice.

    Args:
        paths: files and folders.

    Returns:
        a `ListedFile` for each file of a kind that is read, a `Skipped` for each of another kind, a `Failure`
        for each entry that cannot be listed (a folder that may not be entered: nothing is known of what lies
        below its path). Nothing is opened, so a listed file may still turn out unreadable.

    Raises:
        MissingPathError: before the first item, if one of *paths* is not there or may not be read.

    >>> [type(item).__name__ for item in list_files(["no-such-folder"])]
    Traceback (most recent call last):
    quotesearch.errors.MissingPathError: there is no file or folder no-such-folder
    """
    given = [Path(path) for path in paths]
    for path in given:
        _check(path)
    return _once(given)


def _check(path: Path) -> None:
    """
    Make sure that a path that somebody named is there and may be read.

    Raises:
        MissingPathError: it is not, or may not.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingPathError(f"there is no file or folder {path}") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise MissingPathError(f"{path} cannot be read: {in_words(error)}") from error
    needed = os.R_OK | os.X_OK if stat.S_ISDIR(found.st_mode) else os.R_OK
    if not os.access(path, needed):
        raise MissingPathError(f"{path} cannot be read: permission denied")


def _once(given: Iterable[Path]) -> Iterator[ListedFile | Failure | Skipped]:
    """What lies below the given paths, without what an earlier one held already."""
    entered: set[tuple[int, int]] = set()
    seen: set[str] = set()
    for path in given:
        for item in _walk(path, entered, named=True):
            place = os.path.normpath(Path(item.path).absolute())
            if place not in seen:
                seen.add(place)
                yield item


def _walk(
    path: Path, entered: set[tuple[int, int]], *, named: bool = False
) -> Iterator[ListedFile | Failure | Skipped]:
    """A file, or what lies in a folder and has not been entered before."""
    try:
        found = path.stat()
        if not stat.S_ISDIR(found.st_mode):
            yield _describe(path, found)
            return
        identity = (found.st_dev, found.st_ino)
        if identity in entered:
            return
        entered.add(identity)
        names = sorted(entry.name for entry in path.iterdir())
    except OSError as error:
        yield Failure(str(path), in_words(error))
        return
    if not named and INDEX_MARKS.issubset(names):
        return
    for name in names:
        if not (name.startswith(".") or name == CORRECTIONS_NAME or name.lower().endswith(SIDECAR_SUFFIX)):
            yield from _walk(path / name, entered)


def _describe(path: Path, found: os.stat_result) -> ListedFile | Failure | Skipped:
    """What can be told of a file without opening it."""
    kind = kind_of(path.name)
    if not is_read(kind):
        return Skipped(str(path), kind)
    if not stat.S_ISREG(found.st_mode):
        return Failure(str(path), "is not a regular file")
    sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
    try:
        beside = sidecar.stat()
    except OSError:
        return ListedFile(str(path), kind, found.st_size, found.st_mtime_ns)
    return ListedFile(
        path=str(path),
        kind=kind,
        size=found.st_size,
        modified=found.st_mtime_ns,
        sidecar=str(sidecar),
        sidecar_size=beside.st_size,
        sidecar_modified=beside.st_mtime_ns,
    )


def in_words(error: OSError | ValueError) -> str:
    """
    What went wrong, as the system says it, without the number and the path.

    >>> in_words(PermissionError(13, "Permission denied", "a.txt"))
    'permission denied'
    """
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return words[:1].lower() + words[1:]
