"""The interface to what turns documents into articles and quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from quotesearch.model import Extraction, Failure, RawDocument

__all__ = ["Extractor"]


class Extractor(Protocol):
    """The way from a document to its quotes, as `quotesearch.pipeline` makes it."""

    @property
    def fingerprint(self) -> str:
        """A short name for the rules, words and weights in use: another one means that answers may differ."""

    def count_lines(self, documents: Iterable[RawDocument], earlier: str | None) -> str:
        """
        Count the lines that recur in a collection.

        Args:
            documents: all documents of this call, read one at a time and not kept.
            earlier: the counts of the last rebuild; None during a rebuild.

        Returns:
            a text, opaque to the index, which stores that of a rebuild with the generation. It is passed to
            `extract`, and to `count_lines` in later calls of `add`.
        """

    def extract(self, documents: Iterable[RawDocument], line_counts: str) -> Iterator[Extraction | Failure]:
        """
        The articles and quotes of many documents, in their order; a `Failure` for each that is not an article.

        Exactly one item is returned for every document, so processes may share the work but must
        not read far ahead. `article.path`, `article.sha256` and `also_at` are those of the document; the
        index sets `also_at` itself.
        """

    def would_relabel(self, known: Sequence[str], new: Sequence[str]) -> int:
        """
        How many articles a rebuild would read differently, because of lines that recur only now.

        Args:
            known: `Extraction.lines` of the articles that were there before.
            new: of those of this call.
        """
