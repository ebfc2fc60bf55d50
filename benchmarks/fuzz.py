"""
A million inputs that nobody would write: does the program answer each, without a traceback and in time?

    python -m benchmarks.fuzz [--seed 1] [--start 0] [--count 1000000] [--jobs 2] [--minutes M] [--kinds text,page]
    python -m benchmarks.fuzz --only 4711 [--shrink]

Texts, pages, queries, lines of corrections, sidecars and `metadata.csv`s are made up by number (`fuzz_inputs`), spoilt
(`fuzz_mutators`) and go through the public functions in child processes (`fuzz_checks`): decode, clean, extract; parse,
search; read corrections and apply them; read what is beside articles. The same seed and number give the same input
everywhere.

A failure is a traceback, a promise that does not hold (offsets inside the source, slices equal to the text, blocks that
cover everything, JSON that comes back as it was), an input that takes more than 5 CPU-seconds, or a dead process. Each
is printed with its number, and its input saved below `--save`. `--only N` runs one input again, `--shrink` makes it as
small as it can be while it fails in the same way. Ends with 1 if anything failed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from benchmarks.fuzz_checks import prepare
from benchmarks.fuzz_inputs import KINDS, FuzzedInput, kind_of, made
from benchmarks.fuzz_running import Outcome, run_alone, run_many, shrunk

_HANGS = 300.0
"""Seconds after which a process that says nothing is stopped: it hangs where no signal is heard."""

_SAVED = 3
"""Inputs saved for each way to fail; more of the same tell nothing new."""

_EVERY = 10.0
"""Seconds between two lines of progress."""


@dataclass
class Worker:
    """A process that runs some of the inputs, and when it last said something."""

    process: BaseProcess
    results: Connection
    numbers: Sequence[int]  # of those that it has not reported yet, in order
    heard: float = field(default_factory=time.monotonic)


@dataclass
class Tally:
    """What came of all inputs so far."""

    inputs: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    size: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, tuple[float, int]] = field(default_factory=dict)
    ways: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def done(self) -> int:
        """How many inputs were run."""
        return self.inputs.total()

    def take(self, outcome: Outcome, seed: int, folder: Path) -> None:
        """Count an outcome; save the input of a failure and print what is new."""
        kind = outcome.kind
        self.inputs[kind] += 1
        self.refused[kind] += outcome.refused
        self.seconds[kind] += outcome.seconds  # type: ignore[assignment]  # a counter of fractions
        self.size[kind] += outcome.size
        self.slowest[kind] = max(self.slowest.get(kind, (0.0, 0)), (outcome.seconds, outcome.number))
        if not outcome.failure:
            return
        self.failed[kind] += 1
        way = self.ways[outcome.failure]
        way.append(outcome.number)
        if len(way) <= _SAVED:
            saved = _save(made(seed, outcome.number), outcome, folder, seed)
            print(f"FAILED {outcome.number} ({kind}): {outcome.failure}\n       saved: {saved}", flush=True)

    def table(self) -> str:
        """The summary, kind by kind."""
        lines = [
            f"{'kind':12} {'inputs':>9} {'bytes':>6} {'refused':>8} {'failures':>8}"
            f" {'a second':>9} {'slowest':>9}  number"
        ]
        for kind in KINDS:
            if not self.inputs[kind]:
                continue
            number = self.inputs[kind]
            slowest, which = self.slowest[kind]
            lines.append(
                f"{kind:12} {number:9,} {self.size[kind] / number:6.0f} {self.refused[kind]:8,}"
                f" {self.failed[kind]:8,} {number / (self.seconds[kind] or 1):9.0f} {slowest:8.2f}s  {which}"
            )
        lines.append(f"{'all':12} {self.done:9,} {'':6} {self.refused.total():8,} {self.failed.total():8,}")
        return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Run what was asked for, and give the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fuzz",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seed", type=int, default=1, help="other seeds give other inputs (default 1)")
    parser.add_argument("--start", type=int, default=0, metavar="N", help="the first input (default 0)")
    parser.add_argument(
        "--count", type=int, default=1_000_000, metavar="K", help="inputs (default 1,000,000)"
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--minutes", type=float, metavar="M", help="stop after so many")
    parser.add_argument("--kinds", default="", help=f"some of {','.join(KINDS)}")
    parser.add_argument("--only", type=int, metavar="N", help="run one input, and print what comes of it")
    parser.add_argument("--shrink", action="store_true", help="with --only: make a failing input small")
    parser.add_argument("--save", type=Path, default=Path("build/fuzz"), help="folder (default build/fuzz)")
    args = parser.parse_args(argv)
    kinds = tuple(args.kinds.split(",")) if args.kinds else ()
    if not set(kinds) <= set(KINDS):
        parser.error(f"kinds are {', '.join(KINDS)}")
    if args.count < 1 or args.jobs < 1:
        parser.error("--count and --jobs are numbers from 1 up")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        prepare(folder)
        if args.only is not None:
            return _one(made(args.seed, args.only), folder, args.save, args.seed, args.shrink)
        numbers: Sequence[int] = range(args.start, args.start + args.count)
        if kinds:
            numbers = [number for number in numbers if kind_of(args.seed, number) in kinds]
        return _many(numbers, args.seed, args.jobs, args.minutes, folder, args.save)


def _one(given: FuzzedInput, folder: Path, save: Path, seed: int, shrink: bool) -> int:
    """Run one input in this process, and print what came of it."""
    outcome = run_alone(given, folder)
    print(
        f"number {given.number}, {given.kind}, {len(given.data):,} bytes, {outcome.seconds:.2f} CPU-seconds:",
        outcome.failure or ("refused in words" if outcome.refused else "sound"),
    )
    if not outcome.failure:
        return 0
    print(outcome.traceback)
    if shrink:
        given = shrunk(given, outcome, folder)
        print(f"shrunk to {len(given.data):,} bytes:\n{given.data[:2000]!r}")
    print("saved:", _save(given, outcome, save, seed))
    return 1


def _many(
    numbers: Sequence[int], seed: int, jobs: int, minutes: float | None, folder: Path, save: Path
) -> int:
    """Run many inputs over processes, and print what came of them."""
    began = printed = time.monotonic()
    ends = began + 60 * minutes if minutes is not None else float("inf")
    tally = Tally()

    def start(some: Sequence[int]) -> Worker:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=run_many, args=(some, seed, folder, theirs), daemon=True)
        process.start()
        theirs.close()
        return Worker(process, ours, some)

    working = [start(numbers[first::jobs]) for first in range(min(jobs, len(numbers)))]
    while working and time.monotonic() < ends:
        wait([worker.results for worker in working], timeout=1.0)
        for place, worker in reversed(list(enumerate(working))):
            if not _has_ended(worker, tally, seed, save):
                continue
            del working[place]
            if worker.numbers:  # its process died of an input: go on with the next one
                working.append(start(worker.numbers))
        if time.monotonic() - printed >= _EVERY:
            printed = time.monotonic()
            _tell(tally, len(numbers), printed - began, ends - printed)
    for worker in working:
        worker.process.terminate()
        worker.process.join()
    print(tally.table())
    for failure, some in sorted(tally.ways.items(), key=lambda way: -len(way[1])):
        print(f"{len(some):6,} × {failure}: {', '.join(map(str, sorted(some)[:5]))}")
    print(f"{tally.done:,} inputs, {tally.failed.total():,} failures, {time.monotonic() - began:.0f} s")
    return 1 if tally.failed.total() else 0


def _has_ended(worker: Worker, tally: Tally, seed: int, save: Path) -> bool:
    """Take in what a worker has said, and whether its process has ended: done, dead, or stopped since it hangs."""
    try:
        while worker.results.poll():
            tally.take(worker.results.recv(), seed, save)
            worker.numbers = worker.numbers[1:]
            worker.heard = time.monotonic()
    except EOFError:
        worker.process.join()
        why = f"the process died (exit code {worker.process.exitcode})"
    else:
        if time.monotonic() - worker.heard < _HANGS:
            return False
        worker.process.kill()
        worker.process.join()
        why = f"hangs for more than {_HANGS:.0f} s"
    if worker.numbers:
        given = made(seed, worker.numbers[0])
        tally.take(Outcome(given.number, given.kind, len(given.data), failure=why), seed, save)
        worker.numbers = worker.numbers[1:]
    return True


def _tell(tally: Tally, number: int, seconds: float, left: float) -> None:
    """Print a line of progress."""
    rate = tally.done / seconds
    to_come = min(left, (number - tally.done) / rate) if rate else left
    print(
        f"{tally.done:,} of {number:,} · {rate:.0f} a second · {tally.failed.total():,} failures · "
        f"{to_come / 60:.0f} min left",
        file=sys.stderr,
        flush=True,
    )


def _save(given: FuzzedInput, outcome: Outcome, folder: Path, seed: int) -> Path:
    """Save an input and what it led to."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{seed}-{given.number}.{given.kind}"
    path.write_bytes(given.data)
    path.with_suffix(".why").write_text(f"{outcome.failure}\n{outcome.traceback}", encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
