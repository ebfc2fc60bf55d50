"""`quotesearch corrections`."""

from __future__ import annotations

from collections import Counter

import click

from quotesearch.cli import options
from quotesearch.cli.exit_codes import EXIT_ERROR, EXIT_NOTHING
from quotesearch.cli.notes import count, note, say
from quotesearch.cli.paths import shown_path
from quotesearch.cli.printing import Printer
from quotesearch.cli.shown_correction import ShownCorrection
from quotesearch.cli.sync_reports import tell_notes
from quotesearch.exporting import CORRECTION_COLUMNS
from quotesearch.indexing import corrections_of
from quotesearch.model import one_line


@click.command("corrections")
@click.option("--orphaned", is_flag=True, help="Only those that fit no quote any more.")
@options.form
@options.index
@options.quiet
@click.pass_context
def command(ctx: click.Context, orphaned: bool, form: str, directory: str, quiet: bool) -> None:
    """
    List all corrections, the earliest first, and what came of them.

    An orphaned correction is of words that are gone, or that are elsewhere now; it changes nothing. Correct
    the quote again, or undo the correction: quotesearch correct ID --undo, with the correction's id.

    \b
    Examples:
      quotesearch corrections
      quotesearch corrections --orphaned
      quotesearch corrections --format csv > corrections.csv
    """
    listed, notes, unread = corrections_of(directory)
    if orphaned:
        listed = [each for each in listed if each.state == "orphaned"]
    with Printer(form, CORRECTION_COLUMNS) as printer:
        for each in listed:
            printer.print(ShownCorrection(each))
    tell_notes(notes, quiet)
    for file in unread:
        say(one_line(f"{shown_path(file.path)}: {file.reason}"))
    states = Counter(each.state for each in listed)
    others = ", ".join(
        f"{states[name]:,} {name}" for name in ("orphaned", "overruled", "waiting") if states[name]
    )
    note(
        count(len(listed), "correction") + (f" ({others})" if others else "")
        if listed or unread
        else "No corrections yet.",
        quiet,
    )
    ctx.exit(EXIT_ERROR if unread else 0 if listed else EXIT_NOTHING)
