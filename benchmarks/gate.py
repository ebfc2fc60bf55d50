"""
The gate: score all available corpora, and fail if a figure is below its floor.

    python -m benchmarks.gate                       score, compare with the accepted run, fail below a floor
    python -m benchmarks.gate --only seeds          … only corpora whose name contains this
    python -m benchmarks.gate --accept              make this the accepted run and raise the floors to it
    python -m benchmarks.gate --accept --lower WHY  … also lower the floors that it misses; WHY is stored

`floors.json` has a floor for every figure, or a ceiling if lower is better. `accepted/` has the figures of the last
accepted run and its mistakes: a fingerprint of document and words and a verdict, never any text, because we may not
publish most corpora. Gains and losses are listed by quote, because a better figure can hide new wrong names; in the
held parts, which no developer reads, they are only counted. For corpora with speakers the mean over articles and a
95 % interval (bootstrap over articles) are printed, too. Ends with 0 if all floors are met, 1 below a floor, 2 if
something could not be measured.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from benchmarks.corpora import CORPORA, measure
from benchmarks.scoring import ROOT, Corpus, Mistake, Scores, ScoringError

FLOORS: Final = ROOT / "benchmarks" / "floors.json"
ACCEPTED: Final = ROOT / "benchmarks" / "accepted"
SHOWN: Final = 25  # gains and losses listed for each corpus without --all
LOWER_IS_BETTER: Final = (
    "wrong",
    "incomplete",
    "invented",
    "surplus",
    "not quotes attributed",
    "quote leak",
    "pages below F1 .5",
    "misplaced",
    "quotes with a wrong name",
)

Floors = dict[str, dict[str, float]]  # corpus → figure → floor


@dataclass(frozen=True, slots=True)
class Violation:
    """A figure on the wrong side of its floor."""

    corpus: str
    figure: str
    floor: float
    now: float | None  # None: not measured any more


@dataclass(frozen=True, slots=True)
class Changes:
    """The differences between the mistakes and those of the accepted run."""

    losses: tuple[Mistake, ...]  # new, or with another verdict than before
    gains: tuple[tuple[str, str], ...]  # (fingerprint, verdict) of mistakes that are gone


def lower_is_better(figure: str) -> bool:
    """
    Whether a figure counts something bad.

    >>> lower_is_better("all wrong"), lower_is_better("all e2e F1")
    (True, False)
    """
    return figure.endswith(LOWER_IS_BETTER)


def misses(figure: str, now: float, floor: float) -> bool:
    """
    Whether a figure is worse than its floor.

    >>> misses("right", 37, 38), misses("surplus", 0, 0), misses("surplus", 1, 0)
    (True, False, True)
    """
    return now > floor if lower_is_better(figure) else now < floor


def violations(floors: Floors, figures: Floors) -> list[Violation]:
    """Every figure that misses its floor, or has a floor but is no longer measured though its corpus is."""
    found = []
    for corpus, measured in figures.items():
        for figure, floor in floors.get(corpus, {}).items():
            now = measured.get(figure)
            if now is None or misses(figure, now, floor):
                found.append(Violation(corpus, figure, floor, now))
    return found


def fingerprint(document: str, words: str, nth: int = 0) -> str:
    """
    A digest that identifies a quote without its words; `nth` distinguishes equal words in one document.

    >>> fingerprint("a.txt", "soon") == fingerprint("a.txt", "soon", 1)
    False
    """
    return sha256(f"{document}\0{words}\0{nth}".encode()).hexdigest()[:16]


def fingerprints(places: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The fingerprint of each (document, words)."""
    seen: Counter[tuple[str, str]] = Counter()
    for place in places:
        yield fingerprint(*place, seen[place])
        seen[place] += 1


def by_fingerprint(mistakes: Iterable[Mistake]) -> dict[str, Mistake]:
    """Mistakes by their fingerprints."""
    mistakes = list(mistakes)
    keys = fingerprints((mistake.document, mistake.words) for mistake in mistakes)
    return dict(zip(keys, mistakes, strict=True))


def compare(before: dict[str, str], mistakes: Iterable[Mistake]) -> Changes:
    """
    The gains and losses since the accepted run.

    Args:
        before: fingerprint → verdict of the accepted run's mistakes.
        mistakes: those of this run.
    """
    now = by_fingerprint(mistakes)
    losses = (mistake for key, mistake in now.items() if before.get(key) != mistake.verdict)
    gains = ((key, verdict) for key, verdict in before.items() if key not in now)
    return Changes(tuple(losses), tuple(gains))


