"""
Lines in their usual spelling, as they are judged: marks changed by a wrong decoder or an export are restored.

Blocks keep the text as printed; only the labels come from the usual one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quotesearch.cleaning.unit import Unit
from quotesearch.spelling import may_have_odd_marks

__all__ = ["in_usual_spelling", "usual_text"]


def in_usual_spelling(units: Sequence[Unit]) -> Sequence[Unit]:
    """
    Units with their texts in the usual spelling; the same objects if nothing changes.

    >>> units = (Unit(0, 15, "&quot;No,&quot; she said.", True),)
    >>> in_usual_spelling(units)[0].text
    '"No," she said.'
    """
    if not may_have_odd_marks("\n".join([unit.text for unit in units])):
        return units
    return [
        unit if text == unit.text else replace(unit, text=text)
        for unit in units
        for text in (usual_text(unit.text),)
    ]


def usual_text(text: str) -> str:
    """A line in its usual spelling."""
    if not may_have_odd_marks(text):
        return text
    from quotesearch.spelling import usual_marks

    return usual_marks(text).text
