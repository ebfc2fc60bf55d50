"""
Work on many documents shared by several processes.

Results are in the order of the documents, for any number of processes. A document that takes too long is a
`Failure`, and so is one at which a process ends (out of memory, or in a library that does not return in time): new
processes do the rest.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess
from typing import Any, Final

from quotesearch.errors import QuotesearchError, UnreadableFileError
from quotesearch.model import Failure, RawDocument
from quotesearch.time_limit import end_process_after, ended_by_limit, limited, too_slow

__all__ = ["Task", "do", "over_processes", "size_of"]

IDLE: Final = -1
"""Where a process notes which chunk it works on: no chunk."""

MOST_LOST: Final = 3
"""How often in a row processes may end without having begun with a document, before the work is given up."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done to each document. All of it can be pickled."""

    work: Callable[[RawDocument, Any], Any]
    prepare: Callable[[str], Any]  # makes the other argument of the work, once in each process
    known: str  # of which it is made
    seconds: float | None = None  # see `limited`


def size_of(item: object) -> int:
    """How much work an item of a collection is, in characters."""
    if not isinstance(item, RawDocument):
        return 0
    return item.extent.end - item.extent.start if item.extent else len(item.source)


def do(task: Task, item: Any, prepared: Any) -> Any:
    """
    The result of the task for an item. One that takes too long becomes a `Failure`; other items stay as they are.

    *prepared*: what `Task.prepare` made.
    """
    if not isinstance(item, RawDocument):
        return item
    try:
        return limited(task.seconds, size_of(item), lambda: task.work(item, prepared))
    except UnreadableFileError as error:
        return Failure(item.path, str(error))


def over_processes(task: Task, chunks: Iterable[Sequence[Any]], jobs: int, ahead: int) -> Iterator[Any]:
    """
    Do a task on every item of every chunk, see `do`.

    Args:
        task: what is to be done.
        chunks: items; each chunk is done by one process.
        jobs: processes.
        ahead: chunks that are under way at a time, at most.

    Raises:
        QuotesearchError: processes end again and again without having begun with a document.
    """
    pool = _Pool(task, jobs)
    try:
        for chunk in chunks:
            pool.send(list(chunk))
            if pool.under_way == ahead:
                yield from pool.first()
        while pool.under_way:
            yield from pool.first()
    except BaseException:  # stopped half-way: the rest of the results is not needed
        pool.stop()
        raise
    # Wait: a thread of the pool that still runs when Python ends may print a traceback ("Bad file descriptor").
    pool.finish()


@dataclass(slots=True)
class _Chunk:
    """Items that were sent to a process, and their results."""

    number: int
    items: list[Any]
    future: Future[list[Any]] | None = None

    def is_lost(self) -> bool:
        """Whether nothing will come of it: it was not sent, or a process of the pool ended before it was done."""
        if self.future is None or self.future.cancelled():
            return True
        return self.future.done() and isinstance(self.future.exception(), BrokenProcessPool)


