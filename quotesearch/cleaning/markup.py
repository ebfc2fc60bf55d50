"""
HTML: from markup to units whose every character is known by its place in the source.

The standard library's `html.parser` with `convert_charrefs=False` is the coordinate system: it hands out the
source token by token, so the place of each is the sum of those before it. Elements are followed with a flat
stack, so deep nesting costs no recursion and unclosed tags do no harm.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import Final

from quotesearch.cleaning.unit import MOST_UNITS, Unit, Verdict
from quotesearch.lexicons import table
from quotesearch.model import Run

__all__ = ["COMMENT_BOX", "Element", "Markup", "read_markup"]

COMMENT_BOX: Final = "named as a box of comments"
"""The hint on what stands in an element whose class or id says so."""

DEEPEST: Final = 500
"""Open elements that are followed; what is nested deeper belongs to the last of them."""


def _elements(kind: str) -> frozenset[str]:
    """The elements that the list calls so."""
    return frozenset(tag for tag, kinds in table("en/boilerplate_elements").items() if kind in kinds.split())


INLINE: Final = _elements("inline")
VOID: Final = _elements("void")
UNSEEN: Final = _elements("unseen")
ASIDE: Final = _elements("aside")

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# The whole name: “no-comments” and “comments-open” are classes of pages, “comment-count” of a link above the story.
_COMMENTS = re.compile(
    r"(?:user|reader|post|entry|article)?[_-]?comments?"
    r"(?:[_-]{1,2}(?:list|section|area|body|content|text|thread|box|wrapper|container))?|commentlist|disqus_thread"
)
_CLASS_WORD = re.compile(r"[a-z]{3,}")
_FOLDED_SPACE = re.compile(r"\s{2,}|[^\S ]|^ | $")  # a single space inside a text shows as it stands
_ENDS_PARAGRAPH = _elements("ends-paragraph")


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag and where it stands."""

    tag: str
    attributes: dict[str, str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Markup:
    """A page as read once: its visible text in units, and the tags that metadata is read from."""

    units: tuple[Unit, ...]
    elements: tuple[Element, ...]  # meta, link, time, and those marked with itemprop or a date
    scripts: tuple[tuple[int, str], ...]  # JSON-LD: where its text begins, and the text
    title: tuple[int, str] | None  # the text of <title>, and where it begins
    depth: int  # of the most deeply nested element, at most DEEPEST


@dataclass(slots=True)
class _Open:
    """An element that is open."""

    tag: str
    hidden: bool
    hints: tuple[str, ...]


@dataclass(slots=True)
class _Text:
    """A unit in the making."""

    pieces: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    tag: str = ""
    hints: tuple[str, ...] = ()
    settled: Verdict | None = None
    space: tuple[int, int] | None = None  # white space that shows if something follows


def read_markup(source: str) -> Markup:
    r"""
    The visible text of a page as units with runs, and what metadata is read from.

    White space is folded as a browser does; entities are single runs.

    >>> page = read_markup("<p>We &amp;\n you</p><script>no()</script><p hidden>no</p>")
    >>> [(unit.text, unit.start, unit.end) for unit in page.units]
    [('We & you', 3, 16)]
    """
    reader = _Reader(source)
    reader.read()
    return Markup(
        tuple(reader.units), tuple(reader.elements), tuple(reader.scripts), reader.title, reader.depth
    )


class _Reader(HTMLParser):
    """Follows the tokens of a page."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.units: list[Unit] = []
        self.elements: list[Element] = []
        self.scripts: list[tuple[int, str]] = []
        self.title: tuple[int, str] | None = None
        self.depth = 0
        self._open: list[_Open] = []
        self._counts: Counter[str] = Counter()
        self._hidden = 0
        self._text = _Text()
        self._lines = [0]
        self._json = False

    def read(self) -> None:
        """Read the whole page; what html.parser gives up on is left out."""
        at = self.source.find("\n")
        while at >= 0:
            self._lines.append(at + 1)
            at = self.source.find("\n", at + 1)
        # Behind the last “>” no tag can end; html.parser would look for one from every “<” to the end.
        end = self.source.rfind(">") + 1
        self.feed(self.source[:end])
        self.close()
        if not self._hidden:
            self._show(end, self.source[end:])
        self._flush(last=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a block element ends the unit before it."""
        attributes = {name: value or "" for name, value in attrs}
        if tag not in INLINE:
            self._flush()
        if tag in _ENDS_PARAGRAPH and self._open and self._open[-1].tag == "p":
            self._pop()
        if self._is_telling(tag, attributes):
            start = self._offset()
            self.elements.append(Element(tag, attributes, start, start + len(self.get_starttag_text() or "")))
        self._json = tag == "script" and "ld+json" in attributes.get("type", "")
        if tag not in VOID and len(self._open) < DEEPEST:
            hidden = tag in UNSEEN or _is_hidden(attributes)
            self._open.append(_Open(tag, hidden, _hints(tag, attributes)))
            self._counts[tag] += 1
            self._hidden += hidden
            self.depth = max(self.depth, len(self._open))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<br/>`; on other elements the slash means nothing, as in browsers."""
        self.handle_starttag(tag, attrs)
        if tag in UNSEEN:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of that name, and what was left open inside it."""
        if tag not in INLINE:
            self._flush()
        if not self._counts[tag]:
            return
        while self._pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if self._open and self._open[-1].tag in {"script", "title"}:
            self._note_unseen(self._offset(), data)
        if not self._hidden and (self._text.length or not data.isspace()):
            self._show(self._offset(), data)

    def handle_entityref(self, name: str) -> None:
        """`&amp;`, also without its semicolon."""
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """`&#8220;` or `&#x201c;`."""
        self._reference(f"&#{name}")

    def _pop(self) -> str:
        closed = self._open.pop()
        self._counts[closed.tag] -= 1
        self._hidden -= closed.hidden
        return closed.tag

    @staticmethod
    def _is_telling(tag: str, attributes: dict[str, str]) -> bool:
        if tag in {"meta", "link", "time", "base", "html"}:
            return True
        return any(name in attributes for name in ("itemprop", "datetime", "pubdate"))

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _note_unseen(self, start: int, data: str) -> None:
        if self._json:
            if self.scripts and self.scripts[-1][0] + len(self.scripts[-1][1]) == start:
                start, data = self.scripts[-1][0], self.scripts.pop()[1] + data
            self.scripts.append((start, data))
        elif self._open[-1].tag == "title" and self.title is None and data.strip():
            self.title = (start, data)

    def _reference(self, written: str) -> None:
        start = self._offset()
        end = start + len(written)
        if self.source[end : end + 1] == ";":
            end += 1
        if self._open and self._open[-1].tag == "title" and self.title is not None:
            self.title = (self.title[0], self.title[1] + unescape(self.source[start:end]))
        if not self._hidden:
            shown = unescape(self.source[start:end])
            if shown.isspace():
                self._space(start, end)
            else:
                self._add(shown, start, end)

    def _show(self, start: int, data: str) -> None:
        at = 0
        for match in _FOLDED_SPACE.finditer(data):
            if match.start() > at:
                self._add(data[at : match.start()], start + at, start + match.start())
            self._space(start + match.start(), start + match.end())
            at = match.end()
        if at < len(data):
            self._add(data[at:], start + at, start + len(data))

    def _space(self, start: int, end: int) -> None:
        text = self._text
        if text.length and text.space is None:
            text.space = (start, end)

    def _add(self, shown: str, start: int, end: int) -> None:
        text = self._text
        if not text.length:
            block = next((e.tag for e in reversed(self._open) if e.tag not in INLINE), "body")
            text.tag, text.hints = block, self._all_hints()
            aside = next((e.tag for e in self._open if e.tag in ASIDE), "")
            text.settled = Verdict("widget", f"stands in <{aside}>, not on the page") if aside else None
        if text.space is not None:
            text.runs.append(Run(text.length, *text.space))
            text.pieces.append(" ")
            text.length += 1
            text.space = None
        last = text.runs[-1] if text.runs else None
        joins = last is not None and last.end == start and last.end - last.start == text.length - last.at
        if last is not None and joins and end - start == len(shown):
            text.runs[-1] = Run(last.at, last.start, end)
        else:
            text.runs.append(Run(text.length, start, end))
        text.pieces.append(shown)
        text.length += len(shown)
        if self._counts["a"]:
            text.linked += len(shown)

    def _all_hints(self) -> tuple[str, ...]:
        hints: dict[str, None] = {}
        for element in self._open[-12:]:
            for hint in element.hints:
                hints[hint] = None
        return tuple(hints)

    def _flush(self, last: bool = False) -> None:
        """End the unit; behind the most of them they go on in the last."""
        text = self._text
        if not text.length:
            text.space = None
            return
        if len(self.units) >= MOST_UNITS - 1 and not last:
            self._space(text.runs[-1].end, text.runs[-1].end + 1)  # the tag that ends a line here
            return
        self._text = _Text()
        shown = "".join(text.pieces)
        self.units.append(
            Unit(
                start=text.runs[0].start,
                end=text.runs[-1].end,
                text=shown,
                gap=text.tag in {"p", "blockquote", "h1", "h2", "h3"},
                runs=tuple(text.runs),
                tag=text.tag,
                hints=text.hints,
                links=text.linked / len(shown),
                settled=text.settled,
            )
        )


def _is_hidden(attributes: dict[str, str]) -> bool:
    if "hidden" in attributes:
        return attributes["hidden"] != "until-found"
    return bool(_HIDDEN_STYLE.search(attributes.get("style", "")))


def _hints(tag: str, attributes: dict[str, str]) -> tuple[str, ...]:
    """What an element and its classes are called, as evidence."""
    if not attributes:
        return _hints_of(tag, "")
    named = (attributes.get("class", ""), attributes.get("id", ""), attributes.get("itemprop", ""))
    return _hints_of(tag, " ".join(named)[:300])


@lru_cache(maxsize=1 << 14)
def _hints_of(tag: str, names: str) -> tuple[str, ...]:
    split = re.sub(r"([a-z])([A-Z])", r"\1 \2", names).lower()
    hints = [f"class “{word}”" for word in dict.fromkeys(_CLASS_WORD.findall(split))]
    if any(_COMMENTS.fullmatch(name) for name in names.lower().split()):
        hints.append(COMMENT_BOX)
    if tag not in {"div", "span", "body", "html"}:
        hints.insert(0, f"in <{tag}>")
    return tuple(hints)
