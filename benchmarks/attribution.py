"""
The attribution table: quotesearch, and textacy if installed, on the same corpora with the same scorers.

    python -m benchmarks.attribution [--model en_core_web_sm]

The corpora are those of `make gate`, the held parts first. textacy gets one paragraph at a time, because its
quotations may not cross a line break, and the clean bodies of the pages, because it has no cleaner. Its speaker is
the words that it prints. It needs `textacy` and a spaCy model for English in the same environment; without them the
column is left out.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.corpora import CORPORA, measure
from benchmarks.extraction_speed import documents_below, peak_megabytes, timed_runs
from benchmarks.gate import spread_table
from benchmarks.quotations import PAGES, POLNEAR, page_rows, polnear_gold, score_pages, score_polnear
from benchmarks.scoring import SHARED, Corpus, Scores
from training.split import HELD, READ

_WEB: Final = (
    ("{}, every guess: right full name, of all", "every guess", "all right of all"),
    ("… default thresholds: answered", "shown", "all answered"),
    ("… wrong, of those answered", "shown", "all wrong"),
    ("… incomplete", "shown", "all incomplete"),
    ("… fragments, every guess: right full name", "every guess", "frag right of all"),
    ("… every guess: words that no one said, attributed to someone", "every guess", "not quotes attributed"),
    ("… default thresholds: the same", "shown", "not quotes attributed"),
)
_POLNEAR: Final = (
    ("{}, every guess: full names right, of all persons", "every guess", "all names"),
    ("… default thresholds: answered", "shown", "all answered"),
    ("… wrong, of those answered", "shown", "all wrong"),
    ("… incomplete", "shown", "all incomplete"),
    ("… invented", "shown", "all invented"),
    ("… every guess: e2e F1, five words or more", "every guess", "long e2e F1"),
    ("… fragments", "every guess", "frag e2e F1"),
    ("… all", "every guess", "all e2e F1"),
)
ROWS: Final = tuple(
    (row.format(title), f"{corpus}, {level}", figure)
    for title, corpus, rows in (
        ("142 web pages of unread sites", "web quotes, held-out sites", _WEB),
        ("PolNeAR, two unread publishers", "polnear train, held-out publishers", _POLNEAR),
        ("PolNeAR dev", "polnear dev", _POLNEAR),
        ("107 web pages that have been read", "web quotes", _WEB),
    )
    for row, level, figure in rows
)
"""The title, corpus and figure of each row; the held parts come first."""

Figures = dict[tuple[str, str], float]


def of_quotesearch() -> dict[Corpus, Scores]:
    """
    The scores of quotesearch on every available corpus of attribution.

    Raises:
        ScoringError: quotesearch or a scorer failed.
    """
    wanted = {corpus for _, corpus, _ in ROWS}
    return {corpus: measure(corpus) for corpus in CORPORA if corpus.name in wanted and corpus.at_hand}


def figures_of(scores: dict[Corpus, Scores]) -> Figures:
    """The figures of all corpora in one mapping."""
    return {
        (corpus.name, name): value for corpus, its in scores.items() for name, value in its.figures.items()
    }


def quotes_of_textacy(read: Callable[[str], Any], text: str, path: str) -> Iterator[dict[str, Any]]:
    """
    The quotations that textacy finds in a text, paragraph by paragraph, in the form of `extract --format jsonl`.

    Args:
        read: a spaCy pipeline for English.
        text: the article; offsets are code points of it.
        path: the path of the article, for the output.
    """
    triples = importlib.import_module("textacy.extract.triples")
    at = 0
    for paragraph in text.splitlines(keepends=True):
        if paragraph.strip():
            try:
                found = list(triples.direct_quotations(read(paragraph)))
            except (ValueError, IndexError):  # an odd number of marks
                found = []
            for quote in found:
                start = at + quote.content[0].idx
                last = quote.content[-1]
                end = at + last.idx + len(last)
                first, final = quote.speaker[0], quote.speaker[-1]
                mention = {"start": at + first.idx, "end": at + final.idx + len(final)}
                mention["text"] = text[mention["start"] : mention["end"]]
                speaker = {"name": mention["text"], "type": "person", "mention": mention}
                part = {"start": start, "end": end, "text": text[start:end]}
                yield {"parts": [part], "speaker": speaker, "confidence": 1.0, "article": {"path": path}}
        at += len(paragraph)


def of_textacy(model: str) -> Figures:
    """The figures of textacy. It has no threshold, so both levels have the same answers."""
    read = importlib.import_module("spacy").load(model)
    bodies = json.loads((PAGES / "gold.json").read_text(encoding="utf-8"))
    figures: Figures = {}

    def lines(texts: dict[str, str]) -> str:
        quotes = (quote for name, text in texts.items() for quote in quotes_of_textacy(read, text, name))
        return "".join(json.dumps(quote) + "\n" for quote in quotes)

    def keep(corpus: str, scores: Scores) -> None:
        for level in ("every guess", "shown"):
            figures.update({(f"{corpus}, {level}", name): value for name, value in scores.figures.items()})

    for corpus, split in (("polnear dev", "dev"), ("polnear train, held-out publishers", "train")):
        texts = {
            name: (POLNEAR / split / name).open(encoding="utf-8", newline="").read()
            for name in polnear_gold(split)
        }
        begin = time.process_time()
        found = lines(texts)
        if split == "dev":
            figures["speed", "articles"] = len(texts) / (time.process_time() - begin)
        keep(corpus, score_polnear(split, found))
    for corpus, part in (("web quotes", READ), ("web quotes, held-out sites", HELD)):
        found = lines({f"{page}.html.gz": bodies[page]["body"] for page in page_rows(part)})
        with tempfile.TemporaryDirectory() as folder:
            keep(corpus, score_pages(part, found, Path(folder)))
    figures["speed", "memory"] = peak_megabytes() or 0.0
    return figures


def _speed() -> Figures:
    """Articles per CPU-second of quotesearch, with cleaning, and the peak memory of this process."""
    documents = documents_below(SHARED / "polnear" / "dev")
    timed_runs(documents, 1)
    seconds = sorted(timed_runs(documents, 5))[2]
    return {("speed", "articles"): len(documents) / seconds, ("speed", "memory"): peak_megabytes() or 0.0}


def shown_table(columns: dict[str, Figures]) -> list[str]:
    """
    The table in Markdown, a column for each system.

    >>> shown_table({"ours": {("speed", "articles"): 100.4}})[-2:]
    ['| articles per CPU-second | 100.4 |', '| peak memory, MB | – |']
    """
    rows = [*ROWS, ("articles per CPU-second", "speed", "articles"), ("peak memory, MB", "speed", "memory")]
    lines = [f"| | {' | '.join(columns)} |", f"|---{'|---' * len(columns)}|"]
    for title, corpus, name in rows:
        values = [figures.get((corpus, name)) for figures in columns.values()]
        cells = " | ".join("–" if value is None else f"{value:.1f}".removesuffix(".0") for value in values)
        lines.append(f"| {title} | {cells} |")
    return lines


def main(argv: list[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.attribution",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--model", default="en_core_web_sm", help="the spaCy model that textacy reads with")
    asked = parser.parse_args(argv)
    if not (SHARED / "polnear" / "dev.json").exists():
        print(f"Error: no corpora below {SHARED}; QUOTESEARCH_SHARED names another folder", file=sys.stderr)
        return 2
    speed, scores = _speed(), of_quotesearch()
    columns = {"quotesearch": speed | figures_of(scores)}
    missing = [name for name in ("textacy", "spacy", asked.model) if importlib.util.find_spec(name) is None]
    if missing:
        print(f"textacy is left out: {', '.join(missing)} not installed here", file=sys.stderr)
    else:
        columns["textacy"] = of_textacy(asked.model)
    print("\n".join((*shown_table(columns), *spread_table(scores))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
