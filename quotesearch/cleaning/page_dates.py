"""When an HTML page was published: from JSON-LD, meta tags, marked elements and what is below the headline."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import Final

from quotesearch import lexicons
from quotesearch.cleaning.dates import dates_in, days_elsewhere, iso_date, says_changed
from quotesearch.cleaning.glued_lines import pieces
from quotesearch.cleaning.markup import Element
from quotesearch.cleaning.page_sources import Sources, bare_name
from quotesearch.lexicons import Lexicon
from quotesearch.model import Found, Span

__all__ = ["as_shown", "stated_dates"]

LONGEST_DATE_LINE: Final = 120
"""Code points of a unit whose date may be the article's."""

BEFORE_HEADLINE: Final = 2
"""Units above the headline in which its date may be."""

LONGEST_TAG: Final = 200
"""Code points between a tag and the text that it marks."""

_URL_DATE = re.compile(
    r"[/-](20\d\d|19\d\d)(?:([/-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?!\d)"
)
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def stated_dates(
    lexicon: Lexicon, sources: Sources, guess_date: Callable[[], str | None]
) -> Iterator[Found[str]]:
    """The dates that a page states, as they are written there, the surest first."""
    stated = [
        (
            statement.kind,
            Found(statement.published, f"JSON-LD datePublished of the {statement.kind}", statement.place),
        )
        for statement in sources.statements
    ]
    yield from (found for kind, found in stated if "WebPage" not in kind)
    by_name: dict[str, Found[str]] = {}
    for name, found in sources.meta.items():
        by_name.setdefault(bare_name(name), found[0])
    yield from (by_name[name] for name in lexicons.entries("html_date_metas") if name in by_name)
    yield from (found for _, found in stated)
    yield from _marked_dates(sources)
    for url in sources.urls:
        match = _URL_DATE.search(url.value)
        if match:
            year, _, *numbers = match.groups()
            written = "-".join([year, *(number.zfill(2) for number in numbers if number)])
            yield Found(written, "the page's URL", url.place)
    yield from _dates_in_head(lexicon, sources)
    guess = guess_date()
    if guess:
        yield Found(guess, "htmldate, from the page's markup")
    for element in sources.page.elements:
        if element.tag == "time":
            written = element.attributes.get("datetime", "")
            yield Found(written, "the first <time>", Span(element.start, element.end))


def as_shown(lexicon: Lexicon, sources: Sources, dates: Iterator[Found[str]]) -> Iterator[Found[str]]:
    """
    The days of stated dates; where the page shows another that is the same moment elsewhere, that one.

    Markup often gives universal time; readers and archives go by the date that is printed.
    """
    for stated in dates:
        day = iso_date(lexicon, stated.value)
        if day is None:
            continue
        for wanted in ([day], days_elsewhere(lexicon, stated.value)):
            for unit in sources.page.units:
                if len(unit.text) <= LONGEST_DATE_LINE:
                    for shown in dates_in(lexicon, unit.text):
                        if shown.day in wanted:
                            basis = f"shown on the page, within a day of {stated.basis}"
                            yield Found(shown.day, basis, Span(unit.start, unit.end))
        yield Found(day, stated.basis, stated.place)


def _marked_dates(sources: Sources) -> Iterator[Found[str]]:
    """What elements say that are marked as the date of publication, or the text in them."""
    known = lexicons.words("html_date_metas")
    for element in sources.page.elements:
        told = element.attributes.get("itemprop") or element.attributes.get("property") or ""
        marked = "pubdate" in element.attributes or any(
            bare_name(name.rpartition(":")[2]) in known for name in told.split()
        )
        if marked and element.tag != "meta":
            written = element.attributes.get("datetime") or element.attributes.get("content") or ""
            basis = f"<{element.tag}> marked as the date of publication"
            yield Found(written or _text_of(element, sources), basis, Span(element.start, element.end))


def _text_of(element: Element, sources: Sources) -> str:
    """The line that begins right inside an element."""
    units = sources.page.units
    index = bisect_left(units, element.end, key=lambda unit: unit.start)
    if index == len(units) or units[index].start - element.end > LONGEST_TAG:
        return ""
    return units[index].text if len(units[index].text) <= LONGEST_DATE_LINE else ""


def _dates_in_head(lexicon: Lexicon, sources: Sources) -> Iterator[Found[str]]:
    """Dates at the headline, as `time` or in a line of their own, except those of changes."""
    units = sources.page.units
    if sources.headline is None or not sources.head:
        return
    top, end = units[max(0, sources.headline - BEFORE_HEADLINE)].start, units[sources.head[-1]].end
    times = [
        Found(
            element.attributes.get("datetime", ""),
            "<time> near the headline",
            Span(element.start, element.end),
        )
        for element in sources.page.elements
        if element.tag == "time" and top <= element.start < end and not _is_of_change(element, sources)
    ]
    below = units[sources.headline].end
    yield from (found for found in times if found.place and found.place.start >= below)
    for index, unit in sources.head_units():
        if index > sources.headline and _is_date_line(lexicon, unit.text):
            date = next(dates_in(lexicon, unit.text))
            if not says_changed(unit.text[: date.start]):
                yield Found(date.day, "a date near the headline", Span(unit.start, unit.end))
    yield from times  # last, as the day on which a page was fetched may be above its headline


def _is_date_line(lexicon: Lexicon, text: str) -> bool:
    """Whether a line holds a date and hardly more: a byline, a reading time."""
    settled = (piece.settled for piece in pieces(lexicon, text, first=False))
    return len(text) <= LONGEST_DATE_LINE and any(one is not None and one.label == "date" for one in settled)


def _is_of_change(element: Element, sources: Sources) -> bool:
    """Whether a `time` says when the story was changed, by its name or the words before it."""
    named = _INNER_CAPITAL.sub(
        " ", " ".join(element.attributes.get(key, "") for key in ("class", "itemprop"))
    )
    if says_changed(named.replace("_", " ")) and "publish" not in named.lower():
        return True
    units = sources.page.units
    around = bisect_right(units, element.start, key=lambda unit: unit.end)
    return around < len(units) and says_changed(units[around].text[:LONGEST_DATE_LINE].split(":")[0])
