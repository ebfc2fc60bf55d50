"""Where an HTML page may speak of itself: its meta tags, its JSON-LD, its addresses, and the head of its story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from quotesearch.cleaning.folding import fold, fold_words
from quotesearch.cleaning.jsonld import Statement, read_statements
from quotesearch.cleaning.line_shape import is_prose
from quotesearch.cleaning.markup import Markup
from quotesearch.cleaning.site_names import Site, name_site
from quotesearch.cleaning.unit import Unit
from quotesearch.lexicons import Lexicon
from quotesearch.model import Found, Span

__all__ = ["TITLES", "Sources", "overlap", "read_sources", "titles_of"]

TITLES: Final = ("og:title", "twitter:title", "parsely-title", "title")
"""Meta tags that hold the page's title."""

BEFORE_HEADLINE: Final = 6
"""Units above the headline that belong to the head of a story."""

MOST_TOLD: Final = 50
"""Tags of one name, titles and statements that are looked at."""

LONGEST_HEAD: Final = 60
"""Units."""

PROSE_IN_HEAD: Final = 3
"""Paragraphs, of which the first may be a standfirst and the second a caption; the next is below the head."""

ALIKE: Final = 0.4
"""Share of the words that two wordings of one headline have in common."""

_MARKS = re.compile(r"[^a-z]+")


@dataclass(frozen=True, slots=True)
class Sources:
    """What there is to read a page's facts from."""

    page: Markup
    meta: dict[str, tuple[Found[str], ...]]  # by name in lower case, each in the order of the page
    statements: tuple[Statement, ...]  # of JSON-LD; those of other stories are left out
    urls: tuple[Found[str], ...]
    site: Site
    headline: int | None  # which unit it is
    head: range  # units around the headline, down to the first paragraphs

    def first(self, name: str) -> Found[str] | None:
        """The first meta tag of that name."""
        return self.meta[name][0] if name in self.meta else None

    def head_units(self) -> Iterator[tuple[int, Unit]]:
        """The units in the head of the story."""
        return ((index, self.page.units[index]) for index in self.head)


def read_sources(lexicon: Lexicon, page: Markup, headline: int | None) -> Sources:
    """
    What a page's facts are read from.

    Args:
        lexicon: the word lists of the language.
        page: the page.
        headline: which of its units is the headline, if any is.
    """
    tags: dict[str, list[Found[str]]] = {}
    for name, found in _meta(page):
        tags.setdefault(name, []).append(found)
    meta = {name: tuple(found[:MOST_TOLD]) for name, found in tags.items()}
    titles = titles_of(page)
    if headline is not None:
        titles.append(page.units[headline].text)
    urls = tuple(_urls(page, meta))
    statements = _own(_statements(page.scripts), titles, {url.value for url in urls})
    named = [found.value for name in ("og:site_name", "application-name") for found in meta.get(name, ())]
    named += [statement.publisher for statement in statements if statement.publisher]
    site = name_site(lexicon, named, urls[0].value if urls else "")
    return Sources(page, meta, statements, urls, site, headline, _head(page.units, headline))


def titles_of(page: Markup) -> list[str]:
    """The titles that a page gives itself for machines."""
    titles = [found.value for name, found in _meta(page) if name in TITLES]
    return [*titles[:MOST_TOLD], *([page.title[1]] if page.title else [])]


def overlap(text: str, titles: Sequence[str]) -> float:
    """
    The share of words that a text has in common with the title that it is most like.

    >>> overlap("Council votes", ["Council votes for bridge", "Menu"])
    0.5
    """
    own = set(fold_words(text))
    others = (set(fold_words(title)) for title in titles)
    return max((len(own & other) / max(1, len(own | other)) for other in others), default=0.0)


@lru_cache(maxsize=1)
def _statements(scripts: tuple[tuple[int, str], ...]) -> tuple[Statement, ...]:
    """The first statements of a page, which is asked for them twice."""
    return read_statements(scripts)[:MOST_TOLD]


def bare_name(name: str) -> str:
    """
    The letters of a meta tag's name, which sites write with all sorts of marks between.

    >>> bare_name("article:published_time"), bare_name("DC.date.issued")
    ('articlepublishedtime', 'dcdateissued')
    """
    return _MARKS.sub("", name.lower())


def _meta(page: Markup) -> Iterator[tuple[str, Found[str]]]:
    """Meta tags by name, with what they say."""
    for element in page.elements:
        content = element.attributes.get("content", "").strip()
        if element.tag == "meta" and content:
            for key in ("property", "name", "itemprop"):
                name = element.attributes.get(key, "").strip().lower()
                if name:
                    yield name, Found(content, f"meta {key}={name}", Span(element.start, element.end))


def _urls(page: Markup, meta: dict[str, tuple[Found[str], ...]]) -> Iterator[Found[str]]:
    for element in page.elements:
        if element.tag == "link" and "canonical" in element.attributes.get("rel", "").lower():
            address = element.attributes.get("href", "").strip()
            if address.startswith("http"):
                yield Found(address, "link rel=canonical", Span(element.start, element.end))
    for found in meta.get("og:url", ())[:1]:
        if found.value.startswith("http"):
            yield found


def _own(
    statements: Sequence[Statement], titles: Sequence[str], addresses: set[str]
) -> tuple[Statement, ...]:
    """
    The statements about the story of the page.

    Pages also describe the stories that they link to. Where one statement has the page's title or address, those
    with another headline are of other stories.
    """
    folded = [fold(title) for title in titles]

    def is_own(statement: Statement) -> bool:
        told = fold(statement.headline)
        return (
            statement.address in addresses
            or any(told and told in title for title in folded)
            or overlap(told, folded) >= ALIKE
        )

    own = [statement.headline != "" and is_own(statement) for statement in statements]
    return tuple(
        statement
        for statement, is_mine in zip(statements, own, strict=True)
        if is_mine or not statement.headline or not any(own)
    )


def _head(units: Sequence[Unit], headline: int | None) -> range:
    top = headline or 0
    prose = 0
    for index in range(top + (headline is not None), min(len(units), top + LONGEST_HEAD)):
        prose += is_prose(units[index].text)
        if prose == PROSE_IN_HEAD:
            return range(max(0, top - BEFORE_HEADLINE), index)
    return range(max(0, top - BEFORE_HEADLINE), min(len(units), top + LONGEST_HEAD))
