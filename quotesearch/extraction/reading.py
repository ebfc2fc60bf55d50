"""The text of an article as a reader goes through it, with the way back to the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from quotesearch.model import Article, Block, Passage

LONGEST = 100_000  # code points; a longer line is no paragraph that anybody wrote
_LINE_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block that is read for quotes; `start` and `end` count in the reading's text."""

    start: int
    end: int
    kind: str  # headline, body, subhead or list
    block: Block


@dataclass(frozen=True, slots=True)
class Reading:
    """
    Headline and body of an article as one text, a paragraph a line.

    Captions, teasers and comments are left out: quotations in them are no quotes of the article.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    source: str

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph in which a character of the text stands."""
        return bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1

    def passage(self, start: int, end: int) -> Passage:
        """The stretch of the source behind `text[start:end]`, which lies within one paragraph and is not empty."""
        paragraph = self.paragraphs[self.paragraph_at(start)]
        span = paragraph.block.source_span(start - paragraph.start, end - paragraph.start)
        return Passage(span.start, span.end, self.shown(start, end))

    def shown(self, start: int, end: int) -> str:
        """What a reader sees of `text[start:end]`: a line break of the source, with its indent, is one space."""
        paragraph = self.paragraphs[self.paragraph_at(start)]
        if paragraph.block.runs:
            return self.text[start:end]
        span = paragraph.block.source_span(start - paragraph.start, end - paragraph.start)
        return _LINE_BREAK.sub(" ", self.source[span.start : span.end])


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
        line = block.text.replace("\n", " ").replace("\r", " ")
        paragraphs.append(Paragraph(start, start + len(line), block.label, block))
        lines.append(line)
        start += len(line) + 1
    return Reading("\n".join(lines), tuple(paragraphs), article.source)
