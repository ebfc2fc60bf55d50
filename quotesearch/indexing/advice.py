"""The commands that messages advise."""

from __future__ import annotations

import os
import re
import shlex
from typing import Final

from quotesearch.model import one_line

__all__ = ["command_line"]

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
        arguments: options, paths and the like.

    Returns:
        the command line, quoted for a POSIX shell where that is necessary.

    >>> print(command_line("rebuild", "index", "Saved pages"))
    quotesearch rebuild --index index "Saved pages"
    >>> print(command_line("find", None, "--speaker", "=Ann Lee", "nego*", '"in a row"'))
    quotesearch find --speaker "=Ann Lee" "nego*" '"in a row"'
    """
    options = () if index is None else ("--index", os.fspath(index))
    return one_line(" ".join(map(_quoted, ("quotesearch", command, *options, *arguments))))


def _quoted(argument: str) -> str:
    """An argument as a shell takes it for one."""
    if _PLAIN.fullmatch(argument):
        return argument
    return f'"{argument}"' if _SAFE_IN_DOUBLE.fullmatch(argument) else shlex.quote(argument)
