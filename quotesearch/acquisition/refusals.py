"""Files that are no article, however their name ends: pictures and programs."""

from __future__ import annotations

from typing import Final

SIGNATURES: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "PostScript"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
"""How a file begins that is certainly no text, and what it is. RTF and PostScript are, but not to read."""

UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")

CONTROL_SHARE: Final = 0.02
"""Above this share of control characters it was not written to be read."""

CONTROLS: Final = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a\x1b"))


def what_else(data: bytes) -> str | None:
    """
    What a file is, if it is no text.

    Args:
        data: its bytes, decompressed.

    Returns:
        a noun phrase; None: it may well be text.

    >>> what_else(b"%PDF-1.7 ..."), what_else("“Run,” he said.".encode())
    ('a PDF', None)
    """
    for start, name in SIGNATURES:
        if data.startswith(start):
            return name
    if data.startswith(UTF16_MARKS):
        return None
    if b"\0" in data:
        return "binary, or UTF-16 without a byte-order mark"
    controls = len(data) - len(data.translate(None, CONTROLS))
    return "binary" if controls > CONTROL_SHARE * len(data) else None
