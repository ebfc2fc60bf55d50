"""What `metadata.csv` says of the files in its folder and below: a row for each, a column for each field."""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final

from quotesearch.acquisition.days import day_in
from quotesearch.acquisition.decoding import decode
from quotesearch.acquisition.present import Present
from quotesearch.acquisition.regular_files import open_regular, read_regular
from quotesearch.acquisition.walking import METADATA_NAME, in_words
from quotesearch.errors import UnreadableFileError
from quotesearch.lexicons import table
from quotesearch.model import Stated

__all__ = ["MOST_KEPT", "Table", "read_table"]

LARGEST: Final = 64 << 20
"""Bytes: a row for each of a few hundred thousand articles."""

MOST_KEPT: Final = 10
"""Rows of a table that cannot be used and are named; the others are counted."""

LONGEST_CELL: Final = 10_000
"""Code points of a value; what is longer is a text and not a headline."""

csv.field_size_limit(
    max(csv.field_size_limit(), LARGEST)
)  # else a long cell is an error that looks like a bad mark

DELIMITERS: Final = ",;\t"

FIELDS: Final = ("headline", "byline", "published", "outlet", "url")


_SEPARATOR = re.compile(r'"?sep=([^\w\s"]|\t)"?[,;\t]*', re.IGNORECASE)
"""The first line that Excel reads and writes to name the separator of cells."""

_USUAL = re.compile(r"\w[\w .-]*(?:/\w[\w .-]*)*", re.ASCII)
"""A name that is compared as it is."""


@dataclass(frozen=True, slots=True)
class Table:
    """A `metadata.csv`, read. Of rows that cannot be used only the first are kept; the others are counted."""

    path: str
    rows: Mapping[str, tuple[Stated, ...]] = field(
        default_factory=dict
    )  # by the file, relative to its folder; only files that are there
    problems: tuple[str, ...] = ()  # what of it cannot be used, in words, with its line: at most `MOST_KEPT`
    missing: tuple[str, ...] = ()  # the rows whose file is not there, in words: at most so many
    unusable: int = 0  # how many there are of both

    def of(self, relative: str) -> tuple[Stated, ...]:
        """What the table says of a file, by its path relative to the table's folder with forward slashes."""
        return self.rows.get(_plain(relative), ())


def read_table(folder: Path) -> Table | None:
    """
    Read the table in a folder. Rows of files that are not there cost time, but no memory.

    Returns:
        the table, with what is wrong in `problems`; its other rows count. None if the folder has no table.
    """
    path = folder / METADATA_NAME
    has = Present(folder).has
    try:
        with io.TextIOWrapper(open_regular(path), "utf-8-sig", newline="") as text:
            if os.fstat(text.fileno()).st_size <= LARGEST:  # else `read_regular` says how large it is
                return _parsed(str(path), text, has)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError:
        pass  # another encoding, which shows only when all of it is read
    except OSError as error:
        return _useless(str(path), in_words(error))
    try:
        content = decode(read_regular(path, LARGEST), is_html=False)[0].removeprefix("\ufeff")
    except OSError as error:
        return _useless(str(path), in_words(error))
    except UnreadableFileError as error:
        return _useless(str(path), str(error))
    return _parsed(str(path), io.StringIO(content, newline=""), has)


def parse_table(path: str, text: str) -> Table:
    r"""
    Read the text of a table, as if all files were there. Other columns are ignored, and so is an empty cell.

    >>> found = parse_table("metadata.csv", "Filename;Author;Date\na.txt;Ann Lee; 31.10.2024\n")
    >>> [(one.field, one.value) for one in found.of("a.txt")]
    [('byline', 'Ann Lee'), ('published', '2024-10-31')]
    >>> parse_table("metadata.csv", "file,date\na.txt,soon\n").problems
    ('line 2: date “soon” is not one certain day; write it like 2024-10-31',)
    """
    return _parsed(path, io.StringIO(text, newline=""), lambda name: True)


def _useless(path: str, problem: str) -> Table:
    """A table of which nothing can be used."""
    return Table(path, problems=(problem,), unusable=1)


def _parsed(path: str, text: Iterable[str], has: Callable[[str], bool]) -> Table:
    """
    The table that the lines of a text are.

    Args:
        path: of the table.
        text: its lines, with their ends.
        has: whether there is a file of a name.
    """
    rows = _rows(text)
    header = next(rows, None)
    if header is None or isinstance(header[1], str):
        return _useless(path, "is not a table with a header line")
    columns = _columns(header[1])
    if "file" not in columns or len(columns) == 1:
        missing = "file" if "file" not in columns else "headline, byline, published, outlet or url"
        return _useless(path, f"line {header[0]}: there is no column “{missing}”")
    taken = _Taken(columns, has)
    for line, cells in rows:
        taken.take(line, cells)
    return Table(path, taken.stated, tuple(taken.problems), tuple(taken.missing), taken.unusable)


