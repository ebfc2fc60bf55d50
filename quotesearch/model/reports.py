"""Reports on an index: what was done to it, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass

from quotesearch.model.documents import Failure, Remark


@dataclass(frozen=True, slots=True)
class KindCount:
    """The number of files of a kind that is not read below the paths."""

    kind: str  # its suffix, lower case, with the dot; "" if it has none
    files: int


@dataclass(frozen=True, slots=True)
class PathCount:
    """How many of something (articles, corrections) belong to a path."""

    path: str  # absolute
    number: int


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What `add`, `rebuild` or `forget` did, in articles unless it says otherwise."""

    added: int  # new since the last time; all of them after a rebuild
    changed: int  # a file, its sidecar or its copies changed
    removed: int  # the file is gone, or can no longer be read as an article
    unchanged: int
    outdated: int  # unchanged, but made by other rules or weights: a rebuild would make them again
    quotes: int  # in the index now
    articles: int  # in the index now
    failures: tuple[Failure, ...] = ()  # files that could not be read, this time
    in_part: tuple[Failure, ...] = ()  # files that are read only in part, and why
    skipped: tuple[KindCount, ...] = ()  # files of kinds that are not read, the most frequent kind first
    relabelled: int = 0  # with lines that recur only now: a rebuild would drop the lines; after an add
    sidecars: tuple[Failure, ...] = ()  # of which something cannot be used; their articles were read
    remarks: tuple[Remark, ...] = ()  # on metadata next to articles that could not be used
    notes: tuple[str | Failure, ...] = ()  # for standard error: a sentence, or a file and what to say of it
    applied: tuple[
        PathCount, ...
    ] = ()  # files of corrections with some that act for the first time: all that act
    left_out: tuple[PathCount, ...] = ()  # paths that are not remembered any more: the articles that went
    sources: tuple[str, ...] = ()  # the remembered paths now, absolute


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
    engine: str  # what keeps the quotes: whoosh, sqlite
    fingerprint: str  # of the rules and weights that last read an article
    generations: int = 1  # on disk: the one that counts, and those that are still being read
    outdated: int = 0  # articles that other rules read than those of the fingerprint
    corrections: int = 0  # not undone
    failures: tuple[Failure, ...] = ()
    in_part: tuple[Failure, ...] = ()  # files that are read only in part, and why
    sources: tuple[str, ...] = ()  # the remembered paths, absolute
    skipped: tuple[
        KindCount, ...
    ] = ()  # files of kinds that are not read, as of the last time: most frequent first
    problem: str = ""  # the list of the remembered paths cannot be read: why, and what to do
