"""A cluster makes the same bytes, also when one of its workers dies in the middle of a build."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ToolError
from makeready.files.store import sha256
from makeready.files.values import key
from makeready.press import pipeline
from makeready.press.cluster import Cluster
from makeready.press.outcomes import Built, Means, Step
from makeready.press.workers import Shared, Task
from press.small_titles import chapter, editions, workspace, write_title

pytest.importorskip("distributed")
from distributed import Client, LocalCluster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from makeready.core.model import Digest


# A cluster is several processes that find each other in their own time, and one of them is killed.
pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        Client(cluster, set_as_default=False) as made,
    ):
        yield made


def address(client: Client) -> str:
    return str(client.scheduler.address)


def add(shared: int, own: int) -> int:
    return shared + own


def known() -> Digest:
    return sha256(b"the same everywhere")


def of_this_process() -> Digest:
    return key("process", os.getpid())


def test_workers_with_other_versions_are_refused(client: Client) -> None:
    task = Task(call=add, shared=Shared(name="ten", value=10), own=1)
    with Cluster(address(client), of_this_process) as cluster:
        ((number, error),) = cluster.run([task])
    assert number == 0
    assert isinstance(error, ToolError)
    assert "other versions" in error.message


def test_each_task_is_done_once_and_none_is_sent_early(client: Client) -> None:
    taken: list[int] = []

    def tasks() -> Iterator[Task]:
        for number in range(20):
            taken.append(number)
            shared = Shared(name=str(number // 8), value=100 * (number // 8))
            yield Task(call=add, shared=shared, own=number)

    client.wait_for_workers(2)
    with Cluster(address(client), known) as cluster:
        assert cluster.count == 2
        running = cluster.run(tasks())
        first = next(running)
        assert len(taken) <= 5
        results = dict([first, *running])
    assert results == {number: 100 * (number // 8) + number for number in range(20)}


def test_a_lost_worker_changes_no_byte(client: Client, tmp_path: Path) -> None:
    chapters = [chapter(name, notes=9) for name in ("One", "Two", "Three", "Four", "Five")]
    write_title(tmp_path / "content", "salt", *chapters)
    pipeline.build_titles(workspace(tmp_path), (), lambda _: None, Means(jobs=2))
    wanted = editions(workspace(tmp_path))
    client.wait_for_workers(2)
    processes = sorted(client.run(os.getpid).values())

    def kill_one(step: Step) -> None:
        if processes and step.stage == "print edition" and step.done == 2:
            os.kill(processes.pop(), signal.SIGKILL)

    elsewhere = replace(workspace(tmp_path), output=tmp_path / "elsewhere")
    means = Means(scheduler=address(client))
    (outcome,) = pipeline.build_titles(elsewhere, (), kill_one, means)
    assert isinstance(outcome, Built)
    assert len(processes) == 1
    assert editions(elsewhere) == wanted


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ToolError) as told:
        Cluster("tcp://127.0.0.1:1", known)
    assert told.value.hint == 'pip install "makeready[cluster]"'


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(ToolError, match="no scheduler answers at nowhere"):
        Cluster("nowhere://x", known)
