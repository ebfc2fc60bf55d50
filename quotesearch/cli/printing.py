"""Printing results in the form that was asked for: text for people, JSON and CSV for programs."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Final, Protocol

import click

from quotesearch.model import Span

__all__ = ["Printer", "Record", "Result", "marked", "printable", "wrapped"]

Record = dict[str, Any]
"""What a result is as JSON."""

WIDEST: Final = 100
"""Columns; lines longer than that are hard to read, however wide the terminal."""

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run as a formula."""

CONTROLS: Final = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
"""What could steer a terminal is shown as unprintable: articles are written by strangers."""


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
        if self.form == "csv":
            click.echo(_row(self.columns), nl=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.form == "json" and not self.single and kind is None:
            click.echo("\n]" if self.printed else "[]")

    def print(self, result: Result) -> None:
        """Print one result."""
        match self.form:
            case "json" if self.single:
                click.echo(_json(result.record(), indent=2))
            case "json":
                click.echo(("[\n" if self.printed == 0 else ",\n") + _json(result.record()), nl=False)
            case "jsonl":
                click.echo(_json(result.record()))
            case "csv":
                click.echo("".join(_row(row) for row in result.rows()), nl=False)
            case _:
                click.echo(("\n" if self.printed and not self.dense else "") + result.text())
        self.printed += 1


def _json(record: Record, indent: int | None = None) -> str:
    """JSON, with letters as they are where the terminal or file can hold them."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    return json.dumps(record, ensure_ascii=not unicode, indent=indent)


def _row(cells: Iterable[object]) -> str:
    r"""
    A line of CSV that a spreadsheet takes for words, never for a formula.

    >>> print(_row(["=1+1", -0.5, None, "a,b"]), end="")
    '=1+1,-0.5,,"a,b"
    """
    line = io.StringIO()
    import csv  # here and below, since most searches need only some of these

    csv.writer(line, lineterminator="\n").writerow(
        f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in cells
    )
    return line.getvalue()


def printable(text: str) -> str:
    r"""
    Text that a terminal shows and does not obey; it is as long as before.

    >>> printable("a\x1b[31mb")
    'a\ufffd[31mb'
    """
    return text.translate(CONTROLS)


def wrapped(text: str, indent: str = "", first: str | None = None, marks: Iterable[Span] = ()) -> str:
    """
    Break text into lines that fit the terminal, at most 100 columns, 80 where there is no terminal.

    Args:
        text: may hold line breaks, which are kept.
        indent: what stands before each line.
        first: what stands before the first line instead.
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
    """A line of a text, with the marks that touch it highlighted."""
    pieces: list[str] = []
    at = line.start
    for mark in marks:
        start, end = max(mark.start, at), min(mark.end, line.end)
        if start < end:
            matched = click.style(printable(text[start:end]), fg="yellow", bold=True)
            pieces += [printable(text[at:start]), matched]
            at = end
    return "".join(pieces) + printable(text[at : line.end])
