"""Keep an index in step with the files that it was made from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Protocol

from quotesearch.model import Extraction, Failure, RawDocument, SyncReport

__all__ = ["WAIT_SECONDS", "Extractor", "add", "rebuild"]

WAIT_SECONDS: Final = 60.0
"""How long a writer waits for another one before it gives up."""


class Extractor(Protocol):
    """The way from a document to its quotes, as `quotesearch.pipeline` makes it."""

    @property
    def fingerprint(self) -> str:
        """A short name for the rules, words and weights in use: another one means that answers may differ."""

    def learn(self, documents: Iterable[RawDocument], kept: str | None) -> str:
        """
        What a collection as a whole tells about its articles (lines that recur).

        Args:
            documents: all documents of this call, read one at a time and not kept.
            kept: what the last rebuild learnt; None during a rebuild.

        Returns:
            a text, opaque to the index, which keeps that of a rebuild with the generation. It is handed back
            to `extract`, and to `learn` in later calls of `add`.
        """

    def extract(self, documents: Iterable[RawDocument], learnt: str) -> Iterator[Extraction | Failure]:
        """
        The articles and quotes of many documents, in their order; a `Failure` for each that is no article.

        Exactly one item comes out for every document that goes in, so processes may share the work but must not
        read far ahead. `article.path`, `article.sha256` and `also_at` are those of the document; the index sets
        `also_at` itself.
        """


def add(
    directory: str | os.PathLike[str],
    paths: Sequence[str | os.PathLike[str]],
    extractor: Extractor,
    *,
    wait_seconds: float = WAIT_SECONDS,
    on_wait: Callable[[str], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> SyncReport:
    """
    Index new and changed articles below *paths* and drop those whose file is gone.

    The paths are remembered; what lies below others that are remembered is left as it is, unless *paths* is empty,
    which means all that are remembered. Without an index, one is made.

    Args:
        directory: of the index.
        paths: files and folders.
        extractor: makes quotes of documents.
        wait_seconds: how long to wait for another writer.
        on_wait: called once with a message for people when there is one.
        on_progress: called with the number of articles done and their total, now and then.

    Raises:
        MissingPathError: one of the paths is missing or unreadable; nothing was changed.
        NoIndexError: no path given, and none remembered.
        DamagedIndexError: the index cannot be read; the message says how to rebuild it.
        BusyIndexError: another writer was not done in time.
        IndexStateError: the folder is not quotesearch's, cannot be written to, or the disk is full.
    """
    raise NotImplementedError


def rebuild(
    directory: str | os.PathLike[str],
    paths: Sequence[str | os.PathLike[str]],
    extractor: Extractor,
    *,
    wait_seconds: float = WAIT_SECONDS,
    on_wait: Callable[[str], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> SyncReport:
    """
    Build the whole index anew beside the old one, then swap it in at once.

    Args:
        directory: of the index. If it is not an index yet it must be missing, empty or hold a README only.
        paths: files and folders, which replace those remembered; empty: all that are remembered.
        extractor: makes quotes of documents.
        wait_seconds: how long to wait for another writer.
        on_wait: called once with a message for people when there is one.
        on_progress: called with the number of articles done and their total, now and then.

    Raises:
        MissingPathError: one of the paths is missing or unreadable; nothing was changed.
        NoIndexError: no path given, and none remembered (the command line then gives `seeds/`).
        BusyIndexError: another writer was not done in time.
        IndexStateError: the folder is not quotesearch's, cannot be written to, or the disk is full.
    """
    raise NotImplementedError
