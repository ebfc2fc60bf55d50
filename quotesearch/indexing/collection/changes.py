"""What has changed below some paths since the last time."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from quotesearch.acquisition import Beside, documents_in, list_files
from quotesearch.errors import MissingPathError, UnreadableFileError
from quotesearch.indexing.collection.mounts import devices, refuse_unmounted, unmounted
from quotesearch.indexing.storage import Catalogue, Copies, Known, Listing, copies, is_below
from quotesearch.model import Failure, KindCount, ListedFile, RawDocument, Remark, Root, Skipped

__all__ = ["Changes", "NewFiles", "compare", "list_sources"]


def list_sources(
    paths: Sequence[str],
    old: Catalogue,
    left_out: Sequence[str],
    roots: Sequence[Root] = (),
    *,
    all_needed: bool = True,
) -> Listing:
    """
    List the files below absolute *paths*, except those below *left_out*.

    *roots* are all paths that the index holds: a metadata.csv counts up to the outermost of them, and each says how
    the names of the files below it are read.

    A path is out of reach if it is missing, unreadable, or not mounted. Unless *all_needed*, it is like a folder
    that cannot be entered, or one on another file system that is not mounted: what was found below it stays,
    and is in `unlisted`.

    Raises:
        MissingPathError: a path is out of reach and needed, or all of them are out of reach.
    """
    unlisted = [] if all_needed else _out_of_reach(paths, old)
    away = {failure.path for failure in unlisted}
    within = [path for path in paths if path not in away]
    entries = Beside(roots).with_metadata(list_files(within))
    for path in within:
        refuse_unmounted(path, old.devices, old.files)
    unlisted += unmounted(within, old)
    files: dict[str, ListedFile] = {}
    skipped: list[Skipped] = []
    remarks: list[Remark] = []
    for entry in entries:
        if any(is_below(entry.path, path) for path in left_out):
            continue
        match entry:
            case ListedFile():
                files[entry.path] = entry
            case Failure():
                unlisted.append(entry)
            case Skipped():
                skipped.append(entry)
            case Remark():
                remarks.append(entry)
    kept = _kept(old, paths, files, unlisted)
    elsewhere = [each for each in old.unlisted if not any(is_below(each.path, wanted) for wanted in paths)]
    found = _devices(old, within, files, unlisted)
    kinds = Counter(entry.kind for entry in skipped)
    counted = tuple(KindCount(kind, count) for kind, count in kinds.most_common())
    other_kinds = _other_kinds(old, paths, {failure.path for failure in unlisted}, skipped)
    return Listing(files, kept, (*elsewhere, *unlisted), counted, found, other_kinds, tuple(remarks))


def _devices(
    old: Catalogue, within: Sequence[str], files: Collection[str], unlisted: Sequence[Failure]
) -> dict[str, int]:
    """On which devices the folders are, of those walked today and of those that were not."""
    before = {
        path: device
        for path, device in old.devices.items()
        if any(path == failure.path for failure in unlisted)
        or not any(is_below(path, walked) for walked in within)
    }
    now = {
        path: device
        for path, device in devices(within, files).items()
        if not any(
            is_below(path, other) and device == before[other] for other in before
        )  # it says nothing new
    }
    return before | now


def _kept(
    old: Catalogue, paths: Sequence[str], files: Container[str], unlisted: Sequence[Failure]
) -> dict[str, Known]:
    """What was catalogued elsewhere, or below folders that cannot be entered today."""
    closed = {failure.path for failure in unlisted}
    return {
        path: known
        for path, known in old.files.items()
        if path not in files
        and (
            not any(is_below(path, wanted) for wanted in paths)
            or any(is_below(path, folder) for folder in closed)
        )
    }


def _other_kinds(
    old: Catalogue, paths: Sequence[str], closed: Collection[str], skipped: Iterable[Skipped]
) -> dict[str, dict[str, int]]:
    """The files of other kinds that were found today, and those that are known of elsewhere; folder by folder."""
    known = {
        place: kinds
        for place, kinds in old.other_kinds.items()
        if not any(is_below(place, wanted) for wanted in paths)
        or any(is_below(place, folder) for folder in closed)
    }
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in skipped:
        folder = os.path.dirname(entry.path)  # noqa: PTH120 - a million of them: no objects
        if entry.path not in paths:
            found[folder][entry.kind] += 1
        elif folder not in known:  # else it was counted with its folder
            found[entry.path][entry.kind] += 1
    return known | {place: dict(kinds) for place, kinds in found.items()}


def _out_of_reach(paths: Sequence[str], old: Catalogue) -> list[Failure]:
    """The paths that are out of reach, and why. Raises MissingPathError if all of them are."""
    found = []
    last: MissingPathError | None = None
    for path in paths:
        try:
            list_files([path])  # looks at the path at once, and walks only when iterated
            refuse_unmounted(path, old.devices, old.files)
        except MissingPathError as error:
            last = error
            found.append(Failure(path, f"{error.reason}; nothing below it was dropped"))
    if last is not None and len(found) == len(paths):
        raise last
    return found


@dataclass(slots=True)
class NewFiles:
    """Reads what is new, and knows all files of the collection when `new_documents` is through."""

    listing: Listing
    old: Catalogue
    files: dict[str, Known] = field(default_factory=dict)
    sidecars: list[Failure] = field(default_factory=list)  # of which something cannot be used
    seconds: float | None = None  # that it may take to read a file

    def new_documents(self) -> Iterator[RawDocument]:
        """The documents that are new or have changed, one after the other."""
        self.files.update(self.listing.kept)
        for path, listed in self.listing.files.items():
            before = self.old.files.get(path)
            if before is not None and before.is_as_listed(listed):
                self.files[path] = before
                continue
            yield from self._read(listed, before)

    def _read(self, listed: ListedFile, before: Known | None) -> tuple[RawDocument, ...]:
        """A file's documents, if it holds any and is not as it was; what is known of the file is noted."""
        facts = {
            name: getattr(listed, name)
            for name in (
                "size", "modified", "changed", "sidecar", "sidecar_size", "sidecar_modified", "sidecar_changed",
                "stated",
            )
        }  # fmt: skip
        known = Known(listed.path, **facts, sha256="", sidecar_sha256="")
        try:
            documents = documents_in(listed.path, listed.stated, self.seconds)
        except UnreadableFileError as error:
            self.files[listed.path] = replace(known, reason=str(error))
            return ()
        sidecar = documents[0].sidecar
        if sidecar is not None and sidecar.problem is not None:
            self.sidecars.append(Failure(sidecar.path, sidecar.problem))
        known = replace(
            known, sha256=documents[0].sha256, sidecar_sha256=sidecar.sha256 or "?" if sidecar else ""
        )
        if before is not None and (before.sha256, before.sidecar_sha256) == (
            known.sha256,
            known.sidecar_sha256,
        ):
            self.files[listed.path] = replace(
                before, **facts
            )  # copied, say, or touched: the content is the same
            return () if not before.reason else documents
        self.files[listed.path] = known
        return documents


