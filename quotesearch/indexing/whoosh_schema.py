"""What Whoosh is told of the fields, and its columns of ours. Only modules named whoosh_… import that library."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from typing import Any, Final

from whoosh import columns, fields, formats

from quotesearch.indexing.fields import Facts

__all__ = ["FIELDS", "PLACED", "FactsColumn", "RecordsColumn", "schema"]

PLACED: Final = ("stems", "words")
"""The fields whose terms come with the positions they stand at."""

FIELDS: Final = (*PLACED, "variants", "speaker", "outlet", "date", "id", "article")

_TEXTS: Final = ("article", "person", "name", "role", "outlet", "kind")
_NUMBERS: Final = {"published": "I", "confidence": "H", "length": "H"}
_FOOTER_SIZE: Final = 4  # bytes, that hold the size of the footer


class Terms(fields.FieldType):  # type: ignore[misc]
    """A field whose terms are found outside of Whoosh, which only has to know that it exists."""

    def __init__(self) -> None:
        self.format = formats.Existence()


class RecordsColumn(columns.Column):  # type: ignore[misc]
    """
    Bytes of any length, one after the other, and where each ends.

    Whoosh's own column of bytes holds two gigabytes at most, and reads all offsets before the first value.
    """

    class Writer(columns.ColumnWriter):  # type: ignore[misc]
        """Takes in the values in the order of the documents, all of which have one."""

        def __init__(self, dbfile: Any) -> None:
            super().__init__(dbfile)
            self._ends = array("Q")
            self._at = 0

        def add(self, docnum: int, value: bytes) -> None:
            """Take in a value."""
            self._dbfile.write(value)
            self._at += len(value)
            self._ends.append(self._at)

        def finish(self, docnum: int) -> None:
            """Say where the values end."""
            self._dbfile.write(self._ends.tobytes())

    class Reader(columns.ColumnReader):  # type: ignore[misc]
        """Gives back a value for each document."""

        def __getitem__(self, docnum: int) -> bytes:
            size = array("Q").itemsize
            ends = self._basepos + self._length - size * self._doccount
            found = self._dbfile.get(ends + size * max(docnum - 1, 0), size * min(docnum + 1, 2))
            start, end = (0, *array("Q", found))[-2:]
            value: bytes = self._dbfile.get(self._basepos + start, end - start)
            return value


class FactsColumn(columns.Column):  # type: ignore[misc]
    """
    `Facts`, each field by itself: texts once, and by their numbers from then on.

    So the facts of a hundred thousand quotes are read at once and counted without a look at each.
    """

    class Writer(columns.ColumnWriter):  # type: ignore[misc]
        """Takes in the facts in the order of the documents."""

        def __init__(self, dbfile: Any) -> None:
            super().__init__(dbfile)
            self._values: list[dict[str, int]] = [{"": 0} for _ in _TEXTS]
            self._ordinals = [array("I") for _ in _TEXTS]
            self._numbers = [array(code) for code in _NUMBERS.values()]

        def add(self, docnum: int, value: Facts) -> None:
            """Take in the facts of a document."""
            for values, ordinals, text in zip(self._values, self._ordinals, value[:6], strict=True):
                ordinals.append(values.setdefault(text, len(values)))
            for numbers, number in zip(self._numbers, value[6:], strict=True):
                numbers.append(number)

        def finish(self, docnum: int) -> None:
            """Write all there is, and where."""
            contents: dict[str, bytes] = {}
            for name, values, ordinals in zip(_TEXTS, self._values, self._ordinals, strict=True):
                contents[name] = ordinals.tobytes()
                contents[f"{name} values"] = json.dumps(list(values)).encode()
            for name, numbers in zip(_NUMBERS, self._numbers, strict=True):
                contents[name] = numbers.tobytes()
            places = {}
            at = 0
            for name, content in contents.items():
                self._dbfile.write(content)
                places[name] = [at, len(content)]
                at += len(content)
            lengths = self._numbers[-1]
            days = [day for day in set(self._numbers[0]) if day]
            footer = json.dumps(
                {
                    "places": places,
                    "words": sum(lengths),
                    "longest": max(lengths, default=0),
                    "dated": [min(days, default=0), max(days, default=0)],
                }
            ).encode()
            self._dbfile.write(footer + len(footer).to_bytes(_FOOTER_SIZE, "little"))

    class Reader(columns.ColumnReader):  # type: ignore[misc]
        """Gives back the facts of a document, or a field of all of them."""

        def __init__(self, dbfile: Any, basepos: int, length: int, doccount: int) -> None:
            super().__init__(dbfile, basepos, length, doccount)
            size = int.from_bytes(dbfile.get(basepos + length - _FOOTER_SIZE, _FOOTER_SIZE), "little")
            footer = json.loads(dbfile.get(basepos + length - _FOOTER_SIZE - size, size))
            self.words: int = footer["words"]  # in all documents together
            self.longest: int = footer["longest"]  # words of a document
            self.dated: tuple[int, int] = footer["dated"]  # the first and the last day; 0: none
            self._places: dict[str, tuple[int, int]] = footer["places"]
            self._numbers: dict[str, array[int]] = {}
            self._values: dict[str, list[str]] = {}

        def numbers(self, name: str) -> array[int]:
            """A field of all documents: a number each, or the number of its text among `values`."""
            if name not in self._numbers:
                self._numbers[name] = array(_NUMBERS.get(name, "I"), self._read(name))
            return self._numbers[name]

        def values(self, name: str) -> list[str]:
            """The texts of a field, each once; the first is empty."""
            if name not in self._values:
                self._values[name] = json.loads(self._read(f"{name} values"))
            return self._values[name]

        def __getitem__(self, docnum: int) -> Facts:
            fields: dict[str, Any] = {name: self.numbers(name)[docnum] for name in (*_TEXTS, *_NUMBERS)}
            return Facts(**fields | {name: self.values(name)[fields[name]] for name in _TEXTS})

        def _read(self, name: str) -> bytes:
            """The bytes of a field."""
            at, size = self._places[name]
            content: bytes = self._dbfile.get(self._basepos + at, size)
            return content


def schema() -> Any:
    """Whoosh's view of the field table."""
    found: Sequence[str] = FIELDS
    return fields.Schema(
        **{name: Terms() for name in found},
        record=fields.COLUMN(RecordsColumn()),
        facts=fields.COLUMN(FactsColumn()),
    )
