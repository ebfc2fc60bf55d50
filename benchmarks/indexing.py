"""
Measure indexing and search next to SQLite's full-text search, on a generated collection.

    python -m benchmarks.indexing [QUOTES] [--keep FOLDER]

Both get the same quotes, a few at a time, in one run. The table has CPU-seconds of this process, which other work on
the machine hardly changes, and their ratio. A search in a new process and a small `add` are wall times, because
people wait for them; next to them is the time of an empty start of Python. Memory is the peak of a separate process.
"""

from __future__ import annotations

import argparse
import compileall
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice, pairwise
from pathlib import Path

from benchmarks.collection import collection, vocabulary
from benchmarks.fts5 import Fts5
from quotesearch.indexing import open_index
from quotesearch.indexing.engines import DEFAULT_ENGINE, ENGINES, Engine, create_engine, open_engine
from quotesearch.indexing.storage import generations
from quotesearch.indexing.storage.catalogue import Catalogue
from quotesearch.model import PERSONS, AllOf, ArticleCard, Phrase, Prefix, Query, Quote, Word
from quotesearch.searching import search

_ARTICLES_AT_ONCE = 500
_ADDS = 7  # batches of a hundred quotes
_STARTS = 11  # starts of a new process
_PEAK = """
import atexit, sys
def report():
    with open("/proc/self/status") as status:
        peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    print(peak, file=sys.stderr)
atexit.register(report)
"""
_FIND = (
    _PEAK
    + """
from quotesearch.__main__ import main
main()
"""
)
_FTS5 = """
import sqlite3, sys
base = sqlite3.connect(sys.argv[1])
base.execute("select record from stems join quotes on number = stems.rowid where stems match ?"
             " order by bm25(stems) limit 20", (sys.argv[2],)).fetchall()
base.execute("select count(*) from stems where stems match ?", (sys.argv[2],)).fetchone()
"""

Articles = Sequence[tuple[ArticleCard, Sequence[Quote]]]


def main(quotes: int, folder: Path, name: str) -> None:
    """Measure and print."""
    index, base = folder / "index", folder / "fts5.db"
    print(f"| at {quotes:,} quotes | {name} | SQLite FTS5 | ratio |\n|---|---|---|---|")
    subprocess.run(
        [sys.executable, "-m", "benchmarks.indexing", str(quotes), "--build", str(folder), "--engine", name],
        check=True,
    )
    _row("on disk, MB", _size(index) / 1e6, base.stat().st_size / 1e6)
    _cold(index, base)
    _warm(index, base)
    _adds(index, base, quotes)


def build(quotes: int, folder: Path, name: str) -> None:
    """Make both, in a separate process, and print the times."""
    index, base = folder / "index", folder / "fts5.db"
    ours = _build_ours(quotes, index, name)
    peak = _peak()
    theirs = _build_theirs(quotes, base)
    _row("indexing, quotes per CPU-second", quotes / ours, quotes / theirs)
    print(f"| indexing, peak memory, MB | {peak:,.0f} | | |")


def _build_ours(quotes: int, index: Path, name: str) -> float:
    """CPU-seconds to index a collection until it is committed to the disk."""
    index.mkdir()
    clock = time.process_time()
    generation = generations.begin_generation(index, None, name)
    engine = create_engine(name, generation.engine)
    seconds = time.process_time() - clock
    for articles in _some_at_a_time(collection(quotes)):
        clock = time.process_time()
        for card, made in articles:
            engine.add(card, made)
        seconds += time.process_time() - clock
    clock = time.process_time()
    _publish(index, generation, engine, None)
    return seconds + time.process_time() - clock


def _build_theirs(quotes: int, path: Path) -> float:
    """CPU-seconds to put a collection into SQLite."""
    base = Fts5.create(path)
    seconds = 0.0
    for articles in _some_at_a_time(collection(quotes)):
        clock = time.process_time()
        base.add(articles)
        seconds += time.process_time() - clock
    clock = time.process_time()
    base.index()
    base.commit()
    seconds += time.process_time() - clock
    base.close()
    return seconds


def _publish(
    index: Path, generation: generations.Generation, engine: Engine, base: generations.Generation | None
) -> None:
    """Commit, and make the generation current."""
    engine.commit()
    engine.close()
    Catalogue().save(generation.catalogue)
    generations.publish_generation(index, generation, "made up", base)


def _cold(index: Path, base: Path) -> None:
    """Print the time of a search in a new process, and of an empty start of Python."""
    compileall.compile_dir(
        "quotesearch", quiet=2
    )  # an installation has compiled files; an environment may forbid writing them
    word = vocabulary()[300]
    bare = _median_wall("pass", [])
    ours = _median_wall(_FIND, ["find", word, "--index", str(index)])
    theirs = _median_wall(_FTS5, [str(base), word])
    _row("cold `find`, wall, ms", ours * 1000, theirs * 1000)
    _row("… times a bare Python", ours / bare, theirs / bare)
    memory = int(_run(_FIND, ["find", word, "--index", str(index)]).stderr.split()[-1]) / 1024
    print(f"| … memory, MB | {memory:.0f} | | |")


