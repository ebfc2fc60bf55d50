"""
The whole way in a page: documents → articles → quotes, one at a time or many at once over processes.

Lines that recur across a collection are counted by one rule for every command: those of this call, on top of
those that the last rebuild kept.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain, islice
from typing import Final, TypeVar

from quotesearch.acquisition import read_documents
from quotesearch.cleaning import (
    DocumentLines,
    ParsedDocuments,
    RepeatedLines,
    clean,
    line_marks,
    lines_of,
    would_relabel,
)
from quotesearch.extraction import extract_quotes, gaps_of
from quotesearch.model import (
    Article,
    ArticleCard,
    Extraction,
    Failure,
    RawDocument,
    ReadExtraction,
    Remark,
    Skipped,
)
from quotesearch.processes import Task, do, over_processes, size_of
from quotesearch.spelling import odd_marks
from quotesearch.version import __version__

__all__ = ["Pipeline", "read_articles", "read_quotes"]

Made = TypeVar("Made")  # what the work on a document gives
Other = TypeVar("Other")  # other items between documents: failures, files of other kinds
Item = TypeVar("Item")

RULES: Final = ("cleaning", "extraction", "lexicons", "news_databases", "spelling", "weights")
"""What decides how an article is read; when a file in it changes, so does the fingerprint."""

LARGE: Final = 1_000_000
"""
Characters of source from which on several processes save time, and which we keep in memory rather than read
twice.

Starting a process costs a second, in which one reads some 100 articles of 5,000 characters.
"""

COUNTING: Final = 0.1
"""The work of counting an article's lines, compared with cleaning it and extracting its quotes."""

CHUNK: Final = 16
"""Documents sent to a process at once; a single one is not worth the way."""

AHEAD: Final = 3
"""Chunks under way for each process, so that none waits and memory stays small."""


@dataclass(frozen=True)
class Pipeline:
    """
    The way from documents to quotes, as the index wants it (`quotesearch.indexing.Extractor`).

    `jobs` is the number of processes; None: one for each core. The results do not depend on it. `seconds` is how
    long the work on a document may take (`quotesearch.time_limit.limited`); None: as long as it takes.
    """

    jobs: int | None = None
    seconds: float | None = None
    _late: dict[str, Failure] = field(default_factory=dict, repr=False, compare=False)
    """Documents that took too long to count their lines, by id: they are not tried a second time."""

    _parsed: ParsedDocuments = field(default_factory=ParsedDocuments, repr=False, compare=False)
    """Documents that were parsed in this process to count their lines."""

    @cached_property
    def fingerprint(self) -> str:
        """
        A short name for the rules, words and weights in use: 16 hexadecimal digits.

        >>> Pipeline().fingerprint == Pipeline(jobs=2).fingerprint
        True
        """
        digest = sha256(__version__.encode())
        for package in RULES:
            for name, content in sorted(_contents(files("quotesearch").joinpath(package), package)):
                digest.update(f"\0{name}\0".encode())
                digest.update(content.replace(b"\r\n", b"\n"))  # as checked out on Windows
        return digest.hexdigest()[:16]

    def count_lines(self, documents: Iterable[RawDocument], earlier: str | None) -> str:
        """The lines that recur in a collection, added to earlier counts; see `Extractor.count_lines`."""
        before = _repeated(earlier)
        ids: deque[str] = deque()  # of the documents under way

        def new() -> Iterator[RawDocument]:
            for document in documents:
                if not before.holds(document):
                    ids.append(document.id)
                    yield document

        def lines() -> Iterator[DocumentLines]:
            nothing = json.dumps(RepeatedLines().to_data())
            for counted in self.each(_lines, new(), nothing, COUNTING):
                identity = ids.popleft()
                if isinstance(counted, Failure):
                    self._late[identity] = counted
                else:
                    yield counted

        return json.dumps(RepeatedLines.count(lines(), before).to_data())

    def extract(self, documents: Iterable[RawDocument], line_counts: str) -> Iterator[Extraction | Failure]:
        """The articles and quotes of documents, in their order; see `Extractor.extract`."""
        return self.each(_extract, map(self.in_time, documents), line_counts)

    def in_time(self, item: Item) -> Item | Failure:
        """The item; instead of a document that took too long when its lines were counted, why it is given up."""
        if self._late and isinstance(item, RawDocument) and (late := self._late.get(item.id)):
            return replace(late, path=item.path)
        return item

    def each(
        self,
        work: Callable[[RawDocument, _Known], Made],
        items: Iterable[RawDocument | Other],
        line_counts: str,
        effort: float = 1.0,
    ) -> Iterator[Made | Other | Failure]:
        """
        Do the work on each document, over several processes if there is enough of it; pass on all else as it is.

        There is enough from `LARGE` characters on, if the work on each takes the usual *effort*.

        Raises:
            QuotesearchError: a process ended, and not because of what it read.
        """
        task = Task(work, _known, line_counts, self.seconds)
        items = iter(items)
        first: list[RawDocument | Other] = []
        size = 0
        while (effort * size < LARGE or len(first) < 2) and (more := list(islice(items, 1))):
            first += more
            size += size_of(more[0])
        jobs = self.jobs or _cores()
        if jobs == 1 or effort * size < LARGE or len(first) < 2:
            known = _Known(_repeated(line_counts), self._parsed)
            return (do(task, item, known) for item in chain(first, items))
        return over_processes(task, _chunks(chain(first, items)), jobs, AHEAD * jobs)

    def would_relabel(self, known: Sequence[str], new: Sequence[str]) -> int:
        """How many articles lines that recur only now would change; see `Extractor.would_relabel`."""
        return would_relabel(known, new)


