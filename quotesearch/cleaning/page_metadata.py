"""What an HTML page says of itself: from JSON-LD, meta tags, `time`, headings and byline elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from quotesearch.cleaning.bylines import are_people, clean_names, is_desk
from quotesearch.cleaning.dates import dates_in, days_elsewhere, iso_date
from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.glued import names_in_line
from quotesearch.cleaning.jsonld import Statement, read_statements
from quotesearch.cleaning.markup import Markup
from quotesearch.cleaning.metadata import Metadata
from quotesearch.cleaning.shape import is_prose
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.model import Found, Span

__all__ = ["find_headline", "read_page_metadata", "stated_values"]

LONGEST_DATE_LINE: Final = 120
"""Code points of a unit whose date may be the article's."""

_DATES: Final = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "publishdate",
    "pubdate",
    "publish-date",
    "publish_date",
    "published-date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_AUTHORS: Final = (
    "author",
    "parsely-author",
    "sailthru.author",
    "article:author",
    "dc.creator",
    "byl",
    "cxenseparse:author",
)
_TITLES: Final = ("og:title", "twitter:title", "parsely-title", "title")
_URL_DATE = re.compile(r"/(20\d\d|19\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)")
_BY = re.compile(r"\bby\s", re.IGNORECASE)
_SECTION = re.compile(r"\s+\|\s+\w+$")  # “Bridge it is | Editorial”
_SITE_NAME = re.compile(r"\s+[|–—·•»:-]\s+")
_BYLINE_HINTS: Final = frozenset({"class “byline”", "class “author”", "class “authors”", "class “bylines”"})


def read_page_metadata(
    page: Markup, units: Sequence[Unit], verdicts: Sequence[Verdict], guess_date: Callable[[], str | None]
) -> Metadata:
    """
    The metadata of a page.

    Args:
        page: the page.
        units: its visible text.
        verdicts: the label of each unit; one of them may be the headline.
        guess_date: what htmldate makes of it, asked only about pages that say nothing clearer.
    """
    headline = next(
        (unit for unit, verdict in zip(units, verdicts, strict=True) if verdict.label == "headline"), None
    )
    statements = read_statements(page.scripts)
    meta = dict(reversed(list(_meta(page))))
    return Metadata(
        headline=_headline(page, headline, statements, meta),
        byline=next(_bylines(page, statements, meta), None),
        published=next(_as_shown(page, _dates(page, statements, meta, guess_date)), None),
        outlet=next(_outlets(statements, meta), None),
        url=next(_urls(page, meta), None),
    )


def stated_values(page: Markup) -> Iterator[tuple[str, Found[str]]]:
    """
    Everything that a page says of its own headline, writers, date, outlet and address, the surest first.

    What htmldate guesses is left out: it says nothing that the page does not.
    """
    statements = read_statements(page.scripts)
    meta = dict(reversed(list(_meta(page))))
    for name in _TITLES:
        if name in meta:
            yield "headline", meta[name]
    for statement in statements:
        if statement.headline:
            yield "headline", Found(statement.headline, "JSON-LD headline", statement.place)
    for byline in _bylines(page, statements, meta):
        yield "byline", Found(", ".join(byline.value), byline.basis, byline.place)
    for stated in _dates(page, statements, meta, lambda: None):
        day = iso_date(stated.value)
        if day is not None:
            yield "published", Found(day, stated.basis, stated.place)
    for outlet in _outlets(statements, meta):
        yield "outlet", outlet
    for url in _urls(page, meta):
        yield "url", url


def find_headline(page: Markup) -> int | None:
    """Which unit is the headline: the `h1` that agrees with the page's titles, else the only one."""
    titles = [fold(title) for title in _titles(page)]
    headings = [index for index, unit in enumerate(page.units) if unit.tag == "h1" or "in <h1>" in unit.hints]
    for index in headings:
        text = fold(page.units[index].text)
        if len(text) > 8 and any(text in title or title in text for title in titles if len(title) > 8):
            return index
    best = max(headings, key=lambda index: _overlap(page.units[index].text, titles), default=None)
    if best is not None and (_overlap(page.units[best].text, titles) >= 0.4 or len(headings) == 1):
        return best if len(page.units[best].text.split()) >= 2 else None
    for index, unit in enumerate(page.units):
        if (
            unit.tag in {"h2", "h3"}
            and len(fold(unit.text)) > 15
            and any(title.startswith(fold(unit.text)) for title in titles)
        ):
            return index
    return None if headings else _plain_headline(page, titles)


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


