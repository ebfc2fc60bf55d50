"""`quotesearch corrections`."""

from __future__ import annotations

from collections import Counter

import click

from quotesearch.cli import options
from quotesearch.cli.exits import EXIT_NOTHING
from quotesearch.cli.printing import Printer
from quotesearch.cli.shown_correction import COLUMNS, ShownCorrection
from quotesearch.cli.telling import count, note
from quotesearch.indexing.correcting import corrections_of


@click.command("corrections")
@click.option("--orphaned", is_flag=True, help="Only those that fit nothing any more.")
@options.form
@options.index
@options.quiet
@click.pass_context
def command(ctx: click.Context, orphaned: bool, form: str, directory: str, quiet: bool) -> None:
    """
    List what people corrected, the earliest first, and what came of it.

    An orphaned correction is of words that are gone, or that stand elsewhere now; it changes nothing. Correct
    the quote again, or take it back: quotesearch correct ID --undo, with the correction's id.

    \b
    Examples:
      quotesearch corrections
      quotesearch corrections --orphaned
      quotesearch corrections --format csv > corrections.csv
    """
    told, notes = corrections_of(directory)
    if orphaned:
        told = [each for each in told if each.state == "orphaned"]
    with Printer(form, COLUMNS) as printer:
        for each in told:
            printer.print(ShownCorrection(each))
    for message in notes:
        note(message, quiet)
    states = Counter(each.state for each in told)
    others = ", ".join(
        f"{states[name]:,} {name}" for name in ("orphaned", "overruled", "waiting") if states[name]
    )
    note(
        count(len(told), "correction") + (f" ({others})" if others else "")
        if told
        else "Nothing was corrected.",
        quiet,
    )
    ctx.exit(0 if told else EXIT_NOTHING)