def read_articles(
    paths: Sequence[str | os.PathLike[str]],
    *,
    given: Sequence[RawDocument] = (),
    line_counts: str | None = None,
    jobs: int | None = None,
    seconds: float | None = None,
    explain: bool = False,
    from_name: str = "",
) -> Iterator[Article | Failure | Skipped | Remark]:
    """
    Read and clean files, and all files below folders.

    Args:
        paths: files and folders.
        given: documents that come before them, read from elsewhere (standard input).
        line_counts: the counts of the last rebuild; see `Extractor.count_lines`.
        jobs: processes; None: one for each core, where the files are enough to be worth it.
        seconds: CPU seconds that a file may take for each MiB begun (`quotesearch.time_limit.limited`); None: as long
            as it takes.
        explain: also return the other values in an article (`Article.conflicts`).
        from_name: how the names of files are read: "{outlet}_{date}_*"; "": they say nothing.

    Returns:
        in the order of the files, for any number of jobs, an `Article`, a `Failure` or a `Skipped` each; and a
        `Remark` for what of a metadata.csv cannot be used.

    Raises:
        InputError: *from_name* is not a pattern.
        MissingPathError: before anything is read, if one of *paths* is not there or may not be read.
    """
    copies = _Copies()
    line = Pipeline(jobs, seconds)
    items = _read(_explain if explain else _clean, paths, given, line_counts, line, copies, from_name)
    return (
        replace(item, also_at=copies.others(item)) if isinstance(item, Article) else item for item in items
    )


def read_quotes(
    paths: Sequence[str | os.PathLike[str]],
    *,
    given: Sequence[RawDocument] = (),
    line_counts: str | None = None,
    jobs: int | None = None,
    seconds: float | None = None,
    from_name: str = "",
) -> Iterator[ReadExtraction | Failure | Skipped | Remark]:
    """
    Read and clean files and extract what is quoted in them.

    Takes and raises what `read_articles` does, and returns a `ReadExtraction` where that returns an `Article`.
    """
    copies = _Copies()
    items = _read(_quote, paths, given, line_counts, Pipeline(jobs, seconds), copies, from_name)
    return (copies.told_in(item) if isinstance(item, ReadExtraction) else item for item in items)


