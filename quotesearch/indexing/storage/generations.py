"""
Generations: each commit makes a new one next to the old, and one atomic rename makes it current.

    INDEX/sources.json            the remembered paths
    INDEX/current.json            which generation counts, and its manifest's checksum
    INDEX/lock                    locked by the writer
    INDEX/generations/7/manifest.json   what belongs to it: sizes and checksums of all its files
    INDEX/generations/7/reading         locked, together, by those who read it
    INDEX/generations/7/catalogue.json  the files it was made from
    INDEX/generations/7/engine/         the engine's own files

No file of a generation changes once it counts. A generation begins with links to the files of the last one,
so an engine that never changes its files in place (Whoosh's segments) adds a few articles cheaply. A reader
sees one generation until it is closed. What a killed writer leaves does not count; the next
writer removes it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quotesearch.acquisition import in_words
from quotesearch.errors import DamagedIndexError, IndexStateError, NoIndexError
from quotesearch.indexing.engines import (
    CHANGED_IN_PLACE,
    DEFAULT_ENGINE,
    ENGINES,
    RUN_CODE,
    Engine,
    open_engine,
)
from quotesearch.indexing.storage.advised_commands import index_option, shown_index
from quotesearch.indexing.storage.durable_files import (
    checksum,
    flush,
    link_or_copy,
    not_permitted,
    read_json,
    read_json_and_checksum,
    write_json,
)
from quotesearch.indexing.storage.index_folder import (
    GENERATIONS,
    LOCK,
    POINTER,
    refuse_blocked,
    refuse_untrusted,
)
from quotesearch.indexing.storage.locking import Lock
from quotesearch.indexing.storage.remembered_paths import absolute
from quotesearch.model import one_line

__all__ = [
    "FORMAT",
    "Generation",
    "begin_generation",
    "count_generations",
    "current_generation",
    "engine_of",
    "is_index",
    "locked_file",
    "publish_generation",
    "remove_old_generations",
]

FORMAT: Final = 6
"""Counts up when the layout or the meaning of the fields changes."""

_MANIFEST: Final = "manifest.json"
_CATALOGUE: Final = "catalogue.json"
_CONTENT: Final = frozenset({"engine", "reading", _MANIFEST, _CATALOGUE})
_CHECKED: Final = 32 << 20
"""Bytes: the smallest files, up to so much in all, are checked whenever they are opened. It takes some 10 ms."""

_ATTEMPTS: Final = 100


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of an index. Release it when done with reading."""

    number: int
    path: Path
    fingerprint: str  # of the rules that made its articles last
    files: dict[str, tuple[int, int]]  # name, with / → size and checksum
    engine_name: str = DEFAULT_ENGINE
    reading: Lock | None = None

    @property
    def engine(self) -> Path:
        """The folder of the engine's files."""
        return self.path / "engine"

    @property
    def catalogue(self) -> Path:
        """The list of the files it was made from."""
        return self.path / _CATALOGUE

    def open(self, verify: Callable[[], None] | None = None) -> Engine:
        """
        Its engine.

        Args:
            verify: raises DamagedIndexError if a file is not as it was written; None: `check`.

        Raises:
            IndexStateError: its files could run code of others (`refuse_untrusted`).
            DamagedIndexError: they cannot be read.
        """
        self.refuse_untrusted()
        return open_engine(self.engine_name, self.engine, verify or self.check)

    def refuse_untrusted(self) -> None:
        """Raise IndexStateError if its files could run code of others."""
        if self.engine_name in RUN_CODE:
            refuse_untrusted(self.path.parent.parent, self.path.parent, self.path, self.engine)

    def check(self, *, all_files: bool = True) -> None:
        """
        Compare its files with what was written: all sizes, and the content of all or of the small ones.

        Raises:
            DamagedIndexError: a file is missing or is not as it was written.
            IndexStateError: a file may not be opened.
        """
        checked = 0
        for name, (size, crc) in sorted(self.files.items(), key=lambda item: item[1]):
            path = self.path / name
            try:
                checked += size
                sound = path.stat().st_size == size
                if sound and (all_files or checked <= _CHECKED):
                    sound = checksum(path) == crc
            except PermissionError as error:
                raise not_permitted(path) from error
            except OSError as error:
                raise _damaged(self.path.parent.parent, f"{path} cannot be read: {error.strerror}") from error
            if not sound:
                raise _damaged(self.path.parent.parent, f"{path} is not as it was written")

    def release(self) -> None:
        """End reading it."""
        if self.reading is not None:
            self.reading.release()