class _Pool:
    """A pool of processes that is replaced when one of them ends, and the chunks that it works on."""

    def __init__(self, task: Task, jobs: int) -> None:
        self._task = task
        self._jobs = jobs
        self._numbers = count()
        self._chunks: deque[_Chunk] = deque()
        self._lost = 0  # pools in a row that ended without a document to blame
        self._start()

    @property
    def under_way(self) -> int:
        """How many chunks were sent and not yet fetched."""
        return len(self._chunks)

    def send(self, items: list[Any]) -> None:
        """Have a chunk worked on."""
        chunk = _Chunk(next(self._numbers), items)
        self._chunks.append(chunk)
        try:
            self._submit(chunk)
        except BrokenProcessPool as error:
            self._replace(error)

    def first(self) -> list[Any]:
        """The results of the chunk that was sent first."""
        while True:
            future = self._chunks[0].future
            try:
                found = future.result() if future is not None else []
            except BrokenProcessPool as error:
                self._replace(error)
                continue
            self._chunks.popleft()
            self._lost = 0
            return found

    def finish(self) -> None:
        """Wait until the processes have ended."""
        self._pool.shutdown(wait=True)

    def stop(self) -> None:
        """End the processes at once, also those that are just being started, which would print what they miss."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in self._processes.values():
            process.terminate()

    def _start(self) -> None:
        """Make a pool. Its processes are started as chunks are sent."""
        _start_tracker()
        spawn = multiprocessing.get_context("spawn")  # the same on every system, and safe with threads
        self._notes: Any = spawn.RawArray("q", [0, IDLE, 0] * self._jobs)
        self._processes: dict[int | None, BaseProcess] = {}
        self._pool = ProcessPoolExecutor(
            self._jobs,
            spawn,
            initializer=_start_process,
            initargs=(self._task, self._notes, spawn.Value("i", 0)),
        )

    def _submit(self, chunk: _Chunk) -> None:
        with _deaf_to_interrupts():
            chunk.future = self._pool.submit(_work_on, chunk.number, chunk.items)
        self._processes |= {process.pid: process for process in multiprocessing.active_children()}

    def _replace(self, error: BrokenProcessPool) -> None:
        """Make failures of the documents at which processes ended, and let a new pool do the rest."""
        while True:
            self._pool.shutdown(wait=True)  # until all are gone, and their exit codes known
            self._lost = 0 if self._fail_documents() else self._lost + 1
            if self._lost > MOST_LOST:
                reason = "processes that read articles end at once, perhaps because memory ran out"
                raise QuotesearchError(f"{reason}.\nTry again with: --jobs 1") from error
            self._start()
            try:
                for chunk in self._chunks:
                    if chunk.is_lost():
                        chunk.future = None
                        self._submit(chunk)
                return
            except BrokenProcessPool as again:
                error = again

    def _fail_documents(self) -> bool:
        """Put a failure in the place of every document at which a process ended; was there one?"""
        found = False
        notes = list(self._notes)
        for pid, number, at in zip(notes[::3], notes[1::3], notes[2::3], strict=True):
            process = self._processes.get(pid)
            code = process.exitcode if process is not None else None
            chunk = next((chunk for chunk in self._chunks if chunk.number == number), None)
            # The pool itself ends the others with SIGTERM.
            if chunk is None or code in {None, 0, -signal.SIGTERM}:
                continue
            chunk.items[at] = _failure(chunk.items[at], self._task.seconds, code)
            found = True
        return found


def _start_tracker() -> None:
    """
    Start Python's process that cleans up after a killed one, without its warning that it has something to do.

    It takes the filters of this process, and prints into the prompt of a shell after `kill -9`.
    """
    if sys.platform == "win32":
        return  # there is none
    quiet = "ignore:resource_tracker"
    sys.warnoptions.append(quiet)
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions.remove(quiet)


def _failure(item: RawDocument, seconds: float | None, code: int | None) -> Failure:
    """Why a document is given up at which a process ended."""
    if seconds and ended_by_limit(code):
        return Failure(item.path, too_slow(seconds, size_of(item)))
    return Failure(item.path, "ended the process that read it, perhaps because memory ran out; try --jobs 1")


@dataclass(slots=True)
class _State:
    """What a process of a pool knows."""

    task: Task
    prepared: Any
    notes: Any  # for each process of the pool: its id, the chunk that it is at, and the item of that
    slot: int

    def note(self, number: int, at: int = 0) -> None:
        """Let the parent know what this process works on."""
        self.notes[3 * self.slot + 1 : 3 * self.slot + 3] = [number, at]


_states: list[_State] = []
"""In a process of a pool: what it knows, sent once and not with every chunk."""


def _start_process(task: Task, notes: Any, slots: Any) -> None:
    """Make a new process ready to work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with slots.get_lock():
        slot, slots.value = slots.value, slots.value + 1
    notes[3 * slot] = os.getpid()
    _states[:] = [_State(task, task.prepare(task.known), notes, slot)]


def _end_with_parent() -> None:
    """End this process when the one that started it was killed, which could not stop it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work_on(number: int, items: Sequence[Any]) -> list[Any]:
    """Do the work on a chunk, in a process of its own."""
    state = _states[0]
    made = []
    for at, item in enumerate(items):
        state.note(number, at)
        end_process_after(state.task.seconds, size_of(item))
        made.append(do(state.task, item, state.prepared))
    end_process_after(None, 0)
    state.note(IDLE)
    return made


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """
    Start processes that leave Ctrl-C to the one that started them, from their first moment on.

    A shell sends it to all of them; each that listens would print a traceback.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say how signals are taken
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
