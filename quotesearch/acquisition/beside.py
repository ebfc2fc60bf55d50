"""Metadata from outside a file: a `metadata.csv` in its folder or above, and its name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from quotesearch.acquisition.file_names import NamePattern
from quotesearch.acquisition.tables import MOST_KEPT, Table, read_table
from quotesearch.model import Failure, ListedFile, Remark, Root, Sidecar, Skipped, Stated

__all__ = ["Beside", "with_stated"]


class Beside:
    """
    Finds what tables and file names say of files.

    A table counts for the files in its folder and below, if it is not above the outermost folder that was named.
    Of two tables the nearer one counts, field by field, and any table before the file's name.
    """

    def __init__(self, roots: Iterable[Root]) -> None:
        """*roots*: the paths that were named, each with the pattern for the names of its files."""
        self._roots = [
            Root(path if Path(path).is_dir() else _folder_of(path), root.from_name)
            for root in roots
            for path in (_absolute(root.path),)
        ]
        self._patterns = {text: NamePattern.parse(text) for _, text in self._roots if text}
        self._tables: dict[str, Table | None] = {}
        self._chains: dict[str, tuple[Table, ...]] = {}
        self._used: dict[str, Table] = {}
        self._unmatched: dict[str, list[str]] = {}  # files by the pattern that they do not match

    def with_metadata(
        self, items: Iterable[ListedFile | Failure | Skipped]
    ) -> Iterator[ListedFile | Failure | Skipped | Remark]:
        """The items of a listing, files with the metadata stated for them; then remarks on what could not be used."""
        for item in items:
            if isinstance(item, ListedFile):
                stated = self.of(item.path)
                yield replace(item, stated=stated) if stated else item
            else:
                yield item
        yield from self._remarks()

    def of(self, path: str) -> tuple[Stated, ...]:
        """What is said of a file."""
        place = _absolute(path)
        folder = _folder_of(place)
        chain = self._chains.get(folder)
        if chain is None:
            chain = self._chains[folder] = tuple(self._tables_for(folder))
        found: dict[str, tuple[Stated, ...]] = {}
        for table in chain:
            relative = os.path.relpath(place, _folder_of(table.path)).replace(os.sep, "/")
            _take(found, table.of(relative))
        _take(found, self._by_name(place))
        return tuple(one for some in found.values() for one in some)

    def _by_name(self, place: str) -> tuple[Stated, ...]:
        """What a file's name says, by the pattern of the innermost root that has one."""
        fits = [root for root in self._roots if root.from_name and _is_below(place, root.path)]
        if not fits:
            return ()
        text = max(fits, key=lambda root: len(root.path)).from_name
        stated = self._patterns[text].match(place)
        if stated is None:
            self._unmatched.setdefault(text, []).append(place)
        return stated or ()

    def _tables_for(self, folder: str) -> Iterator[Table]:
        """The tables that count for the files in a folder, the nearest first."""
        within = [root.path for root in self._roots if _is_below(folder, root.path)]
        if not within:
            return
        outermost = min(within, key=len)
        while True:
            if folder not in self._tables:
                self._tables[folder] = read_table(Path(folder))
            table = self._tables[folder]
            if table is not None:
                yield table
            if folder == outermost or folder == _folder_of(folder):
                return
            folder = _folder_of(folder)

    def _remarks(self) -> Iterator[Remark]:
        """What of the tables and names could not be used."""
        for table in self._tables.values():
            if table is None:
                continue
            problems = [*table.problems, *table.missing][:MOST_KEPT]
            for problem in problems:
                yield Remark(table.path, problem)
            if table.unusable > len(problems):
                more = table.unusable - len(problems)
                lines = "line" if more == 1 else "lines"
                yield Remark(table.path, f"{more:,} more {lines} cannot be used")
        for text, places in self._unmatched.items():
            more = len(places) - 1
            others = f" (nor {'does 1 other' if more == 1 else f'do {more:,} others'})" if more else ""
            yield Remark(places[0], f"its name does not match {text}{others}")


def with_stated(sidecar: Sidecar | None, path: str, stated: Sequence[Stated]) -> Sidecar | None:
    """
    A file's sidecar with what else is said of it from outside; what the sidecar says wins.

    Args:
        sidecar: the file's; None: it has none.
        path: of the file.
        stated: by a table or the file's name.

    Returns:
        a sidecar whose digest differs for each set of values; None if there are no values.

    >>> found = with_stated(None, "a.txt", [Stated("outlet", "The Post", "metadata.csv")])
    >>> found.outlet, found.basis_of("outlet")
    ('The Post', 'metadata.csv')
    """
    if not stated:
        return sidecar
    known = sidecar or Sidecar(path, "")
    digest = sha256(repr([sidecar and known.sha256, *map(tuple, stated)]).encode("utf-8", "surrogatepass"))
    known = replace(known, sha256=digest.hexdigest())
    bases = []
    for name in dict.fromkeys(one.field for one in stated):
        if getattr(known, name) is None:
            values = tuple(one.value for one in stated if one.field == name)
            given: dict[str, Any] = {name: values if name == "byline" else values[0]}
            known = replace(known, **given)
            bases.append((name, next(one.basis for one in stated if one.field == name)))
    return replace(known, bases=tuple(bases))


def _take(found: dict[str, tuple[Stated, ...]], stated: Sequence[Stated]) -> None:
    """Take the fields that have no value yet."""
    for name in dict.fromkeys(one.field for one in stated):
        found.setdefault(name, tuple(one for one in stated if one.field == name))


def _absolute(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps “..”, Path.resolve follows links


def _folder_of(path: str) -> str:
    return str(Path(path).parent)


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