def _overlap(text: str, titles: Sequence[str]) -> float:
    own = set(fold(text).split())
    return max(
        (len(own & set(title.split())) / max(1, len(own | set(title.split()))) for title in titles),
        default=0.0,
    )


def _titles(page: Markup) -> list[str]:
    titles = [found.value for name, found in _meta(page) if name in _TITLES]
    return [*titles, *([page.title[1]] if page.title else [])]


def _meta(page: Markup) -> Iterator[tuple[str, Found[str]]]:
    """Meta tags by name, with what they say."""
    for element in page.elements:
        content = element.attributes.get("content", "").strip()
        if element.tag == "meta" and content:
            for key in ("property", "name", "itemprop"):
                name = element.attributes.get(key, "").strip().lower()
                if name:
                    yield name, Found(content, f"meta {key}={name}", Span(element.start, element.end))


def _headline(
    page: Markup, shown: Unit | None, statements: Sequence[Statement], meta: dict[str, Found[str]]
) -> Found[str] | None:
    if shown is not None:
        basis = f"the heading that agrees with the page's title, <{shown.tag}>"
        return Found(_SECTION.sub("", shown.text), basis, Span(shown.start, shown.end))
    outlet = fold(meta["og:site_name"].value) if "og:site_name" in meta else ""
    for name in _TITLES:
        if name in meta:
            return Found(_without_site(meta[name].value, outlet), meta[name].basis, meta[name].place)
    for statement in statements:
        if statement.headline:
            return Found(statement.headline, "JSON-LD headline", statement.place)
    if page.title and page.title[1].strip():
        value = " ".join(_without_site(page.title[1], outlet).split())
        return Found(value, "<title>", Span(page.title[0], page.title[0] + len(page.title[1])))
    return None


def _without_site(title: str, outlet: str) -> str:
    """A title without the site's name behind a bar or dash."""
    parts = _SITE_NAME.split(title)
    if len(parts) > 1 and outlet and (fold(parts[-1]) in outlet or outlet in fold(parts[-1])):
        last = list(_SITE_NAME.finditer(title))[-1]
        return title[: last.start()].strip()
    return title.strip()


def _dates(
    page: Markup,
    statements: Sequence[Statement],
    meta: dict[str, Found[str]],
    guess_date: Callable[[], str | None],
) -> Iterator[Found[str]]:
    """The dates that a page states, as they are written there."""
    stated = [
        Found(statement.published, f"JSON-LD datePublished of the {statement.kind}", statement.place)
        for statement in statements
    ]
    yield from (found for found in stated if "WebPage" not in found.basis)
    yield from (meta[name] for name in _DATES if name in meta)
    yield from stated
    yield from _marked_dates(page)
    for url in _urls(page, meta):
        match = _URL_DATE.search(url.value)
        if match:
            yield Found("-".join(part.zfill(2) for part in match.groups()), "the page's URL", url.place)
    guess = guess_date()
    if guess:
        yield Found(guess, "htmldate, from the page's markup")
    for element in page.elements:
        if element.tag == "time":
            written = element.attributes.get("datetime", "")
            yield Found(written, "the first <time>", Span(element.start, element.end))


def _as_shown(page: Markup, dates: Iterator[Found[str]]) -> Iterator[Found[str]]:
    """
    The days of stated dates; where the page shows another that is the same moment elsewhere, that one.

    Markup often gives universal time; readers and archives go by the date that is printed.
    """
    for stated in dates:
        day = iso_date(stated.value)
        if day is None:
            continue
        for wanted in ([day], days_elsewhere(stated.value)):
            for unit in page.units:
                if len(unit.text) <= LONGEST_DATE_LINE:
                    for shown in dates_in(unit.text):
                        if shown.day in wanted:
                            basis = f"shown on the page, within a day of {stated.basis}"
                            yield Found(shown.day, basis, Span(unit.start, unit.end))
        yield Found(day, stated.basis, stated.place)


def _marked_dates(page: Markup) -> Iterator[Found[str]]:
    """What elements say that are marked as the date of publication."""
    for element in page.elements:
        marked = (
            "pubdate" in element.attributes or "published" in element.attributes.get("itemprop", "").lower()
        )
        written = element.attributes.get("datetime") or element.attributes.get("content") or ""
        if marked and written:
            basis = f"<{element.tag}> marked as the date of publication"
            yield Found(written, basis, Span(element.start, element.end))


