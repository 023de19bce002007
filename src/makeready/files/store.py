"""Bytes → files that are either old or new and whole, whatever happens meanwhile."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import threading
from typing import TYPE_CHECKING

from makeready.core.errors import WorkspaceError
from makeready.core.model import Digest

if TYPE_CHECKING:
    from pathlib import Path


def sha256(data: bytes) -> Digest:
    """Return the digest of these bytes, in hexadecimal."""
    return Digest(hashlib.sha256(data).hexdigest())


def read_digest(path: Path) -> Digest | None:
    """Return the digest of a file's bytes, or nothing where there is no file."""
    data = read(path)
    return None if data is None else sha256(data)


def read(path: Path) -> bytes | None:
    """Return a file's bytes, or nothing where there is no file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refused(path, "read", error) from error


def write(path: Path, data: bytes) -> None:
    """Put these bytes in the place of the file; a reader sees the old file or the new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        _replace(path, data)
    except OSError as error:
        raise refused(path, "written", error) from error


def write_perishable(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file, whole but without waiting for the disk.

    For what can be made again and is checked when it is read: a power cut may leave it empty.
    Raises OSError where it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, data, lasting=False)


def _replace(path: Path, data: bytes, *, lasting: bool = True) -> None:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_native_id()}.part")
    try:
        with unfinished.open("wb") as stream:
            stream.write(data)
            if lasting:
                # else a power cut after the renaming can leave an empty file under the good name
                stream.flush()
                os.fsync(stream.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Delete what a killed run left of this file."""
    start = f".{path.name}."
    for leftover in sorted(path.parent.iterdir()):
        if leftover.name.startswith(start) and is_leftover(leftover.name):
            # on Windows a file that another run has open cannot be deleted, and must not be
            with contextlib.suppress(PermissionError, FileNotFoundError):
                leftover.unlink()


def is_unfinished(name: str) -> bool:
    """Say whether a file of this name is one that is or was being written."""
    return name.startswith(".") and name.endswith(".part")


def is_leftover(name: str) -> bool:
    """Say whether a file of this name was being written by a run that is no more."""
    return is_unfinished(name) and not _running(name)


def _running(name: str) -> bool:
    """Say whether the process that an unfinished file's name gives is alive."""
    process = next(iter(name.split(".")[-3:-2]), "")
    if sys.platform == "win32" or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def refused(path: Path, done: str, error: OSError) -> WorkspaceError:
    """Return the error for a file that cannot be read or written."""
    reason = error.strerror or type(error).__name__
    hint = "is the disk full, or the folder not yours?" if done == "written" else ""
    return WorkspaceError(f"{path} cannot be {done}: {reason}", hint=hint)
