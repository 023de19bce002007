"""Temporary folders that are deleted after the run, or by the next run if it was killed."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.files.disk.store import is_running

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"makeready-(\d+)-\w+")


@contextlib.contextmanager
def temporary_folder() -> Iterator[str]:
    """Give a folder for temporary files, which goes with all that is in it when the context ends.

    What earlier runs of this machine left that were killed goes at the beginning.
    """
    _sweep(Path(tempfile.gettempdir()))
    folder = tempfile.mkdtemp(prefix=f"makeready-{os.getpid()}-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove the folders of runs that are no more; those of other people cannot be, and stay."""
    for found in sorted(folder.glob("makeready-*")):
        named = _NAME.fullmatch(found.name)
        if named and not is_running(named[1]) and found.is_dir() and not found.is_symlink():
            shutil.rmtree(found, ignore_errors=True)
