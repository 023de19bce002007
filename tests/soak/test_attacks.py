"""No attack hangs, ends in a traceback or a fault of ours, or leaves a file behind."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import OwnFault
from press.titles import REPOSITORY, write_title
from soak import attacks

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.soak

LIMIT = 20
"""Seconds that an import may take."""

MOST = 600
"""Seconds after which a run is taken to hang: a busy machine may be slow."""


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command with a temporary folder of its own, which must be empty afterwards."""
    temporary = root / "t"
    temporary.mkdir(exist_ok=True)
    source = str(REPOSITORY / "src")
    done = subprocess.run(
        (sys.executable, "-m", "makeready", *words),
        cwd=root,
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": source},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=MOST,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode != OwnFault.exit_code, done.stderr
    assert done.returncode >= 0, done.stderr
    assert [each for each in temporary.rglob("*") if each.is_file()] == []
    return done


def unfinished(root: Path) -> list[Path]:
    """Return the files that an interrupted writing would leave."""
    return [each for each in root.rglob("*") if ".part" in each.name or each.name.endswith("~")]


@pytest.mark.parametrize("name", attacks.SOURCES)
def test_an_import_ends_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    file, data = attacks.SOURCES[name]
    (tmp_path / "content").mkdir()
    (tmp_path / file).write_bytes(data.encode() if isinstance(data, str) else data)
    done = run(tmp_path, "import", file, "--slug", "a", "--time-limit", str(LIMIT))
    assert unfinished(tmp_path) == []
    if done.returncode:
        assert "error" in done.stderr
        assert not list((tmp_path / "content").iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ("release", "-v1"),
        ("release", "--", "-v1"),
        ("release", "v1;ls"),
        ("release", "../v1"),
        ("catalogue", "--base-url", "javascript:go()"),
        ("catalogue", "--base-url", "\n"),
        ("preview", "../../etc"),
        ("build", "../mills"),
        ("build", "-"),
        ("check", "nowhere"),
        ("diff", "-x", "y"),
        ("diff", "/dev/null", "/dev/zero"),
        ("explain", "../../X"),
        ("new", "../a"),
        ("import", "/dev/null", "--slug", "a"),
        ("import", "content", "--slug", "a"),
        ("audit", "mills"),
    ],
    ids=" ".join,
)
def test_odd_words_of_a_command_line_are_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    write_title(tmp_path / "content", {"text/a.md": attacks.TEXT})
    done = run(tmp_path, *words)
    assert done.returncode != 0
    assert done.stderr
