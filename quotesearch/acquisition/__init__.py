"""
Acquisition: paths → `RawDocument`s.

In come paths of files and folders (or bytes from standard input). Out come, in an order that does not depend
on the machine, `RawDocument`s (a file read and decoded, nothing taken away; of an export of a database, one for
each article in it), and between them a `Failure` for each file that cannot be read or whose sidecar is broken,
and a `Skipped` for each file of a kind that is not read. One bad file never stops the others; a PATH that is not
there is an error before anything is read.
"""

from quotesearch.acquisition.exports import split_articles
from quotesearch.acquisition.pipes import is_pipe, read_pipe
from quotesearch.acquisition.reading import (
    LARGEST,
    decode_document,
    documents_in,
    read_document,
    read_documents,
)
from quotesearch.acquisition.walking import (
    CORRECTIONS_NAME,
    KINDS_READ,
    PAGE_PARTS,
    SIDECAR_SUFFIX,
    list_files,
)

__all__ = [
    "CORRECTIONS_NAME",
    "KINDS_READ",
    "LARGEST",
    "PAGE_PARTS",
    "SIDECAR_SUFFIX",
    "decode_document",
    "documents_in",
    "is_pipe",
    "list_files",
    "read_document",
    "read_documents",
    "read_pipe",
    "split_articles",
]
