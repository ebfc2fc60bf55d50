"""JSON-LD: what a page declares to search engines about its article."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quotesearch.model import Span, without_surrogates
from quotesearch.spelling import unescaped

__all__ = ["Statement", "read_statements"]

_DATES: Final = ("datePublished", "dateCreated")
_ARTICLES: Final = ("Article", "Posting", "Report", "WebPage")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one node says of an article. Empty: it does not say."""

    kind: str  # its @type
    headline: str
    published: str
    authors: tuple[str, ...]
    people: tuple[str, ...]  # those of the authors that are not said to be organisations
    publisher: str
    address: str  # of the page it is about
    place: Span  # the script that contains it


def read_statements(scripts: Sequence[tuple[int, str]]) -> tuple[Statement, ...]:
    """
    The values of a page's JSON-LD, articles before pages; invalid JSON is ignored.

    >>> [
    ...     statement.headline
    ...     for statement in read_statements([(0, '{"@type": "NewsArticle", "headline": "Rain"}')])
    ... ]
    ['Rain']
    """
    statements = []
    for start, text in scripts:
        try:
            data = json.loads(text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = list(_nodes(data))
        named = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
        for node in nodes:
            kind = next((name for name in _texts(node.get("@type")) if name.endswith(_ARTICLES)), "")
            if kind:
                statements.append(_statement(kind, node, named, Span(start, start + len(text))))
    return tuple(sorted(statements, key=lambda statement: statement.kind.endswith("WebPage")))


def _nodes(data: object) -> Iterator[dict[str, object]]:
    """All objects of a JSON value, outer before inner."""
    waiting: deque[object] = deque([data])
    while waiting:
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _statement(
    kind: str, node: dict[str, object], named: dict[str, dict[str, object]], place: Span
) -> Statement:
    publisher = _names(node.get("publisher"), named)
    author = node.get("author") or node.get("creator")
    return Statement(
        kind=kind,
        headline=unescaped(next(_texts(node.get("headline")), "")).strip(),
        published=next((day for key in _DATES for day in _texts(node.get(key))), ""),
        authors=tuple(_names(author, named)),
        people=tuple(_names(author, named, people=True)),
        publisher=publisher[0] if publisher else "",
        address=next(_addresses(node), ""),
        place=place,
    )


def _addresses(node: dict[str, object]) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        yield from _texts(value.get("@id") if isinstance(value, dict) else value)


def _names(value: object, named: dict[str, dict[str, object]], people: bool = False) -> list[str]:
    """The names of people or organisations, or people only: strings, objects with a name, references to such."""
    names: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            whole = item if "name" in item else named.get(str(item.get("@id")), {})
            if people and any(kind.endswith("Organization") for kind in _texts(whole.get("@type"))):
                continue
            names.extend(unescaped(text).strip() for text in _texts(whole.get("name")))
        elif isinstance(item, str):
            names.append(unescaped(without_surrogates(item)).strip())
    return [name for name in dict.fromkeys(names) if any(map(str.isalnum, name))]


def _texts(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield without_surrogates(item)
