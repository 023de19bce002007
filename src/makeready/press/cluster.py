"""Tasks → their results, made by the machines of a Dask cluster.

Tasks and results are values and bytes, so that the machines need makeready and no common disk. What
many tasks share is a task of its own, which the cluster does again where it was lost with a worker;
so is every task that a lost worker was at.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from makeready.core.errors import ToolError
from makeready.press.workers import Shared, Task, attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType
    from typing import Self

    from distributed import Client, Future

    from makeready.core.model import Digest
    from makeready.press.workers import Result

_AHEAD = 2
_PATIENCE = "20s"
# A worker may have several threads, and the layout engine may not.
_ONE_AT_A_TIME = threading.Lock()


class Cluster:
    """Does tasks on the cluster that a scheduler has; to be used as a context, which leaves it.

    `toolchain` gives the digest of all that decides about the bytes of an edition, here and there.
    """

    has_our_disk = False

    def __init__(self, address: str, toolchain: Callable[[], Digest]) -> None:
        self._client = _connect(address)
        self._toolchain = toolchain
        self._expected = toolchain()
        self.count = max(1, sum(self._client.nthreads().values()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield the results as they come; several threads may run batches at once."""
        from distributed import as_completed

        places: dict[str, int] = {}
        shared: dict[str, Future] = {}
        arriving = as_completed((), loop=self._client.loop)
        for number, task in enumerate(tasks):
            if len(places) >= self.count * _AHEAD:
                yield _taken(next(arriving), places)
            future = self._submit(task, shared)
            places[future.key] = number
            arriving.add(future)
        while places:
            yield _taken(next(arriving), places)

    def prepare(self, task: Task) -> None:
        """Do nothing: the machines of a cluster are not waited for."""

    def _submit(self, task: Task, shared: dict[str, Future]) -> Future:
        held = shared.get(task.shared.name) or self._hold(task.shared)
        # what was shared before is let go, for titles come one after the other
        shared.clear()
        shared[task.shared.name] = held
        return self._client.submit(
            _checked, self._toolchain, self._expected, task.call, held, task.own, pure=False
        )

    def _hold(self, shared: Shared) -> Future:
        return self._client.submit(_held, shared.value, pure=False)


def _connect(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise ToolError(
            "a scheduler was named, and the library for it is not installed",
            hint='pip install "makeready[cluster]"',
        ) from error
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ToolError(
            f"no scheduler answers at {address}",
            hint="an address is like tcp://name:8786; `dask scheduler` prints its own",
        ) from error


def _taken(future: Future, places: dict[str, int]) -> Result:
    from distributed import KilledWorker

    number = places.pop(future.key)
    try:
        return number, future.result()
    except KilledWorker as error:
        return number, ToolError(f"the cluster lost too many workers: {error}")


def _held(value: object) -> object:
    return value


def _checked(
    toolchain: Callable[[], Digest],
    expected: Digest,
    call: Callable[..., object],
    shared: object,
    own: object,
) -> object:
    """Do a task where the same versions would make the same bytes, and refuse it elsewhere."""
    with _ONE_AT_A_TIME:
        if toolchain() != expected:
            return ToolError(
                "a worker of the cluster has other versions than this machine",
                hint="install the same makeready with the same libraries on all of them",
            )
        return attempt(call, shared, own)
