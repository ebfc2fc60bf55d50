"""The fields of an index of Whoosh."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from whoosh import analysis, columns, fields, formats

from quotesearch.indexing.engines.rows import COLUMNS, NUMBERS

__all__ = ["schema", "term_of"]


class TermsField(fields.FieldType):  # type: ignore[misc]
    """A field that is given its terms: they are analysed already."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), analysis.IDAnalyzer())

    def index(self, value: Iterable[str], **kwargs: Any) -> list[tuple[bytes, int, float, bytes]]:
        """What Whoosh writes of the terms of a quote: each with its frequency, its weight and no positions."""
        return [(self.to_bytes(term), 1, 1.0, b"") for term in value]

    def to_bytes(self, value: str | bytes) -> bytes:
        """A term as it is kept; halves of characters, which broken files have, are kept too."""
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")

    def from_bytes(self, bs: bytes) -> str:
        """What `to_bytes` made bytes of."""
        return term_of(bs)


class PlacedField(TermsField):
    """A field that is given its terms with their positions."""

    def __init__(self) -> None:
        super().__init__()
        self.format = formats.Positions()
        self.scorable = True

    def index(self, value: Iterable[tuple[str, int]], **kwargs: Any) -> list[tuple[bytes, int, float, bytes]]:  # type: ignore[override]
        """What Whoosh writes of the terms of a quote, with their positions."""
        places: dict[str, list[int]] = {}
        for term, place in value:
            places.setdefault(term, []).append(place)
        encode = self.format.encode
        return [
            (self.to_bytes(term), len(some), float(len(some)), encode(some)) for term, some in places.items()
        ]


def term_of(key: bytes) -> str:
    """A term or a text of a column as it was given."""
    return key.decode("utf-8", "surrogatepass")


def schema() -> Any:
    """The fields of a quote: terms, columns to filter and count by, and the record."""
    return fields.Schema(
        stems=PlacedField(),
        words=PlacedField(),
        variants=TermsField(),
        speaker=TermsField(),
        outlet_words=TermsField(),
        id=TermsField(),
        of=TermsField(),
        record=fields.STORED(),
        **{name: fields.COLUMN(columns.RefBytesColumn()) for name in COLUMNS},
        **{name: fields.COLUMN(columns.NumericColumn("i")) for name in NUMBERS},
    )
