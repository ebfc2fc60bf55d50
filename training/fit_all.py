r"""
Fit all weights of extraction, in the order in which they depend on each other.

    python -m training.fit_all --polnear ../shared/polnear --pages ../shared/pages --date 2026-11-26

Each step is a separate process, because it reads the weight files of the steps before: names, then pronouns and nouns
that mean a named person, then the ranker, the detector and the confidence. A weight file is replaced only if its step
succeeds. The pronouns and nouns of the pages are found with the ranker's weights of the previous fit, so a second run
may change the weights a little.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import quotesearch
from training.read_part import corpora_options

WEIGHTS: Final = Path(quotesearch.__file__).parent / "weights"
STEPS: Final = (
    ("fit_names", "names.json"),
    ("fit_pronouns", "pronouns.json"),
    ("fit_epithets", "epithets.json"),
    ("fit_attribution", "attribution.json"),
)
"""The module of `training` for each step, and the weight file that it writes."""


def command_of(module: str, given: argparse.Namespace) -> list[str]:
    """The command of a step."""
    corpora = ["--polnear", str(given.polnear), "--pages", str(given.pages), "--date", given.date]
    rows = ["--rows", str(given.rows)] if given.rows and module == "fit_attribution" else []
    return [sys.executable, "-m", f"training.{module}", *corpora, *rows]


def run(command: list[str], target: Path) -> None:
    """Write the output of a command to a file if it succeeds."""
    made = target.with_suffix(".tmp")
    try:
        with made.open("wb") as out:
            subprocess.run(command, stdout=out, check=True)
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)


def main() -> None:
    """Fit and write."""
    options = corpora_options(__doc__)
    options.add_argument(
        "--rows", type=Path, help="keep the guesses out of fold here, for training.thresholds"
    )
    options.add_argument("--only", nargs="+", choices=[m for m, _ in STEPS], help="these steps only")
    given = options.parse_args()
    for module, name in STEPS:
        if given.only and module not in given.only:
            continue
        start = time.monotonic()
        run(command_of(module, given), WEIGHTS / name)
        print(f"{name} written after {time.monotonic() - start:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
