"""`quotesearch stats`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from quotesearch.acquisition import PAGE_PARTS
from quotesearch.cli import options
from quotesearch.cli.notes import count
from quotesearch.cli.paths import shown_path
from quotesearch.cli.printing import Printer, one_line, wrapped
from quotesearch.errors import IndexStateError
from quotesearch.exporting import STATS_COLUMNS, Record, stats_record, stats_row, unattributed_share
from quotesearch.indexing import index_stats
from quotesearch.model import IndexStats

SHOWN: Final = ("articles", "quotes", "speakers", "unattributed", "corrections")
"""The numbers that people are shown, a line each."""

INDENT: Final = " " * 13


@dataclass(frozen=True, slots=True)
class ShownStats:
    """What an index contains."""

    stats: IndexStats

    def record(self) -> Record:
        """The numbers by name, the paths it was made from, and the files that were not read, or only in part."""
        return stats_record(self.stats)

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `STATS_COLUMNS`."""
        yield stats_row(self.stats)

    def text(self) -> str:
        """A line for each number, each path, each kind and each file that was not read, with the reason."""
        stats = self.stats
        lines = [(name, f"{getattr(stats, name):,}{self._beside(name)}") for name in SHOWN]
        lines += self._not_read()
        lines.append(("size", in_units(stats.bytes)))
        lines.append(("engine", stats.engine))
        lines += [("file" if Path(path).is_file() else "folder", shown_path(path)) for path in stats.sources]
        return "\n".join(wrapped(value, INDENT, f"{name:{len(INDENT)}}") for name, value in lines)

    def _not_read(self) -> Iterator[tuple[str, str]]:
        """The files that could not be read, and how many are of other kinds."""
        stats = self.stats
        yield "not read", count(stats.failed, "file")
        yield from (("", f"{shown_path(each.path)}: {each.reason}") for each in stats.failures)
        others = [each for each in stats.skipped if each.kind != PAGE_PARTS]
        folders = sum(each.files for each in stats.skipped if each.kind == PAGE_PARTS)
        if folders:
            yield "page parts", count(folders, "folder")
        if others:
            number = sum(each.files for each in others)
            kinds = ", ".join(f"{each.files:,} {one_line(each.kind) or 'without suffix'}" for each in others)
            yield "other kinds", f"{count(number, 'file')}: {kinds}"
        if stats.in_part:
            yield "in part", count(len(stats.in_part), "file")
            yield from (("", f"{shown_path(each.path)}: {each.reason}") for each in stats.in_part)

    def _beside(self, name: str) -> str:
        """The remark that is printed after a number."""
        stats = self.stats
        match name:
            case "articles" if stats.outdated:
                return f" ({stats.outdated:,} indexed by an older quotesearch; rebuild indexes them again)"
            case "unattributed" if stats.quotes:
                return f" ({unattributed_share(stats):.1%} of the quotes)"
            case _:
                return ""


def in_units(number: int) -> str:
    """
    A number of bytes as people read it.

    >>> in_units(999), in_units(464_557), in_units(12_345_678)
    ('999 bytes', '465 kB', '12 MB')
    """
    power = min(3, (len(str(number)) - 1) // 3)
    return f"{number / 1000**power:,.0f} {('bytes', 'kB', 'MB', 'GB')[power]}"


@click.command("stats")
@options.confidence
@options.form
@options.index
@options.quiet
def command(min_confidence: float | None, form: str, directory: str, quiet: bool) -> None:
    """
    Show what the index contains and what it was made from.

    The files that were not read are those of the last add or rebuild. As JSON also: bytes, generation, fingerprint.

    \b
    Examples:
      quotesearch stats
      quotesearch stats --index news/ --format json
    """
    stats = index_stats(directory, min_confidence)
    with Printer(form, STATS_COLUMNS, single=True) as printer:
        printer.print(ShownStats(stats))
    if stats.problem:
        raise IndexStateError(stats.problem)
