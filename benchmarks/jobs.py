"""
How much faster a complete `rebuild` is with several processes.

    python -m benchmarks.jobs [FOLDER] [--articles 400] [--jobs 2]

Builds an index of copies of the folder's articles with one process and with several. Prints wall seconds, which
depend on other work on the machine, and CPU-seconds, which do not: those of the process that reads, collects and
indexes, and those of the others, which clean and extract. With free cores, the busiest process decides the time.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from quotesearch.acquisition import read_documents
from quotesearch.indexing.collection.syncing import rebuild
from quotesearch.model import RawDocument
from quotesearch.pipeline import Pipeline


def main(folder: Path, articles: int, jobs: int) -> None:
    """Measure and print."""
    sources = [item.source for item in read_documents([folder]) if isinstance(item, RawDocument)]
    with tempfile.TemporaryDirectory() as temporary:
        news = Path(temporary) / "news"
        news.mkdir()
        for number in range(articles):  # no article is a copy of another one, which would be read only once
            text = f"{sources[number % len(sources)]}\n\nThis is article {number}.\n"
            (news / f"{number}.txt").write_text(text, encoding="utf-8")
        alone = _rebuilt(news, Path(temporary) / "alone", 1)
        shared = _rebuilt(news, Path(temporary) / "shared", jobs)
    print(f"{articles} articles          wall s   CPU s here   CPU s in others")
    for label, (wall, here, others) in (("one process", alone), (f"{jobs} processes", shared)):
        print(f"{label:20} {wall:8.1f} {here:12.1f} {others:17.1f}")
    busiest = max(sum(shared[1:]) / jobs, shared[1])
    print(
        f"times as fast: {alone[0] / shared[0]:.2f} by the clock, {sum(alone[1:]) / busiest:.2f} on free cores"
    )


def _rebuilt(news: Path, index: Path, jobs: int) -> tuple[float, float, float]:
    """Wall seconds of a rebuild, CPU-seconds of this process, and of those that it started."""
    clock, before = time.perf_counter(), _cpu()
    report = rebuild(index, [news], Pipeline(jobs))
    wall, after = time.perf_counter() - clock, _cpu()
    assert not report.failures
    return wall, after[0] - before[0], after[1] - before[1]


def _cpu() -> tuple[float, float]:
    """CPU-seconds of this process, and of those it started that have ended."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("seeds"))
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    main(given.folder, given.articles, given.jobs)
