"""
Every error that quotesearch raises deliberately.

    QuotesearchError
    ├── InputError            a path or a file cannot be used
    │   ├── MissingPathError      … it does not exist, or may not be read
    │   └── UnreadableFileError   … its content is no article: binary, too large, many in one
    ├── QueryError            an option's value cannot be understood (a date, a limit)
    └── IndexStateError       the index cannot be used
        ├── NoIndexError          … there is none at this place yet
        ├── DamagedIndexError     … its files are damaged, foreign or of a newer version
        └── BusyIndexError        … another program is writing, for longer than we wait

A message says what is wrong and names the next step; the command line prints it and exits with 2.
"""

from __future__ import annotations


class QuotesearchError(Exception):
    """Base class of every error quotesearch raises deliberately. Its message is written for the user."""


class InputError(QuotesearchError):
    """A path or a file cannot be used."""


class MissingPathError(InputError):
    """
    A path does not exist, or may not be read.

    Args:
        message: the whole sentence, with the path.
        reason: what is wrong with the path, for a list that names the path itself.

    >>> MissingPathError("there is no file or folder news").reason
    'is not there'
    """

    def __init__(self, message: str = "", *, reason: str = "is not there") -> None:
        super().__init__(message)
        self.reason = reason


class UnreadableFileError(InputError):
    """A file's content cannot be read as one article."""


class QueryError(QuotesearchError):
    """An option's value cannot be understood."""


class IndexStateError(QuotesearchError):
    """The index cannot be used as it is."""


class NoIndexError(IndexStateError):
    """There is no index at this place yet."""


class DamagedIndexError(IndexStateError):
    """The index is damaged, foreign, or written by a newer version."""


class BusyIndexError(IndexStateError):
    """Another program has been writing for longer than we wait."""


class QuotesearchWarning(UserWarning):
    """A skipped file, or a part of a query that was left out; issued by the Python API with `warnings.warn`."""
