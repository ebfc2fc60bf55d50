"""What is told about an index: what was done to it, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass

from quotesearch.model.documents import Failure


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many files of a kind that is not read lie below the paths."""

    kind: str  # its suffix, lower case, with the dot; "" if it has none
    files: int


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What `add` or `rebuild` did, in articles unless it says otherwise."""

    added: int  # new since the last time; all of them after a rebuild
    changed: int  # a file, its sidecar or its copies changed
    removed: int  # the file is gone, or can no longer be read as an article
    unchanged: int
    outdated: int  # unchanged, but made by other rules or weights: a rebuild would make them anew
    quotes: int  # in the index now
    articles: int  # in the index now
    failures: tuple[Failure, ...] = ()  # files that could not be read, this time
    in_part: tuple[Failure, ...] = ()  # files that are read only in part, and why
    skipped: tuple[KindCount, ...] = ()  # files of kinds that are not read, the most frequent kind first
    relabelled: int = 0  # with lines that recur only now: a rebuild would leave them out; after an add
    sidecars: tuple[Failure, ...] = ()  # of which something cannot be used; their articles were read
    notes: tuple[str, ...] = ()  # for standard error, in words for people, a line each


@dataclass(frozen=True, slots=True)
class IndexStats:
    """What an index holds."""

    articles: int  # those without a quote too
    quotes: int
    speakers: int  # that are named with the confidence asked for
    unattributed: int  # quotes without a speaker of that confidence
    failed: int  # files that could not be read
    bytes: int  # on disk, all generations
    generation: int  # counts up with every commit
    fingerprint: str  # of the rules and weights that last read an article
    generations: int = 1  # on disk: the one that counts, and those that somebody still reads
    outdated: int = 0  # articles that other rules read than those of the fingerprint
    corrections: int = 0  # that stand
    failures: tuple[Failure, ...] = ()
    in_part: tuple[Failure, ...] = ()  # files that are read only in part, and why
    sources: tuple[str, ...] = ()  # the remembered paths, absolute
    problem: str = ""  # the list of the remembered paths cannot be read: why, and what to do
