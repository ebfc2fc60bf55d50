"""Correct a quote, undo that, merge two names of one person; and list the corrections."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from quotesearch.acquisition import in_words, is_forbidden, read_document
from quotesearch.analysis import WHOLE_NAME
from quotesearch.errors import IndexStateError, InputError, QueryError, QuotesearchError, UnreadableFileError
from quotesearch.extraction import person_key
from quotesearch.indexing.collection.extractor import Extractor
from quotesearch.indexing.collection.opening import one_quote, open_index
from quotesearch.indexing.collection.syncing import WAIT_SECONDS, add
from quotesearch.indexing.corrections import (
    OVERRULED,
    Ledger,
    append_correction,
    correction_files,
    corrections_file_for,
    merged_names,
    new_correction,
    places_of,
    refuse_other_files,
    selector_for,
)
from quotesearch.indexing.storage import (
    Catalogue,
    Lock,
    absolute,
    command_line,
    current_generation,
    is_below,
    locked_file,
    remember_corrections,
    remembered,
    remembered_corrections,
    shown_index,
)
from quotesearch.model import (
    LONGEST_NAME,
    ArticleCard,
    Correction,
    CorrectionState,
    Failure,
    Hit,
    Query,
    RawDocument,
    one_line,
)

__all__ = ["Corrector", "corrections_of"]

MOST: Final = 10
"""Names or corrections listed if it is not clear which is meant."""


@dataclass(frozen=True, slots=True)
class Corrector:
    """
    Writes a correction into its file, and brings the index up to date at once.

    Each method gives the correction with what came of it, and raises QueryError if what was typed has no meaning
    or several, InputError if the correction cannot be written, and what `quotesearch.indexing.add`
    raises if the index cannot be updated: the correction is kept all the same.
    """

    directory: str | os.PathLike[str]  # of the index
    extractor: Extractor
    because: str = ""
    file: str | None = None  # to write it into; None: that of the remembered folder with the article
    dry_run: bool = False  # only report what would be done
    on_wait: Callable[[str], None] | None = None

    def said_by(self, identity: str, name: str, kind: str = "person") -> CorrectionState | None:
        """Set the speaker of a quote, by its id or the beginning of it; "": unknown. None: there is no such quote."""
        if name:
            _check_names(name)
        hit = one_quote(self.directory, identity)
        correction = new_correction("speaker", self.because, name=name, type=kind)
        return self._correct(hit, correction) if hit else None

    def resembling(self, name: str) -> tuple[str, ...]:
        """Who may have been meant by a name that is new in the index; () if another person has it."""
        with closing(open_index(self.directory)) as engine:
            if sum(each.quotes for each in engine.speakers(f"{WHOLE_NAME}{name}", 0)) > 1:
                return ()
            words = name.split()
            ends = (" ".join(words[first:]) for first in range(1, len(words) - 1))  # “Judge Robin Mairs”
            same = [each.name for end in ends for each in engine.speakers(f"{WHOLE_NAME}{end}", 0)]
            others = dict.fromkeys((*same, *engine.suggest_speakers(name, 0)))
            return tuple(other for other in others if other != name)

    def not_a_quote(self, identity: str) -> CorrectionState | None:
        """Mark something as not a quote, by its id or the beginning of it. None: there is no such quote."""
        hit = one_quote(self.directory, identity)
        return self._correct(hit, new_correction("not-a-quote", self.because)) if hit else None

    def undo(self, identity: str) -> CorrectionState | None:
        """
        Undo the last correction of a quote that was not undone; the one before it counts again, if there is one.

        *identity* is the beginning of the quote's id, now or when it was corrected, or of the correction's own.
        None: no correction has such an id.
        """
        current = one_quote(self.directory, identity, several=True)
        now = current.quote.corrected.id if current and current.quote.corrected else None
        found = [each for each in self._standing() if each.id == now or _is_called(each, identity)]
        if len({each.quote or each.id for each in found}) > 1:
            ids = " ".join(each.id for each in found[-MOST:])
            raise QueryError(f"more than one correction is meant by {identity}.\nGive the id of one: {ids}")
        return self._take_back(found[-1]) if found else None

    def merge(self, name: str, into: str) -> CorrectionState:
        """Treat two names as the same person. Each name must be that of a speaker."""
        _check_names(name, into)
        if person_key(name) == person_key(into):
            self._quotes_of(name)  # if no one has the name, that is the mistake
            raise QueryError(f"“{name}” and “{into}” count as one person already.")
        joined = merged_names([each for each in self._standing() if each.action == "merge"])
        keys = [person_key(each) for each in (name, into)]
        if len({joined.get(key, key) for key in keys}) == 1:
            raise QueryError(
                f"“{name}” and “{into}” count as one person already, by an earlier correction.\n"
                "List the corrections with: quotesearch corrections"
            )
        hits = [hit for each in (name, into) for hit in self._quotes_of(each)]
        cards = {hit.article.sha256: hit.article for hit in hits}
        paths = [path for card in cards.values() for path in _paths(card)]
        file = corrections_file_for(paths, self._sources, self.file)
        merge = replace(new_correction("merge", self.because, name=name, into=into), file=file)
        return self._write(merge, paths)

    def part(self, name: str, into: str) -> CorrectionState | None:
        """Undo the merge of two names. None: they were never merged."""
        _check_names(name, into)
        wanted = {person_key(name), person_key(into)}
        merges = [each for each in self._standing() if each.action == "merge"]
        found = [each for each in merges if {person_key(each.name), person_key(each.into)} == wanted]
        # If two people merged them, a merge that is left would still join the two.
        undone = [self._take_back(each) for each in found]
        return undone[-1] if undone else None

    # How it is done

    @property
    def _sources(self) -> tuple[str, ...]:
        return remembered(Path(self.directory))

    def _standing(self) -> list[Correction]:
        """The corrections in the files that were not undone, the earliest first."""
        named = (*remembered_corrections(Path(self.directory)), *([absolute(self.file)] if self.file else ()))
        return list(Ledger().read_again(correction_files(self._sources, named)).corrections)

    def _correct(self, hit: Hit, correction: Correction) -> CorrectionState:
        """Write a correction of a quote."""
        paths = _paths(hit.article)
        file = corrections_file_for(paths, self._sources, self.file)
        document = _unchanged(hit.article, Path(self.directory))
        folder = str(Path(file).parent)
        kept = [
            Path(path).relative_to(folder).as_posix() if is_below(path, folder) else path for path in paths
        ]
        selector = selector_for(hit.quote, document.source, document.sha256, kept)
        return self._write(replace(correction, quote=hit.quote.id, selector=selector, file=file), paths)

    def _take_back(self, correction: Correction) -> CorrectionState:
        """Write that a correction no longer counts."""
        undo = new_correction("undo", self.because, undoes=correction.id, quote=correction.quote)
        undo = replace(undo, name=correction.name, into=correction.into, file=correction.file)
        if correction.action == "merge":
            names = (correction.name, correction.into)
            with closing(open_index(self.directory)) as engine:
                asked = (Query(speaker=name, min_confidence=0, limit=engine.count_quotes()) for name in names)
                cards = [hit.article for query in asked for hit in engine.search(query).hits]
            return self._write(undo, [path for card in cards for path in _paths(card)])
        known = _catalogue(Path(self.directory)).files
        selector = correction.selector
        same = [path for path, each in known.items() if selector and each.sha256 == selector.sha256]
        return self._write(undo, [*same, *(path for path in places_of(correction) if path in known)])

    def _write(self, correction: Correction, paths: Iterable[str]) -> CorrectionState:
        """Write a correction, then have the articles read again. Raises InputError for a file of something else."""
        if self.file:
            refuse_other_files(correction.file)
        if self.dry_run:
            return CorrectionState(correction, "waiting")
        index = Path(self.directory)
        if self.file:
            self._remember(correction.file)
        append_correction(correction, self.on_wait)
        try:
            there = [path for path in dict.fromkeys(paths) if os.access(path, os.R_OK)]
            if there:
                add(index, there, self.extractor, on_wait=self.on_wait)
            return _state(correction, Ledger.load(_catalogue(index).corrections))
        except QuotesearchError as error:
            later = command_line("add", index)
            kept = f"The correction is kept in {one_line(correction.file)} and takes effect with the next: {later}"
            raise type(error)(f"{error}\n{kept}") from error

    def _remember(self, file: str) -> None:
        """Have the index remember a file of corrections. Raises IndexStateError if it cannot be written."""
        index = Path(self.directory)
        try:
            with Lock.wait(locked_file(index), WAIT_SECONDS, self.on_wait):
                remember_corrections(index, file)
        except OSError as error:
            raise IndexStateError(
                f"the index at {shown_index(index)} cannot be written: {in_words(error)}. Nothing was corrected."
            ) from error

    def _quotes_of(self, name: str) -> tuple[Hit, ...]:
        """All quotes of a person, by the whole name. Raises QueryError if no one has it."""
        with closing(open_index(self.directory)) as engine:
            hits = engine.search(Query(speaker=name, min_confidence=0, limit=engine.count_quotes())).hits
            key = person_key(name)
            if any(key in _keys(hit) for hit in hits):
                return hits
            people = [each.name for each in engine.speakers(name, 0)] or engine.suggest_speakers(name, 0)
        others = one_line(" · ".join(dict.fromkeys(people[:MOST])))
        meant = f"\nGive a whole name: {others}" if others else "\nSee who is: quotesearch speakers"
        raise QueryError(f"nobody called “{one_line(name)}” is quoted.{meant}")


def corrections_of(
    directory: str | os.PathLike[str],
) -> tuple[list[CorrectionState], list[str | Failure], list[Failure]]:
    """
    The corrections that were not undone, the earliest first, each with what came of it; notes for standard error; and
    the files of corrections that cannot be read, whose corrections are those of the last time.

    Raises:
        NoIndexError, DamagedIndexError: as `open_index`.
    """
    index = Path(directory)
    kept = Ledger.load(_catalogue(index).corrections)
    files = correction_files(remembered(index), remembered_corrections(index))
    now = kept.read_again(files, {file for file in files if not Path(file).parent.is_dir()})
    left = {each.id for each in now.corrections}
    notes: list[str | Failure] = [*now.notes]
    taken_back = sum(each.id not in left for each in kept.corrections)
    if taken_back:
        act = "1 correction that was undone or removed still acts"
        if taken_back > 1:
            act = f"{taken_back:,} corrections that were undone or removed still act"
        notes.append(f"{act} until the next: {command_line('add', index)}")
    return [_state(each, kept) for each in now.corrections], notes, now.unread


def _state(correction: Correction, ledger: Ledger) -> CorrectionState:
    """What came of a correction in the generation that a ledger is of."""
    known = {each.id for each in ledger.corrections}
    if correction.action == "undo":
        return CorrectionState(correction, "waiting" if correction.undoes in known else "applied")
    outcome = ledger.outcomes.get(correction.id) if correction.id in known else None
    if outcome is None:
        return CorrectionState(correction, "waiting")
    if outcome in ("", OVERRULED):
        return CorrectionState(correction, outcome or "applied")
    return CorrectionState(correction, "orphaned", outcome)


def _is_called(correction: Correction, identity: str) -> bool:
    """Does a correction's id begin so, or that of its quote?"""
    low = identity.lower()
    return correction.id.startswith(low) or bool(correction.quote and correction.quote.startswith(low))


