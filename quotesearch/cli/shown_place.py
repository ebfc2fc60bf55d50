"""A place in a file as it is printed: its block, and why that is read or left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quotesearch.cli.notes import count
from quotesearch.cli.paths import line_and_column, shown_path
from quotesearch.cli.printing import wrapped
from quotesearch.errors import MissingPathError, QueryError, UnreadableFileError
from quotesearch.exporting import Record, is_read, place_record, place_row
from quotesearch.model import Article, Block, Failure, Quote, gaps_in_words, one_line
from quotesearch.pipeline import read_articles
from quotesearch.time_limit import limited

__all__ = ["ShownPlace", "place_of_text"]

_PLACE: Final = re.compile(r"(?P<path>.+?):(?P<first>\d+)(?::(?P<column>\d+))?", re.DOTALL)
LONGEST: Final = 2_000
"""Code points of a block that people are shown whole."""

SHOWN: Final = 400
"""Code points before and after the character that are shown of a longer one."""

_LINE: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """The block of a character; `block` is None if no visible text is there."""

    article: Article
    at: int  # code points of the source
    block: Block | None
    quotes: tuple[Quote, ...]  # those that hold the character

    def record(self) -> Record:
        """The block with its label, the reason, and whether it is read for quotes."""
        return place_record(self.article, self.at, self.block, self.quotes, self._gap())

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `BLOCK_COLUMNS`."""
        yield place_row(self.article, self.at, self.block)

    def text(self) -> str:
        """The text of the block, and why it is read or left out."""
        line, column = line_and_column(self.article.source, self.at)
        lines = [wrapped(f"{shown_path(self.article.path)}:{line}:{column} · character {self.at}")]
        if self.block is None:
            return f"{lines[0]}\nNothing that a reader sees is here."
        block = self.block
        verdict = "read for quotes" if is_read(block) else "left out: no quotes of the article are here"
        lines.append(wrapped(f"{block.label}, {verdict}", " " * 12, "label       "))
        lines.append(wrapped(block.reason, " " * 12, "because     "))
        lines.append(wrapped(f"characters {block.start}–{block.end}", " " * 12, "block       "))
        if self._gap():
            lines.append(wrapped(self._gap(), " " * 12, "in part     "))
        lines += [wrapped(quote.id, " " * 12, "quote       ") for quote in self.quotes]
        return "\n".join([*lines, "", wrapped(_around(block, self.at), "  | ")])

    def _gap(self) -> str:
        """Why the place is read only in part; "" if it is not."""
        return gaps_in_words([gap for gap in self.article.gaps if gap.start <= self.at < gap.end])


def _around(block: Block, at: int) -> str:
    """The text of a block; of a long one what is around a character of the source, between ellipses."""
    text = block.text
    if len(text) <= LONGEST:
        return text.strip()
    middle = at - block.start
    if block.runs:
        number = bisect_right(block.runs, at, key=lambda run: run.start)
        run = block.runs[max(0, number - 1)]
        end = block.runs[number].at if number < len(block.runs) else len(text)
        middle = min(end, run.at + max(0, at - run.start))
    start = max(0, middle - SHOWN)
    end = min(len(text), middle + SHOWN)
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


def place_of_text(identity: str, line_counts: str | None, seconds: float | None = None) -> ShownPlace:
    """
    The block of a place.

    Args:
        identity: PATH:START or PATH:LINE:COLUMN.
        line_counts: those of the last rebuild, so that the file is read as it was indexed.
        seconds: how long that may take (`quotesearch.time_limit.limited`); None: as long as it takes.

    Raises:
        MissingPathError: there is no such file.
        QueryError: it cannot be read, or is shorter.
    """
    found = _PLACE.fullmatch(identity)
    if found is None:
        raise QueryError(f"{one_line(identity)} is not a place: write PATH:START, or PATH:LINE:COLUMN")
    path = found["path"]
    if not Path(path).is_file():
        raise MissingPathError(f"there is no file {one_line(path)}")
    articles: list[Article] = []
    for item in read_articles([path], line_counts=line_counts, jobs=1, seconds=seconds):
        if isinstance(item, Article):
            articles.append(item)
        elif isinstance(item, Failure) and not articles:
            raise QueryError(f"{one_line(path)}: {item.reason}")
    if not articles:
        raise QueryError(f"{one_line(path)} is not an article")
    source = articles[0].source
    column = found["column"]
    at = int(found["first"]) if column is None else _offset(path, source, int(found["first"]), int(column))
    if at >= len(source):
        raise QueryError(f"{one_line(path)} has {len(source):,} characters, and none at {at}")
    article = next(one for one in articles if one.extent is None or at < one.extent.end)
    block = next((block for block in article.blocks if block.start <= at < block.end), None)
    try:
        quotes = limited(seconds, len(source), lambda: _quotes_at(article, at))
    except UnreadableFileError as error:
        raise QueryError(f"{one_line(path)}: {error}") from error
    return ShownPlace(article, at, block, quotes)


def _offset(path: str, source: str, line: int, column: int) -> int:
    """The character in a line and column, both counted from 1. Raises QueryError if there is none."""
    starts = [0, *(end.end() for end in _LINE.finditer(source)), len(source)]
    if starts[-2] == len(source) and len(starts) > 2:
        starts.pop()  # after the last line break begins no line
    lines = len(starts) - 1
    if not 0 < line <= lines:
        raise QueryError(f"{one_line(path)} has {count(lines, 'line')}, and no line {line}")
    length = starts[line] - starts[line - 1]
    if not 0 < column <= length:
        raise QueryError(
            f"line {line} of {one_line(path)} has {count(length, 'character')}, and none at {column}"
        )
    return starts[line - 1] + column - 1


def _quotes_at(article: Article, at: int) -> tuple[Quote, ...]:
    """The quotes that hold a character."""
    from quotesearch.extraction import extract_quotes

    return tuple(
        quote for quote in extract_quotes(article) if any(part.start <= at < part.end for part in quote.parts)
    )
