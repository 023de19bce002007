"""A worker: tasks that come through a pipe → their results, in a process that is bounded."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.errors import MakereadyError, ToolError, explain_unforeseen
from makeready.files.programs.memory_limit import limit_memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

_READY = "ready"
# WeasyPrint 70 never gives back what it sets up for each line that has features of a font, which is
# some 40 kB a page: a worker that has grown so far after its first tasks gives way to a new one.
_SETTLED, _ROOM = 4, 32_000_000


def attempt(call: Callable[..., object], shared: object, own: object) -> object:
    """Return what the call returns, or the MakereadyError that it raises.

    Any other error is a fault of ours, and is told as one: it must not look like a worker's death.
    """
    try:
        return _attempt(call, shared, own)
    except MemoryError as error:
        return explain_unforeseen(error)


def _attempt(call: Callable[..., object], shared: object, own: object) -> object:
    try:
        return call(shared, own)
    except MemoryError:
        # the caller knows how much there was
        raise
    except MakereadyError as error:
        return error
    except Exception as error:  # noqa: BLE001 -- the one way in which a worker can tell of a bug
        return explain_unforeseen(error)


def advise_on_memory(memory: int) -> str:
    """Return what helps where the memory was short; `memory` is what a process may take, or 0."""
    own = f"; a process may take {memory // 1_000_000} MB, and --memory-limit allows more"
    return f"--jobs 1 needs the least{own if memory else ''}"


def work(pipe: Connection, folder: str, memory: int) -> None:
    """Do tasks until nobody asks any more; Ctrl-C is for the parent, which ends us.

    Temporary files go into the folder, which the parent takes away: WeasyPrint 70 keeps a copy of
    each font in a folder that it removes only when Python ends in order, and we are killed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = folder
    limit_memory(memory)
    # the libraries that were loaded before stay until the end; nobody need look through them again
    gc.freeze()
    # a layout makes many small objects that last: looked through as often as Python would, they
    # take a tenth of the time (18.8 s instead of 21.1 s of the processor's for 208 pages)
    gc.set_threshold(50_000, 20, 20)
    size = _Size()
    shared: object = None
    with contextlib.suppress(OSError):
        pipe.send(_READY)
    while True:
        try:
            call, own, about = pipe.recv()
        except (EOFError, OSError):
            return
        if call is None:
            shared = own
            continue
        result = _attempt_within(memory, call, shared, own, about)
        try:
            pipe.send((result, size.is_too_large()))
        except OSError:
            return


def _attempt_within(
    memory: int, call: Callable[..., object], shared: object, own: object, about: str
) -> object:
    try:
        return _attempt(call, shared, own)
    except MemoryError:
        return ToolError(f"the memory did not suffice for {about}", hint=advise_on_memory(memory))


class _Size:
    """Watches how a worker grows from task to task."""

    def __init__(self) -> None:
        self._done = 0
        self._settled = 0

    def is_too_large(self) -> bool:
        """Tell, after each task, whether it should be the last one."""
        self._done += 1
        size = _resident()
        if self._done <= _SETTLED:
            self._settled = size
        return size > self._settled + _ROOM


def _resident() -> int:
    """Return how many bytes of memory this process has, or 0 where that is not easily known."""
    if sys.platform != "linux":
        return 0
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
