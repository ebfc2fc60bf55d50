"""
On how many pages does every text shown equal the markup at its positions?

    python -m benchmarks.positions [FOLDER]

For every block, and every part, mention and cue of every quote, takes the source between start and end, removes
comments and tags, resolves entities and folds white space, and compares the result with the text shown. Without
FOLDER, it checks the pages of the cleaning corpus. Ends with 1 if anything differs, with 2 if there are no pages.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from benchmarks.scoring import SHARED
from quotesearch.acquisition import read_document
from quotesearch.cleaning import clean
from quotesearch.errors import UnreadableFileError
from quotesearch.extraction import extract_quotes
from quotesearch.model import Article, Quote
from training.split import HELD, pages_of

__all__ = ["misplaced", "pages_below"]

# What a reader does not see between two words: comments, and scripts and styles with their contents. The cleaner
# handles hidden elements, and none is inside a block except for labels of links.
_UNSEEN = re.compile(
    r"<!--.*?(?:--!?>|$)|<(script|style|template|noscript|svg|iframe|object|select|textarea|title)\b.*?</\1\s*>"
    r"|(?<=>)[\s,(]*(?:(?:this )?link )?opens (?:in )?(?:a )?new (?:tab|window)\)?(?=</)"
    r"|<(?:[a-zA-Z/!?](?:\"[^\"]*\"|'[^']*'|[^'\">])*)>",
    re.DOTALL | re.IGNORECASE,
)
_UNPAIRED = re.compile(r"<!--.*?(?:--!?>|$)|<[a-zA-Z/!?][^>]*>", re.DOTALL)
_QUOTED = re.compile(r"</?q(?=[\s>])[^>]*>", re.IGNORECASE)  # shown as a quotation mark
_SPACE = re.compile(r"\s+")


def misplaced(article: Article, quotes: Iterable[Quote]) -> list[str]:
    """The texts that are not at their positions: the text shown, and the text that is there."""
    return [
        f"{shown!r} is shown for {start}–{end}, where {article.source[start:end]!r} is there"
        for start, end, shown in _places(article, quotes)
        if _SPACE.sub("", shown) not in _readings(article, start, end)
    ]


def _places(article: Article, quotes: Iterable[Quote]) -> Iterator[tuple[int, int, str]]:
    """All spans of the source with the text that is shown for each."""
    for block in article.blocks:
        yield block.start, block.end, block.text
    for quote in quotes:
        for part in quote.parts:
            yield part.start, part.end, part.text
        for passage in (quote.speaker.mention if quote.speaker else None, quote.cue):
            if passage is not None:
                yield passage.start, passage.end, passage.text


def _readings(article: Article, start: int, end: int) -> Iterator[str]:
    """
    What a reader sees of a span, without white space: a tag between two words may or may not show as a space.

    In some browsers a tag with an unpaired quotation mark ends at the next bracket: the second reading.
    """
    text = article.source[start:end]
    if article.media_type != "text/html":
        yield _SPACE.sub("", text)
        return
    text = _QUOTED.sub(lambda tag: "”" if tag[0].startswith("</") else "“", text)
    for unseen in (_UNSEEN, _UNPAIRED):
        yield _SPACE.sub("", unescape(unseen.sub("", text)))


def pages_below(folder: Path) -> list[Path]:
    """The pages of a folder in the order of their names; none if there is no folder."""
    return sorted(path for path in folder.glob("*") if ".html" in path.name) if folder.is_dir() else []


def main(argv: list[str] | None = None) -> int:
    """Check all pages and print what was found; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.positions",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "pages" / "html", help="pages")
    folder = parser.parse_args(argv).folder
    pages = pages_below(folder)
    if not pages:
        print(f"Error: no pages at {folder}", file=sys.stderr)
        return 2
    held = pages_of(folder.parent, HELD) if (folder.parent / "gold.json").exists() else {}
    blocks = quoted = 0
    wrong: list[str] = []
    for path in pages:
        try:
            article = clean(read_document(path))
        except UnreadableFileError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            continue
        quotes = extract_quotes(article)
        blocks, quoted = blocks + len(article.blocks), quoted + len(quotes)
        unread = path.name.partition(".")[0] in held
        found = misplaced(article, quotes)
        wrong += [
            f"{path.name}: {'a text of a held page, not printed' if unread else what}" for what in found
        ]
    print("\n".join(wrong[:20]))
    print(f"{len(pages)} pages, {blocks} blocks, {quoted} quotes: {len(wrong)} not where they are said to be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
