"""
Measure what notes, facets, groups and suggestions add to a search, on a generated collection.

    python -m benchmarks.asking [QUOTES]

Prints CPU milliseconds of this process, each the median of many queries that are run once. The last column is the
ratio to a plain search for the same words in the same run.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.collection import collection, vocabulary
from quotesearch.indexing.engines import ENGINES, create_engine
from quotesearch.model import NO_LIMIT, Query, Word
from quotesearch.searching import each_hit, parse_query, search


def main(quotes: int, name: str) -> None:
    """Build, measure and print."""
    with tempfile.TemporaryDirectory() as folder, closing(create_engine(name, Path(folder))) as engine:
        for card, made in collection(quotes):
            engine.add(card, made)
        engine.commit()
        words = vocabulary()[20:4_000:53]
        plain = [Query(Word(word), limit=10) for word in words]
        name = engine.speakers(None, 0.5)[20].name
        sure = [
            replace(query, min_confidence=least) for query, least in zip(plain, _thresholds(), strict=False)
        ]
        asked: dict[str, Callable[[Query], Any]] = {
            "plain": lambda query: search(engine, query),
            "engine alone": engine.search,
            "facets speaker, outlet, year": lambda query: engine.facets(query, ["speaker", "outlet", "year"]),
            "cross table outlet, month": lambda query: engine.cross(query, "outlet", "month"),
            "grouped by article": lambda query: search(engine, replace(query, group="article")),
            "a speaker": lambda query: search(engine, replace(query, speaker=name)),
            "the whole name": lambda query: search(engine, replace(query, speaker=f"={name}")),
            "no speaker of this name, suggestions": lambda query: search(
                engine, replace(query, speaker=f"{name}xy")
            ),
        }
        print(f"| at {quotes:,} quotes | median ms | times a plain search |\n|---|---|---|")
        base = _median(asked["plain"], plain)
        for label, ask in asked.items():
            _row(label, _median(ask, plain), base)
        _row("any --min-confidence", _median(asked["plain"], sure), base)
        _row(
            "nothing found, suggestions",
            _median(asked["plain"], [Query(Word(f"{w}x")) for w in words[:15]]),
            base,
        )
        said = [hit.quote.text for hit in engine.search(Query(limit=40, offset=500)).hits]
        _row("a sentence with one word changed", _median(asked["plain"], _changed(said)), base)
        _row("a speaker's name as a word", _median(asked["plain"], [Query(Word(name.split()[-1]))] * 5), base)
        clock = time.process_time()
        number = sum(1 for _ in each_hit(engine, Query(limit=NO_LIMIT)))
        print(f"\nAll {number:,} hits one by one: {time.process_time() - clock:.1f} s of CPU")


def _changed(texts: list[str]) -> list[Query]:
    """Queries of whole sentences, with the fourth word replaced by one that no quote has."""
    words = [text.split() for text in texts]
    typed = [" ".join((*some[:3], "zzyzx", *some[4:])) for some in words if len(some) > 8]
    return [parse_query([text]).query for text in typed]


def _thresholds() -> list[float]:
    """Confidences between 0 and 1, round and not round."""
    return [number / 97 for number in range(97)]


def _median(ask: Callable[[Query], Any], queries: list[Query]) -> float:
    """The median CPU milliseconds, without the first two runs."""
    for query in queries[:2]:
        ask(query)
    taken = []
    for query in queries[2:]:
        clock = time.process_time()
        ask(query)
        taken.append(time.process_time() - clock)
    return 1000 * statistics.median(taken)


def _row(label: str, ours: float, base: float) -> None:
    print(f"| {label} | {ours:.2f} | {ours / base:.1f} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("quotes", type=int, nargs="?", default=100_000)
    parser.add_argument("--engine", choices=ENGINES, default=ENGINES[0])
    given = parser.parse_args()
    main(given.quotes, given.engine)
