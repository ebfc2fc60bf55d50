"""Days as tables and file names give them."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Final

from quotesearch.lexicons import table

__all__ = ["day_in"]

EARLIEST_YEAR: Final = 1700
LATEST_YEAR: Final = 2100

_TIME: Final = r"(?:[T\s,]\s*\d{1,2}[:.]\d\d.*)?"  # what may follow: a time of day, which is not kept
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-_./]?)(\d\d?)\2(\d\d?){_TIME}", re.DOTALL)
_YEAR_LAST = re.compile(rf"(\d\d?)([./-])(\d\d?)\2(\d{{4}}){_TIME}", re.DOTALL)
_COMPACT: Final = 8  # digits of a day without anything between


def day_in(text: str) -> str | None:
    """
    The day that a text is, in ISO form; None if it is not one, or may be two (`03/04/2024`).

    >>> day_in("2016-09-12"), day_in("20160912"), day_in("2016_9_12"), day_in("2024-10-31T09:00:00Z")
    ('2016-09-12', '2016-09-12', '2016-09-12', '2024-10-31')
    >>> day_in("31.10.2024"), day_in("10/31/2024 09:30"), day_in("31 October 2024"), day_in("Oct. 31, 2024")
    ('2024-10-31', '2024-10-31', '2024-10-31', '2024-10-31')
    >>> day_in("03/04/2024"), day_in("2024-10"), day_in("soon"), day_in("2024-13-01")
    (None, None, None, None)
    """
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        year, between, month, day = found.groups()
        if not between and len(year + month + day) != _COMPACT:
            return None
        return _day(int(year), int(month), int(day))
    if found := _YEAR_LAST.fullmatch(text):
        one, between, two, year = found.groups()
        return _year_last(int(one), int(two), int(year), is_dotted=between == ".")
    found = _with_month().fullmatch(text)
    if found is None:
        return None
    month = table("en/boilerplate_months")[(found["m1"] or found["m2"]).lower()]
    return _day(int(found["y1"] or found["y2"]), int(month), int(found["d1"] or found["d2"]))


def _year_last(one: int, two: int, year: int, *, is_dotted: bool) -> str | None:
    """A day or month, the other one, and the year: `31.10.2024` has the day first, `10/31/2024` may have either."""
    if is_dotted:
        return _day(year, two, one)
    if one != two and max(one, two) <= 12:
        return None
    return _day(year, min(one, two), max(one, two))


@cache
def _with_month() -> re.Pattern[str]:
    """A day whose month is named."""
    months = "|".join(sorted(map(re.escape, table("en/boilerplate_months")), key=len, reverse=True))
    return re.compile(
        rf"(?:\w+,\s+)?(?:(?P<d1>\d\d?)[\s-]+(?P<m1>{months})\.?,?[\s-]+(?P<y1>\d{{4}})"
        rf"|(?P<m2>{months})\.?\s+(?P<d2>\d\d?),?\s+(?P<y2>\d{{4}})){_TIME}",
        re.IGNORECASE | re.DOTALL,
    )


def _day(year: int, month: int, day: int) -> str | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
