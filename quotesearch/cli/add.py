"""`quotesearch add`."""

from __future__ import annotations

import click

from quotesearch.cli import options
from quotesearch.cli.sync_reports import report, talk
from quotesearch.indexing import add
from quotesearch.pipeline import Pipeline


@click.command("add")
@options.paths
@options.from_name
@options.jobs
@options.timeout
@options.form
@options.index
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    from_name: str | None,
    jobs: int | None,
    seconds: float,
    form: str,
    directory: str,
    quiet: bool,
) -> None:
    """
    Index new and changed articles below PATHs and drop those whose file is gone.

    The PATHs are remembered, each with its --from-name. Without a PATH, all that are remembered are looked through.

    \b
    Examples:
      quotesearch add seeds/
      quotesearch add
      quotesearch add --index news/ ~/archive/2024 ~/archive/2025
    """
    with talk(quiet) as talking:
        done = add(
            directory,
            paths,
            Pipeline(jobs, seconds),
            file_seconds=seconds,
            on_wait=talking.wait,
            on_progress=talking.progress,
            from_name=from_name,
        )
    ctx.exit(report(done, form, directory, quiet))
