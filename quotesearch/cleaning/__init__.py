"""
Cleaning: a document comes in, an article goes out, every visible character of it in a labelled block.

Takes a `RawDocument`, gives an `Article`: its blocks with a label and a reason each, and the headline,
byline, date and outlet that it names itself, each with the place it was read from. Nothing is rewritten; what
is thrown away is still there under another label. Raises nothing, whatever the document holds. `count_lines`
counts what recurs across a collection (`RepeatedLines`, kept by a rebuild as JSON), evidence that `clean`
takes into account. Where documents are read by several processes, each sends the `lines_of` its own, and
`RepeatedLines.count` puts them together. `line_marks` keeps of an article what `would_relabel` needs to tell how many
would be labelled anew now.
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
