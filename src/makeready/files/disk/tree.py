"""A folder is replaced whole: readers find all of its old files or all of the new ones."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.errors import WorkspaceError
from makeready.files.disk.store import explain_refusal, is_leftover, name_unfinished

if TYPE_CHECKING:
    from collections.abc import Iterator

_OLD = ".old"


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder that is being filled, and takes its place once it is complete."""

    folder: Path

    def put(self, name: str, data: bytes) -> None:
        """Write a file of the tree; its name has forward slashes."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@contextlib.contextmanager
def replace_folder(target: Path) -> Iterator[Tree]:
    """Yield a tree to fill, which replaces the target on success and is deleted on failure."""
    unfinished = target.with_name(f".{target.name}.part")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        yield Tree(unfinished)
        _take_place(unfinished, target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WorkspaceError(f"{target} cannot be written: {reason}") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _take_place(unfinished: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    _exchange(unfinished, target, old)
    shutil.rmtree(old, ignore_errors=True)


def _exchange(new: Path, target: Path, old: Path) -> None:
    """Put a folder in the place of the target, which goes to `old`, or back where that fails."""
    is_there = target.exists()
    if is_there:
        target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        if is_there and not target.exists():
            old.rename(target)
        raise


@contextlib.contextmanager
def renew_folder(target: Path) -> Iterator[Path]:
    """Yield a copy of a folder to be changed, which takes the folder's place on success.

    The copy is empty where there is no folder, and has the same name, in a hidden folder beside it;
    on failure it goes, and the folder is as it was. What is in it may be replaced or deleted, and
    must not be written into: it may be the very file of the folder under a second name. Where a run
    was killed in the moment of exchange, the next one first puts the old folder back.
    """
    name, target = target.name, target.resolve()
    with _explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _put_back(target)
        start, end = name_unfinished(target.name)
        room = Path(tempfile.mkdtemp(prefix=start, suffix=end, dir=target.parent))
    try:
        with _explained(target):
            copy = _copy(target, room / name)
        yield copy
        with _explained(target):
            _exchange(copy, target, room / _OLD)
    finally:
        shutil.rmtree(room, ignore_errors=True)


@contextlib.contextmanager
def _explained(target: Path) -> Iterator[None]:
    try:
        yield
    except shutil.Error as error:
        raise WorkspaceError(f"{target} cannot be copied: {error.args[0][0][2]}") from error
    except OSError as error:
        raise explain_refusal(target, "written", error) from error


def _copy(folder: Path, copy: Path) -> Path:
    """Copy a folder, or make an empty one where it is not there."""
    if folder.exists():
        shutil.copytree(folder, copy, symlinks=True, copy_function=_link_or_copy)
    else:
        copy.mkdir()
    return copy


def _link_or_copy(source: str, copy: str) -> str:
    """Give a file a second name where the disk can do that, else copy it."""
    try:
        os.link(source, copy)
    except OSError:
        shutil.copy2(source, copy)
    return copy


def _put_back(target: Path) -> None:
    """Clear what killed runs left, and put the folder back that one of them had moved away."""
    for room in sorted(target.parent.iterdir()):
        if not room.name.startswith(f".{target.name}.") or not is_leftover(room):
            continue
        if not target.exists() and (room / _OLD).is_dir():
            (room / _OLD).rename(target)
        shutil.rmtree(room, ignore_errors=True)
