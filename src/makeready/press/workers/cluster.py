"""Tasks → their results, made by the machines of a Dask cluster.

Tasks and results are values and bytes, so that the machines need makeready and no common disk. What
many tasks share is a task of its own, which the cluster does again where it was lost with a worker;
so is every task that a lost worker was at. A cluster without workers is waited for, but not for
ever; one without its scheduler is not.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass, field
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from makeready.core.errors import ToolError
from makeready.press.workers.pool import Shared, Task
from makeready.press.workers.process import attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from distributed import Client
    from distributed import Future as Remote  # noqa: TC004 -- it need not be installed

    from makeready.core.model import Digest
    from makeready.press.workers.pool import Result

PATIENCE = 60.0
"""Seconds for which a cluster may be without a worker before its work is given up."""

_OURS = "makeready:__version__"
_AHEAD = 2
_CONNECTING = 20.0
_LEAVING = 5.0
_ANSWER = 5.0
_MOMENT = 1.0
_REMEMBERED = "or build without --scheduler; what was made is remembered"
# A worker may have several threads, and the layout engine may not.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """A task that the cluster has, its number, and what the cluster knows it by."""

    number: int
    task: Task
    remote: Remote


@dataclass(frozen=True, slots=True, kw_only=True)
class _Suspect:
    """A task that workers ended with, so that it or one beside it may have ended them."""

    task: Task


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """What the cluster has of one run: its tasks, and what they share."""

    sent: dict[Future[object], _Sent] = field(default_factory=dict)
    shared: dict[str, Remote] = field(default_factory=dict)


class Cluster:
    """Does tasks on the cluster that a scheduler has; to be used as a context, which leaves it.

    `toolchain` gives the digest of all that decides about the bytes of an edition, here and there;
    `patience` is for how many seconds the cluster may be without a worker.
    """

    has_our_disk = False

    def __init__(
        self, address: str, toolchain: Callable[[], Digest], *, patience: float = PATIENCE
    ) -> None:
        self._client = _connect(address)
        self._toolchain = toolchain
        self._expected = toolchain()
        self._patience = patience
        self._is_left = threading.Event()
        self._alone = threading.Lock()
        self._end: ToolError | None = None
        self.count = max(1, self._threads())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_left.set()
        _leave(self._client)

    def run(self, tasks: Iterable[Task]) -> Generator[Result]:
        """Yield the results as they come; several threads may run batches at once.

        Where the cluster cannot go on, each task that is left ends in the error that says why.
        """
        suspects: list[tuple[int, Task]] = []
        with contextlib.closing(self._run(tasks)) as results:
            for number, result in results:
                if isinstance(result, _Suspect):
                    suspects.append((number, result.task))
                else:
                    yield number, result
        for number, task in suspects:
            yield number, self._again(task)

    def prepare(self, tasks: Sequence[Task]) -> None:
        """Do nothing: the machines of a cluster are not waited for."""

    def _again(self, task: Task) -> object:
        """Return what a suspect comes to when nothing that is suspected too is beside it."""
        with self._alone:
            ((_, result),) = self._run([task])
        if not isinstance(result, _Suspect):
            return result
        return ToolError(
            "the cluster's workers ended before their work was done, as often as it was begun",
            hint="have they enough memory? their own logs may tell",
        )

    def _run(self, tasks: Iterable[Task]) -> Generator[Result]:
        batch = _Batch()
        try:
            for number, task in enumerate(tasks):
                if len(batch.sent) >= self.count * _AHEAD:
                    yield self._wait_for_one(batch)
                end = self._end or self._send(batch, number, task)
                if end is not None:
                    yield number, end
            while batch.sent:
                yield self._wait_for_one(batch)
        finally:
            for sent in batch.sent.values():
                sent.remote.release()

    def _send(self, batch: _Batch, number: int, task: Task) -> ToolError | None:
        """Send a task, or return why it cannot be sent."""
        from distributed.client import ClosedClientError

        try:
            remote = self._submit(task, batch.shared)
        except ClosedClientError as error:
            return self._end_with(error)
        # it is fetched as soon as it is there, and again where it is lost on the way
        fetched = asyncio.run_coroutine_threadsafe(
            self._client.gather(remote, asynchronous=True), self._client.loop.asyncio_loop
        )
        batch.sent[fetched] = _Sent(number=number, task=task, remote=remote)
        return None

    def _submit(self, task: Task, shared: dict[str, Remote]) -> Remote:
        held = shared.get(task.shared.name) or self._hold(task.shared)
        # what was shared before is let go, for titles come one after the other
        shared.clear()
        shared[task.shared.name] = held
        return self._client.submit(
            _run_checked, self._toolchain, self._expected, task.call, held, task.own, pure=False
        )

    def _hold(self, shared: Shared) -> Remote:
        return self._client.submit(_get_held, shared.value, pure=False)

    def _wait_for_one(self, batch: _Batch) -> Result:
        """Wait for a result; when the cluster cannot go on, any task ends in the error."""
        fetched = self._first(batch.sent)
        sent = batch.sent.pop(fetched)
        result = self._result(sent, fetched) if fetched.done() else self._end
        if isinstance(result, _Suspect):
            # what was shared may have been lost in the same way
            batch.shared.clear()
        return sent.number, result

    def _first(self, sent: Mapping[Future[object], _Sent]) -> Future[object]:
        """Return one that is done, or any when the cluster cannot go on."""
        since = time.monotonic()
        while True:
            done, waiting = wait(sent, timeout=_MOMENT, return_when=FIRST_COMPLETED)
            if self._is_left.is_set():
                raise ToolError("the work was stopped")
            if done or self._end is not None:
                return (done or waiting).pop()
            if self._threads():
                since = time.monotonic()
            elif time.monotonic() - since > self._patience:
                self._end = ToolError(
                    f"for {self._patience:.0f} s the cluster had no worker, or gave no answer",
                    hint=f"start workers (`dask worker ADDRESS`) and build again, {_REMEMBERED}",
                )

    def _result(self, sent: _Sent, fetched: Future[object]) -> object:
        from distributed import KilledWorker

        try:
            return fetched.result()
        except KilledWorker:
            return _Suspect(task=sent.task)
        except (CancelledError, OSError) as error:
            if sent.remote.status == "error":
                # not the way to the cluster failed, but the task, where no error may come from
                raise
            return self._end_with(error)

    def _end_with(self, error: Exception) -> ToolError:
        """Remember that the cluster cannot go on, and return the error that says so."""
        if self._end is None:
            reason = getattr(error, "reason", "") or error
            self._end = ToolError(
                f"the scheduler of the cluster is gone, or has dropped the work: {reason}",
                hint=f"see what became of it and build again, {_REMEMBERED}",
            )
        return self._end

    def _threads(self) -> int:
        """Return how many tasks the workers do at a time; none where the scheduler is silent."""
        scheduler = self._client.scheduler
        if scheduler is None:
            return 0
        try:
            return sum(self._client.sync(scheduler.ncores, callback_timeout=_ANSWER).values())
        except OSError:
            return 0


def _connect(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise ToolError(
            "a scheduler was named, and the library for it is not installed",
            hint='pip install "makeready[cluster]"',
        ) from error
    # what befalls the cluster is told by our errors, without the tracebacks of its client
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    _require_certificates(address)
    try:
        client = Client(address, timeout=_CONNECTING, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise ToolError(
            f"no scheduler answers at {address}",
            hint="an address is like tcp://name:8786; `dask scheduler` prints its own",
        ) from error
    _require_makeready(client)
    return client


def _require_certificates(address: str) -> None:
    """Refuse an address of TLS where Dask's configuration names no certificates to connect with."""
    from distributed.security import Security

    if not address.startswith("tls://"):
        return
    try:
        context = Security().get_connection_args("client").get("ssl_context")
    except (OSError, ValueError) as error:
        raise ToolError(
            f"the certificates for {address} cannot be read: {error}",
            hint="see distributed.comm.tls in the file that DASK_CONFIG names",
        ) from error
    if context is None:
        raise ToolError(
            f"there are no certificates to connect with to {address}",
            hint="name a file with distributed.comm.tls in DASK_CONFIG; the handbook shows one",
        )


def _require_makeready(client: Client) -> None:
    """Refuse a cluster some machine of which lacks makeready: a worker would die of its task."""
    try:
        # one that is too busy to answer may be a good one
        with contextlib.suppress(TimeoutError):
            client.run_on_scheduler(resolve_name, _OURS, callback_timeout=_ANSWER)
            client.run(resolve_name, _OURS, callback_timeout=_ANSWER)
    except ImportError as error:
        _leave(client)
        raise ToolError(
            "a machine of the cluster has no makeready",
            hint="install the same makeready for its scheduler and for all its workers",
        ) from error


def _leave(client: Client) -> None:
    # a cluster that does not answer is left without its leave
    with contextlib.suppress(OSError):
        client.close(timeout=_LEAVING)


def _get_held(value: object) -> object:
    return value


def _run_checked(
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
