"""Files that are not text, with any suffix: pictures, programs, documents of word processors."""

from __future__ import annotations

import re
from typing import Final

from quotesearch.acquisition.prose import is_prose

SIGNATURES: Final = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office document of the old kind"),
    (b"{\\rtf", "RTF document"),
    (b"%!PS", "PostScript"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard"),
    (b"7z\xbc\xaf", "7-Zip archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"bplist00", "Safari web archive"),
    (b"OggS\0", "sound recording"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "database"),
)
"""How a file begins that is certainly not a text to read, and what it is."""

WRITABLE: Final = re.compile(rb"[ -~]+")
"""What people can write, such as “%PDF-”, so an article about a format may begin with it."""

RTF: Final = b"{\\rtf"
RTF_WORD: Final = re.compile(rb"\\[a-z]{2,}")
FEWEST_RTF_WORDS: Final = 5

LOOKED_AT: Final = 1 << 17
"""Bytes in which prose is looked for."""

UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")

CONTROL_SHARE: Final = 0.02
"""Above this share of control characters it was not written to be read."""

CONTROLS: Final = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a\x1b"))


def what_else(data: bytes) -> str | None:
    """
    What a file is, if it is not a text.

    Args:
        data: its bytes, decompressed.

    Returns:
        a noun phrase without an article; None: it may well be text.

    >>> what_else(b"%PDF-1.7 ..."), what_else(b"%PDF-1.7 is how it begins, said Ann Lee.")
    ('PDF', None)
    """
    for start, name in SIGNATURES:
        if data.startswith(start) and not _is_about(start, data):
            return name
    if data.startswith(UTF16_MARKS):
        return None
    if b"\0" in data:
        return "binary, or UTF-16 without a byte-order mark"
    controls = len(data) - len(data.translate(None, CONTROLS))
    return "binary" if controls > CONTROL_SHARE * len(data) else None


def _is_about(start: bytes, data: bytes) -> bool:
    """Whether data that begins with a signature is an article about it: writable, and prose follows."""
    if not WRITABLE.fullmatch(start) or (start == RTF and _is_rtf(data)):
        return False
    return is_prose(data[len(start) : LOOKED_AT].decode(errors="ignore"))


def _is_rtf(data: bytes) -> bool:
    """Whether RTF continues after its first word (its text is prose): it ends as a group does, or has more words."""
    words = RTF_WORD.finditer(data, 0, LOOKED_AT)
    return data[-LOOKED_AT:].rstrip(b"\0 \r\n\t").endswith(b"}") or (
        sum(1 for _ in zip(words, range(FEWEST_RTF_WORDS), strict=False)) == FEWEST_RTF_WORDS
    )
