"""`quotesearch speakers`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Final

import click

from quotesearch.analysis import folded_form
from quotesearch.cli import options
from quotesearch.cli.exit_codes import EXIT_NOTHING
from quotesearch.cli.notes import count, note
from quotesearch.cli.printing import Printer, wrapped
from quotesearch.exporting import SPEAKER_COLUMNS, Record, speaker_record
from quotesearch.indexing import open_index
from quotesearch.model import SpeakerCount


@dataclass(frozen=True, slots=True)
class ShownSpeaker:
    """A speaker."""

    counted: SpeakerCount

    def record(self) -> Record:
        """The fields by name."""
        return speaker_record(self.counted)

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `SPEAKER_COLUMNS`."""
        yield tuple(self.record().values())

    def text(self) -> str:
        """Name and role, and how often they are quoted."""
        counted = self.counted
        who = f"{counted.name}, {counted.role}" if counted.role else counted.name
        how_often = f"{count(counted.quotes, 'quote')} in {count(counted.articles, 'article')}"
        return wrapped(f"{who} · {how_often}", indent="    ", first="")


SORTS: Final[dict[str, Callable[[SpeakerCount], tuple[int | str, ...]]]] = {
    "quotes": lambda speaker: (-speaker.quotes, speaker.name),
    "articles": lambda speaker: (-speaker.articles, -speaker.quotes, speaker.name),
    "name": lambda speaker: (folded_form(speaker.name), speaker.name),
}
"""What the speakers can be sorted by."""


@click.command("speakers")
@click.argument("name", metavar="[NAME]...", nargs=-1)
@click.option(
    "--sort", type=click.Choice(list(SORTS)), default="quotes", show_default=True, help="What comes first."
)
@click.option(
    "--min-quotes",
    metavar="N",
    type=options.WholeNumber(min=1),
    default=1,
    help="Only speakers of at least N quotes.",
)
@click.option(
    "--limit", metavar="N|all", type=options.Limit(min=0), default="all", help="At most N speakers."
)
@options.confidence
@options.form
@options.index
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    name: tuple[str, ...],
    sort: str,
    min_quotes: int,
    limit: int,
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
      quotesearch speakers --limit 10 --sort articles
      quotesearch speakers --format csv > speakers.csv
    """
    wanted = " ".join(name) or None
    with closing(open_index(directory)) as engine:
        counted = engine.speakers(wanted, min_confidence)
        similar = engine.suggest_speakers(wanted, min_confidence) if wanted and not counted else ()
    found = sorted((one for one in counted if one.quotes >= min_quotes), key=SORTS[sort])
    with Printer(form, SPEAKER_COLUMNS, dense=True) as printer:
        for speaker in found[:limit]:
            printer.print(ShownSpeaker(speaker))
    if found:
        total = count(len(found), "speaker")
        note(f"{limit:,} of {total}" if 0 < limit < len(found) else total, quiet)
        return
    if counted:
        note(f"Nobody has {count(min_quotes, 'quote')} or more.", quiet)
    else:
        note(f"Nobody called {wanted} is quoted." if wanted else "Nobody is quoted.", quiet)
    if similar:
        note(f"Did you mean: {' · '.join(similar)}", quiet)
    ctx.exit(EXIT_NOTHING)
