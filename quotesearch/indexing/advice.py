"""The commands that messages advise."""

from __future__ import annotations

import os
import shlex

from quotesearch.model import one_line

__all__ = ["command_line"]


def command_line(command: str, index: str | os.PathLike[str], *arguments: str) -> str:
    """
    A command line to be copied into a shell.

    Args:
        command: of quotesearch.
        index: the folder of the index that it is for.
        arguments: paths and the like.

    Returns:
        the command line, quoted for a POSIX shell where that is necessary.

    >>> command_line("rebuild", "index", "Saved pages")
    "quotesearch rebuild --index index 'Saved pages'"
    """
    return one_line(shlex.join(["quotesearch", command, "--index", os.fspath(index), *arguments]))
