"""
Acquisition: paths → `RawDocument`s.

In come paths of files and folders (or bytes from standard input). Out come, in an order that does not depend
on the machine, `RawDocument`s (a file read and decoded, nothing taken away; of an export of a database, one for
each article in it), and between them a `Failure` for each file that cannot be read or whose sidecar is broken,
and a `Skipped` for each file of a kind that is not read. One bad file never stops the others; a PATH that is not
there is an error before anything is read.
"""

from quotesearch.acquisition.beside import Beside
from quotesearch.acquisition.file_names import NamePattern
from quotesearch.acquisition.pipes import is_pipe, read_pipe
from quotesearch.acquisition.reading import (
    LARGEST,
    articles_of,
    decode_document,
    documents_in,
    read_document,
    read_documents,
)
from quotesearch.acquisition.regular_files import open_regular, read_regular
from quotesearch.acquisition.walking import (
    CORRECTIONS_NAME,
    KINDS_READ,
    METADATA_NAME,
    PAGE_PARTS,
    SIDECAR_SUFFIX,
    in_words,
    is_forbidden,
    list_files,
)

__all__ = [
    "CORRECTIONS_NAME",
    "KINDS_READ",
    "LARGEST",
    "METADATA_NAME",
    "PAGE_PARTS",
    "SIDECAR_SUFFIX",
    "Beside",
    "NamePattern",
    "articles_of",
    "decode_document",
    "documents_in",
    "in_words",
    "is_forbidden",
    "is_pipe",
    "list_files",
    "open_regular",
    "read_document",
    "read_documents",
    "read_pipe",
    "read_regular",
]
