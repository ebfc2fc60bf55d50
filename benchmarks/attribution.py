"""
The table of attribution: this project, and textacy where it is installed, on the same corpora and by the same scorers.

    python -m benchmarks.attribution [--model en_core_web_sm]

The corpora are those of `make gate`. textacy reads a paragraph at a time, since its quotations may not cross a line
break, and is given the pages' clean bodies, since it has no cleaner; its speaker is the words that it prints. It
needs `textacy` and a spaCy model for English in the same environment; without them its column is left out.
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

from benchmarks.corpora import CORPORA, SHARED, flat, measure, run
from benchmarks.extraction_speed import documents_below, peak_megabytes, timed_runs

ROWS: Final = (
    ("PolNeAR dev, every guess: e2e F1, five words or more", "polnear dev, every guess", "long e2e F1"),
    ("… fragments", "polnear dev, every guess", "frag e2e F1"),
    ("… all", "polnear dev, every guess", "all e2e F1"),
    ("… full names right, of all persons", "polnear dev, every guess", "all names"),
    ("… default threshold: answered", "polnear dev, shown", "all answered"),
    ("… wrong, of those answered", "polnear dev, shown", "all wrong"),
    ("… incomplete", "polnear dev, shown", "all incomplete"),
    ("… invented", "polnear dev, shown", "all invented"),
    ("web pages, every guess: right full name, of all", "web quotes, every guess", "all right of all"),
    ("… default threshold: answered", "web quotes, shown", "all answered"),
    ("… wrong, of those answered", "web quotes, shown", "all wrong"),
    (
        "… every guess: of 214 that are no quotes, given to somebody",
        "web quotes, every guess",
        "not quotes attributed",
    ),
    ("… default threshold: the same", "web quotes, shown", "not quotes attributed"),
)
"""What each row shows: a title, the corpus, the figure."""

Figures = dict[tuple[str, str], float]


def of_quotesearch() -> Figures:
    """
    The figures of this project on every corpus of attribution that is at hand.

    Raises:
        ScoringError: quotesearch or a scorer failed.
    """
    wanted = {corpus for _, corpus, _ in ROWS}
    return {
        (corpus.name, name): value
        for corpus in CORPORA
        if corpus.name in wanted and corpus.at_hand
        for name, value in measure(corpus).figures.items()
    }


def quotes_of_textacy(read: Callable[[str], Any], text: str, path: str) -> Iterator[dict[str, Any]]:
    """
    The quotations that textacy finds in a text, a paragraph at a time, as `extract --format jsonl` would print them.

    Args:
        read: a spaCy pipeline for English.
        text: the article; offsets are code points of it.
        path: what the article is called.
    """
    triples = importlib.import_module("textacy.extract.triples")
    at = 0
    for paragraph in text.splitlines(keepends=True):
        if paragraph.strip():
            try:
                found = list(triples.direct_quotations(read(paragraph)))
            except (ValueError, IndexError):  # an uneven number of marks
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
    """The figures of textacy; it knows no threshold, so its answers are the same everywhere."""
    read = importlib.import_module("spacy").load(model)
    dev, pages = SHARED / "polnear" / "dev", SHARED / "pages"
    texts = {
        name: (dev / name).open(encoding="utf-8", newline="").read()
        for name in json.loads(dev.with_suffix(".json").read_text(encoding="utf-8"))
    }
    bodies = json.loads((pages / "gold.json").read_text(encoding="utf-8"))
    quoted = json.loads((pages / "quotes.json").read_text(encoding="utf-8"))
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "quotes.jsonl"
        begin = time.process_time()
        _write(out, (q for name, text in texts.items() for q in quotes_of_textacy(read, text, name)))
        figures["speed", "articles"] = len(texts) / (time.process_time() - begin)
        scored = _scored(
            "score_quotes.py", dev.with_suffix(".json"), out, "--json", "--names", f"{dev}.names.json"
        )
        _write(
            out,
            (q for page in quoted for q in quotes_of_textacy(read, bodies[page]["body"], f"{page}.html.gz")),
        )
        on_pages = _scored("score_web.py", pages / "gold.json", pages / "quotes.json", out)
    for corpus in ("polnear dev, every guess", "polnear dev, shown"):
        figures |= {(corpus, name): value for name, value in scored.items()}
    for corpus in ("web quotes, every guess", "web quotes, shown"):
        figures |= {(corpus, name): value for name, value in on_pages.items()}
    figures["speed", "memory"] = peak_megabytes() or 0.0
    return figures


def _write(path: Path, quotes: Iterator[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(quote) + "\n" for quote in quotes), encoding="utf-8")


def _scored(program: str, *arguments: object) -> dict[str, float]:
    """The figures that a scorer of the shared folder prints."""
    command = [sys.executable, str(SHARED / "bench" / program), *map(str, arguments)]
    return dict(flat(json.loads(run(command))))


def _speed() -> Figures:
    """Articles per CPU-second of this project, cleaning included, and the peak memory of this process."""
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
    columns = {"quotesearch": _speed() | of_quotesearch()}
    missing = [name for name in ("textacy", "spacy", asked.model) if importlib.util.find_spec(name) is None]
    if missing:
        print(f"textacy is left out: {', '.join(missing)} not installed here", file=sys.stderr)
    else:
        columns["textacy"] = of_textacy(asked.model)
    print("\n".join(shown_table(columns)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
