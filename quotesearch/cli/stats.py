"""`quotesearch stats`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import click

from quotesearch.cli import options
from quotesearch.cli.paths import shown_path
from quotesearch.cli.printing import Printer, Record, wrapped
from quotesearch.indexing import index_stats
from quotesearch.model import IndexStats

COLUMNS: Final = (
    "articles",
    "quotes",
    "speakers",
    "unattributed",
    "failed",
    "bytes",
    "generation",
    "fingerprint",
)
"""The header of the table: the fields of `IndexStats` that are one value."""

INDENT: Final = " " * 13


@dataclass(frozen=True, slots=True)
class ShownStats:
    """What an index holds."""

    stats: IndexStats

    def record(self) -> Record:
        """The numbers by name, the paths it was made from, and the files that could not be read."""
        failures = [{"path": shown_path(each.path), "reason": each.reason} for each in self.stats.failures]
        numbers = {name: getattr(self.stats, name) for name in COLUMNS}
        return numbers | {"sources": list(self.stats.sources), "failures": failures}

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `COLUMNS`."""
        yield [getattr(self.stats, name) for name in COLUMNS]

    def text(self) -> str:
        """A line for each number."""
        told = [(name, getattr(self.stats, name)) for name in COLUMNS]
        told += [("source", shown_path(path)) for path in self.stats.sources]
        told += [("not read", f"{shown_path(each.path)}: {each.reason}") for each in self.stats.failures]
        return "\n".join(
            wrapped(f"{value:,}" if isinstance(value, int) else value, INDENT, f"{name:{len(INDENT)}}")
            for name, value in told
        )


@click.command("stats")
@options.confidence
@options.form
@options.index
@options.quiet
def command(min_confidence: float, form: str, directory: str, quiet: bool) -> None:
    """
    Tell what the index holds and what it was made from.

    \b
    Examples:
      quotesearch stats
      quotesearch stats --index news/ --format json
    """
    with Printer(form, COLUMNS, single=True) as printer:
        printer.print(ShownStats(index_stats(directory, min_confidence)))
