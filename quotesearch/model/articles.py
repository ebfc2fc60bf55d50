"""What cleaning gives: labelled blocks, and what an article says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from quotesearch.model.spans import Span

T = TypeVar("T")

READ_LABELS: Final = frozenset({"body", "subhead", "list"})
"""The labels of the blocks that make up an article's text."""

LABELS: Final = (
    "headline",
    "byline",
    "date",
    "caption",
    "body",
    "subhead",
    "list",
    "pullquote",
    "promo",
    "nav",
    "related",
    "ad",
    "widget",
    "comment",
    "footer",
)
"""Every label that a block can have."""


@dataclass(frozen=True, slots=True)
class Run:
    """
    Characters of a block's text that come from one stretch of the source.

    `at` is where they begin in the block's text; they end where the next run begins. If the stretch is as long
    unchanged, they map one to one; if not (an entity, folded white space), the run maps as a whole.
    """

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """
    A labelled stretch of the source: a paragraph, a heading, a prompt.

    `text` is what a reader sees, line breaks as spaces. Without `runs` it is as long as the stretch itself and
    maps one to one (plain text); with them (HTML) they say where each character comes from.

        >>> block = Block(
        ...     3, 15, "body", "a paragraph", "A & B", runs=(Run(0, 3, 5), Run(2, 5, 10), Run(3, 13, 15))
        ... )
        >>> block.source_span(2, 5)  # “& B” in “<p>A &amp;<i> B</i>”
        Span(start=5, end=15)
    """

    start: int
    end: int
    label: str  # one of LABELS
    reason: str  # the evidence that weighed most, in words
    text: str
    runs: tuple[Run, ...] = ()
    tag: str = ""  # HTML: the element it is in ("p", "li", "blockquote"); plain text: ""
    rule: str = ""  # the id of the rule that gave the label; docs/cleaning.md lists them

    def source_span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]` (not empty) in the source."""
        if not self.runs:
            return Span(self.start + start, self.start + end)
        return Span(self._source_offset(start).start, self._source_offset(end - 1).end)

    def _source_offset(self, at: int) -> Span:
        """The stretch of source that the one character at `at` comes from."""
        low, high = 0, len(self.runs)
        while high - low > 1:
            middle = (low + high) // 2
            if self.runs[middle].at <= at:
                low = middle
            else:
                high = middle
        run = self.runs[low]
        length = (self.runs[low + 1].at if low + 1 < len(self.runs) else len(self.text)) - run.at
        if length == run.end - run.start:
            return Span(run.start + at - run.at, run.start + at - run.at + 1)
        return Span(run.start, run.end)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value read from an article, its basis in words, and its place (None: outside the source)."""

    value: T
    basis: str  # in words: "glued to the first line", "JSON-LD datePublished", "sidecar"
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that an article gives for a field in addition to the one that was taken, and its place."""

    field: str  # headline, byline, published, outlet or url
    found: Found[str]  # several names are joined by “, ”


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of an article that is read only in part, and why, in words for people."""

    start: int
    end: int
    reason: str


def gaps_in_words(gaps: Sequence[Gap]) -> str:
    """
    What of an article is read only in part, for people: where, and why; "" if all is read.

    >>> gaps_in_words([Gap(7, 12, "a quotation is cut here")])
    'characters 7–12: a quotation is cut here'
    """
    return "; ".join(f"characters {gap.start}–{gap.end}: {gap.reason}" for gap in gaps)


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """What a quote carries of its article: the part that is shown and filtered by."""

    id: str
    path: str
    sha256: str
    encoding: str
    headline: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None  # ISO date
    outlet: str | None = None
    url: str | None = None
    also_at: tuple[str, ...] = ()  # paths of files with the very same bytes


@dataclass(frozen=True, slots=True)
class Article:
    """A decoded source, all of it in labelled blocks, and what it says of itself. None: it does not say."""

    id: str
    path: str
    sha256: str
    encoding: str
    media_type: str
    source: str
    blocks: tuple[Block, ...]  # in the order of the source; every visible character is in exactly one
    headline: Found[str] | None = None
    byline: Found[tuple[str, ...]] | None = None
    published: Found[str] | None = None  # ISO date
    outlet: Found[str] | None = None
    url: Found[str] | None = None
    also_at: tuple[str, ...] = ()
    extent: Span | None = None  # its extent in a file that has several; None: it is the file
    conflicts: tuple[
        Conflict, ...
    ] = ()  # other values that it gives; only if asked for, see `cleaning.clean`
    gaps: tuple[Gap, ...] = ()  # what of it is read only in part

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks that a reader came for: body, subheads and lists."""
        return tuple(block for block in self.blocks if block.label in READ_LABELS)

    @property
    def text(self) -> str:
        """The body as a reader sees it, paragraphs joined by an empty line."""
        return "\n\n".join(block.text.strip() for block in self.body)

    @property
    def card(self) -> ArticleCard:
        """What a quote carries of this article."""
        return ArticleCard(
            id=self.id,
            path=self.path,
            sha256=self.sha256,
            encoding=self.encoding,
            headline=self.headline.value if self.headline else None,
            byline=self.byline.value if self.byline else (),
            published=self.published.value if self.published else None,
            outlet=self.outlet.value if self.outlet else None,
            url=self.url.value if self.url else None,
            also_at=self.also_at,
        )
