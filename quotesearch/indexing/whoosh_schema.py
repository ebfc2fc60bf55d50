"""What Whoosh has to know of the fields, and columns of ours for it to write. Only modules named whoosh_… import it."""

from __future__ import annotations

import json
import zlib
from array import array
from typing import Any

from whoosh import columns, fields, formats

from quotesearch.indexing.columns import NUMBERS, TEXTS
from quotesearch.indexing.fields import FIELDS, Facts, least_units
from quotesearch.indexing.files import footer
from quotesearch.indexing.tallies import TALLIED, Tally, tally

__all__ = ["FactsColumn", "RecordsColumn", "schema"]


class Terms(fields.FieldType):  # type: ignore[misc]
    """A field whose terms are found outside of Whoosh, which only has to know that it exists."""

    def __init__(self) -> None:
        self.format = formats.Existence()


class RecordsColumn(columns.Column):  # type: ignore[misc]
    """
    Bytes of any length, one after the other, and where each ends; `quotesearch.indexing.columns` reads them.

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


class FactsColumn(columns.Column):  # type: ignore[misc]
    """
    `Facts`, each field by itself: texts once, and by their numbers from then on; `quotesearch.indexing.columns`
    reads them.
    """

    class Writer(columns.ColumnWriter):  # type: ignore[misc]
        """Takes in the facts in the order of the documents."""

        def __init__(self, dbfile: Any) -> None:
            super().__init__(dbfile)
            self._values: list[dict[str, int]] = [{"": 0} for _ in TEXTS]
            self._ordinals = [array("I") for _ in TEXTS]
            self._numbers = [array(code) for code in NUMBERS.values()]

        def add(self, docnum: int, value: Facts) -> None:
            """Take in the facts of a document."""
            texts: Any = value[: len(TEXTS)]
            rest: Any = value[len(TEXTS) :]
            for values, ordinals, text in zip(self._values, self._ordinals, texts, strict=True):
                ordinals.append(values.setdefault(text, len(values)))
            for numbers, number in zip(self._numbers, rest, strict=True):
                numbers.append(number)

        def finish(self, docnum: int) -> None:
            """Write all there is, and where."""
            contents: dict[str, bytes] = {}
            for name, values, ordinals in zip(TEXTS, self._values, self._ordinals, strict=True):
                contents[name] = ordinals.tobytes()
                contents[f"{name} values"] = json.dumps(list(values)).encode()
            for name, numbers in zip(NUMBERS, self._numbers, strict=True):
                contents[name] = numbers.tobytes()
            contents["tallies"] = json.dumps(self._tallies()).encode()
            places = {}
            at = 0
            for name, content in contents.items():
                self._dbfile.write(content)
                places[name] = [at, len(content), zlib.crc32(content)]
                at += len(content)
            lengths = self._numbers[-1]
            days = [day for day in set(self._numbers[0]) if day]
            about = json.dumps(
                {
                    "places": places,
                    "tallied from": least_units(None),
                    "words": sum(lengths),
                    "longest": max(lengths, default=0),
                    "dated": [min(days, default=0), max(days, default=0)],
                }
            )
            self._dbfile.write(footer(about))

        def _tallies(self) -> dict[str, Tally]:
            """The speakers of all documents, who are sure enough by default."""
            least = least_units(None)
            columns = dict(zip(TEXTS, self._ordinals, strict=True))
            numbers = dict(zip(NUMBERS, self._numbers, strict=True))
            levels = zip(numbers["confidence"], numbers["other"], strict=True)
            rows = zip(*(columns[name] for name in TALLIED), strict=True)
            both = zip(rows, levels, strict=True)
            sure = (row for row, (units, other) in both if units >= least[other] and row[0])
            texts = dict(zip(TEXTS, map(list, self._values), strict=True))
            return tally(sure, *(texts[name] for name in TALLIED[:-1]))


def schema() -> Any:
    """Whoosh's view of the field table."""
    return fields.Schema(
        **{name: Terms() for name in FIELDS},
        record=fields.COLUMN(RecordsColumn()),
        facts=fields.COLUMN(FactsColumn()),
    )
