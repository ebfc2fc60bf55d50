"""`quotesearch stats`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import click

from quotesearch.cli import options
from quotesearch.cli.paths import relative_path, shown_path
from quotesearch.cli.printing import Printer, Record, wrapped
from quotesearch.errors import DamagedIndexError
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
    "generations",
    "unattributed_share",
    "outdated",
    "corrections",
    "in_part",
)
"""The header of the table: the fields of `IndexStats` that are one value, and the share of the unattributed."""

SHOWN: Final = (
    "articles",
    "quotes",
    "speakers",
    "unattributed",
    "corrections",
    "failed",
    "bytes",
    "generation",
)
"""What people are shown first, a line each."""

INDENT: Final = " " * 13


@dataclass(frozen=True, slots=True)
class ShownStats:
    """What an index holds."""

    stats: IndexStats

    def record(self) -> Record:
        """The numbers by name, the paths it was made from, and the files that could not be read, or only in part."""
        failures = [{"path": relative_path(each.path), "reason": each.reason} for each in self.stats.failures]
        numbers = dict(zip(COLUMNS, self._numbers(), strict=True))
        in_part = [{"path": relative_path(each.path), "reason": each.reason} for each in self.stats.in_part]
        return numbers | {
            "sources": list(self.stats.sources),
            "failures": failures,
            "read_in_part": in_part,
        }

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `COLUMNS`."""
        yield self._numbers()

    def text(self) -> str:
        """A line for each number, each path, and each file that could not be read, or only in part, with the reason."""
        stats = self.stats
        told = [(name, f"{getattr(stats, name):,}{self._beside(name)}") for name in SHOWN]
        told.append(("fingerprint", stats.fingerprint))
        told += [("source", shown_path(path)) for path in stats.sources]
        told += [("not read", f"{shown_path(each.path)}: {each.reason}") for each in stats.failures]
        told += [("in part", f"{shown_path(each.path)}: {each.reason}") for each in stats.in_part]
        return "\n".join(wrapped(value, INDENT, f"{name:{len(INDENT)}}") for name, value in told)

    def _numbers(self) -> list[object]:
        """The cells of `COLUMNS`."""
        share = round(self._share(), 4)
        counted = {"unattributed_share": share, "in_part": len(self.stats.in_part)}
        return [counted[name] if name in counted else getattr(self.stats, name) for name in COLUMNS]

    def _share(self) -> float:
        """How many of the quotes have no speaker, 0 to 1."""
        return self.stats.unattributed / self.stats.quotes if self.stats.quotes else 0.0

    def _beside(self, name: str) -> str:
        """What is said beside a number."""
        stats = self.stats
        match name:
            case "articles" if stats.outdated:
                return f" ({stats.outdated:,} read by other rules; quotesearch rebuild reads them anew)"
            case "unattributed" if stats.quotes:
                return f" ({self._share():.1%} of the quotes)"
            case "bytes" if stats.bytes >= 1000:
                power = min(3, (len(str(stats.bytes)) - 1) // 3)
                return f" ({stats.bytes / 1000**power:.1f} {('', 'kB', 'MB', 'GB')[power]} on disk)"
            case "generation" if stats.generations > 1:
                return f" ({stats.generations} on disk: somebody reads older ones)"
            case _:
                return ""


@click.command("stats")
@options.confidence
@options.form
@options.index
@options.quiet
def command(min_confidence: float | None, form: str, directory: str, quiet: bool) -> None:
    """
    Tell what the index holds and what it was made from.

    \b
    Examples:
      quotesearch stats
      quotesearch stats --index news/ --format json
    """
    stats = index_stats(directory, min_confidence)
    with Printer(form, COLUMNS, single=True) as printer:
        printer.print(ShownStats(stats))
    if stats.problem:
        raise DamagedIndexError(stats.problem)
