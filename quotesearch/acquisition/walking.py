"""Which files there are below some paths, without opening any of them."""

from __future__ import annotations

import os
import re
import shlex
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Final

from quotesearch.acquisition.readers import suffixes
from quotesearch.acquisition.saved_pages import is_part_of_page
from quotesearch.errors import MissingPathError
from quotesearch.model import Failure, ListedFile, Skipped, one_line

KINDS: Final = suffixes()
"""The kinds of files that are read, each also with `.gz`, and the media type of each."""

KINDS_READ: Final = f"Files that are read: {' '.join(KINDS)}, each also with .gz"
"""The same for people."""

PAGE_PARTS: Final = "_files/"
"""The kind of a folder with the pictures and ads of a saved page; the suffix of a file never holds a slash."""

ADDRESS: Final = re.compile(r"(?:^|[/\\])(https?|ftp):[/\\]{1,2}([^/\\].*)", re.IGNORECASE | re.DOTALL)
"""A web address given as a path, also where it was made a path below a folder and lost a slash."""

SIDECAR_SUFFIX: Final = ".meta.json"

CORRECTIONS_NAME: Final = "corrections.jsonl"
"""The file in a folder that holds what people corrected in its articles; it is not an article."""

METADATA_NAME: Final = "metadata.csv"
"""The file in a folder that says what is known of the articles in it, a row for each; see `tables`."""

