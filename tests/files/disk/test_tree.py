"""A folder is the old one or the new one, and no half of either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import WorkspaceError
from makeready.files.disk.tree import replace_folder

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