def _warm(index: Path, base: Path) -> None:
    """Print medians of many searches, each done once, in a process that is warm."""
    engine = open_index(index)
    theirs = Fts5(base)
    for label, queries in _queries(engine.speakers(None, 0.5)[20].name).items():
        for query in queries[:2]:
            engine.search(query)
            theirs.search(query)
        _row(
            f"warm {label}, median ms",
            1000 * statistics.median(_seconds(partial(engine.search, query)) for query in queries[2:]),
            1000 * statistics.median(_seconds(partial(theirs.search, query)) for query in queries[2:]),
        )
    shown = [query for some in _queries("Ba").values() for query in some if not query.speaker]
    slow = sorted(_seconds(partial(search, engine, query)) for query in shown)
    print(f"| top 10 with highlights, p99 ms | {1000 * slow[len(slow) * 99 // 100]:.1f} | | |")
    _row(
        "all speakers, ms",
        1000 * _seconds(lambda: engine.speakers(None, None)),
        1000 * _seconds(lambda: theirs.speakers(PERSONS.probable)),
    )
    print(f"| all facets of everything, ms | {1000 * _seconds(lambda: engine.facets(Query())):.0f} | | |")
    theirs.close()
    engine.close()


def _queries(name: str) -> dict[str, list[Query]]:
    """Queries of every kind, from frequent words to rare ones."""
    words = vocabulary()[20:4_000:53]
    pairs = list(pairwise(words))
    return {
        "term": [Query(Word(word), limit=10) for word in words],
        "AND": [Query(AllOf((Word(a), Word(b))), limit=10) for a, b in pairs],
        "term + speaker": [Query(Word(word), speaker=name, limit=10) for word in words],
        "term + year": [
            Query(Word(word), after="2010-01-01", before="2010-12-31", limit=10) for word in words
        ],
        "term + odd dates": [
            Query(Word(word), after="2009-03-05", before="2013-11-17", limit=10) for word in words
        ],
        "phrase": [Query(Phrase(f"{a} {b}"), limit=10) for a, b in pairs],
        "prefix": [Query(Prefix(word[:5]), limit=10) for word in words if len(word) > 5],
        "newest first": [Query(Word(word), sort="newest", limit=10) for word in words],
    }


def _adds(index: Path, base: Path, quotes: int) -> None:
    """Print the wall time of adding a hundred quotes until they are committed to the disk, several times."""
    more = islice(_some_at_a_time(collection(100 * _ADDS, first=quotes), 10), _ADDS)
    theirs_open = Fts5(base, quotes)
    ours, theirs, cpu = [], [], []
    for articles in more:
        clock, before = time.perf_counter(), time.process_time()
        old = generations.current_generation(index)
        generation = generations.begin_generation(index, old)
        engine = open_engine(generation.engine_name, generation.engine)
        for card, made in articles:
            engine.add(card, made)
        _publish(index, generation, engine, old)
        old.release()
        generations.remove_old_generations(index)
        ours.append(time.perf_counter() - clock)
        cpu.append(time.process_time() - before)
        clock = time.perf_counter()
        theirs_open.add(articles)
        theirs_open.commit()
        theirs.append(time.perf_counter() - clock)
    theirs_open.close()
    _row("add 100 quotes, wall, median ms", 1000 * statistics.median(ours), 1000 * statistics.median(theirs))
    print(f"| … CPU, median ms | {1000 * statistics.median(cpu):.0f} | | |")


def _some_at_a_time(
    articles: Iterator[tuple[ArticleCard, list[Quote]]], number: int = _ARTICLES_AT_ONCE
) -> Iterator[Articles]:
    """A collection in small batches, so that generating it is not measured and does not fill the memory."""
    while some := list(islice(articles, number)):
        yield some


def _median_wall(script: str, arguments: Sequence[str]) -> float:
    """The median wall seconds of a new Python process."""
    taken = []
    for _ in range(_STARTS):
        clock = time.perf_counter()
        _run(script, arguments)
        taken.append(time.perf_counter() - clock)
    return statistics.median(taken)


def _run(script: str, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a new Python process to its end."""
    return subprocess.run(
        [sys.executable, "-c", script, *arguments], check=True, capture_output=True, text=True
    )


def _seconds(call: Callable[[], object]) -> float:
    """CPU-seconds of a call."""
    before = time.process_time()
    call()
    return time.process_time() - before


def _peak() -> float:
    """The peak memory of this process in megabytes; 0 if the system does not report it."""
    status = Path("/proc/self/status")  # not getrusage: a child inherits its parent's peak
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0) / 1024


def _size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _row(label: str, ours: float, theirs: float) -> None:
    """Print a line of the table."""
    digits = 0 if min(ours, theirs) >= 100 else 1 if min(ours, theirs) >= 1 else 2
    print(f"| {label} | {ours:,.{digits}f} | {theirs:,.{digits}f} | {ours / theirs:.2g} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("quotes", type=int, nargs="?", default=100_000)
    parser.add_argument("--keep", type=Path, help="an empty folder for the index, which is kept")
    parser.add_argument("--engine", choices=ENGINES, default=DEFAULT_ENGINE)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build:
        build(given.quotes, given.build, given.engine)
    elif given.keep:
        main(given.quotes, given.keep, given.engine)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(given.quotes, Path(temporary), given.engine)
