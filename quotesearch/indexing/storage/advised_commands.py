"""The commands that messages advise."""

from __future__ import annotations

import os
import re
import shlex
from typing import Final

from quotesearch.model import one_line

__all__ = ["command_line", "index_option", "shown_index"]

_PLAIN: Final = re.compile(r"[\w@%+:,./-]+")
"""A word that no shell changes."""

_SAFE_IN_DOUBLE: Final = re.compile(r"[^\"$`\\!]+")
"""A text that no shell changes between double quotation marks."""


def command_line(command: str, index: str | os.PathLike[str] | None, *arguments: str) -> str:
    """
    A command line to be copied into a shell.

    Args:
        command: of quotesearch.
        index: the folder of the index that it is for; None: the one that is used anyway.
        arguments: options, paths, values.

    Returns:
        the command line, quoted for a POSIX shell where that is necessary.

    >>> print(command_line("rebuild", "index", "Saved pages"))
    quotesearch rebuild --index index "Saved pages"
    >>> print(command_line("find", None, "--speaker", "=Ann Lee", "nego*", '"in a row"'))
    quotesearch find --speaker "=Ann Lee" "nego*" '"in a row"'
    """
    options = () if index is None else ("--index", os.fspath(index))
    return one_line(" ".join(map(_quoted, ("quotesearch", command, *options, *arguments))))


def shown_index(index: str | os.PathLike[str]) -> str:
    r"""
    The folder of an index as messages name it: with a slash at its end, and on one line.

    >>> shown_index("my index"), shown_index("index\nError: all is lost")
    ('my index/', 'index\ufffdError: all is lost/')
    """
    return one_line(os.path.join(index, ""))  # noqa: PTH118 - Path leaves the slash out


def index_option(index: str | os.PathLike[str]) -> str:
    """
    The option that names the folder of an index, to be copied into a shell.

    >>> print(index_option("index"), index_option("my index"))
    --index index/ --index "my index/"
    """
    return f"--index {one_line(_quoted(os.path.join(index, '')))}"  # noqa: PTH118 - as above


def _quoted(argument: str) -> str:
    """An argument as a shell takes it for one."""
    if _PLAIN.fullmatch(argument):
        return argument
    return f'"{argument}"' if _SAFE_IN_DOUBLE.fullmatch(argument) else shlex.quote(argument)
