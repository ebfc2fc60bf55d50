"""
Exports of news databases: files that hold many articles one after another, and where each begins.

To read many articles as one would put the words of one into the mouths of another; to take one for many would
tear it. So a file counts as an export only for what no article prints (numbered documents, closing lines, the
same fields again), and one that cannot be divided with certainty is refused. Layouts are those of LexisNexis
(old and new), Factiva (as printed and by codes) and ProQuest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quotesearch.errors import UnreadableFileError
from quotesearch.lexicons import ENGLISH
from quotesearch.model import RawDocument, Span
from quotesearch.news_databases import CLAIM, CLOSING, NUMBERED, RULE, TEXT_CODES, code_of, field_of

__all__ = ["split_articles"]

MOST_LOOSE: Final = 6
"""Lines without a full stop that can be between two articles and belong to the second: its headline, outlet,
date and copyright."""

MOST_ARTICLES: Final = 5_000
"""Articles of a file; databases export some hundred at once."""

LONGEST_LOOSE: Final = 200
"""Code points of such a line."""

CLUES: Final = (
    re.compile(r"load-date"),
    re.compile(
        r"document(?:(?<=end of document)|(?<=\d document)s?\s|\s+\d+\s+of\b|\s+[a-z]{2,}[a-z0-9]*\d{8})"
    ),
    re.compile(r"length[ \t]*:\s*\d[\d,.]* word"),
    re.compile(r"\nhd\s"),
)
"""One of these is in every export, in lower case, and in few articles, which are spared the rest."""

PAGE_CLUES: Final = (
    re.compile(
        r"ocument(?:(?<=nd of .ocument)|(?<=\d .ocument)s?\s*<"
        r"|(?:\s|&nbsp;)+(?:\d+(?:\s|&nbsp;)+of\b|[A-Z]{2,}[A-Z0-9]*\d{8}))"
    ),
    re.compile(r"OCUMENT(?:(?<=END OF DOCUMENT)|(?<=\d DOCUMENT)S?\s*<|(?:\s|&nbsp;)+\d+(?:\s|&nbsp;)+OF\b)"),
    re.compile(r">HD\b"),
)
"""The same for pages, which are long: each begins with letters, so that it is sought fast, and in the case it is in."""

UNSEEN: Final = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
INLINE_TAG: Final = re.compile(
    r"</?(?:a|abbr|b|em|font|i|mark|small|span|strong|sup|u)\b[^<>]*>", re.IGNORECASE
)
TAG: Final = re.compile(r"<[^<>]*>")
SPACE: Final = re.compile(r"&nbsp;|&#160;|&#xa0;", re.IGNORECASE)

TELLING: Final = frozenset(
    {
        "byline",
        "dateline",
        "headline",
        "length",
        "load-date",
        "publication-type",
        "graphic",
        "document-type",
        "publication info",
        "proquest document id",
    }
)
"""Fields two of which, each again, make an export; the others an article may print itself."""

SENTENCE_END: Final = re.compile(r"[.!?][\"”’'»)]*$")
FEWEST_PROSE: Final = 60
"""Code points of a sentence that shows that an article is not over."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that holds something visible."""

    start: int  # of the line itself, indent included
    end: int
    text: str
    field: str = ""  # the kind of database field that it begins: “length”
    side: str = ""  # head, foot or tail


def split_articles(document: RawDocument) -> tuple[RawDocument, ...]:
    r"""
    The articles of a file: nearly always the file itself.

    Args:
        document: a file, as read.

    Returns:
        the document; or, if it is an export of a database, one for each article, in the order of the file.
        They share its source, in which all offsets count, and their extents follow each other from its first
        character to its last. Of a sidecar only what can be true of all articles counts.

    Raises:
        UnreadableFileError: it holds many articles that cannot be separated with certainty.

    >>> export = "Document 1 of 2\n\nRoad opens\n\nDocument 2 of 2\n\nBridge falls\n"
    >>> file = RawDocument("a.txt", "00ff", "utf-8", "text/plain", export)
    >>> [one.text.split("\n\n")[1].strip() for one in split_articles(file)]
    ['Road opens', 'Bridge falls']
    """
    is_page = document.media_type == "text/html"
    clues, source = (PAGE_CLUES, document.source) if is_page else (CLUES, document.source.lower())
    if not any(clue.search(source) for clue in clues):
        return (document,)
    lines = _lines(document.source, is_page)
    for way in WAYS:
        starts = way(lines)
        if len(starts) > 1:
            break
    else:
        return (document,)
    if len(starts) > MOST_ARTICLES:
        raise UnreadableFileError(f"holds more than {MOST_ARTICLES:,} articles: split it into several files")
    ends = (*starts[1:], len(document.source))
    extents = [Span(start, end) for start, end in zip((0, *starts[1:]), ends, strict=True)]
    sidecar = document.sidecar and document.sidecar.for_many()
    return tuple(replace(document, extent=extent, sidecar=sidecar) for extent in extents)


def _lines(source: str, is_page: bool) -> list[_Line]:
    """The visible lines of a file. Of a page, tags are blanked out, so that places stay what they are."""
    text = source
    if is_page:
        text = UNSEEN.sub(lambda found: " " * len(found[0]), text)
        text = INLINE_TAG.sub(lambda found: " " * len(found[0]), text)
        text = TAG.sub(lambda found: "\n" + " " * (len(found[0]) - 1), text)
        text = SPACE.sub(lambda found: " " * len(found[0]), text)
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        words = line.strip("\ufeff \t\r\n\f\v\xa0\x1c\x1d\x1e\x85\u2028\u2029")
        if words:
            name = field_of(ENGLISH, words, headings=False)
            side = ENGLISH.table("database_fields")[name].split()[1] if name else ""
            lines.append(
                _Line(_before_tag(source, at), _before_tag(source, at + len(line)), words, name, side)
            )
        at += len(line)
    return lines


