"""A cluster makes the same bytes as this machine, and one that cannot go on is not waited for."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ToolError
from makeready.files.disk.store import sha256
from makeready.files.disk.values import key
from makeready.press.build import pipeline
from makeready.press.build.outcomes import BuildOptions, Built, Step
from makeready.press.workers import cluster as press_cluster
from makeready.press.workers.cluster import Cluster
from makeready.press.workers.pool import Shared, Task
from press.small_titles import chapter, editions, workspace, write_title

pytest.importorskip("distributed")
import dask
from distributed import KilledWorker, LocalCluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from makeready.core.model import Digest

LONG = 60.0
# a port of its own for what serves its pages, since tests run side by side
ALONE = {"threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}


@pytest.fixture
def threads() -> Iterator[LocalCluster]:
    """Give a cluster of one worker, a thread of this process, which is there in a moment."""
    with LocalCluster(n_workers=1, processes=False, **ALONE) as made:
        yield made


@pytest.fixture
def processes() -> Iterator[LocalCluster]:
    """Give a cluster of two workers, which start again when they are killed.

    A task is given up when two of them have died over it.
    """
    # a local cluster gives up a worker for ever that is long in coming back, as on a busy machine
    patient = {"distributed.deploy.lost-worker-timeout": f"{LONG} s"}
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1, **patient}),
        LocalCluster(n_workers=2, processes=True, **ALONE) as made,
    ):
        yield made


class Scheduler:
    """A scheduler in a process of its own and without workers, that can be stopped and killed."""

    def __init__(self, file: Path) -> None:
        command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard"]
        command += ["--dashboard-address", "127.0.0.1:0"]
        options = ["--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file)]
        self.process = subprocess.Popen(
            [*command, *options],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stderr=subprocess.DEVNULL,
        )
        self._file = file

    def address(self) -> str:
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            with contextlib.suppress(FileNotFoundError, json.JSONDecodeError):
                return str(json.loads(self._file.read_bytes())["address"])
            time.sleep(0.05)
        pytest.fail("no scheduler came up")


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the cluster be looked at and left in moments."""
    for name in ("_MOMENT", "_ANSWER", "_LEAVING"):
        monkeypatch.setattr(press_cluster, name, 0.3)


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[Scheduler]:
    made = Scheduler(tmp_path / "scheduler.json")
    yield made
    made.process.kill()
    made.process.wait()


def add(shared: int, own: int) -> int:
    return shared + own


def fall(shared: str, own: int) -> int:
    """Fail as a task does over which too many workers died; the first of all fails always."""
    mark = Path(shared) / str(own)
    if own == 0 or not mark.exists():
        mark.touch()
        raise KilledWorker(str(own), SimpleNamespace(address="none"), 1)
    return own


def die(shared: float, own: int) -> int:
    """End this worker by force where the task is the first of all, and take some time elsewhere."""
    time.sleep(shared)
    if own == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return own


def known() -> Digest:
    return sha256(b"the same everywhere")


def of_this_thread() -> Digest:
    return key("thread", threading.get_ident())


def tasks(call: Callable[..., object], shared: object, count: int) -> list[Task]:
    held = Shared(name=str(shared), value=shared)
    return [Task(call=call, shared=held, own=number) for number in range(count)]


def after(given: list[Task], count: int, do: Callable[[], object]) -> Iterator[Task]:
    """Yield the tasks, and do something when so many of them were taken."""
    for number, task in enumerate(given):
        if number == count:
            do()
        yield task


def told(results: list[tuple[int, object]]) -> list[str]:
    """Return what the errors among the results say, each once."""
    errors = [error for _, error in results if isinstance(error, ToolError)]
    return sorted({error.message for error in errors})


def test_workers_with_other_versions_are_refused(threads: LocalCluster) -> None:
    with Cluster(threads.scheduler_address, of_this_thread) as cluster:
        ((number, error),) = cluster.run(tasks(add, 10, 1))
    assert number == 0
    assert isinstance(error, ToolError)
    assert "other versions" in error.message


