"""
Kill writers at random moments, and read while others write: is the index always complete?

    python -m benchmarks.crash [--kills 200] [--opens 10000] [--seed 1] [--engine whoosh|sqlite]

A round changes some articles, runs `add` or `rebuild` in a separate process, and kills it at a random moment of the
time that such a call takes. The index must then have all that was in it before the round, or all that is in it after,
and nothing in between. Every tenth round is not killed: it must succeed without waiting for a lock, and leave one
generation and no other file. Afterwards the index is opened and searched many times while two writers add and rebuild
without a pause. Prints the results; exits with 1 if an index was incomplete.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from multiprocessing.synchronize import Event
from pathlib import Path

from quotesearch.errors import QuotesearchError
from quotesearch.indexing import open_index
from quotesearch.indexing.collection.syncing import add, rebuild
from quotesearch.indexing.engines import DEFAULT_ENGINE, ENGINES
from quotesearch.model import Query, Word
from quotesearch.pipeline import Pipeline

_ARTICLES = 12
_SPARED = 10  # one round in this many is not killed
_MOST_SECONDS = 60.0  # limit for one writer; it hangs if it takes longer
_STORY = """A story of the harbour

The harbour was full on Monday, and the ships had to wait outside for most of the day.

“We count water{version} every morning,” said Ann Lee, the harbour master of the town.

“Nobody saw water{version} coming,” Bo Roe said.

The weather was fair, and the wind came from the west.
"""
_KEPT = {"current.json", "sources.json", "lock", "generations"}

READER = Pipeline(1)

State = dict[str, tuple[int, int]]  # file → its version in the index, and its number of quotes


class TornError(Exception):
    """An index that is neither the old nor the new one."""


def main(kills: int, opens: int, seed: int, engine: str = DEFAULT_ENGINE) -> int:
    """Run both parts and print the results; returns the exit code."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        try:
            print(f"seed {seed}, engine {engine}")
            print(_kill_writers(folder / "killed", kills, random.Random(seed), engine))  # noqa: S311 - no secret
            print(_open_while_written(folder / "opened", opens, engine))
        except (TornError, QuotesearchError) as error:
            print(f"TORN: {type(error).__name__}: {error}")
            return 1
    return 0


def _kill_writers(folder: Path, kills: int, chance: random.Random, engine: str = DEFAULT_ENGINE) -> str:
    """Kill so many writers; returns a summary, or raises `TornError`."""
    news, index = folder / "news", folder / "index"
    news.mkdir(parents=True)
    _write(news, range(_ARTICLES), version=0)
    rebuild(index, [news], READER, engine=engine)
    usual = statistics.median(_seconds(index) for _ in range(5))
    came_of = Counter[str]()
    done = version = 0
    while done < kills:
        version += 1
        before = _state(index)
        _write(news, chance.sample(range(_ARTICLES), chance.randint(1, _ARTICLES)), version)
        after = {path.name: (_version(path.read_text()), 2) for path in news.iterdir()}
        write = chance.choice((add, rebuild))
        if version % _SPARED == 0:
            write(index, [], READER, wait_seconds=0)
            _must_be_tidy(index)
            if _state(index) != after:
                raise TornError(f"round {version}, not killed: {_state(index)} instead of {after}")
            came_of["left alone: new, tidy"] += 1
            continue
        if not _killed(write, index, 1.2 * usual * chance.random()):
            came_of["done before it was killed"] += 1
            continue
        done += 1
        found = _state(index)
        if found not in (before, after):
            raise TornError(
                f"round {version}, {write.__name__} killed: {found}, neither {before} nor {after}"
            )
        came_of[f"{write.__name__} killed: {'new' if found == after else 'old'}"] += 1
    told = ", ".join(f"{what} {count}" for what, count in sorted(came_of.items()))
    return f"{done} writers killed: {done} indexes open, old or new, whole ({told})"


