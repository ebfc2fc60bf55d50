"""`quotesearch export`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from quotesearch.cli import find, options
from quotesearch.cli.exit_codes import EXIT_NOTHING
from quotesearch.cli.hints import tell_hints
from quotesearch.cli.hyphen_words import FindCommand
from quotesearch.cli.notes import count, note
from quotesearch.cli.paths import shown_path
from quotesearch.cli.printing import Printer, one_line
from quotesearch.cli.progress import Progress
from quotesearch.errors import InputError, QueryError
from quotesearch.exporting import (
    EXPORT_COLUMNS,
    ExportReport,
    Record,
    export_quotes,
    export_record,
    relative_path,
)
from quotesearch.indexing import index_stats, open_index
from quotesearch.model import OTHERS, PERSONS, Query
from quotesearch.searching import asks_for_nothing, parse_query, search
from quotesearch.version import __version__

TABLE_SUFFIXES: Final = frozenset({".csv", ".tsv", ".json", ".jsonl", ".xls", ".xlsx", ".txt"})
"""Suffixes of files that people expect something else in than a database."""

FILTERS: Final = ("speaker", "outlet", "after", "before", "kind", "exact", "min_confidence")
"""The options of `find` that say which quotes are meant."""


@dataclass(frozen=True, slots=True)
class ShownExport:
    """What was written."""

    done: ExportReport

    def record(self) -> Record:
        """The fields by name."""
        return export_record(self.done)

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `EXPORT_COLUMNS`."""
        yield tuple(self.record().values())

    def text(self) -> str:
        """What the file holds, in a line."""
        done = self.done
        return (
            f"{one_line(shown_path(done.path))} holds {count(done.quotes, 'quote')} of "
            f"{count(done.articles, 'article')}, by {count(done.speakers, 'speaker')}"
        )


@click.command("export", cls=FindCommand)
@click.argument("file", metavar="FILE")
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@options.form
@options.index
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    /,
    file: str,
    words: tuple[str, ...],
    form: str,
    directory: str,
    quiet: bool,
    **filters: Any,
) -> None:
    """
    Write quotes into one SQLite file, for datasette, sqlite-utils, pandas and SQL.

    FILE is replaced if it is an older export; any other file is left alone. Without a QUERY and a filter, it gets
    all quotes of the index; both mean what they mean for find. The tables are articles, quotes, speakers, parts,
    meta and the full-text index quotes_fts; docs/command-line.md describes them, docs/recipes.md shows their use.

    \b
    Examples:
      quotesearch export quotes.db
      quotesearch export quotes.db --after 2024 --min-confidence 0.9
      quotesearch export water.db water OR bridge
      sqlite3 quotes.db "SELECT name, quotes FROM speakers LIMIT 10"
    """
    _refuse(file, directory)
    query, notes, _ = parse_query(words, limit=0, **filters)
    wants_all = asks_for_nothing(query)
    if wants_all and words:
        raise QueryError("\n".join(notes))  # else a mistyped filter would export all
    progress = Progress(quiet, "quote")
    facts = _facts(directory, query, words)
    with closing(open_index(directory)) as engine:
        found = engine.search(query) if wants_all else search(engine, query)
        for message in (*notes, *found.notes):
            note(message, quiet)
        if not found.total:
            note("No quotes found; nothing was written.", quiet)
            tell_hints(found, quiet)
            ctx.exit(EXIT_NOTHING)
        try:
            done = export_quotes(
                engine, query, file, about=facts, shown_path=relative_path, on_progress=progress
            )
        finally:
            progress.end()
    with Printer(form, EXPORT_COLUMNS, single=True) as printer:
        printer.print(ShownExport(done))
    if Path(file).suffix.lower() in TABLE_SUFFIXES:
        note(
            "The file is an SQLite database in spite of its name. For a table: quotesearch find … --format csv",
            quiet,
        )
    if not done.full_text:
        note("This Python's SQLite has no FTS5, so the file has no full-text index (quotes_fts).", quiet)


def _refuse(file: str, directory: str) -> None:
    """Refuse what cannot be the name of a database."""
    if not file:
        raise InputError("FILE is empty. Name a file: quotesearch export quotes.db")
    if file.endswith((os.sep, "/")):
        raise InputError(f"{file} ends like a folder. Name a file: quotesearch export quotes.db")
    if file in ("-", "/dev/stdout"):
        raise InputError("a database cannot be written to standard output. Name a file.")
    target, index = (Path(os.path.realpath(path)) for path in (file, directory))
    if target.is_relative_to(index):
        raise InputError(
            f"{file} is in the folder of the index, which holds nothing else. Name another place."
        )


def _facts(directory: str, query: Query, words: Sequence[str]) -> dict[str, str]:
    """The rows of the table `meta`: the program, the index, and the query."""
    stats = index_stats(directory, query.min_confidence)
    filters = {name: value for name in FILTERS if (value := getattr(query, name)) not in (None, False)}
    default = {
        "person": {"probable": PERSONS.probable, "named": PERSONS.named},
        "other": {"probable": OTHERS.probable, "named": OTHERS.named},
    }
    return {
        "version": __version__,
        "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "index": str(Path(directory).absolute()),
        "folder": str(Path.cwd()),
        "generation": str(stats.generation),
        "fingerprint": stats.fingerprint,
        "articles_in_index": str(stats.articles),
        "quotes_in_index": str(stats.quotes),
        "query": " ".join(words),
        "filters": json.dumps(filters),
        "thresholds": json.dumps(default),
    }


command.params[2:2] = [option for option in find.command.params if option.name in FILTERS]
