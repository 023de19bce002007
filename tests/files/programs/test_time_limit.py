"""Work that takes too long is stopped, and what it was at is told."""

from __future__ import annotations

import signal
import sys
import threading
import time

import pytest

from makeready.core.errors import OverdueError
from makeready.core.findings import Place
from makeready.files.programs.run import run
from makeready.files.programs.time_limit import time_limit

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
