"""
Measure indexing and search on a made-up collection: `python -m benchmarks.indexing [QUOTES]`.

Prints quotes indexed per CPU-second, the size on disk, the wall time of a cold search in a new process
beside that of a bare start of Python, and medians of warm searches.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from benchmarks.collection import collection, vocabulary
from quotesearch.indexing.whoosh_engine import WhooshEngine
from quotesearch.model import AllOf, Phrase, Prefix, Query, Word

_COLD = """
from pathlib import Path
from quotesearch.indexing.whoosh_engine import WhooshEngine
from quotesearch.model import Query, Word
engine = WhooshEngine(Path({directory!r}))
engine.search(Query(Word({word!r})))
status = Path("/proc/self/status")  # not getrusage: a child inherits its parent's peak
print(next((line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")), 0) if
status.exists() else 0)
"""


def main(quotes: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        articles = list(collection(quotes))
        before = time.process_time()
        engine = WhooshEngine.create(directory)
        for card, made in articles:
            engine.add(card, made)
        engine.commit()
        seconds = time.process_time() - before
        size = sum(path.stat().st_size for path in directory.iterdir())
        print(f"indexing: {quotes / seconds:,.0f} quotes per CPU-second, {seconds:.1f} s")
        print(f"on disk: {size / 1e6:.1f} MB in {len(list(directory.iterdir()))} files")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory: {peak:.0f} MB with the collection")
        _cold(directory)
        _warm(engine)
        engine.close()


def _cold(directory: Path) -> None:
    """A search in a new process, beside one that does nothing."""
    word = vocabulary()[300]
    script = _COLD.format(directory=str(directory), word=word)
    bare = statistics.median(_run("pass")[0] for _ in range(7))
    runs = [_run(script) for _ in range(7)]
    wall = statistics.median(seconds for seconds, _ in runs)
    memory = int(runs[0][1]) / 1024
    print(f"cold search: {wall * 1000:.0f} ms, a bare Python {bare * 1000:.0f} ms, memory {memory:.0f} MB")


def _run(script: str) -> tuple[float, str]:
    """Wall seconds and output of a new Python."""
    before = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return time.perf_counter() - before, done.stdout


def _warm(engine: WhooshEngine) -> None:
    """Medians and worst of many searches in a process that is warm."""
    words = vocabulary()[20:4_000:97]
    pairs = list(pairwise(words))
    name = engine.speakers(None, 0.5)[20].name
    queries: dict[str, list[Query]] = {
        "term": [Query(Word(word), limit=10) for word in words],
        "and": [Query(AllOf((Word(a), Word(b))), limit=10) for a, b in pairs],
        "and, phrase preferred": [
            Query(AllOf((Word(a), Word(b))), Phrase(f"{a} {b}"), limit=10) for a, b in pairs
        ],
        "term, speaker": [Query(Word(word), speaker=name, limit=10) for word in words],
        "term, year": [
            Query(Word(word), after="2010-01-01", before="2010-12-31", limit=10) for word in words
        ],
        "term, odd dates": [
            Query(Word(word), after="2009-03-05", before="2013-11-17", limit=10) for word in words
        ],
        "phrase": [Query(Phrase(f"{a} {b}"), limit=10) for a, b in pairs],
        "prefix": [Query(Prefix(word[:5]), limit=10) for word in words if len(word) > 5],
        "speaker only": [Query(speaker=name, limit=10)],
        "newest": [Query(Word(word), sort="newest", limit=10) for word in words],
    }
    for label, some in queries.items():
        taken = sorted(_seconds(lambda query=query: engine.search(query)) for query in some)  # type: ignore[misc]
        print(
            f"warm {label}: median {statistics.median(taken) * 1000:.1f} ms, worst {taken[-1] * 1000:.1f} ms"
        )
    print(f"all speakers: {_seconds(lambda: engine.speakers(None, 0.5)) * 1000:.0f} ms")
    print(f"facets of everything: {_seconds(lambda: engine.facets(Query())) * 1000:.0f} ms")


def _seconds(call: Callable[[], object]) -> float:
    """CPU seconds of a call, the second time."""
    call()
    before = time.process_time()
    call()
    return time.process_time() - before


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
