"""
The corpora that quality is measured on.

The five sample articles, the invented pages and the judged queries are part of the project; `benchmarks.scoring` says
where the larger corpora are, `benchmarks.quotations` measures those with speakers.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks import relevance
from benchmarks.invented import INVENTED
from benchmarks.quotations import QUOTATIONS
from benchmarks.relevance import QUERIES
from benchmarks.scoring import (
    ROOT,
    SHARED,
    Corpus,
    Mistake,
    Scores,
    flat,
    no_labels,
    quotesearch,
    run,
    score_with,
)
from quotesearch.indexing.engines import DEFAULT_ENGINE, ENGINES

SEEDS_GOLD: Final = ROOT / "tests" / "gold" / "seeds.json"


# The sample articles ------------------------------------------------------------------------------


def score_seeds(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> Scores:
    """
    Counts of exact agreement with the gold, segment by segment.

    Args:
        gold: the quotes of tests/gold/seeds.json.
        found: the quotes that `extract --format jsonl` printed.

    A segment is right if its start, end, kind and speaker's name are right. "Surplus" counts found segments that are
    not in the gold.
    """
    predicted = {
        (Path(quote["article"]["path"]).name, part["start"], part["end"]): quote
        for quote in found
        for part in quote["parts"]
    }
    mistakes: list[Mistake] = []
    right = hit = 0
    for quote in gold:
        document = Path(quote["file"]).name
        for part in quote["parts"]:
            match = predicted.pop((document, part["start"], part["end"]), None)
            said = ((match or {}).get("speaker") or {}).get("name") or ""
            hit += match is not None
            if match and said == quote["speaker"] and match["kind"] == quote["kind"]:
                right += 1
            else:
                verdict = (
                    "missed"
                    if match is None
                    else "kind"
                    if said == quote["speaker"]
                    else "wrong"
                    if said
                    else "unanswered"
                )
                mistakes.append(Mistake(verdict, document, part["text"], quote["speaker"], said))
    for (document, *_), quote in predicted.items():
        mistakes.append(
            Mistake("spurious", document, quote["text"], "", (quote["speaker"] or {}).get("name") or "")
        )
    return Scores(
        {"found": float(hit), "right": float(right), "surplus": float(len(predicted))}, tuple(mistakes)
    )


def _seeds_gold() -> list[dict[str, Any]]:
    gold: list[dict[str, Any]] = json.loads(SEEDS_GOLD.read_text(encoding="utf-8"))["quotes"]
    return gold


def _measure_seeds(_: Path) -> Scores:
    lines = quotesearch("extract", "--format", "jsonl", "seeds").splitlines()
    return score_seeds(_seeds_gold(), [json.loads(line) for line in lines])


def _label_seeds() -> Iterator[tuple[str, str]]:
    for quote in _seeds_gold():
        for part in quote["parts"]:
            yield Path(quote["file"]).name, part["text"]


# Judged queries -----------------------------------------------------------------------------------


def _measure_relevance(folder: Path) -> Scores:
    figures: dict[str, float] = {}
    mistakes: dict[Mistake, None] = {}
    for name in ENGINES:
        (folder / name).mkdir()
        found = relevance.measured(folder / name, name)
        metric = "nDCG@10" if name == DEFAULT_ENGINE else f"nDCG@10, {name}"
        figures |= {metric: round(100 * sum(found.values()) / len(found), 1), "queries": float(len(found))}
        missed = (typed for typed, value in found.items() if value < 1)
        mistakes |= dict.fromkeys(Mistake("not at its best", QUERIES.name, typed) for typed in missed)
    return Scores(figures, tuple(mistakes))


def _label_relevance() -> Iterator[tuple[str, str]]:
    for judged in relevance.judged_queries():
        yield QUERIES.name, judged.typed


# Cleaning -----------------------------------------------------------------------------------------


def _measure_cleaning(kind: str) -> Callable[[Path], Scores]:
    corpus = SHARED / "pages"

    def measure(folder: Path) -> Scores:
        out = folder / "articles.jsonl"
        out.write_text(quotesearch("clean", "--format", "jsonl", str(corpus / kind)), encoding="utf-8")
        return Scores(dict(flat(score_with("score_pages.py", kind, corpus / "gold.json", out))))

    return measure


def _measure_positions(_: Path) -> Scores:
    """How many texts shown differ from the source at their positions, on all pages."""
    told = run([sys.executable, "-m", "benchmarks.positions"], fine=(0, 1)).rstrip()
    return Scores({"misplaced": float(told.rpartition(":")[2].split()[0])})


_PAGES = SHARED / "pages" / "gold.json"

CORPORA: Final[tuple[Corpus, ...]] = (
    Corpus("seeds", SEEDS_GOLD, _measure_seeds, _label_seeds),
    INVENTED,
    Corpus("relevance", QUERIES, _measure_relevance, _label_relevance),
    *QUOTATIONS,
    Corpus("pages html", _PAGES, _measure_cleaning("html"), no_labels),
    Corpus("pages text", _PAGES, _measure_cleaning("text"), no_labels),
    Corpus("positions", _PAGES, _measure_positions, no_labels),
)


def measure(corpus: Corpus) -> Scores:
    """
    Run quotesearch over a corpus and score what it prints.

    Raises:
        ScoringError: quotesearch or the scoring program failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        return corpus.measure(Path(folder))
