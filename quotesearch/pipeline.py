"""
The whole way in a page: documents → articles → quotes, one at a time or many at once over processes.

Lines that recur across a collection are counted by one rule for every command: those of this call, on top of
those that the last rebuild kept.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain, islice
from multiprocessing import resource_tracker
from typing import Final, TypeVar

from quotesearch import __version__
from quotesearch.acquisition import read_documents
from quotesearch.cleaning import DocumentLines, RepeatedLines, clean, line_marks, lines_of, would_relabel
from quotesearch.errors import QuotesearchError
from quotesearch.extraction import extract_quotes
from quotesearch.model import (
    Article,
    ArticleCard,
    Extraction,
    Failure,
    RawDocument,
    Reading,
    Remark,
    Skipped,
)
from quotesearch.spelling.noticing import odd_marks

__all__ = ["Pipeline", "read_articles", "read_quotes"]

Made = TypeVar("Made")  # what the work on a document gives
Other = TypeVar("Other")  # what stands between documents: failures, files of other kinds
Item = TypeVar("Item")

RULES: Final = ("cleaning", "extraction", "lexicons", "spelling", "weights")
"""What decides how an article is read; when a file in it changes, so does the fingerprint."""

LARGE: Final = 1_000_000
"""
Characters of source from which on several processes save time, and which we keep at hand rather than read
twice.

Starting a process costs a second, in which one reads some 100 articles of 5,000 characters.
"""

COUNTING: Final = 0.1
"""How much work counting an article's lines is, beside cleaning it and extracting its quotes."""

CHUNK: Final = 16
"""Documents sent to a process at once; a single one is not worth the way."""

AHEAD: Final = 3
"""Chunks under way for each process, so that none waits and memory stays small."""


@dataclass(frozen=True)
class Pipeline:
    """
    The way from documents to quotes, as the index wants it (`quotesearch.indexing.syncing.Extractor`).

    `jobs` is the number of processes; None: one for each core. What comes out does not depend on it.
    """

    jobs: int | None = None

    @cached_property
    def fingerprint(self) -> str:
        """
        A short name for the rules, words and weights in use: 16 hexadecimal digits.

        >>> Pipeline().fingerprint == Pipeline(jobs=2).fingerprint
        True
        """
        digest = sha256(__version__.encode())
        for room in RULES:
            for name, content in sorted(_contents(files("quotesearch").joinpath(room), room)):
                digest.update(f"\0{name}\0".encode())
                digest.update(content.replace(b"\r\n", b"\n"))  # as checked out on Windows
        return digest.hexdigest()[:16]

    def learn(self, documents: Iterable[RawDocument], kept: str | None) -> str:
        """What recurs across a collection, on top of what was kept; see `Extractor.learn`."""
        before = _repeated(kept)
        new = (document for document in documents if not before.holds(document))
        lines = _over_processes(_lines, new, json.dumps(RepeatedLines().to_data()), self.jobs, COUNTING)
        return json.dumps(RepeatedLines.count(lines, before).to_data())

    def extract(self, documents: Iterable[RawDocument], learnt: str) -> Iterator[Extraction | Failure]:
        """The articles and quotes of documents, in their order; see `Extractor.extract`."""
        return _over_processes(_extract, documents, learnt, self.jobs)

    def would_relabel(self, known: Sequence[str], new: Sequence[str]) -> int:
        """How many articles lines that recur only now would change; see `Extractor.would_relabel`."""
        return would_relabel(known, new)


def read_articles(
    paths: Sequence[str | os.PathLike[str]],
    *,
    given: Sequence[RawDocument] = (),
    kept: str | None = None,
    jobs: int | None = None,
    explain: bool = False,
    from_name: str = "",
) -> Iterator[Article | Failure | Skipped | Remark]:
    """
    Read and clean the files that are paths or lie below them.

    Args:
        paths: files and folders.
        given: documents that come before them, read from elsewhere (standard input).
        kept: what the last rebuild learnt of the collection; see `Extractor.learn`.
        jobs: processes; None: one for each core, where the files are enough to be worth it.
        explain: also tell which other values an article gives of itself (`Article.conflicts`).
        from_name: how the names of files are read: "{outlet}_{date}_*"; "": they say nothing.

    Returns:
        in the order of the files, whatever the number of jobs, an `Article`, a `Failure` or a `Skipped` each; and a
        `Remark` for what of a metadata.csv cannot be used.

    Raises:
        InputError: *from_name* is not a pattern.
        MissingPathError: before anything is read, if one of *paths* is not there or may not be read.
    """
    copies = _Copies()
    items = _read(_explain if explain else _clean, paths, given, kept, jobs, copies, from_name)
    return (
        replace(item, also_at=copies.others(item)) if isinstance(item, Article) else item for item in items
    )