def test_each_task_is_done_once_and_none_is_sent_early(threads: LocalCluster) -> None:
    taken: list[int] = []

    def counted() -> Iterator[Task]:
        for number in range(20):
            taken.append(number)
            shared = Shared(name=str(number // 8), value=100 * (number // 8))
            yield Task(call=add, shared=shared, own=number)

    with Cluster(threads.scheduler_address, known) as cluster:
        assert cluster.count == 1
        running = cluster.run(counted())
        first = next(running)
        assert len(taken) <= 3
        results = dict([first, *running])
    assert results == {number: 100 * (number // 8) + number for number in range(20)}


@pytest.mark.usefixtures("hasty")
def test_a_cluster_without_workers_is_given_up(threads: LocalCluster) -> None:
    with Cluster(threads.scheduler_address, known, patience=0.1) as cluster:
        given = after(tasks(add, 10, 9), 4, lambda: threads.scale(0))
        results = list(cluster.run(given))
        again = list(cluster.run(tasks(add, 10, 3)))
    assert sorted(number for number, _ in results) == list(range(9))
    assert told(results) == told(again)
    (message,) = told(results)
    assert "no worker" in message


def test_a_worker_that_comes_back_in_time_goes_on(threads: LocalCluster) -> None:
    coming = threading.Timer(1.5, lambda: threads.scale(1))

    def lose() -> None:
        threads.scale(0)
        coming.start()

    with Cluster(threads.scheduler_address, known, patience=LONG) as cluster:
        results = sorted(cluster.run(after(tasks(add, 10, 9), 4, lose)))
    coming.join()
    assert results == [(number, 10 + number) for number in range(9)]


def test_a_scheduler_that_is_gone_ends_the_tasks(scheduler: Scheduler) -> None:
    with Cluster(scheduler.address(), known, patience=LONG) as cluster:
        given = after(tasks(add, 10, 9), 2, scheduler.process.kill)
        results = list(cluster.run(given))
        before = time.monotonic()
    assert sorted(number for number, _ in results) == list(range(9))
    (message,) = told(results)
    assert "the scheduler of the cluster is gone" in message
    assert time.monotonic() - before < LONG / 2


@pytest.mark.usefixtures("hasty")
@pytest.mark.skipif("sys.platform == 'win32'", reason="no process can be stopped there")
def test_a_scheduler_that_is_silent_is_given_up_and_left(scheduler: Scheduler) -> None:
    with Cluster(scheduler.address(), known, patience=0.1) as cluster:
        scheduler.process.send_signal(signal.SIGSTOP)
        results = list(cluster.run(tasks(add, 10, 3)))
        before = time.monotonic()
    assert time.monotonic() - before < LONG / 2
    (message,) = told(results)
    assert "gave no answer" in message


def test_leaving_a_cluster_ends_who_waits_for_it(scheduler: Scheduler) -> None:
    ended: list[str] = []

    def wait(running: Iterator[object]) -> None:
        with pytest.raises(ToolError) as error:
            next(running)
        ended.append(error.value.message)

    with Cluster(scheduler.address(), known, patience=LONG) as cluster:
        waiting = threading.Thread(target=wait, args=(cluster.run(tasks(add, 10, 1)),))
        waiting.start()
        time.sleep(0.3)
    waiting.join(LONG)
    assert ended == ["the work was stopped"]


def test_machines_without_makeready_are_refused(
    threads: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press_cluster, "_OURS", "makeready_elsewhere:__version__")
    with pytest.raises(ToolError, match="has no makeready"):
        Cluster(threads.scheduler_address, known)


def test_a_task_that_workers_died_over_is_done_once_more(
    threads: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Dask itself raises it, and no task
    monkeypatch.setattr(press_cluster, "attempt", lambda call, shared, own: call(shared, own))
    with Cluster(threads.scheduler_address, known) as cluster:
        results = dict(cluster.run(tasks(fall, str(tmp_path), 6)))
    error = results.pop(0)
    assert results == {number: number for number in range(1, 6)}
    assert isinstance(error, ToolError)
    assert "ended before their work was done" in error.message


@pytest.mark.soak
def test_a_task_that_kills_its_workers_takes_no_other_with_it(processes: LocalCluster) -> None:
    with Cluster(processes.scheduler_address, known, patience=LONG) as cluster:
        results = dict(cluster.run(tasks(die, 0.3, 8)))
        assert isinstance(results.pop(0), ToolError)
        assert results == {number: number for number in range(1, 8)}
        assert list(cluster.run(tasks(add, 10, 1))) == [(0, 10)]


def test_a_cluster_makes_the_same_bytes(threads: LocalCluster, tmp_path: Path) -> None:
    write_title(tmp_path / "content", "salt", chapter("One"), chapter("Two"))
    pipeline.build_titles(workspace(tmp_path), (), lambda _: None)
    elsewhere = replace(workspace(tmp_path), output=tmp_path / "elsewhere")
    options = BuildOptions(scheduler=threads.scheduler_address)
    (outcome,) = pipeline.build_titles(elsewhere, (), lambda _: None, options)
    assert isinstance(outcome, Built)
    assert threads.scheduler.transition_counter > 0
    assert editions(elsewhere) == editions(workspace(tmp_path))


@pytest.mark.soak
def test_a_lost_worker_changes_no_byte(processes: LocalCluster, tmp_path: Path) -> None:
    chapters = [chapter(name) for name in ("One", "Two")]
    write_title(tmp_path / "content", "salt", *chapters)
    pipeline.build_titles(workspace(tmp_path), (), lambda _: None)
    wanted = editions(workspace(tmp_path))
    victims = [nanny.pid for nanny in processes.workers.values()][:1]

    def kill_one(step: Step) -> None:
        if victims and step.stage == "print edition" and step.done == 2:
            os.kill(victims.pop(), signal.SIGKILL)

    elsewhere = replace(workspace(tmp_path), output=tmp_path / "elsewhere")
    options = BuildOptions(scheduler=processes.scheduler_address)
    (outcome,) = pipeline.build_titles(elsewhere, (), kill_one, options)
    assert isinstance(outcome, Built)
    assert victims == []
    assert editions(elsewhere) == wanted


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ToolError) as error:
        Cluster("tcp://127.0.0.1:1", known)
    assert error.value.hint == 'pip install "makeready[cluster]"'


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(ToolError, match="no scheduler answers at nowhere"):
        Cluster("nowhere://x", known)


def test_an_address_of_tls_needs_certificates(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="no certificates") as error:
        Cluster("tls://127.0.0.1:1", known)
    assert error.value.hint is not None
    assert "DASK_CONFIG" in error.value.hint
    missing = str(tmp_path / "x.pem")
    files = dict.fromkeys(("ca-file", "client.cert", "client.key"), missing)
    with (
        dask.config.set({f"distributed.comm.tls.{name}": file for name, file in files.items()}),
        pytest.raises(ToolError, match="cannot be read"),
    ):
        Cluster("tls://127.0.0.1:1", known)
