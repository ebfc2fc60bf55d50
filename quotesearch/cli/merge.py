"""`quotesearch merge`."""

from __future__ import annotations

import click

from quotesearch.cli import options, tables
from quotesearch.cli.exit_codes import EXIT_NOTHING
from quotesearch.cli.notes import note
from quotesearch.cli.printing import Printer
from quotesearch.cli.shown_correction import ShownCorrection
from quotesearch.exporting import CORRECTION_COLUMNS
from quotesearch.indexing import Corrector
from quotesearch.pipeline import Pipeline


@click.command("merge")
@click.argument("name", metavar="NAME")
@click.argument("into", metavar="NAME")
@click.option("--undo", is_flag=True, help="Undo the merge: they are two people.")
@options.because
@options.corrections_file
@options.dry_run
@options.form
@options.index
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    name: str,
    into: str,
    undo: bool,
    because: str,
    file: str | None,
    dry_run: bool,
    form: str,
    directory: str,
    quiet: bool,
) -> None:
    """
    Treat two names as the same person, so that either finds all that this person said.

    NAME is a whole name as speakers lists it. Each quote keeps the name that its article gives; the person is
    counted once, under the second name.

    \b
    Examples:
      quotesearch merge "Bob Roe" "Robert Roe"
      quotesearch merge "Bob Roe" "Robert Roe" --dry-run
      quotesearch merge "Bob Roe" "Robert Roe" --undo
    """
    tables.check(CORRECTION_COLUMNS)
    corrector = Corrector(
        directory, Pipeline(), because, file, dry_run, on_wait=lambda message: note(message, quiet)
    )
    done = corrector.part(name, into) if undo else corrector.merge(name, into)
    if done is None:
        note(f"{name} and {into} were never merged.", quiet)
        ctx.exit(EXIT_NOTHING)
    with Printer(form, CORRECTION_COLUMNS, single=True) as printer:
        printer.print(ShownCorrection(done, planned=dry_run))