def _bylines(
    page: Markup, statements: Sequence[Statement], meta: dict[str, Found[str]]
) -> Iterator[Found[tuple[str, ...]]]:
    own = {fold(name) for name in _site_names(statements, meta)}
    marked = list(_marked_bylines(page, own))
    lines = list(_by_lines(page))
    signed = [statement for statement in statements if not statement.kind.endswith("WebPage")]
    for statement in signed:
        names = _people(statement.people, own)
        if not all(map(is_desk, names)):
            yield _writers(names, [*marked, *lines]) or Found(names, "JSON-LD author", statement.place)
    tagged = list(_tagged_authors(meta, own))
    yield from (found for found in tagged if are_people(found.value))
    yield from marked
    yield from lines
    for statement in signed:
        names = tuple(name for author in statement.authors if (name := author.strip(" ,")))
        if names:
            yield Found(names, "JSON-LD author", statement.place)
    yield from tagged


def _tagged_authors(meta: dict[str, Found[str]], own: set[str]) -> Iterator[Found[tuple[str, ...]]]:
    """Names in meta tags for authors; addresses are none."""
    for name in _AUTHORS:
        if name in meta and not meta[name].value.startswith("http"):
            names = _people((meta[name].value,), own)
            if names:
                yield Found(names, meta[name].basis, meta[name].place)


def _writers(stated: Sequence[str], shown: Sequence[Found[tuple[str, ...]]]) -> Found[tuple[str, ...]] | None:
    """
    The stated authors that readers see; None if they see none of them, or all.

    Editors and reviewers are often stated along with the writers.
    """
    seen = {fold(name): found.place for found in shown for name in found.value}
    writers = tuple(name for name in stated if fold(name) in seen)
    if not writers or len(writers) == len(stated):
        return None
    return Found(writers, "JSON-LD authors whom the page shows", seen[fold(writers[0])])


def _by_lines(page: Markup) -> Iterator[Found[tuple[str, ...]]]:
    """Lines with “by” and names, and perhaps a date."""
    for unit in page.units:
        names = names_in_line(unit.text) if _BY.search(unit.text[:LONGEST_DATE_LINE]) else ()
        if are_people(names):
            yield Found(names, "“by” and names", Span(unit.start, unit.end))


def _marked_bylines(page: Markup, own: set[str]) -> Iterator[Found[tuple[str, ...]]]:
    """Names in elements for the byline."""
    for unit in page.units:
        if not _BYLINE_HINTS.isdisjoint(unit.hints) and len(unit.text) <= 160:
            names = _people(names_in_line(unit.text), own) or _people(names_in_line(_linked_start(unit)), own)
            if are_people(names):
                yield Found(names, "an element for the byline", Span(unit.start, unit.end))


def _linked_start(unit: Unit) -> str:
    """The words of a link at a unit's start: the writer's name, whose outlet follows without a mark between."""
    linked = round(unit.links * len(unit.text))
    return unit.text[:linked] if unit.text[linked : linked + 1] == " " else ""


def _people(authors: Sequence[str], own: set[str]) -> tuple[str, ...]:
    """Names of authors, the site's own and addresses left out, and the desks of people."""
    names: dict[str, None] = {}
    for author in authors:
        for name in clean_names(author.removeprefix("By ").removeprefix("by ")) or ():
            if fold(name) not in own:
                names[name] = None
    people = tuple(name for name in names if not is_desk(name))
    return people or tuple(names)


def _site_names(statements: Sequence[Statement], meta: dict[str, Found[str]]) -> Iterator[str]:
    if "og:site_name" in meta:
        yield meta["og:site_name"].value
    yield from (statement.publisher for statement in statements if statement.publisher)


def _outlets(statements: Sequence[Statement], meta: dict[str, Found[str]]) -> Iterator[Found[str]]:
    if "og:site_name" in meta:
        yield meta["og:site_name"]
    for statement in statements:
        if statement.publisher:
            yield Found(statement.publisher, "JSON-LD publisher", statement.place)
    if "application-name" in meta:
        yield meta["application-name"]


def _urls(page: Markup, meta: dict[str, Found[str]]) -> Iterator[Found[str]]:
    for element in page.elements:
        if element.tag == "link" and "canonical" in element.attributes.get("rel", "").lower():
            address = element.attributes.get("href", "").strip()
            if address.startswith("http"):
                yield Found(address, "link rel=canonical", Span(element.start, element.end))
    if meta.get("og:url", Found("", "")).value.startswith("http"):
        yield meta["og:url"]
