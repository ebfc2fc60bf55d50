"""What was done to an index and its articles, as JSON objects: reports, corrections, differences."""

from __future__ import annotations

from typing import Final

from quotesearch.exporting.database import ExportReport
from quotesearch.exporting.paths import relative_path
from quotesearch.exporting.quote_records import Record
from quotesearch.indexing import Difference
from quotesearch.model import CorrectionState, SyncReport

__all__ = [
    "CORRECTION_COLUMNS",
    "DIFFERENCE_COLUMNS",
    "EXPORT_COLUMNS",
    "REPORT_COLUMNS",
    "correction_record",
    "difference_record",
    "export_record",
    "report_record",
]

REPORT_COLUMNS: Final = (
    "added",
    "changed",
    "removed",
    "unchanged",
    "outdated",
    "relabelled",
    "failed",
    "articles",
    "quotes",
    "in_part",
)
"""The keys of what `add`, `rebuild` and `forget` did."""

CORRECTION_COLUMNS: Final = (
    "id",
    "state",
    "action",
    "quote",
    "name",
    "into",
    "type",
    "because",
    "who",
    "when",
    "words",
    "path",
    "file",
    "reason",
)
"""The keys of a correction."""

DIFFERENCE_COLUMNS: Final = ("path", "state", "quote", "words", "start", "end", "reason")
"""The keys of what `verify` finds."""

EXPORT_COLUMNS: Final = ("path", "quotes", "articles", "speakers", "full_text", "replaced")
"""The keys of what `export` wrote."""


def report_record(done: SyncReport) -> Record:
    """
    What was done to an index, as a JSON object.

    >>> report_record(SyncReport(1, 0, 0, 0, 0, 8, 1))["added"]
    1
    """
    counted = {"failed": len(done.failures), "in_part": len(done.in_part)}
    return {name: counted[name] if name in counted else getattr(done, name) for name in REPORT_COLUMNS}


def correction_record(state: CorrectionState, planned: bool = False) -> Record:
    """
    A correction as a JSON object; a field that it does not have is null.

    Args:
        state: the correction, and what came of it.
        planned: nothing was written, since only a preview was asked for.
    """
    each = state.correction
    selector = each.selector
    has_speaker = each.action == "speaker"
    return {
        "id": each.id,
        "state": "planned" if planned else state.state,
        "action": each.action,
        "quote": each.quote or None,
        "name": each.name or None,
        "into": each.into or None,
        "type": each.type if has_speaker and each.name else None,
        "because": each.because or None,
        "who": each.who or None,
        "when": each.when,
        "words": selector.words if selector else None,
        "path": selector.paths[0] if selector and selector.paths else None,
        "file": relative_path(each.file),
        "reason": state.reason or None,
    }


def difference_record(found: Difference) -> Record:
    """A difference between a file and the index, as a JSON object."""
    words = (found.quote or None, found.words or None, found.start, found.end)
    cells = (relative_path(found.path), found.state, *words, found.reason)
    return dict(zip(DIFFERENCE_COLUMNS, cells, strict=True))


def export_record(done: ExportReport) -> Record:
    """What an exported database contains, as a JSON object."""
    return {name: getattr(done, name) for name in EXPORT_COLUMNS}
