"""Tasks are done once each, whoever does them, and a worker's death is not the work's."""

from __future__ import annotations

import operator
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import OverdueError, OwnFault, SourceError, ToolError
from makeready.press.workers import pool as pool_of_processes
from makeready.press.workers.pool import Here, Pool, Shared, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.process import BaseProcess


def add(shared: int, own: int) -> int:
    return shared + own


def refuse(shared: int, own: int) -> int:
    raise SourceError(f"{shared} {own}", hint="none")


def stumble(shared: int, own: int) -> int:
    return shared // own


def test_a_fault_of_ours_is_no_death_of_a_worker() -> None:
    tasks = [Task(call=stumble, shared=Shared(name="a", value=1), own=own) for own in (1, 0, 1)]
    with Pool(1) as pool:
        results = dict(pool.run(iter(tasks)))
    assert (results[0], results[2]) == (1, 1)
    assert isinstance(results[1], OwnFault)
    assert "ZeroDivisionError" in str(results[1])
    assert "test_pool.py" in results[1].hint


def die_once(shared: str, own: int) -> int:
    """End this process by force the first time that the task is done."""
    mark = Path(shared) / str(own)
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return own


def die(shared: int, own: int) -> int:
    os.kill(os.getpid(), shared)
    return own


HELD: list[bytearray] = []
ASLEEP = 600


def grow(shared: int, own: int) -> int:
    """Keep so many bytes more in this process each time, and return which it is."""
    assert own >= 0
    HELD.append(bytearray(b"x") * shared)
    return os.getpid()


def sleep(shared: str, own: int) -> int:
    (Path(shared) / str(own)).touch()
    time.sleep(ASLEEP)
    return own


def spin(_shared: int, _own: int) -> int:
    while True:
        pass


def hoard(shared: int, own: int) -> int:
    """Ask for so many bytes at once."""
    return len(bytearray(shared)) + own


def leave_mark(shared: str, own: int) -> int:
    (Path(shared) / str(own)).touch()
    return own


def leave_file(_: object, __: object) -> str:
    """Leave a temporary file, as a library does that waits for Python to end in order."""
    descriptor, name = tempfile.mkstemp()
    os.close(descriptor)
    return name


def tasks(call: Callable[..., object], shared: object, count: int) -> list[Task]:
    held = Shared(name=str(shared), value=shared)
    return [Task(call=call, shared=held, own=number) for number in range(count)]


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(2) as made:
        yield made


def test_each_task_is_done(pool: Pool) -> None:
    wanted = [(number, 10 + number) for number in range(9)]
    assert sorted(pool.run(tasks(add, 10, 9))) == wanted
    assert list(Here().run(tasks(add, 10, 9))) == wanted


def test_batches_have_shared_values_of_their_own(pool: Pool) -> None:
    one, other = pool.run(tasks(add, 10, 5)), pool.run(tasks(add, 100, 5))
    mixed = [result for pair in zip(one, other, strict=True) for result in pair]
    assert Counter(total for _, total in mixed) == Counter([*range(10, 15), *range(100, 105)])


def test_an_error_is_a_result(pool: Pool) -> None:
    for workers in (pool, Here()):
        ((_, error),) = workers.run(tasks(refuse, 7, 1))
        assert isinstance(error, SourceError)
        assert (error.message, error.hint) == ("7 0", "none")


def test_tasks_are_taken_when_they_are_needed(pool: Pool) -> None:
    taken: Counter[str] = Counter()

    def counted() -> Iterator[Task]:
        for task in tasks(add, 1, 100):
            taken["tasks"] += 1
            yield task

    running = pool.run(counted())
    next(running)
    assert taken["tasks"] <= 4
    assert len(list(running)) == 99


def test_the_task_of_a_worker_that_died_is_done_again(pool: Pool, tmp_path: Path) -> None:
    results = sorted(pool.run(tasks(die_once, str(tmp_path), 4)))
    assert results == [(number, number) for number in range(4)]


def test_a_task_that_kills_its_workers_is_given_up(pool: Pool) -> None:
    ((_, error),) = pool.run(tasks(die, signal.SIGKILL.value, 1))
    assert isinstance(error, ToolError)
    assert list(pool.run(tasks(add, 1, 1))) == [(0, 1)]


@pytest.mark.skipif("sys.platform != 'linux'", reason="a process cannot be measured there")
def test_a_worker_that_has_grown_gives_way_to_another() -> None:
    with Pool(1) as pool:
        results = list(pool.run(tasks(grow, 10_000_000, 17)))
    assert [number for number, _ in results] == list(range(17))
    # four tasks to settle, three that fit into the room, and the one that was too much
    assert sorted(Counter(process for _, process in results).values()) == [1, 8, 8]


