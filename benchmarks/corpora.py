"""
The corpora that quality is measured on, and how each is scored.

The five sample articles and the judged queries are part of the project. The larger corpora may be measured on
but not handed on, so they lie outside the checkout, with the programs that score them: in the folder that
QUOTESEARCH_SHARED names, else in `shared` beside the checkout.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from benchmarks import relevance
from benchmarks.relevance import QUERIES
from quotesearch.model import DEFAULT_MIN_CONFIDENCE

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = Path(os.environ.get("QUOTESEARCH_SHARED", ROOT.parent / "shared"))
SEEDS_GOLD: Final = ROOT / "tests" / "gold" / "seeds.json"
SIZES: Final = frozenset({"gold", "pages"})  # how large a corpus is: no figure of quality


class ScoringError(Exception):
    """A command that a corpus is scored with has failed; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A quote that is not as the gold has it."""

    verdict: str  # missed, wrong, incomplete, unanswered, no quote, spurious, …
    document: str
    words: str
    wanted: str = ""  # the name in the gold
    said: str = ""  # the name that was given


@dataclass(frozen=True, slots=True)
class Scores:
    """What measuring one corpus gave."""

    figures: dict[str, float]
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Something to measure on."""

    name: str
    gold: Path
    measure: Callable[[Path], Scores]  # takes a folder for its temporary files
    labels: Callable[[], Iterator[tuple[str, str]]]  # (document, words) of everything in the gold

    @property
    def at_hand(self) -> bool:
        """Whether it can be measured here."""
        return self.gold.exists()


# Running ------------------------------------------------------------------------------------------


def quotesearch(*arguments: str) -> str:
    """
    Standard output of a quotesearch command.

    Raises:
        ScoringError: the command failed.
    """
    return run([sys.executable, "-m", "quotesearch", *arguments], fine=(0, 1))


def run(command: list[str], fine: tuple[int, ...] = (0,)) -> str:
    """
    Standard output of a command.

    Raises:
        ScoringError: the command ended with a code that is not `fine`, or in a traceback (Python ends with 1
            then, which is also how quotesearch says that nothing was found).
    """
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in fine or "\nTraceback (most recent" in f"\n{done.stderr}":
        raise ScoringError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def score_with(program: str, *arguments: object) -> dict[str, Any]:
    """The figures that a program in the shared folder prints as JSON."""
    command = [sys.executable, str(SHARED / "bench" / program), *map(str, arguments)]
    figures: dict[str, Any] = json.loads(run(command))
    return figures


def flat(figures: dict[str, Any], above: str = "") -> Iterator[tuple[str, float]]:
    """
    Nested figures as pairs of a name and a number; what has none is left out.

    >>> dict(flat({"all": {"detected P/R/F1": [90.0, 80.0, 84.7], "wrong": 2.5}, "fooled": "3/214"}))
    {'all detected P': 90.0, 'all detected R': 80.0, 'all detected F1': 84.7, 'all wrong': 2.5, 'fooled': 3.0}
    """
    for key, value in figures.items():
        name = f"{above} {key}".strip()
        if key in SIZES:
            continue
        match value:
            case dict():
                yield from flat(value, name)
            case list():
                stem, _, endings = name.rpartition(" ")
                yield from (
                    (f"{stem} {end}", float(v)) for end, v in zip(endings.split("/"), value, strict=True)
                )
            case str():
                yield name, float(value.partition("/")[0])
            case int() | float():
                yield name, float(value)


def _rows(path: Path) -> Iterator[list[str]]:
    """The fields of a file of tab-separated lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        yield [*fields, *[""] * (5 - len(fields))]


# The sample articles ------------------------------------------------------------------------------


def score_seeds(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> Scores:
    """
    Exact agreement with the gold, segment by segment.

    Args:
        gold: the quotes of tests/gold/seeds.json.
        found: the quotes that `extract --format jsonl` printed.

    A segment is right when start, end, kind and the speaker's name are; surplus is what is no segment of it.
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
    found = relevance.measured(folder)
    figure = 100 * sum(found.values()) / len(found)
    mistakes = tuple(
        Mistake("not at its best", QUERIES.name, typed) for typed, value in found.items() if value < 1
    )
    return Scores({"nDCG@10": round(figure, 1), "queries": float(len(found))}, mistakes)


def _label_relevance() -> Iterator[tuple[str, str]]:
    for judged in relevance.judged_queries():
        yield QUERIES.name, judged.typed


# The corpora outside the checkout -----------------------------------------------------------------


@cache
def _guesses(documents: Path) -> str:
    """The quotes of a folder of documents as JSON lines, each with its best guess; made once a run."""
    return quotesearch("extract", "--format", "jsonl", "--min-confidence", "0", str(documents))


def shown(lines: str) -> str:
    r"""
    Quotes as JSON lines at the default threshold: those of less confidence without a speaker, as `Quote.at`.

    >>> shown('{"confidence": 0.1, "speaker": {"name": "Ann Lee"}}')
    '{"confidence": 0.1, "speaker": null}\n'
    """
    quotes = [json.loads(line) for line in lines.splitlines()]
    for quote in quotes:
        if quote["confidence"] < DEFAULT_MIN_CONFIDENCE:
            quote["speaker"] = None
    return "".join(json.dumps(quote) + "\n" for quote in quotes)


