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
    try:
        return sha256(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refused(path, "read", error) from error


def write(path: Path, data: bytes) -> None:
    """Put these bytes in the place of the file; a reader sees the old file or the new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        _replace(path, data)
    except OSError as error:
        raise _refused(path, "written", error) from error


def _replace(path: Path, data: bytes) -> None:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_native_id()}.part")
    try:
        with unfinished.open("wb") as stream:
            stream.write(data)
            stream.flush()
            # else a power cut after the renaming can leave an empty file under the good name
            os.fsync(stream.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Delete what a killed run left of this file."""
    start = f".{path.name}."
    for leftover in sorted(path.parent.iterdir()):
        name = leftover.name
        if name.startswith(start) and name.endswith(".part") and not _running(name[len(start) :]):
            # on Windows a file that another run has open cannot be deleted, and must not be
            with contextlib.suppress(PermissionError, FileNotFoundError):
                leftover.unlink()


def _running(rest: str) -> bool:
    """Say whether the process that the rest of a leftover's name gives is alive."""
    process = rest.split(".", maxsplit=1)[0]
    if sys.platform == "win32" or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _refused(path: Path, done: str, error: OSError) -> WorkspaceError:
    reason = error.strerror or type(error).__name__
    hint = "is the disk full, or the folder not yours?" if done == "written" else ""
    return WorkspaceError(f"{path} cannot be {done}: {reason}", hint=hint)
