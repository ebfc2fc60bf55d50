"""What commands that read files take: paths, and `-` for standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from quotesearch.acquisition import LARGEST, decode_document, list_files, split_articles
from quotesearch.cli.telling import FileTally
from quotesearch.errors import IndexStateError, MissingPathError, UnreadableFileError
from quotesearch.indexing import generations
from quotesearch.indexing.catalogue import Catalogue
from quotesearch.model import RawDocument

__all__ = ["given_and_paths", "learnt_by", "those_there"]

STANDARD_INPUT: Final = "-"


def learnt_by(directory: str) -> str | None:
    """
    What the last rebuild of an index learnt of its collection, to read other files by the same rule.

    None if there is no index here that can be read: none is needed to read files.
    """
    try:
        generation = generations.current(Path(directory))
    except IndexStateError:
        return None
    try:
        return Catalogue.load(generation.catalogue).learnt
    except IndexStateError:
        return None
    finally:
        generation.release()


def given_and_paths(paths: Sequence[str]) -> tuple[tuple[RawDocument, ...], list[str]]:
    """
    Read standard input if `-` is among the paths; give its articles and the other paths.

    Raises:
        UnreadableFileError: what came is no article.
    """
    files = [path for path in paths if path != STANDARD_INPUT]
    if len(files) == len(paths):
        return (), files
    data = sys.stdin.buffer.read(LARGEST + 1)
    try:
        return split_articles(decode_document(data)), files
    except UnreadableFileError as error:
        raise UnreadableFileError(f"standard input {error}") from error


def those_there(paths: Sequence[str], tally: FileTally) -> list[str]:
    """The paths that can be read; of the others, the tally is told what to say at the end."""
    there = []
    for path in paths:
        try:
            list_files([path])  # looks at the path at once, and walks only when iterated
            there.append(path)
        except MissingPathError as error:
            tally.miss(str(error))
    return there