def _keys(hit: Hit) -> set[str]:
    """The keys of all names of a quote's speaker."""
    speaker = hit.quote.speaker
    return {speaker.person, *map(person_key, (speaker.name, *speaker.also))} if speaker else set()


def _paths(article: ArticleCard) -> Sequence[str]:
    """The paths of an article and its copies."""
    return (article.path, *article.also_at)


def _check_names(*names: str) -> None:
    """Raise QueryError if one of some names cannot be the name of a speaker."""
    if not all(any(map(str.isalnum, name)) for name in names):
        raise QueryError("a NAME is empty. Give a whole name: quotesearch speakers lists them.")
    if any(len(name) > LONGEST_NAME for name in names):
        raise QueryError(f"a NAME may have at most {LONGEST_NAME} characters.")


def _unchanged(article: ArticleCard, index: Path) -> RawDocument:
    """An article's document as it was indexed. Raises InputError if it is in no file any more."""
    for path in _paths(article):
        try:
            document = read_document(path)
        except UnreadableFileError:
            continue
        if document.sha256 == article.sha256:
            return document
    closed = next((path for path in _paths(article) if is_forbidden(path)), None)
    if closed is not None:
        raise InputError(f"{one_line(closed)} may not be read, so it is not clear which words are meant.")
    raise InputError(
        f"{one_line(article.path)} is gone or has changed since it was indexed, "
        "so it is not clear which words are meant.\n"
        f"Bring the index up to date first: {command_line('add', index)}"
    )


def _catalogue(index: Path) -> Catalogue:
    """The catalogue of the generation that counts."""
    generation = current_generation(index)
    try:
        return Catalogue.load(generation.catalogue)
    finally:
        generation.release()
