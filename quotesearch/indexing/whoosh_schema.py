"""How Whoosh keeps the fields of an entry. Only modules named whoosh_… import that library."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from whoosh import columns, fields, formats

from quotesearch.indexing.fields import Entry, Places

__all__ = ["document", "schema"]


class PackedPositions(formats.Positions):  # type: ignore[misc]
    """
    Positions as packed numbers. Whoosh pickles a list for each posting, which takes longer to write and to
    read.

    >>> packed = PackedPositions()
    >>> (
    ...     list(packed.decode_positions(packed.encode([3, 104]))),
    ...     packed.decode_frequency(packed.encode([3, 104])),
    ... )
    ([3, 104], 2)
    """

    def encode(self, poslist: Sequence[int]) -> bytes:
        """Positions → bytes."""
        return array("I", poslist).tobytes()

    def decode_positions(self, valuestring: bytes) -> array[int]:
        """Bytes → positions."""
        return array("I", valuestring)

    def decode_frequency(self, valuestring: bytes) -> int:
        """How many positions there are."""
        return len(valuestring) // array("I").itemsize


class Analyzed(fields.FieldType):  # type: ignore[misc]
    """A field whose terms come with their positions, found outside of Whoosh."""

    def __init__(self, *, scorable: bool) -> None:
        self.format = PackedPositions()
        self.scorable = scorable

    def index(self, value: Places, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What Whoosh's writer asks for: term, frequency, weight and value of each posting."""
        encode = self.format.encode
        for term, places in value.items():
            yield term.encode("utf-8", "replace"), len(places), float(len(places)), encode(places)


class Terms(fields.FieldType):  # type: ignore[misc]
    """A field of terms that stand in a quote or do not."""

    def __init__(self) -> None:
        self.format = formats.Existence()

    def index(self, value: Sequence[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What Whoosh's writer asks for: term, frequency, weight and value of each posting."""
        for term in value:
            yield term.encode("utf-8", "replace"), 1, 1.0, b""


def schema() -> Any:
    """Whoosh's view of the field table."""
    return fields.Schema(
        stems=Analyzed(scorable=True),
        words=Analyzed(scorable=False),
        variants=Terms(),
        speaker=Terms(),
        outlet=Terms(),
        date=Terms(),
        kind=Terms(),
        confidence=Terms(),
        id=Terms(),
        article=Terms(),
        record=fields.COLUMN(columns.VarBytesColumn()),
        facts=fields.COLUMN(columns.VarBytesColumn()),
        published=fields.COLUMN(columns.NumericColumn("i")),
    )


def document(entry: Entry, identity: str, article: str) -> dict[str, Any]:
    """An entry as the indexed fields of a Whoosh document; empty ones are left out, which is faster."""
    values = {
        "stems": entry.stems,
        "words": entry.words,
        "variants": tuple(entry.variants),
        "speaker": tuple(entry.speaker),
        "outlet": tuple(entry.outlet),
        "date": entry.date,
        "kind": (entry.kind,),
        "confidence": entry.confidence,
        "id": (identity,),
        "article": (article,),
    }
    return {name: value for name, value in values.items() if value}
