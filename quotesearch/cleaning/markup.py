"""
HTML: from markup to units whose every character is known by its place in the source.

Elements are followed with a flat stack, so deep nesting costs no recursion and unclosed tags do no harm.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import Final

from quotesearch import lexicons
from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.hidden_elements import is_for_screen_readers, is_hidden
from quotesearch.cleaning.hints import COMMENT_BOX, class_hint, element_hint
from quotesearch.cleaning.tags import CLOSE, CROWDED, OPEN, TEXT, attributes_of, is_crowded, read_tokens
from quotesearch.cleaning.unit import JOINED, JOINED_TEXT, MOST_UNITS, Unit, Verdict
from quotesearch.lexicons import Lexicon
from quotesearch.model import Run

__all__ = ["Element", "Markup", "read_markup"]

LONGEST_NAMES: Final = 300
"""Code points of an element's classes that are looked at."""

LONGEST_REMEMBERED: Final = 80
"""Code points of a start tag's attributes; longer ones hold addresses and are hardly ever alike."""

LONGEST_TITLE: Final = 1000
"""Code points of a <title> from which on nothing more is added to it."""

DEEPEST: Final = 500
"""Open elements that are followed; what is nested deeper belongs to the last of them."""


def _elements(kind: str) -> frozenset[str]:
    """The elements that the list calls so."""
    return frozenset(tag for tag, kinds in lexicons.table("html_elements").items() if kind in kinds.split())


INLINE: Final = _elements("inline")
VOID: Final = _elements("void")
UNSEEN: Final = _elements("unseen")
ASIDE: Final = _elements("aside")

_TELLING: Final = frozenset({"meta", "link", "time", "base", "html"})
_IN_SENTENCES: Final = frozenset({"img", "script", "noscript", "style"})
_EMPTY: Final = VOID - _TELLING
_NAMING: Final = ("class", "id", "itemprop")
_TELLING_ATTRIBUTES: Final = frozenset({"itemprop", "property", "datetime", "pubdate"})
_FOR_SUBSCRIBERS: Final = "paywall"
"""
The class that search engines ask publishers to give to those parts of a story that only subscribers see; it says
nothing against them. In a longer name (“paywall-banner”) it is a prompt's.
"""

# The whole name: “no-comments” and “comments-open” are classes of pages, “comment-count” of a link above the story.
_COMMENTS = re.compile(
    r"(?:user|reader|post|entry|article)?[_-]?comments?"
    r"(?:[_-]{1,2}(?:list|section|area|body|content|text|thread|box|wrapper|container))?|commentlist|disqus_thread"
)
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CLASS_WORD = re.compile(r"[a-z]{3,}")
_FOLDED_SPACE = re.compile(r"\s{2,}|[^\S ]|^ | $")  # a single space inside a text is shown unchanged
_ENDS_PARAGRAPH = _elements("ends-paragraph")


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag and its place."""

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
    title: tuple[int, str, int] | None  # the text of <title>, between where it begins and where it ends
    depth: int  # of the most deeply nested element, at most DEEPEST
    crowded: bool = False  # a tag has too many attributes for the libraries, see `CROWDED`


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open."""

    tag: str
    hidden: bool
    hints: tuple[str, ...]
    json: bool = False
    read_out: bool = False  # what it says is for screen readers alone


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


def read_markup(lexicon: Lexicon, source: str) -> Markup:
    r"""
    The visible text of a page as units with runs, and what metadata is read from.

    White space is folded as a browser does; entities are single runs.

    >>> page = read_markup(Lexicon("en"), "<p>We &amp;\n you</p><script>no()</script><p hidden>no</p>")
    >>> [(unit.text, unit.start, unit.end) for unit in page.units]
    [('We & you', 3, 16)]
    """
    reader = _Reader(lexicon)
    reader.read(source)
    return Markup(
        tuple(reader.units),
        tuple(reader.elements),
        tuple(reader.scripts),
        reader.title,
        reader.depth,
        reader.crowded,
    )


