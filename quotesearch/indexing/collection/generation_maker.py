"""One call of `add`, `rebuild` or `forget`: compare the files with the catalogue and make a generation."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from quotesearch.acquisition import KINDS_READ, is_forbidden
from quotesearch.indexing.collection.carry_over import Carried, carried
from quotesearch.indexing.collection.changes import Changes, NewFiles, compare, list_sources
from quotesearch.indexing.collection.document_queue import Sent, documents_of, note
from quotesearch.indexing.collection.extractor import Extractor
from quotesearch.indexing.collection.safeguards import refuse_emptying, strays
from quotesearch.indexing.corrections import CorrectionPlan, Ledger, correction_files
from quotesearch.indexing.engines import DEFAULT_ENGINE, Engine, create_engine
from quotesearch.indexing.storage import (
    Catalogue,
    Copies,
    Generation,
    Known,
    Listing,
    absolute,
    begin_generation,
    copies,
    is_below,
    is_remembered,
    publish_generation,
    remember,
    remembered,
    remembered_corrections,
    remembering,
    start,
)
from quotesearch.model import Failure, KindCount, OddMarks, Root, SyncReport, gaps_in_words
from quotesearch.spelling import added, notes_of_files

__all__ = ["Work", "ignore_progress"]


def ignore_progress(done: int, total: int) -> None:
    """For callers who do not want to know how far the work is."""


@dataclass(slots=True)
class Work:
    """One call of `add` or `rebuild`: what it starts from, and what it works with."""

    index: Path
    base: Generation | None
    old: Catalogue
    extractor: Extractor
    on_progress: Callable[[int, int], None]
    roots: tuple[Root, ...]  # all that the index is to hold
    file_seconds: float | None = None
    replaced: Catalogue | None = None  # what a rebuild is to take the place of
    carried: Carried = field(default_factory=Carried)  # what it keeps of that
    engine: str = DEFAULT_ENGINE  # of a new index
    odd_marks: dict[str, tuple[OddMarks, ...]] = field(default_factory=dict)  # of the files that were read

    def bring_up_to_date(
        self, wanted: Sequence[str], sources: Sequence[str], *, all_needed: bool = True
    ) -> SyncReport:
        """Compare the files below *wanted* with the catalogue, and make a generation if anything differs."""
        left = (absolute(self.index), *remembered_corrections(self.index))
        listing = list_sources(wanted, self.old, left, self.roots, all_needed=all_needed)
        if self.base is None:
            self.carried = carried(self.index, self.replaced, listing)
            self.old = self.carried.known
            listing = replace(listing, kept=self.old.files)
        found = [] if listing.files or listing.unlisted else [f"No file to be read was found. {KINDS_READ}"]
        return self.make(listing, wanted, sources, found)

    def make(
        self, listing: Listing, wanted: Sequence[str], sources: Sequence[str], found: Sequence[str] = ()
    ) -> SyncReport:
        """
        Make a generation of a listing if anything differs from the catalogue.

        Args:
            listing: what is to be in the index.
            wanted: the paths that were walked.
            sources: the paths that will be remembered.
            found: what to say of the listing.
        """
        named = remembered_corrections(self.index)
        reading = NewFiles(listing, self.old, seconds=self.file_seconds)
        documents = reading.new_documents()
        line_counts = self.extractor.count_lines(documents, self.old.line_counts)
        for _ in documents:  # what the extractor did not care to read must be known all the same
            pass
        before = self.old if self.base or self.replaced is None else self.replaced
        with self._searchable() as engine:
            plan = Ledger.load(before.corrections).plan(
                correction_files(sources, named), wanted, listing, reading.files, engine
            )
        changes = compare(self.old, plan.files, plan.forced)
        plan.settle(changes.wanted)
        catalogue = Catalogue(
            plan.files,
            listing.unlisted,
            self.old.line_counts if self.base else line_counts,
            listing.devices,
            plan.ledger.save(),
            listing.other_kinds,
        )
        if self.base is None or catalogue != self.old or changes.wanted:
            catalogue = self._commit(changes, catalogue, line_counts, plan, sources)
        remember(self.index, sources, dict(self.roots))
        odd = notes_of_files(self.odd_marks)
        notes = (*found, *odd, *plan.ledger.complaints(), *strays(catalogue, sources, self.index))
        report = self._report(changes, catalogue, listing.skipped, notes, wanted)
        applied = plan.ledger.newly_applied(plan.before if self.base else Ledger())
        beside = (*reading.sidecars, *(Failure(each.path, each.text) for each in listing.remarks))
        closed = tuple(each for each in beside if is_forbidden(each.path))
        return replace(
            report,
            failures=(*report.failures, *plan.ledger.unread, *closed),
            sidecars=tuple(each for each in reading.sidecars if each not in closed),
            remarks=tuple(each for each in listing.remarks if not is_forbidden(each.path)),
            applied=applied,
            sources=remembered(self.index),
        )

    @contextmanager
    def _searchable(self) -> Iterator[Callable[[], Engine] | None]:
        """What opens the engine of the generation that counts; None: there is no generation."""
        base = self.base
        if base is None:
            yield None
            return
        with ExitStack() as stack:

            def engine() -> Engine:
                opened = base.open()
                stack.callback(opened.close)
                return opened

            yield engine

    def _commit(
        self,
        changes: Changes,
        catalogue: Catalogue,
        line_counts: str,
        plan: CorrectionPlan,
        sources: Sequence[str],
    ) -> Catalogue:
        """Make a new generation of *sources* that counts, and give its catalogue; if that fails, none."""
        if not is_remembered(self.index):
            start(self.index, sources)
        if self.base:
            self.base.refuse_untrusted()  # the new generation begins with its files
        generation = begin_generation(self.index, self.base, self.engine)
        try:
            engine = (
                generation.open(self.base.check)
                if self.base
                else create_engine(generation.engine_name, generation.engine)
            )
            try:
                for group in changes.dropped.values():
                    for article in group.first.articles:
                        engine.remove(article)
                self._extract(engine, list(changes.wanted.values()), catalogue, line_counts, plan)
                self.carried.add_to(engine, changes.unchanged.values())
                engine.commit()
            finally:
                engine.close()
            refuse_emptying(catalogue, self.replaced, sources, self.index)
            catalogue = replace(catalogue, corrections=plan.ledger.save())
            catalogue.save(generation.catalogue)
            read_by = self.extractor.fingerprint if changes.wanted or not self.base else self.base.fingerprint
            with remembering(self.index, sources, dict(self.roots)):
                publish_generation(self.index, generation, read_by, self.base)
        except BaseException:
            shutil.rmtree(generation.path, ignore_errors=True)
            raise
        return catalogue

    def _extract(
        self,
        engine: Engine,
        groups: Sequence[Copies],
        catalogue: Catalogue,
        line_counts: str,
        plan: CorrectionPlan,
    ) -> None:
        """Have the quotes of articles made, and add them as people corrected them."""
        sent: deque[Sent] = deque()
        done = 0
        self.on_progress(done, len(groups))
        documents = documents_of(groups, sent, catalogue, plan.assigned, self.file_seconds)
        outcomes = self.extractor.extract(documents, line_counts)
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
                quotes = plan.amend(outcome, source).quotes
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
        notes: Sequence[str | Failure],
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
