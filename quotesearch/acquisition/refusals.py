"""Files that are not text, whatever their name ends in: pictures, programs, documents of word processors."""

from __future__ import annotations

from typing import Final

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

    >>> what_else(b"%PDF-1.7 ..."), what_else("“Run,” he said.".encode())
    ('PDF', None)
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
