"""A build that is killed leaves whole editions behind, and nothing stale that the next one uses."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from makeready.core.model import Digest
from makeready.files.disk.cache import Cache
from makeready.press.build.outcomes import Built
from makeready.press.build.pipeline import build_titles
from press.small_titles import chapter, editions, workspace, write_title

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("One", "Two")
MOMENTS = (0.6,)
EARLIER = (0.2, 0.1, 0.05)
MORE_MOMENTS = tuple(random.Random("killed").uniform(0.05, 1.0) for _ in range(20))

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="there is no kill -9")


def start(root: Path) -> subprocess.Popen[str]:
    """Start a build whose processes are a group of their own."""
    command = [sys.executable, "-m", "makeready", "--content", str(root / "content"), "build"]
    return subprocess.Popen(
        [*command, "--json"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def write(root: Path, word: str) -> None:
    chapters = (chapter(name).replace("plain", word) for name in NAMES)
    write_title(root / "content", "salt", *chapters)


def built(root: Path) -> dict[str, bytes]:
    """Return the editions that a build makes in peace, in processes of its own."""
    build = start(root)
    build.communicate()
    assert build.returncode == 0
    return editions(workspace(root))


def made(root: Path) -> dict[str, bytes]:
    """Return the editions that are made in this process; nothing that is remembered is damaged."""
    (outcome,) = build_titles(workspace(root), (), lambda _: None)
    assert isinstance(outcome, Built)
    assert "B-001" not in {found.code for found in outcome.findings}
    return editions(workspace(root))


def killed(root: Path, after: float) -> bool:
    """Kill a build with all of its processes, and say whether it was still at work."""
    build = start(root)
    time.sleep(after)
    os.killpg(build.pid, signal.SIGKILL)
    build.communicate()
    return build.returncode == -signal.SIGKILL


def damaged(root: Path) -> list[str]:
    """Return the names of entries of the cache that are not what was put there."""
    cache = Cache(folder=root / "output/.cache", limit=10**9)
    names = sorted(path.name for path in cache.folder.glob("??/*"))
    entries = [name for name in names if not name.endswith(".part")]
    return [name for name in entries if cache.get(Digest(name)).is_damaged]


def kill_at(root: Path, apart: Path, moments: tuple[float, ...]) -> int:
    """Kill builds of ever other words, at parts of the time that one takes, and build again.

    Where all of them had ended, since the machine has become faster, more are killed earlier.
    Returns how many builds were at work when they were killed.
    """
    write(apart, "plain")
    write(root, "plain")
    began = time.monotonic()
    before = built(root)
    took = time.monotonic() - began
    assert made(apart) == before
    at_work = 0
    for number, moment in enumerate((*moments, *EARLIER)):
        if at_work and number >= len(moments):
            break
        write(apart, f"other{number}")
        write(root, f"other{number}")
        wanted = made(apart)
        assert wanted.keys() == before.keys()
        assert wanted != before
        at_work += killed(root, moment * took)
        left = editions(workspace(root))
        whole = {name: data for name, data in left.items() if not name.endswith(".part")}
        assert whole.keys() == before.keys()
        assert all(data in (before[name], wanted[name]) for name, data in whole.items())
        assert damaged(root) == []
        assert made(root) == wanted
        before = wanted
    return at_work


@pytest.fixture
def apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("apart")


def test_a_killed_build_leaves_nothing_wrong(tmp_path: Path, apart: Path) -> None:
    assert kill_at(tmp_path, apart, MOMENTS) > 0


@pytest.mark.soak
def test_builds_killed_at_many_moments_leave_nothing_wrong(tmp_path: Path, apart: Path) -> None:
    assert kill_at(tmp_path, apart, MORE_MOMENTS) > len(MORE_MOMENTS) // 2
