"""`quotesearch rebuild`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from quotesearch.cli import options
from quotesearch.cli.notes import note
from quotesearch.cli.paths import shown_path
from quotesearch.cli.sync_reports import report, talk
from quotesearch.errors import NoIndexError
from quotesearch.indexing import ENGINES, command_line, is_index, rebuild
from quotesearch.model import SyncReport
from quotesearch.pipeline import Pipeline

SEEDS: Final = "seeds"
"""What is indexed if no folder was ever named."""


@click.command("rebuild")
@options.paths
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="What keeps the quotes: whoosh (default), or sqlite for hundreds of thousands. Remembered.",
)
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
    engine: str | None,
    from_name: str | None,
    jobs: int | None,
    seconds: float,
    form: str,
    directory: str,
    quiet: bool,
) -> None:
    """
    Build the whole index again, then swap it in at once.

    PATHs replace those that are remembered. Without a PATH, the remembered ones are read again; if there is
    no index yet, seeds/. Until the swap, searches see the old index.

    \b
    Examples:
      quotesearch rebuild seeds/
      quotesearch rebuild
      quotesearch rebuild --index news/ ~/archive
      quotesearch rebuild --engine sqlite ~/archive
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
                from_name=from_name,
                engine=engine,
            )

    try:
        done = run(paths)
    except NoIndexError:
        if paths or not Path(SEEDS).is_dir() or is_index(Path(directory)):
            raise
        done = run((SEEDS,))
    code = report(done, form, directory, quiet)
    for message in _left_out(done, directory):
        note(message, quiet)
    ctx.exit(code)


def _left_out(done: SyncReport, directory: str) -> Iterator[str]:
    """
    What to say of articles that are no longer in the index because their folder was not named.

    >>> from quotesearch.model import PathCount
    >>> left = PathCount("Saved pages", 30)
    >>> print(
    ...     *_left_out(SyncReport(5, 0, 0, 0, 0, 9, 5, left_out=(left,), sources=("news",)), "index"),
    ...     sep="\\n",
    ... )
    30 articles are left out: Saved pages
    To keep them: quotesearch rebuild --index index "Saved pages" news
    """
    for left in done.left_out:
        articles = "1 article is" if left.number == 1 else f"{left.number:,} articles are"
        if left.number:
            yield f"{articles} left out: {shown_path(left.path)}"
        else:
            yield f"{shown_path(left.path)} is left out; every article in it has a copy that stays."
    if done.left_out:
        paths = (*(left.path for left in done.left_out), *done.sources)
        them = "it" if sum(left.number or 1 for left in done.left_out) == 1 else "them"
        yield f"To keep {them}: {command_line('rebuild', directory, *map(shown_path, paths))}"