FORBIDDEN: Final = "permission denied"
"""What is said of a file or folder that may not be read, in the words of the system."""

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
    Is a file of this kind read wherever it is found?

    >>> is_read(".txt.gz"), is_read(".pdf")
    (True, False)
    """
    return kind.removesuffix(".gz") in KINDS


def list_files(paths: Sequence[str | os.PathLike[str]]) -> Iterator[ListedFile | Failure | Skipped]:
    """
    The files in paths, and all files below folders, each once, folder by folder in the order of their names.

    Hidden files and folders, those of an index, the folders of saved pages and what people corrected are passed over
    unless named in *paths*, sidecars belong to their article, links are followed but no folder is entered twice.
    Folders may be nested to any depth that the system can reach by a path.

    Args:
        paths: files and folders.

    Returns:
        a `ListedFile` for each file of a kind that is read and for each file in *paths* with any suffix; a
        `Skipped` for each file of another kind and each folder of a saved page (`PAGE_PARTS`); a `Failure` for each
        entry that cannot be listed (a folder that may not be entered: nothing is known of the files below its
        path) and for each file that may not be read. No article is opened, so a listed file may still turn out
        unreadable.

    Raises:
        MissingPathError: before the first item, if one of *paths* is not there or may not be read.

    >>> [type(item).__name__ for item in list_files(["no-such-folder"])]
    Traceback (most recent call last):
    quotesearch.errors.MissingPathError: there is no file or folder no-such-folder
    """
    for path in paths:
        _check(os.fspath(path))
    return _once([Path(path) for path in paths])


def _check(name: str) -> None:
    """
    Make sure that a path that the user named is there and may be read.

    Raises:
        MissingPathError: it is not, or may not.
    """
    path, shown = Path(name), one_line(str(Path(name)))
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        address = ADDRESS.search(name)
        if address:
            url = shlex.quote(one_line(f"{address[1]}://{address[2]}"))
            raise MissingPathError(
                f"quotesearch reads files, not web addresses. Try: curl -s {url} | quotesearch extract -"
            ) from error
        raise MissingPathError(f"there is no file or folder {shown}") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = f"cannot be read: {in_words(error)}"
        raise MissingPathError(f"{shown} {reason}", reason=reason) from error
    if not _may_read(path, found):
        reason = f"cannot be read: {FORBIDDEN}"
        raise MissingPathError(f"{shown} {reason}", reason=reason)


def is_forbidden(path: str | os.PathLike[str]) -> bool:
    """
    Is there something at a path that may not be read, or is it in a folder that may not be entered?

    >>> is_forbidden(os.curdir), is_forbidden("no-such-folder")
    (False, False)
    """
    try:
        return not _may_read(path, os.stat(path))  # noqa: PTH116 - a million paths: no objects
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False


def _may_read(path: str | os.PathLike[str], found: os.stat_result) -> bool:
    """Whether a file may be read, or a folder entered and listed."""
    return os.access(path, os.R_OK | os.X_OK if stat.S_ISDIR(found.st_mode) else os.R_OK)


def _once(given: Iterable[Path]) -> Iterator[ListedFile | Failure | Skipped]:
    """The entries below the given paths, without those that an earlier path had already."""
    entered: set[tuple[int, int]] = set()
    seen: set[str] = set()
    for path in given:
        for item in _walk(path, entered):
            place = os.path.normpath(Path(item.path).absolute())
            if place not in seen:
                seen.add(place)
                yield item


def _walk(named: Path, entered: set[tuple[int, int]]) -> Iterator[ListedFile | Failure | Skipped]:
    """
    A file that was named, or the entries of a folder that was named and has not been entered before.

    Folders under way are kept on a list: Python may not call itself as often as folders can be nested.
    """
    under_way: list[Iterator[Path]] = [iter([named])]
    while under_way:
        path = next(under_way[-1], None)
        if path is None:
            under_way.pop()
            continue
        is_named = path is named
        try:
            found = path.stat()
            if not stat.S_ISDIR(found.st_mode):
                yield _describe(path, found, is_named)
                continue
            if not is_named and is_part_of_page(path):
                yield Skipped(str(path), PAGE_PARTS)
                continue
            identity = (found.st_dev, found.st_ino)
            if identity in entered:
                continue
            entered.add(identity)
            names = sorted(entry.name for entry in path.iterdir())
        except OSError as error:
            yield Failure(str(path), in_words(error))
            continue
        if is_named or not INDEX_MARKS.issubset(names):
            under_way.append(map(path.joinpath, [name for name in names if not _is_passed_over(name)]))


def _is_passed_over(name: str) -> bool:
    """Whether an entry of a folder is hidden, or belongs to quotesearch or to an article."""
    return name.startswith(".") or _is_ours(name)


def _is_ours(name: str) -> bool:
    """Whether a file has corrections, or metadata of the articles next to it."""
    return name in {CORRECTIONS_NAME, METADATA_NAME} or name.lower().endswith(SIDECAR_SUFFIX)


def _describe(path: Path, found: os.stat_result, is_named: bool) -> ListedFile | Failure | Skipped:
    """What can be said of a file without opening it."""
    kind = kind_of(path.name)
    if not is_read(kind) and (not is_named or _is_ours(path.name)):
        return Skipped(str(path), kind)
    if not stat.S_ISREG(found.st_mode):
        return Failure(str(path), "is not a regular file")
    if not _may_read(path, found):
        return Failure(str(path), FORBIDDEN)
    sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
    try:
        beside = sidecar.stat()
    except OSError:
        return ListedFile(str(path), kind, found.st_size, found.st_mtime_ns, changed=_changed(found))
    return ListedFile(
        path=str(path),
        kind=kind,
        size=found.st_size,
        modified=found.st_mtime_ns,
        sidecar=str(sidecar),
        sidecar_size=beside.st_size,
        sidecar_modified=beside.st_mtime_ns,
        changed=_changed(found),
        sidecar_changed=_changed(beside),
    )


def _changed(found: os.stat_result) -> int:
    """When the system last changed a file, in nanoseconds; 0 where it does not keep that."""
    return 0 if sys.platform == "win32" else found.st_ctime_ns  # there, it is when the file was made


def in_words(error: OSError | ValueError) -> str:
    """
    What went wrong, as the system says it, without the number and the path.

    >>> in_words(PermissionError(13, "Permission denied", "a.txt"))
    'permission denied'
    """
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return words[:1].lower() + words[1:]
