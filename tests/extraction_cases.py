"""Reads the passages in tests/cases/extraction (see the README there) and lists the faults of quotes."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quotesearch.cleaning import clean
from quotesearch.extraction import extract_quotes
from quotesearch.model import Quote, RawDocument, Sidecar

FOLDER = Path(__file__).parent / "cases" / "extraction"
UNNAMED = "-"
KINDS = frozenset({"full", "fragment", "headline"})
TYPES = frozenset({"person", "group", "document", "anonymous"})
SETTINGS = frozenset({"headline", "byline", "width", "newlines"})  # lines at the start of a passage
ARTICLES = ("the ", "a ", "an ")
BEFORE = (
    "Rain fell over most of the region on Sunday night, and several roads along the coast were closed until "
    "the morning, when the water had gone down and the buses were running again as usual."
)
AFTER = (
    "More rain is expected over the coming days, with strong winds in the north, before it turns dry and "
    "mild again towards the end of the week, when the roads along the coast should be open once more."
)


@dataclass(frozen=True, slots=True)
class Expected:
    """One quote that a case demands."""

    words: str  # as Quote.text
    names: tuple[str, ...]  # any of these; empty: the quote must be unnamed
    may_be_unnamed: bool
    kind: str | None  # None: any
    type: str | None  # None: any

    def faults(self, quote: Quote) -> list[str]:
        """The faults of the quote as shown, in words."""
        faults = []
        if quote.text != self.words:
            faults.append(f"expected the words {self.words!r}, found {quote.text!r}")
        if not self._allows(quote):
            wanted = " or ".join(self.names) or "nobody"
            found = quote.speaker.name if quote.speaker else "nobody"
            faults.append(f"{self.words!r}: expected {wanted}, found {found} ({quote.rule})")
        if self.kind and quote.kind != self.kind:
            faults.append(f"{self.words!r}: expected the kind {self.kind}, found {quote.kind}")
        if self.type and quote.speaker and quote.speaker.type != self.type:
            faults.append(f"{self.words!r}: expected the type {self.type}, found {quote.speaker.type}")
        return faults

    def _allows(self, quote: Quote) -> bool:
        if quote.speaker is None:
            return self.may_be_unnamed or not self.names
        return bare(quote.speaker.name) in {bare(name) for name in self.names}


@dataclass(frozen=True, slots=True)
class Case:
    """A passage, its expected quotes, and the file and line of the case."""

    title: str
    file: str  # its name without .txt: the topic
    line: int
    document: RawDocument
    expected: tuple[Expected, ...]

    def quotes(self) -> list[Quote]:
        """The quotes found in the passage, at the default threshold."""
        return [quote.at() for quote in extract_quotes(clean(self.document))]

    def faults(self) -> list[str]:
        """All differences from the case, in words; empty if there are none."""
        quotes = self.quotes()
        if len(quotes) != len(self.expected):
            found = "\n".join(f"  {q.speaker.name if q.speaker else UNNAMED}: {q.text}" for q in quotes)
            return [f"expected {len(self.expected)} quotes, found {len(quotes)}:\n{found}"]
        pairs = zip(self.expected, quotes, strict=True)
        return [fault for wanted, quote in pairs for fault in wanted.faults(quote)]


def bare(name: str) -> str:
    """A name without a leading "the", whose first letter does not depend on its place in the sentence."""
    name = name[:1].lower() + name[1:]
    for article in ARTICLES:
        name = name.removeprefix(article)
    return name[:1].lower() + name[1:]


def read_cases(path: Path) -> Iterator[Case]:
    """
    The cases of a file.

    Raises:
        ValueError: the file breaks the form; the message says where.
    """
    sections: list[tuple[int, list[str]]] = [(1, [])]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line == ".":
            sections.append((number + 1, []))
        else:
            sections[-1][1].append(line)
    *sections, (last_line, rest) = sections
    if len(sections) % 3 or title_of(rest):
        raise ValueError(f"{path.name}:{last_line}: the last case is not ended by a full stop")
    for (at, head), (_, passage), (below, wanted) in zip(*[iter(sections)] * 3, strict=True):
        title = title_of(head)
        if len(title) != 1:
            raise ValueError(f"{path.name}:{at}: a case needs a title of one line, found {title}")
        document = document_of(passage, path.stem)
        expected = tuple(
            expected_of(line, f"{path.name}:{n}") for n, line in enumerate(wanted, below) if line
        )
        for want in expected:
            check_words(want, document, f"{path.name}:{below}")
        yield Case(title[0], path.stem, at, document, expected)


def title_of(lines: list[str]) -> list[str]:
    """The lines that are neither empty nor comments."""
    return [line for line in lines if line and not line.startswith("#")]


def document_of(lines: list[str], name: str) -> RawDocument:
    """
    The passage as a document, in the form and with the sidecar that its first lines ask for.

    It is between two paragraphs about the weather (a headline replaces the first). The cases test extraction, and
    a file with only three words does not look like an article.
    """
    said: dict[str, str] = {}
    while lines and lines[0].partition(": ")[0] in SETTINGS:
        key, _, value = lines[0].partition(": ")
        said[key], lines = value, lines[1:]
    top = said.get("headline", BEFORE)
    lines = [top, "", *lines, "", AFTER]
    if "width" in said:
        lines = [broken for line in lines for broken in textwrap.wrap(line, int(said["width"])) or [""]]
    source = "".join(line + ("\r\n" if said.get("newlines") == "windows" else "\n") for line in lines)
    digest = hashlib.sha256(source.encode()).hexdigest()
    byline = (said["byline"],) if "byline" in said else None
    sidecar = Sidecar(f"{name}.txt.meta.json", digest, headline=said.get("headline"), byline=byline)
    told = "headline" in said or "byline" in said
    return RawDocument(f"{name}.txt", digest, "utf-8", "text/plain", source, sidecar if told else None)


def expected_of(line: str, place: str) -> Expected:
    """The quote that a line demands: `Ann Lee [fragment]: words`."""
    label, colon, words = line.partition(": ")
    if not colon or not words:
        raise ValueError(f"{place}: expected `Name: words`, found {line!r}")
    label, _, marks = label.partition(" [")
    wanted = set(marks.removesuffix("]").split())
    if unknown := wanted - KINDS - TYPES:
        raise ValueError(f"{place}: no kind or type of speaker is called {', '.join(sorted(unknown))}")
    names = () if label == UNNAMED else tuple(label.removeprefix("?").split(" | "))
    return Expected(
        words=words.replace(" ¶ ", "\n"),
        names=names,
        may_be_unnamed=label.startswith("?"),
        kind=next(iter(wanted & KINDS), None),
        type=next(iter(wanted & TYPES), None),
    )


def check_words(wanted: Expected, document: RawDocument, place: str) -> None:
    """Raise if a case demands words that are not in its passage."""
    seen = " ".join(document.source.split())
    for part in wanted.words.replace("\n", " […] ").split(" […] "):
        if part not in seen:
            raise ValueError(f"{place}: {part!r} does not stand in the passage")
