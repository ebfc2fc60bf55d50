"""XML that is not a page: news feeds (RSS 0.9 to 2.0, Atom), and documents such as NITF and NewsML."""

from __future__ import annotations

import re
from typing import Final

from quotesearch.acquisition.prose import is_prose

__all__ = ["is_feed", "is_xml"]

LOOKED_AT: Final = 1 << 18
"""Code points of a text that are looked at."""

_MISC: Final = r"(?:\s++|<\?[^>]*>|<!--.*?-->)*+"
_ROOT: Final = re.compile(
    r"(?P<prolog><\?xml\b[^>]*>)?(?:\s++|<\?[^>]*>|<!--.*?-->|<!DOCTYPE\s[^>\[]*(?:\[[^\]]*\]\s*)?>)*+"
    r"<(?P<name>[A-Za-z_][\w.:-]*)(?P<attributes>[^<>]*)>",
    re.DOTALL,
)
_FIRST_CHILD: Final = re.compile(rf"{_MISC}(?:<[A-Za-z_!/]|\Z)", re.DOTALL)
_CLOSED: Final = re.compile(r"</([A-Za-z_][\w.:-]*)\s*>")
_TAG: Final = re.compile(r"<[^<>]*>")

_HTML_ROOT: Final = re.compile(
    r"a|article|aside|b|blockquote|body|br|center|div|em|figure|font|footer|h[1-6]|head|header|hr|html|i|img|li|link"
    r"|main|meta|nav|ol|p|script|section|span|strong|style|table|title|ul",
    re.IGNORECASE,
)
"""Elements that begin a piece of a page; XHTML may have an XML declaration."""
_HTML: Final = re.compile(
    rf"{_HTML_ROOT.pattern}|abbr|acronym|address|applet|area|audio|base|basefont|bdi|bdo|big|button|canvas|caption|cite"
    r"|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|dir|dl|dt|embed|fieldset|figcaption|form|frame"
    r"|frameset|hgroup|iframe|image|input|ins|kbd|label|legend|map|mark|math|menu|meter|nobr|noframes|noscript|object"
    r"|optgroup|option|output|param|picture|pre|progress|q|rp|rt|ruby|s|samp|search|select|slot|small|source|strike"
    r"|sub|summary|sup|svg|tbody|td|template|textarea|tfoot|th|thead|time|tr|track|tt|u|var|video|wbr|[^-]*-.*",
    re.IGNORECASE,
)
"""All elements of HTML, present and past, and those that pages make up, which have a hyphen."""


def is_feed(text: str) -> bool:
    """
    Whether it is a news feed.

    >>> (
    ...     is_feed('<rss version="2.0"><channel></channel></rss>'),
    ...     is_feed('<rss version="2.0"> is how it begins.'),
    ... )
    (True, False)
    """
    root = _ROOT.match(text[:LOOKED_AT])
    if root is None:
        return False
    name, attributes = root["name"].rpartition(":")[2].lower(), root["attributes"]
    is_named = (
        (name == "rss" and "version" in attributes)
        or (name == "feed" and "http://www.w3.org/2005/Atom" in attributes)
        or (name == "rdf" and "http://purl.org/rss/" in attributes)
    )
    return is_named and _has_children(root, text) and not _has_prose_after(root, text)


def is_xml(text: str) -> bool:
    """
    Whether it is an XML document that is not a page.

    With an XML declaration, its first element says so. Without, there have to be two elements that HTML does not
    have, the first of them around all others. Elements in capitals are those of the SGML that collections of news
    were once published in; it is read as the text that it is.

    >>> is_xml("<nitf><body><hedline>Road opens</hedline><p>We stay.</p></body></nitf>")
    True
    >>> (
    ...     is_xml("<story><p>We stay.</p></story>"),
    ...     is_xml("<nitf> is how it begins, and </nitf> is how it ends."),
    ... )
    (False, False)
    >>> is_xml("<DOC><DOCNO>AP-1</DOCNO><TEXT>We stay.</TEXT></DOC>")
    False
    """
    root = _ROOT.match(text[:LOOKED_AT])
    if root is None or _HTML_ROOT.fullmatch(root["name"]) or _has_prose_after(root, text):
        return False
    if root["prolog"] is not None:
        return True
    if (
        root["name"].isupper()
        or _HTML.fullmatch(root["name"])
        or not _has_children(root, text)
        or _end(root, text) < 0
    ):
        return False
    closed = (name[1] for name in _CLOSED.finditer(text, root.end(), LOOKED_AT))
    return any(name != root["name"] and not _HTML.fullmatch(name) for name in closed)


def _has_children(root: re.Match[str], text: str) -> bool:
    """Whether an element follows the tag of the first element at once, or nothing does."""
    return _FIRST_CHILD.match(text[:LOOKED_AT], root.end()) is not None


def _end(root: re.Match[str], text: str) -> int:
    """Where the last tag is that closes the first element; -1: it is cut off."""
    return text.rfind(f"</{root['name']}", root.end())


def _has_prose_after(root: re.Match[str], text: str) -> bool:
    """Whether more prose follows the first element; if no element is closed, whether prose follows its tag."""
    end = _end(root, text)
    first = text.find(f"</{root['name']}", root.end())
    between = text[first : min(end, first + LOOKED_AT)] if 0 <= first < end else ""
    if between and f"<{root['name']}" not in between and is_prose(_TAG.sub(" ", between).lstrip()):
        return True  # an example of the element, and a story that names its end
    if end >= 0:
        _, _, rest = text[end:].partition(">")
        if len(rest) < end:  # a long feed, and a warning of the program that made it
            return False
    elif _CLOSED.search(text, root.end(), LOOKED_AT):
        return False
    else:
        rest = text[root.end() :]
    return is_prose(_TAG.sub(" ", rest[:LOOKED_AT]).lstrip())
