"""Run fuzzed inputs in a process, each with a time limit, and shrink those that fail."""

from __future__ import annotations

import resource
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Final

from benchmarks.fuzz_checks import BrokenPromiseError, Checker
from benchmarks.fuzz_inputs import FuzzedInput, made

__all__ = ["Outcome", "run_alone", "run_many", "shrunk"]

SLOW: Final = 5.0
"""CPU-seconds that an input may take."""

STOPPED: Final = 20.0
"""CPU-seconds after which it is stopped."""

MEMORY: Final = 6 << 30
"""Bytes of address space of a process, so that one input cannot fill the memory."""

SHRINKING: Final = 60.0
"""Seconds that shrinking an input may take."""


class TooSlowError(BaseException):
    """The time of an input is over. Not an `Exception`, so that no code under test catches it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of an input."""

    number: int
    kind: str
    size: int  # bytes
    seconds: float = 0.0  # of the CPU
    refused: bool = False  # with an error message
    failure: str = ""  # in a line: what went wrong, and where
    traceback: str = ""


def run_many(numbers: Iterable[int], seed: int, folder: Path, results: Connection) -> None:
    """Run inputs by number and send their outcomes one by one; the main function of a child process."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with Checker(folder) as checker:
        for number in numbers:
            results.send(
                _run(made(seed, number), checker)
            )  # sent at once, because the next input may kill the process


def run_alone(given: FuzzedInput, folder: Path) -> Outcome:
    """Run one input in this process."""
    with Checker(folder) as checker:
        return _run(given, checker)


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlowError


def _run(given: FuzzedInput, checker: Checker) -> Outcome:
    """Run one input."""
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, STOPPED)
    began = time.process_time()
    refused, failure, told = False, "", ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            refused = not checker.check(given)
    except TooSlowError:
        failure, told = f"stopped after {STOPPED:.0f} CPU-seconds", traceback.format_exc()
    except BrokenPromiseError as error:
        failure, told = f"broken promise: {error}", traceback.format_exc()
    except Exception as error:  # noqa: BLE001 - any error is a finding
        failure, told = f"{type(error).__name__} in {_place(error)}", traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - began
    if not failure and seconds > SLOW:
        failure = f"more than {SLOW:.0f} CPU-seconds"
    return Outcome(given.number, given.kind, len(given.data), seconds, refused, failure, told)


def _place(error: Exception) -> str:
    """The innermost place in the package that raised or passed an error: file and line."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/quotesearch/" in frame.filename.replace("\\", "/")]
    frame = (ours or list(frames))[-1]
    return (
        f"{frame.filename.replace(chr(92), '/').rpartition('/quotesearch/')[2]}:{frame.lineno} ({frame.name})"
    )


def shrunk(given: FuzzedInput, outcome: Outcome, folder: Path) -> FuzzedInput:
    """The smallest input found that fails in the same way. Ever smaller pieces are left out."""
    ends = time.monotonic() + SHRINKING
    with Checker(folder) as checker:
        size = max(1, len(given.data) // 2)
        while size and time.monotonic() < ends:
            at, shorter = 0, False
            while at < len(given.data) and time.monotonic() < ends:
                tried = replace(given, data=given.data[:at] + given.data[at + size :])
                if tried.data and _run(tried, checker).failure == outcome.failure:
                    given, shorter = tried, True
                else:
                    at += size
            if not shorter:
                size //= 2
    return given


if sys.platform == "win32":
    raise SystemExit("benchmarks.fuzz needs the timers of a Unix system")