def test_leaving_a_pool_ends_its_workers(tmp_path: Path) -> None:
    with Pool(1) as pool:
        running = pool.run(tasks(sleep, str(tmp_path), 3))
        with pytest.raises(KeyboardInterrupt):
            interrupt_when(tmp_path / "0", running)
        before = time.monotonic()
    assert time.monotonic() - before < ASLEEP / 2
    assert not (tmp_path / "1").exists()


def test_workers_that_are_prepared_are_not_waited_for(tmp_path: Path) -> None:
    (task,) = tasks(sleep, str(tmp_path), 1)
    for _ in range(8):
        before = time.monotonic()
        with Pool(2) as pool:
            pool.prepare([task, task])
        assert time.monotonic() - before < ASLEEP / 2


def test_workers_are_prepared_once(tmp_path: Path) -> None:
    *first, last = tasks(leave_mark, str(tmp_path), 4)
    with Pool(1) as pool:
        pool.prepare(first)
        pool.prepare([last])
        assert sorted(pool.run(tasks(add, 1, 9))) == [(number, 1 + number) for number in range(9)]
    assert {file.name for file in tmp_path.iterdir()} == {"0", "1", "2"}


def test_a_task_that_takes_too_long_is_stopped_and_named(tmp_path: Path) -> None:
    (task,) = tasks(sleep, str(tmp_path), 1)
    slow = replace(task, about="the layout of “reeds”", shows=("images/a.svg",))
    with Pool(1, limit=1) as pool:
        ((_, error),) = pool.run([slow])
        assert isinstance(error, ToolError)
        assert error.message == "the layout of “reeds” took longer than 1 seconds and was stopped"
        assert "images/a.svg" in error.hint
        # what a worker need not import first, which may take longer than the limit
        assert list(pool.run(tasks(operator.add, 1, 1))) == [(0, 1)]


def test_what_workers_leave_in_the_temporary_folder_goes() -> None:
    with Pool(1) as pool:
        ((_, left),) = pool.run(tasks(leave_file, None, 1))
        assert Path(str(left)).exists()
    assert not Path(str(left)).parent.exists()


def interrupt_when(mark: Path, running: Iterator[object]) -> None:
    """Wait for a result as the user waits who presses Ctrl-C once the work has begun."""
    previous = signal.signal(signal.SIGALRM, lambda *_: press(mark))
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
    try:
        next(running)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def press(mark: Path) -> None:
    if mark.exists():
        raise KeyboardInterrupt


def test_a_death_for_lack_of_room_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    (task,) = tasks(add, 1, 1)
    assert "memory" in pool_of_processes._explain_death(task, 0).hint
    room = shutil.disk_usage("/")._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: room)
    assert "the temporary folder" in pool_of_processes._explain_death(task, 0).hint


def test_a_task_may_have_less_time_than_its_workers_allow() -> None:
    with Pool(1, ASLEEP) as pool:
        (task,) = tasks(sleep, tempfile.gettempdir(), 1)
        ((_, error),) = pool.run([replace(task, limit=0.2, about="the nap")])
    assert isinstance(error, OverdueError)
    assert "the nap took longer than 0.2 seconds" in error.message


def test_a_worker_that_cannot_be_started_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = pool_of_processes._CONTEXT.Process
    start = kind.start
    begun: list[object] = []

    def start_second(process: BaseProcess) -> None:
        begun.append(process)
        if len(begun) == 1:
            raise EOFError
        start(process)

    monkeypatch.setattr(kind, "start", start_second)
    with Pool(1) as pool:
        assert list(pool.run(tasks(add, 1, 1))) == [(0, 1)]


def test_what_is_started_for_workers_is_passed_by_by_ctrl_c() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pool_of_processes._without_interrupt():
        ignores = "import signal; print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"
        told = subprocess.run((sys.executable, "-c", ignores), capture_output=True, check=True)
    assert told.stdout.split() == [b"True"]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_title_has_a_time_of_its_own() -> None:
    (task,) = tasks(add, 1, 1)
    assert replace(task, limit=9).limit_within(3) == 3
    assert replace(task, limit=9, is_title=True).limit_within(3) == 9


def test_this_process_stops_a_task_that_takes_too_long() -> None:
    (task,) = tasks(spin, 0, 1)
    ((_, error),) = Here(0.05).run([replace(task, about="the layout of “one”")])
    assert isinstance(error, OverdueError)
    assert "the layout of “one” took longer than 0.05 seconds" in error.message


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_task_that_wants_more_memory_than_allowed_is_told_by_its_name() -> None:
    with Pool(1, memory=4_000_000_000) as pool:
        (task,) = tasks(hoard, 8_000_000_000, 1)
        ((_, error),) = pool.run([replace(task, about="the layout of “one”")])
    assert isinstance(error, ToolError)
    assert error.message == "the memory did not suffice for the layout of “one”"
    assert "4000 MB" in error.hint
    assert "--memory-limit" in error.hint
