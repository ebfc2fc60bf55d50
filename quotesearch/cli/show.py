"""`quotesearch show`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from quotesearch.cli import options
from quotesearch.cli.exit_codes import EXIT_NOTHING
from quotesearch.cli.explanations import explanation
from quotesearch.cli.notes import note
from quotesearch.cli.paths import line_and_column, shown_path, source_of
from quotesearch.cli.printing import Printer, one_line, wrapped
from quotesearch.cli.shown_quote import ShownHit
from quotesearch.errors import QueryError
from quotesearch.exporting import BLOCK_COLUMNS, HIT_COLUMNS, Record, correction_of, quote_record
from quotesearch.indexing import one_quote
from quotesearch.model import Hit, Passage


@dataclass(frozen=True, slots=True)
class ShownFully:
    """A quote and all that is known about it; `best` is the same with its best guess."""

    hit: Hit
    best: Hit
    min_confidence: float | None

    def record(self) -> Record:
        """As the contract describes it, with the context and the explanation of the speaker."""
        quote = self.hit.quote
        words = {
            "corrected": correction_of(quote),
            "context": quote.context,
            "explanation": explanation(self.best.quote, self.min_confidence),
        }
        return quote_record(quote, self.hit.article) | words

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `HIT_COLUMNS`."""
        yield from ShownHit(self.hit).rows()

    def text(self) -> str:
        """The words, then line by line what is known."""
        lines = [wrapped(f"“{self.hit.quote.text}”"), ""]
        for name, value in (*self._attribution(), *self._places(), *self._article()):
            if value:
                lines.append(wrapped(value, " " * 12, f"{name:11} "))
        lines += ["", wrapped(self.hit.quote.context, "  | ")]
        return "\n".join(lines)

    def _attribution(self) -> Iterator[tuple[str, str | None]]:
        """Who said it, and why that is known."""
        quote, guess = self.hit.quote, self.best.quote
        speaker = quote.speaker
        if speaker is not None:
            probably = "probably " if quote.certainty == "probable" else ""
            yield "speaker", f"{probably}{speaker.name} ({speaker.type})"
            yield "role", speaker.role
            yield "gender", speaker.gender
            yield "also called", ", ".join(speaker.also)
        else:
            yield "speaker", "not named with confidence" if guess.speaker else "not named"
            yield "best guess", guess.speaker.name if guess.speaker else None
        yield "because", explanation(guess, self.min_confidence)
        yield "kind", quote.kind
        yield "id", quote.id

    def _places(self) -> Iterator[tuple[str, str | None]]:
        """The places of the words, and of those that name the speaker."""
        quote, article = self.best.quote, self.hit.article
        source = source_of(article.path, article.sha256)
        changed = "" if source is not None else " (gone or changed since it was indexed)"
        yield "file", shown_path(article.path) + changed
        for part in quote.parts:
            yield "words", _place(part, source)
        if quote.speaker is not None and quote.speaker.mention is not None:
            yield "mention", _place(quote.speaker.mention, source)
        if quote.cue is not None:
            yield "cue", _place(quote.cue, source)
        for place in quote.speaker.gender_basis if quote.speaker is not None else ():
            yield "gender by", _place(place, source)

    def _article(self) -> Iterator[tuple[str, str | None]]:
        """What is known about the article."""
        article = self.hit.article
        yield "headline", article.headline
        yield "byline", ", ".join(article.byline)
        yield "published", article.published
        yield "outlet", article.outlet
        yield "url", article.url
        for path in article.also_at:
            yield "also at", shown_path(path)
        yield "sha256", article.sha256
        yield "encoding", article.encoding


def is_place(identity: str) -> bool:
    """
    Whether what was asked for is a place and not an id: PATH:START, or PATH:LINE:COLUMN as hits print it.

    >>> is_place("seeds/a.txt:1200"), is_place("seeds/a.txt:7:2"), is_place("3f9c25d18a04"), is_place("0")
    (True, True, False, False)
    """
    path, _, number = identity.rpartition(":")
    return bool(path) and number.isdecimal()


def _place(passage: Passage, source: str | None) -> str:
    """A stretch of the source: its characters, its line for an editor, and how it reads."""
    short = passage.text if len(passage.text) <= 50 else f"{passage.text[:48].rstrip()}…"
    characters = f"characters {passage.start}–{passage.end}: {short}"
    if source is None:
        return characters
    line, column = line_and_column(source, passage.start)
    return f"line {line}, column {column}, {characters}"


def show_place(identity: str, form: str, directory: str, seconds: float) -> None:
    """Print the block at a place, and why it is read or left out."""
    from quotesearch.cli.input import line_counts_of
    from quotesearch.cli.shown_place import place_of_text  # reads files, which takes long to import

    with Printer(form, BLOCK_COLUMNS, single=True) as printer:
        printer.print(place_of_text(identity, line_counts_of(directory), seconds))


@click.command("show")
@click.argument("identity", metavar="ID|PATH:START")
@options.confidence
@options.timeout
@options.form
@options.index
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    identity: str,
    min_confidence: float | None,
    seconds: float,
    form: str,
    directory: str,
    quiet: bool,
) -> None:
    """
    Show one quote with its context, its source, and how its speaker was found.

    ID is the quote's id, or its first characters. PATH:START, or PATH:LINE:COLUMN as hits
    print it, shows what is at a place of a file, and why it is read for quotes or left out; no index
    is needed.

    \b
    Examples:
      quotesearch show 3f9c25d18a04
      quotesearch show 3f9c --format json
      quotesearch show seeds/000_abacfa0d6f5532e8.txt:60
    """
    if is_place(identity):
        show_place(identity, form, directory, seconds)
        return
    if "." in identity and Path(identity).is_file():
        raise QueryError(
            f"{one_line(identity)} is a file and not an ID; name a place in it.\n"
            f"Try: quotesearch show {one_line(identity)}:0, or PATH:LINE:COLUMN as hits print it"
        )
    best = one_quote(directory, identity)
    if best is None:
        note(f"No quote has an id that begins with {one_line(identity)}.", quiet)
        if set(":./") & set(identity):
            note(
                "For a place in a file: quotesearch show PATH:START, or PATH:LINE:COLUMN as hits print it",
                quiet,
            )
        ctx.exit(EXIT_NOTHING)
    hit = replace(best, quote=best.quote.at(min_confidence))
    with Printer(form, HIT_COLUMNS, single=True) as printer:
        printer.print(ShownFully(hit, best, min_confidence))
