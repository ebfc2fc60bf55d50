"""`quotesearch verify`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from quotesearch.cli import options
from quotesearch.cli.exit_codes import EXIT_NOTHING
from quotesearch.cli.notes import count, note
from quotesearch.cli.paths import shown_path
from quotesearch.cli.printing import Printer, one_line, wrapped
from quotesearch.cli.progress import Progress
from quotesearch.cli.shown_quote import SHORT_ID
from quotesearch.exporting import DIFFERENCE_COLUMNS, Record, difference_record
from quotesearch.indexing import Difference, Verified, command_line, is_below, verify


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """Something that is not as it was indexed."""

    found: Difference

    def record(self) -> Record:
        """The fields by name."""
        return difference_record(self.found)

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `DIFFERENCE_COLUMNS`."""
        yield tuple(self.record().values())

    def text(self) -> str:
        """The file and what is wrong with it; below, the words."""
        found = self.found
        lines = [one_line(f"{shown_path(found.path)}: {found.reason}")]
        if found.quote:
            place = f"characters {found.start}–{found.end} · {found.quote[:SHORT_ID]}"
            lines += [wrapped(f"“{found.words}”", "    "), f"    {place}"]
        return "\n".join(lines)


@click.command("verify")
@options.timeout
@options.form
@options.index
@options.quiet
@click.pass_context
def command(ctx: click.Context, seconds: float, form: str, directory: str, quiet: bool) -> None:
    """
    Read every indexed file again, and report what is not as it was indexed.

    A file may have vanished or changed, or there may be other words where a quote should be. Exit code 0: all is
    as indexed; 1: something is not.

    \b
    Examples:
      quotesearch verify
      quotesearch verify --index news/ --format json
    """
    done = Verified()
    hidden = False  # whether there is something that add would not see
    out_of_reach = missing = 0
    progress = Progress(quiet)
    try:
        with Printer(form, DIFFERENCE_COLUMNS, dense=True) as printer:
            for found in verify(directory, done, progress, seconds):
                progress.end()
                hidden = hidden or not found.add_helps
                out_of_reach += not found.in_reach
                missing += any(is_below(found.path, path) for path in done.missing)
                printer.print(ShownDifference(found))
    finally:
        progress.end()
    looked_at = (
        f"{count(done.articles, 'article')}, {count(done.files, 'file')}, {count(done.quotes, 'quote')}"
    )
    helps = command_line("rebuild" if hidden else "add", directory)
    advice = f" Bring the index up to date with: {helps}"
    if missing == printer.printed:
        advice = ""  # neither add nor rebuild drops what was in a folder that is not there
    elif out_of_reach == printer.printed:
        advice = " They may not be read now; the index keeps what it has of these files."
    found_words = f"{count(printer.printed, 'finding')}.{advice}"
    note(f"{looked_at}: {found_words if printer.printed else 'all as indexed'}", quiet)
    for path in done.missing:
        drops = command_line("forget", directory, shown_path(path))
        note(
            f"{shown_path(path)} is not there. If it is gone for good, drop its articles with: {drops}", quiet
        )
    ctx.exit(EXIT_NOTHING if printer.printed else 0)
