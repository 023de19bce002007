"""A folder is replaced whole: readers find all of its old files or all of the new ones."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    if target.exists():
        target.rename(old)
    unfinished.rename(target)
    shutil.rmtree(old, ignore_errors=True)
