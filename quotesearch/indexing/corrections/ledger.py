"""Which corrections count, which articles they concern, and what came of them."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from quotesearch.acquisition import CORRECTIONS_NAME, in_words
from quotesearch.indexing.corrections.applying import OVERRULED, apply_corrections, merged_names, with_merges
from quotesearch.indexing.corrections.corrections_file import not_undone, parse_correction, read_corrections
from quotesearch.indexing.engines import Engine
from quotesearch.indexing.storage import Known, Listing, is_below
from quotesearch.model import Correction, Extraction, Failure, PathCount, Query

__all__ = ["CorrectionPlan", "Ledger", "correction_files", "places_of"]

GONE: Final = "these words are not in any indexed file, and their file is gone"


@dataclass(slots=True)
class Ledger:
    """The corrections that were not undone, as last read, and what came of them in this generation."""

    corrections: tuple[Correction, ...] = ()  # the earliest first
    outcomes: dict[str, str] = field(
        default_factory=dict
    )  # by id: "" applied, OVERRULED, or why not; else waiting
    notes: list[Failure] = field(default_factory=list, compare=False)  # lines that are not valid
    unread: list[Failure] = field(default_factory=list, compare=False)  # files that cannot be read
    _merged: dict[str, tuple[str, tuple[str, ...]]] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def load(cls, content: Mapping[str, Any] | None) -> Ledger:
        """What `save` gave, without what an older version took for a correction."""
        if not content:
            return cls()
        found = [parse_correction(fields, fields["file"]) for fields in content["corrections"]]
        return cls(tuple(correction for correction in found if correction), dict(content["outcomes"]))

    def save(self) -> dict[str, Any] | None:
        """As JSON; None if there is nothing to keep."""
        if not self.corrections:
            return None
        content = {"corrections": [asdict(each) for each in self.corrections], "outcomes": self.outcomes}
        kept: dict[str, Any] = json.loads(json.dumps(content))  # as it will be read again, to be compared
        return kept

    def read_again(self, files: Iterable[str], out_of_reach: Container[str] = ()) -> Ledger:
        """
        The ledger of today: what these files hold now.

        Of a file that is out of reach (its folder is not mounted), or that cannot be read, all stays as it was.
        """
        found: list[Correction] = []
        notes: list[Failure] = []
        unread: list[Failure] = []
        for file in dict.fromkeys(files):
            before = [correction for correction in self.corrections if correction.file == file]
            if file in out_of_reach:
                found += before
                continue
            try:
                some, complaints = read_corrections(file)
            except OSError as error:
                some, complaints = before, []
                unread.append(Failure(file, f"cannot be read: {in_words(error)}"))
            found += some
            notes += complaints
        return Ledger(tuple(not_undone(found)), notes=notes, unread=unread)

    @property
    def merges(self) -> list[Correction]:
        """Those that treat two names as one person."""
        return [correction for correction in self.corrections if correction.action == "merge"]

    def assign(self, files: Mapping[str, Known]) -> dict[str, list[Correction]]:
        """The corrections that may concern each article, by its sha256."""
        at: dict[str, list[Correction]] = defaultdict(list)
        shas = {known.sha256 for known in files.values() if known.sha256}
        for correction in self.corrections:
            selector = correction.selector
            if selector is None:
                continue
            concerned = {selector.sha256} & shas
            for path in places_of(correction):
                known = files.get(path)
                if known is not None and known.sha256:
                    concerned.add(known.sha256)
            for sha256 in concerned:
                at[sha256].append(correction)
        return dict(at)

    def amend(self, extraction: Extraction, source: str, corrections: Sequence[Correction]) -> Extraction:
        """An article's quotes as corrected; what came of the corrections is noted."""
        if corrections:
            extraction, outcomes = apply_corrections(extraction, source, corrections)
            for identity, outcome in outcomes.items():
                settled = self.outcomes.get(identity) in (
                    "",
                    OVERRULED,
                )  # one copy, one article of a file, is enough
                if outcome == "" or not settled:
                    self.outcomes[identity] = outcome
        if self._merged is None:
            self._merged = merged_names(self.merges)
        return with_merges(extraction, self._merged)

    def plan(
        self,
        files_read: Iterable[str],
        walked: Sequence[str],
        listing: Listing,
        files: dict[str, Known],
        engine: Callable[[], Engine] | None,
    ) -> CorrectionPlan:
        """
        What the corrections ask for now.

        Args:
            files_read: those that may hold corrections.
            walked: the paths that were looked through; elsewhere, a file that is not there may be out of reach.
            listing: what was found there.
            files: all that is known of the collection.
            engine: opens what was made last, to find who is concerned by a merge; None: all is made again.
        """
        closed = [failure.path for failure in listing.unlisted]
        paths = list(files_read)
        away = {
            path
            for path in paths
            if any(is_below(path, folder) for folder in closed)
            or not (os.path.exists(path) or any(is_below(path, folder) for folder in walked))  # noqa: PTH110
        }
        now = self.read_again(paths, away)
        scope = {files[path].sha256 for path in listing.files if path in files}
        merges = now.differing_merges(self) if engine else []
        forced = _said_by_any(engine(), merges) if engine and merges else frozenset()
        if not forced <= scope:  # a person who is joined in some articles only would be two again
            now, forced = now.with_merges_of(self), frozenset()
        assigned = now.assign(files)
        return CorrectionPlan(now, _marked(files, assigned, scope), assigned, forced, self)

    def settle(
        self, old: Ledger, assigned: Mapping[str, Sequence[Correction]], read_anew: Container[str]
    ) -> None:
        """Note what came of the corrections of articles that are not read again, or that are gone."""
        kept = {each.id for sha256, some in assigned.items() if sha256 not in read_anew for each in some}
        concerned = {each.id for some in assigned.values() for each in some}
        for correction in self.corrections:
            if correction.selector is None:
                self.outcomes[correction.id] = ""
            elif correction.id not in concerned:
                self.outcomes[correction.id] = GONE
            elif correction.id in kept and correction.id in old.outcomes:
                self.outcomes[correction.id] = old.outcomes[correction.id]

    def with_merges_of(self, old: Ledger) -> Ledger:
        """The same corrections with the merges of another ledger."""
        others = [correction for correction in self.corrections if correction.action != "merge"]
        return replace(self, corrections=tuple(not_undone([*others, *old.merges])), _merged=None)

    def differing_merges(self, old: Ledger) -> list[Correction]:
        """The merges that are in one of the two only."""
        now, before = ({merge.id: merge for merge in each.merges} for each in (self, old))
        return [
            merge
            for identity, merge in (now | before).items()
            if identity not in now or identity not in before
        ]

    def newly_applied(self, before: Ledger) -> tuple[PathCount, ...]:
        """
        The files of which corrections act that did not act before, each with the number of all that act.

        A user who gets such a file with a download needs to know; one who knows it already does not.
        """
        now, then = (
            {id for id, outcome in each.outcomes.items() if outcome == ""} for each in (self, before)
        )
        acting = [each for each in self.corrections if each.id in now]
        files = {each.file for each in acting if each.id not in then}
        counted = Counter(each.file for each in acting if each.file in files)
        return tuple(PathCount(file, number) for file, number in sorted(counted.items()))

    def complaints(self) -> Iterator[str | Failure]:
        """What to say of corrections on standard error."""
        yield from self.notes
        orphans = sum(outcome not in ("", OVERRULED) for outcome in self.outcomes.values())
        if orphans:
            fits = "1 correction fits" if orphans == 1 else f"{orphans:,} corrections fit"
            yield f"{fits} no quote any more. See which and why with: quotesearch corrections"


