"""
A limit to the computing time that one file may take: the last resort, so that no file holds up all others.

CPU seconds are counted, not those of the clock, so that a busy machine makes no difference. When they are over, a
signal interrupts the work. Python looks at signals between its own instructions: a library written in C that does not
return is interrupted only when it does, unless the process may be ended (`ends_process`).
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Final, TypeVar

from quotesearch.errors import UnreadableFileError

__all__ = ["USUAL_SECONDS", "end_process_after", "ended_by_limit", "limited", "too_slow"]

USUAL_SECONDS: Final = 60.0
"""CPU seconds for each MiB begun; a slow machine reads a MiB of news in about ten."""

AGAIN: Final = 1.0
"""CPU seconds until the signal comes again, where something has caught the first one."""

ENDED_AFTER: Final = 2.0
"""How many times the limit a process may take until it is ended, and `GRACE` more."""

GRACE: Final = 2.0

Made = TypeVar("Made")


class _OvertimeError(BaseException):
    """Raised in the midst of the work. No `Exception`: libraries that catch all of these must not catch it."""


def limited(seconds: float | None, size: int, work: Callable[[], Made]) -> Made:
    """
    Do some work, within a limit of time where that can be.

    It can be in the main thread, on systems that have such signals (not on Windows), and unless something else has set
    the timer: a profiler, or a limit that this is a part of. Elsewhere the work is done without a limit.

    Args:
        seconds: CPU seconds for each MiB begun; None or 0: no limit.
        size: bytes or characters of what is worked on.
        work: what to do.

    Returns:
        what the work gives.

    Raises:
        UnreadableFileError: it took longer; the message says so, and what to do.

    >>> limited(60, 5, "water".upper)
    'WATER'
    """
    if not seconds or not _can_be_limited():
        return work()
    in_time = [True]

    def stop(number: int, frame: FrameType | None) -> None:
        if in_time:  # else the work was done when the signal came
            raise _OvertimeError

    handler = signal.signal(signal.SIGPROF, stop)
    try:
        try:
            signal.setitimer(signal.ITIMER_PROF, _allowed(seconds, size), AGAIN)
            return work()
        finally:
            in_time.clear()
    except _OvertimeError:
        raise UnreadableFileError(too_slow(seconds, size)) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_DFL if handler is None else handler)


def end_process_after(seconds: float | None, size: int) -> None:
    """
    Have this process ended by the system if work takes much longer than `limited` allows. For processes of a pool.

    Args:
        seconds: see `limited`; None or 0: it is not ended.
        size: see `limited`.
    """
    if hasattr(signal, "setitimer"):
        after = _allowed(seconds, size) * ENDED_AFTER + GRACE if seconds else 0
        signal.setitimer(signal.ITIMER_VIRTUAL, after)  # nothing handles its signal, which ends the process


def ended_by_limit(exit_code: int | None) -> bool:
    """Whether a process with this exit code was ended for `end_process_after`."""
    return hasattr(signal, "SIGVTALRM") and exit_code == -signal.SIGVTALRM


def too_slow(seconds: float, size: int) -> str:
    """
    Why a file was given up, and what to do.

    >>> too_slow(60, 100)
    'took longer than 60 seconds; give it more with --timeout 300'
    >>> too_slow(60, 3 << 20)
    'took longer than 180 seconds (60 for each MiB); give it more with --timeout 300'
    """
    allowed = _allowed(seconds, size)
    share = f" ({seconds:g} for each MiB)" if allowed != seconds else ""
    return f"took longer than {allowed:g} seconds{share}; give it more with --timeout {5 * seconds:g}"


def _allowed(seconds: float, size: int) -> float:
    """CPU seconds for something of a size."""
    return seconds * max(1, -(-size // (1 << 20)))


def _can_be_limited() -> bool:
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and not signal.getitimer(signal.ITIMER_PROF)[0]
    )
