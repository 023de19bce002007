"""A file is either old or new and whole."""

from __future__ import annotations

import os
import platform
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from makeready.core.errors import WorkspaceError
from makeready.files.disk import store
from makeready.files.disk.store import read_digest, sha256, write

SOURCE = Path(__file__).parents[3] / "src"


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b.pdf", b"one")
    assert (tmp_path / "a" / "b.pdf").read_bytes() == b"one"
    assert listing(tmp_path / "a") == ["b.pdf"]


def test_a_file_is_replaced(tmp_path: Path) -> None:
    write(tmp_path / "b.pdf", b"one")
    write(tmp_path / "b.pdf", b"two")
    assert read_digest(tmp_path / "b.pdf") == sha256(b"two")
    assert listing(tmp_path) == ["b.pdf"]


def test_an_absent_file_has_no_digest(tmp_path: Path) -> None:
    assert read_digest(tmp_path / "b.pdf") is None


def test_the_digest_is_sha256() -> None:
    assert sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    ours, alive = f"{store._here()}.{dead.pid}", f"{store._here()}.{os.getppid()}"
    (tmp_path / f".b.pdf.{ours}.1.part").write_bytes(b"half")
    (tmp_path / f".b.pdf.{alive}.1.part").write_bytes(b"of a run that is alive")
    (tmp_path / f".c.pdf.{ours}.1.part").write_bytes(b"of another file")
    write(tmp_path / "b.pdf", b"one")
    assert listing(tmp_path) == sorted([f".b.pdf.{alive}.1.part", f".c.pdf.{ours}.1.part", "b.pdf"])


@pytest.mark.parametrize("name", ["0123456789ab.{}.1", "{}.1", "x"])
def test_what_another_machine_writes_is_left_to_it_for_a_day(tmp_path: Path, name: str) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    unfinished = tmp_path / f".b.pdf.{name.format(dead.pid)}.part"
    unfinished.write_bytes(b"half")
    write(tmp_path / "b.pdf", b"one")
    assert unfinished.exists()
    yesterday = time.time() - 25 * 60 * 60
    os.utime(unfinished, (yesterday, yesterday))
    write(tmp_path / "b.pdf", b"two")
    assert listing(tmp_path) == ["b.pdf"]


def test_machines_and_containers_are_told_apart_and_not_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = []
    for node, kernel in (("a", ()), ("b", ()), ("a", ("boot 1", "pid:[1]")), ("a", ("boot 2",))):
        monkeypatch.setattr(platform, "node", lambda node=node: node)
        monkeypatch.setattr(store, "_kernel", lambda kernel=kernel: iter(kernel))
        names.append(store._here.__wrapped__())
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[0-9a-f]{12}", name) for name in names)


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    write(tmp_path / "b.pdf", b"one")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceError, match="cannot be written: No space left on device"):
        write(tmp_path / "b.pdf", b"two")
    assert (tmp_path / "b.pdf").read_bytes() == b"one"
    assert listing(tmp_path) == ["b.pdf"]


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(WorkspaceError, match="cannot be written"):
        write(tmp_path / "b.pdf", b"two")
    with pytest.raises(WorkspaceError, match="cannot be read"):
        read_digest(tmp_path / "b.pdf")


def test_a_kill_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from makeready.files.disk.store import write\n"
        "print(flush=True)\n"
        "while True:\n"
        "    for letter in b'ab': write(Path(sys.argv[1]), bytes([letter]) * 2_000_000)\n"
    )
    target = tmp_path / "b.pdf"
    for wait in (0.03, 0.05, 0.08):
        command = [sys.executable, "-c", program, str(target)]
        environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            deadline = time.monotonic() + 120
            while not target.exists() and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(wait)
            writer.send_signal(signal.SIGKILL)
        found = target.read_bytes()
        assert found in (b"a" * 2_000_000, b"b" * 2_000_000)
    write(target, b"end")
    assert listing(tmp_path) == ["b.pdf"]


FULL = """
import resource, signal, sys
from pathlib import Path
from makeready.files.disk.store import write_together

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
folder = Path(sys.argv[1])
write_together([(folder / "a.pdf", b"new"), (folder / "b.epub", b"new" * 1000)])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on the size of files")
def test_where_one_file_finds_no_room_all_stay_as_they_were(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.epub"):
        write(tmp_path / name, b"old")
    command = [sys.executable, "-c", FULL, str(tmp_path)]
    told = subprocess.run(
        command, env={"PYTHONPATH": str(SOURCE)}, capture_output=True, text=True, check=False
    )
    assert "b.epub cannot be written: File too large" in told.stderr
    assert listing(tmp_path) == ["a.pdf", "b.epub"]
    assert {(tmp_path / name).read_bytes() for name in listing(tmp_path)} == {b"old"}
