"""`quotesearch find`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, Final

import click

from quotesearch.cli import options
from quotesearch.cli.exit_codes import EXIT_NOTHING
from quotesearch.cli.hints import tell_hints
from quotesearch.cli.hyphen_words import FindCommand
from quotesearch.cli.notes import count, note
from quotesearch.cli.printing import Printer
from quotesearch.cli.shown_quote import ShownHit
from quotesearch.errors import QueryError
from quotesearch.exporting import FACET_COLUMNS, HIT_COLUMNS
from quotesearch.indexing import FACETS, Engine, open_index
from quotesearch.model import FacetCount, Hit, Query, Results
from quotesearch.searching import (
    EMPTY_INDEX,
    GROUPS,
    KINDS,
    SORTS,
    asks_for_nothing,
    each_hit,
    parse_query,
    search,
)

TEXT_LIMIT: Final = 20
"""Quotes, or values of a facet, that people are shown unless they ask for more."""

AT_ONCE: Final = 1000
"""Quotes that are held in memory at once; more of them are printed one by one."""


def _facets(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """The names of facets, which may be separated by commas or white space."""
    names = tuple(dict.fromkeys((value or "").replace(",", " ").lower().split()))
    unknown = [name for name in names if name not in FACETS]
    if unknown or (value is not None and not names):
        raise click.BadParameter(
            f"{unknown[0] if unknown else value!r} is not one of {', '.join(FACETS)}", ctx, param
        )
    return names


@click.command("find", cls=FindCommand)
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@click.option(
    "--speaker",
    metavar="NAME",
    help="Only what this person said: whole words of the name; =Kim is the whole name.",
)
@click.option("--outlet", metavar="NAME", help="Only what this outlet printed.")
@click.option("--after", metavar="DATE", help="Only of this day or later: 2024-10-31, 2024-10 or 2024.")
@click.option("--before", metavar="DATE", help="Only of this day or earlier.")
@click.option("--kind", type=click.Choice(KINDS), help="Only quotes of this kind.")
@click.option("--exact", is_flag=True, help="Words as they are printed: prevail does not find prevailed.")
@click.option(
    "--sort", type=click.Choice(SORTS), default=SORTS[0], show_default=True, help="What comes first."
)
@click.option("--group", type=click.Choice(GROUPS), help="Group the quotes by article.")
@click.option(
    "--facets",
    metavar="NAMES",
    callback=_facets,
    help="Count what is found instead, by some of speaker, outlet, year, month, kind and gender: speaker,year. "
    "Without a QUERY, all is counted.",
)
@click.option(
    "--cross/--no-cross",
    default=None,
    help="With two --facets: a table with a row for each value of the first and a column for each of the second.  "
    "[default: as CSV]",
)
@click.option(
    "--limit",
    metavar="N|all",
    type=options.Limit(min=0),
    help="At most N quotes, or values of a facet; 0 only counts.  "
    f"[default: {TEXT_LIMIT} as text; all as json, jsonl or csv]",
)
@click.option(
    "--offset", metavar="N", type=options.WholeNumber(min=0), default=0, help="Leave out the first N."
)
@options.confidence
@options.form
@options.index
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    /,
    words: tuple[str, ...],
    facets: tuple[str, ...],
    cross: bool | None,
    limit: int | None,
    form: str,
    directory: str,
    quiet: bool,
    **filters: Any,
) -> None:
    """
    Search what was said. All words must match, in any of their forms; a filter alone will do.

    \b
    "a phrase"   these words in a row        -word   without this word
    one OR two   either of them              pre*    any ending
    word~        similar spellings           speaker:"Ann Lee" outlet:…
                                             after:… before:… kind:…

    \b
    Examples:
      quotesearch find prevail
      quotesearch find '"will not prevail"'
      quotesearch find --speaker Austin
      quotesearch find troops -Putin --after 2024-10-30 --sort newest
      quotesearch find 'nego* OR talks' --format csv
      quotesearch find troops --facets speaker,year
      quotesearch find --facets outlet,month --format csv > months.csv
    """
    if cross and len(facets) != 2:
        raise QueryError("--cross is for two facets: --facets outlet,year --cross")
    query, notes, if_found = parse_query(words, limit=options.limit_in(form, limit, TEXT_LIMIT), **filters)
    counts_all = bool(facets) and not words and asks_for_nothing(query)
    if asks_for_nothing(query) and not counts_all:
        nothing = "say what to look for: words, or a filter.\nTry: quotesearch find --help"
        raise QueryError("\n".join(notes) or nothing)
    with closing(open_index(directory)) as engine:
        look = engine.search if counts_all else partial(search, engine)
        if facets:
            results = look(replace(query, limit=0, offset=0))
            in_pairs = len(facets) == 2 and (form == "csv" if cross is None else cross)
            shown = 0
            if in_pairs:
                _print_pairs(engine, query, facets, form, quiet)
            else:
                _print_facets(engine, query, facets, form, quiet)
        else:
            is_long = query.limit > AT_ONCE
            results = look(replace(query, limit=0) if is_long else query)
            shown = _print_hits(each_hit(engine, query) if is_long else results.hits, query, form)
    if counts_all and not results.total:
        results = replace(results, hints=(EMPTY_INDEX,))
    for message in (*notes, *results.notes, *(if_found if results.total else ())):
        note(message, quiet)
    only_counts = bool(facets) or query.limit == 0
    _sum_up(query, results, shown, only_counts, quiet)
    ctx.exit(0 if shown or (only_counts and results.total) else EXIT_NOTHING)


def _print_hits(hits: Iterable[Hit], query: Query, form: str) -> int:
    """Print the hits and count them; in groups, what is known of an article only above its first quote."""
    article = ""
    with Printer(form, HIT_COLUMNS) as printer:
        for hit in hits:
            begins = hit.article.id != article
            shown = replace(hit, quote=hit.quote.at(query.min_confidence))
            printer.print(ShownHit(shown, grouped=query.group is not None, begins=begins))
            article = hit.article.id
    return printer.printed


def _print_facets(engine: Engine, query: Query, facets: Sequence[str], form: str, quiet: bool) -> None:
    """Print the commonest values of each facet; on a terminal, with bars."""
    from quotesearch.cli.shown_counts import ShownFacet, with_bars  # few searches need it

    everything = engine.facets(query, facets, sys.maxsize)
    sizes = Counter(value.facet for value in everything)
    counted = [value for facet in facets for value in islice(_values_of(everything, facet), query.limit)]
    has_bars = form == "text" and sys.stdout.isatty()
    with Printer(form, FACET_COLUMNS, dense=True) as printer:
        for value in with_bars(counted) if has_bars else map(ShownFacet, counted):
            printer.print(value)
    for facet in facets:
        _tell_more(sizes[facet], facet, query.limit, quiet)


def _values_of(counted: Sequence[FacetCount], facet: str) -> Iterator[FacetCount]:
    """The values of one facet, in their order."""
    return (value for value in counted if value.facet == facet)


def _tell_more(number: int, facet: str, limit: int, quiet: bool) -> None:
    """Say that there are more values than are shown."""
    if number > limit > 0:
        note(f"{limit:,} of {number:,} values of {facet}. See all with: --limit all", quiet)


def _print_pairs(engine: Engine, query: Query, facets: Sequence[str], form: str, quiet: bool) -> None:
    """Print a cross table: row by row, or for JSON cell by cell."""
    from quotesearch.cli.shown_counts import CrossTable  # few searches need it

    rows, columns = facets
    counted = engine.cross(query, rows, columns)
    table = CrossTable(rows, columns, counted, query.limit)
    with Printer(form, table.names, dense=True) as printer:
        for shown in table.shown_cells(counted) if form in ("json", "jsonl") else table.shown():
            printer.print(shown)
    _tell_more(len({pair.row for pair in counted}), rows, query.limit, quiet)
    if form == "text" and table.fitting < len(table.columns):
        hidden = count(len(table.columns) - table.fitting, "more column")
        note(f"{hidden}: widen the terminal, or add --format csv", quiet)


def _sum_up(query: Query, results: Results, shown: int, only_counts: bool, quiet: bool) -> None:
    """Say how many there are, and how to see the others or find any."""
    if results.total == 0:
        note("No quotes found.", quiet)
    elif shown == 0 and not only_counts:
        note(f"There are only {count(results.total, 'quote')}.", quiet)
    elif 0 < shown < results.total:
        first = query.offset + 1
        more = query.offset + shown
        note(f"{first:,} to {more:,} of {count(results.total, 'quote')}", quiet)
        if more < results.total:
            note(f"See more with: --offset {more}", quiet)
    else:
        note(count(results.total, "quote"), quiet)
    tell_hints(results, quiet)
