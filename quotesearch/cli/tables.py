"""Which columns a table has when it is printed as CSV, and how it begins: `--columns` and `--bom`."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

import click

__all__ = ["BOM", "check", "chosen", "header", "options"]

Function = TypeVar("Function", bound=Callable[..., Any])

BOM: Final = "\ufeff"
"""The byte-order mark, by which Excel recognises UTF-8."""

_COLUMNS: Final = "quotesearch.columns"
_BOM: Final = "quotesearch.bom"
"""Where the context of a command keeps the two, so that no command need pass them on."""


def _names(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Keep the names of the columns, which are written as CSV: one with a comma in it has quotation marks."""
    if value is not None:
        import csv  # here, since most commands are run without

        names = (name.strip() for row in csv.reader([value], skipinitialspace=True) for name in row)
        ctx.meta[_COLUMNS] = tuple(dict.fromkeys(filter(None, names)))


def _begins(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Keep whether a byte-order mark is wanted."""
    ctx.meta[_BOM] = value


def options(function: Function) -> Function:
    """The two options, for every command that prints tables."""
    bom = click.option(
        "--bom",
        is_flag=True,
        expose_value=False,
        callback=_begins,
        help="Begin the CSV so that Excel reads it.",
    )
    columns = click.option(
        "--columns",
        metavar="NAMES",
        expose_value=False,
        callback=_names,
        help="Print only these columns of the CSV, in this order, with commas between them.",
    )
    return columns(bom(function))


def check(columns: Sequence[str]) -> None:
    """
    Refuse `--columns` and `--bom` that mean nothing, for commands that do something before they print.

    Args:
        columns: all that the table has.

    Raises:
        click.UsageError: the format is not CSV, or there is no column of a name.
    """
    ctx = click.get_current_context(silent=True)
    if ctx is None:
        return
    names = ctx.meta.get(_COLUMNS)
    for option, is_given in ("--columns", names is not None), ("--bom", ctx.meta.get(_BOM)):
        if is_given and ctx.params.get("form") != "csv":
            raise click.UsageError(f"{option} is for tables; add --format csv.", ctx)
    if names is not None:
        unknown = [name for name in names if name not in columns]
        if unknown or not names:
            wrong = f"There is no column {unknown[0]!r}" if unknown else "--columns is empty"
            raise click.UsageError(f"{wrong}. The columns are {', '.join(columns)}.", ctx)


def chosen(columns: Sequence[str]) -> Callable[[Iterable[object]], list[object]]:
    """
    A function that returns the wanted cells of a row, in the wanted order; without `--columns`, all of them.

    >>> chosen(["id", "text"])(["3f9c", "Run."])
    ['3f9c', 'Run.']
    """
    ctx = click.get_current_context(silent=True)
    names = ctx.meta.get(_COLUMNS) if ctx else None
    if names is None:
        return list
    places = [columns.index(name) for name in names]

    def pick(row: Iterable[object]) -> list[object]:
        cells = list(row)
        return [cells[place] for place in places]

    return pick


def header(columns: Sequence[str]) -> tuple[str, list[object]]:
    """
    How a table begins: a byte-order mark or nothing, and the names of the columns.

    With a mark, standard output is UTF-8, on any terminal.
    """
    ctx = click.get_current_context(silent=True)
    begins = bool(ctx and ctx.meta.get(_BOM))
    if begins and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    return BOM if begins else "", chosen(columns)(columns)
