"""Keep an index in step with the files that it was made from."""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Protocol

from quotesearch.acquisition import KINDS_READ
from quotesearch.errors import (
    IndexStateError,
    QuotesearchError,
)
from quotesearch.indexing import generations
from quotesearch.indexing.catalogue import Catalogue, Copies, Known, copies
from quotesearch.indexing.changes import Changes, Reading, compare, list_sources
from quotesearch.indexing.documents import Sent, documents_of, note
from quotesearch.indexing.engine import Engine
from quotesearch.indexing.generations import Generation
from quotesearch.indexing.ledger import Ledger, Today, files_of
from quotesearch.indexing.locking import Lock
from quotesearch.indexing.refusing import held, refuse, refuse_emptying, refuse_unmounted, strays
from quotesearch.indexing.sources import (
    absolute,
    is_below,
    is_remembered,
    remember,
    remembered,
    remembered_corrections,
    remembering,
)
from quotesearch.indexing.whoosh_engine import WhooshEngine
from quotesearch.model import Extraction, Failure, KindCount, OddMarks, RawDocument, SyncReport, gaps_in_words
from quotesearch.spelling.noticing import added, notes_of_files

__all__ = ["WAIT_SECONDS", "Extractor", "add", "rebuild"]

WAIT_SECONDS: Final = 60.0
"""How long a writer waits for another one before it gives up."""


class Extractor(Protocol):
    """The way from a document to its quotes, as `quotesearch.pipeline` makes it."""

    @property
    def fingerprint(self) -> str:
        """A short name for the rules, words and weights in use: another one means that answers may differ."""

    def learn(self, documents: Iterable[RawDocument], kept: str | None) -> str:
        """
        What a collection as a whole tells about its articles (lines that recur).

        Args:
            documents: all documents of this call, read one at a time and not kept.
            kept: what the last rebuild learnt; None during a rebuild.

        Returns:
            a text, opaque to the index, which keeps that of a rebuild with the generation. It is handed back
            to `extract`, and to `learn` in later calls of `add`.
        """

    def extract(self, documents: Iterable[RawDocument], learnt: str) -> Iterator[Extraction | Failure]:
        """
        The articles and quotes of many documents, in their order; a `Failure` for each that is no article.

        Exactly one item comes out for every document that goes in, so processes may share the work but must
        not read far ahead. `article.path`, `article.sha256` and `also_at` are those of the document; the
        index sets `also_at` itself.
        """

    def would_relabel(self, known: Sequence[str], new: Sequence[str]) -> int:
        """
        How many articles a rebuild would read otherwise, for lines that recur only now.

        Args:
            known: `Extraction.lines` of the articles that were there before.
            new: of those of this call.
        """


