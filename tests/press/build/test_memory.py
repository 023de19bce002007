"""A cache that takes nothing stops no build, and is told of once."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from makeready.files.disk import cache, store
from makeready.files.disk.values import encode
from makeready.press.build import pipeline, schedule
from makeready.press.build.memory import Memory
from makeready.press.build.outcomes import Built, Failed
from press.in_process import InProcess
from press.small_titles import chapter, editions, workspace, write_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from makeready.press.build.outcomes import BuildOptions, Outcome


@pytest.fixture(autouse=True)
def workers(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def hired(_: BuildOptions) -> Iterator[InProcess]:
        yield InProcess()

    monkeypatch.setattr(schedule, "open_workers", hired)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_title(tmp_path / "content", "salt", chapter("One"))
    return tmp_path


def build(root: Path) -> tuple[Outcome, ...]:
    return pipeline.build_titles(workspace(root), (), lambda _: None)


def told(outcomes: tuple[Outcome, ...], code: str) -> list[str]:
    """Return the titles that a finding of this code is told of."""
    built = [outcome for outcome in outcomes if isinstance(outcome, Built)]
    assert len(built) == len(outcomes)
    return [outcome.slug for outcome in built for found in outcome.findings if found.code == code]


def no_folder(root: Path, _: pytest.MonkeyPatch) -> None:
    (root / "output").mkdir()
    (root / "output/.cache").write_bytes(b"")


def refusing(number: int) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def refuse(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def write(path: Path, data: bytes) -> None:
            del data
            raise OSError(number, os.strerror(number), str(path))

        monkeypatch.setattr(cache, "write_perishable", write)

    return refuse


full, read_only = refusing(errno.ENOSPC), refusing(errno.EROFS)


@pytest.mark.parametrize(
    ("spoil", "others"),
    [
        (no_folder, 0),
        (full, 1),
        pytest.param(read_only, 0, marks=pytest.mark.soak),
        pytest.param(no_folder, 1, marks=pytest.mark.soak),
        pytest.param(full, 0, marks=pytest.mark.soak),
        pytest.param(read_only, 1, marks=pytest.mark.soak),
    ],
)
def test_a_book_is_made_where_nothing_can_be_remembered(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path, pytest.MonkeyPatch], None],
    others: int,
) -> None:
    for number in range(others):
        write_title(root / "content", f"other-{number}", chapter("Two"))
    build(root)
    wanted = editions(workspace(root))
    (root / "output").rename(root / "before")
    spoil(root, monkeypatch)
    for _ in range(2):
        outcomes = build(root)
        assert told(outcomes, "B-002") == [outcomes[0].slug]
        assert editions(workspace(root)) == wanted


def test_only_the_record_of_a_title_may_not_fit(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(path: Path, data: bytes) -> None:
        if b"findings.json" in data:
            raise OSError(errno.ENOSPC, "No space left on device")
        store.write_perishable(path, data)

    monkeypatch.setattr(cache, "write_perishable", write)
    assert told(build(root), "B-002") == ["salt"]


def damage(folder: Path, count: int | None = None) -> None:
    """Change a byte of so many entries of a cache, or of all."""
    for path in sorted(path for path in folder.glob("??/*") if path.is_file())[:count]:
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)


def test_a_book_is_made_anew_from_damaged_entries_and_the_reader_is_told(root: Path) -> None:
    build(root)
    wanted = editions(workspace(root))
    damage(root / "output/.cache")
    outcomes = build(root)
    assert set(told(outcomes, "B-001")) == {"salt"}
    assert editions(workspace(root)) == wanted
    assert told(build(root), "B-001") == []


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, []),
        (1, ["a remembered part was damaged, and made anew"]),
        (3, ["3 remembered parts were damaged, and made anew"]),
    ],
)
def test_it_is_told_how_many_entries_were_damaged(
    tmp_path: Path, count: int, said: list[str]
) -> None:
    keys = [store.sha256(bytes([n])) for n in range(4)]
    memory = Memory(cache=cache.Cache(folder=tmp_path, limit=10**6))
    for key in keys:
        memory.keep(key, encode(("kept", 1)))
    damage(tmp_path, count)
    found = [memory.recall(key, tuple[str, int]) for key in keys]
    assert [value for value in found if value] == [("kept", 1)] * (4 - count)
    assert [finding.message for finding in memory.findings()] == said


def test_an_entry_of_another_kind_is_damaged_too(tmp_path: Path) -> None:
    key = store.sha256(b"a key")
    memory = Memory(cache=cache.Cache(folder=tmp_path, limit=10**6))
    memory.keep(key, encode(("kept", 1)))
    assert memory.recall(key, list[bytes]) is None
    assert [finding.code for finding in memory.findings()] == ["B-001"]


def test_a_cache_that_takes_what_it_is_given_is_not_told_of(root: Path) -> None:
    assert told(build(root), "B-002") == []


def test_editions_that_cannot_be_written_are_an_error(root: Path) -> None:
    (root / "output").mkdir()
    (root / "output/salt").write_bytes(b"no folder")
    (outcome,) = build(root)
    assert isinstance(outcome, Failed)
    assert "cannot be written" in outcome.error.message
