"""`quotesearch extract`."""

from __future__ import annotations

import click

from quotesearch.acquisition import KINDS_READ
from quotesearch.cli import options
from quotesearch.cli.exit_codes import EXIT_ERROR, EXIT_NOTHING
from quotesearch.cli.explanations import explanation
from quotesearch.cli.input import given_and_paths, line_counts_of, those_there
from quotesearch.cli.notes import FileTally, note
from quotesearch.cli.printing import Printer
from quotesearch.cli.progress import watched
from quotesearch.cli.shown_quote import ShownQuote
from quotesearch.exporting import QUOTE_COLUMNS
from quotesearch.model import ReadExtraction
from quotesearch.pipeline import read_quotes


@click.command("extract")
@options.some_paths
@click.option("--explain", is_flag=True, help="Explain how each speaker was found.")
@options.confidence
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
    min_confidence: float | None,
    from_name: str | None,
    jobs: int | None,
    seconds: float,
    form: str,
    directory: str,
    quiet: bool,
) -> None:
    """
    Print the quotes of files and folders, without making an index.

    PATH is a file or a folder; - is standard input, text or HTML. If there is an index, it helps to recognise
    lines that recur in many articles of an outlet and do not belong to the article.

    \b
    Examples:
      quotesearch extract seeds/
      quotesearch extract --explain seeds/001_918903beef99d9a1.txt
      quotesearch extract --format csv seeds/ > quotes.csv
      quotesearch extract --from-name '{outlet}_{date}_*' archive/
      curl -s https://example.org/story | quotesearch extract --format json -
    """
    tally = FileTally()
    given, files = given_and_paths(paths, tally, seconds)
    there = those_there(files, tally)
    read = False
    items = read_quotes(
        there,
        given=given,
        line_counts=line_counts_of(directory),
        jobs=jobs,
        seconds=seconds,
        from_name=from_name or "",
    )
    with Printer(form, QUOTE_COLUMNS) as printer, watched(items, there, quiet) as watched_items:
        for item in watched_items:
            if not isinstance(item, ReadExtraction):
                tally.take(item)
                continue
            read = True
            article = item.extraction.article
            tally.notice(article.path, item.extraction.odd_marks)
            tally.take_in_part(article.path, item.extraction.gaps)
            for quote in item.extraction.quotes:
                because = explanation(quote, min_confidence) if explain else ""
                printer.print(ShownQuote(quote.at(min_confidence), article, item.source, because))
    if not printer.printed and (there or given):
        note("No quotes found.", quiet)
        if not (read or tally.failed):
            note(KINDS_READ, quiet)
    tally.tell(quiet)
    ctx.exit(EXIT_ERROR if tally.failed else 0 if printer.printed else EXIT_NOTHING)
