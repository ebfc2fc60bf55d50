"""
The command line: what was typed → one function called, its answer printed.

`main` runs it. One command a file; a command's file is only loaded when it is asked for, so that `find`
starts fast. Results go to standard output, all else to standard error; see docs for the exit codes and the
JSON.
"""

from __future__ import annotations

from quotesearch.cli.program import main, program

__all__ = ["main", "program"]
