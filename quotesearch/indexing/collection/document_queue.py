"""The documents of articles that are to be read again."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from typing import Any

from quotesearch.acquisition import documents_in
from quotesearch.errors import UnreadableFileError
from quotesearch.indexing.storage import Catalogue, Copies
from quotesearch.model import RawDocument

__all__ = ["Sent", "documents_of", "note"]

Sent = tuple[Copies, str, bool]
"""The files that a document is of, its source if it is needed, and whether it is their last."""


def documents_of(
    groups: Iterable[Copies],
    sent: deque[Sent],
    catalogue: Catalogue,
    keeping: Container[str],
    seconds: float | None = None,
) -> Iterator[RawDocument]:
    """
    The documents of files, each of which is put down as *sent*, with its source if it is one worth *keeping* (by
    its sha256) and whether it is the last of its file; what can no longer be read, or takes longer than *seconds*
    (`quotesearch.time_limit.limited`), is skipped.
    """
    for group in groups:
        documents, reason = _first_readable(group, seconds)
        if not documents:
            note(group, catalogue, reason=reason)
            continue
        note(group, catalogue, article="", quotes=0, reason="", lines="", gaps="")
        for number, document in enumerate(documents, 1):
            source = document.source if document.sha256 in keeping else ""
            sent.append((group, source, number == len(documents)))
            yield document


def _first_readable(group: Copies, seconds: float | None) -> tuple[tuple[RawDocument, ...], str]:
    """The documents of the first of some copies that can be read; without any, why not."""
    reasons = []
    for known in (group.first, *group.others):
        try:
            return documents_in(known.path, known.stated, seconds), ""
        except UnreadableFileError as error:
            reasons.append(str(error))
    return (), reasons[0]


def note(group: Copies, catalogue: Catalogue, **facts: Any) -> None:
    """Put down of all copies of an article what came of it."""
    for known in (group.first, *group.others):
        catalogue.files[known.path] = replace(known, **facts)
