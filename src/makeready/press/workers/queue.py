"""Tasks wait in a queue, and go to free workers that have loaded what they need."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedItem(Generic[Item]):
    """A task in the queue, and the name of the shared value that its worker must have loaded.

    A preparation is a task that only loads this value.
    """

    item: Item
    needs: str
    is_preparation: bool = False


class TaskQueue(Generic[Item]):
    """Gives tasks, in order, to the threads of workers that ask for one.

    A worker that would have to load what the next task needs leaves it to a free worker that has
    loaded it, or is loading it, as long as there are enough of these for all waiting tasks.
    """

    def __init__(self) -> None:
        self._queue: deque[QueuedItem[Item]] = deque()
        self._free: dict[int, str] = {}
        self._is_closed = False
        self._news = threading.Condition()

    def put(self, queued: QueuedItem[Item]) -> None:
        """Put a task at the end of the queue."""
        with self._news:
            self._queue.append(queued)
            self._news.notify_all()

    def close(self) -> None:
        """Let `take` return None to all workers, those that wait and those that ask later."""
        with self._news:
            self._is_closed = True
            self._news.notify_all()

    def take(self, worker: int, knows: str) -> Item | None:
        """Wait for a task for this worker and return it, or None where the queue is closed."""
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
