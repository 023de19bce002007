"""Tasks → their results, made one by one here or side by side in other processes.

A process of the pool belongs to a thread that hands it one task at a time, so that a process that
dies takes down the one task it was at, which is done again by a new process; the pool of the
standard library loses all of its tasks with any of its processes. Processes are forked from a
server that has the stages loaded and lays out nothing itself, since Pango may use threads.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import queue
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from makeready.core.errors import OverdueError, ToolError
from makeready.files.disk.temporary import temporary_folder
from makeready.files.programs.time_limit import TimeExceededError, run_within
from makeready.press.workers.process import advise_on_memory, attempt, work
from makeready.press.workers.queue import QueuedItem, TaskQueue

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, SpawnContext
    from types import TracebackType
    from typing import Self

_PRELOADED = ("makeready.editions.print.weasy.loading",)
_TRIES = 2
_AHEAD = 2
_MOMENT = 0.05
_LEAST_ROOM = 20_000_000  # bytes of the temporary folder: one worker's copies of the fonts


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A large value that many tasks need; it is sent to a worker once and known by its name."""

    name: str
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A function of a stage or of the press, the shared value and the own one it is called with.

    `about` says in an error what the task is to make; `shows` names the files it does it with. It
    may take `limit` seconds where its workers allow more; one that makes a whole title may take
    them whatever its workers allow.
    """

    call: Callable[..., object]
    shared: Shared
    own: object
    about: str = "a task"
    shows: tuple[str, ...] = ()
    limit: float = math.inf
    is_title: bool = False

    def limit_within(self, limit: float) -> float:
        """Return the seconds it may take by workers that allow so many for a task."""
        return self.limit if self.is_title else min(self.limit, limit)


Result: TypeAlias = tuple[int, object]
"""Which task it was, counted from 0, and what it returned, or the MakereadyError that it raised."""


class Workers(Protocol):
    """Whoever does tasks: this process, a pool of processes, or other machines."""

    count: int
    """How many tasks are done at a time."""

    has_our_disk: bool
    """Whether the tasks see the files that we see."""

    def run(self, tasks: Iterable[Task]) -> Generator[Result]:
        """Yield the results as they come; tasks are begun in order, and taken only when needed."""

    def prepare(self, tasks: Sequence[Task]) -> None:
        """Let the workers do what makes them ready for other tasks; the results are lost."""


class Here:
    """Does tasks in this process, one after the other.

    One that takes longer than `limit` seconds is stopped, and its result is an OverdueError.
    """

    count = 1
    has_our_disk = True
    _limit = math.inf

    def __init__(self, limit: float = math.inf) -> None:
        self._limit = limit

    def run(self, tasks: Iterable[Task]) -> Generator[Result]:
        """Yield the result of each task."""
        for number, task in enumerate(tasks):
            yield number, self._do(task)

    def prepare(self, tasks: Sequence[Task]) -> None:
        """Do nothing, since nobody waits."""

    def _do(self, task: Task) -> object:
        limit = task.limit_within(self._limit)
        try:
            return run_within(limit, lambda: attempt(task.call, task.shared.value, task.own))
        except TimeExceededError:
            return _explain_overdue(task, limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """The tasks of one run: where their results go, and whether anyone still waits for them."""

    done: queue.SimpleQueue[Result]
    is_abandoned: threading.Event


class Pool:
    """Does tasks in processes of this machine; to be used as a context, which ends them.

    A task that takes longer than `limit` seconds is stopped, and its result is an OverdueError; one
    that wants more than `memory` bytes in its process ends in a ToolError. What the processes leave
    in the temporary folder goes when the context ends.
    """

    has_our_disk = True

    def __init__(self, count: int, limit: float = math.inf, memory: int = 0) -> None:
        self.count = count
        self._limit = limit
        self._memory = memory
        self._folder = contextlib.ExitStack()
        self._line: TaskQueue[tuple[_Batch, int, Task]] = TaskQueue()
        self._is_closed = threading.Event()
        self._is_prepared = False
        self._threads: list[tuple[threading.Thread, _Process]] = []

    def __enter__(self) -> Self:
        begin_server()
        folder = self._folder.enter_context(temporary_folder())
        for number in range(self.count):
            process = _Process(self._is_closed, folder, self._memory)
            serve = threading.Thread(target=self._serve, args=(number, process), daemon=True)
            self._threads.append((serve, process))
        for thread, _ in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_closed.set()
        self._line.close()
        for thread, process in self._threads:
            # one that is starting its process waits for the server, and ends by itself after that
            while thread.is_alive() and not process.is_starting:
                process.end()
                thread.join(_MOMENT)
        self._folder.close()

    def run(self, tasks: Iterable[Task]) -> Generator[Result]:
        """Yield the results as they come; several threads may run batches at once."""
        batch = _Batch(done=queue.SimpleQueue(), is_abandoned=threading.Event())
        waiting = 0
        try:
            for number, task in enumerate(tasks):
                self._line.put(QueuedItem(item=(batch, number, task), needs=task.shared.name))
                waiting += 1
                if waiting >= self.count * _AHEAD:
                    yield self._next(batch)
                    waiting -= 1
            for _ in range(waiting):
                yield self._next(batch)
        finally:
            batch.is_abandoned.set()

    def prepare(self, tasks: Sequence[Task]) -> None:
        """Let the workers do these while they wait for other tasks; a pool is ready only once."""
        if not self._is_prepared:
            self._is_prepared = True
            batch = _Batch(done=queue.SimpleQueue(), is_abandoned=threading.Event())
            for number, task in enumerate(tasks):
                item = batch, number, task
                self._line.put(QueuedItem(item=item, needs=task.shared.name, is_preparation=True))

    def _next(self, batch: _Batch) -> Result:
        while not self._is_closed.is_set():
            try:
                return batch.done.get(timeout=1.0)
            except queue.Empty:
                continue
        raise ToolError("the work was stopped")

    def _serve(self, number: int, process: _Process) -> None:
        while (item := self._line.take(number, process.known)) is not None:
            batch, place, task = item
            if not batch.is_abandoned.is_set():
                batch.done.put((place, self._do(process, task)))
        process.end()

    def _do(self, process: _Process, task: Task) -> object:
        for _ in range(_TRIES):
            if self._is_closed.is_set():
                break
            limit = task.limit_within(self._limit)
            try:
                return process.do(task, limit)
            except _OverdueError:
                process.end()
                return _explain_overdue(task, limit)
            except (EOFError, OSError):
                process.end()
        return _explain_death(task, self._memory)


class _OverdueError(Exception):
    """A task takes longer than it may."""


def _explain_death(task: Task, memory: int) -> ToolError:
    """Return the error for a task whose worker died, with what is the likely reason here."""
    folder = tempfile.gettempdir()
    is_full = shutil.disk_usage(folder).free < _LEAST_ROOM
    room = f"the temporary folder {folder} is full; make room there, or let TMPDIR name another one"
    return ToolError(
        f"a worker ended before its work was done, {_TRIES} times over: {task.about}",
        hint=room if is_full else f"is there enough memory? {advise_on_memory(memory)}",
    )


def _explain_overdue(task: Task, limit: float) -> OverdueError:
    """Return the error for a task that was stopped, with what may be the reason."""
    shows = f" It shows {', '.join(task.shows)}." if task.shows else ""
    return OverdueError(
        f"{task.about} took longer than {limit:g} seconds and was stopped",
        hint="Look there for a drawing, a table or a style that has no end, "
        f"or give it more time with --{'title' if task.is_title else 'time'}-limit.{shows}",
    )


class _Process:
    """One worker process, started when it is first needed and again after it has died.

    `known` is the name of the shared value that it has. Once the pool is closed none is started any
    more.
    """

    def __init__(self, is_closed: threading.Event, folder: str, memory: int) -> None:
        self.is_starting = False
        self._is_closed = is_closed
        self._folder = folder
        self._memory = memory
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self.known = ""

    def do(self, task: Task, limit: float) -> object:
        """Return what the task returns.

        Raises EOFError or OSError where the process dies, _OverdueError after `limit` seconds.
        """
        pipe = self._pipe or self._start()
        if task.shared.name != self.known:
            pipe.send((None, task.shared.value, ""))
            self.known = task.shared.name
        pipe.send((task.call, task.own, task.about))
        if not pipe.poll(None if math.isinf(limit) else limit):
            raise _OverdueError
        result, is_last = pipe.recv()
        if is_last:
            self.end()
        return result

    def end(self) -> None:
        """End the process at once, if there is one."""
        process, self._process = self._process, None
        self._pipe, self.known = None, ""
        if process is not None:
            process.kill()
            process.join()

    def _start(self) -> Connection:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(
            target=work, args=(theirs, self._folder, self._memory), daemon=True
        )
        self.is_starting = True
        try:
            # where the server was ended with us, there is no process that could be ended
            process.start()
            self._process = process
        finally:
            self.is_starting = False
        theirs.close()
        if self._is_closed.is_set():
            raise EOFError
        # the server may still be loading the stages; a task's time begins when its worker is there
        ours.recv()
        self._pipe = ours
        return ours


LONGEST_TEMPORARY = 60
"""Bytes of the temporary folder's path with which the server's socket still has a name.

A Unix socket's name holds 107 bytes, of which the server's own folder and file take about 40.
"""


def can_fork() -> bool:
    """Tell whether workers can be forked from a server here; otherwise each starts by itself."""
    folder = os.fsencode(tempfile.gettempdir())
    return sys.platform == "linux" and len(folder) <= LONGEST_TEMPORARY


_CONTEXT: ForkServerContext | SpawnContext = (
    multiprocessing.get_context("forkserver")
    if can_fork()
    else multiprocessing.get_context("spawn")
)


def begin_server() -> None:
    """Let the server from which workers are forked load the stages while we read the titles."""
    if can_fork():
        from multiprocessing import forkserver

        multiprocessing.set_forkserver_preload(list(_PRELOADED))
        with _without_interrupt():
            forkserver.ensure_running()


@contextlib.contextmanager
def _without_interrupt() -> Iterator[None]:
    """Give a context in which a process that is started is one that Ctrl-C passes by.

    The server of Python 3.11 to 3.14 ignores it only when it has loaded what it is told to, and
    would end in a traceback before. It ends with us in any case.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def cores() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
