"""Who wrote an HTML page: from JSON-LD, meta tags, elements for the byline and lines with “by”."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quotesearch.cleaning.bylines import (
    are_people,
    clean_names,
    is_desk,
    is_nobody,
    says_by,
    without_addresses,
)
from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.glued_lines import names_in_line, pieces
from quotesearch.cleaning.hints import COMMENT_BOX
from quotesearch.cleaning.line_rules import heading_of
from quotesearch.cleaning.page_sources import Sources
from quotesearch.cleaning.unit import Unit
from quotesearch.lexicons import Lexicon
from quotesearch.model import Found, Span

__all__ = ["stated_bylines"]

LONGEST_BYLINE: Final = 160
"""Code points of a unit in an element for the byline."""

LONGEST_START: Final = 120
"""Code points in which a line says “by”."""

BETWEEN_WRITERS: Final = 3
"""Units from one writer's name to the next one's, if no one else is named between them."""

MOST_WRITERS: Final = 20
"""Names that are joined to one byline."""

_AUTHORS: Final = (
    "author",
    "parsely-author",
    "sailthru.author",
    "article:author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
)
_BY = re.compile(r"\bby\s", re.IGNORECASE)
_BYLINE_HINTS: Final = frozenset({".byline", ".author", ".authors", ".bylines"})
_NOT_OF_WRITERS: Final = frozenset(
    {"<blockquote>", "<figcaption>", ".quote", ".pullquote", ".blockquote"}
    | {".callout", ".related", ".recommended", ".teaser"}
    | {COMMENT_BOX, ".comment", ".testimonial"}
)

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    """Names that readers see, and the units that they are in."""

    first: int
    last: int
    found: Found[Names]


def stated_bylines(lexicon: Lexicon, sources: Sources) -> Iterator[Found[Names]]:
    """The writers that a page names, the surest first."""
    shown = [*_joined(lexicon, _marked_bylines(lexicon, sources), sources), *_by_lines(lexicon, sources)]
    near = [one.found for one in shown if one.first in sources.head]
    box = _first_box(lexicon, sources)
    far = [one for one in shown if one.first not in sources.head and one.first < box]
    tagged = list(_tagged_authors(lexicon, sources))
    people = [found for found in tagged if are_people(lexicon, found.value)]
    stated = [*_stated_authors(lexicon, sources, [one.found for one in shown], people), *people]
    # Who is named in the headline is its subject, if the page shows another name as its byline.
    subjects = [found for found in stated if _are_subjects(found.value, near, sources)]
    yield from (found for found in stated if found not in subjects)
    yield from near
    yield from _signatures(lexicon, sources)
    yield from subjects
    authors = _author_units(sources)
    for some in ([one.found for one in far if one.first in authors], [one.found for one in far]):
        if len({found.value for found in some}) == 1:  # of several each is another story's
            yield from some
    yield from _desk_lines(lexicon, sources)
    for statement in sources.statements:
        names = tuple(name for name in map(_bare, statement.authors) if name and not is_nobody(lexicon, name))
        if names and not statement.kind.endswith("WebPage"):
            yield Found(names, "JSON-LD author", statement.place)
    yield from tagged
    for statement in sources.statements:
        names = _people(lexicon, statement.people, sources)
        if names:
            yield Found(names, "JSON-LD author of the page", statement.place)


def _first_box(lexicon: Lexicon, sources: Sources) -> int:
    """The first heading of a box of other stories or of comments below the headline; past the last unit if none."""
    units = sources.page.units
    below = range(max(sources.head, default=0) + 1, len(units))
    return next((at for at in below if heading_of(lexicon, units[at].text) is not None), len(units))


def _author_units(sources: Sources) -> frozenset[int]:
    """The units that begin right inside an element that is marked as the author's."""
    starts = [
        element.end
        for element in sources.page.elements
        if "author" in element.attributes.get("itemprop", "").split()
    ]
    units = sources.page.units
    after = (bisect_left(units, start, key=lambda unit: unit.start) for start in starts)
    return frozenset(index for index in after if index < len(units))


def _stated_authors(
    lexicon: Lexicon, sources: Sources, shown: Sequence[Found[Names]], tagged: Sequence[Found[Names]]
) -> Iterator[Found[Names]]:
    """The authors in JSON-LD; those of them that readers see, or the longer list of a meta tag."""
    for statement in sources.statements:
        names = _people(lexicon, statement.people, sources)
        if (
            names
            and not statement.kind.endswith("WebPage")
            and not all(is_desk(lexicon, name) for name in names)
        ):
            longer = (found for found in tagged if {*map(fold, found.value)} > {*map(fold, names)})
            found = _writers(names, shown) or next(longer, None)
            yield found or Found(names, "JSON-LD author", statement.place)


def _tagged_authors(lexicon: Lexicon, sources: Sources) -> Iterator[Found[Names]]:
    """Names in meta tags for authors, of which there may be one for each; addresses are none."""
    for key in _AUTHORS:
        tags = sources.meta.get(key, ())
        names = _people(lexicon, [tag.value for tag in tags], sources)
        if names:
            yield Found(names, tags[0].basis, tags[0].place)


def _writers(stated: Names, shown: Sequence[Found[Names]]) -> Found[Names] | None:
    """
    The stated authors that readers see; None if they see none of them, or all.

    Editors and reviewers are often stated along with the writers.
    """
    seen = {fold(name): found.place for found in shown for name in found.value}
    writers = tuple(name for name in stated if fold(name) in seen)
    if not writers or len(writers) == len(stated):
        return None
    return Found(writers, "JSON-LD authors that the page shows", seen[fold(writers[0])])


