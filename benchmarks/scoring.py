"""
Run quotesearch and the scorers over a corpus, and keep the results as records.

We may measure on the larger corpora but not publish them. So they are outside the checkout, with the programs that
score them: in the folder that QUOTESEARCH_SHARED names, else in `shared` next to the checkout.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from benchmarks.spread import Spread

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = Path(os.environ.get("QUOTESEARCH_SHARED", ROOT.parent / "shared"))

SIZES: Final = frozenset({"gold", "pages"})  # the size of a corpus, which is not a figure of quality


class ScoringError(Exception):
    """A command for scoring a corpus has failed; the message has its output."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A quote that differs from the gold."""

    verdict: str  # missed, wrong, incomplete, unanswered, no quote, spurious, …
    document: str
    words: str
    wanted: str = ""  # the name in the gold
    said: str = ""  # the name that quotesearch gave


@dataclass(frozen=True, slots=True)
class Scores:
    """The results for one corpus."""

    figures: dict[str, float]
    mistakes: tuple[Mistake, ...] = ()
    spreads: tuple[Spread, ...] = ()  # how far the main figures would differ on other articles


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus to measure on."""

    name: str
    gold: Path
    measure: Callable[[Path], Scores]  # takes a folder for its temporary files
    labels: Callable[[], Iterator[tuple[str, str]]]  # (document, words) of everything in the gold
    held: bool = False  # only scored: its texts are never shown

    @property
    def at_hand(self) -> bool:
        """Whether the corpus is on this machine."""
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


@cache
def scorer(program: str) -> ModuleType:
    """
    A scoring program of the shared folder, imported as a module, to score single articles.

    Raises:
        ScoringError: it is not there.
    """
    path = SHARED / "bench" / program
    found = importlib.util.spec_from_file_location(path.stem, path) if path.exists() else None
    if found is None or found.loader is None:
        raise ScoringError(f"no scorer {path}")
    module = importlib.util.module_from_spec(found)
    sys.modules[path.stem] = module
    found.loader.exec_module(module)
    return module


def flat(figures: dict[str, Any], above: str = "") -> Iterator[tuple[str, float]]:
    """
    Nested figures as pairs of a name and a number; values without a number are left out.

    >>> dict(
    ...     flat({"all": {"detected P/R/F1": [90.0, 80.0, 84.7], "wrong": 2.5, "gold": 9}, "fooled": "3/214"})
    ... )
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


def fields_of(path: Path) -> Iterator[list[str]]:
    """The fields of a file of tab-separated lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        yield [*fields, *[""] * (5 - len(fields))]


def no_labels() -> Iterator[tuple[str, str]]:
    """An empty gold, for a corpus whose mistakes are not listed one by one."""
    return iter(())