def read_quotes(
    paths: Sequence[str | os.PathLike[str]],
    *,
    given: Sequence[RawDocument] = (),
    kept: str | None = None,
    jobs: int | None = None,
    from_name: str = "",
) -> Iterator[Reading | Failure | Skipped | Remark]:
    """
    Read and clean files and extract what is quoted in them.

    Takes and raises what `read_articles` does, and returns a `Reading` where that returns an `Article`.
    """
    copies = _Copies()
    items = _read(_quote, paths, given, kept, jobs, copies, from_name)
    return (copies.told_in(item) if isinstance(item, Reading) else item for item in items)


class _Copies:
    """Files with the very same bytes: one article, read where the index would read it."""

    def __init__(self) -> None:
        self._paths: dict[str, list[tuple[bool, str]]] = {}

    def note(self, document: RawDocument) -> RawDocument:
        """Take note of a file."""
        self._paths.setdefault(document.sha256, []).append((document.sidecar is None, document.path))
        return document

    def is_first(self, document: RawDocument) -> bool:
        """Is it the one of its copies that is read: the first that has a sidecar, else the first?"""
        known = self._paths.get(document.sha256)
        return known is None or min(known)[1] == document.path

    def told_in(self, reading: Reading) -> Reading:
        """A reading that tells where the copies of its article lie."""
        card = reading.extraction.article
        card = replace(card, also_at=self.others(card))
        return replace(reading, extraction=replace(reading.extraction, article=card))

    def others(self, article: Article | ArticleCard) -> tuple[str, ...]:
        """Where the copies of an article lie."""
        paths = sorted(
            set(self._paths.get(article.sha256, ()))
        )  # one that holds many articles was noted for each
        return tuple(path for _, path in paths if path != article.path)


def _read(
    work: Callable[[RawDocument, RepeatedLines], Made],
    paths: Sequence[str | os.PathLike[str]],
    given: Sequence[RawDocument],
    kept: str | None,
    jobs: int | None,
    copies: _Copies,
    from_name: str,
) -> Iterator[Made | Failure | Skipped | Remark]:
    """Go through files twice: learn what recurs and which are copies, then do the work on one of each."""

    def read() -> Iterator[RawDocument | Failure | Skipped | Remark]:
        return chain(given, read_documents(paths, from_name))

    go_through = _at_hand(read)
    own = {id(document) for document in given}  # no files
    documents = (item for item in go_through() if isinstance(item, RawDocument))
    noted = (item if id(item) in own else copies.note(item) for item in documents)
    learnt = Pipeline(jobs).learn(noted, kept)
    wanted = (
        item
        for item in go_through()
        if not isinstance(item, RawDocument) or id(item) in own or copies.is_first(item)
    )
    return _over_processes(work, wanted, learnt, jobs)


def _at_hand(read: Callable[[], Iterator[Item]]) -> Callable[[], Iterator[Item]]:
    """The same way of going through a collection, but a small one is read only once."""
    items: list[Item] = []
    size = 0
    for item in read():
        items.append(item)
        size += _size(item)
        if size >= LARGE:
            return read
    return lambda: iter(items)


def _lines(document: RawDocument, repeated: RepeatedLines) -> DocumentLines:
    return lines_of(document)


def _clean(document: RawDocument, repeated: RepeatedLines) -> Article:
    return clean(document, repeated)


def _explain(document: RawDocument, repeated: RepeatedLines) -> Article:
    return clean(document, repeated, explain=True)


def _quote(document: RawDocument, repeated: RepeatedLines) -> Reading:
    return Reading(_extract(document, repeated), document.source)


def _extract(document: RawDocument, repeated: RepeatedLines) -> Extraction:
    article = clean(document, repeated)
    return Extraction(article.card, extract_quotes(article), line_marks(article), odd_marks(article))


