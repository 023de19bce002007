"""Work that takes too long is stopped, and what it was at is told."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from makeready.core.errors import OverdueError
from makeready.core.findings import Place
from makeready.files.programs.run import run
from makeready.files.programs.time_limit import TimeExceededError, run_within, time_limit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no interval timers")


def test_work_that_takes_too_long_is_stopped() -> None:
    begun = time.monotonic()
    with (
        pytest.raises(OverdueError, match=r"a.tex: the work took longer than 0.05 seconds"),
        time_limit(0.05, "the work", where=Place("a.tex"), hint="divide it"),
    ):
        run((sys.executable, "-c", "import time; time.sleep(30)"), timeout=60)
    assert time.monotonic() - begun < 10


def test_work_in_time_is_left_alone() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(60, "the work", where=Place("a.tex"), hint=""):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_other_threads_are_left_alone() -> None:
    done: list[bool] = []

    def work() -> None:
        with time_limit(0.01, "the work", where=Place("a.tex"), hint=""):
            time.sleep(0.05)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def spin() -> None:
    while True:
        pass


def test_any_thread_can_be_stopped() -> None:
    with ThreadPoolExecutor(1) as threads:
        done = threads.submit(run_within, 0.05, spin)
        with pytest.raises(TimeExceededError):
            done.result(60)


def test_work_within_its_time_gives_its_result_or_its_error() -> None:
    assert run_within(60, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        run_within(60, lambda: 1 // 0)


def test_the_outer_limit_passes_through_a_longer_one_within() -> None:
    reached: list[str] = []

    def work() -> None:
        try:
            run_within(60, spin)
        except TimeExceededError:
            reached.append("the limit within")

    with pytest.raises(TimeExceededError):
        run_within(0.05, work)
    assert reached == []


def test_a_limit_that_comes_when_the_work_is_done_stops_nothing() -> None:
    for _ in range(200):
        with contextlib.suppress(TimeExceededError):
            run_within(0.0002, lambda: time.sleep(0.0002))
    time.sleep(0.05)
