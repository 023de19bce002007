"""What the cache remembers is what was put there, or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.core.errors import WorkspaceError
from makeready.files.disk.cache import Cache
from makeready.files.disk.store import _here, sha256

if TYPE_CHECKING:
    from makeready.core.model import Digest

KEYS = st.binary(max_size=4).map(sha256)
KEY = sha256(b"a key")


def cache(folder: Path, limit: int = 10**9) -> Cache:
    return Cache(folder=folder, limit=limit)


def entry(folder: Path, key: Digest = KEY) -> Path:
    return folder / key[:2] / key


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("??/*"))


@given(puts=st.lists(st.tuples(KEYS, st.binary(max_size=300))), asked=KEYS)
def test_what_was_put_last_is_got(puts: list[tuple[Digest, bytes]], asked: Digest) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept = cache(Path(folder))
        for key, data in puts:
            kept.put(key, data)
        last = dict(puts)
        assert kept.get(asked).data == last.get(asked)
        assert all(kept.get(key).data == data for key, data in last.items())


@given(data=st.binary(max_size=100), at=st.integers(0), flip=st.integers(1, 255))
def test_a_changed_byte_is_seen(data: bytes, at: int, flip: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache(folder).put(KEY, data)
        sealed = bytearray(entry(folder).read_bytes())
        sealed[at % len(sealed)] ^= flip
        entry(folder).write_bytes(sealed)
        found = cache(folder).get(KEY)
        assert (found.data, found.is_damaged) == (None, True)
        assert not entry(folder).exists()


@given(data=st.binary(max_size=100), length=st.integers(0))
def test_an_entry_cut_short_is_seen(data: bytes, length: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache(folder).put(KEY, data)
        sealed = entry(folder).read_bytes()
        entry(folder).write_bytes(sealed[: length % len(sealed)])
        assert cache(folder).get(KEY).is_damaged


def test_an_entry_under_another_key_is_seen(tmp_path: Path) -> None:
    other = sha256(b"another")
    cache(tmp_path).put(KEY, b"words")
    entry(tmp_path, other).parent.mkdir()
    entry(tmp_path).rename(entry(tmp_path, other))
    assert cache(tmp_path).get(other).is_damaged
    assert not cache(tmp_path).get(KEY).is_damaged


@given(sizes=st.lists(st.integers(0, 400), max_size=12), limit=st.integers(0, 2000))
def test_a_trimmed_cache_keeps_its_limit(sizes: list[int], limit: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = cache(folder, limit)
        for number, length in enumerate(sizes):
            kept.put(sha256(bytes([number])), bytes(length))
        before = size(folder)
        kept.trim()
        assert size(folder) <= limit
        assert size(folder) == before or before > limit


def test_what_was_longest_without_use_goes_first(tmp_path: Path) -> None:
    keys = [sha256(bytes([number])) for number in range(4)]
    kept = cache(tmp_path, limit=3 * (100 + 32))
    for age, key in enumerate(keys):
        kept.put(key, bytes(100))
        os.utime(entry(tmp_path, key), (age, age))
    assert kept.get(keys[0]).data == bytes(100)
    kept.trim()
    assert [kept.get(key).data is not None for key in keys] == [True, False, True, True]


def test_only_what_was_never_trimmed_so_far_may_be_over_the_limit(tmp_path: Path) -> None:
    kept = cache(tmp_path, limit=1000)
    assert kept.may_be_over()
    kept.put(KEY, bytes(500))
    kept.trim()
    smaller, larger = cache(tmp_path, limit=999), cache(tmp_path, limit=1001)
    assert [each.may_be_over() for each in (smaller, kept, larger)] == [True, False, False]
    smaller.trim()
    assert [each.may_be_over() for each in (smaller, kept, larger)] == [False, False, False]
    larger.trim()
    assert [each.may_be_over() for each in (smaller, kept, larger)] == [True, True, False]
    (tmp_path / "limit").write_bytes(b"many")
    assert larger.may_be_over()


def test_a_trim_takes_what_a_killed_build_was_writing(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    cache(tmp_path).put(KEY, b"")
    left = entry(tmp_path).with_name(f".{KEY}.{_here()}.{dead.pid}.1.part")
    busy = entry(tmp_path).with_name(f".{KEY}.{_here()}.{os.getpid()}.1.part")
    left.write_bytes(b"half")
    busy.write_bytes(b"half")
    cache(tmp_path, limit=0).trim()
    assert (left.exists(), busy.exists()) == (False, True)


def test_an_entry_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    entry(tmp_path).mkdir(parents=True)
    assert cache(tmp_path).get(KEY).data is None


def test_a_cache_that_takes_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"no folder")
    kept = cache(tmp_path / "cache")
    with pytest.raises(WorkspaceError, match="cache cannot be written: "):
        kept.put(KEY, b"words")
    assert kept.get(KEY).data is None
    kept.trim()
    assert (tmp_path / "cache").read_bytes() == b"no folder"


def test_an_entry_that_goes_while_the_cache_is_trimmed_is_passed_over(tmp_path: Path) -> None:
    cache(tmp_path).put(KEY, b"")
    # listed, and not there when it is looked at
    entry(tmp_path).with_name("gone").symlink_to(tmp_path / "nowhere")
    cache(tmp_path, limit=0).trim()
    assert not entry(tmp_path).exists()


def test_backups_pass_over_the_cache(tmp_path: Path) -> None:
    cache(tmp_path).put(KEY, b"")
    assert (tmp_path / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172")


RIVAL = """
import sys
from pathlib import Path
from makeready.files.disk.cache import Cache
from makeready.files.disk.store import sha256
kept = Cache(folder=Path(sys.argv[1]), limit=4000)
for turn in range(300):
    for number in range(5):
        name = sha256(bytes([number]))
        data = kept.get(name)
        assert not data.is_damaged, (turn, number)
        assert data.data in (None, bytes([number]) * 1000)
        kept.put(name, bytes([number]) * 1000)
    kept.trim()
"""


@pytest.mark.parametrize("rivals", [2])
def test_two_builds_share_a_cache(tmp_path: Path, rivals: int) -> None:
    command = [sys.executable, "-c", RIVAL, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = [subprocess.Popen(command, env=environment) for _ in range(rivals)]
    assert [process.wait() for process in running] == [0] * rivals
    assert size(tmp_path) <= 4000
