"""
Printing: `echo`, through which everything goes that a command prints, and results in the form that was asked for.

Articles and their file names are written by strangers, so no character in them may steer a terminal: in text and
CSV such characters are replaced, in JSON they are escaped. Only `echo` writes to a terminal, and it replaces what
is left of them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Final, Protocol

import click

from quotesearch.cli import tables
from quotesearch.exporting import Record, csv_line, json_text
from quotesearch.model import Span, one_line, printable

__all__ = ["Printer", "Result", "echo", "marked", "one_line", "printable", "wrapped"]

WIDEST: Final = 100
"""Columns; lines longer than that are hard to read, however wide the terminal."""

MARK: Final = "\ufdd0"
UNMARK: Final = "\ufdd1"
"""Where a highlight begins and ends, until it is printed; `printable` lets neither through."""

HIGHLIGHT: Final = click.style("", fg="yellow", bold=True, reset=False), click.style("", reset=True)
"""What a terminal is sent at these places."""


def echo(text: str, *, nl: bool = True, err: bool = False, highlights: bool = False) -> None:
    """
    Print a text.

    Args:
        text: what to print; what could steer a terminal in it is replaced, see `printable`.
        nl: end the line.
        err: print it on standard error instead of standard output.
        highlights: it may hold MARK and UNMARK, which become colours; every other text loses them.
    """
    if highlights:
        pieces = re.split(f"({MARK}|{UNMARK})", text)
        styles = dict(zip((MARK, UNMARK), HIGHLIGHT, strict=True))
        text = "".join(styles.get(piece) or printable(piece) for piece in pieces)
    else:
        text = printable(text)
    click.echo(text, nl=nl, err=err)


class Result(Protocol):
    """Something that can be printed in every form."""

    def record(self) -> Record:
        """As JSON."""

    def rows(self) -> Iterable[Sequence[object]]:
        """As rows of a table; None is an empty cell."""

    def text(self) -> str:
        """For people, on lines that fit the terminal."""


class Printer:
    """
    Prints results one by one, so that the first shows before the last is known.

    To be used as a context: at its end, a JSON array is closed.

    Args:
        form: text, json, jsonl or csv.
        columns: the header of the table.
        single: print one result and no array around it.
        dense: print text without empty lines between results.
    """

    def __init__(
        self, form: str, columns: Sequence[str], *, single: bool = False, dense: bool = False
    ) -> None:
        self.form = form
        self.columns = columns
        self.single = single
        self.dense = dense
        self.printed = 0

    def __enter__(self) -> Printer:
        tables.check(self.columns)
        self._cells = tables.chosen(self.columns)
        if self.form == "csv":
            mark, names = tables.header(self.columns)
            echo(mark + csv_line(names), nl=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.form == "json" and not self.single and kind is None:
            echo("\n]" if self.printed else "[]")

    def print(self, result: Result) -> None:
        """Print one result."""
        match self.form:
            case "json" if self.single:
                echo(_json(result.record(), indent=2))
            case "json":
                echo(("[\n" if self.printed == 0 else ",\n") + _json(result.record()), nl=False)
            case "jsonl":
                echo(_json(result.record()))
            case "csv":
                echo("".join(csv_line(self._cells(row)) for row in result.rows()), nl=False)
            case _:
                echo(("\n" if self.printed and not self.dense else "") + result.text(), highlights=True)
        self.printed += 1


def _json(record: Record, indent: int | None = None) -> str:
    """JSON, with letters as they are if standard output can encode them."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    return json_text(record, unicode=unicode, indent=indent)


def wrapped(text: str, indent: str = "", first: str | None = None, marks: Iterable[Span] = ()) -> str:
    """
    Break text into lines that fit the terminal, at most 100 columns, 80 where there is no terminal.

    Args:
        text: may hold line breaks, which are kept.
        indent: what each line begins with.
        first: what the first line begins with instead.
        marks: what to highlight; shows on a terminal with colours only.

    >>> print(wrapped("We ran out of water. " * 5, indent="  ", first="- "))
    - We ran out of water. We ran out of water. We ran out of water. We ran out of
      water. We ran out of water.
    """
    import shutil

    width = min(shutil.get_terminal_size().columns, WIDEST)
    first = indent if first is None else first
    spans = list(marks)
    lines = [marked(text, line, spans) for line in _lines(text, width - max(len(indent), len(first)))]
    return "\n".join((indent if number else first) + line for number, line in enumerate(lines)).rstrip()


def _lines(text: str, width: int) -> Iterable[Span]:
    """Where the lines of a text are, if none may be wider than this unless a word is."""
    start = end = None
    for word in re.finditer(r"\n|[^\s]+", text):
        if word[0] == "\n":
            yield Span(start or 0, end or 0) if start is not None else Span(0, 0)
            start = end = None
        elif start is None:
            start, end = word.span()
        elif word.end() - start <= width:
            end = word.end()
        else:
            yield Span(start, end or start)
            start, end = word.span()
    if start is not None:
        yield Span(start, end or start)


def marked(text: str, line: Span, marks: Sequence[Span]) -> str:
    """A line of a text, printable, with the marks that touch it between MARK and UNMARK."""
    pieces: list[str] = []
    at = line.start
    for mark in marks:
        start, end = max(mark.start, at), min(mark.end, line.end)
        if start < end:
            pieces += [printable(text[at:start]), MARK, printable(text[start:end]), UNMARK]
            at = end
    return "".join(pieces) + printable(text[at : line.end])
