"""The text of an article as a reader goes through it, with the way back to the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from quotesearch.model import Article, Block, Passage
from quotesearch.spelling.normalising import Normalised, normalise

LONGEST: Final = 100_000  # code points; a longer line is no paragraph that anybody wrote
_LINE_BREAK: Final = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block that is read for quotes; `start` and `end` count in the reading's text."""

    start: int
    end: int
    kind: str  # headline, body, subhead or list
    block: Block
    spelling: Normalised  # `text[start:end]`, with the way back to the block's text

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """Where in the block's text a stretch of the reading's is printed."""
        return self.spelling.printed(start - self.start, end - self.start)


@dataclass(frozen=True, slots=True)
class Reading:
    """
    Headline and body of an article as one text, a paragraph a line, marks and letters in their usual spelling.

    Captions, teasers and comments are left out: quotations in them are no quotes of the article.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    source: str

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that has a character of the text."""
        return bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1

    def passage(self, start: int, end: int) -> Passage:
        """The stretch of the source that `text[start:end]` shows, which lies within one paragraph and is not empty."""
        paragraph = self.paragraphs[self.paragraph_at(start)]
        span = paragraph.block.source_span(*paragraph.printed(start, end))
        return Passage(span.start, span.end, self.shown(start, end))

    def shown(self, start: int, end: int) -> str:
        """What a reader sees of `text[start:end]`: a line break of the source, with its indent, is one space."""
        paragraph = self.paragraphs[self.paragraph_at(start)]
        if paragraph.block.runs:
            low, high = paragraph.printed(start, end)
            return paragraph.block.text[low:high].replace("\n", " ").replace("\r", " ")
        span = paragraph.block.source_span(*paragraph.printed(start, end))
        printed = self.source[span.start : span.end]
        return _LINE_BREAK.sub(" ", printed) if "\n" in printed or "\r" in printed else printed


def read(article: Article) -> Reading:
    """
    Join what is to be read of an article.

    The headline comes first wherever the source has it, for that is where a reader sees it. A block of more than
    `LONGEST` code points is passed over.
    """
    headlines = [block for block in article.blocks if block.label == "headline"][:1]
    paragraphs: list[Paragraph] = []
    lines: list[str] = []
    start = 0
    for block in (*headlines, *(b for b in article.body if len(b.text) <= LONGEST)):
        # In plain text the block's text is its stretch of the source, which still has the line breaks.
        spelling = normalise(block.text if block.runs else article.source[block.start : block.end])
        line = spelling.text
        paragraphs.append(Paragraph(start, start + len(line), block.label, block, spelling))
        lines.append(line)
        start += len(line) + 1
    return Reading("\n".join(lines), tuple(paragraphs), article.source)
