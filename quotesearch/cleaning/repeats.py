"""
Lines that recur across a collection: the prompts and boxes that a site prints on every page.

A wire story that several outlets print recurs too and is none. So stories are counted, not files: a file
most of whose paragraphs stand in an earlier one tells the same story, and the lines they share count once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from quotesearch.cleaning.folding import fold

__all__ = ["RepeatedLines"]

FEWEST_STORY_WORDS: Final = 10
"""Words of a line by which stories are compared; shorter ones are menus."""

SAME_STORY: Final = 0.5
"""The share of such lines that makes two files the same story."""


@dataclass(frozen=True, slots=True)
class RepeatedLines:
    """
    In how many stories of a collection each line stands; lines of a single story are not kept.

    >>> counted = RepeatedLines.count(
    ...     [("a", ["Read Next", "One."]), ("b", ["Read next!"]), ("c", ["READ NEXT"])]
    ... )
    >>> counted.stories_with("Read next"), counted.stories_with("One.")
    (3, 0)
    """

    stories: Mapping[str, int] = field(default_factory=dict)  # by the line's digest
    documents: frozenset[str] = frozenset()  # what was counted: the files' sha256, shortened

    @classmethod
    def count(
        cls, documents: Iterable[tuple[str, Sequence[str]]], known: RepeatedLines | None = None
    ) -> RepeatedLines:
        """
        Count the lines of documents, on top of what is known.

        Args:
            documents: the sha256 of each and its lines as shown.
            known: the counts so far; documents that they hold are passed over.

        The result does not depend on the order of the documents.
        """
        before = known or cls()
        lines: dict[str, frozenset[str]] = {}
        long_ones: set[str] = set()
        for sha256, texts in documents:
            if sha256[:16] in before.documents or sha256[:16] in lines:
                continue
            folded = {fold(text) for text in texts} - {""}
            long_ones.update(_digest(line) for line in folded if line.count(" ") + 1 >= FEWEST_STORY_WORDS)
            lines[sha256[:16]] = frozenset(_digest(line) for line in folded)
        counts = Counter(before.stories)
        told_first: dict[str, str] = {}
        for name in sorted(lines):
            story = _story(lines[name] & long_ones, told_first)
            for line in lines[name]:
                if story is None or told_first.get(line) != story:
                    counts[line] += 1
                told_first.setdefault(line, story or name)
        kept = {line: number for line, number in sorted(counts.items()) if number > 1}
        return cls(kept, before.documents | lines.keys())

    def stories_with(self, text: str) -> int:
        """In how many stories a line was seen; 0 if in fewer than two."""
        return self.stories.get(_digest(fold(text)), 0) if self.stories else 0

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
    """The earlier file that tells the same story, if there is one."""
    stories = Counter(told_first[line] for line in sorted(long_lines) if line in told_first)
    if not stories:
        return None
    story, shared = max(stories.items(), key=lambda item: (item[1], item[0]))
    return story if shared >= 2 and shared >= SAME_STORY * len(long_lines) else None


def _digest(line: str) -> str:
    return hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
