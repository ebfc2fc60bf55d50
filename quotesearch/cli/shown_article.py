"""A cleaned article as it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotesearch.cli.paths import line_and_column, shown_path
from quotesearch.cli.printing import wrapped
from quotesearch.exporting import (
    Record,
    article_record,
    article_row,
    block_rows,
    blocks_record,
    facts_of,
)
from quotesearch.model import READ_LABELS, Article, gaps_in_words

__all__ = ["ShownArticle", "ShownBlocks"]


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article: what it says of itself, and its text."""

    article: Article

    def record(self) -> Record:
        """As the contract describes it."""
        return article_record(self.article)

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `ARTICLE_COLUMNS`."""
        yield article_row(self.article)

    def text(self) -> str:
        """What the article says of itself and where it was read, then the text."""
        article = self.article
        paragraphs = [wrapped(block.text.strip()) for block in article.body]
        return "\n\n".join(["\n".join(_head(article)), *paragraphs])


@dataclass(frozen=True, slots=True)
class ShownBlocks:
    """An article block by block, each with its label and the reason, and the values that were not taken."""

    article: Article

    def record(self) -> Record:
        """As the contract describes it, with the words of every block."""
        return blocks_record(self.article)

    def rows(self) -> Iterator[Sequence[object]]:
        """A row of `BLOCK_COLUMNS` for each block."""
        return block_rows(self.article)

    def text(self) -> str:
        """The metadata of the article, then every block; those that are read have a bar in front."""
        article = self.article
        shown = ["\n".join((*_head(article), *_conflicts(article)))]
        for block in article.blocks:
            line, column = line_and_column(article.source, block.start)
            title = wrapped(f"{block.label} · {block.reason} · {line}:{column}")
            words = wrapped(block.text.strip(), "  | " if block.label in READ_LABELS else "    ")
            shown.append(f"{title}\n{words}")
        return "\n\n".join(shown)


def _head(article: Article) -> Iterator[str]:
    """The lines above an article's text."""
    yield f"== {shown_path(article.path)}"
    for name, found in facts_of(article):
        value = found.value if isinstance(found.value, str) else ", ".join(found.value)
        yield wrapped(f"{value} ({found.basis})", " " * 11, f"{name:10} ")


def _conflicts(article: Article) -> Iterator[str]:
    """A line for each value that was not taken, and for what is read only in part."""
    for one in article.conflicts:
        yield wrapped(f"not {one.found.value} ({one.found.basis})", " " * 11, f"{one.field:10} ")
    for gap in article.gaps:
        yield wrapped(gaps_in_words([gap]), " " * 11, f"{'in part':10} ")
