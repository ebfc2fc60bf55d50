"""
From bytes to the source text, in the order the contract gives.

Strict UTF-8, else the byte-order mark, else the charset that a page declares, by the meaning that browsers
give the name, else windows-1252 unless another is clearly likelier. Newlines and byte-order mark stay as they
are.
"""

from __future__ import annotations

import codecs
from typing import Final

from quotesearch.errors import UnreadableFileError

FALLBACK: Final = "windows-1252"

BYTE_ORDER_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

DECLARED_WITHIN: Final = 4096
"""Bytes searched for a declared charset; browsers must look at 1024, real pages put it a little later. Never the
whole page: bs4 would take the square of its length over a hostile one."""

GUESSED_FROM: Final = 1 << 16
"""Bytes shown to the charset detector, which is slow."""

FOREIGN_SHARE: Final = 0.25
"""
Above this share of letters beyond ASCII, a text read as windows-1252 is in no Western language.

Icelandic news has 15 %, Russian, Greek, Chinese or Japanese misread so have 60 % and more. Below it, the code
pages for Latin script differ in a few letters only, and the detector takes German for Czech.
"""


OTHER_SCRIPTS: Final = {
    "cp1251": "windows-1251",
    "koi8_r": "koi8-r",
    "koi8_u": "koi8-u",
    "iso8859_5": "iso-8859-5",
    "cp866": "ibm866",
    "cp1253": "windows-1253",
    "iso8859_7": "iso-8859-7",
    "cp1255": "windows-1255",
    "cp1256": "windows-1256",
    "cp874": "cp874",
    "cp932": "cp932",
    "euc_jp": "euc-jp",
    "gb18030": "gb18030",
    "big5hkscs": "big5hkscs",
    "cp949": "cp949",
}
"""The encodings of other scripts that the web still uses: the detector's name for each, and ours."""


def decode(data: bytes, is_html: bool) -> tuple[str, str]:
    r"""
    Decode the bytes of a file.

    Args:
        data: all of them, decompressed.
        is_html: whether a declaration in the markup counts.

    Returns:
        the source text, and the encoding by Python's name. `data.decode(encoding)` gives the text, except
        that bytes which the encoding does not define become what browsers make of them: C1 controls in the
        windows code pages, U+FFFD elsewhere.

    Raises:
        UnreadableFileError: the byte-order mark promises UTF-16 and the rest is not.

    >>> decode("“Run”".encode(), is_html=False)
    ('“Run”', 'utf-8')
    >>> decode(b"\x93Run\x94", is_html=False)
    ('“Run”', 'windows-1252')
    >>> decode("Ja".encode("utf-16"), is_html=False)
    ('\ufeffJa', 'utf-16-le')
    """
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise UnreadableFileError(
                    f"is damaged: it begins like {encoding.upper()} and is not"
                ) from error
    declared = declared_charset(data) if is_html else None
    if declared is not None and declared != "utf-8":  # it is not UTF-8, despite its declaration
        encoding = declared
    else:
        encoding = "utf-8" if _nearly_utf8(data) else _guess(data)
    return decode_leniently(data, encoding), encoding


def declared_charset(data: bytes) -> str | None:
    """
    The charset that a page declares in its markup, by its WHATWG meaning; None: there is not one that is known.

    >>> declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=latin-1">') is None
    True
    >>> declared_charset(b'<meta charset="ISO-8859-1">')
    'windows-1252'
    """
    from bs4.dammit import (
        EncodingDetector,
    )  # neither is needed for files in UTF-8, and both take time to load

    from quotesearch.lexicons import table

    found = EncodingDetector.find_declared_encoding(
        data[:DECLARED_WITHIN], is_html=True, search_entire_document=True
    )
    encoding = table("charsets").get((found or "").strip())
    # ASCII was read up to here, so it is not UTF-16, despite its declaration (Encoding Standard, "prescan").
    return "utf-8" if encoding is not None and encoding.startswith("utf-16") else encoding


def decode_leniently(data: bytes, encoding: str) -> str:
    r"""
    Decode, giving bytes that the encoding does not define the meaning that browsers give them.

    >>> decode_leniently(b"a\x81b", "windows-1252"), decode_leniently(b"a\xffb", "utf-8")
    ('a\x81b', 'a\ufffdb')
    """
    return data.decode(encoding, "quotesearch-c1" if encoding.startswith("windows-125") else "replace")


def _c1_controls(error: UnicodeError) -> tuple[str, int]:
    """Read undefined bytes as C1 controls where they mean one, else as U+FFFD: a codec error handler."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    undefined = error.object[error.start : error.end]
    return "".join(chr(byte) if 0x80 <= byte <= 0x9F else "\ufffd" for byte in undefined), error.end


codecs.register_error("quotesearch-c1", _c1_controls)


def _nearly_utf8(data: bytes) -> bool:
    """
    Is it UTF-8 except for a few broken characters: cut off in the middle of one, or pasted together?

    Bytes of another encoding hardly ever form valid sequences by chance, so three to one is plenty.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore")) - text.count("\ufffd")
    return beyond_ascii >= 3 * broken


def _guess(data: bytes) -> str:
    """Windows-1252, unless the text is clearly in another script."""
    western = decode_leniently(data[:GUESSED_FROM], FALLBACK)
    letters = sum(character.isalpha() for character in western)
    foreign = sum(character.isalpha() and character > "\x7f" for character in western)
    if foreign <= FOREIGN_SHARE * letters:
        return FALLBACK
    from charset_normalizer import from_bytes  # slow to import, and hardly ever needed

    sample = data[:GUESSED_FROM]
    best = from_bytes(sample, cp_isolation=list(OTHER_SCRIPTS), preemptive_behaviour=False).best()
    return OTHER_SCRIPTS[best.encoding] if best is not None else FALLBACK