@dataclass(slots=True)
class _Taken:
    """What is taken of the rows of a table."""

    columns: Mapping[str, list[tuple[str, int]]]
    has: Callable[[str], bool]
    stated: dict[str, tuple[Stated, ...]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unusable: int = 0
    _lines: dict[str, int] = field(default_factory=dict)

    def take(self, line: int, cells: Sequence[str] | str) -> None:
        """Take a row, or what is wrong with one."""
        if isinstance(cells, str):
            self._complain(self.problems, line, cells)
            return
        name = _plain(_cell(cells, self.columns["file"][0][1]))
        if not name:
            if any(cell.strip() for cell in cells):
                self._complain(self.problems, line, "names no file")
        elif name.startswith("/") or ".." in name.split("/"):
            shown = name.replace("//", "/", 1)
            self._complain(self.problems, line, f"{shown} is not below the folder of the table")
        elif not self.has(name):
            self._complain(self.missing, line, f"there is no file {name}")
        elif name in self._lines:
            self._complain(
                self.problems, line, f"{name} is on line {self._lines[name]} already, which counts"
            )
        else:
            values, wrong = _values(cells, self.columns)
            self.stated[name], self._lines[name] = tuple(values), line
            for what in wrong:
                self._complain(self.problems, line, what)

    def _complain(self, kept: list[str], line: int, what: str) -> None:
        """Keep what cannot be used, or count it."""
        self.unusable += 1
        if len(kept) < MOST_KEPT:
            kept.append(f"line {line}: {what}")


def _rows(text: Iterable[str]) -> Iterator[tuple[int, list[str] | str]]:
    """The rows of a table, each with the line that it begins on; a text says what is wrong with one."""
    lines = iter(text)
    skipped, first = 0, ""
    for first in lines:
        if first.strip("\r\n"):
            break
        skipped += 1
    separator = _SEPARATOR.fullmatch(first.rstrip("\r\n"))
    if separator:
        skipped += 1
        delimiter, rest = separator[1], lines
    else:
        delimiter, rest = max(DELIMITERS, key=first.count), chain([first], lines)
    reader = csv.reader(rest, delimiter=delimiter, strict=True)
    while True:
        line = skipped + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            ended = "is not closed" if skipped + reader.line_num > line else "is not followed by a delimiter"
            yield line, f"is not valid CSV: a quotation mark {ended}"
            continue
        if cells:
            yield line, cells


def _columns(header: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    """For each field the columns that may give it: their names and numbers, the first in the list of names first."""
    names = {
        name: (at, value.split()[0]) for at, (name, value) in enumerate(table("en/metadata_names").items())
    }
    found: dict[str, list[tuple[int, str, int]]] = {}
    for number, cell in enumerate(header):
        place, name = names.get(" ".join(cell.replace("_", " ").replace("-", " ").lower().split()), (0, ""))
        if name == "file" or name in FIELDS:
            found.setdefault(name, []).append((place, cell.strip(), number))
    return {name: [(cell, number) for _, cell, number in sorted(some)] for name, some in found.items()}


def _values(
    cells: Sequence[str], columns: Mapping[str, list[tuple[str, int]]]
) -> tuple[list[Stated], list[str]]:
    """What a row says, and what of it cannot be used."""
    stated: list[Stated] = []
    wrong: list[str] = []
    for name in FIELDS:
        for column, number in columns.get(name, ()):
            text = " ".join(_cell(cells, number).split())
            if not text:
                continue
            values, problem = value_of(name, text)
            if problem:
                wrong.append(f"{column} {problem}")
            else:
                stated += [Stated(name, value, METADATA_NAME) for value in values]
                break
    return stated, wrong


def value_of(name: str, text: str) -> tuple[tuple[str, ...], str]:
    """
    The values of a field as a text gives them, and what is wrong if it gives none.

    >>> value_of("byline", "Ann Lee; Bo Roe"), value_of("url", "example.org")
    ((('Ann Lee', 'Bo Roe'), ''), ((), 'is not a web address (https://…)'))
    """
    if len(text) > LONGEST_CELL:
        return (), f"has more than {LONGEST_CELL:,} characters"
    if name == "byline":
        return tuple(filter(None, (part.strip() for part in text.split(";")))), ""
    if name == "published":
        day = day_in(text)
        return ((day,), "") if day else ((), f"“{text}” is not one certain day; write it like 2024-10-31")
    if name == "url" and not text.lower().startswith(("http://", "https://")):
        return (), "is not a web address (https://…)"
    return (text,), ""


def _cell(cells: Sequence[str], number: int) -> str:
    return cells[number] if number < len(cells) else ""


def _plain(name: str) -> str:
    """A file's name as it is compared: forward slashes, no `./`, accents composed."""
    name = name.strip()
    if _USUAL.fullmatch(name):
        return name
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return unicodedata.normalize("NFC", "/".join(part for part in parts if part != "."))
