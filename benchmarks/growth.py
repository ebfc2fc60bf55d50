"""
How time grows with the size of an input that repeats one thing many times.

    python -m benchmarks.growth [KIND ...]
    python -m benchmarks.growth --concatenated

There are three groups of kinds: texts for the extraction of quotes; texts and pages ("text: …", "page: …") that are
read from bytes to quotes; words ("query: …", "names: …") that are parsed or compared. Each kind is generated in a size
that takes more than a tenth of a CPU-second, then twice and four times as large. Prints the three times (the best of
three runs) and the two ratios: 2 is linear, 4 is the square. Ends with 1 if any kind takes more than `MOST` times as
long per doubling, on average of the two, and does so again at four times the size.

`--concatenated` prints the times for articles that are joined into one file of 0.4 to 16 MB.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable

from benchmarks.growth_kinds import KINDS, PAGES, TEXTS, WORDS, Work, concatenated
from quotesearch.acquisition import decode_document
from quotesearch.extraction import extract_quotes
from quotesearch.model import Article, Block
from quotesearch.pipeline import Pipeline

MOST = 2.6  # ratio of times per doubling
_LONG_ENOUGH = 0.12  # CPU-seconds of the smallest size
_LARGEST = 200_000  # repetitions of the smallest size
_RUNS = 3
_SIZES = (400_000, 800_000, 1_700_000, 3_400_000, 16 * 1024 * 1024)  # bytes of joined articles


def article(paragraphs: list[str]) -> Article:
    """An article of these paragraphs, separated by line breaks."""
    lines = [line for paragraph in paragraphs for line in paragraph.split("\n")]
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line), "body", "prose", line))
        at += len(line) + 1
    return Article("a", "a.txt", "00", "utf-8", "text/plain", "\n".join(lines), tuple(blocks))


def whole_way(source: str) -> int:
    """Read a document from bytes to quotes, like `quotesearch extract`; returns the number of quotes."""
    document = decode_document(source.encode())
    pipeline = Pipeline(jobs=1)
    made = list(pipeline.extract([document], pipeline.count_lines([document], None)))
    return sum(len(one.quotes) for one in made if hasattr(one, "quotes"))


def _extraction(name: str) -> Work:
    def work(size: int) -> Callable[[], object]:
        made = article(KINDS[name](size))
        return lambda: extract_quotes(made)

    return work


def _file(name: str) -> Work:
    def work(size: int) -> Callable[[], object]:
        source = PAGES[name](size) if name in PAGES else "\n\n".join(TEXTS[name](size))
        return lambda: whole_way(source)

    return work


WORKS: dict[str, Work] = {
    **{name: _extraction(name) for name in KINDS},
    **{name: _file(name) for name in (*TEXTS, *PAGES)},
    **WORDS,
}


def seconds(work: Callable[[], object], runs: int = _RUNS) -> float:
    """CPU-seconds of a function, the best of a few runs."""
    found = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return min(found)


def smallest(work: Work) -> int:
    """A size for which the time is long enough to be measured."""
    work(8)()  # loads what is loaded only once
    size = 32
    while size < _LARGEST and (took := seconds(work(size), 1)) < _LONG_ENOUGH:
        size = size * 3 if took < _LONG_ENOUGH / 6 else size * 3 // 2
    return size


def growth(work: Work, size: int) -> list[float]:
    """The times for a size, twice and four times the size."""
    return [seconds(work(size * times)) for times in (1, 2, 4)]


def ratio(times: list[float]) -> float:
    """The average ratio per doubling: the square root of the ratio of two doublings."""
    return float((times[-1] / times[0]) ** 0.5)


def _print_joined(sizes: list[int]) -> None:
    """Print the times for articles that are joined into one file."""
    for size in sizes:
        source = concatenated(size)
        begin = time.process_time()
        quotes = whole_way(source)
        took = time.process_time() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size / 1e6:5.1f} MB {took:7.2f} s {quotes:7,} quotes {peak:6,} MB of memory", flush=True)


def main(argv: list[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(WORKS))
    parser.add_argument("--concatenated", action="store_true", help="articles joined into one file")
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, help="of --concatenated, in bytes")
    chosen = parser.parse_args(argv)
    unknown = [name for name in chosen.kinds if name not in WORKS]
    if unknown:
        parser.error(f"unknown kinds: {', '.join(unknown)}")
    if chosen.concatenated:
        _print_joined(chosen.sizes)
        return 0
    slow = []
    worst = 0.0
    for name in chosen.kinds or WORKS:
        work = WORKS[name]
        size = smallest(work)
        times = growth(work, size)
        if (
            ratio(times) > MOST
        ):  # caused by other work on the machine, or by a step: large paragraphs are cut first
            size *= 4
            times = growth(work, size)
        one, two, four = times
        worst = max(worst, ratio(times))
        if not 1 < ratio(times) <= MOST:  # faster than linear: the larger inputs were not read at all
            slow.append(name)
        print(
            f"{name:34} {size:7} {one:7.3f} {two:7.3f} {four:7.3f}  x{two / one:.2f} x{four / two:.2f}",
            flush=True,
        )
    print(f"twice as much takes {worst:.1f} times as long at most")
    if slow:
        print(f"not between 1 and {MOST} times: {', '.join(slow)}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
