"""`extract` and `clean`: texts and files without an index."""

from __future__ import annotations

import os
import re
import warnings
from pathlib import Path
from typing import Final

from quotesearch.acquisition import articles_of, decode_document
from quotesearch.api.results import Quote, checked_confidence, quote_of
from quotesearch.errors import MissingPathError, QuotesearchWarning, UnreadableFileError
from quotesearch.model import Article, Failure, Hit, RawDocument, ReadExtraction, one_line
from quotesearch.pipeline import read_articles, read_quotes
from quotesearch.time_limit import USUAL_SECONDS

__all__ = ["clean", "extract"]

LONGEST_PATH: Final = 4096
"""Characters; a longer string is a text."""

SUFFIX: Final = re.compile(r"\.[a-z][a-z0-9]{0,7}", re.ASCII | re.IGNORECASE)
"""The end of a file's name, such as `.html`; not the end of a sentence."""

Source = str | bytes | os.PathLike[str]
"""A text, the bytes of a file, or a path."""


def extract(
    source: Source, *, min_confidence: float | None = None, jobs: int = 1, from_name: str = ""
) -> list[Quote]:
    """
    The quotes of a text, a file or a folder.

    Args:
        source: a text (plain or HTML), the bytes of a file, or the path of a file or folder. A string is a path if
            a file or folder of that name exists, else a text. Pass a `pathlib.Path` to rule out any doubt.
        min_confidence: name a speaker only when at least this sure, 0 to 1; 0: always name the best guess. None: the
            default thresholds, 0.67 for persons and 0.64 for all else.
        jobs: processes for folders; a script that sets it needs `if __name__ == "__main__":`.
        from_name: what the names of files say of their articles, such as "{outlet}_{date}_*"; "": nothing.

    Returns:
        the quotes in reading order, headline first, file by file. `quote.speaker` is None if no one is named with
        that confidence.

    Raises:
        MissingPathError: a path does not exist, or a string that looks like a path and is not one.
        UnreadableFileError: the file or text is not an article. In a folder such files are skipped, each with a
            `QuotesearchWarning`.
        QueryError: *min_confidence* is not between 0 and 1.

    >>> for quote in extract("“We ran out of water,” said Mayor Ann Lee on Monday."):
    ...     print(quote.speaker.name, "–", quote.text)
    Ann Lee – We ran out of water,
    """
    checked_confidence(min_confidence)
    given, paths = _given_and_paths(source)
    items = read_quotes(paths, given=given, jobs=jobs, seconds=USUAL_SECONDS, from_name=from_name)
    found: list[Quote] = []
    for item in items:
        if isinstance(item, ReadExtraction):
            article = item.extraction.article
            found += [quote_of(Hit(quote, article, 0.0), min_confidence) for quote in item.extraction.quotes]
        elif isinstance(item, Failure):
            _report(item, paths)
    return found


def clean(source: Source, *, from_name: str = "") -> Article:
    r"""
    An article without menus, advertisements and teasers.

    Args:
        source: see `extract`, but one file; of a file with several articles, the first is returned.
        from_name: see `extract`.

    Returns:
        the article: `text`, `headline`, `byline`, `published` and `outlet` (each with its value and the place it was
        read from), and `blocks` with a label and a reason each.

    Raises:
        MissingPathError, UnreadableFileError: as `extract`, and if there is no article in a folder.

    >>> article = clean(
    ...     "Mayor resigns\n\nThe mayor of Roe resigned on Monday after a long debate in the council."
    ... )
    >>> article.headline.value
    'Mayor resigns'
    """
    given, paths = _given_and_paths(source)
    for item in read_articles(paths, given=given, jobs=1, seconds=USUAL_SECONDS, from_name=from_name):
        if isinstance(item, Article):
            return item
        if isinstance(item, Failure):
            _report(item, paths)
    raise UnreadableFileError(f"there is no article in {one_line(str(source))[:100]}")


def _given_and_paths(source: Source) -> tuple[tuple[RawDocument, ...], list[str]]:
    """The documents of a text or of bytes, or else the path to read."""
    if isinstance(source, bytes):
        return _documents(source), []
    if isinstance(source, os.PathLike):
        return (), [os.fspath(source)]
    if not isinstance(source, str):
        raise TypeError(f"a text, bytes or a path is needed, not {type(source).__name__}")
    if _exists(source):
        return (), [source]
    if _looks_like_path(source):
        raise MissingPathError(
            f"there is no file or folder {one_line(source)}.\nTo read it as a text, pass bytes: source.encode()"
        )
    return _documents(source.encode("utf-8", "replace")), []


def _documents(data: bytes) -> tuple[RawDocument, ...]:
    """The articles in the bytes of a file."""
    try:
        return articles_of(decode_document(data))
    except UnreadableFileError as error:
        raise UnreadableFileError(f"the text given cannot be read: {error}") from error


def _exists(text: str) -> bool:
    """Whether a string is the path of a file or folder."""
    if not text or len(text) > LONGEST_PATH or "\n" in text or "\0" in text:
        return False
    try:
        return Path(text).exists()
    except OSError:  # a name that is too long, or a folder that may not be entered
        return False


def _looks_like_path(text: str) -> bool:
    """
    Whether a string that is no path was probably meant as one.

    >>> _looks_like_path("news/story"), _looks_like_path("story.mhtml"), _looks_like_path("He said “no”.")
    (True, True, False)
    """
    if len(text.split()) != 1 or len(text) > LONGEST_PATH or "<" in text:
        return False
    return "/" in text or os.sep in text or SUFFIX.fullmatch(Path(text).suffix) is not None


def _report(failure: Failure, paths: list[str]) -> None:
    """Raise UnreadableFileError if the only file that was named cannot be read; warn for others."""
    if not paths or (len(paths) == 1 and Path(paths[0]).is_file()):
        raise UnreadableFileError(f"{one_line(failure.path)}: {failure.reason}")
    warnings.warn(f"{one_line(failure.path)}: {failure.reason}", QuotesearchWarning, stacklevel=3)
