"""Counts of what is found: lists of values with bars, and cross tables."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from quotesearch.cli.notes import count
from quotesearch.cli.printing import WIDEST, one_line, wrapped
from quotesearch.exporting import Record, facet_record, pair_record
from quotesearch.model import FacetCount, PairCount

__all__ = ["CrossTable", "ShownCell", "ShownFacet", "ShownRow", "bar", "with_bars"]

NAMED: Final = 8
"""Columns that the name of a facet takes."""

BLOCKS: Final = " ▏▎▍▌▋▊▉█"
"""Eighths of a character, from none to all."""

LONGEST_VALUE: Final = 40
LONGEST_BAR: Final = 40
SHORTEST_BAR: Final = 10

IN_TIME: Final = ("year", "month")
"""The facets whose values are shown in the order of time."""


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """How many of the quotes found share a value; on a terminal with a bar."""

    counted: FacetCount
    width: int = 0  # of the values; 0: no bar is wanted
    drawn: str = ""  # the bar

    def record(self) -> Record:
        """The fields by name; null is the value of the quotes that have none."""
        return facet_record(self.counted)

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `FACET_COLUMNS`."""
        yield tuple(self.record().values())

    def text(self) -> str:
        """The facet, the value and the number."""
        counted = self.counted
        value = named(counted.facet, counted.value)
        if not self.width:
            return wrapped(
                f"{value} · {count(counted.quotes, 'quote')}", " " * NAMED, f"{counted.facet:{NAMED}}"
            )
        return one_line(f"{counted.facet:{NAMED}}{value:{self.width}} {counted.quotes:>9,} {self.drawn}")


def named(facet: str, value: str) -> str:
    """A value of a facet for people."""
    return one_line(value) or ("(not named)" if facet == "speaker" else "(not known)")


def bar(share: float, width: int, encoding: str) -> str:
    """
    A bar that fills a share of a width, in eighths of a character where the encoding has them.

    >>> bar(0.3, 10, "utf-8"), bar(0.3, 10, "ascii"), bar(0.001, 10, "ascii")
    ('███', '###', '#')
    """
    try:
        BLOCKS.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return "#" * max(1, round(share * width))
    full, eighths = divmod(max(1, round(share * width * 8)), 8)
    return BLOCKS[-1] * full + BLOCKS[eighths].strip()


def with_bars(counted: Sequence[FacetCount]) -> Iterator[ShownFacet]:
    """The values with bars that fit the terminal, the longest of each facet as long as there is room."""
    most: dict[str, int] = {}
    for value in counted:
        most[value.facet] = max(most.get(value.facet, 1), value.quotes)
    longest = max((len(named(value.facet, value.value)) for value in counted), default=0)
    columns = min(shutil.get_terminal_size().columns, WIDEST)
    width = min(longest, LONGEST_VALUE)
    room = max(SHORTEST_BAR, min(LONGEST_BAR, columns - NAMED - width - len(" 999,999,999 ")))
    for value in counted:
        drawn = bar(value.quotes / most[value.facet], room, sys.stdout.encoding or "ascii")
        yield ShownFacet(value, width, drawn)


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a cross table, as JSON has it."""

    facets: tuple[str, str]
    counted: PairCount

    def record(self) -> Record:
        """Both values by the names of their facets, null where the quotes have none, and the number of quotes."""
        return pair_record(*self.facets, self.counted)

    def rows(self) -> Iterator[Sequence[object]]:
        """One row with the two values and the number."""
        yield tuple(self.record().values())

    def text(self) -> str:
        """The same in a line."""
        return " · ".join(str(cell) for cell in self.record().values())


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a cross table."""

    table: CrossTable
    value: str
    title: bool = False  # the names of the columns come above it

    def record(self) -> Record:
        """The cells by the names of the columns."""
        return dict(zip(self.table.names, next(self.rows()), strict=True))

    def rows(self) -> Iterator[Sequence[object]]:
        """The value, empty for the quotes that have none, and the number for each column."""
        numbers = self.table.cells
        yield self.value or None, *(numbers[self.value, column] for column in self.table.columns)

    def text(self) -> str:
        """A line with the numbers below each other, as many as fit the terminal."""
        table = self.table
        first, *others = table.names[: table.fitting + 1]
        cells = [f"{table.cells[self.value, column]:,}" for column in table.columns]
        line = f"{named(table.facets[0], self.value):{table.width}}{_in_columns(cells, table.widths[: len(others)])}"
        title = f"{first:{table.width}}{_in_columns(others, table.widths)}"
        return "\n".join(map(one_line, [title, line] if self.title else [line]))


def _in_columns(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Cells below each other, as far as there are widths for them."""
    return "".join(f"  {cell:>{width}}" for cell, width in zip(cells, widths, strict=False))


class CrossTable:
    """
    How many quotes have each value of one facet and each of another.

    Args:
        rows: the facet that has a row for each value.
        columns: the one that has a column for each.
        counted: the cells that are not 0.
        limit: the most rows; the commonest are kept.

    Years and months are in their order, other values the commonest first; what is not known is last.

    >>> table = CrossTable(
    ...     "outlet", "year", [PairCount("VOA", "2024", 3), PairCount("VOA", "2023", 1)], limit=20
    ... )
    >>> table.names, [list(next(row.rows())) for row in table.shown()]
    (['outlet', '2023', '2024'], [['VOA', 1, 3]])
    """

    def __init__(self, rows: str, columns: str, counted: Sequence[PairCount], limit: int) -> None:
        self.facets = rows, columns
        by_row: Counter[str] = Counter()
        by_column: Counter[str] = Counter()
        self.cells: Counter[tuple[str, str]] = Counter()
        for cell in counted:
            by_row[cell.row] += cell.quotes
            by_column[cell.column] += cell.quotes
            self.cells[cell.row, cell.column] = cell.quotes
        commonest = sorted(by_row, key=lambda value: (-by_row[value], value))[:limit]
        self.values = _in_order(rows, {value: by_row[value] for value in commonest})
        self.columns = _in_order(columns, by_column)
        self.names = [rows, *(named(columns, value) for value in self.columns)]
        self.width = max(len(rows), *(len(named(rows, value)) for value in self.values), 0)
        self.widths = [
            max(len(name), len(f"{by_column[value]:,}"))
            for name, value in zip(self.names[1:], self.columns, strict=True)
        ]

    @property
    def fitting(self) -> int:
        """How many columns fit the terminal, the first of them in any case."""
        room = min(shutil.get_terminal_size().columns, WIDEST) - self.width
        ends = [0]
        for width in self.widths:
            ends.append(ends[-1] + 2 + width)
        return max(1, sum(1 for _, end in pairwise(ends) if end <= room))

    def shown(self) -> Iterator[ShownRow]:
        """The rows."""
        for number, value in enumerate(self.values):
            yield ShownRow(self, value, title=number == 0)

    def shown_cells(self, counted: Sequence[PairCount]) -> Iterator[ShownCell]:
        """The cells that are not 0, row by row."""
        places = {value: number for number, value in enumerate(self.values)}
        kept = (cell for cell in counted if cell.row in places)
        for cell in sorted(kept, key=lambda cell: places[cell.row]):
            yield ShownCell(self.facets, cell)


def _in_order(facet: str, counts: dict[str, int]) -> list[str]:
    """The values of a facet as they are shown."""
    if facet in IN_TIME:
        return sorted(counts, key=lambda value: (value == "", value))
    return sorted(counts, key=lambda value: (value == "", -counts[value], value))
