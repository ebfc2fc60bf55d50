"""What is said on standard error: notes, files that could not be read, how far the work is."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from quotesearch.acquisition import PAGE_PARTS, SIDECAR_SUFFIX
from quotesearch.cli.paths import shown_path
from quotesearch.cli.printing import echo, one_line, wrapped
from quotesearch.model import Failure, Gap, KindCount, OddMarks, Remark, Skipped, gaps_in_words

__all__ = [
    "FileTally",
    "count",
    "note",
    "say",
    "tell_failures",
    "tell_in_part",
    "tell_remarks",
    "tell_skipped",
]


def count(number: int, noun: str) -> str:
    """
    A number and its noun.

    >>> count(1, "quote"), count(0, "quote"), count(1200, "article")
    ('1 quote', '0 quotes', '1,200 articles')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def is_terminal() -> bool:
    """Does a person read standard error as it is written?"""
    return sys.stderr.isatty()


def say(message: str) -> None:
    """Say something on standard error, on a terminal in lines that fit it; programs get it line by line as it is."""
    echo(wrapped(message) if is_terminal() else message, err=True)


def note(message: str, quiet: bool) -> None:
    """Print a remark on standard error, unless asked to be quiet: one line, with any names in it."""
    if not quiet:
        say(one_line(message))


def tell_failures(failures: Sequence[Failure], *, others: bool) -> None:
    """Name files that could not be read, quiet or not, and sum them up; *others* says if any other file was read."""
    for failure in failures:
        say(one_line(f"{shown_path(failure.path)}: {failure.reason}"))
    if failures:
        say(f"{count(len(failures), 'file')} could not be read{'; all others were' if others else ''}.")


def tell_remarks(remarks: Iterable[Remark], quiet: bool) -> None:
    """Print which metadata next to articles could not be used."""
    for remark in remarks:
        note(f"{shown_path(remark.path)}: {remark.text}", quiet)


def tell_in_part(files: Sequence[Failure]) -> None:
    """Name files that are read only in part, quiet or not, and sum them up."""
    for file in files:
        say(one_line(f"{shown_path(file.path)}: {file.reason}"))
    if files:
        are = "is" if len(files) == 1 else "are"
        say(f"{count(len(files), 'file')} {are} read only in part.")


def tell_skipped(kinds: Iterable[KindCount], quiet: bool) -> None:
    """Say how many files of which other kinds there were, and how many folders with parts of saved pages."""
    counts = list(kinds)
    folders = sum(kind.files for kind in counts if kind.kind == PAGE_PARTS)
    if folders:
        were = "folder with parts of a saved page" if folders == 1 else "folders with parts of saved pages"
        was = "was" if folders == 1 else "were"
        note(f"{folders:,} {were} (pictures, ads) {was} not read; to read one, name it.", quiet)
    kinds = [kind for kind in counts if kind.kind != PAGE_PARTS]
    if kinds:
        number = sum(kind.files for kind in kinds)
        kinds_of = "a kind that is" if number == 1 else "kinds that are"
        listed = ", ".join(f"{kind.files} {one_line(kind.kind) or 'without suffix'}" for kind in kinds)
        note(f"{count(number, 'file')} of {kinds_of} not read: {listed}", quiet)


class FileTally:
    """Counts files that gave nothing while others are printed, to report them at the end."""

    def __init__(self) -> None:
        self._failures: list[Failure] = []
        self._in_part: dict[str, Failure] = {}
        self._missing: list[str] = []
        self._broken_sidecars: list[Failure] = []
        self._remarks: list[Remark] = []
        self._kinds: Counter[str] = Counter()
        self._odd_marks: dict[str, tuple[OddMarks, ...]] = {}
        self._read = False

    def take(self, item: Failure | Skipped | Remark) -> None:
        """Count one."""
        if isinstance(item, Remark):
            self._remarks.append(item)
        elif isinstance(item, Skipped):
            self._kinds[item.kind] += 1
        elif item.path.endswith(SIDECAR_SUFFIX):
            self._broken_sidecars.append(item)  # its article was read all the same
        elif item not in self._failures[-1:]:  # the next article of the same file, for the same reason
            self._failures.append(item)

    def notice(self, path: str, marks: tuple[OddMarks, ...]) -> None:
        """Count an article that was read, with its unusual quotation marks."""
        self._read = True
        if marks:
            from quotesearch.spelling import added  # find does not need it

            self._odd_marks[path] = added(self._odd_marks.get(path, ()), marks)

    def take_in_part(self, path: str, gaps: Sequence[Gap]) -> None:
        """Keep what of an article is read only in part; a file may hold several."""
        if gaps:
            before = self._in_part.get(path)
            said = gaps_in_words(gaps)
            self._in_part[path] = Failure(path, f"{before.reason}; {said}" if before else said)

    def miss(self, message: str) -> None:
        """Keep what is to be said of a PATH that is not there."""
        self._missing.append(message)

    @property
    def failed(self) -> bool:
        """Could anything not be read, or only in part?"""
        return bool(self._failures or self._missing or self._in_part)

    def tell(self, quiet: bool) -> None:
        """Say what was counted."""
        for broken in self._broken_sidecars:
            note(f"{shown_path(broken.path)}: {broken.reason}", quiet)
        tell_remarks(self._remarks, quiet)
        if self._odd_marks:
            from quotesearch.spelling import note_of
        for path, marks in self._odd_marks.items():
            note(note_of(shown_path(path), marks), quiet)
        tell_skipped((KindCount(kind, files) for kind, files in self._kinds.most_common()), quiet)
        tell_in_part(list(self._in_part.values()))
        tell_failures(self._failures, others=self._read)
        for message in self._missing:
            say(f"Error: {message}")
