"""
The records that pass through the doors between the rooms.

All are frozen, slotted dataclasses. Every `start` and `end` is half-open and counts Unicode code points of an
article's source text: the file as decoded, newlines and byte-order mark untouched, for HTML the markup itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, Generic, TypeVar

T = TypeVar("T")

DEFAULT_MIN_CONFIDENCE: Final = 0.5
"""Below this calibrated probability a speaker is left unnamed (see docs/decisions.md for what it was measured on)."""

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
class Span:
    """
    A stretch of a source text.

    >>> Span(4, 9).of("the small dog")
    'small'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of *text* that lie in the span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A stretch of a source text with the words that a reader sees there.

    In plain text the two are the same but for line breaks, which a reader sees as spaces; in HTML the stretch
    may hold tags and entities.
    """

    start: int
    end: int
    text: str


# Acquisition ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What `FILE.meta.json` says of an article; it wins over whatever is inferred. None: it does not say."""

    path: str
    sha256: str  # of the sidecar's own bytes: a new sidecar is a change of its article ("" if it may not be read)
    headline: str | None = None
    byline: tuple[str, ...] | None = None
    published: str | None = None  # ISO date
    outlet: str | None = None
    url: str | None = None
    problem: str | None = None  # what is wrong with it, in words for people; what is sound of it counts all the same


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of a kind that is read, found but not yet opened. If nothing here changed, nor did its article."""

    path: str  # as given, or below the folder that was given
    kind: str  # its suffix, lower case: ".txt", ".html.gz"
    size: int  # bytes on disk
    modified: int  # nanoseconds since the epoch
    sidecar: str | None = None  # the path of its FILE.meta.json, if there is one
    sidecar_size: int = 0
    sidecar_modified: int = 0


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file, read and decoded, with nothing taken away."""

    path: str  # as given, or below the folder that was given
    sha256: str  # of the file's bytes as they lie on disk (for .gz: compressed)
    encoding: str  # what the bytes were decoded as
    media_type: str  # text/plain, text/markdown or text/html
    source: str  # the source text that all offsets count in
    sidecar: Sidecar | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in words for people."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a kind that is not read (a PDF, a picture), to be counted by kind."""

    path: str
    kind: str  # its suffix, lower case, with the dot; "" if it has none


# Cleaning ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """
    Characters of a block's text that come from one stretch of the source.

    `at` is where they begin in the block's text; they end where the next run begins. If the stretch is as long
    as they are, they map one to one; if not (an entity, folded white space), they stand for it as a whole.
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

        >>> block = Block(3, 15, "body", "a paragraph", "A & B", runs=(Run(0, 3, 5), Run(2, 5, 10), Run(3, 13, 15)))
        >>> block.source_span(2, 5)  # “& B” in “<p>A &amp;<i> B</i>”
        Span(start=5, end=15)
    """

    start: int
    end: int
    label: str  # one of LABELS
    reason: str  # the evidence that weighed most, in words
    text: str
    runs: tuple[Run, ...] = ()
    tag: str = ""  # HTML: the element it stands in ("p", "li", "blockquote"); plain text: ""

    def source_span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` (not empty) stands in the source."""
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
    """A value read from an article, what it was read from, and where that stands (None: outside the source)."""

    value: T
    basis: str  # in words: "glued to the first line", "JSON-LD datePublished", "sidecar"
    place: Span | None = None


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
    blocks: tuple[Block, ...]  # in the order of the source; every visible character lies in exactly one
    headline: Found[str] | None = None
    byline: Found[tuple[str, ...]] | None = None
    published: Found[str] | None = None  # ISO date
    outlet: Found[str] | None = None
    url: Found[str] | None = None
    also_at: tuple[str, ...] = ()

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


# Extraction ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever a quote is attributed to."""

    name: str  # the fullest form that the article gives, titles off
    person: str  # the name as a key: case, hyphens, accents and middle initials folded
    type: str  # person, group, document or anonymous
    role: str | None  # as printed: "U.S. Defense Secretary"
    mention: Passage  # the words that were taken for the source of this quote