def current_generation(index: Path) -> Generation:
    """
    The generation that counts, kept from removal until it is released, its small files checked.

    Raises:
        NoIndexError, DamagedIndexError: as `open_index`.
    """
    for _ in range(_ATTEMPTS):
        number, manifest = _pointed(index)
        path = index / GENERATIONS / str(number)
        try:
            reading = Lock.take(path / "reading", shared=True)
        except PermissionError:
            reading = None  # another user's index that may only be read: it is not ours to keep
        except OSError as error:
            if _pointed(index)[0] != number:
                continue  # replaced and removed between the two
            refuse_blocked(index)
            raise _damaged(index, f"{path} is gone") from error
        else:
            if reading is None:
                continue  # just being removed
        try:
            generation = _described(index, path, manifest, reading)
            generation.check(all_files=False)
        except BaseException:
            if reading is not None:
                reading.release()
            raise
        return generation
    raise _damaged(index, f"{path} cannot be kept from removal")


def current_generation_or_none(index: Path) -> Generation | None:
    """The generation that counts, as `current_generation` returns it; None: there is no generation yet."""
    try:
        return current_generation(index)
    except NoIndexError:
        return None


def count_generations(index: Path) -> int:
    """How many generations are on the disk: the one that counts, and those that are still being read."""
    return len(_folders(index))


def is_index(index: Path) -> bool:
    """Does a folder hold an index, be it damaged?"""
    return os.path.exists(index / POINTER)  # noqa: PTH110 - Path.exists raises where a folder may not be entered


def engine_of(index: Path) -> str:
    """The engine that an index was built with, also if it is damaged; if that is not known, the default."""
    try:
        name = read_json(index / POINTER)["engine"]
    except (OSError, ValueError, KeyError, TypeError):
        return DEFAULT_ENGINE
    return name if name in ENGINES else DEFAULT_ENGINE


def begin_generation(index: Path, base: Generation | None, engine: str = DEFAULT_ENGINE) -> Generation:
    """
    A new generation that does not count yet, with the engine's files of another one or with none.

    Call it with the index locked (`locked`).

    Args:
        index: the folder.
        base: the generation whose files are taken over.
        engine: the name of the engine if there is no such generation.
    """
    last = max((int(entry.name) for entry in _folders(index)), default=0)
    path = index / GENERATIONS / str(last + 1)
    (path / "engine").mkdir(parents=True)
    (path / "reading").touch()
    if base is not None:
        for file in sorted(base.engine.iterdir()):
            link_or_copy(file, path / "engine" / file.name, link=base.engine_name not in CHANGED_IN_PLACE)
    return Generation(last + 1, path, "", {}, base.engine_name if base else engine)


def publish_generation(
    index: Path, generation: Generation, fingerprint: str, base: Generation | None
) -> None:
    """
    Put all files of a new generation on the disk, then make it count.

    *base* is the generation it began with, whose files need no second look.
    """
    known = {} if base is None else base.files
    files: dict[str, tuple[int, int]] = {}
    for path in sorted(generation.path.rglob("*")):
        name = path.relative_to(generation.path).as_posix()
        if path.is_dir() or name == "reading":
            continue
        size = path.stat().st_size
        if name in known and base is not None and _same(path, base.path / name):
            files[name] = known[name]
        else:
            flush(path)
            files[name] = (size, checksum(path))
    write_json(
        generation.path / _MANIFEST,
        {"format": FORMAT, "engine": generation.engine_name, "fingerprint": fingerprint, "files": files},
        lasting=False,
    )
    for place in (generation.path / _MANIFEST, generation.engine, generation.path, generation.path.parent):
        flush(place)
    crc = checksum(generation.path / _MANIFEST)
    pointer = {
        "format": FORMAT,
        "generation": generation.number,
        "manifest": crc,
        "engine": generation.engine_name,
    }
    write_json(index / POINTER, pointer)


