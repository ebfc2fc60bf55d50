"""What commands that read files take: paths, and `-` for standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from quotesearch.acquisition import LARGEST, articles_of, decode_document, is_pipe, list_files, read_pipe
from quotesearch.cli.notes import FileTally
from quotesearch.cli.paths import shown_path
from quotesearch.errors import IndexStateError, MissingPathError, UnreadableFileError
from quotesearch.indexing import Catalogue, current_generation
from quotesearch.model import RawDocument
from quotesearch.time_limit import limited

__all__ = ["given_and_paths", "line_counts_of", "those_there"]

STANDARD_INPUT: Final = ("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
"""The names of standard input; the last three are files only where the system makes them."""


def line_counts_of(directory: str) -> str | None:
    """
    The line counts of the last rebuild of an index, to read other files by the same rule.

    None if there is no index here that can be read; files can be read without one.
    """
    try:
        generation = current_generation(Path(directory))
    except IndexStateError:
        return None
    try:
        return Catalogue.load(generation.catalogue).line_counts
    except IndexStateError:
        return None
    finally:
        generation.release()


def given_and_paths(
    paths: Sequence[str], tally: FileTally, seconds: float | None = None
) -> tuple[tuple[RawDocument, ...], list[str]]:
    """
    Read standard input and the pipes among the paths, which can be read only once.

    Args:
        paths: as given.
        tally: takes what is to be said at the end of those that are not articles.
        seconds: how long each may take (`quotesearch.time_limit.limited`); None: as long as it takes.

    Returns:
        the articles in standard input and pipes, and the other paths.
    """
    given: list[RawDocument] = []
    files: list[str] = []
    is_read = False
    for path in paths:
        is_standard_input = path in STANDARD_INPUT
        if not is_standard_input and not is_pipe(path):
            files.append(path)
            continue
        if is_standard_input and is_read:
            continue
        is_read = is_read or is_standard_input
        try:
            most = LARGEST + 1
            data = sys.stdin.buffer.read(most) if is_standard_input else read_pipe(path, most)
            shown = "-" if is_standard_input else path
            given += limited(seconds, len(data), partial(_articles_in, data, shown))
        except UnreadableFileError as error:
            name = "standard input" if is_standard_input else shown_path(path)
            tally.miss(f"{name}: {error}")
    return tuple(given), files


def _articles_in(data: bytes, path: str) -> tuple[RawDocument, ...]:
    return articles_of(decode_document(data, path))


def those_there(paths: Sequence[str], tally: FileTally) -> list[str]:
    """The paths that can be read; for each of the others, the tally keeps an error for the end."""
    there = []
    for path in paths:
        try:
            list_files([path])  # looks at the path at once, and walks only when iterated
            there.append(path)
        except MissingPathError as error:
            tally.miss(str(error))
    return there
