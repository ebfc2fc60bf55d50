"""The options that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from quotesearch.model import OTHERS, PERSONS

__all__ = [
    "WholeNumber",
    "because",
    "confidence",
    "corrections_file",
    "dry_run",
    "form",
    "index",
    "jobs",
    "paths",
    "quiet",
    "some_paths",
]

Function = TypeVar("Function", bound=Callable[..., Any])
Decorator = Callable[[Function], Function]


class WholeNumber(click.IntRange):
    """A whole number from some number up, called so in messages."""

    name = "whole number"


class _Number(click.FloatRange):
    """A number between two others, called so in messages."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; "nan" is refused, which the comparisons with both ends let through."""
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is not a valid {self.name}.", param, ctx)
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

index: Final[Decorator[Any]] = click.option(
    "--index",
    "directory",
    metavar="DIR",
    envvar="QUOTESEARCH_INDEX",
    default="index",
    show_default=True,
    show_envvar=True,
    help="Where the index is.",
)

form: Final[Decorator[Any]] = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "csv"]),
    default="text",
    show_default=True,
    help="text is for people, the others are for programs.",
)

quiet: Final[Decorator[Any]] = click.option(
    "-q", "--quiet", is_flag=True, help="Say nothing but results and errors."
)

jobs: Final[Decorator[Any]] = click.option(
    "--jobs",
    type=WholeNumber(min=1),
    metavar="N",
    help="How many processes share the work, if it is enough to share.  [default: one for each core]",
)

confidence: Final[Decorator[Any]] = click.option(
    "--min-confidence",
    type=_Number(0, 1),
    metavar="X",
    help="Leave speakers unnamed that are less sure than this, 0 to 1; 0 names every guess.  "
    f"[default: {PERSONS.probable:g} for persons, {OTHERS.probable:g} for all else]",
)

because: Final[Decorator[Any]] = click.option(
    "--because", metavar="TEXT", default="", help="Why, for others to read."
)

corrections_file: Final[Decorator[Any]] = click.option(
    "--corrections",
    "file",
    metavar="FILE",
    help="Write it into this file, which is remembered.  [default: corrections.jsonl in the remembered folder "
    "that holds the article]",
)

dry_run: Final[Decorator[Any]] = click.option(
    "--dry-run", is_flag=True, help="Show what would be done and write nothing."
)
