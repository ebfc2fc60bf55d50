"""`quotesearch correct`."""

from __future__ import annotations

import click

from quotesearch.cli import options, tables
from quotesearch.cli.exit_codes import EXIT_NOTHING
from quotesearch.cli.notes import note
from quotesearch.cli.printing import Printer
from quotesearch.cli.shown_correction import ShownCorrection
from quotesearch.errors import QueryError
from quotesearch.exporting import CORRECTION_COLUMNS
from quotesearch.indexing import Corrector, command_line, one_quote
from quotesearch.model import SPEAKER_TYPES
from quotesearch.pipeline import Pipeline


@click.command("correct")
@click.argument("identity", metavar="ID")
@click.option("--speaker", metavar="NAME", help="Who said it: the full name, without titles.")
@click.option(
    "--type",
    "kind",
    type=click.Choice(SPEAKER_TYPES),
    default=SPEAKER_TYPES[0],
    show_default=True,
    help="What NAME is.",
)
@click.option("--nobody", is_flag=True, help="It is not known who said it.")
@click.option(
    "--not-a-quote", is_flag=True, help="Not a quote at all: a title, or a word in quotation marks."
)
@click.option("--undo", is_flag=True, help="Undo the last correction of this quote.")
@options.because
@options.corrections_file
@options.dry_run
@options.form
@options.index
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    identity: str,
    speaker: str | None,
    kind: str,
    nobody: bool,
    not_a_quote: bool,
    undo: bool,
    because: str,
    file: str | None,
    dry_run: bool,
    form: str,
    directory: str,
    quiet: bool,
) -> None:
    """
    Correct who said a quote, or mark it as not a quote. It takes effect at once, and in every add and rebuild.

    ID is the quote's id, or as much of its beginning as no other quote has. The correction is written into
    corrections.jsonl in the remembered folder with the article. If the article changes, the correction still
    applies while the words and the text around them are the same; else corrections lists it as orphaned.

    \b
    Examples:
      quotesearch correct 3f9c25d18a04 --speaker "Ann Lee" --because "I was there"
      quotesearch correct 3f9c --nobody
      quotesearch correct 3f9c --not-a-quote
      quotesearch correct 3f9c --undo
    """
    tables.check(CORRECTION_COLUMNS)
    if [speaker is not None, nobody, not_a_quote, undo].count(True) != 1:
        raise QueryError("give one of: --speaker NAME, --nobody, --not-a-quote or --undo")
    if speaker is not None and not any(letter.isalnum() for letter in speaker):
        raise QueryError("--speaker is empty; if it is not known who said it: --nobody")
    corrector = Corrector(
        directory, Pipeline(jobs=1), because, file, dry_run, on_wait=lambda message: note(message, quiet)
    )
    if undo:
        done = corrector.undo(identity)
    elif not_a_quote:
        done = corrector.not_a_quote(identity)
    else:
        done = corrector.said_by(identity, " ".join((speaker or "").split()), kind)
    if done is None:
        if undo and one_quote(directory, identity, several=True):
            note("This quote has no correction.", quiet)
        else:
            note(f"No {'correction' if undo else 'quote'} has an id that begins with {identity}.", quiet)
        ctx.exit(EXIT_NOTHING)
    with Printer(form, CORRECTION_COLUMNS, single=True) as printer:
        printer.print(ShownCorrection(done, planned=dry_run))
    name = done.correction.name
    others = corrector.resembling(name) if name and not (undo or quiet) else ()
    if others:
        note(f"Nobody else is called {name}. Did you mean: {' · '.join(others)}", quiet)
        note(
            f"If so, correct it again with that name, or: {command_line('correct', directory, identity, '--undo')}",
            quiet,
        )
