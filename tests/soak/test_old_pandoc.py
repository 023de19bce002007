"""Two hundred builds beside an older pandoc on PATH: none fails, and all give the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from old_pandoc import write_old_pandoc
from press.small_titles import write_title

if TYPE_CHECKING:
    from pathlib import Path

BUILDS = 200
LONG = "<!-- " + "seaweed and salt " * 4000 + "-->\n\n"
"""Makes a file long enough to be read in a thread of its own, and sets nothing."""


@pytest.mark.parametrize("builds", [2, pytest.param(BUILDS, marks=pytest.mark.soak)])
@pytest.mark.skipif(sys.platform == "win32", reason="the old pandoc is a shell script")
def test_builds_beside_an_older_pandoc(tmp_path: Path, builds: int) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    calls = write_old_pandoc(programs)
    chapters = (f"# {name}\n\n{LONG}Words.\n" for name in ("One", "Two", "Three", "Four"))
    write_title(tmp_path / "content", "salt", *chapters)
    assert len({_build(tmp_path, programs) for _ in range(builds)}) == 1
    assert not calls.exists()


def _build(root: Path, programs: Path) -> tuple[str, ...]:
    """Build the title anew in a process of its own, and return the digests of its editions."""
    path = os.pathsep.join((str(programs), os.environ["PATH"]))
    done = subprocess.run(
        [sys.executable, "-m", "makeready", "--content", str(root / "content"), "build", "--fresh"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    folder = root / "output" / "salt"
    return tuple(
        hashlib.sha256((folder / f"salt.{kind}").read_bytes()).hexdigest()
        for kind in ("pdf", "epub")
    )
