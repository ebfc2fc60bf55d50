"""What `add`, `rebuild` and `forget` print while they work, and when they are done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from quotesearch.cli import tables
from quotesearch.cli.exit_codes import EXIT_ERROR, EXIT_NOTHING
from quotesearch.cli.notes import (
    count,
    note,
    tell_failures,
    tell_in_part,
    tell_remarks,
    tell_skipped,
)
from quotesearch.cli.paths import shown_path
from quotesearch.cli.printing import Printer, one_line
from quotesearch.cli.progress import Progress
from quotesearch.exporting import REPORT_COLUMNS, Record, report_record
from quotesearch.indexing import command_line
from quotesearch.model import Failure, SyncReport

__all__ = ["Talk", "report", "talk", "tell_notes"]


@dataclass(frozen=True, slots=True)
class Talk:
    """What is printed during the work."""

    progress: Progress
    quiet: bool

    def wait(self, message: str) -> None:
        """Say that another writer is at work."""
        note(message, self.quiet)


@contextmanager
def talk(quiet: bool) -> Iterator[Talk]:
    """Show how far the work is, and remove that line at the end, however it ends."""
    tables.check(REPORT_COLUMNS)
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
        return report_record(self.done)

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `REPORT_COLUMNS`."""
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
    Print what was done, and on standard error what is good to know about it.

    Returns:
        the exit code: 2 if a file could not be read, or only in part, 1 if there is not a single article, else 0.
    """
    with Printer(form, REPORT_COLUMNS, single=True) as printer:
        printer.print(ShownReport(done, directory))
    tell_notes((*done.sidecars, *done.notes), quiet)
    for message in _remarks(done, directory):
        note(message, quiet)
    tell_remarks(done.remarks, quiet)
    tell_skipped(done.skipped, quiet)
    tell_in_part(done.in_part)
    tell_failures(done.failures, others=done.articles > 0)
    if done.failures or done.in_part:
        return EXIT_ERROR
    return 0 if done.articles or done.removed else EXIT_NOTHING


def tell_notes(notes: Iterable[str | Failure], quiet: bool) -> None:
    """Print notes on standard error: sentences, and what to say of files."""
    for each in notes:
        note(f"{shown_path(each.path)}: {each.reason}" if isinstance(each, Failure) else each, quiet)


def _remarks(done: SyncReport, directory: str) -> Iterator[str]:
    """Sentences on what was done, and on what could be done next."""
    for file in done.applied:
        is_applied = "is" if file.number == 1 else "are"
        yield f"{count(file.number, 'correction')} in {shown_path(file.path)} {is_applied} applied."
    if done.outdated:
        were = "article was" if done.outdated == 1 else "articles were"
        yield f"{done.outdated:,} {were} indexed by an older quotesearch."
        yield f"Index them again with: {command_line('rebuild', directory)}"
    if done.relabelled:
        contain = "article contains" if done.relabelled == 1 else "articles contain"
        yield f"{done.relabelled:,} {contain} lines that by now look like boilerplate."
        yield f"Drop them with: {command_line('rebuild', directory)}"
