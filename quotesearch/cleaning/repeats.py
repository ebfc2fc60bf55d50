"""
Lines that recur across a collection: the prompts and boxes that a site prints on every page.

A wire story that several outlets print also recurs, but is not boilerplate. So stories are counted, not files: a file
most of whose paragraphs are in an earlier one has the same story, and lines that both have count once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from quotesearch.cleaning.folding import fold
from quotesearch.model import RawDocument

__all__ = ["DocumentLines", "RepeatedLines", "digest"]

FEWEST_STORY_WORDS: Final = 10
"""Words of a line by which stories are compared; shorter ones are menus."""

SHORTENED: Final = 16
"""Digits of a document's id that name it here."""

SAME_STORY: Final = 0.5
"""The share of such lines that makes two files the same story."""


@dataclass(frozen=True, slots=True)
class DocumentLines:
    """The lines of one document as they are counted: digests, so that they are small to keep and to send."""

    document: str  # its id, shortened
    lines: frozenset[str]
    long: frozenset[str]  # those of them by which stories are compared

    @classmethod
    def of(cls, identity: str, texts: Iterable[str]) -> DocumentLines:
        """
        The lines of a document, with its id and the digest of its text.

        >>> DocumentLines.of("00ff", ["Read Next"]).lines == DocumentLines.of("11ee", ["Read next!"]).lines
        True
        """
        folded = {fold(text) for text in texts} - {""}
        return cls(
            identity[:SHORTENED],
            frozenset(map(digest, folded)),
            frozenset(digest(line) for line in folded if line.count(" ") + 1 >= FEWEST_STORY_WORDS),
        )


@dataclass(frozen=True, slots=True)
class RepeatedLines:
    """
    The number of stories of a collection that have each line; lines of a single story are not kept.

    >>> files = {"a": ["Read Next", "One."], "b": ["Read next!"], "c": ["READ NEXT"]}
    >>> counted = RepeatedLines.count(DocumentLines.of(name, lines) for name, lines in files.items())
    >>> counted.stories_with("Read next"), counted.stories_with("One.")
    (3, 0)
    """

    stories: Mapping[str, int] = field(default_factory=dict)  # by the line's digest
    documents: frozenset[str] = frozenset()  # what was counted: their ids, shortened

    @classmethod
    def count(cls, documents: Iterable[DocumentLines], known: RepeatedLines | None = None) -> RepeatedLines:
        """
        Count the lines of documents, on top of what is known.

        Args:
            documents: the lines of each.
            known: the counts so far; documents that they hold are passed over.

        The result does not depend on the order of the documents.
        """
        before = known or cls()
        new = {one.document: one for one in documents if one.document not in before.documents}
        counts = Counter(before.stories)
        told_first: dict[str, str] = {}
        for name in sorted(new):
            story = _story(new[name].long, told_first)
            for line in new[name].lines:
                if story is None or told_first.get(line) != story:
                    counts[line] += 1
                told_first.setdefault(line, story or name)
        kept = {line: number for line, number in sorted(counts.items()) if number > 1}
        return cls(kept, before.documents | new.keys())

    def holds(self, document: RawDocument) -> bool:
        """Whether a document has been counted."""
        return document.id[:SHORTENED] in self.documents

    def stories_with(self, text: str) -> int:
        """In how many stories a line was seen; 0 if in fewer than two."""
        return self.stories.get(digest(fold(text)), 0) if self.stories else 0

    def to_data(self) -> dict[str, object]:
        """The counts as JSON can hold them; `from_data` reads them back."""
        return {"stories": dict(self.stories), "documents": sorted(self.documents)}

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> RepeatedLines:
        """
        Counts that `to_data` wrote.

        >>> RepeatedLines.from_data(RepeatedLines({"ab": 2}, frozenset({"c"})).to_data()).stories
        {'ab': 2}
        """
        stories, documents = data.get("stories"), data.get("documents")
        return cls(
            {str(line): int(number) for line, number in stories.items()} if isinstance(stories, dict) else {},
            frozenset(str(name) for name in documents) if isinstance(documents, list) else frozenset(),
        )


def _story(long_lines: frozenset[str], told_first: Mapping[str, str]) -> str | None:
    """The earlier file with the same story, if there is one."""
    stories = Counter(told_first[line] for line in sorted(long_lines) if line in told_first)
    if not stories:
        return None
    story, shared = max(stories.items(), key=lambda item: (item[1], item[0]))
    return story if shared >= 2 and shared >= SAME_STORY * len(long_lines) else None


def digest(line: str) -> str:
    """A folded line in sixteen hexadecimal digits."""
    return hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
