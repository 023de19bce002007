"""Run a command in a folder of its own, and look for all that it may leave there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

from makeready.core.errors import OwnFault
from press.titles import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

MOST = 600
"""Seconds after which a run is taken to hang: a busy machine may be slow."""

INTERRUPTED = 130
"""The exit code of a command that Ctrl-C or SIGTERM ended."""


class Ended(NamedTuple):
    """What a run of the command line came to."""

    code: int
    out: str
    err: str


def start(root: Path, *words: str, largest: int | None = None) -> subprocess.Popen[str]:
    """Start a command in a session of its own, whose temporary folder is `root`/t.

    With `largest`, no file may have more bytes than that: the disk is full for what is larger.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # so a shell starts what runs in the background, and a command would inherit it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    temporary = root / "t"
    temporary.mkdir(exist_ok=True)
    bound = () if largest is None else ("prlimit", f"--fsize={largest}")
    return subprocess.Popen(
        (*bound, sys.executable, "-m", "makeready", *words),
        cwd=root,
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(REPOSITORY / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    )


def end(root: Path, process: subprocess.Popen[str], limit: float = MOST) -> Ended:
    """Wait for a command, and see that it ended as the handbook says and left nothing behind."""
    try:
        out, err = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
    assert "Traceback" not in out + err
    # where the signal arrives while Python runs a string, it ends by the signal, as shells tell too
    code = INTERRUPTED if process.returncode == -signal.SIGINT else process.returncode
    assert code in {0, *range(2, OwnFault.exit_code), INTERRUPTED}, f"{code}: {err}"
    assert unfinished(root) == []
    return Ended(code, out, err)


def run(root: Path, *words: str, largest: int | None = None, limit: float = MOST) -> Ended:
    """Run a command to its end, which must come within `limit` seconds."""
    return end(root, start(root, *words, largest=largest), limit)


def unfinished(root: Path) -> list[Path]:
    """Return what a command left in its temporary folder, and what it began to write elsewhere."""
    parts = [each for each in root.rglob("*") if ".part" in each.name or each.name.endswith("~")]
    return [*(root / "t").rglob("*"), *parts]
