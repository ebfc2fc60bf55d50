"""Opening files: bytes, and the text in them."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from quotesearch.acquisition.beside import Beside, with_stated
from quotesearch.acquisition.readers import READERS, is_page, reader_of
from quotesearch.acquisition.refusals import what_else
from quotesearch.acquisition.regular_files import open_regular
from quotesearch.acquisition.sidecars import read_sidecar
from quotesearch.acquisition.text_kinds import text_kind
from quotesearch.acquisition.walking import in_words, is_read, kind_of, list_files
from quotesearch.errors import UnreadableFileError
from quotesearch.model import Failure, ListedFile, RawDocument, Remark, Root, Sidecar, Skipped, Stated
from quotesearch.time_limit import limited

LARGEST: Final = 16 << 20
"""
The most bytes of one article, on disk and decompressed: 16 MiB.

A page saved with all its pictures has some; a book has two. Beyond that it is a dump of something else, and
reading it would cost minutes and gigabytes.
"""

GZIP_MAGIC: Final = b"\x1f\x8b"


def read_documents(
    paths: Sequence[str | os.PathLike[str]], from_name: str = "", seconds: float | None = None
) -> Iterator[RawDocument | Failure | Skipped | Remark]:
    """
    Read the articles in paths (files, and all below folders), one by one, in the order of `list_files`.

    Args:
        paths: files and folders.
        from_name: how the names of files are read: "{outlet}_{date}_*"; "": they say nothing.
        seconds: how long it may take to read one (`quotesearch.time_limit.limited`); None: as long as it takes.

    Returns:
        a `RawDocument` for each article (`articles_of`), before those of a file a `Failure` if its sidecar is
        broken; a `Failure` for each file that cannot be read; a `Skipped` for each of another kind; a `Remark` for
        each part of a metadata.csv that cannot be used.

    Raises:
        InputError: *from_name* is not a pattern.
        MissingPathError: before the first item, if one of *paths* is not there or may not be read.
    """
    beside = Beside(Root(os.fspath(path), from_name) for path in paths)
    return (item for listed in beside.with_metadata(list_files(paths)) for item in _read(listed, seconds))


def _read(
    listed: ListedFile | Failure | Skipped | Remark, seconds: float | None
) -> Iterator[RawDocument | Failure | Skipped | Remark]:
    """The documents or failures of one entry of a listing."""
    if not isinstance(listed, ListedFile):
        yield listed
        return
    try:
        documents = documents_in(listed.path, listed.stated, seconds)
    except UnreadableFileError as error:
        yield Failure(listed.path, str(error))
        return
    sidecar = documents[0].sidecar
    if sidecar is not None and sidecar.problem is not None:
        yield Failure(sidecar.path, sidecar.problem)
    yield from documents


def documents_in(
    path: str, stated: Sequence[Stated] = (), seconds: float | None = None
) -> tuple[RawDocument, ...]:
    """
    The articles of one file: `articles_of` what `read_document` returns.

    Args:
        path: a file of a kind that is read.
        stated: what a metadata.csv and its name say of it.
        seconds: how long that may take (`quotesearch.time_limit.limited`); None: as long as it takes.

    Raises:
        UnreadableFileError: it cannot be read as text, or took longer.
    """
    try:
        size = Path(path).stat().st_size
    except OSError:
        size = 0  # which reading it will report
    return limited(seconds, size, lambda: articles_of(read_document(path, stated)))


def articles_of(document: RawDocument) -> tuple[RawDocument, ...]:
    """The articles of a file, as the reader of its media type divides it: nearly always the file itself."""
    reader = next((each for each in READERS if each.media_type == document.media_type), READERS[0])
    return reader.split(document)


def read_document(path: str | os.PathLike[str], stated: Sequence[Stated] = ()) -> RawDocument:
    """
    Read one file and its sidecar.

    Args:
        path: a file. If its suffix is not one of those that are read, its content says what it is, as it does
            for standard input.
        stated: what else is said of it (`ListedFile.stated`).

    Returns:
        the whole file, with `path` as it was given; it may be an export that `articles_of` divides. What is
        wrong with its sidecar is in `sidecar.problem`.

    Raises:
        UnreadableFileError: it cannot be read as text. The message says why, without the path.
    """
    name = os.fspath(path)
    try:
        with open_regular(name) as file:  # what was a file when it was listed may be a named pipe now
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(in_words(error)) from error
    kind = kind_of(name)
    sidecar = with_stated(read_sidecar(name), name, stated)
    return _document(name, data, kind if is_read(kind) else _guessed_kind(data), sidecar)


def decode_document(data: bytes, path: str = "-") -> RawDocument:
    r"""
    Make a document of bytes that have no file, those of standard input.

    Plain or compressed with gzip, HTML or text: they are looked at to find out.

    Args:
        data: all of them.
        path: what to show instead of the path of a file.

    Raises:
        UnreadableFileError: they are not an article. The message says why, without the path.

    >>> decode_document(b"<p>\x93Run,\x94 he said.</p>").media_type
    'text/html'
    >>> decode_document(b"")
    Traceback (most recent call last):
    quotesearch.errors.UnreadableFileError: is empty
    """
    return _document(path, data, _guessed_kind(data), sidecar=None)


def _guessed_kind(data: bytes) -> str:
    """The kind of a file without a name: whether it is compressed."""
    return ".gz" if data.startswith(GZIP_MAGIC) else ""


def _document(path: str, data: bytes, kind: str, sidecar: Sidecar | None) -> RawDocument:
    """
    Make a document of a file's bytes.

    Raises:
        UnreadableFileError: they are not an article.
    """
    is_packed = kind.endswith(".gz") and data.startswith(GZIP_MAGIC)
    content = _unpack(data) if is_packed else data
    if len(content) > LARGEST:
        raise UnreadableFileError(f"is larger than {LARGEST >> 20} MiB, more than one article can be")
    other = what_else(content)
    if other is not None and kind.endswith(".gz") and not is_packed:
        raise UnreadableFileError("not a gzip file, in spite of its name")
    if other is not None:
        raise UnreadableFileError(f"not a text file ({other})")
    reader = reader_of(content, kind.removesuffix(".gz"))
    source, encoding = reader.decode(content)
    if not source.strip("\ufeff \t\r\n\f\v"):
        raise UnreadableFileError("is empty")
    data_kind = None if is_page(content) else text_kind(source)
    if data_kind is not None:
        raise UnreadableFileError(f"this is {data_kind.name}, not an article; {data_kind.advice}")
    return RawDocument(path, sha256(data).hexdigest(), encoding, reader.media_type, source, sidecar)


def _unpack(data: bytes) -> bytes:
    """
    Decompress, but not a byte more than is needed to know that it is too much.

    Raises:
        UnreadableFileError: the data is damaged or cut off.
    """
    try:
        with gzip.open(io.BytesIO(data)) as unpacked:
            return unpacked.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFileError("is damaged or cut off, and cannot be decompressed") from error