def _repeated(learnt: str | None) -> RepeatedLines:
    """What `Pipeline.learn` wrote; None: nothing."""
    return RepeatedLines() if learnt is None else RepeatedLines.from_data(json.loads(learnt))


def _contents(place: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """The names and contents of all rules and words below a place."""
    for entry in place.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _contents(entry, path)
        elif path.endswith((".py", ".txt", ".json")):
            yield path, entry.read_bytes()


def _size(item: object) -> int:
    """How much work an item of a collection is, in characters."""
    if not isinstance(item, RawDocument):
        return 0
    return item.extent.end - item.extent.start if item.extent else len(item.source)


def _over_processes(
    work: Callable[[RawDocument, RepeatedLines], Made],
    items: Iterable[RawDocument | Other],
    learnt: str,
    jobs: int | None,
    effort: float = 1.0,
) -> Iterator[Made | Other]:
    """
    Do the work on each document, over several processes if there is enough of it; pass on all else as it is.

    There is enough from `LARGE` characters on, if the work on each takes the usual *effort*.

    Raises:
        QuotesearchError: a process died.
    """
    items = iter(items)
    first: list[RawDocument | Other] = []
    size = 0
    while (effort * size < LARGE or len(first) < 2) and (more := list(islice(items, 1))):
        first += more
        size += _size(more[0])
    jobs = jobs or _cores()
    if jobs == 1 or effort * size < LARGE or len(first) < 2:
        repeated = _repeated(learnt)
        for item in chain(first, items):
            yield work(item, repeated) if isinstance(item, RawDocument) else item
        return
    spawn = multiprocessing.get_context("spawn")  # the same everywhere, and safe beside threads
    _start_tracker()
    with ProcessPoolExecutor(jobs, spawn, initializer=_start_process, initargs=(learnt,)) as pool:
        try:
            yield from _in_turn(pool, work, _chunks(chain(first, items)), AHEAD * jobs)
        except BrokenProcessPool as error:
            reason = "a process died while reading articles, perhaps for want of memory"
            raise QuotesearchError(f"{reason}.\nTry again with: --jobs 1") from error
        except BaseException:  # stopped half-way: nobody wants what is still to come
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        # Else the pool ends with the block, which waits: a thread of it that still runs when Python ends may print
        # a traceback ("Bad file descriptor").


def _start_tracker() -> None:
    """
    Start Python's process that cleans up after a killed one, without its warning that it has something to do.

    It takes the filters of this process, and prints into the prompt of a shell after `kill -9`.
    """
    if sys.platform == "win32":
        return  # there is none
    quiet = "ignore:resource_tracker"
    sys.warnoptions.append(quiet)
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions.remove(quiet)


def _in_turn(
    pool: ProcessPoolExecutor,
    work: Callable[[RawDocument, RepeatedLines], Made],
    chunks: Iterable[list[RawDocument | Other]],
    ahead: int,
) -> Iterator[Made | Other]:
    """Send out chunks, at most so many ahead of the one whose results are wanted next."""
    under_way: deque[Future[list[Made | Other]]] = deque()
    for chunk in chunks:
        with _deaf_to_interrupts():
            under_way.append(pool.submit(_work_on, work, chunk))
        if len(under_way) == ahead:
            yield from under_way.popleft().result()
    while under_way:
        yield from under_way.popleft().result()


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items in heaps that are worth sending to a process, and not too large to wait for."""
    chunk: list[Item] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == CHUNK or sum(map(_size, chunk)) >= LARGE // 4:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


_known = RepeatedLines()
"""In a process that was started for it: what the collection tells, sent once and not with every chunk."""


def _start_process(learnt: str) -> None:
    """Make a new process ready to work."""
    global _known
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _known = _repeated(learnt)


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it could not tell us to."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """
    Start processes that leave Ctrl-C to the one that started them, from their first moment on.

    A shell sends it to all of them; each that listens would print a traceback.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say how signals are taken
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work_on(
    work: Callable[[RawDocument, RepeatedLines], Made], chunk: list[RawDocument | Other]
) -> list[Made | Other]:
    """Do the work on a chunk, in a process of its own."""
    return [work(item, _known) if isinstance(item, RawDocument) else item for item in chunk]


def _cores() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
