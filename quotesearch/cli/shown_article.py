"""A cleaned article as it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quotesearch.cli.paths import line_and_column, relative_path, shown_path
from quotesearch.cli.printing import Record, wrapped
from quotesearch.cli.shown_quote import article_record
from quotesearch.model import READ_LABELS, Article, Found, gaps_in_words

__all__ = ["ARTICLE_COLUMNS", "BLOCK_COLUMNS", "ShownArticle", "ShownBlocks"]

ARTICLE_COLUMNS: Final = ("path", "headline", "byline", "published", "outlet", "url", "text")
"""The header of a table of articles."""

BLOCK_COLUMNS: Final = ("path", "start", "end", "label", "reason", "text")
"""The header of a table of blocks."""

FIELDS: Final = ("headline", "byline", "published", "outlet", "url")


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article: what it says of itself, and its text."""

    article: Article

    def record(self) -> Record:
        """As the contract describes it."""
        article = self.article
        card = article_record(article.card)
        blocks = [
            {"start": block.start, "end": block.end, "label": block.label, "reason": block.reason}
            for block in article.blocks
        ]
        return {
            **{key: card[key] for key in ("id", "path", "sha256", "encoding")},
            "media_type": article.media_type,
            **{key: card[key] for key in FIELDS},
            "basis": {name: found.basis for name, found in _found(article)},
            "also_at": card["also_at"],
            "start": article.extent.start if article.extent else 0,
            "end": article.extent.end if article.extent else len(article.source),
            "text": article.text,
            "blocks": blocks,
        }

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `ARTICLE_COLUMNS`."""
        card = self.article.card
        path, byline = relative_path(card.path), "; ".join(card.byline)
        yield (path, card.headline, byline, card.published, card.outlet, card.url, self.article.text)

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
        record = ShownArticle(self.article).record()
        for entry, block in zip(record["blocks"], self.article.blocks, strict=True):
            entry["text"] = block.text
        record["conflicts"] = [
            {"field": one.field, "value": one.found.value, "basis": one.found.basis}
            for one in self.article.conflicts
        ]
        record["gaps"] = [
            {"start": gap.start, "end": gap.end, "reason": gap.reason} for gap in self.article.gaps
        ]
        return record

    def rows(self) -> Iterator[Sequence[object]]:
        """A row of `BLOCK_COLUMNS` for each block."""
        for block in self.article.blocks:
            yield (
                relative_path(self.article.path),
                block.start,
                block.end,
                block.label,
                block.reason,
                block.text,
            )

    def text(self) -> str:
        """What the article says of itself, then every block; those that are read stand behind a bar."""
        article = self.article
        shown = ["\n".join((*_head(article), *_conflicts(article)))]
        for block in article.blocks:
            line, column = line_and_column(article.source, block.start)
            title = wrapped(f"{block.label} · {block.reason} · {line}:{column}")
            words = wrapped(block.text.strip(), "  | " if block.label in READ_LABELS else "    ")
            shown.append(f"{title}\n{words}")
        return "\n\n".join(shown)


def _found(article: Article) -> Iterator[tuple[str, Found[str] | Found[tuple[str, ...]]]]:
    """What the article says of itself, by the field's name."""
    for name in FIELDS:
        found: Found[str] | Found[tuple[str, ...]] | None = getattr(article, name)
        if found is not None:
            yield name, found


def _head(article: Article) -> Iterator[str]:
    """The lines above an article's text."""
    yield f"== {shown_path(article.path)}"
    for name, found in _found(article):
        value = found.value if isinstance(found.value, str) else ", ".join(found.value)
        yield wrapped(f"{value} ({found.basis})", " " * 11, f"{name:10} ")


def _conflicts(article: Article) -> Iterator[str]:
    """A line for each value that was not taken, and for what is read only in part."""
    for one in article.conflicts:
        yield wrapped(f"not {one.found.value} ({one.found.basis})", " " * 11, f"{one.field:10} ")
    for gap in article.gaps:
        yield wrapped(gaps_in_words([gap]), " " * 11, f"{'in part':10} ")
