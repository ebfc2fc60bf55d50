"""
HTML cut into tags, text and character references, each with its place in the source.

The tokens are those of the standard (WHATWG, chapter 13.2.5) as far as a reader of news needs them, and those
that `html.parser` with `convert_charrefs=False` returns, which calls ten functions for a tag; one pattern is
several times as fast. A test compares the two. For any page, time grows with its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

from quotesearch.spelling import unescaped

__all__ = [
    "CLOSE",
    "CROWDED",
    "OPEN",
    "REFERENCE",
    "TEXT",
    "Token",
    "attributes_of",
    "is_crowded",
    "read_tokens",
]

OPEN: Final = 0
CLOSE: Final = 1
TEXT: Final = 2
REFERENCE: Final = 3
CROWDED: Final = 4
"""A note among them that a tag which does not end has very many attributes; see `MOST_ATTRIBUTES`."""

Token = tuple[int, int, int, str, str]
"""
Which of these it is; where it starts and ends; what it holds: the name of a tag in lower case, the
characters of a text, the character of a reference; last, the attributes of a start tag as they are written.
"""

MOST_UNENDED: Final = 8
"""Tags lost in a quotation mark that nothing closes; from then on a tag ends at the next “>”."""

MOST_ATTRIBUTES: Final = 1_000
"""
Attributes of a tag; a page with more is not given to libraries. Others have dozens.

libxml2 takes time in the square of their number: a second for 20,000 of them, which fit in 200 kB.
"""

_VALUE = r"\s*+=++\s*+(?:\"([^\"]*+)\"|'([^']*+)'|(?![\"'])([^\s>]*+))"
_UNHELD_VALUE = re.sub(r"\((?=\[)", "(?:", _VALUE)
_TAG = re.compile(rf"<(/?+)([a-zA-Z][^\s/>]*+)((?:[\s/]++|=++|[^\s/>=]++(?:{_UNHELD_VALUE})?+)*+)>")
_CROWDED_TAG = re.compile(
    rf"<[a-zA-Z][^\s/>]*+(?:[\s/=]*+[^\s/>=]++(?:{_UNHELD_VALUE})?+){{{MOST_ATTRIBUTES + 1}}}"
)
_SIMPLE_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^>]*)>")
_TAG_OPEN = re.compile(r"</?[a-zA-Z]")
_ATTRIBUTE = re.compile(rf"([^\s/>=]++)(?:{_VALUE})?+")
_REFERENCE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+)|[a-zA-Z][a-zA-Z0-9]*);?")
_COMMENT_END = re.compile(r"--!?>")
_ENDS: Final = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style")}


def read_tokens(source: str) -> Iterator[Token]:
    """
    The tokens of a page in their order; comments and declarations are left out.

    >>> [token[3] for token in read_tokens("<P class=lead>1 &lt; 2<!-- or not -->")]
    ['p', '1 ', '<', ' 2']
    """
    last = source.rfind(">") + 1  # after it no tag can end
    at, unended = 0, 0
    commented = True  # whether any comment may yet end
    pattern = _TAG
    while at < last:
        opened = source.find("<", at, last)
        if opened != at:
            at, start = (opened if opened >= 0 else last), at
            if source.find("&", start, at) < 0:
                yield TEXT, start, at, source[start:at], ""
            else:
                yield from _text(source, start, at)
            continue
        tag = pattern.match(source, at)
        if tag is not None:
            slash, name, attributes = tag.groups()
            start, at = at, tag.end()
            name = name.lower()
            yield (CLOSE if slash else OPEN), start, at, name, attributes
            if name in _ENDS and not slash:
                close = _ENDS[name].search(source, at)
                start, at = at, close.start() if close else len(source)
                yield TEXT, start, at, source[start:at], ""
        elif _TAG_OPEN.match(source, at):
            unended += 1
            pattern = _TAG if unended < MOST_UNENDED else _SIMPLE_TAG
            if unended == MOST_UNENDED or _CROWDED_TAG.match(source, at):
                yield CROWDED, at, at, "", ""  # or may be, for another parser
            at = source.find(">", at) + 1
        elif commented and source.startswith("<!--", at):
            end = _COMMENT_END.search(source, at + 2)
            commented = end is not None
            at = end.end() if end else source.find(">", at) + 1
        elif source[at + 1] in "!?/":
            at = source.find(">", at) + 1
        else:
            yield TEXT, at, at + 1, "<", ""
            at += 1
    if at < len(source):
        tag = _TAG_OPEN.search(source, at)
        if tag is not None and _CROWDED_TAG.match(source, tag.start()):
            yield CROWDED, at, at, "", ""
        yield from _text(source, at, len(source))


def _text(source: str, start: int, end: int) -> Iterator[Token]:
    """The stretches of a text between its references, and these."""
    for reference in _REFERENCE.finditer(source, start, end):
        if reference.start() > start:
            yield TEXT, start, reference.start(), source[start : reference.start()], ""
        name = reference[0] if reference[0].endswith(";") else _without_word(reference[0])
        start = reference.start() + len(name)
        yield REFERENCE, reference.start(), start, unescaped(name), ""
    if start < end:
        yield TEXT, start, end, source[start:end], ""


def _without_word(reference: str) -> str:
    """
    A reference without its semicolon, and without the word that it runs into, as browsers read it.

    >>> _without_word("&quotWe"), _without_word("&mdash")
    ('&quot', '&mdash')
    """
    for end in range(len(reference), 2, -1):
        if reference[1:end] in html5:
            return reference[:end]
    return reference


def is_crowded(written: str) -> bool:
    """
    Whether a start tag has more than `MOST_ATTRIBUTES`.

    *written*: its attributes as they are written.

    >>> is_crowded(" a=b" * 2000), is_crowded(" a=b"), is_crowded(f" a='{'b ' * 2000}'")
    (True, False, False)
    """
    return len(written) > MOST_ATTRIBUTES and _CROWDED_TAG.match(f"<a{written}") is not None


def attributes_of(written: str) -> dict[str, str]:
    """
    The attributes of a start tag; of two with one name the first counts, one without a value has the empty one.

    >>> attributes_of(' class="a &amp; b" hidden CLASS=c')
    {'class': 'a & b', 'hidden': ''}
    """
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        value = double or single or bare
        found.setdefault(name.lower(), unescaped(value) if "&" in value else value)
    return found