def add(
    directory: str | os.PathLike[str],
    paths: Sequence[str | os.PathLike[str]],
    extractor: Extractor,
    *,
    wait_seconds: float = WAIT_SECONDS,
    file_seconds: float | None = None,
    on_wait: Callable[[str], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> SyncReport:
    """
    Index new and changed articles below *paths* and drop those whose file is gone.

    The paths are remembered; what lies below others that are remembered is left as it is, unless *paths* is
    empty, which means all that are remembered: then one that is out of reach today loses nothing and holds up
    none of the others. Without an index, one is made.

    Args:
        directory: of the index.
        paths: files and folders.
        extractor: makes quotes of documents.
        wait_seconds: how long to wait for another writer.
        file_seconds: how long it may take to read a file (`quotesearch.time_limit.limited`), beside what the
            extractor does with it; None: as long as it takes.
        on_wait: called once with a message for people when there is one.
        on_progress: called with the number of articles done and their total, now and then.

    Raises:
        MissingPathError: one of the paths is missing or unreadable, or all that are remembered; nothing was
            changed.
        NoIndexError: no path given, and none remembered.
        DamagedIndexError: the index cannot be read; the message says how to rebuild it.
        BusyIndexError: another writer was not done in time.
        IndexStateError: the folder is not quotesearch's, cannot be written to, or the disk is full.
    """
    index = Path(directory)
    refuse(index, paths, "Name what to add: quotesearch add PATH…")
    with _writing(index, wait_seconds, on_wait):
        known = remembered(index)
        wanted = tuple(absolute(path) for path in paths) or known
        base = generations.current_or_none(index)
        try:
            old = Catalogue.load(base.catalogue) if base else Catalogue()
            work = _Work(index, base, old, extractor, on_progress or _tell_nobody, file_seconds)
            return work.bring_up_to_date(wanted, (*known, *wanted), all_needed=bool(paths))
        finally:
            if base is not None:
                base.release()
            generations.sweep(index)


def rebuild(
    directory: str | os.PathLike[str],
    paths: Sequence[str | os.PathLike[str]],
    extractor: Extractor,
    *,
    wait_seconds: float = WAIT_SECONDS,
    file_seconds: float | None = None,
    on_wait: Callable[[str], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> SyncReport:
    """
    Build the whole index anew beside the old one, then swap it in at once.

    Args:
        directory: of the index. If it is not an index yet it must be missing, empty or hold a README only.
        paths: files and folders, which replace those remembered; empty: all that are remembered.
        extractor: makes quotes of documents.
        wait_seconds: how long to wait for another writer.
        file_seconds: how long it may take to read a file (`quotesearch.time_limit.limited`), beside what the
            extractor does with it; None: as long as it takes.
        on_wait: called once with a message for people when there is one.
        on_progress: called with the number of articles done and their total, now and then.

    Raises:
        MissingPathError: one of the paths is missing or unreadable; nothing was changed.
        InputError: one of them is the index, or nothing below them is an article while the index holds some;
            nothing was changed.
        NoIndexError: no path given, and none remembered (without an index, the command line then gives `seeds/`).
        BusyIndexError: another writer was not done in time.
        IndexStateError: the folder is not quotesearch's, cannot be written to, or the disk is full.
    """
    index = Path(directory)
    refuse(index, paths, "Name it: quotesearch rebuild PATH…")
    with _writing(index, wait_seconds, on_wait):
        wanted = tuple(absolute(path) for path in paths) or remembered(index)
        before = held(index)
        refuse_unmounted(wanted, before, inner=not paths)
        try:
            progress = on_progress or _tell_nobody
            work = _Work(index, None, Catalogue(), extractor, progress, file_seconds, before)
            return work.bring_up_to_date(wanted, wanted)
        finally:
            generations.sweep(index)


@contextmanager
def _writing(index: Path, seconds: float, on_wait: Callable[[str], None] | None) -> Iterator[None]:
    """The only writer of an index, which is made if need be; the system's errors in words."""
    try:
        index.mkdir(parents=True, exist_ok=True)
        with Lock.wait(generations.locked_file(index), seconds, on_wait):
            yield
    except QuotesearchError:
        raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise IndexStateError(
            f"the index at {index}/ cannot be written: {reason}. Nothing in it was changed."
        ) from error


def _tell_nobody(done: int, total: int) -> None:
    """For callers who do not want to know how far the work is."""


@dataclass(slots=True)
class _Work:
    """One call of `add` or `rebuild`: what it starts from, and what it works with."""

    index: Path
    base: Generation | None
    old: Catalogue
    extractor: Extractor
    on_progress: Callable[[int, int], None]
    file_seconds: float | None
    replaced: Catalogue | None = None  # what a rebuild is to take the place of
    odd_marks: dict[str, tuple[OddMarks, ...]] = field(default_factory=dict)  # of the files that were read

    def bring_up_to_date(
        self, wanted: Sequence[str], sources: Sequence[str], *, all_needed: bool = True
    ) -> SyncReport:
        """
        Compare what lies below *wanted* with the catalogue, and make a generation of it if anything
        differs.
        """
        named = remembered_corrections(self.index)
        listing = list_sources(wanted, self.old, (absolute(self.index), *named), all_needed=all_needed)
        reading = Reading(listing, self.old, seconds=self.file_seconds)
        documents = reading.new_documents()
        learnt = self.extractor.learn(documents, self.old.learnt)
        for _ in documents:  # what the extractor did not care to read must be known all the same
            pass
        with self._searchable() as engine:
            today = Ledger.load(self.old.corrections).today(
                files_of(sources, named), wanted, listing, reading.files, engine
            )
        changes = compare(self.old, today.files, today.forced)
        today.settle(changes.wanted)
        catalogue = Catalogue(
            today.files,
            listing.unlisted,
            self.old.learnt if self.base else learnt,
            listing.devices,
            today.ledger.save(),
        )
        if self.base is None or catalogue != self.old or changes.wanted:
            catalogue = self._commit(changes, catalogue, learnt, today, sources)
        remember(self.index, sources)
        found = [] if listing.files or listing.unlisted else [f"No file to be read was found. {KINDS_READ}"]
        odd = notes_of_files(self.odd_marks)
        notes = (*found, *odd, *today.ledger.complaints(), *strays(catalogue, sources))
        report = self._report(changes, catalogue, listing.skipped, notes, wanted)
        return replace(report, sidecars=tuple(reading.sidecars))

    @contextmanager
    def _searchable(self) -> Iterator[Callable[[], Engine] | None]:
        """How to get at the engine of the generation that counts, opened when asked for; None: there is none."""
        base = self.base
        if base is None:
            yield None
            return
        with ExitStack() as stack:

            def engine() -> Engine:
                opened = WhooshEngine(base.engine, base.check)
                stack.callback(opened.close)
                return opened

            yield engine

    def _commit(
        self, changes: Changes, catalogue: Catalogue, learnt: str, today: Today, sources: Sequence[str]
    ) -> Catalogue:
        """Make a new generation of *sources* that counts, and give its catalogue; if that fails, none."""
        if not is_remembered(self.index):
            remember(self.index, ())  # which tells that a folder with a torn first generation is ours
        generation = generations.begin(self.index, self.base)
        try:
            engine = (
                WhooshEngine(generation.engine, self.base.check)
                if self.base
                else WhooshEngine.create(generation.engine)
            )
            try:
                for group in changes.dropped.values():
                    for article in group.first.articles:
                        engine.remove(article)
                self._extract(engine, list(changes.wanted.values()), catalogue, learnt, today)
                engine.commit()
            finally:
                engine.close()
            refuse_emptying(catalogue, self.replaced, sources, self.index)
            catalogue = replace(catalogue, corrections=today.ledger.save())
            catalogue.save(generation.catalogue)
            read_by = self.extractor.fingerprint if changes.wanted or not self.base else self.base.fingerprint
            with remembering(self.index, sources):
                generations.publish(self.index, generation, read_by, self.base)
        except BaseException:
            shutil.rmtree(generation.path, ignore_errors=True)
            raise
        return catalogue

    def _extract(
        self, engine: Engine, groups: Sequence[Copies], catalogue: Catalogue, learnt: str, today: Today
    ) -> None:
        """Have the quotes of articles made, and add them as people corrected them."""
        sent: deque[Sent] = deque()
        done = 0
        self.on_progress(done, len(groups))
        documents = documents_of(groups, sent, catalogue, today.assigned, self.file_seconds)
        outcomes = self.extractor.extract(documents, learnt)
        for outcome in outcomes:
            group, source, is_last = sent.popleft()
            sofar = catalogue.files[group.first.path]  # what the articles before it in the file have left
            if isinstance(outcome, Failure):
                note(group, catalogue, article=sofar.article, quotes=sofar.quotes, reason=outcome.reason)
            else:
                if outcome.odd_marks:
                    before = self.odd_marks.get(group.first.path, ())
                    self.odd_marks[group.first.path] = added(before, outcome.odd_marks)
                others = tuple(other.path for other in group.others)
                quotes = today.amend(outcome, source).quotes
                engine.add(replace(outcome.article, path=group.first.path, also_at=others), quotes)
                note(
                    group,
                    catalogue,
                    article=f"{sofar.article} {outcome.article.id}".strip(),
                    quotes=sofar.quotes + len(quotes),
                    fingerprint=self.extractor.fingerprint,
                    reason=sofar.reason,
                    lines=f"{sofar.lines}\n{outcome.lines}".strip("\n"),
                    gaps="; ".join(filter(None, (sofar.gaps, gaps_in_words(outcome.gaps)))),
                )
            done += is_last
            self.on_progress(done, len(groups))

    def _report(
        self,
        changes: Changes,
        catalogue: Catalogue,
        skipped: tuple[KindCount, ...],
        notes: Sequence[str],
        wanted: Sequence[str],
    ) -> SyncReport:
        """What was done, for people."""
        here, in_part = (
            tuple(failure for failure in those if any(is_below(failure.path, path) for path in wanted))
            for those in (catalogue.failures, catalogue.in_part)
        )
        articles = [group.first for group in copies(catalogue.files.values()).values() if group.first.article]
        now = {known.sha256: len(known.articles) for known in articles}
        unchanged = [group.first for group in changes.unchanged.values()]
        gone = sum(len(group.first.articles) for group in changes.dropped.values())
        wanted_now = sum(now.get(sha256, 0) for sha256 in changes.wanted)
        # A file that holds more articles than before has changed as many as it held, and added the others.
        changed = sum(
            min(now[sha256], self._before(sha256, changes)) for sha256 in changes.changed & now.keys()
        )
        return SyncReport(
            added=wanted_now - changed,
            changed=changed,
            removed=gone - changed,
            unchanged=sum(len(known.articles) for known in unchanged),
            outdated=sum(
                len(known.articles) for known in unchanged if known.fingerprint != self.extractor.fingerprint
            ),
            quotes=sum(known.quotes for known in articles),
            articles=sum(now.values()),
            failures=here,
            in_part=in_part,
            skipped=skipped,
            notes=tuple(notes),
            relabelled=self._relabelled(articles, changes) if self.base else 0,
        )

    def _relabelled(self, articles: Sequence[Known], changes: Changes) -> int:
        """How many articles a rebuild would read otherwise, for lines that recur only now."""
        known: list[str] = []
        new: list[str] = []
        for file in articles:
            (new if file.sha256 in changes.wanted else known).extend(file.lines.split("\n"))
        return self.extractor.would_relabel(known, new) if new else 0

    def _before(self, sha256: str, changes: Changes) -> int:
        """How many articles a changed file held before."""
        path = changes.wanted[sha256].first.path
        last = changes.dropped[sha256].first if sha256 in changes.dropped else self.old.files[path]
        return len(last.articles)
