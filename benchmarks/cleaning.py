"""
Quality and speed of cleaning: quotesearch and other tools, in one run.

    python -m benchmarks.cleaning                 421 pages and 404 texts of the cleaning corpus
    python -m benchmarks.cleaning --pages 40      about every tenth, for a quick check
    python -m benchmarks.cleaning --only quotesearch

trafilatura is a dependency and is measured in its default and its precision mode. readability-lxml and newspaper4k are
not dependencies: they are measured if they are installed (`pip install readability-lxml newspaper4k`); otherwise a
message says that they are missing. For text there is no tool to compare with, so we compare with the longest run of
prose by the line rules of C4 (https://arxiv.org/abs/1910.10683, section 2.2).

Figures are those of the scorer in the shared folder: body F1 of all pages, and of pages whose gold is not suspect.
Speed is pages per CPU-second of this process, without reading and decoding. For quotesearch it includes counting the
lines that recur in the collection, as in `clean`. One run uses one process. Other work on the machine is not counted,
but it makes caches cold, so compare only figures of one run.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any, Final

from benchmarks.scoring import SHARED, score_with
from quotesearch.acquisition import read_documents
from quotesearch.cleaning import clean, count_lines
from quotesearch.model import Article, RawDocument

CORPUS: Final = SHARED / "pages"
CLOSING: Final = (".", "!", "?", '"')
"""The endings of lines that the rules of C4 keep. A curly quotation mark is not one of them."""

FEWEST_WORDS: Final = 5
"""The fewest words of a line that the rules of C4 keep."""

_PARAGRAPH = re.compile(r"</(?:p|div|h\d|li|blockquote)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")

Record = dict[str, Any]  # an article as `quotesearch clean --format jsonl` prints it, as far as it is scored
Cleaner = Callable[[Sequence[RawDocument]], Iterator[Record]]


class MissingPeerError(Exception):
    """A tool to compare with is not installed; the message is the name of its package."""


@dataclass(frozen=True, slots=True)
class Run:
    """The results of a cleaner."""

    name: str
    figures: dict[str, Any]  # as the scorer prints them
    speed: float  # pages per CPU-second


# The cleaners -------------------------------------------------------------------------------------


def quotesearch(documents: Sequence[RawDocument]) -> Iterator[Record]:
    """Our cleaner, as `clean` reads a folder."""
    repeated = count_lines(documents)
    return (_record(clean(document, repeated)) for document in documents)


def _record(article: Article) -> Record:
    card = article.card
    return {
        "path": article.path,
        "text": article.text,
        "headline": card.headline,
        "byline": list(card.byline),
        "published": card.published,
        "blocks": [{"start": b.start, "end": b.end, "label": b.label} for b in article.blocks],
    }


def trafilatura(documents: Sequence[RawDocument], *, precise: bool) -> Iterator[Record]:
    """trafilatura, with the metadata that it returns."""
    from trafilatura import bare_extraction

    for document in documents:
        found: Any = bare_extraction(
            document.source, favor_precision=precise, include_comments=False, with_metadata=True
        )
        yield {
            "path": document.path,
            "text": found.text if found else "",
            "headline": found.title if found else None,
            "byline": (found.author or "").split("; ") if found and found.author else [],
            "published": found.date if found else None,
        }


def readability(documents: Sequence[RawDocument]) -> Iterator[Record]:
    """readability-lxml; its only metadata is the title."""
    try:
        from readability import Document
    except ImportError as error:
        raise MissingPeerError("readability-lxml") from error
    for document in documents:
        try:
            page = Document(document.source)
            text = unescape(_TAG.sub("", _PARAGRAPH.sub("\n", page.summary())))
            headline = page.short_title()
        except Exception as error:  # noqa: BLE001 - after any error, the page counts as empty
            print(f"readability-lxml fails on {document.path}: {error}", file=sys.stderr)
            text, headline = "", None
        yield {"path": document.path, "text": text, "headline": headline}


def newspaper(documents: Sequence[RawDocument]) -> Iterator[Record]:
    """newspaper4k, set not to download the pictures of a page, so that no network is needed."""
    try:
        from newspaper import Article as Page
        from newspaper import Config
    except ImportError as error:
        raise MissingPeerError("newspaper4k") from error
    config = Config()
    config.fetch_images = False
    for document in documents:
        page = Page(url="https://example.org/story", config=config)
        page.download(input_html=document.source)
        page.parse()
        date = page.publish_date
        yield {
            "path": document.path,
            "text": page.text,
            "headline": page.title,
            "byline": page.authors,
            "published": str(date)[:10] if date else None,
        }


def lines_of_c4(documents: Sequence[RawDocument]) -> Iterator[Record]:
    """The longest run of lines that the rules of C4 keep, with one short line between two at most."""
    for document in documents:
        runs: list[list[tuple[int, int]]] = [[]]
        at = skipped = 0
        for line in document.source.splitlines(keepends=True):
            text = line.strip()
            if text.endswith(CLOSING) and len(text.split()) >= FEWEST_WORDS:
                runs[-1].append((at, at + len(line)))
                skipped = 0
            elif text:
                skipped += 1
                if skipped > 1 and runs[-1]:
                    runs.append([])
            at += len(line)
        longest = max(runs, key=lambda run: sum(end - start for start, end in run))
        blocks = [{"start": start, "end": end, "label": "body"} for start, end in longest]
        yield {"path": document.path, "blocks": blocks}


CLEANERS: Final[dict[str, dict[str, Cleaner]]] = {
    "html": {
        "quotesearch": quotesearch,
        "trafilatura": partial(trafilatura, precise=False),
        "trafilatura, precision": partial(trafilatura, precise=True),
        "readability-lxml": readability,
        "newspaper4k": newspaper,
    },
    "text": {"quotesearch": quotesearch, "longest run, rules of C4": lines_of_c4},
}


# Measuring ----------------------------------------------------------------------------------------


def measure(name: str, cleaner: Cleaner, kind: str, documents: Sequence[RawDocument], gold: Path) -> Run:
    """
    Clean all documents and score the results.

    Raises:
        MissingPeerError: the tool is not installed.
        ScoringError: the scorer failed.
    """
    next(cleaner(documents[:1]), None)  # imports, and tables that are built once
    begin = time.process_time()
    records = list(cleaner(documents))
    seconds = time.process_time() - begin
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "articles.jsonl"
        out.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        figures = score_with("score_pages.py", kind, gold, out)
    return Run(name, figures, len(documents) / seconds)


def table(kind: str, runs: Sequence[Run]) -> Iterator[str]:
    """The runs as lines of a Markdown table; quotes leaked are those of pages whose gold is not suspect."""
    if kind == "html":
        yield "| HTML | body F1 (gold not suspect) | headline / date / byline | pages per CPU-second |"
        yield "|---|---|---|---|"
        for run in runs:
            f = run.figures
            parts = " / ".join(_short(f.get(name)) for name in ("headline", "date", "byline"))
            body = f"{_short(f['body']['F1'])} ({_short(f['body, gold not suspect']['F1'])})"
            yield f"| {run.name} | {body} | {parts} | {run.speed:.0f} |"
        return
    yield "| text | character F1 (gold not suspect) | quotes kept | quotes leaked | texts per CPU-second |"
    yield "|---|---|---|---|---|"
    for run in runs:
        f, sound = run.figures, run.figures.get("gold not suspect", run.figures)
        name = "char F1 (mean of pages)"
        recall, leak = _short(f["quote recall"]), _short(sound["quote leak"])
        yield f"| {run.name} | {_short(f[name])} ({_short(sound[name])}) | {recall} | {leak} | {run.speed:.0f} |"


def _short(figure: float | None) -> str:
    """
    A share with three decimals, without the leading zero.

    >>> _short(0.94578), _short(1.0), _short(None)
    ('.946', '1.000', '–')
    """
    return "–" if figure is None else f"{figure:.3f}".removeprefix("0")


def documents_of(kind: str, most: int) -> list[RawDocument]:
    """The documents of a kind: all, or about as many as asked for, evenly spread."""
    paths = sorted((CORPUS / kind).iterdir())
    chosen = paths[:: max(1, len(paths) // most)] if most else paths
    return [item for item in read_documents(chosen) if isinstance(item, RawDocument)]


def gold_of(documents: Sequence[RawDocument], folder: Path) -> Path:
    """Write the gold of these documents to a separate file, next to which the scorer finds the texts."""
    gold = json.loads((CORPUS / "gold.json").read_text(encoding="utf-8"))
    names = {re.sub(r"\.(html\.gz|html|txt)$", "", Path(document.path).name) for document in documents}
    (folder / "text").symlink_to((CORPUS / "text").resolve(), target_is_directory=True)
    path = folder / "gold.json"
    path.write_text(json.dumps({n: g for n, g in gold.items() if n in names}), encoding="utf-8")
    return path


def main(argv: list[str] | None = None) -> int:
    """Measure and print the tables; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.cleaning",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--pages", type=int, default=0, help="about so many of each kind; default: all")
    parser.add_argument("--only", default="", metavar="NAME", help="only cleaners whose name holds this")
    parser.add_argument("--kind", choices=["html", "text"], help="only pages, or only texts")
    asked = parser.parse_args(argv)
    if not (CORPUS / "gold.json").exists():
        print(f"Error: the cleaning corpus was not found (looked for {CORPUS})", file=sys.stderr)
        return 2
    for kind in [asked.kind] if asked.kind else CLEANERS:
        documents = documents_of(kind, asked.pages)
        runs = []
        with tempfile.TemporaryDirectory() as folder:
            gold = gold_of(documents, Path(folder))
            for name, cleaner in CLEANERS[kind].items():
                if asked.only not in name:
                    continue
                print(f"{kind}: {name}, {len(documents)} documents …", file=sys.stderr)
                try:
                    runs.append(measure(name, cleaner, kind, documents, gold))
                except MissingPeerError as error:
                    print(f"not installed, not measured: {error} (pip install {error})", file=sys.stderr)
        print("\n".join(table(kind, runs)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
