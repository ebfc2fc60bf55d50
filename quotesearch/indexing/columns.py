"""
What is kept of each document of a segment: its record, and its facts.

`quotesearch.indexing.whoosh_schema` writes them.
"""

from __future__ import annotations

import json
from array import array
from functools import cached_property
from typing import Any, Final

from quotesearch.indexing.fields import Facts
from quotesearch.indexing.files import ReadAt
from quotesearch.indexing.tallies import Tally

__all__ = ["FACTS", "NUMBERS", "RECORDS", "TEXTS", "FactsOfAll", "Records"]

RECORDS: Final = ".record.col"
"""The end of the name of a segment's file of records: one after the other, then where each ends."""

FACTS: Final = ".facts.col"
"""The end of the name of its file of facts; a footer at its end says where each field's begin."""

TEXTS: Final = ("article", "person", "name", "role", "outlet", "kind", "gender")
"""The facts that are texts, kept once each and by their numbers from then on."""

NUMBERS: Final = {"published": "I", "confidence": "H", "other": "B", "length": "H"}
"""The facts that are numbers, and how these are kept."""


class Records:
    """The records of a segment."""

    def __init__(self, file: ReadAt, count: int) -> None:
        self._file = file
        self._ends_at = file.size - 8 * count

    def __getitem__(self, number: int) -> bytes:
        """The record of a document."""
        found = self._file.get(self._ends_at + 8 * max(number - 1, 0), 8 * min(number + 1, 2))
        start, end = (0, *array("Q", found))[-2:]
        return self._file.get(start, end - start)


class FactsOfAll:
    """
    The facts of a segment, field by field.

    So the facts of a hundred thousand quotes are read at once and counted without a look at each.
    """

    def __init__(self, file: ReadAt) -> None:
        self._file = file
        content: Any = json.loads(file.footer())
        self.words: int = content["words"]  # in all documents together
        self.longest: int = content["longest"]  # words of a document
        self.dated: tuple[int, int] = content["dated"]  # the first and the last day; 0: none
        self.tallied_from: tuple[int, int] = tuple(content["tallied from"])  # of `tallies`, as `least_units`
        self._places: dict[str, tuple[int, int, int]] = content["places"]  # where, how long, CRC-32
        self._numbers: dict[str, array[int]] = {}
        self._values: dict[str, list[str]] = {}

    def numbers(self, name: str) -> array[int]:
        """A field of all documents: a number each, or the number of its text among `values`."""
        if name not in self._numbers and name not in self._places:  # older segments know nothing of genders
            return array("I", bytes(4 * len(self.numbers("article"))))
        if name not in self._numbers:
            self._numbers[name] = array(NUMBERS.get(name, "I"), self._file.get(*self._places[name]))
        return self._numbers[name]

    def values(self, name: str) -> list[str]:
        """The texts of a field, each once; the first is empty."""
        if f"{name} values" not in self._places:
            return [""]
        if name not in self._values:
            self._values[name] = json.loads(self._file.get(*self._places[f"{name} values"]))
        return self._values[name]

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        """The speakers of the segment who are sure enough, as they were counted when it was written."""
        content = json.loads(self._file.get(*self._places["tallies"]))
        parts = len(Tally._fields)
        # Those of older segments end before the genders.
        return {person: Tally(*(*counted, {})[:parts]) for person, counted in content.items()}

    def __getitem__(self, number: int) -> Facts:
        """All facts of a document."""
        fields: dict[str, Any] = {name: self.numbers(name)[number] for name in (*TEXTS, *NUMBERS)}
        return Facts(**fields | {name: self.values(name)[fields[name]] for name in TEXTS})
