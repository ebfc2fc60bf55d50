"""The options that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from quotesearch.cli import tables
from quotesearch.errors import InputError
from quotesearch.model import NO_LIMIT, OTHERS, PERSONS
from quotesearch.time_limit import USUAL_SECONDS

__all__ = [
    "Limit",
    "WholeNumber",
    "because",
    "confidence",
    "corrections_file",
    "dry_run",
    "form",
    "from_name",
    "index",
    "jobs",
    "limit_in",
    "paths",
    "quiet",
    "some_paths",
    "timeout",
]

MOST_SECONDS: Final = 1_000_000
"""Eleven days: timers of some systems take no more than some millions of seconds."""

Function = TypeVar("Function", bound=Callable[..., Any])
Decorator = Callable[[Function], Function]


if TYPE_CHECKING:
    _Type = click.ParamType[Any]  # generic from click 8.4 on
else:
    _Type = click.ParamType


class WholeNumber(_Type):
    """A whole number from some number up, called so in messages. Help does not show where it begins."""

    name = "whole number"

    def __init__(self, min: int) -> None:
        self._min = min

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        try:
            number = int(value)
        except ValueError:
            self.fail(f"{value!r} is not a valid {self.name}.", param, ctx)
        if number < self._min:
            self.fail(f"{number} is less than {self._min}.", param, ctx)
        return number


class Limit(WholeNumber):
    """How many things are wanted: a whole number, or `all`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; of all, one that no index reaches."""
        if isinstance(value, str) and value.strip().lower() == "all":
            return NO_LIMIT
        if isinstance(value, str) and not value.strip().lstrip("+-").isdecimal():
            self.fail(f"{value!r} is not a whole number, nor all.", param, ctx)
        return super().convert(value, param, ctx)


def limit_in(form: str, limit: int | None, of_text: int = NO_LIMIT) -> int:
    """
    How many results are wanted: programs want all, people at first only so many.

    >>> limit_in("text", None, 20), limit_in("csv", None, 20) == NO_LIMIT, limit_in("csv", 5, 20)
    (20, True, 5)
    """
    if limit is not None:
        return limit
    return of_text if form == "text" else NO_LIMIT


class _Number(_Type):
    """A number between two others, called so in messages. Help does not show them."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self._least = least
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; "nan" is refused, which the comparisons with both ends let through."""
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if math.isnan(number):
            self.fail(f"{value!r} is not a valid {self.name}.", param, ctx)
        if not self._least <= number <= self._most:
            self.fail(f"{number:g} is not between {self._least:,} and {self._most:,}.", param, ctx)
        return number


def _named(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """The paths as given; an empty one is a variable that was never set, not the current folder."""
    if "" in value:
        raise click.BadParameter("a PATH is empty; the current folder is called .", ctx, param)
    return value


paths: Final[Decorator[Any]] = click.argument("paths", metavar="[PATH]...", nargs=-1, callback=_named)

some_paths: Final[Decorator[Any]] = click.argument(
    "paths", metavar="PATH...", nargs=-1, callback=_named, required=True
)


def _not_empty(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The value as given; an empty one is a variable that was never set."""
    if value == "":
        raise click.BadParameter("it is empty; give it a name or leave it out.", ctx, param)
    return value


index: Final[Decorator[Any]] = click.option(
    "--index",
    "directory",
    metavar="DIR",
    callback=_not_empty,
    envvar="QUOTESEARCH_INDEX",
    default="index",
    show_default=True,
    show_envvar=True,
    help="Where the index is.",
)

_format: Final[Decorator[Any]] = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "csv"]),
    default="text",
    show_default=True,
    help="text is for people, the others are for programs.",
)


def form(function: Function) -> Function:
    """The form that results are printed in, and what belongs to tables."""
    decorated: Function = _format(tables.options(function))
    return decorated


def _pattern(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A pattern for the names of files, as given."""
    if value:
        from quotesearch.acquisition import NamePattern  # find does not need it

        try:
            NamePattern.parse(value)
        except InputError as error:
            raise click.BadParameter(str(error), ctx, param) from error
    return value


from_name: Final[Decorator[Any]] = click.option(
    "--from-name",
    metavar="PATTERN",
    callback=_pattern,
    help="Take what is known of articles from the names of their files: '{outlet}_{date}_*' or '{outlet}/{date}/*'. "
    "Fields: {outlet} {date} {headline} {byline} {url}.",
)

quiet: Final[Decorator[Any]] = click.option(
    "-q", "--quiet", is_flag=True, help="Print only results and errors."
)

jobs: Final[Decorator[Any]] = click.option(
    "--jobs",
    type=WholeNumber(min=1),
    metavar="N",
    help="Number of parallel processes; small jobs use one.  [default: one for each core]",
)

timeout: Final[Decorator[Any]] = click.option(
    "--timeout",
    "seconds",
    type=_Number(0, MOST_SECONDS),
    metavar="SECONDS",
    default=USUAL_SECONDS,
    help="Give up on a file that takes more computing time than this for each MiB begun; 0: never.  "
    f"[default: {USUAL_SECONDS:g}]",
)

confidence: Final[Decorator[Any]] = click.option(
    "--min-confidence",
    type=_Number(0, 1),
    metavar="X",
    help="Name a speaker only when at least this sure, from 0 to 1 (0: always name the best guess).  "
    f"[default: {PERSONS.probable:g} for persons, {OTHERS.probable:g} for all else]",
)

because: Final[Decorator[Any]] = click.option(
    "--because", metavar="TEXT", default="", help="Why, for others to read."
)

corrections_file: Final[Decorator[Any]] = click.option(
    "--corrections",
    "file",
    metavar="FILE",
    callback=_not_empty,
    help="Write it into this file, which is remembered.  [default: corrections.jsonl in the remembered folder "
    "that holds the article]",
)

dry_run: Final[Decorator[Any]] = click.option(
    "--dry-run", is_flag=True, help="Show what would be done, and write nothing."
)
