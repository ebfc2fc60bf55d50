"""What `add` and `rebuild` say while they work, and when they are done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from quotesearch.cli import tables
from quotesearch.cli.exits import EXIT_ERROR, EXIT_NOTHING
from quotesearch.cli.paths import shown_path
from quotesearch.cli.printing import Printer, Record, one_line
from quotesearch.cli.progress import Progress
from quotesearch.cli.telling import count, note, tell_failures, tell_in_part, tell_skipped
from quotesearch.model import SyncReport

__all__ = ["Talk", "report", "talk"]

COLUMNS: Final = (
    "added",
    "changed",
    "removed",
    "unchanged",
    "outdated",
    "relabelled",
    "failed",
    "articles",
    "quotes",
    "in_part",
)
"""The header of a table of what was done, and its keys as JSON."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said while the work goes on."""

    progress: Progress
    quiet: bool

    def wait(self, message: str) -> None:
        """Say that somebody else is writing."""
        note(message, self.quiet)


@contextmanager
def talk(quiet: bool) -> Iterator[Talk]:
    """Tell how far the work is, and take that line away at the end, however it ends."""
    tables.check(COLUMNS)
    progress = Progress(quiet)
    try:
        yield Talk(progress, quiet)
    finally:
        progress.end()


@dataclass(frozen=True, slots=True)
class ShownReport:
    """What was done to an index."""

    done: SyncReport
    directory: str

    def record(self) -> Record:
        """The numbers by name."""
        done = self.done
        counted = {"failed": len(done.failures), "in_part": len(done.in_part)}
        return {name: counted[name] if name in counted else getattr(done, name) for name in COLUMNS}

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `COLUMNS`."""
        yield tuple(self.record().values())

    def text(self) -> str:
        """One line: what changed, and what there is now."""
        done = self.done
        changes = [
            f"{number:,} {name}"
            for name in ("added", "changed", "removed", "unchanged")
            if (number := getattr(done, name))
        ]
        holds = f"{one_line(self.directory)} holds {count(done.articles, 'article')}, {count(done.quotes, 'quote')}"
        return f"{holds} ({', '.join(changes) or 'nothing changed'})"


def report(done: SyncReport, form: str, directory: str, quiet: bool) -> int:
    """
    Print what was done, and say what is good to know of it.

    Returns:
        the exit code: 2 if a file could not be read, or only in part, 1 if there is no article at all, else 0.
    """
    with Printer(form, COLUMNS, single=True) as printer:
        printer.print(ShownReport(done, directory))
    for broken in done.sidecars:
        note(f"{shown_path(broken.path)}: {broken.reason}", quiet)
    for message in done.notes:
        note(message, quiet)
    tell_skipped(done.skipped, quiet)
    if done.outdated:
        were = "article was" if done.outdated == 1 else "articles were"
        note(f"{done.outdated:,} {were} read by older rules or weights.", quiet)
        note(f"Read them anew with: quotesearch rebuild --index {directory}", quiet)
    if done.relabelled:
        hold = (
            "article holds a line that recurs" if done.relabelled == 1 else "articles hold lines that recur"
        )
        note(f"{done.relabelled:,} {hold} in many stories only now.", quiet)
        note(f"Leave such lines out with: quotesearch rebuild --index {directory}", quiet)
    tell_in_part(done.in_part)
    tell_failures(done.failures, others=done.articles > 0)
    if done.failures or done.in_part:
        return EXIT_ERROR
    return 0 if done.articles or done.removed else EXIT_NOTHING
