"""Work in this process → the same, stopped where it takes longer than it may."""

from __future__ import annotations

import contextlib
import math
import signal
import threading
from typing import TYPE_CHECKING, TypeVar

from makeready.core.errors import OverdueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from makeready.core.findings import Place

_T = TypeVar("_T")


class TimeExceededError(Exception):
    """Work took longer than it may; whoever knows the work says what it was."""


@contextlib.contextmanager
def time_limit(seconds: float, what: str, *, where: Place, hint: str) -> Iterator[None]:
    """Let the work within the context take so many seconds, and no more.

    Raises OverdueError after them, which ends a program that is waited for, too. Only the main
    thread of a system with interval timers can be stopped; elsewhere the work goes on.
    """
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def stop(*_: object) -> None:
        told = f"{what} took longer than {seconds:g} seconds and was stopped"
        raise OverdueError(told, where=where, hint=hint)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def run_within(seconds: float, work: Callable[[], _T]) -> _T:
    """Return what the work returns, done in this thread, whichever it is.

    Raises TimeExceededError once it takes longer than so many seconds. Python can stop a thread
    between two of its instructions only: a library or a lock that it waits for is waited for.
    """
    if math.isinf(seconds):
        return work()
    # of its own, so that a limit within another one does not take its place
    stopped: type[BaseException] = type("Stopped", (BaseException,), {})
    thread, turn, is_done = threading.get_ident(), threading.Lock(), threading.Event()

    def stop() -> None:
        with turn:
            if not is_done.is_set():
                _raise_in(thread, stopped)

    timer = threading.Timer(min(seconds, threading.TIMEOUT_MAX), stop)
    timer.daemon = True
    try:
        try:
            timer.start()
            return work()
        finally:
            timer.cancel()
            with turn:
                is_done.set()
    except stopped:
        raise TimeExceededError from None


def _raise_in(thread: int, error: type[BaseException]) -> None:
    """Have a thread raise an exception, which the C interface of Python alone can do.

    See https://docs.python.org/3.13/c-api/init.html#c.PyThreadState_SetAsyncExc.
    """
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))
