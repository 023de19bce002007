"""Tasks wait in line, and each goes to the worker that has least to learn for it."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedItem(Generic[Item]):
    """A place in the line: who stands there, what a worker has to know for it, and for what.

    A preparation teaches a worker what the tasks behind it need.
    """

    item: Item
    needs: str
    is_preparation: bool = False


class TaskQueue(Generic[Item]):
    """Hands out what stands in it, in order, to the threads of workers that ask for more.

    A worker leaves the next task to another that is free, or that is being prepared, and knows what
    the task needs, as long as no more tasks wait than there are such workers.
    """

    def __init__(self) -> None:
        self._queue: deque[QueuedItem[Item]] = deque()
        self._free: dict[int, str] = {}
        self._is_closed = False
        self._news = threading.Condition()

    def put(self, queued: QueuedItem[Item]) -> None:
        """Put something at the end of the line."""
        with self._news:
            self._queue.append(queued)
            self._news.notify_all()

    def close(self) -> None:
        """Send all workers home, those that wait and those that come back later."""
        with self._news:
            self._is_closed = True
            self._news.notify_all()

    def take(self, worker: int, knows: str) -> Item | None:
        """Wait for a task for this worker and return it, or None where the line is closed."""
        with self._news:
            self._free[worker] = knows
            self._news.notify_all()
            while not self._is_closed and not self._is_next(worker):
                self._news.wait()
            if self._is_closed:
                return None
            queued = self._queue.popleft()
            if queued.is_preparation:
                self._free[worker] = queued.needs
            else:
                del self._free[worker]
            self._news.notify_all()
            return queued.item

    def _is_next(self, worker: int) -> bool:
        if not self._queue:
            return False
        needs = self._queue[0].needs
        others = [name for each, name in self._free.items() if each != worker and name == needs]
        return self._free[worker] == needs or len(self._queue) > len(others)
