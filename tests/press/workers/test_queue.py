"""Tasks in line: handed out in order, and to those who have least to learn."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as waited
from typing import TYPE_CHECKING

import pytest

from makeready.press.workers.queue import QueuedItem, TaskQueue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

MOMENT, LONG = 0.05, 60


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as made:
        yield made


def task(item: int, needs: str = "") -> QueuedItem[int]:
    return QueuedItem(item=item, needs=needs)


def settled(*asking: Future[int | None]) -> list[bool]:
    """Return which of those who ask have got something after a moment."""
    time.sleep(MOMENT)
    return [each.done() for each in asking]


def test_one_worker_gets_tasks_in_order() -> None:
    line: TaskQueue[int] = TaskQueue()
    for number in range(3):
        line.put(task(number, needs=str(number)))
    assert [line.take(0, "") for _ in range(3)] == [0, 1, 2]


def test_a_task_goes_to_the_worker_that_knows_what_it_needs(threads: ThreadPoolExecutor) -> None:
    line: TaskQueue[int] = TaskQueue()
    for number in range(20):
        knowing, other = threads.submit(line.take, 1, "a"), threads.submit(line.take, 2, "")
        assert settled(knowing, other) == [False, False]
        line.put(task(number, needs="a"))
        assert knowing.result(timeout=LONG) == number
        line.put(task(-1, needs="b"))
        assert other.result(timeout=LONG) == -1


def test_those_who_know_less_help_where_there_is_much_to_do(threads: ThreadPoolExecutor) -> None:
    line: TaskQueue[int] = TaskQueue()
    asking = [threads.submit(line.take, worker, "a" * (worker == 1)) for worker in range(3)]
    for number in range(3):
        line.put(task(number, needs="a"))
    assert sorted(str(each.result(timeout=LONG)) for each in asking) == ["0", "1", "2"]


def test_a_worker_that_is_being_prepared_is_waited_for(threads: ThreadPoolExecutor) -> None:
    line: TaskQueue[int] = TaskQueue()
    line.put(QueuedItem(item=0, needs="a", is_preparation=True))
    assert line.take(1, "") == 0
    other = threads.submit(line.take, 2, "")
    line.put(task(1, needs="a"))
    assert settled(other) == [False]
    assert line.take(1, "a") == 1
    line.put(task(2, needs="a"))
    assert other.result(timeout=LONG) == 2


def test_a_preparation_that_failed_sets_its_task_free(threads: ThreadPoolExecutor) -> None:
    line: TaskQueue[int] = TaskQueue()
    line.put(QueuedItem(item=0, needs="a", is_preparation=True))
    assert line.take(1, "") == 0
    asking = [threads.submit(line.take, 2, "")]
    line.put(task(1, needs="a"))
    asking.append(threads.submit(line.take, 1, ""))
    done, _ = waited(asking, timeout=LONG, return_when="FIRST_COMPLETED")
    assert [each.result() for each in done] == [1]
    line.close()


def test_all_go_home_from_a_closed_line(threads: ThreadPoolExecutor) -> None:
    line: TaskQueue[int] = TaskQueue()
    asking = [threads.submit(line.take, worker, "") for worker in range(2)]
    line.close()
    assert [each.result(timeout=LONG) for each in asking] == [None, None]
    line.put(task(1))
    assert line.take(0, "") is None
