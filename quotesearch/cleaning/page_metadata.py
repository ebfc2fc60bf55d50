"""What an HTML page says of itself: from JSON-LD, meta tags, `time`, headings and byline elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from quotesearch.cleaning.dates import iso_date
from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.line_shape import count_words, is_prose
from quotesearch.cleaning.markup import Markup
from quotesearch.cleaning.metadata import Metadata
from quotesearch.cleaning.page_bylines import stated_bylines
from quotesearch.cleaning.page_dates import as_shown, stated_dates
from quotesearch.cleaning.page_sources import ALIKE, TITLES, Sources, overlap, read_sources, titles_of
from quotesearch.cleaning.site_names import Site, title_parts
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon
from quotesearch.model import Found, Span

__all__ = ["find_headline", "read_page_metadata", "stated_values"]

FEWEST_SHARED: Final = 8
"""Code points of a heading that is in a title, or holds it, as a whole."""

LONGEST_SITE: Final = 3
"""Words of a part of <title> that is the site's name or a section, if nothing else shows that."""

FEWEST_TITLE: Final = 5
"""Words of the other part."""

_SECTION = re.compile(r"\s+\|\s+\w+$")  # “Bridge it is | Editorial”
_HANDLE = re.compile(r"@\w+|https?://\S+|\W*")


def read_page_metadata(
    lexicon: Lexicon,
    page: Markup,
    units: Sequence[Unit],
    verdicts: Sequence[Verdict],
    guess_date: Callable[[], str | None],
) -> Metadata:
    """
    The metadata of a page.

    Args:
        lexicon: the word lists of the language.
        page: the page.
        units: its visible text.
        verdicts: the label of each unit; one of them may be the headline.
        guess_date: htmldate's guess, asked only about pages that have no clearer date.
    """
    headline = next((index for index, verdict in enumerate(verdicts) if verdict.label == "headline"), None)
    sources = read_sources(lexicon, page, headline)
    return Metadata(
        headline=_headline(sources, units[headline] if headline is not None else None),
        byline=next(stated_bylines(lexicon, sources), None),
        published=next(as_shown(lexicon, sources, stated_dates(lexicon, sources, guess_date)), None),
        outlet=next(_outlets(sources), None),
        url=next(iter(sources.urls), None),
    )


def stated_values(lexicon: Lexicon, page: Markup) -> Iterator[tuple[str, Found[str]]]:
    """
    Everything that a page says of its own headline, writers, date, outlet and address, the surest first.

    What htmldate guesses is left out: it says nothing that the page does not.
    """
    sources = read_sources(lexicon, page, find_headline(lexicon, page))
    for name in TITLES:
        title = sources.first(name)
        if title is not None:
            yield "headline", title
    for statement in sources.statements:
        if statement.headline:
            yield "headline", Found(statement.headline, "JSON-LD headline", statement.place)
    for byline in stated_bylines(lexicon, sources):
        yield "byline", Found(", ".join(byline.value), byline.basis, byline.place)
    for stated in stated_dates(lexicon, sources, lambda: None):
        day = iso_date(lexicon, stated.value)
        if day is not None:
            yield "published", Found(day, stated.basis, stated.place)
    for outlet in _outlets(sources):
        yield "outlet", outlet
    for url in sources.urls:
        yield "url", url


def find_headline(lexicon: Lexicon, page: Markup) -> int | None:
    """
    Which unit is the headline: the `h1` that agrees best with the page's titles, else the only one.

    The site's own name, which many pages have in an `h1`, is none.
    """
    site = read_sources(lexicon, page, None).site
    raw = titles_of(page)
    titles = [fold(site.without_label(title)) for title in raw]
    headings = [
        index
        for index, unit in enumerate(page.units)
        if (unit.tag == "h1" or "<h1>" in unit.hints) and not site.is_called(unit.text)
    ]
    best = max(headings, key=lambda index: _agreement(page.units[index].text, titles), default=None)
    if best is not None and _agreement(page.units[best].text, titles) >= ALIKE:
        rest = _beside(page.units[best].text, raw)
        headed = (unit.tag in {"h1", "h2", "h3"} and fold(unit.text) == rest for unit in page.units)
        best = next((index for index, heads in enumerate(headed) if heads), best)
        return best if count_words(page.units[best].text) >= 2 else None
    for index, unit in enumerate(page.units):
        text = fold(unit.text)
        if unit.tag in {"h2", "h3"} and len(text) > 15 and any(title.startswith(text) for title in titles):
            return index
    if len(headings) == 1:
        return headings[0] if count_words(page.units[headings[0]].text) >= 2 else None
    return None if headings else _plain_headline(page, titles)


