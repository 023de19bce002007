"""Work in this process → the same, stopped where it takes longer than it may."""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import TYPE_CHECKING

from makeready.core.errors import OverdueError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.core.findings import Place


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