class _Reader:
    """Follows the tokens of a page."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.units: list[Unit] = []
        self.elements: list[Element] = []
        self.scripts: list[tuple[int, str]] = []
        self.title: tuple[int, str, int] | None = None
        self._titled = False  # the first <title> is closed; pictures have some, too
        self.depth = 0
        self.crowded = False
        self._open: list[_Open] = []
        self._counts: Counter[str] = Counter()
        self._hidden = 0
        self._asides = 0
        self._drawing = 0  # open elements up to the drawing inside a line that is open; 0: none
        self._text = _Text()

    def read(self, source: str) -> None:
        """Read the whole page."""
        for kind, start, end, held, written in read_tokens(source):
            if kind == TEXT:
                if self._hidden:
                    self._note_unseen(start, end, held)
                elif self._labels_link(held):
                    continue
                elif self._text.length or not held.isspace():
                    self._show(start, held)
                    self._note_title(start, end, held)
            elif kind == OPEN:
                self.crowded = self.crowded or is_crowded(written)
                if held not in INLINE and not self._is_inside_line(held):
                    self._flush()
                if held not in _EMPTY:
                    self._start(held, written, start, end)
            elif kind == CLOSE:
                self._end(held, start, end)
            elif kind == CROWDED:
                self.crowded = True
            else:
                self._reference(held, start, end)
        self._flush(last=True)

    def _start(self, tag: str, written: str, start: int, end: int) -> None:
        """Open an element."""
        if tag in _ENDS_PARAGRAPH and self._counts["svg"]:  # a drawing that was not closed
            while self._counts["svg"]:
                self._pop()
        if tag in _ENDS_PARAGRAPH and self._open and self._open[-1].tag == "p":
            self._pop()
        opening = _short_opening if len(written) <= LONGEST_REMEMBERED else _opening
        element, telling = opening(tag, written)
        if self._in_drawing(tag):
            element = replace(element, hidden=True)
        if telling is not None:
            self.elements.append(Element(tag, telling, start, end))
        closed = written.endswith("/") and (tag in UNSEEN or tag == "svg")
        if tag not in VOID and len(self._open) < DEEPEST and not closed:
            if tag == "svg" and element.hidden and not self._drawing:
                self._drawing = len(self._open) + 1
            self._open.append(element)
            self._counts[tag] += 1
            self._hidden += element.hidden
            self._asides += tag in ASIDE
            if len(self._open) > self.depth:
                self.depth = len(self._open)
            if tag == "q":
                self._mark("“‘", start, end)

    def _end(self, tag: str, start: int, end: int) -> None:
        """Close an element, and what is open inside it."""
        if tag == "q":
            self._mark("”’", start, end)
        if tag not in INLINE and not self._is_inside_line(tag):
            self._flush()
        if self._counts[tag]:
            self._titled = self._titled or (tag == "title" and self.title is not None)
            while self._pop() != tag:
                pass

    def _labels_link(self, held: str) -> bool:
        """Whether a text is for screen readers alone and says what a link does: “, opens new tab”."""
        lexicon = self._lexicon
        return (
            bool(self._open)
            and self._open[-1].read_out
            and self._counts["a"] > 0
            and fold(held) in lexicon.words("boilerplate_link_labels")
        )

    def _in_drawing(self, tag: str) -> bool:
        """
        Whether a tag is of a drawing in a sentence, such as the icon of a link, which must not break it.

        What is written in such a drawing is not shown as text: it is hidden. Icons between spaces, and in no paragraph,
        are buttons.
        """
        inside = self._text.length > 0 and (self._text.space is None or self._text.tag == "p")
        return self._drawing > 0 or (tag == "svg" and inside)

    def _is_inside_line(self, tag: str) -> bool:
        """Whether a tag leaves the sentence whole that it is in: a picture or a script in a paragraph, a drawing."""
        inside = tag in _IN_SENTENCES and self._text.length > 0 and self._text.tag == "p"
        return inside or self._in_drawing(tag)

    def _pop(self) -> str:
        closed = self._open.pop()
        if len(self._open) < self._drawing:
            self._drawing = 0
        self._counts[closed.tag] -= 1
        self._hidden -= closed.hidden
        self._asides -= closed.tag in ASIDE
        return closed.tag

    def _note_unseen(self, start: int, end: int, held: str) -> None:
        """Note the JSON-LD and the title among what is not shown."""
        if self._open[-1].json:
            self.scripts.append((start, held))
        self._note_title(start, end, held)

    def _note_title(self, start: int, end: int, held: str) -> None:
        """Add a piece to the text of the first <title>."""
        if self._titled or not self._open or self._open[-1].tag != "title":
            return
        if self.title is not None:
            if len(self.title[1]) < LONGEST_TITLE:
                self.title = (self.title[0], self.title[1] + held, end)
        elif held.strip():
            self.title = (start, held, end)

    def _reference(self, shown: str, start: int, end: int) -> None:
        self._note_title(start, end, shown)
        if not self._hidden:
            if shown.isspace():
                self._space(start, end)
            elif shown:
                self._add(shown, start, end)

    def _mark(self, marks: str, start: int, end: int) -> None:
        """Add the quotation mark that a browser shows for the tags of <q>: the outer one's, else the inner one's."""
        if self._counts["q"] and not self._hidden:
            self._add(marks[self._counts["q"] > 1], start, end)

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
            self._begin(text)
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

    def _begin(self, text: _Text) -> None:
        """Record the place of a unit."""
        text.tag = next(
            (element.tag for element in reversed(self._open) if element.tag not in INLINE), "body"
        )
        hints = chain.from_iterable([element.hints for element in self._open[-12:]])
        text.hints = tuple(dict.fromkeys(hints))
        if self._asides:
            aside = next(element.tag for element in self._open if element.tag in ASIDE)
            text.settled = Verdict("widget", "not-on-the-page", f"in <{aside}>, not on the page")
        elif len(self.units) >= MOST_UNITS:
            text.settled = JOINED_TEXT

    def _flush(self, last: bool = False) -> None:
        """End the unit; after the most of them, only one that is long enough."""
        text = self._text
        if not text.length:
            text.space = None
            return
        if len(self.units) >= MOST_UNITS and text.length < JOINED and not last:
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


@lru_cache(maxsize=1 << 12)
def _short_opening(tag: str, written: str) -> tuple[_Open, dict[str, str] | None]:
    """`_opening`, remembered: most short start tags recur."""
    return _opening(tag, written)


def _opening(tag: str, written: str) -> tuple[_Open, dict[str, str] | None]:
    """The element that a start tag opens, and its attributes if metadata may be read from them."""
    if not written:
        return _element(tag, ""), {} if tag in _TELLING else None
    attributes = attributes_of(written)
    names = " ".join([attributes[name] for name in _NAMING if name in attributes])
    element = _element(tag, names[:LONGEST_NAMES])
    if is_hidden(attributes):
        element = replace(element, hidden=True)
    elif tag in INLINE and is_for_screen_readers(attributes):
        element = replace(element, read_out=True)
    elif tag == "script" and "ld+json" in attributes.get("type", ""):
        element = replace(element, json=True)
    telling = tag in _TELLING or not _TELLING_ATTRIBUTES.isdisjoint(attributes)
    return element, attributes if telling else None


@lru_cache(maxsize=1 << 14)
def _element(tag: str, names: str) -> _Open:
    """An element and what it and its classes are called, as evidence."""
    folded = names.lower()
    split = folded if names == folded else _INNER_CAPITAL.sub(" ", names).lower()
    if _FOR_SUBSCRIBERS in folded:
        split = " ".join([name for name in split.split() if name != _FOR_SUBSCRIBERS])
    hints = [class_hint(word) for word in dict.fromkeys(_CLASS_WORD.findall(split))]
    if ("comment" in folded or "disqus" in folded) and any(map(_COMMENTS.fullmatch, folded.split())):
        hints.append(COMMENT_BOX)
    if tag not in {"div", "span", "body", "html"}:
        hints.insert(0, element_hint(tag))
    return _Open(tag, tag in UNSEEN, tuple(hints))
