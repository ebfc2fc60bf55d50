"""
Cleaning: `RawDocument` → `Article`, every visible character of it in a labelled block.

`clean` returns blocks with a label, a rule id and a reason each, and the headline, byline, date and outlet,
each with the place it was read from. Nothing is rewritten: text that is left out is still there under another
label. No document raises an error. `count_lines` counts lines that recur across a collection (`RepeatedLines`,
stored by a rebuild as JSON), which `clean` takes into account. If several processes read documents, each sends
the `lines_of` its documents, and `RepeatedLines.count` adds them up. `line_marks` keeps what `would_relabel`
needs to count the articles that a rebuild would label differently.
"""

from __future__ import annotations

from quotesearch.cleaning.article import clean, count_lines, lines_of
from quotesearch.cleaning.parsed_documents import ParsedDocuments
from quotesearch.cleaning.relabelling import line_marks, would_relabel
from quotesearch.cleaning.repeats import DocumentLines, RepeatedLines

__all__ = [
    "DocumentLines",
    "ParsedDocuments",
    "RepeatedLines",
    "clean",
    "count_lines",
    "line_marks",
    "lines_of",
    "would_relabel",
]
