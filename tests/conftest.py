"""What holds for all tests: how properties are tried, and that a busy machine fails none.

`nox -s soak` tries them with the profile named soak.
"""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from makeready.press.build import context
from makeready.press.workers.pool import Here, Pool
from makeready.press.workers.process import attempt

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from types import TracebackType
    from typing import Self

    from makeready.press.workers.pool import Result, Task

any_pace = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", any_pace, max_examples=30)
settings.register_profile("soak", any_pace, max_examples=200)
settings.load_profile("quick")


class InProcess(Here):
    """Does the tasks of several threads in this process, one at a time."""

    count = 2

    def __init__(self) -> None:
        self._turn = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def run(self, tasks: Iterable[Task]) -> Generator[Result]:
        for number, task in enumerate(tasks):
            with self._turn:
                result = attempt(task.call, task.shared.value, task.own)
            yield number, result


def pytest_collection_finish() -> None:
    """Have garbage looked for among what tests make, and not among all tests and libraries.

    A layout makes many small objects; looking through them took some 4 % of the time.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def in_process() -> Iterator[None]:
    """Lay out in the tests' own process where a test does not say how many processes work.

    Starting two processes takes most of the time that a small book takes. What processes do has its
    tests in tests/press/workers, and in all tests that run the command line.
    """

    def choose(count: int, limit: float, memory: int) -> InProcess | Pool:
        return Pool(count, limit, memory) if count else InProcess()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(context, "cores", lambda: 0)
        patch.setattr(context, "Pool", choose)
        yield