def _are_subjects(names: Names, near: Sequence[Found[Names]], sources: Sources) -> bool:
    """Whether these are named in the headline, and others as the writers below it."""
    if sources.headline is None or not near:
        return False
    headline = f" {fold(sources.page.units[sources.headline].text)} "
    seen = {fold(name) for found in near for name in found.value}
    return all(f" {fold(name)} " in headline and fold(name) not in seen for name in names)


def _by_lines(lexicon: Lexicon, sources: Sources) -> Iterator[_Shown]:
    """Lines with “by” and names, and perhaps a date."""
    for index, unit in enumerate(sources.page.units):
        if _BY.search(unit.text[:LONGEST_START]) and _NOT_OF_WRITERS.isdisjoint(unit.hints):
            names = _without_site(names_in_line(lexicon, unit.text), sources)
            if are_people(lexicon, names):
                yield _Shown(index, index, Found(names, "“by” and names", Span(unit.start, unit.end)))


def _marked_bylines(lexicon: Lexicon, sources: Sources) -> Iterator[_Shown]:
    """Names in elements for the byline; not those of editors, reviewers and photographers."""
    units = sources.page.units
    for index, unit in enumerate(units):
        if (
            len(unit.text) > LONGEST_BYLINE
            or _BYLINE_HINTS.isdisjoint(unit.hints)
            or not _NOT_OF_WRITERS.isdisjoint(unit.hints)
            or (index and fold(units[index - 1].text) in lexicon.entries("boilerplate_other_credits"))
        ):
            continue
        for text in (unit.text, _linked_start(unit)):
            names = _people(lexicon, names_in_line(lexicon, text), sources)
            if are_people(lexicon, names):
                place = Span(unit.start, unit.end)
                yield _Shown(index, index, Found(names, "an element for the byline", place))
                break


def _joined(lexicon: Lexicon, marked: Iterator[_Shown], sources: Sources) -> Iterator[_Shown]:
    """Bylines of which each name is a line of its own, as one."""
    last: _Shown | None = None
    for one in marked:
        if last is not None and _follows(lexicon, last, one, sources):
            both = dict.fromkeys([*last.found.value, *one.found.value])
            names = tuple(name for name in both if not is_desk(lexicon, name)) or tuple(both)
            last = _Shown(last.first, one.last, Found(names, last.found.basis, last.found.place))
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _follows(lexicon: Lexicon, last: _Shown, one: _Shown, sources: Sources) -> bool:
    """Whether nothing is between two names but “and”, an outlet or an agency."""
    between = sources.page.units[last.last + 1 : one.first]
    return (
        len(last.found.value) < MOST_WRITERS
        and len(between) < BETWEEN_WRITERS
        and all(
            fold(unit.text) in {"", "and", "by"}
            or sources.site.is_called(unit.text)
            or (is_desk(lexicon, unit.text) and len(unit.text) <= LONGEST_BYLINE)
            for unit in between
        )
    )


def _signatures(lexicon: Lexicon, sources: Sources) -> Iterator[Found[Names]]:
    """A name at the headline with the date after it or in the next line, without any “by”."""
    units = sources.page.units
    for index, unit in sources.head_units():
        if sources.headline is None or index <= sources.headline or len(unit.text) > LONGEST_START:
            continue
        settled = [piece.settled.label for piece in pieces(lexicon, unit.text, first=False) if piece.settled]
        dated = settled[:1] == ["byline"]
        if not dated and index + 1 < len(units) and len(units[index + 1].text) <= LONGEST_START:
            below = [piece.settled for piece in pieces(lexicon, units[index + 1].text, first=False)]
            dated = below[0] is not None and below[0].label == "date"
        if dated:
            names = _without_site(names_in_line(lexicon, unit.text), sources)
            if are_people(lexicon, names):
                yield Found(names, "a name before the date", Span(unit.start, unit.end))


def _desk_lines(lexicon: Lexicon, sources: Sources) -> Iterator[Found[Names]]:
    """“By” and an organisation, such as an agency or a university, at the headline."""
    for _, unit in sources.head_units():
        if len(unit.text) <= LONGEST_START and says_by(unit.text):
            names = names_in_line(lexicon, unit.text)
            if names:
                yield Found(names, "“by” and a name", Span(unit.start, unit.end))


def _linked_start(unit: Unit) -> str:
    """The words of a link at a unit's start: the writer's name, whose outlet follows without a mark between."""
    linked = round(unit.links * len(unit.text))
    return unit.text[:linked] if unit.text[linked : linked + 1] == " " else ""


def _people(lexicon: Lexicon, authors: Sequence[str], sources: Sources) -> Names:
    """Names of authors, the site's own and addresses left out, and the desks of people."""
    names: dict[str, None] = {}
    for author in authors:
        if not sources.site.is_said_to_be(_bare(author)):
            for name in clean_names(lexicon, author.removeprefix("By ").removeprefix("by ")):
                names[name] = None
    told = _without_site(tuple(names), sources)
    return tuple(name for name in told if not is_desk(lexicon, name)) or told


def _without_site(names: Names, sources: Sources) -> Names:
    return tuple(name for name in names if not sources.site.is_said_to_be(name))


def _bare(author: str) -> str:
    return without_addresses(author).strip(" ,.|")