@dataclass(frozen=True, slots=True)
class CorrectionPlan:
    """What the corrections ask for in one call of `add` or `rebuild`."""

    ledger: Ledger
    files: dict[str, Known]  # with the marks of their corrections
    assigned: dict[str, list[Correction]]  # by the article's sha256
    forced: frozenset[str]  # the articles, by sha256, whose speakers a merge concerns
    before: Ledger

    def settle(self, read_anew: Container[str]) -> None:
        """Note what came of the corrections of articles that are not read again."""
        self.ledger.settle(self.before, self.assigned, read_anew)

    def amend(self, extraction: Extraction, source: str) -> Extraction:
        """An article's quotes as people corrected them."""
        return self.ledger.amend(extraction, source, self.assigned.get(extraction.article.sha256, ()))


def _said_by_any(engine: Engine, merges: Sequence[Correction]) -> frozenset[str]:
    """The articles, by sha256, that quote a person of these merges."""
    names = dict.fromkeys(name for merge in merges for name in (merge.name, merge.into))
    queries = (Query(speaker=name, min_confidence=0, limit=sys.maxsize) for name in names)
    return frozenset(hit.article.sha256 for query in queries for hit in engine.search(query).hits)


def _marked(
    files: dict[str, Known], assigned: Mapping[str, Sequence[Correction]], scope: Container[str]
) -> dict[str, Known]:
    """
    The files with a mark that changes when the corrections of their article do (`Known.corrections`).

    Articles that are not in *scope* (their sha256) keep their mark, for they are not read again now.
    """
    marks = {
        sha256: hashlib.sha256(" ".join(correction.id for correction in some).encode()).hexdigest()[:16]
        for sha256, some in assigned.items()
    }
    changed = {
        path: replace(known, corrections=marks.get(known.sha256, ""))
        for path, known in files.items()
        if known.sha256 in scope and known.corrections != marks.get(known.sha256, "")
    }
    return files | changed if changed else files


def places_of(correction: Correction) -> list[str]:
    """The places of the files of a correction's quote, if they were not moved; absolute paths."""
    folder = Path(correction.file).parent
    return (
        [os.path.normpath(folder / path) for path in correction.selector.paths] if correction.selector else []
    )


def correction_files(sources: Iterable[str], named: Iterable[str]) -> list[str]:
    """The files that may hold corrections: one in each remembered folder, and those that were named."""
    return [*(str(Path(source) / CORRECTIONS_NAME) for source in sources), *named]
