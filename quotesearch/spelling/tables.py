"""
Other spellings of marks, one table: by a program, in markup, with another character.

What wrong decoders make of them is no table: `decoding` goes their way back.
"""

from __future__ import annotations

import re
from collections import Counter
from html.entities import html5
from typing import Final

from quotesearch.spelling.references import unescaped

__all__ = [
    "CHARACTERS",
    "ENTITY",
    "ESCAPE",
    "PRINTABLE",
    "TYPED",
    "backslashes_outside",
    "entity",
    "escaped",
    "printable",
    "typed",
]

CHARACTERS: Final = {  # other characters for the usual mark
    **dict.fromkeys("❝「『", "“"),
    **dict.fromkeys("❞」』", "”"),
    **dict.fromkeys("❛‛", "‘"),
    "❜": "’",
    **dict.fromkeys("″‶ʺˮ〃〝〞〟", '"'),
    "＇": "'",
    "《": "«",
    "》": "»",
}
_BY_NAME: Final = {  # names that are read also without their semicolon, as some exporters leave them
    "quot": '"',
    "apos": "'",
    "ldquo": "“",
    "rdquo": "”",
    "bdquo": "„",
    "lsquo": "‘",
    "rsquo": "’",
    "sbquo": "‚",
    "laquo": "«",
    "raquo": "»",
    "nbsp": " ",
}
_MARK_NUMBERS: Final = "34|39|039|14[5-8]|171|187|821[67]|822[012]"
ENTITY: Final = (  # escaped once or several times: &quot; &amp;quot; &amp;amp;#8220;
    rf"&(?:(?:amp|\#38|\#x26);)*(?:\#x?[0-9a-fA-F]{{1,6}};|[a-zA-Z]{{2,24}}[0-9]{{0,2}};"
    rf"|\#(?:{_MARK_NUMBERS})(?![\d;])|(?:{'|'.join(_BY_NAME)}))"
)
# With a backslash or more before it: a mark, \u201c, \xe2\x80\x9c.
ESCAPE: Final = r"""(?<!\\)\\++(?:["'“”‘’„«»]|u[0-9a-fA-F]{4}|(?:x[0-9a-fA-F]{2}(?:\\+(?=x))?)+)"""
PRINTABLE: Final = (  # quoted-printable, where it can be nothing else: =E2=80=9C =93We =94 isn=92t, a soft line break
    r"=[C-E][0-9A-F](?:=[89AB][0-9A-F]){1,2}"
    r"|(?<![^\s(\[—-])=(?:9[13]|84)(?=[A-Za-z])|(?<=[,.!?A-Za-z])=9[24](?!\w)"
    r"|(?<=[a-z])=92(?=[a-z])|(?<=\s)=9[67](?=\s)|(?<=\S)=(?:\r\n|\r|\n)|=20(?![\w=])"
)
_STRAIGHT: Final = re.compile(r'(?<!\\)(\\*+)"')  # from the first of a run
_AFTER_WORD: Final = r"(?<=[\w.,!?…—-])"
TYPED: Final = {  # typed with other marks: how, where, and the usual one
    ",,": (r"(?:(?<=\s)|^),,(?=\w)", "„"),
    "‚‚": (r"(?<!\w)‚‚(?=\w)", "„"),
    "‘‘": (r"(?<!\w)‘‘(?=\s?\w)|(?<=[\w.,!?…—-])‘‘(?!\w)", "“"),
    "’’": (rf"{_AFTER_WORD}’’(?!\w)", "”"),
    "<<": (r"<<(?=\S)", "«"),
    ">>": (r"(?<=\S)>>", "»"),
    '""': (rf'(?<![\w"])""(?=[\w‘\'])|{_AFTER_WORD}""(?!["\w])', '"'),  # as in CSV
    "´´": ("´´", '"'),
    "′′": ("′′", '"'),
}


def entity(printed: str) -> str:
    """
    What a reference means, however often it is escaped; what is none stays.

    >>> entity("&amp;quot;"), entity("&#147;"), entity("&ldquo"), entity("&nothing;")
    ('"', '“', '“', '&nothing;')
    """
    name = re.sub(r"&(?:(?:amp|#38|#x26);)+", "&", printed)
    if name == "&":  # &amp; itself
        return name
    known = _BY_NAME.get(name[1:].rstrip(";"))
    if known is not None:
        return known
    whole = name if name.endswith(";") else f"{name};"
    usual = unescaped(whole) if name[1] == "#" else html5.get(whole[1:], printed)
    if usual == "\u00a0":
        return " "
    return usual if usual.isprintable() else printed


def escaped(printed: str, outer: int = 9) -> str:
    r"""
    What an escape in a program means: a mark with backslashes before it, or a character by its number.

    A straight mark with more backslashes than the *outer* ones have is inside another quotation.

    >>> (
    ...     escaped(r"\""),
    ...     escaped(r"\"", outer=0),
    ...     escaped(r"\\u201c"),
    ...     escaped(r"\xe2\x80\x9c"),
    ...     escaped(r"\x93"),
    ... )
    ('"', "'", '“', '“', '“')
    """
    bare = printed.lstrip("\\")
    if bare[0] == "u":
        usual = chr(int(bare[1:], 16))
    elif bare[0] == "x":
        usual = _bytes(bytes.fromhex(re.sub(r"[\\x]", "", bare)))
    else:
        return "'" if bare == '"' and len(printed) - 1 > outer else bare
    return usual if usual.isprintable() else printed


def backslashes_outside(text: str) -> int:
    r"""
    How many backslashes are before the outer straight marks of a text, if there are others inside them.

    >>> backslashes_outside(r"\"Go,\" she said."), backslashes_outside(r'"I said \"go\", yes," she said.')
    (1, 0)

    Marks that are a program's own (`"text":"…"`) are no outer ones: then none counts as inner.
    """
    if '":' in text or '","' in text:
        return len(text)
    depths = Counter(len(found[1]) for found in _STRAIGHT.finditer(text))
    least = min(depths, default=0)
    return least if depths[least] % 2 == 0 else max(depths)


def printable(printed: str) -> str:
    """
    What quoted-printable can hold: bytes of UTF-8 or windows-1252; a soft line break is nothing.

    >>> printable("=E2=80=9C"), printable("=93"), printable("=" + chr(10))
    ('“', '“', '')
    """
    if printed[1:] in ("\n", "\r", "\r\n"):
        return ""
    usual = _bytes(bytes.fromhex(printed.replace("=", "")))
    return usual if usual.isprintable() else printed


def _bytes(data: bytes) -> str:
    """Bytes as UTF-8, else as windows-1252."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252", "replace")


def typed(printed: str) -> str:
    """
    The usual mark for two that were typed.

    >>> typed(",,"), typed("<<")
    ('„', '«')
    """
    return TYPED[printed][1]
