"""
Every error that quotesearch raises on purpose.

    QuotesearchError
    ├── InputError            a path or a file cannot be used
    │   ├── MissingPathError      … it is not there, or may not be read
    │   └── UnreadableFileError   … its content is no article: binary, too large, many in one
    ├── QueryError            an option's value cannot be understood (a date, a limit)
    └── IndexStateError       the index cannot be used
        ├── NoIndexError          … there is none at this place yet
        ├── DamagedIndexError     … its files are torn, foreign or of a newer version
        └── BusyIndexError        … somebody else is writing, longer than we wait

A message says what is wrong and names the next step; the command line prints it and exits with 2.
"""

from __future__ import annotations


class QuotesearchError(Exception):
    """Whatever goes wrong on purpose. Its message is written for the person who called."""


class InputError(QuotesearchError):
    """A path or a file cannot be used."""


class MissingPathError(InputError):
    """A path is not there, or may not be read."""


class UnreadableFileError(InputError):
    """A file's content cannot be read as one article."""


class QueryError(QuotesearchError):
    """An option's value cannot be understood."""


class IndexStateError(QuotesearchError):
    """The index cannot be used as it is."""


class NoIndexError(IndexStateError):
    """There is no index at this place yet."""


class DamagedIndexError(IndexStateError):
    """The index is torn, foreign, or written by a newer version."""


class BusyIndexError(IndexStateError):
    """Somebody else has been writing for longer than we wait."""
