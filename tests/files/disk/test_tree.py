"""A folder is the old one or the new one, and no half of either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import WorkspaceError
from makeready.files.disk import store
from makeready.files.disk.tree import renew_folder, replace_folder

if TYPE_CHECKING:
    from pathlib import Path


def test_a_tree_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "site"
    (target / "old").mkdir(parents=True)
    with replace_folder(target) as tree:
        tree.put("a/b.txt", b"new")
        assert (target / "old").is_dir()
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == [
        "site",
        "site/a",
        "site/a/b.txt",
    ]


def test_a_failure_leaves_the_one_before_and_no_trace(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / "old.txt").write_bytes(b"old")

    def fail() -> None:
        with replace_folder(target) as tree:
            tree.put("new.txt", b"new")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["old.txt", "site"]


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".site.part").mkdir()
    (tmp_path / ".site.part" / "half.txt").write_bytes(b"half")
    with replace_folder(tmp_path / "site") as tree:
        tree.put("whole.txt", b"whole")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["site", "whole.txt"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    with (
        pytest.raises(WorkspaceError, match="cannot be written"),
        replace_folder(tmp_path / "file/site"),
    ):
        pass


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def write_old(content: Path) -> Path:
    (content / "a/images").mkdir(parents=True)
    (content / "a/old.txt").write_bytes(b"old")
    (content / "a/images/own.png").write_bytes(b"own")
    return content / "a"


def test_a_renewed_folder_keeps_what_was_not_changed(tmp_path: Path) -> None:
    folder = write_old(tmp_path)
    with renew_folder(folder) as copy:
        assert copy.name == "a"
        store.write(copy / "old.txt", b"new")
        assert (folder / "old.txt").read_bytes() == b"old"
    assert (folder / "old.txt").read_bytes() == b"new"
    assert names(tmp_path) == ["a", "a/images", "a/images/own.png", "a/old.txt"]


def test_a_folder_that_a_failure_interrupts_is_as_it_was(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        with renew_folder(folder) as copy:
            store.write(copy / "old.txt", b"new")
            (copy / "images/own.png").unlink(missing_ok=True)
            raise KeyboardInterrupt

    folder = write_old(tmp_path)
    before = names(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        fail(folder)
    with pytest.raises(KeyboardInterrupt):
        fail(tmp_path / "b")
    assert names(tmp_path) == before
    assert (folder / "old.txt").read_bytes() == b"old"


def test_a_folder_that_was_moved_away_comes_back(tmp_path: Path) -> None:
    """A run that was killed between the two renamings leaves the folder under another name."""
    folder = write_old(tmp_path)
    start, end = store.name_unfinished("a")
    room = tmp_path / f"{start.rsplit('.', 2)[0]}.999999999.x{end}"
    (room / "a").mkdir(parents=True)
    folder.rename(room / ".old")
    with renew_folder(folder) as copy:
        assert (copy / "old.txt").read_bytes() == b"old"
        store.write(copy / "new.txt", b"new")
    assert names(tmp_path) == ["a", "a/images", "a/images/own.png", "a/new.txt", "a/old.txt"]


def test_a_folder_whose_place_is_taken_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_old(tmp_path)
    rename = type(folder).rename

    def refuse(path: Path, target: Path) -> Path:
        if path.parent.name.endswith(".part") and path.name == "a":
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(type(folder), "rename", refuse)
    with pytest.raises(WorkspaceError, match="cannot be written"), renew_folder(folder):
        pass
    assert names(tmp_path) == ["a", "a/images", "a/images/own.png", "a/old.txt"]


def test_a_folder_behind_a_link_stays_there(tmp_path: Path) -> None:
    folder = write_old(tmp_path / "far")
    (tmp_path / "b").symlink_to(folder)
    with renew_folder(tmp_path / "b") as copy:
        assert copy.name == "b"
        store.write(copy / "new.txt", b"new")
    assert (tmp_path / "b").is_symlink()
    assert names(tmp_path / "far") == [
        "a",
        "a/images",
        "a/images/own.png",
        "a/new.txt",
        "a/old.txt",
    ]
