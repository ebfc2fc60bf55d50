"""What is said on standard error when a search found little: why, and what to type instead."""

from __future__ import annotations

import shutil
from typing import Final

import click
from click.core import ParameterSource

from quotesearch.cli.notes import is_terminal, say
from quotesearch.cli.printing import echo, one_line, wrapped
from quotesearch.cli.shown_quote import SHORT_ID
from quotesearch.indexing import command_line
from quotesearch.model import Hint, Hit, Results

__all__ = ["tell_hints"]

INDENT: Final = "  "

LONGEST: Final = 240
"""Characters of a near quote that are shown."""


def _advised(command: str, *arguments: str) -> str:
    """A command as it is typed, for the index that was named on the command line."""
    ctx = click.get_current_context(silent=True)
    is_named = ctx is not None and ctx.get_parameter_source("directory") is ParameterSource.COMMANDLINE
    return command_line(
        command, ctx.params["directory"] if ctx is not None and is_named else None, *arguments
    )


def tell_hints(results: Results, quiet: bool) -> None:
    """Say why a query found little or nothing, and what finds more."""
    if quiet:
        return
    for hint in results.hints:
        _say_hint(hint)
    if results.suggestions:
        say(f"Did you mean: {' · '.join(results.suggestions)}")
    if results.nearest:
        say("Nearest:")
    for hit in results.nearest:
        text = _shortened(hit)
        echo(wrapped(text, INDENT) if is_terminal() else INDENT + text, err=True)
        echo(2 * INDENT + _advised("show", hit.quote.id[:SHORT_ID]), err=True)


def _say_hint(hint: Hint) -> None:
    """Say a hint with the command that it advises; the command is never broken, so that it can be copied."""
    text = one_line(hint.text)
    if not hint.arguments:
        say(text)
        return
    command = _advised(hint.command, *hint.arguments)
    line = f"{text}: {command}"
    if is_terminal() and len(line) > shutil.get_terminal_size().columns:
        say(f"{text}:")
        line = INDENT + command
    echo(line, err=True)


def _shortened(hit: Hit) -> str:
    """The words of a near quote, those that are shared among them, and the speaker."""
    text = one_line(" ".join(hit.quote.text.split()))
    if len(text) > LONGEST:
        first = hit.highlights[0].start if hit.highlights else 0
        start = max(0, min(first - LONGEST // 4, len(text) - LONGEST))
        end = start + LONGEST
        text = ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")
    speaker = hit.quote.speaker
    return f"“{text}” — {one_line(speaker.name) if speaker else 'speaker not named'}"
