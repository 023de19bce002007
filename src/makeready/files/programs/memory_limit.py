"""A process → the same, with a bound to the memory that it may take."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def limit_memory(most: int) -> None:
    """Let this process, and those it starts, have so many bytes of address space; 0 leaves it.

    What asks for more meets a MemoryError, or ends where it is a library that knows none. Only
    Linux holds to such a bound.
    """
    if not most or sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


@contextlib.contextmanager
def no_memory_limit() -> Iterator[None]:
    """Give a context in which a process that is started has no bound of ours.

    Java and browsers reserve much more address space than they take.
    """
    if sys.platform != "linux":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (before[1], before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@contextlib.contextmanager
def memory_limit(most: int) -> Iterator[None]:
    """Give a context in which this process may have so many bytes; afterwards it is as before."""
    if not most or sys.platform != "linux":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    limit_memory(most)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