@dataclass(frozen=True, slots=True)
class Quote:
    """Words somebody said, and where the article says so."""

    id: str  # from the file's sha256 and the start of the first part
    article_id: str
    text: str  # parts joined by " […] ", across paragraphs by a newline
    kind: str  # headline, full or fragment
    parts: tuple[Passage, ...]  # one for each pair of marks, marks excluded
    speaker: Speaker | None  # the best guess; None: the article does not tell
    cue: Passage | None  # what gave it away: "told"
    rule: str  # a short name for what decided
    confidence: float  # the calibrated probability that the speaker's name is right; 0 to 1
    context: str = ""  # the text around the quote, as a reader sees it

    def at(self, min_confidence: float) -> Quote:
        """
        The quote as shown to somebody who wants names of at least this confidence: unnamed if it has less.

        Speaker and cue are taken away together; the confidence stays, it says why.
        """
        if self.speaker is None or self.confidence >= min_confidence:
            return self
        return replace(self, speaker=None, cue=None)


# Searching -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """A word, stemmed unless the query is exact."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row, in one part of a quote."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so: `nego*`."""

    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words that are spelt nearly so: `prevale~`."""

    text: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every clause must match."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one clause must match."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The clause must not match."""

    clause: Clause


Clause = Word | Phrase | Prefix | Fuzzy | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. None: anything."""

    wanted: Clause | None = None
    preferred: Phrase | None = None  # ranks first, is not demanded
    speaker: str | None = None  # any part of a name
    outlet: str | None = None
    after: str | None = None  # ISO date, inclusive
    before: str | None = None  # ISO date, inclusive
    kind: str | None = None  # full, fragment or headline
    exact: bool = False  # words as printed, but for case
    sort: str = "relevance"  # relevance, newest or oldest
    limit: int = 20
    offset: int = 0
    min_confidence: float = DEFAULT_MIN_CONFIDENCE  # below it a quote has no speaker: not shown, filtered or counted


@dataclass(frozen=True, slots=True)
class Hit:
    """A quote that was found. The quote is as stored, with its best guess; `Quote.at` applies a threshold."""

    quote: Quote
    article: ArticleCard
    score: float
    highlights: tuple[Span, ...] = ()  # into the quote's text


@dataclass(frozen=True, slots=True)
class Results:
    """The hits asked for, how many there are in all, and what the person should know."""

    hits: tuple[Hit, ...]
    total: int
    notes: tuple[str, ...] = ()  # for standard error: undated articles left out, how to demand the phrase
    suggestions: tuple[str, ...] = field(default=())  # "did you mean"


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """A speaker across the collection."""

    name: str  # the commonest spelling
    person: str
    role: str | None  # the commonest
    quotes: int
    articles: int


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of the quotes found share a value: a speaker, an outlet, a year, a kind."""

    facet: str  # speaker, outlet, year or kind
    value: str  # as shown; "" for the quotes that have none
    quotes: int


# The index -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the way through the rooms made of one document."""

    article: ArticleCard
    quotes: tuple[Quote, ...]  # in the order of the source, with their best guesses


@dataclass(frozen=True, slots=True)
class Reading:
    """An extraction with the source text that its offsets count in."""

    extraction: Extraction
    source: str


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many files of a kind that is not read lie below the paths."""

    kind: str  # its suffix, lower case, with the dot; "" if it has none
    files: int


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What `add` or `rebuild` did, in articles unless it says otherwise."""

    added: int  # new since the last time; all of them after a rebuild
    changed: int  # a file, its sidecar or its copies changed
    removed: int  # the file is gone, or can no longer be read as an article
    unchanged: int
    outdated: int  # unchanged, but made by other rules or weights: a rebuild would make them anew
    quotes: int  # in the index now
    articles: int  # in the index now
    failures: tuple[Failure, ...] = ()  # files that could not be read, this time
    skipped: tuple[KindCount, ...] = ()  # files of kinds that are not read, the most frequent kind first
    notes: tuple[str, ...] = ()  # for standard error: broken sidecars, in words for people


@dataclass(frozen=True, slots=True)
class IndexStats:
    """What an index holds."""

    articles: int  # those without a quote too
    quotes: int
    speakers: int  # that are named with the confidence asked for
    unattributed: int  # quotes without a speaker of that confidence
    failed: int  # files that could not be read
    bytes: int  # on disk, all generations
    generation: int  # counts up with every commit
    fingerprint: str  # of the rules and weights of the last rebuild or add
    failures: tuple[Failure, ...] = ()
    sources: tuple[str, ...] = ()  # the remembered paths, absolute