def _seconds(index: Path) -> float:
    """The seconds that a writer takes if it is not killed, from the start of its process to the end."""
    clock = time.perf_counter()
    _killed(rebuild, index, _MOST_SECONDS)
    return time.perf_counter() - clock


def _killed(write: Callable[..., object], index: Path, seconds: float) -> bool:
    """Run a writer in a separate process, and kill it after some time; False if it ended before."""
    process = multiprocessing.get_context("fork").Process(target=write, args=(index, [], READER))
    process.start()
    process.join(seconds)
    process.kill()
    process.join(_MOST_SECONDS)
    if process.exitcode not in (0, -signal.SIGKILL):
        raise TornError(f"a writer ended with {process.exitcode}")
    return process.exitcode != 0


def _open_while_written(folder: Path, opens: int, name: str = DEFAULT_ENGINE) -> str:
    """Open and search an index so often while two others write it; returns a summary, or raises `TornError`."""
    news, index = folder / "news", folder / "index"
    news.mkdir(parents=True)
    _write(news, range(_ARTICLES), version=0)
    rebuild(index, [news], READER, engine=name)
    context = multiprocessing.get_context("fork")
    enough = context.Event()
    writers = [context.Process(target=_keep_writing, args=(news, index, enough, seed)) for seed in (1, 2)]
    for writer in writers:
        writer.start()
    seen = set()
    try:
        for _ in range(opens):
            with closing(open_index(index)) as engine:
                total = engine.search(Query(Word("harbour"), limit=1)).total
                counted = engine.count_quotes()
            if counted != 2 * _ARTICLES or total:
                raise TornError(f"{counted} quotes instead of {2 * _ARTICLES}")
            seen.add((index / "current.json").stat().st_mtime_ns)
    finally:
        enough.set()
        for writer in writers:
            writer.join(_MOST_SECONDS)
    if any(writer.exitcode for writer in writers):
        raise TornError("a writer failed")
    return f"{opens} opens while two wrote: none failed; some {len(seen)} generations came and went"


def _keep_writing(news: Path, index: Path, enough: Event, seed: int) -> None:
    """Add and rebuild until *enough* is set."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    version = 0
    while not enough.is_set():
        version += 1
        _write(news, chance.sample(range(_ARTICLES), 2), version)
        chance.choice((add, add, rebuild))(index, [], READER)


def _write(news: Path, numbers: Iterable[int], version: int) -> None:
    """Rewrite some articles, each in one step."""
    for number in numbers:
        beside = news / f".{number}.{os.getpid()}"
        beside.write_text(_STORY.format(version=version) + f"\nNumber {number}.\n", encoding="utf-8")
        beside.replace(news / f"{number}.txt")


def _state(index: Path) -> State:
    """The contents of an index."""
    with closing(open_index(index)) as engine:
        hits = engine.search(Query(limit=10_000)).hits
    versions: dict[str, list[int]] = {}
    for hit in hits:
        versions.setdefault(Path(hit.article.path).name, []).append(_version(hit.quote.text))
    if any(len(set(some)) > 1 for some in versions.values()):
        raise TornError(f"an article of two versions: {versions}")
    return {name: (some[0], len(some)) for name, some in versions.items()}


def _version(text: str) -> int:
    """The version that a text contains."""
    found = re.search(r"water(\d+)", text)
    return int(found[1]) if found else -1


def _must_be_tidy(index: Path) -> None:
    """Raise unless there is one generation and no file of a killed writer."""
    entries = {path.name for path in index.iterdir()}
    left = [path.name for path in (index / "generations").iterdir()]
    strays = [path for path in index.rglob("*") if path.name.endswith((".new", ".tmp", ".ctmp"))]
    if entries - _KEPT or len(left) != 1 or strays:
        raise TornError(f"rubbish is left: {entries - _KEPT or strays or left}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--opens", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=ENGINES, default=DEFAULT_ENGINE)
    given = parser.parse_args()
    sys.exit(main(given.kills, given.opens, given.seed, given.engine))