def _beside(heading: str, titles: Sequence[str]) -> str:
    """The part of a title next to a short heading that it begins or ends with, a site's name or a section; folded."""
    named = fold(heading)
    if named.count(" ") >= LONGEST_SITE:
        return ""
    for title in map(fold, titles):
        rest = title.removeprefix(f"{named} ").removesuffix(f" {named}")
        if rest != title and rest.count(" ") + 1 >= FEWEST_TITLE:
            return rest
    return ""


def _agreement(text: str, titles: Sequence[str]) -> float:
    """How well a heading agrees with the titles: by the words they share, and more if one holds the other."""
    told = fold(text)
    held = any(
        len(told) > FEWEST_SHARED and (told in title or title in told)
        for title in titles
        if len(title) > FEWEST_SHARED
    )
    return overlap(text, titles) + held


def _plain_headline(page: Markup, titles: Sequence[str]) -> int | None:
    """The line above the story that the page's title holds, where no element is a heading: a print version."""
    for index, unit in enumerate(page.units):
        text = fold(unit.text)
        if is_prose(unit.text):
            return None
        if (
            unit.settled is None
            and text.count(" ") >= 2
            and any(f" {text} " in f" {title} " for title in titles)
        ):
            return index
    return None


def _headline(sources: Sources, shown: Unit | None) -> Found[str] | None:
    if shown is not None:
        basis = f"the heading that agrees with the page's title, <{shown.tag}>"
        value = _SECTION.sub("", sources.site.without_name(shown.text))
        return Found(value, basis, Span(shown.start, shown.end))
    for name in TITLES:
        title = sources.first(name)
        if title is not None and not sources.site.is_called(title.value):
            return Found(sources.site.without_label(title.value), title.basis, title.place)
    for statement in sources.statements:
        if statement.headline:
            return Found(statement.headline, "JSON-LD headline", statement.place)
    if sources.page.title and sources.page.title[1].strip():
        start, text, end = sources.page.title
        value = " ".join(_story_of(text, sources.site).split())
        return Found(value, "<title>", Span(start, end))
    return None


def _story_of(title: str, site: Site) -> str:
    """A title without the site's name; of two parts of which neither is known, without the short one."""
    rest = site.without_label(title)
    parts = sorted(
        (title[start:end] for start, end in title_parts(title)), key=lambda part: len(part.split())
    )
    if rest == title.strip() and len(parts) == 2:
        short, long = (len(part.split()) for part in parts)
        if short <= LONGEST_SITE and long >= FEWEST_TITLE:
            return parts[1]
    return rest


def _outlets(sources: Sources) -> Iterator[Found[str]]:
    """The names that a page gives its site, without slogans; handles and addresses are none."""
    for found in _named_outlets(sources):
        value = (sources.site.named_part(found.value) or found.value).strip(" |-–—·»")
        if not _HANDLE.fullmatch(value):
            yield Found(value, found.basis, found.place)


def _named_outlets(sources: Sources) -> Iterator[Found[str]]:
    name = sources.first("og:site_name")
    if name is not None:
        yield name
    for statement in sources.statements:
        if statement.publisher:
            yield Found(statement.publisher, "JSON-LD publisher", statement.place)
    application = sources.first("application-name")
    if application is not None:
        yield application
    if sources.page.title:
        start, text, end = sources.page.title
        part = sources.site.named_part(text)
        if part:
            yield Found(part, "the part of <title> that the host's name spells", Span(start, end))
