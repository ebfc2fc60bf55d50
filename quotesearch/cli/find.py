"""`quotesearch find`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, Final

import click

from quotesearch.cli import options
from quotesearch.cli.exits import EXIT_NOTHING
from quotesearch.cli.printing import Printer
from quotesearch.cli.shown_quote import FACET_COLUMNS, HIT_COLUMNS, ShownFacet, ShownHit
from quotesearch.cli.telling import count, note
from quotesearch.errors import QueryError
from quotesearch.indexing import FACETS, open_index
from quotesearch.model import Query, Results
from quotesearch.searching import parse_query, search
from quotesearch.searching.query_language import GROUPS, KINDS, SORTS

PROTECTED: Final = "\0"
"""Stands before a word that is not to be taken for an option; no shell can pass it."""


class FindCommand(click.Command):
    """A command to which `-word` is a word to leave out, not a bundle of options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Hide the words that begin with a hyphen from the parser of options."""
        known = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        flags = {name for option in known if option.is_flag for name in option.opts}
        valued = {name for option in known for name in option.opts} - flags
        rest = super().parse_args(ctx, list(_protected(args, flags, valued)))
        words = ctx.params.get("words") or ()
        ctx.params["words"] = tuple(word.removeprefix(PROTECTED) for word in words)
        return rest


def _protected(args: list[str], flags: set[str], valued: set[str]) -> Iterator[str]:
    """Mark the words that begin with one hyphen and are neither an option nor the value of one."""
    waiting = iter(args)
    for word in waiting:
        is_word = len(word) > 1 and word[0] == "-" and word[1] != "-" and word not in flags | valued
        yield PROTECTED + word if is_word else word
        if word in valued:
            yield from islice(waiting, 1)
        elif word == "--":
            yield from waiting


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
    help="Only what this person said; whole words of the name, or behind = the whole name: =Kim.",
)
@click.option("--outlet", metavar="NAME", help="Only what this outlet printed.")
@click.option("--after", metavar="DATE", help="Only of this day or later: 2024-10-31, 2024-10 or 2024.")
@click.option("--before", metavar="DATE", help="Only of this day or earlier.")
@click.option("--kind", type=click.Choice(KINDS), help="Only quotes of this kind.")
@click.option("--exact", is_flag=True, help="Words as they are printed: prevail does not find prevailed.")
@click.option(
    "--sort", type=click.Choice(SORTS), default=SORTS[0], show_default=True, help="What comes first."
)
@click.option("--group", type=click.Choice(GROUPS), help="Have the quotes of an article stand together.")
@click.option(
    "--facets",
    metavar="NAMES",
    callback=_facets,
    help="Count what is found instead, by some of speaker, outlet, year and kind: speaker,year. Without a QUERY, "
    "all is counted.",
)
@click.option(
    "--limit",
    metavar="N",
    type=options.WholeNumber(min=0),
    default=20,
    show_default=True,
    help="At most N quotes, or values of a facet; 0 only counts.",
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
    form: str,
    directory: str,
    quiet: bool,
    **filters: Any,
) -> None:
    """
    Search what was said. All words must match, in any of their forms; a filter alone will do.

    \b
    "a phrase"   these words in a row        -word   without this word
    one OR two   either of them              pre*    words that begin so
    word~        words spelt nearly so       speaker:"Ann Lee" outlet:…
                                             after:… before:… kind:…

    \b
    Examples:
      quotesearch find prevail
      quotesearch find '"will not prevail"'
      quotesearch find --speaker Austin
      quotesearch find troops -Putin --after 2024-10-30 --sort newest
      quotesearch find 'nego* OR talks' --format csv
      quotesearch find troops --facets speaker,year
    """
    query, notes = parse_query(words, **filters)
    counts_all = bool(facets) and not words and _asks_for_nothing(query)
    if not words and not counts_all and _asks_for_nothing(query):
        raise QueryError("say what to look for: words, or a filter.\nTry: quotesearch find --help")
    with closing(open_index(directory)) as engine:
        look = engine.search if counts_all else partial(search, engine)
        results = look(replace(query, limit=0, offset=0) if facets else query)
        counted = engine.facets(query, facets, query.limit) if facets else ()
    if facets:
        query = replace(query, limit=0, offset=0)
        with Printer(form, FACET_COLUMNS, dense=True) as table:
            for value in counted:
                table.print(ShownFacet(value))
    else:
        _print_hits(results, query, form)
    for message in (*notes, *results.notes):
        note(message, quiet)
    _sum_up(query, results, quiet)
    only_counted = query.limit == 0 and results.total
    ctx.exit(0 if results.hits or only_counted else EXIT_NOTHING)


def _print_hits(results: Results, query: Query, form: str) -> None:
    """Print the hits; in groups, what is known of an article only above its first quote."""
    article = ""
    with Printer(form, HIT_COLUMNS) as printer:
        for hit in results.hits:
            begins = hit.article.id != article
            shown = replace(hit, quote=hit.quote.at(query.min_confidence))
            printer.print(ShownHit(shown, grouped=query.group is not None, begins=begins))
            article = hit.article.id


def _asks_for_nothing(query: Query) -> bool:
    """Is there neither a word nor a filter?"""
    return not any(
        (query.wanted, query.preferred, query.speaker, query.outlet, query.after, query.before, query.kind)
    )


def _sum_up(query: Query, results: Results, quiet: bool) -> None:
    """Say how many there are, and how to see the others or find any."""
    shown = len(results.hits)
    if results.total == 0:
        note("No quotes found.", quiet)
        if results.suggestions:
            note(f"Did you mean: {' · '.join(results.suggestions)}", quiet)
    elif shown == 0 and query.limit:
        note(f"There are only {count(results.total, 'quote')}.", quiet)
    elif 0 < shown < results.total:
        first = query.offset + 1
        more = query.offset + shown
        note(f"{first:,} to {more:,} of {count(results.total, 'quote')}", quiet)
        if more < results.total:
            note(f"See more with: --offset {more}", quiet)
    else:
        note(count(results.total, "quote"), quiet)
