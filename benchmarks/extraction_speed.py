"""
Articles per CPU-second, with cleaning, and peak memory.

    python -m benchmarks.extraction_speed [FOLDER] [--runs 5]

Reads the folder's documents first (reading and decoding are not measured), then cleans them and extracts their
quotes `--runs` times in one process, after one run to warm up. Prints the median and its spread. CPU-seconds are
those of this process, without other work on the machine. Memory is the peak of the whole process, with the documents.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from quotesearch.acquisition import read_documents
from quotesearch.cleaning import clean
from quotesearch.extraction import extract_quotes
from quotesearch.model import RawDocument

WORDS_OF_AN_ARTICLE = 800
"""The length of an article in the design's budget, in words."""


def documents_below(folder: Path) -> list[RawDocument]:
    """All documents that can be read."""
    return [document for document in read_documents([folder]) if isinstance(document, RawDocument)]


def quotes_in(documents: Sequence[RawDocument]) -> int:
    """Clean the documents and count the quotes in them."""
    return sum(len(extract_quotes(clean(document))) for document in documents)


def timed_runs(documents: Sequence[RawDocument], runs: int) -> list[float]:
    """CPU-seconds of each run over all documents."""
    seconds = []
    for _ in range(runs):
        begin = time.process_time()
        quotes_in(documents)
        seconds.append(time.process_time() - begin)
    return seconds


def peak_megabytes() -> float | None:
    """The peak memory of this process in millions of bytes; None if the system does not report it."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def main(argv: list[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.extraction_speed",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", nargs="?", type=Path, default=Path("seeds"), help="articles to measure on")
    parser.add_argument("--runs", type=int, default=5, help="runs to take the median of")
    asked = parser.parse_args(argv)
    documents = documents_below(asked.folder)
    if not documents:
        print(f"Error: no documents below {asked.folder}", file=sys.stderr)
        return 2
    words = sum(len(document.source.split()) for document in documents)
    quotes = quotes_in(documents)
    seconds = timed_runs(documents, max(1, asked.runs))
    median = statistics.median(seconds)
    memory = peak_megabytes()
    print(f"documents                        {len(documents)}, {words} words, {quotes} quotes")
    print(f"documents per CPU-second         {len(documents) / median:.0f}")
    print(f"articles of {WORDS_OF_AN_ARTICLE} words, the same    {words / WORDS_OF_AN_ARTICLE / median:.0f}")
    print(f"CPU-seconds a run                {median:.3f} (from {min(seconds):.3f} to {max(seconds):.3f})")
    print(f"peak memory                      {'not known here' if memory is None else f'{memory:.0f} MB'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
