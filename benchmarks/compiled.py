"""
Compare two installations of quotesearch: do they find the same quotes, and how fast are they?

    make compiled
    python -m benchmarks.compiled [FOLDER] [--pure .venv/bin/python] [--compiled .venv-compiled/bin/python] [--runs 5]

Each installation reads the folder's documents, cleans them and extracts their quotes in a separate process: once
to warm up, then three times, of which the fastest counts. The two take turns `--runs` times, because the machine
may be slow at one time and fast at another. Prints the median of each and of their ratio. Ends with 1 if any quote
differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quotesearch.acquisition import read_documents
from quotesearch.cleaning import clean
from quotesearch.extraction import extract_quotes, scene
from quotesearch.model import RawDocument

WORDS_OF_AN_ARTICLE = 800


@dataclass(frozen=True, slots=True)
class Measured:
    """The time and the quotes of one installation on a folder."""

    compiled: bool
    words: int
    seconds: float  # of CPU
    quotes: dict[str, str]  # for each document a digest of all fields of its quotes


def measure_here(folder: Path) -> Measured:
    """Measure the installation that runs this process."""
    documents = [document for document in read_documents([folder]) if isinstance(document, RawDocument)]
    quotes = {document.path: repr(extract_quotes(clean(document))) for document in documents}
    seconds = []
    for _ in range(3):
        begin = time.process_time()
        for document in documents:
            extract_quotes(clean(document))
        seconds.append(time.process_time() - begin)
    return Measured(
        not str(scene.__file__).endswith(".py"),
        sum(len(document.source.split()) for document in documents),
        min(seconds),
        {path: hashlib.sha256(found.encode()).hexdigest() for path, found in quotes.items()},
    )


def measure_with(python: Path, folder: Path) -> Measured:
    """Measure the installation of an interpreter; `-P` and an empty PYTHONPATH prevent imports from the checkout."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [python.absolute(), "-P", Path(__file__).absolute(), "--measure", folder.absolute()]
    done = subprocess.run(
        list(map(str, command)),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
    )
    return Measured(**json.loads(done.stdout))


def report(pure: Sequence[Measured], compiled: Sequence[Measured]) -> int:
    """Print the times of both installations and the documents whose quotes differ; returns the exit code."""
    for name, runs in (("first", pure), ("second", compiled)):
        kind = "compiled" if runs[0].compiled else "pure Python"
        speed = statistics.median(run.words / WORDS_OF_AN_ARTICLE / run.seconds for run in runs)
        print(f"{name:8} {kind:12} {speed:5.0f} articles of {WORDS_OF_AN_ARTICLE} words per CPU-second")
    ratio = statistics.median(one.seconds / two.seconds for one, two in zip(pure, compiled, strict=True))
    print(f"the second is {ratio:.2f} times as fast as the first")
    one, two = pure[0].quotes, compiled[0].quotes
    differ = sorted(path for path in one.keys() | two.keys() if one.get(path) != two.get(path))
    print(f"quotes of {len(one)} documents: {'all the same' if not differ else f'{len(differ)} differ'}")
    for path in differ[:20]:
        print(f"  {path}")
    return 1 if differ else 0


def main(argv: list[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.compiled",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", nargs="?", type=Path, default=Path("seeds"), help="articles to measure on")
    parser.add_argument("--pure", type=Path, default=Path(".venv/bin/python"), help="one installation")
    parser.add_argument(
        "--compiled", type=Path, default=Path(".venv-compiled/bin/python"), help="and the other one"
    )
    parser.add_argument("--runs", type=int, default=5, help="runs to take the median of")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    if asked.measure:
        found = measure_here(asked.folder)
        print(json.dumps({name: getattr(found, name) for name in Measured.__slots__}))
        return 0
    for python in (asked.pure, asked.compiled):
        if not python.exists():
            print(f"Error: {python} is not there; `make compiled` makes it", file=sys.stderr)
            return 2
    runs = [
        (measure_with(asked.pure, asked.folder), measure_with(asked.compiled, asked.folder))
        for _ in range(max(1, asked.runs))
    ]
    return report([one for one, _ in runs], [two for _, two in runs])


if __name__ == "__main__":
    sys.exit(main())