class _Copies:
    """Files with the very same bytes: one article, read where the index would read it."""

    def __init__(self) -> None:
        self._paths: dict[str, list[tuple[bool, str]]] = {}

    def note(self, document: RawDocument) -> RawDocument:
        """Record a file."""
        self._paths.setdefault(document.sha256, []).append((document.sidecar is None, document.path))
        return document

    def is_first(self, document: RawDocument) -> bool:
        """Is it the one of its copies that is read: the first that has a sidecar, else the first?"""
        known = self._paths.get(document.sha256)
        return known is None or min(known)[1] == document.path

    def told_in(self, reading: ReadExtraction) -> ReadExtraction:
        """An extraction with the paths of the copies of its article."""
        card = reading.extraction.article
        card = replace(card, also_at=self.others(card))
        return replace(reading, extraction=replace(reading.extraction, article=card))

    def others(self, article: Article | ArticleCard) -> tuple[str, ...]:
        """The paths of the copies of an article."""
        paths = sorted(
            set(self._paths.get(article.sha256, ()))
        )  # one that holds many articles was noted for each
        return tuple(path for _, path in paths if path != article.path)


def _read(
    work: Callable[[RawDocument, _Known], Made],
    paths: Sequence[str | os.PathLike[str]],
    given: Sequence[RawDocument],
    line_counts: str | None,
    line: Pipeline,
    copies: _Copies,
    from_name: str,
) -> Iterator[Made | Failure | Skipped | Remark]:
    """Read files twice: count recurring lines and find copies, then do the work on one of each."""

    def read() -> Iterator[RawDocument | Failure | Skipped | Remark]:
        return chain(given, read_documents(paths, from_name, line.seconds))

    go_through = _at_hand(read)
    own = {id(document) for document in given}  # no files
    documents = (item for item in go_through() if isinstance(item, RawDocument))
    noted = (item if id(item) in own else copies.note(item) for item in documents)
    counts = line.count_lines(noted, line_counts)
    wanted = (
        line.in_time(item)
        for item in go_through()
        if not isinstance(item, RawDocument) or id(item) in own or copies.is_first(item)
    )
    return line.each(work, wanted, counts)


def _at_hand(read: Callable[[], Iterator[Item]]) -> Callable[[], Iterator[Item]]:
    """The same way of going through a collection, but a small one is read only once."""
    items: list[Item] = []
    size = 0
    for item in read():
        items.append(item)
        size += size_of(item)
        if size >= LARGE:
            return read
    return lambda: iter(items)


def _lines(document: RawDocument, known: _Known) -> DocumentLines:
    return lines_of(document, known.parsed.add(document))


def _clean(document: RawDocument, known: _Known) -> Article:
    return _with_gaps(clean(document, known.repeated, parsed=known.parsed.take(document)))


def _explain(document: RawDocument, known: _Known) -> Article:
    return _with_gaps(clean(document, known.repeated, explain=True, parsed=known.parsed.take(document)))


def _with_gaps(article: Article) -> Article:
    """An article with a gap for each quotation that cannot be read in full."""
    gaps = gaps_of(article)
    return replace(article, gaps=gaps) if gaps else article


def _quote(document: RawDocument, known: _Known) -> ReadExtraction:
    return ReadExtraction(_extract(document, known), document.source)


def _extract(document: RawDocument, known: _Known) -> Extraction:
    article = clean(document, known.repeated, parsed=known.parsed.take(document))
    return Extraction(
        article.card, extract_quotes(article), line_marks(article), odd_marks(article), gaps_of(article)
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the work on a document takes: the lines that recur, and documents that this process has parsed."""

    repeated: RepeatedLines
    parsed: ParsedDocuments


def _known(line_counts: str) -> _Known:
    """What a process of its own takes; it has parsed nothing."""
    return _Known(_repeated(line_counts), ParsedDocuments(most=0))


def _repeated(line_counts: str | None) -> RepeatedLines:
    """What `Pipeline.count_lines` wrote; None: nothing."""
    return RepeatedLines() if line_counts is None else RepeatedLines.from_data(json.loads(line_counts))


def _contents(place: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """The names and contents of all rules and words below a place."""
    for entry in place.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _contents(entry, path)
        elif path.endswith((".py", ".txt", ".json")):
            yield path, entry.read_bytes()


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items in heaps that are worth sending to a process, and not too large to wait for."""
    chunk: list[Item] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == CHUNK or sum(map(size_of, chunk)) >= LARGE // 4:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _cores() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
