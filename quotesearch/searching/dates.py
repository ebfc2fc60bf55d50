"""Days, months and years as people type them → the first and last day they mean."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Final

__all__ = ["FORMS", "day"]

FORMS: Final = "2024-10-31, 2024-10 or 2024"
"""The accepted forms, for messages."""

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def day(text: str, *, last: bool) -> str | None:
    """
    The first or last day of a day, month or year, as an ISO date; None if it is not one of these.

    >>> (
    ...     day("2024-02", last=False),
    ...     day("2024-02", last=True),
    ...     day("2024", last=True),
    ...     day("2024-02-30", last=True),
    ... )
    ('2024-02-01', '2024-02-29', '2024-12-31', None)
    """
    found = _DATE.fullmatch(text.strip())
    if found is None or int(found[1]) == 0:
        return None
    year = int(found[1])
    month = int(found[2]) if found[2] else (12 if last else 1)
    if not 1 <= month <= 12:
        return None
    days = monthrange(year, month)[1]
    number = int(found[3]) if found[3] else (days if last else 1)
    return f"{year:04}-{month:02}-{number:02}" if 1 <= number <= days else None
