"""`quotesearch rebuild`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from quotesearch.cli import options
from quotesearch.cli.reporting import report, talk
from quotesearch.errors import NoIndexError
from quotesearch.indexing.generations import is_index
from quotesearch.indexing.syncing import rebuild
from quotesearch.model import SyncReport
from quotesearch.pipeline import Pipeline

SEEDS: Final = "seeds"
"""What is indexed if nobody ever said what to index."""


@click.command("rebuild")
@options.paths
@options.jobs
@options.timeout
@options.form
@options.index
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    jobs: int | None,
    seconds: float,
    form: str,
    directory: str,
    quiet: bool,
) -> None:
    """
    Build the whole index anew, then swap it in at once.

    PATHs replace those that are remembered. Without any, the remembered ones are read again; if there are
    none and no index yet, seeds/. Until the swap, searches see the old index.

    \b
    Examples:
      quotesearch rebuild seeds/
      quotesearch rebuild
      quotesearch rebuild --index news/ ~/archive
    """

    def run(wanted: tuple[str, ...]) -> SyncReport:
        with talk(quiet) as talking:
            return rebuild(
                directory,
                wanted,
                Pipeline(jobs, seconds),
                file_seconds=seconds,
                on_wait=talking.wait,
                on_progress=talking.progress,
            )

    try:
        done = run(paths)
    except NoIndexError:
        if paths or not Path(SEEDS).is_dir() or is_index(Path(directory)):
            raise
        done = run((SEEDS,))
    ctx.exit(report(done, form, directory, quiet))