@dataclass(frozen=True, slots=True)
class Changes:
    """What must be done to the articles of an index, by the sha256 of their files."""

    wanted: dict[str, Copies]  # to be extracted, new ones and changed ones
    dropped: dict[str, Copies]  # no longer there, or to be replaced by those wanted
    added: frozenset[str]  # of those wanted
    changed: frozenset[
        str
    ]  # of those wanted: they had another form, or are in a file that held another article
    unchanged: dict[str, Copies]


def compare(old: Catalogue, files: dict[str, Known], forced: Container[str] = ()) -> Changes:
    """
    What differs between a catalogue and the files of today.

    The articles that are *forced* (their sha256) are read again even if nothing differs.
    """
    before, now = copies(old.files.values()), copies(files.values())
    wanted = {}
    dropped = {sha256: group for sha256, group in before.items() if sha256 not in now}
    unchanged = {}
    changed = set()
    gone = {
        known.path for group in dropped.values() for known in (group.first, *group.others) if known.article
    }
    for sha256, group in now.items():
        last = before.get(sha256)
        same = last is not None and last.signature == group.signature and sha256 not in forced
        if same and not group.first.reason:
            unchanged[sha256] = group
            continue
        wanted[sha256] = group
        if last is not None:
            dropped[sha256] = last
        if (last is not None and last.first.article) or group.first.path in gone:
            changed.add(sha256)
    return Changes(wanted, dropped, frozenset(wanted) - changed, frozenset(changed), unchanged)