def _before_tag(source: str, at: int) -> int:
    """A place between two lines; before the tag whose first character takes the place of the break."""
    return at - 1 if source[at - 1 : at] == "<" else at


def _numbered(lines: Sequence[_Line]) -> list[int]:
    """
    Where the documents begin that are numbered.

    Raises:
        UnreadableFileError: the numbers do not count up.
    """
    found = [(at, match) for at, line in enumerate(lines) if (match := NUMBERED.fullmatch(line.text))]
    totals = Counter(match[2] or match[4] for _, match in found)
    seen: dict[int, int] = {}  # number → line
    for at, match in found:
        if totals[match[2] or match[4]] > 1:
            seen.setdefault(int(match[1] or match[3]), at)
    if len(seen) < 2:
        return []
    if list(seen) != sorted(seen):
        raise _unsound("its documents are not numbered in order")
    return [_with_rule(lines, at) for at in seen.values()]


def _with_rule(lines: Sequence[_Line], at: int) -> int:
    """Where a line begins, or the rule above it."""
    return lines[at - 1 if at and RULE.fullmatch(lines[at - 1].text) else at].start


def _closed(lines: Sequence[_Line]) -> list[int]:
    """The starts of documents that a line closes; the text after the last line is one if it has words."""
    closing = [at for at, line in enumerate(lines) if CLOSING.fullmatch(line.text)]
    if len(closing) < 2:
        return []
    starts = [0, *(lines[at].end for at in closing[:-1])]
    rest = lines[closing[-1] + 1 :]
    if any(_is_prose(line) for line in rest):
        starts.append(lines[closing[-1]].end)
    return starts


def _coded(lines: Sequence[_Line]) -> list[int]:
    """
    Where the documents begin whose fields have codes of two letters: at HD, or at the codes right above.

    Raises:
        UnreadableFileError: one of them has no text.
    """
    codes = [code_of(ENGLISH, line.text) for line in lines]
    heads = [at for at, code in enumerate(codes) if code == "HD"]
    if len(heads) < 2 or not TEXT_CODES & set(codes):
        return []
    starts = []
    for at, following in zip(heads, (*heads[1:], len(lines)), strict=True):
        if not TEXT_CODES & set(codes[at:following]):
            raise _unsound("one of its documents has a headline (HD) and no text (LP or TD)")
        first = at
        while first and codes[first - 1] in {"SE", "CLM"}:
            first -= 1
        starts.append(_with_rule(lines, first))
    return starts


def _fielded(lines: Sequence[_Line]) -> list[int]:
    """
    Where the documents begin that have the same fields again: after the fields that end the one before, or at
    the rule or the headline above those that begin one.

    Raises:
        UnreadableFileError: the beginnings are not certain.
    """
    counts = Counter(line.field for line in lines if line.field in TELLING)
    if sum(number > 1 for number in counts.values()) < 2:
        return []
    starts = [0]
    for at in range(1, len(lines)):
        if lines[at].side == "head" and not _in_head(lines, at):
            start = _boundary(lines, at)
            if start > starts[-1] and (len(starts) > 1 or any(map(_is_text, lines[:at]))):
                starts.append(start)
    return starts


def _in_head(lines: Sequence[_Line], at: int) -> bool:
    """Whether a field belongs to a head whose first field is above it."""
    for above in range(at - 1, max(-1, at - 1 - MOST_LOOSE), -1):
        if lines[above].side == "head":
            return True
        if lines[above].side or _is_text(lines[above]):
            return False
    return False


def _boundary(lines: Sequence[_Line], at: int) -> int:
    """
    Where the document begins whose first field is in a line.

    Raises:
        UnreadableFileError: nothing above it says so.
    """
    for above in range(at - 1, max(-1, at - 2 - MOST_LOOSE), -1):
        line = lines[above]
        if RULE.fullmatch(line.text):
            return line.start
        if line.side in {"foot", "tail"}:
            claims = above + 1  # the copyright below the fields is still of the document before
            while claims < at and CLAIM.match(lines[claims].text) and CLAIM.match(lines[-1].text):
                claims += 1
            return lines[claims].start
        if _is_text(line):
            if at - above - 1 > 1:
                raise _unsound(f"there are several lines between a text and “{lines[at].text[:40]}” below it")
            return lines[above + 1].start
    if at <= MOST_LOOSE:
        return 0
    raise _unsound(f"nothing says which of the lines above “{lines[at].text[:40]}” belong to it")


def _is_text(line: _Line) -> bool:
    """Whether a line is not a headline, outlet, date or claim: it ends as a sentence, or is too long."""
    if line.side or CLAIM.match(line.text):
        return False
    return bool(SENTENCE_END.search(line.text)) or len(line.text) > LONGEST_LOOSE


def _is_prose(line: _Line) -> bool:
    """Whether a line has words."""
    return _is_text(line) and len(line.text) >= FEWEST_PROSE


def _unsound(why: str) -> UnreadableFileError:
    """The error for an export that cannot be divided."""
    return UnreadableFileError(f"holds many articles, and {why}: split it into one file for each")


WAYS: Final[tuple[Callable[[Sequence[_Line]], list[int]], ...]] = (
    _numbered,  # 3 of 50 DOCUMENTS
    _coded,  # HD Road opens
    _closed,  # End of Document
    _fielded,  # BYLINE: Ann Lee
)
