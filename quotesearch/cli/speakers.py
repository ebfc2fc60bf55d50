"""`quotesearch speakers`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, astuple, dataclass
from typing import Final

import click

from quotesearch.cli import options
from quotesearch.cli.exits import EXIT_NOTHING
from quotesearch.cli.printing import Printer, Record, wrapped
from quotesearch.cli.telling import count, note
from quotesearch.indexing import open_index
from quotesearch.model import SpeakerCount

COLUMNS: Final = ("name", "person", "role", "quotes", "articles")
"""The header of the table of speakers: the fields of `SpeakerCount`."""


@dataclass(frozen=True, slots=True)
class ShownSpeaker:
    """Somebody who is quoted."""

    counted: SpeakerCount

    def record(self) -> Record:
        """The fields by name."""
        return asdict(self.counted)

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `COLUMNS`."""
        yield astuple(self.counted)

    def text(self) -> str:
        """Name and role, and how often they are quoted."""
        counted = self.counted
        who = f"{counted.name}, {counted.role}" if counted.role else counted.name
        how_often = f"{count(counted.quotes, 'quote')} in {count(counted.articles, 'article')}"
        return wrapped(f"{who} · {how_often}", indent="    ", first="")


@click.command("speakers")
@click.argument("name", metavar="[NAME]...", nargs=-1)
@options.confidence
@options.form
@options.index
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    name: tuple[str, ...],
    min_confidence: float | None,
    form: str,
    directory: str,
    quiet: bool,
) -> None:
    """
    List who is quoted, the most quoted first. NAME is one or more whole words of a name.

    \b
    Examples:
      quotesearch speakers
      quotesearch speakers kim
      quotesearch speakers --format csv > speakers.csv
    """
    wanted = " ".join(name) or None
    with closing(open_index(directory)) as engine:
        counted = engine.speakers(wanted, min_confidence)
        similar = engine.suggest_speakers(wanted, min_confidence) if wanted and not counted else ()
    with Printer(form, COLUMNS, dense=True) as printer:
        for speaker in counted:
            printer.print(ShownSpeaker(speaker))
    if counted:
        note(count(len(counted), "speaker"), quiet)
        return
    note(f"Nobody called {wanted} is quoted." if wanted else "Nobody is quoted.", quiet)
    if similar:
        note(f"Did you mean: {' · '.join(similar)}", quiet)
    ctx.exit(EXIT_NOTHING)
