"""`quotesearch verify`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import click

from quotesearch.cli import options
from quotesearch.cli.exits import EXIT_NOTHING
from quotesearch.cli.paths import relative_path, shown_path
from quotesearch.cli.printing import Printer, Record, one_line, wrapped
from quotesearch.cli.progress import Progress
from quotesearch.cli.shown_quote import SHORT_ID
from quotesearch.cli.telling import count, note
from quotesearch.indexing import Finding, Verified, command_line, is_below, verify

COLUMNS: Final = ("path", "state", "quote", "words", "start", "end", "reason")
"""The header of a table of findings, and the keys of one as JSON."""


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """Something that is not as it was indexed."""

    found: Finding

    def record(self) -> Record:
        """The fields by name."""
        return dict(zip(COLUMNS, next(self.rows()), strict=True))

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `COLUMNS`."""
        found = self.found
        words = (found.quote or None, found.words or None, found.start, found.end)
        yield (relative_path(found.path), found.state, *words, found.reason)

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
        with Printer(form, COLUMNS, dense=True) as printer:
            for found in verify(directory, done, progress, seconds):
                progress.end()
                hidden = hidden or not found.add_helps
                out_of_reach += not found.in_reach
                missing += any(is_below(found.path, path) for path in done.missing)
                printer.print(ShownFinding(found))
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
