"""`quotesearch forget`."""

from __future__ import annotations

import click

from quotesearch.cli import options
from quotesearch.cli.exit_codes import EXIT_NOTHING
from quotesearch.cli.notes import count, note
from quotesearch.cli.paths import shown_path
from quotesearch.cli.sync_reports import report, talk
from quotesearch.indexing import NotRememberedError, forget
from quotesearch.pipeline import Pipeline


@click.command("forget")
@options.some_paths
@options.form
@options.index
@options.quiet
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], form: str, directory: str, quiet: bool) -> None:
    """
    Take remembered folders or files out of the index.

    Their articles leave the index, and add and rebuild no longer look there. Nothing on the disk is touched:
    neither the files, which need not exist any longer, nor corrections.jsonl next to them. stats lists the
    remembered paths. Exit code 1: a PATH is not one of them, and nothing was changed.

    \b
    Examples:
      quotesearch forget "Saved pages"
      quotesearch forget --index news/ ~/archive/2024 ~/archive/2025
    """
    try:
        with talk(quiet) as talking:
            done = forget(
                directory, paths, Pipeline(jobs=1), on_wait=talking.wait, on_progress=talking.progress
            )
    except NotRememberedError as error:
        for line in str(error).splitlines():
            note(line, quiet)
        ctx.exit(EXIT_NOTHING)
    report(done, form, directory, quiet)
    for path in done.left_out:
        dropped = count(path.number, "article")
        note(f"{shown_path(path.path)} is no longer remembered ({dropped} dropped).", quiet)
    ctx.exit(0)
