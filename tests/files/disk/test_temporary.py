"""A run leaves nothing in the temporary folder, and takes along what a killed one left."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from makeready.files.disk.temporary import temporary_folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_the_folder_goes_with_all_that_is_in_it(home: Path) -> None:
    with temporary_folder() as folder:
        (Path(folder) / "font.otf").write_bytes(b"font")
        assert Path(folder).parent == home
    assert list(home.iterdir()) == []


def test_what_a_killed_run_left_goes_and_nothing_else(home: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (home / f"makeready-{dead.pid}-abc").mkdir()
    stays = [f"makeready-{os.getppid()}-abc", "makeready-notes", f"makeready-{dead.pid}"]
    for name in stays:
        (home / name).mkdir()
    with temporary_folder():
        pass
    assert sorted(path.name for path in home.iterdir()) == sorted(stays)
