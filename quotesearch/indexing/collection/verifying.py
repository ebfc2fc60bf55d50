"""Does every indexed file still say what the index says it does?"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Final

from quotesearch.acquisition import Beside, is_forbidden, list_files, read_document
from quotesearch.errors import MissingPathError, UnreadableFileError
from quotesearch.indexing.collection.opening import open_index
from quotesearch.indexing.engines import Engine
from quotesearch.indexing.storage import (
    Catalogue,
    Known,
    current_generation,
    remembered,
    remembered_patterns,
    roots_of,
)
from quotesearch.model import ListedFile, Passage, Quote, RawDocument, Stated
from quotesearch.spelling import unescaped
from quotesearch.time_limit import limited

__all__ = ["Difference", "Verified", "verify"]

_INVISIBLE: Final = re.compile(
    r"<!--.*?-->|<(script|style|template)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE
)
_SPACE: Final = re.compile(r"[\s\u200b\u00ad\ufeff]+")
_HEX: Final = "0123456789abcdef"
_BEGINNINGS: Final = 2  # characters of an id: quotes are fetched in 256 heaps, so that few are held at once


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was indexed."""

    path: str
    state: str  # vanished, unreadable, changed or misplaced
    reason: str  # in words
    quote: str = ""  # the id of the quote that is misplaced
    words: str = ""  # of it
    start: int | None = None
    end: int | None = None
    add_helps: bool = True  # `add` would see it; else only a rebuild brings the index up to date
    in_reach: bool = (
        True  # False: it or its folder may not be read, so the index keeps what it has of the file
    )


@dataclass(slots=True)
class Verified:
    """How much was looked at; filled while `verify` runs."""

    articles: int = 0
    files: int = 0
    quotes: int = 0
    missing: tuple[str, ...] = ()  # the remembered paths that are not there


_Place = tuple[str, str, tuple[tuple[int, int, str], ...]]  # a quote's id, its words, and where they must be


def verify(
    directory: str | os.PathLike[str],
    done: Verified | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    seconds: float | None = None,
) -> Iterator[Difference]:
    """
    Read every indexed file again and compare.

    A file may have vanished, be unreadable, or have changed (itself, its sidecar or its row in a metadata.csv); and
    at the offsets of a quote, its mention or its cue, there may be other characters, in a file that has changed or
    because something is wrong with the index. White space, and in HTML what a reader does not see, are not compared.

    Args:
        directory: of the index.
        done: takes the numbers of what was looked at.
        on_progress: called with the number of files read and of all.
        seconds: how long a file may take (`quotesearch.time_limit.limited`), which is unreadable if it takes longer;
            None: as long as it takes.

    Raises:
        NoIndexError, DamagedIndexError: as `open_index`.
    """
    done = done or Verified()
    generation = current_generation(Path(directory))
    try:
        generation.check()  # all files, also the large ones that are not looked at when an index is opened
        files = Catalogue.load(generation.catalogue).files
    finally:
        generation.release()
    with closing(open_index(directory)) as engine:
        places = _places(engine)
    sources = remembered(Path(directory))
    done.missing = tuple(filter(_is_gone, sources))
    beside = Beside(roots_of(remembered_patterns(Path(directory)), sources, (), None))
    indexed = [known for _, known in sorted(files.items()) if known.article]
    done.articles = len({article for known in indexed for article in known.articles})
    done.quotes = sum(map(len, places.values()))
    for known in indexed:
        done.files += 1
        its_places = [place for each in known.articles for place in places.get(each, ())]
        yield from _within_limit(known, its_places, beside.of(known.path), seconds)
        if on_progress is not None:
            on_progress(done.files, len(indexed))


def _places(engine: Engine) -> dict[str, list[_Place]]:
    """Where words must be, by the id of the article."""
    places: dict[str, list[_Place]] = defaultdict(list)
    for letters in product(_HEX, repeat=_BEGINNINGS):
        for hit in engine.get("".join(letters), limit=engine.count_quotes()):
            quote = hit.quote
            passages = tuple((p.start, p.end, p.text) for p in _passages(quote))
            places[hit.article.id].append((quote.id, quote.text, passages))
    return places


def _passages(quote: Quote) -> Iterator[Passage]:
    """All words of which a quote says where they are."""
    yield from quote.parts
    if quote.speaker is not None:
        yield from quote.speaker.gender_basis
        if quote.speaker.mention is not None:
            yield quote.speaker.mention
    if quote.cue is not None:
        yield quote.cue


def _within_limit(
    known: Known, places: Sequence[_Place], stated: tuple[Stated, ...], seconds: float | None
) -> Sequence[Difference]:
    """What is not as it was in one file, or that this takes too long."""
    try:
        return limited(seconds, known.size, lambda: list(_differences(known, places, stated)))
    except UnreadableFileError as error:
        return [Difference(known.path, "unreadable", str(error))]


def _differences(known: Known, places: Sequence[_Place], stated: tuple[Stated, ...]) -> Iterator[Difference]:
    """What is not as it was in one file, or in what is *stated* of it from outside."""
    seen = _is_seen(known, stated)
    try:
        document = read_document(known.path, known.stated)
    except UnreadableFileError as error:
        yield _unread(known.path, str(error))
        return
    sidecar = document.sidecar.sha256 or "?" if document.sidecar else ""
    if document.sha256 != known.sha256:
        yield Difference(known.path, "changed", "has changed since it was indexed", add_helps=seen)
    elif sidecar != known.sidecar_sha256:
        yield Difference(
            known.path, "changed", "its .meta.json has changed since it was indexed", add_helps=seen
        )
    elif stated != known.stated:
        yield Difference(known.path, "changed", "its row in metadata.csv has changed since it was indexed")
    # Words elsewhere in the very same file: the index is wrong.
    seen = seen and document.sha256 != known.sha256
    for identity, words, passages in places:
        for start, end, text in passages:
            if not _is_there(document, start, end, text):
                found = "there are other words" if end <= len(document.source) else "the file has ended"
                reason = f"{found} where “{text}” should be"
                yield Difference(known.path, "misplaced", reason, identity, words, start, end, seen)
                break


def _unread(path: str, reason: str) -> Difference:
    """A file that cannot be read: gone, unreadable, or not to be read by this user, who cannot say."""
    gone = _is_gone(path)
    if gone:
        return Difference(path, "vanished", "is gone")
    return Difference(path, "unreadable", reason, in_reach=gone is not None and not is_forbidden(path))


def _is_gone(path: str) -> bool | None:
    """Is there nothing at a path? None: that cannot be said."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return None
    return False


def _is_seen(known: Known, stated: tuple[Stated, ...]) -> bool:
    """Would `add` read a file again that has changed?"""
    try:
        listed = next(iter(list_files([known.path])), None)
    except MissingPathError:
        return True
    return not (isinstance(listed, ListedFile) and known.is_as_listed(replace(listed, stated=stated)))


def _is_there(document: RawDocument, start: int, end: int, text: str) -> bool:
    """Are these words there, as a reader sees them?"""
    found = document.source[start:end]
    if found == text:
        return True
    if document.media_type == "text/html":
        found, text = unescaped(_INVISIBLE.sub("", found)), unescaped(text)
    return _SPACE.sub("", found) == _SPACE.sub("", text) != ""
