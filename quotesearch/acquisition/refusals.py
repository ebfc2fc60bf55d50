"""
Files that are no article, however their name ends: pictures and programs, and exports of a database that hold
many.

To read many articles as one would put the words of one into the mouths of another. To take one for many would
lose it, so a file counts as an export only for what no article prints: numbered documents, or the same fields
again.
"""

from __future__ import annotations

import re
from collections import Counter
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

TAG: Final = re.compile(r"<[^<>]*>")

NUMBERED: Final = re.compile(
    r"^[ \t]*(?:document[ \t]+(\d+)[ \t]+of[ \t]+(\d+)|(\d+)[ \t]+of[ \t]+(\d+)[ \t]+documents?)[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
"""“Document 3 of 50”, “3 of 50 DOCUMENTS” on a line of its own: Nexis and ProQuest."""

LAST_LINES: Final = re.compile(
    r"^[ \t]*(?:End of Document|Document [A-Z]{2,}[A-Z0-9]*\d{8}[a-z0-9]{6,})[ \t]*\r?$", re.MULTILINE
)
"""How Nexis and Factiva close each document."""

FIELD: Final = re.compile(
    r"^[ \t]*(byline|dateline|headline|length|load-date|publication-type|graphic|document-type)[ \t]*:[ \t]",
    re.IGNORECASE | re.MULTILINE,
)
"""The names of fields that databases print before and after an article."""

CLUES: Final = tuple(
    re.compile(clue)
    for clue in (
        r"document[ \t]+\d+[ \t]+of",
        r"of[ \t]+\d+[ \t]+documents?",
        r"end of document",
        r"document[ \t]+[a-z]{2,}[a-z0-9]*\d{8}",
        r"load-date[ \t]*:",
        r"length[ \t]*:[ \t]",
    )
)
"""One of these stands in every export, in lower case, and in few articles, which are spared the rest."""


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


def holds_many_articles(source: str) -> bool:
    r"""
    Is it an export of a database, with many articles one after another?

    >>> holds_many_articles("Document 1 of 2\n\nRoad opens\n\nDocument 2 of 2\n\nBridge falls\n")
    True
    >>> holds_many_articles("He showed us document 1 of 2.\nThen document 2 of 2.\n")
    False
    """
    lower = source.lower()
    if not any(clue.search(lower) for clue in CLUES):
        return False
    if "<" in source:
        source = TAG.sub("\n", source)
    numbers = {(found[1] or found[3], found[2] or found[4]) for found in NUMBERED.finditer(source)}
    if any(count > 1 for count in Counter(total for _, total in numbers).values()):
        return True
    if len(LAST_LINES.findall(source)) > 1:
        return True
    fields = Counter(found[1].lower() for found in FIELD.finditer(source))
    return sum(count > 1 for count in fields.values()) > 1
