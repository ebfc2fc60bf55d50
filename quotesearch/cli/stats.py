"""`quotesearch stats`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from quotesearch.acquisition import PAGE_PARTS
from quotesearch.cli import options
from quotesearch.cli.paths import relative_path, shown_path
from quotesearch.cli.printing import Printer, Record, one_line, wrapped
from quotesearch.cli.telling import count
from quotesearch.errors import IndexStateError
from quotesearch.indexing import index_stats
from quotesearch.model import Failure, IndexStats

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
    "engine",
)
"""The header of the table: the fields of `IndexStats` that are one value, and the share of the unattributed."""

SHOWN: Final = ("articles", "quotes", "speakers", "unattributed", "corrections")
"""The numbers that people are shown, a line each."""

INDENT: Final = " " * 13


@dataclass(frozen=True, slots=True)
class ShownStats:
    """What an index contains."""

    stats: IndexStats

    def record(self) -> Record:
        """The numbers by name, the paths it was made from, and the files that were not read, or only in part."""
        stats = self.stats
        numbers = dict(zip(COLUMNS, self._numbers(), strict=True))
        return numbers | {
            "sources": list(stats.sources),
            "failures": [_named(each) for each in stats.failures],
            "read_in_part": [_named(each) for each in stats.in_part],
            "skipped": [{"kind": each.kind, "files": each.files} for each in stats.skipped],
        }

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `COLUMNS`."""
        yield self._numbers()

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

    def _numbers(self) -> list[object]:
        """The cells of `COLUMNS`."""
        share = round(self._share(), 4)
        counted = {"unattributed_share": share, "in_part": len(self.stats.in_part)}
        return [counted[name] if name in counted else getattr(self.stats, name) for name in COLUMNS]

    def _share(self) -> float:
        """How many of the quotes have no speaker, 0 to 1."""
        return self.stats.unattributed / self.stats.quotes if self.stats.quotes else 0.0

    def _beside(self, name: str) -> str:
        """What is printed beside a number."""
        stats = self.stats
        match name:
            case "articles" if stats.outdated:
                return f" ({stats.outdated:,} indexed by an older quotesearch; rebuild indexes them again)"
            case "unattributed" if stats.quotes:
                return f" ({self._share():.1%} of the quotes)"
            case _:
                return ""


def _named(file: Failure) -> Record:
    """A file and what is to be said of it."""
    return {"path": relative_path(file.path), "reason": file.reason}


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
    with Printer(form, COLUMNS, single=True) as printer:
        printer.print(ShownStats(stats))
    if stats.problem:
        raise IndexStateError(stats.problem)
