"""Tasks of a build become their results in the process of the tests; each unit is laid out once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, ClassVar

from makeready.editions.print.values import LayoutJob, Resources, digest_job
from makeready.press.build.limits.overdue import lay_out
from makeready.press.workers.pool import Here
from makeready.press.workers.process import attempt

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from types import TracebackType
    from typing import Self

    from makeready.press.workers.pool import Result, Task


class InProcess(Here):
    """Does the tasks of several threads in this process, one at a time, and no layout twice.

    Small books share their half-title, their contents and often their only chapter.
    """

    count = 2
    laid_out: ClassVar[dict[str, bytes]] = {}
    """The units that were laid out, by the digest of all that a layout depends on."""

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
                result = self._lay_out(task) if task.call is lay_out else _attempt(task)
            yield number, result

    def _lay_out(self, task: Task) -> object:
        assert isinstance(task.own, LayoutJob)
        assert isinstance(task.shared.value, Resources)
        name = digest_job(task.own, task.shared.value)
        if name not in self.laid_out:
            result = _attempt(task)
            if not isinstance(result, bytes):
                return result
            self.laid_out[name] = result
        return self.laid_out[name]


def _attempt(task: Task) -> object:
    return attempt(task.call, task.shared.value, task.own)
