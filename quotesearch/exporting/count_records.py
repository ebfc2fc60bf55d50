"""Counts as JSON objects and as rows: speakers, facets, cross tables, what an index contains."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from quotesearch.exporting.paths import relative_path
from quotesearch.exporting.quote_records import Record
from quotesearch.model import FacetCount, Failure, IndexStats, PairCount, SpeakerCount

__all__ = [
    "FACET_COLUMNS",
    "SPEAKER_COLUMNS",
    "STATS_COLUMNS",
    "facet_record",
    "pair_record",
    "speaker_record",
    "stats_record",
    "stats_row",
    "unattributed_share",
]

FACET_COLUMNS: Final = ("facet", "value", "quotes")
"""The columns of a table of counts."""

SPEAKER_COLUMNS: Final = ("name", "person", "role", "quotes", "articles", "gender")
"""The columns of a table of speakers."""

STATS_COLUMNS: Final = (
    "articles",
    "quotes",
    "speakers",
    "unattributed",
    "failed",
    "bytes",
    "generation",
    "fingerprint",
    "generations",
    "unattributed_share",
    "outdated",
    "corrections",
    "in_part",
    "engine",
)
"""The columns of the table of what an index contains: all fields with one value, and the share of the unattributed."""


def facet_record(counted: FacetCount) -> Record:
    """How many quotes have a value, as a JSON object; the value is null for quotes that have none."""
    return {"facet": counted.facet, "value": counted.value or None, "quotes": counted.quotes}


def pair_record(rows: str, columns: str, counted: PairCount) -> Record:
    """A cell of a cross table as a JSON object: the values of both facets, and the number of quotes."""
    return {rows: counted.row or None, columns: counted.column or None, "quotes": counted.quotes}


def speaker_record(counted: SpeakerCount) -> Record:
    """A speaker with the numbers of quotes and articles, as a JSON object."""
    return asdict(counted)


def unattributed_share(stats: IndexStats) -> float:
    """The share of quotes without a speaker, 0 to 1."""
    return stats.unattributed / stats.quotes if stats.quotes else 0.0


def stats_row(stats: IndexStats) -> tuple[object, ...]:
    """The cells of `STATS_COLUMNS`."""
    counted = {"unattributed_share": round(unattributed_share(stats), 4), "in_part": len(stats.in_part)}
    return tuple(counted[name] if name in counted else getattr(stats, name) for name in STATS_COLUMNS)


def stats_record(stats: IndexStats) -> Record:
    """What an index contains, as a JSON object: numbers, paths, and the files that were not read or only in part."""
    return dict(zip(STATS_COLUMNS, stats_row(stats), strict=True)) | {
        "sources": list(stats.sources),
        "failures": [_failure_record(each) for each in stats.failures],
        "read_in_part": [_failure_record(each) for each in stats.in_part],
        "skipped": [{"kind": each.kind, "files": each.files} for each in stats.skipped],
    }


def _failure_record(file: Failure) -> Record:
    return {"path": relative_path(file.path), "reason": file.reason}
