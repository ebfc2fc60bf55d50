"""What `metadata.csv` says of the files in its folder and below: a row for each, a column for each field."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from quotesearch.acquisition.days import day_in
from quotesearch.acquisition.decoding import decode
from quotesearch.acquisition.regular_files import read_regular
from quotesearch.acquisition.walking import METADATA_NAME, in_words
from quotesearch.lexicons import table
from quotesearch.model import Stated

__all__ = ["Table", "read_table"]

LARGEST: Final = 64 << 20
"""Bytes: a row for each of a few hundred thousand articles."""

LONGEST_CELL: Final = 10_000
"""Code points of a value; what is longer is a text and not a headline."""

csv.field_size_limit(
    max(csv.field_size_limit(), LARGEST)
)  # else a long cell is an error that looks like a bad mark

DELIMITERS: Final = ",;\t"

FIELDS: Final = ("headline", "byline", "published", "outlet", "url")


@dataclass(frozen=True, slots=True)
class Table:
    """A `metadata.csv`, read."""

    path: str
    rows: Mapping[str, tuple[Stated, ...]] = field(
        default_factory=dict
    )  # by the file, relative to its folder
    lines: Mapping[str, int] = field(default_factory=dict)  # on which line of the table it is
    problems: tuple[str, ...] = ()  # what of it cannot be used, in words, with its line

    def of(self, relative: str) -> tuple[Stated, ...]:
        """What the table says of a file, by its path relative to the table's folder with forward slashes."""
        return self.rows.get(_plain(relative), ())

    def without_file(self) -> Iterator[tuple[int, str]]:
        """The rows that name no file: their lines, and what they name."""
        folder = Path(self.path).parent
        for name, line in self.lines.items():
            if not _is_there(folder, name):
                yield line, name


def read_table(folder: Path) -> Table | None:
    """
    Read the table in a folder.

    Returns:
        the table, with what is wrong in `problems`; its other rows count. None if the folder has no table.
    """
    path = folder / METADATA_NAME
    try:
        data = read_regular(path, LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return Table(str(path), problems=(in_words(error),))
    return parse_table(str(path), decode(data, is_html=False)[0].removeprefix("\ufeff"))


def parse_table(path: str, text: str) -> Table:
    r"""
    Read the text of a table. Other columns are ignored, and so is an empty cell.

    >>> found = parse_table("metadata.csv", "Filename;Author;Date\na.txt;Ann Lee; 31.10.2024\n")
    >>> [(one.field, one.value) for one in found.of("a.txt")]
    [('byline', 'Ann Lee'), ('published', '2024-10-31')]
    >>> parse_table("metadata.csv", "file,date\na.txt,soon\n").problems
    ('line 2: date “soon” is not one certain day; write it like 2024-10-31',)
    """
    rows = _rows(text)
    header = next(rows, None)
    if header is None or isinstance(header[1], str):
        return Table(path, problems=("is not a table with a header line",))
    columns = _columns(header[1])
    if "file" not in columns or len(columns) == 1:
        missing = "file" if "file" not in columns else "headline, byline, published, outlet or url"
        return Table(path, problems=(f"line {header[0]}: there is no column “{missing}”",))
    stated: dict[str, tuple[Stated, ...]] = {}
    lines: dict[str, int] = {}
    problems: list[str] = []
    for line, cells in rows:
        if isinstance(cells, str):
            problems.append(f"line {line}: {cells}")
            continue
        name = _plain(_cell(cells, columns["file"][0][1]))
        if not any(cell.strip() for cell in cells):
            continue
        if not name:
            problems.append(f"line {line}: names no file")
        elif name.startswith("/") or ".." in name.split("/"):
            problems.append(f"line {line}: {name.replace('//', '/', 1)} is not below the folder of the table")
        elif name in lines:
            problems.append(f"line {line}: {name} is on line {lines[name]} already, which counts")
        else:
            values, wrong = _values(cells, columns)
            stated[name], lines[name] = tuple(values), line
            problems += [f"line {line}: {what}" for what in wrong]
    return Table(path, stated, lines, tuple(problems))


def _rows(text: str) -> Iterator[tuple[int, list[str] | str]]:
    """The rows of a table, each with the line that it begins on; a text says what is wrong with one."""
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            ended = "is not closed" if reader.line_num > line else "is not followed by a delimiter"
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
    parts = PurePosixPath(name.strip().replace("\\", "/")).parts
    return unicodedata.normalize("NFC", "/".join(part for part in parts if part != "."))


def _is_there(folder: Path, name: str) -> bool:
    """Whether there is a file of this name, however its accents are written on the disk."""
    try:
        return any((folder / form).exists() for form in {name, unicodedata.normalize("NFD", name)})
    except (OSError, ValueError):  # a name that is too long, or holds a NUL
        return False
