"""Run a fuzzed input through the public functions, and check what must hold for any input."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from benchmarks.fuzz_inputs import STORY, FuzzedInput
from quotesearch.acquisition import articles_of, decode_document, read_document, read_documents
from quotesearch.cleaning import clean
from quotesearch.errors import QuotesearchError
from quotesearch.exporting import card_record, correction_of, quote_record
from quotesearch.extraction import extract_quotes
from quotesearch.indexing import Engine, open_index
from quotesearch.indexing.collection.syncing import rebuild
from quotesearch.indexing.corrections.ledger import Ledger
from quotesearch.indexing.storage.catalogue import Known
from quotesearch.model import LABELS, Article, ArticleCard, Extraction, Quote, RawDocument
from quotesearch.pipeline import Pipeline
from quotesearch.searching import parse_query, search

__all__ = ["BrokenPromiseError", "Checker", "prepare"]

_AGAIN: Final = 40
"""One input in this many is run twice, and both results must be the same."""

_EXPLAINED: Final = 10
"""One input in this many is cleaned with `explain`, which reads more."""


class BrokenPromiseError(AssertionError):
    """An invariant is broken that must hold for any input."""


def promise(kept: bool, what: str) -> None:
    """Raise if an invariant is broken; unlike `assert`, also under `python -O`."""
    if not kept:
        raise BrokenPromiseError(what)


def prepare(folder: Path) -> None:
    """Make the small index for the queries, below a folder."""
    news = folder / "news"
    news.mkdir(parents=True)
    (news / "story.txt").write_text(STORY, encoding="utf-8")
    (news / "story.txt.meta.json").write_text('{"outlet": "The Post", "published": "2024-10-31"}')
    (news / "undated.txt").write_text(
        "Ships wait\n\n“Nobody will prevail in this harbour,” said Bo Roe.\n\n"
        "“We ran out of water,” he told the Post. “The ships had to wait,” said Zoë Caron.\n",
        encoding="utf-8",
    )
    rebuild(folder / "index", [news, Path(__file__).parent.parent / "seeds"], Pipeline(1))


@dataclass
class Checker:
    """Runs inputs; *folder* is the one that `prepare` filled. Use it as a context manager."""

    folder: Path
    _place: tempfile.TemporaryDirectory[str] = field(default_factory=tempfile.TemporaryDirectory)

    def __enter__(self) -> Checker:
        return self

    def __exit__(self, *raised: object) -> None:
        if "_engine" in self.__dict__:
            self._engine.close()
        self._place.cleanup()

    def check(self, given: FuzzedInput) -> bool:
        """
        Run one input.

        Returns:
            False if the input was refused with an error message, as some must be.

        Raises:
            BrokenPromiseError: an invariant is broken.
            Exception: an error that the program did not expect.
        """
        checks: dict[str, Callable[[FuzzedInput], None]] = {
            "text": self._document,
            "page": self._document,
            "query": self._query,
            "corrections": self._corrections,
            "sidecar": self._sidecar,
            "table": self._table,
        }
        try:
            checks[given.kind](given)
        except QuotesearchError as error:
            promise(bool(str(error).strip()), "an error says something")
            return False
        return True

    def _document(self, given: FuzzedInput) -> None:
        """Decode, clean, extract."""
        for document in articles_of(decode_document(given.data)):
            article = clean(document, explain=given.number % _EXPLAINED == 0)
            quotes = extract_quotes(article)
            check_article(article)
            check_quotes(article, quotes)
            if given.number % _AGAIN == 0:
                promise(clean(document).blocks == article.blocks, "cleaning twice gives the same")
                promise(extract_quotes(article) == quotes, "extracting twice gives the same")

    @cached_property
    def _engine(self) -> Engine:
        return open_index(self.folder / "index")

    def _query(self, given: FuzzedInput) -> None:
        """Parse a query and search."""
        typed = json.loads(given.data)
        parsed = parse_query(typed["words"], **typed["options"])
        results = search(self._engine, parsed.query)
        told = (*parsed.notes, *results.notes, *results.suggestions)
        promise(all(isinstance(text, str) for text in told), "notes are texts")
        promise(len(results.hits) <= min(results.total, parsed.query.limit), "no more hits than there are")
        for hit in results.hits:
            check_json(quote_record(hit.quote, hit.article))
            length = len(hit.quote.text)
            inside = all(0 <= mark.start < mark.end <= length for mark in hit.highlights)
            promise(inside, "highlights are inside the text")

    @cached_property
    def _extraction(self) -> Extraction:
        article = clean(decode_document(STORY.encode(), "story.txt"))
        return Extraction(article.card, extract_quotes(article))

    def _corrections(self, given: FuzzedInput) -> None:
        """Read corrections and apply them to the story, first unchanged, then changed."""
        file = Path(self._place.name) / "corrections.jsonl"
        file.write_bytes(given.data)
        story = str(file.parent / "story.txt")
        ledger = Ledger().read_again([str(file)])
        for sha256 in ("0" * 64, "1" * 64):
            card = ArticleCard("0" * 16, story, sha256, "utf-8")
            extraction = Extraction(card, self._extraction.quotes)
            known = _known(story, sha256)
            amended = ledger.amend(extraction, STORY, ledger.assign({story: known}).get(sha256, ()))
            for quote in amended.quotes:
                check_json(quote_record(quote, card) | {"corrected": correction_of(quote)})
        saved = ledger.save()
        check_json(saved)
        promise(Ledger.load(saved).corrections == ledger.corrections, "a saved ledger is read as it was")
        list(ledger.complaints())

    def _sidecar(self, given: FuzzedInput) -> None:
        """Read an article with its sidecar."""
        file = Path(self._place.name) / "story.txt"
        file.write_text(STORY, encoding="utf-8")
        (file.parent / "story.txt.meta.json").write_bytes(given.data)
        document = read_document(file)
        promise(document.sidecar is not None, "the sidecar is seen")
        article = clean(document)
        check_article(article)
        check_quotes(article, extract_quotes(article))

    def _table(self, given: FuzzedInput) -> None:
        """Read a folder of two articles with a `metadata.csv`."""
        folder = Path(self._place.name) / "table"
        for name in ("story.txt", "2024/other.txt"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(STORY + name, encoding="utf-8")
        (folder / "metadata.csv").write_bytes(given.data)
        documents = [item for item in read_documents([folder]) if isinstance(item, RawDocument)]
        promise(len(documents) == 2, "the articles next to a table are always read")
        for document in documents:
            article = clean(document)
            check_article(article)
            check_json(card_record(article.card))


def _known(path: str, sha256: str) -> Known:
    """The fields of an indexed file that corrections need."""
    values: dict[str, Any] = {each.name: "" for each in fields(Known)}
    return Known(**values | {"path": path, "sha256": sha256})


def check_article(article: Article) -> None:
    """Check that blocks are in order, disjoint and labelled, and cover every visible character of a plain text."""
    source, end = article.source, article.extent.start if article.extent else 0
    plain = article.media_type != "text/html"
    for block in article.blocks:
        promise(end <= block.start < block.end <= len(source), "blocks are in order and apart")
        promise(block.label in LABELS and bool(block.reason), "blocks are labelled and explained")
        if plain:
            promise(not source[end : block.start].strip(), "every visible character is in a block")
            stretch = source[block.start : block.end]
            promise(_as_shown(stretch, block.text), "a plain block shows its stretch of the source")
        end = block.end
    if plain:
        last = article.extent.end if article.extent else len(source)
        promise(not source[end:last].strip(), "every visible character is in a block")
    for name in ("headline", "byline", "published", "outlet", "url"):
        found = getattr(article, name)
        if found is not None and found.place is not None:
            place = found.place
            promise(0 <= place.start <= place.end <= len(source), f"the {name} was read inside the source")


def _as_shown(stretch: str, text: str) -> bool:
    """Whether a text equals its span of the source, with line breaks as spaces."""
    return len(stretch) == len(text) and (
        stretch == text
        or all(a == b or (a.isspace() and b == " ") for a, b in zip(stretch, text, strict=True))
    )


def check_quotes(article: Article, quotes: tuple[Quote, ...]) -> None:
    """Check that quotes point to characters of the source, have unique ids and survive a round trip through JSON."""
    promise(len({quote.id for quote in quotes}) == len(quotes), "ids are unique")
    plain = article.media_type != "text/html"
    for quote in quotes:
        promise(bool(quote.parts), "a quote has a part")
        promise(0 <= quote.confidence <= 1, "a confidence is a probability")
        speaker = quote.speaker
        shown = [*quote.parts, *([quote.cue] if quote.cue else [])]
        if speaker is not None:
            promise(bool(speaker.name.strip()) and bool(speaker.person.strip()), "a speaker has a name")
            shown += [speaker.mention] if speaker.mention else []
        for passage in shown:
            promise(0 <= passage.start < passage.end <= len(article.source), "offsets are inside the source")
            if plain:
                stretch = article.source[passage.start : passage.end]
                promise("".join(stretch.split()) == "".join(passage.text.split()), "the slice is the text")
        ends = [(part.start, part.end) for part in quote.parts]
        promise(ends == sorted(ends), "parts are in order")
        for part in quote.parts:
            promise(part.text in quote.text, "a quote's text holds its parts")
        check_json(quote_record(quote, article.card))
        check_json(quote_record(quote.at(), article.card))


def check_json(record: object) -> None:
    """Check that a record survives JSON and a file in UTF-8 unchanged."""
    written = json.dumps(record, ensure_ascii=False)
    promise(json.loads(written.encode("utf-8")) == record, "JSON comes back as it was")