def _extract(documents: Path, guesses: bool, folder: Path) -> Path:
    """The quotes of a folder of documents in a file, with every guess or at the default threshold."""
    out, lines = folder / "quotes.jsonl", _guesses(documents)
    out.write_text(lines if guesses else shown(lines), encoding="utf-8")
    return out


def _measure_polnear(guesses: bool) -> Callable[[Path], Scores]:
    corpus = SHARED / "polnear"

    def measure(folder: Path) -> Scores:
        quotes, errors = _extract(corpus / "dev", guesses, folder), folder / "errors.tsv"
        names = corpus / "dev.names.json"
        figures = score_with(
            "score_quotes.py", corpus / "dev.json", quotes, "--names", names, "--errors", errors, "--json"
        )
        mistakes = (Mistake(_verdict(verdict, rest[-1]), *rest) for verdict, *rest in _rows(errors))
        return Scores(dict(flat(figures)), tuple(mistakes))

    return measure


def _verdict(verdict: str, said: str) -> str:
    """score_quotes.py lists a quote without a speaker among the wrong ones; silence is none."""
    return "unanswered" if verdict == "wrong" and said.startswith("None ") else verdict


def _label_polnear() -> Iterator[tuple[str, str]]:
    corpus = SHARED / "polnear"
    for name, gold in json.loads((corpus / "dev.json").read_text(encoding="utf-8")).items():
        text = (corpus / "dev" / name).open(encoding="utf-8", newline="").read()
        for segment in gold["segments"]:
            yield name, text[segment["start"] : segment["end"]].replace("\n", " ").replace("\t", " ")


def _measure_web(guesses: bool) -> Callable[[Path], Scores]:
    corpus = SHARED / "pages"

    def measure(folder: Path) -> Scores:
        quotes, errors = _extract(corpus / "html", guesses, folder), folder / "errors.tsv"
        figures = score_with(
            "score_web.py", corpus / "gold.json", corpus / "quotes.json", quotes, "--errors", errors
        )
        mistakes = (Mistake(verdict, page, *rest) for page, verdict, *rest in _rows(errors))
        return Scores(dict(flat(figures)), tuple(mistakes))

    return measure


def _label_web() -> Iterator[tuple[str, str]]:
    """As score_web.py writes its errors: words only, lower case, the first sixty characters."""
    corpus = SHARED / "pages"
    bodies = json.loads((corpus / "gold.json").read_text(encoding="utf-8"))
    for page, segments in json.loads((corpus / "quotes.json").read_text(encoding="utf-8")).items():
        for segment in segments:
            text = bodies[page]["body"][segment["start"] : segment["end"]]
            yield page, " ".join(re.findall(r"[^\W_]+", text.casefold().replace("’", "'")))[:60]


def _measure_cleaning(kind: str) -> Callable[[Path], Scores]:
    corpus = SHARED / "pages"

    def measure(folder: Path) -> Scores:
        out = folder / "articles.jsonl"
        out.write_text(quotesearch("clean", "--format", "jsonl", str(corpus / kind)), encoding="utf-8")
        return Scores(dict(flat(score_with("score_pages.py", kind, corpus / "gold.json", out))))

    return measure


def _measure_positions(_: Path) -> Scores:
    """How many texts shown are not what stands at their positions, on all pages."""
    told = run([sys.executable, "-m", "benchmarks.positions"], fine=(0, 1)).rstrip()
    return Scores({"misplaced": float(told.rpartition(":")[2].split()[0])})


def _no_labels() -> Iterator[tuple[str, str]]:
    return iter(())


_DEV = SHARED / "polnear" / "dev.json"
_WEB = SHARED / "pages" / "quotes.json"
_PAGES = SHARED / "pages" / "gold.json"

CORPORA: Final[tuple[Corpus, ...]] = (
    Corpus("seeds", SEEDS_GOLD, _measure_seeds, _label_seeds),
    Corpus("relevance", QUERIES, _measure_relevance, _label_relevance),
    Corpus("polnear dev, shown", _DEV, _measure_polnear(guesses=False), _label_polnear),
    Corpus("polnear dev, every guess", _DEV, _measure_polnear(guesses=True), _label_polnear),
    Corpus("web quotes, shown", _WEB, _measure_web(guesses=False), _label_web),
    Corpus("web quotes, every guess", _WEB, _measure_web(guesses=True), _label_web),
    Corpus("pages html", _PAGES, _measure_cleaning("html"), _no_labels),
    Corpus("pages text", _PAGES, _measure_cleaning("text"), _no_labels),
    Corpus("positions", _PAGES, _measure_positions, _no_labels),
)


def measure(corpus: Corpus) -> Scores:
    """
    Run quotesearch over a corpus and score what it prints.

    Raises:
        ScoringError: quotesearch or the scoring program failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        return corpus.measure(Path(folder))