def remove_old_generations(index: Path) -> None:
    """Remove generations that are not current and have no reader. Call it with the index locked."""
    try:
        number, _ = _pointed(index)
    except NoIndexError:
        number = -1
    except IndexStateError:
        return  # which one counts is not known; the next writer who knows removes the rest
    import shutil  # here, since readers start faster without

    for path in _folders(index):
        if path.name == str(number) or not _is_ours(path):
            continue
        try:
            lock = Lock.take(path / "reading")
        except OSError:
            lock = None
            shutil.rmtree(path, ignore_errors=True)  # no one can read a generation without it
        if lock is not None:
            with lock:
                shutil.rmtree(path, ignore_errors=True)


def locked_file(index: Path) -> Path:
    """The file that the writer has locked."""
    return index / LOCK


def _pointed(index: Path) -> tuple[int, int]:
    """The number of the generation that counts, and the checksum of its manifest."""
    try:
        content = read_json(index / POINTER)
        written, number = int(content["format"]), int(content["generation"])
        manifest = int(content["manifest"]) if written == FORMAT else 0
    except FileNotFoundError as error:
        if any(os.path.exists(folder / _MANIFEST) for folder in _folders(index)):  # noqa: PTH110 - others are of a first rebuild
            raise _damaged(index, f"{index / POINTER} is missing") from error
        raise NoIndexError(
            f"There is no index in {one_line(absolute(index))} yet.\n"
            f"Build one with: quotesearch rebuild FOLDER {index_option(index)}"
        ) from error
    except NotADirectoryError as error:
        raise NoIndexError(f"{one_line(str(index))} is not a folder, so there is no index in it.") from error
    except PermissionError as error:
        raise not_permitted(index / POINTER) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        refuse_blocked(index)
        raise _damaged(index, f"{index / POINTER} cannot be read{_why(error)}") from error
    if written > FORMAT:
        raise DamagedIndexError(
            f"the index at {shown_index(index)} was written by a newer quotesearch.\n"
            f"Update quotesearch, or build it again with: quotesearch rebuild {index_option(index)}"
        )
    if written < FORMAT:
        raise DamagedIndexError(
            f"the index at {shown_index(index)} was written by an older quotesearch, which kept it in another form.\n"
            f"Build it again with: quotesearch rebuild {index_option(index)}"
        )
    return number, manifest


def _described(index: Path, path: Path, crc: int, reading: Lock | None) -> Generation:
    """A generation as its manifest says. Nothing of a folder without one is ever opened."""
    try:
        content, found = read_json_and_checksum(path / _MANIFEST)
        ours = content["format"] == FORMAT and content["engine"] in ENGINES
        files = {str(name): (int(size), int(crc)) for name, (size, crc) in content["files"].items()}
        generation = Generation(
            int(path.name), path, str(content["fingerprint"]), files, str(content["engine"]), reading
        )
    except PermissionError as error:
        raise not_permitted(path / _MANIFEST) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(index, f"{path / _MANIFEST} cannot be read{_why(error)}") from error
    if not ours:
        raise _damaged(index, f"{path} is of another version")
    if found != crc:
        raise _damaged(index, f"{path / _MANIFEST} is not as it was written")
    return generation


def _folders(index: Path) -> list[Path]:
    """The folders of generations, those that do not count too."""
    try:
        return [entry for entry in (index / GENERATIONS).iterdir() if entry.name.isdecimal()]
    except OSError:
        return []


def _is_ours(path: Path) -> bool:
    """Did quotesearch make this folder? Only then may it be removed."""
    try:
        return {entry.name.removesuffix(".new") for entry in path.iterdir()} <= _CONTENT
    except OSError:
        return False


def _same(left: Path, right: Path) -> bool:
    """Are these two names of one file, or a copy that was not touched?"""
    try:
        one, other = left.stat(), right.stat()
    except OSError:
        return False
    return os.path.samestat(one, other)


def _damaged(index: Path, what: str) -> DamagedIndexError:
    """The error that says what is wrong and what to do."""
    return DamagedIndexError(
        f"the index at {shown_index(index)} is damaged: {one_line(what)}.\n"
        f"Build it again with: quotesearch rebuild {index_option(index)}"
    )


def _why(error: Exception) -> str:
    """
    What the system says, after a colon; "" if it was not the system.

    >>> _why(OSError(22, "not a regular file (a folder)")), _why(KeyError("format"))
    (': not a regular file (a folder)', '')
    """
    return f": {in_words(error)}" if isinstance(error, OSError) else ""