# Printing -----------------------------------------------------------------------------------------


def table(floors: Floors, figures: Floors) -> Iterator[str]:
    """A table of figures and floors, one line each."""
    yield f"{'corpus':48}{'figure':44}{'floor':>10}{'now':>10}"
    for corpus, measured in figures.items():
        for figure, now in measured.items():
            floor = floors.get(corpus, {}).get(figure)
            mark = "  MISSED" if floor is not None and misses(figure, now, floor) else ""
            shown = "–" if floor is None else f"{floor:g}"
            yield f"{corpus:48}{figure:44}{shown:>10}{now:>10g}{mark}"


def spread_table(corpora: dict[Corpus, Scores]) -> Iterator[str]:
    """A table of the main figures of the corpora with speakers: over all quotations, over articles, and an interval."""
    rows = [(corpus.name, spread) for corpus, scores in corpora.items() for spread in scores.spreads]
    if rows:
        yield f"\n{'corpus':48}{'figure':36}{'all':>7}{'articles':>10}{'their mean':>12}  95 % interval"
    for name, its in rows:
        yield (
            f"{name:48}{its.figure:36}{its.value:7.1f}{its.articles:10}{its.mean:12.1f}"
            f"  {its.low:.1f}–{its.high:.1f}"
        )


def changes_in_words(corpus: Corpus, changes: Changes, limit: int) -> Iterator[str]:
    """Gains and losses, one line per quote, at most `limit` of each; for a held corpus one line per verdict."""
    yield f"{corpus.name}: {len(changes.gains)} gained, {len(changes.losses)} lost against the accepted run"
    if corpus.held:
        for sign, verdicts in (
            ("+ was", Counter(verdict for _, verdict in changes.gains)),
            ("-", Counter(mistake.verdict for mistake in changes.losses)),
        ):
            yield from (f"  {sign} {verdict}: {count}" for verdict, count in sorted(verdicts.items()))
        return
    places = list(corpus.labels())
    labels = dict(zip(fingerprints(places), places, strict=True))
    for key, verdict in changes.gains[:limit]:
        document, words = labels.get(key, ("", "(not in the gold)"))
        yield f"  + was {verdict}: {words[:70]}  {document}"
    for mistake in changes.losses[:limit]:
        names = f"{mistake.said or 'nobody'} for {mistake.wanted or 'nobody'}"
        yield f"  - {mistake.verdict}: {mistake.words[:70]} [{names}]  {mistake.document}"


# Files --------------------------------------------------------------------------------------------


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file; empty if there is none."""
    if not path.exists():
        return {}
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON object in lines, so that version control shows changes by line."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
    )


def accepted_file(corpus: Corpus, folder: Path) -> Path:
    """The file with the last accepted run over a corpus."""
    return folder / (re.sub(r"\W+", "-", corpus.name) + ".json")


def gold_mark(corpus: Corpus) -> str:
    """A hash that changes with the gold: of its file, or of all files in its folder except READMEs."""
    if corpus.gold.is_file():
        return sha256(corpus.gold.read_bytes()).hexdigest()[:16]
    mark = sha256()
    for path in sorted(path for path in corpus.gold.rglob("*") if path.is_file() and path.suffix != ".md"):
        mark.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return mark.hexdigest()[:16]


def accept(
    corpora: dict[Corpus, Scores], kept: dict[str, Any], missed: list[Violation], why: str | None
) -> dict[str, Any]:
    """
    The content of floors.json after a run is accepted: its figures become floors, and the floors of other corpora stay.

    Each floor that it misses leaves a note with the reason; without a reason such a run is never accepted.
    """
    floors: Floors = kept.get("floors", {})
    today = datetime.now(UTC).date().isoformat()
    notes = [
        {"date": today, "corpus": v.corpus, "figure": v.figure, "from": v.floor, "to": v.now, "why": why}
        for v in missed
    ]
    figures = {corpus.name: scores.figures for corpus, scores in corpora.items()}
    return {"floors": {**floors, **figures}, "lowered": [*kept.get("lowered", []), *notes]}


def keep(corpus: Corpus, scores: Scores, folder: Path) -> None:
    """Store a run as the accepted one: its figures, and its mistakes without their words."""
    content = {
        "corpus": corpus.name,
        "date": datetime.now(UTC).date().isoformat(),
        "gold": gold_mark(corpus),
        "figures": scores.figures,
        "mistakes": {key: mistake.verdict for key, mistake in by_fingerprint(scores.mistakes).items()},
    }
    write_json(accepted_file(corpus, folder), content)


# The command --------------------------------------------------------------------------------------


def arguments(argv: list[str] | None) -> argparse.Namespace:
    """The parsed command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.gate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", default="", metavar="NAME", help="only corpora whose name holds this")
    parser.add_argument("--all", action="store_true", help="name every gain and loss")
    parser.add_argument("--accept", action="store_true", help="accept this run and raise the floors to it")
    parser.add_argument("--lower", metavar="WHY", help="with --accept: lower the floors that are missed")
    asked = parser.parse_args(argv)
    if asked.lower is not None and not (asked.accept and asked.lower.strip()):
        parser.error("--lower needs a reason and the option --accept")
    return asked


