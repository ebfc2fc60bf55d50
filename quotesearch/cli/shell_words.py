"""A command line as it is being typed in bash: its words, and how a completion is written into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Typed", "reply", "split"]

_SPECIAL: Final = re.compile(r"""([\s"'\\$`&|;()<>*?\[\]{}!#~^])""")
"""What means something to bash outside of quotation marks. `:` and `=` do not."""

_SPECIAL_IN_DOUBLE: Final = re.compile(r'(["\\$`])')


@dataclass(frozen=True, slots=True)
class Typed:
    """A command line up to the cursor."""

    words: list[str]  # finished, as they are meant: quotation marks and backslashes taken away
    last: str  # the word at the cursor, as it is meant; "" after a blank
    raw: str  # the same as it is typed
    quote: str  # the quotation mark that is open at the cursor; "": none
    meant: list[int]  # for each place of `raw`, and its end: how many characters of `last` are before it


def split(line: str) -> Typed:
    r"""
    Split a line as bash does, the last word not finished.

    >>> typed = split("quotesearch find --speaker 'Ann L")
    >>> typed.words, typed.last, typed.quote
    (['quotesearch', 'find', '--speaker'], 'Ann L', "'")
    >>> split("show Kyiv\\ In").last, split("show a ").last
    ('Kyiv In', '')
    """
    words: list[str] = []
    word, start, quote, escaped, inside = "", 0, "", False, False
    meant: list[int] = []
    for at, character in enumerate(line):
        blank = character.isspace() and not quote and not escaped
        if blank:
            if inside:
                words.append(word)
            word, start, inside, meant = "", at + 1, False, []
            continue
        inside = True
        meant.append(len(word))
        if escaped:
            if quote == '"' and character not in '"\\$`':
                word += "\\"
            word, escaped = word + character, False
        elif character == "\\" and quote != "'":
            escaped = True
        elif quote and character == quote:
            quote = ""
        elif not quote and character in "\"'":
            quote = character
        else:
            word += character
    return Typed(words, word, line[start:], quote, [*meant, len(word)])


def reply(typed: Typed, value: str, breaks: str) -> str | None:
    """
    What bash is to be given for a word to become a value.

    Readline inserts it instead of only the end of the word: the text after the open quotation mark, else
    after the last character at which it breaks words (`COMP_WORDBREAKS`), as are `=` and `:`.

    Args:
        typed: the line.
        value: the whole word, as it is meant.
        breaks: the characters at which readline breaks words.

    Returns:
        the end of the word with what bash needs to take it literally; None if the value does not continue where what
        stays of the word ends.

    >>> reply(split("find --speaker An"), "Ann Lee", "=:")
    'Ann\\\\ Lee'
    >>> reply(split('find --speaker "An'), "Ann Lee", "=:")
    'Ann Lee'
    >>> reply(split("find --format=js"), "--format=json", "=:")
    'json'
    """
    at = _replaced_from(typed, breaks)
    kept = typed.last[: typed.meant[at]]
    if value[: len(kept)].casefold() != kept.casefold():
        return None
    rest = value[len(kept) :]
    if typed.quote == "'":
        return rest.replace("'", r"'\''")
    return (_SPECIAL_IN_DOUBLE if typed.quote else _SPECIAL).sub(r"\\\1", rest)


def _replaced_from(typed: Typed, breaks: str) -> int:
    """Where in the word readline begins to replace."""
    raw, quote, opened, last, at = typed.raw, "", 0, 0, 0
    while at < len(raw):
        character = raw[at]
        if character == "\\" and quote != "'":
            at += 1
        elif quote:
            quote = "" if character == quote else quote
            last = at + 1 if not quote and character in breaks else last
        elif character in "\"'":
            quote, opened = character, at + 1
        elif character in breaks:
            last = at + 1
        at += 1
    return min(opened if quote else last, len(raw))
