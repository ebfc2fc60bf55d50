"""The text of an article in reading order, with the way back to the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from quotesearch.extraction.long_paragraphs import LONGEST, pieces_of
from quotesearch.extraction.marks import segments_of_line
from quotesearch.lexicons import ENGLISH, Lexicon
from quotesearch.model import Article, Block, Gap, Passage
from quotesearch.spelling import Normalised

_LINE_BREAK: Final = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block that is read for quotes, or a piece of a long one; `start` and `end` count in the article text."""

    start: int
    end: int
    kind: str  # headline, body, subhead or list
    block: Block
    spelling: Normalised  # `text[start:end]`, with the way back to the text of the block from `at` on
    at: int = 0  # where the piece begins in the block's text
    inside: str = ""  # the mark of the quotation that it begins in, if the block was cut in one

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """Where in the block's text a stretch of the article text is printed."""
        low, high = self.spelling.printed(start - self.start, end - self.start)
        return self.at + low, self.at + high


@dataclass(frozen=True, slots=True)
class ArticleText:
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
        """The span of the source that `text[start:end]` shows, which is within one paragraph and not empty."""
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


def read_article(lexicon: Lexicon, article: Article) -> ArticleText:
    """
    Join what is to be read of an article.

    The headline comes first, at any place in the source, because a reader sees it there. A block of more than
    `LONGEST` code points is cut into pieces, each a paragraph.
    """
    paragraphs: list[Paragraph] = []
    lines: list[str] = []
    start = 0
    for block in _blocks_read(article):
        for piece in pieces_of(lexicon, _printed(block, article.source)):
            line = piece.spelling.text
            end = start + len(line)
            paragraphs.append(
                Paragraph(start, end, block.label, block, piece.spelling, piece.start, piece.inside)
            )
            lines.append(line)
            start = end + 1
    return ArticleText("\n".join(lines), tuple(paragraphs), article.source)


def gaps_of(article: Article, lexicon: Lexicon = ENGLISH) -> tuple[Gap, ...]:
    """
    What of an article is read only in part: what its cleaning says, and quotations that had to be cut.

    >>> source = "“" + "The road is open. " * 6000 + "It is."
    >>> block = Block(0, len(source), "body", "prose", source)
    >>> [
    ...     (gap.start, gap.reason)
    ...     for gap in gaps_of(Article("a", "a.txt", "00", "utf-8", "text/plain", source, (block,)))
    ... ]
    [(97489, 'a quotation of more than 100,000 characters that nothing closes is cut here')]
    """
    found = list(article.gaps)
    for block in _blocks_read(article):
        if len(block.text) <= LONGEST:
            continue
        for piece in pieces_of(lexicon, _printed(block, article.source)):
            if piece.torn and not all(each.closed for each in segments_of_line(piece.spelling.text)):
                start = block.source_span(piece.end, piece.end + 1).start
                reason = f"a quotation of more than {LONGEST:,} characters that nothing closes is cut here"
                found.append(Gap(start, block.end, reason))
    return tuple(found)


def _blocks_read(article: Article) -> tuple[Block, ...]:
    """The headline and the body."""
    headlines = [block for block in article.blocks if block.label == "headline"][:1]
    return (*headlines, *article.body)


def _printed(block: Block, source: str) -> str:
    """A block as printed: in plain text its stretch of the source, which still has the line breaks."""
    return block.text if block.runs else source[block.start : block.end]
