"""
How well results are ordered: judged queries over the sample articles and a small invented collection.

    python -m benchmarks.relevance          every query with its nDCG@10, the worst first

The judgements are in tests/gold/relevance: `queries.txt` has the queries and the quotes worth finding,
`collection.txt` the invented quotes. People judged by reading, so a query that needs more than search can
do lowers the figure. The figure is nDCG@10 (Järvelin and Kekäläinen 2002, https://doi.org/10.1145/582415.582418)
with gains of 2^grade - 1, in per cent, the mean over all queries.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from math import log2
from pathlib import Path
from typing import Any, Final

from quotesearch.indexing.engines import DEFAULT_ENGINE, ENGINES, Engine, create_engine
from quotesearch.model import ArticleCard, Passage, Quote, ReadExtraction, Speaker
from quotesearch.pipeline import read_quotes
from quotesearch.searching import parse_query, search

__all__ = ["QUERIES", "Judged", "fill", "judged_queries", "measured", "ndcg", "ranked"]

ROOT: Final = Path(__file__).resolve().parent.parent
GOLD: Final = ROOT / "tests" / "gold" / "relevance"
QUERIES: Final = GOLD / "queries.txt"
SEEN: Final = 10  # results that people look at
SHORT: Final = 6  # characters of an id by which the judgements name a quote of the sample articles


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, and the quotes worth finding with a grade from 1 to 3."""

    arguments: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    grades: tuple[tuple[str, int], ...]

    @property
    def typed(self) -> str:
        """The query and its options in one line."""
        return " ".join((*(f"--{name}={value}" for name, value in self.options), *self.arguments))


def judged_queries(path: Path = QUERIES) -> list[Judged]:
    """The cases of a file of judged queries. Raises ValueError if one has another form."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [_judged(block) for block in _blocks(lines)]


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines between empty ones."""
    block: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _judged(block: Sequence[str]) -> Judged:
    """
    A case.

    >>> _judged(["--speaker=Lee", "water", ".", "3 w1"]).typed
    '--speaker=Lee water'
    """
    if block.count(".") != 1:
        raise ValueError(f"a case needs one line that is a full stop: {block}")
    at = block.index(".")
    options = [line.removeprefix("--").split("=", 1) for line in block[:at] if line.startswith("--")]
    grades = tuple((name, int(grade)) for grade, name in (line.split() for line in block[at + 1 :]))
    if not grades or any(not 1 <= grade <= 3 for _, grade in grades):
        raise ValueError(f"a case needs quotes with grades from 1 to 3: {block}")
    typed = tuple(line for line in block[:at] if not line.startswith("--"))
    return Judged(typed, tuple((name, value) for name, value in options), grades)


def fill(engine: Engine) -> dict[str, str]:
    """Put the invented quotes and those of the sample articles into an engine; returns their words by name."""
    words: dict[str, str] = {}
    for line in (GOLD / "collection.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, speaker, outlet, day, text = (value.strip() for value in line.split("|", 4))
        words[name] = text
        card = ArticleCard(
            name, f"{name}.txt", sha256(name.encode()).hexdigest(), "utf-8", None, (), day, outlet
        )
        mention = Passage(len(text), len(text) + len(speaker), speaker)
        said = Speaker(speaker, speaker.lower(), "person", None, mention) if speaker else None
        part = Passage(0, len(text), text)
        engine.add(card, [Quote(name, name, text, "full", (part,), said, None, "made up", 0.9)])
    for item in read_quotes([str(ROOT / "seeds")], jobs=1):
        if isinstance(item, ReadExtraction):
            engine.add(item.extraction.article, item.extraction.quotes)
            words.update((quote.id[:SHORT], quote.text) for quote in item.extraction.quotes)
    engine.commit()
    return words


def ranked(engine: Engine, judged: Judged) -> list[str]:
    """The names of the first quotes that are found."""
    options: dict[str, Any] = {name: value or True for name, value in judged.options}
    query = parse_query(judged.arguments, **options, limit=SEEN).query
    return [hit.quote.id[:SHORT] for hit in search(engine, query).hits]


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """
    The nDCG@10 of a ranking, 0 to 1: the gain of its first ten results, divided by the gain of the best order.

    >>> (
    ...     ndcg(["a", "b"], {"a": 3, "b": 1}),
    ...     round(ndcg(["b", "a"], {"a": 3, "b": 1}), 2),
    ...     ndcg(["c"], {"a": 3}),
    ... )
    (1.0, 0.71, 0.0)
    """

    def gained(some: Sequence[int]) -> float:
        return sum((2.0**grade - 1) / log2(place + 2) for place, grade in enumerate(some[:SEEN]))

    return gained([grades.get(name, 0) for name in found]) / gained(sorted(grades.values(), reverse=True))


def measured(folder: Path, name: str) -> dict[str, float]:
    """The nDCG@10 of every query with the named engine, by query; *folder* is empty and gets an index."""
    with closing(create_engine(name, folder)) as engine:
        fill(engine)
        return {each.typed: ndcg(ranked(engine, each), dict(each.grades)) for each in judged_queries()}


def main(name: str) -> int:
    """Print every query with its figure, the worst first, and the mean."""
    with tempfile.TemporaryDirectory() as folder, closing(create_engine(name, Path(folder))) as engine:
        words = fill(engine)
        results = [(judged, ranked(engine, judged)) for judged in judged_queries()]
    scored = sorted(
        (ndcg(found, dict(judged.grades)), judged.typed, found, judged) for judged, found in results
    )
    for figure, typed, found, judged in scored:
        print(f"{figure:.3f}  {typed}")
        if figure < 1:
            grades = dict(judged.grades)
            for name in dict.fromkeys((*found, *grades)):
                place = found.index(name) + 1 if name in found else "–"
                print(
                    f"       {place:>2}  grade {grades.get(name, 0)}  {name:6}  {words.get(name, '?')[:80]}"
                )
    print(
        f"nDCG@10 {100 * sum(figure for figure, *_ in scored) / len(scored):.1f} % over {len(scored)} queries"
    )
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--engine", choices=ENGINES, default=DEFAULT_ENGINE)
    sys.exit(main(parser.parse_args().engine))
