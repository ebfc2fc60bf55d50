"""`quotesearch clean`."""

from __future__ import annotations

import click

from quotesearch.acquisition import KINDS_READ
from quotesearch.cli import options
from quotesearch.cli.exit_codes import EXIT_ERROR, EXIT_NOTHING
from quotesearch.cli.input import given_and_paths, line_counts_of, those_there
from quotesearch.cli.notes import FileTally, note
from quotesearch.cli.printing import Printer
from quotesearch.cli.progress import watched
from quotesearch.cli.shown_article import ShownArticle, ShownBlocks
from quotesearch.exporting import ARTICLE_COLUMNS, BLOCK_COLUMNS
from quotesearch.model import Article
from quotesearch.pipeline import read_articles
from quotesearch.spelling import odd_marks


@click.command("clean")
@options.some_paths
@click.option("--explain", is_flag=True, help="Show every block of the file with its label and the reason.")
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
    explain: bool,
    from_name: str | None,
    jobs: int | None,
    seconds: float,
    form: str,
    directory: str,
    quiet: bool,
) -> None:
    """
    Print the article text without menus, ads and teasers.

    Headline, byline, date and outlet are shown with the place they were read from. PATH is a file or a folder; -
    is standard input, text or HTML. A page without an article is shown without a text.

    \b
    Examples:
      quotesearch clean seeds/001_918903beef99d9a1.txt
      quotesearch clean --explain seeds/003_88ebcff245553769.txt
      quotesearch clean --format jsonl seeds/
    """
    tally = FileTally()
    given, files = given_and_paths(paths, tally, seconds)
    there = those_there(files, tally)
    found = read = False
    shown = ShownBlocks if explain else ShownArticle
    items = read_articles(
        there,
        given=given,
        line_counts=line_counts_of(directory),
        jobs=jobs,
        seconds=seconds,
        explain=explain,
        from_name=from_name or "",
    )
    columns = BLOCK_COLUMNS if explain else ARTICLE_COLUMNS
    with Printer(form, columns) as printer, watched(items, there, quiet) as watched_items:
        for item in watched_items:
            if isinstance(item, Article):
                printer.print(shown(item))
                tally.notice(item.path, odd_marks(item))
                tally.take_in_part(item.path, item.gaps)
                read = True
                found = found or bool(item.body)
            else:
                tally.take(item)
    if not found and (there or given):
        note("No articles found.", quiet)
        if not (read or tally.failed):
            note(KINDS_READ, quiet)
    tally.tell(quiet)
    ctx.exit(EXIT_ERROR if tally.failed else 0 if found else EXIT_NOTHING)