def measure_all(corpora: Iterable[Corpus]) -> dict[Corpus, Scores]:
    """The scores of the available corpora; prints the missing ones on standard error."""
    measured = {}
    for corpus in corpora:
        if corpus.at_hand:
            print(f"measuring {corpus.name} …", file=sys.stderr)
            measured[corpus] = measure(corpus)
        else:
            print(f"not at hand, not measured: {corpus.name} (looked for {corpus.gold})", file=sys.stderr)
    return measured


def not_scored(chosen: Iterable[Corpus], measured: Iterable[Corpus]) -> Iterator[str]:
    """A line that says how much less than all was scored; none if everything was."""
    measured = list(measured)
    missing = [corpus.name for corpus in chosen if corpus not in measured]
    if not missing:
        return
    own = all(corpus.gold.is_relative_to(ROOT) for corpus in measured)
    where = (
        f"only what the repository holds ({', '.join(c.name for c in measured)})" if own else "not everything"
    )
    yield f"Scored: {where}. Not at hand, so their floors were not checked: {'; '.join(missing)}"


def print_changes(corpora: dict[Corpus, Scores], limit: int) -> None:
    """Print gains and losses of each corpus that has an accepted run over the same gold."""
    for corpus, scores in corpora.items():
        before = read_json(accepted_file(corpus, ACCEPTED))
        if not before:
            print(f"{corpus.name}: no accepted run to compare with")
        elif before["gold"] != gold_mark(corpus):
            print(f"{corpus.name}: the gold is not the one of the accepted run, so quotes are not compared")
        else:
            changes = compare(before["mistakes"], scores.mistakes)
            print("\n".join(changes_in_words(corpus, changes, limit)))


def main(argv: list[str] | None = None) -> int:
    """Run the gate; returns the exit code."""
    asked = arguments(argv)
    chosen = [corpus for corpus in CORPORA if asked.only in corpus.name]
    try:
        corpora = measure_all(chosen)
    except ScoringError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    if not corpora:
        print(
            f"Error: nothing measured; the corpora are {', '.join(c.name for c in CORPORA)}", file=sys.stderr
        )
        return 2
    kept = read_json(FLOORS)
    figures = {corpus.name: scores.figures for corpus, scores in corpora.items()}
    missed = violations(kept.get("floors", {}), figures)
    print("\n".join((*table(kept.get("floors", {}), figures), *spread_table(corpora), "")))
    print_changes(corpora, sys.maxsize if asked.all else SHOWN)
    for violation in missed:
        now = "not measured" if violation.now is None else f"{violation.now:g}"
        print(f"MISSED: {violation.corpus}: {violation.figure} is {now}, floor {violation.floor:g}")
    print("".join(f"{line}\n" for line in not_scored(chosen, corpora)), end="")
    if not asked.accept:
        return 1 if missed else 0
    if missed and not asked.lower:
        print('Nothing accepted: floors only rise. To lower them: --accept --lower "why"', file=sys.stderr)
        return 1
    write_json(FLOORS, accept(corpora, kept, missed, asked.lower))
    for corpus, scores in corpora.items():
        keep(corpus, scores, ACCEPTED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
