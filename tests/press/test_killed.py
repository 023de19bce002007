"""A build that is killed leaves whole editions behind, and nothing stale that the next one uses."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from press.small_titles import chapter, editions, workspace, write_title

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("One", "Two", "Three", "Four")
MOMENTS = (0.35, 0.6, 0.9)
MORE_MOMENTS = tuple(random.Random("killed").uniform(0.05, 1.0) for _ in range(20))


def start(root: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "makeready", "--content", str(root / "content"), "build"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def write(root: Path, word: str) -> None:
    chapters = (chapter(name).replace("plain", word) for name in NAMES)
    write_title(root / "content", "salt", *chapters)


def built(root: Path, word: str) -> dict[str, bytes]:
    """Return the editions of the book with this word in it, made in peace."""
    write(root, word)
    assert start(root).wait() == 0
    return editions(workspace(root))


def kill_at(root: Path, apart: Path, moments: tuple[float, ...]) -> None:
    """Kill builds of ever other words, at parts of the time that one takes, and build again."""
    began = time.monotonic()
    before = built(apart, "plain")
    took = time.monotonic() - began
    assert built(root, "plain") == before
    for number, moment in enumerate(moments):
        wanted = built(apart, f"other{number}")
        assert wanted != before
        write(root, f"other{number}")
        build = start(root)
        time.sleep(moment * took)
        build.kill()
        build.wait()
        left = editions(workspace(root))
        whole = {name: data for name, data in left.items() if not name.endswith(".part")}
        assert all(data in (before[name], wanted[name]) for name, data in whole.items())
        assert start(root).wait() == 0
        assert editions(workspace(root)) == wanted
        before = wanted


@pytest.fixture
def apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("apart")


def test_a_killed_build_leaves_nothing_wrong(tmp_path: Path, apart: Path) -> None:
    kill_at(tmp_path, apart, MOMENTS)


@pytest.mark.soak
def test_builds_killed_at_many_moments_leave_nothing_wrong(tmp_path: Path, apart: Path) -> None:
    kill_at(tmp_path, apart, MORE_MOMENTS)
