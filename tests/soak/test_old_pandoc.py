"""Two hundred builds beside an older pandoc on PATH: none fails, and all give the same bytes.

That no other pandoc than the wheel's is run by any number of threads is seen in every run by
tests/files/programs/test_pandoc.py; these build whole books.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from makeready.files.programs import pandoc
from makeready.press.build.outcomes import BuildOptions, Built
from makeready.press.build.pipeline import build_titles
from old_pandoc import write_old_pandoc
from press.small_titles import editions, workspace, write_title

if TYPE_CHECKING:
    from pathlib import Path

BUILDS = 200
LONG = "<!-- " + "seaweed and salt " * 4000 + "-->\n\n"
"""Makes a file long enough to be read in a thread of its own, and sets nothing."""


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the old pandoc is a shell script")


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """A title to build, an older pandoc, and the file to which that adds each of its calls."""
    (tmp_path / "bin").mkdir()
    chapters = (f"# {name}\n\n{LONG}Words.\n" for name in ("One", "Two", "Three", "Four"))
    write_title(tmp_path / "content", "salt", *chapters)
    return write_old_pandoc(tmp_path / "bin")


@pytest.mark.soak
def test_builds_beside_an_older_pandoc(tmp_path: Path, calls: Path) -> None:
    assert len({_build(tmp_path, tmp_path / "bin") for _ in range(BUILDS)}) == 1
    assert not calls.exists()


@pytest.mark.soak
def test_two_builds_of_one_process_beside_an_older_pandoc(
    tmp_path: Path, calls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join((str(tmp_path / "bin"), os.environ["PATH"])))
    pandoc.program.cache_clear()
    made = []
    for options in (BuildOptions(), BuildOptions(is_fresh=True)):
        (outcome,) = build_titles(workspace(tmp_path), (), lambda _: None, options)
        assert isinstance(outcome, Built)
        made.append(editions(workspace(tmp_path)))
    assert made[0] == made[1]
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
