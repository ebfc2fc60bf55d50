"""
What LexisNexis, Factiva and ProQuest print around an article: numbers, closing lines, rules, fields and codes.

Acquisition divides exports by it, cleaning labels the lines of a record by it. The names of fields and codes are in
`lexicons/en/database_fields.txt` and `database_codes.txt`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from quotesearch.lexicons import Lexicon

__all__ = ["CLAIM", "CLOSING", "NUMBERED", "RULE", "TEXT_CODES", "code_of", "field_of", "value_of"]

NUMBERED: Final = re.compile(
    r"document\s+(\d{1,9})\s+of\s+(\d{1,9})|(\d{1,9})\s+of\s+(\d{1,9})\s+documents?", re.IGNORECASE
)
"""“Document 3 of 50”, “3 of 50 DOCUMENTS” on a line of its own: Nexis and ProQuest."""

CLOSING: Final = re.compile(r"End of Document|(?:AN\s+)?Document [A-Z]{2,}[A-Z0-9]*\d{8}[a-z0-9]{6,}")
"""The line with which Nexis and Factiva close each document."""

RULE: Final = re.compile(r"[_=*~–—-]{10,}|(?:[*_=~–—-] ){5,}[*_=~–—-]?")
"""A rule across the page; three dashes are a pause in a story."""

CLAIM: Final = re.compile(r"(?:copyright|©|\(c\)|all rights reserved)", re.IGNORECASE)
"""How a claim of copyright begins."""

TEXT_CODES: Final = frozenset({"LP", "TD"})
"""The codes of the text, in Factiva's layout with codes."""

_LONGEST_NAME: Final = 80
_CODE: Final = re.compile(r"([A-Z]{2,3})(?=\s|$)")


@cache
def _names(lexicon: Lexicon) -> re.Pattern[str]:
    """How a line begins that is a field: its name and a colon; or the name alone, for some headings."""
    fields = lexicon.table("database_fields")
    every = "|".join(re.escape(name) for name in sorted(fields, key=len, reverse=True))
    alone = "|".join(re.escape(name) for name, value in fields.items() if value.endswith("alone"))
    return re.compile(rf"({every})\s*:(?:\s+|$)|({alone})$", re.IGNORECASE)


def field_of(lexicon: Lexicon, line: str, *, headings: bool = True) -> str:
    """
    The field that a line begins with, in lower case; empty if it is none.

    Args:
        lexicon: the word lists of the language.
        line: without white space around it.
        headings: whether a name without a colon counts, if the field is printed so. An article may have such a line
            itself (“Graphic”), so it does not count where articles are divided.

    >>> english = Lexicon("en")
    >>> field_of(english, "BYLINE: Ann Lee"), field_of(english, "Graphic"), field_of(english, "Ann: no")
    ('byline', 'graphic', '')
    >>> field_of(english, "Graphic", headings=False)
    ''
    """
    found = _names(lexicon).match(line[:_LONGEST_NAME])
    if found is None or not (found[1] or headings):
        return ""
    return (found[1] or found[2]).lower()


def value_of(lexicon: Lexicon, line: str) -> str:
    """
    The text after the name of a field; the line itself if it is none.

    >>> value_of(Lexicon("en"), "BYLINE: Ann Lee")
    'Ann Lee'
    """
    found = _names(lexicon).match(line[:_LONGEST_NAME])
    return line[found.end() :] if found else line


def code_of(lexicon: Lexicon, line: str) -> str:
    """
    The code that a line begins with, in Factiva's layout with codes; empty if there is none.

    >>> code_of(Lexicon("en"), "HD Road opens"), code_of(Lexicon("en"), "NATO met")
    ('HD', '')
    """
    found = _CODE.match(line)
    return found[1] if found and found[1].lower() in lexicon.table("database_codes") else ""
