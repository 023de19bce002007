"""Files are replaced whole: a reader, or a crash, finds the old file or the new one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import sys
import threading
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.errors import WorkspaceError
from makeready.core.model import Digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A day: an unfinished file of another machine that is older is abandoned. The clocks of machines
# that share a folder differ by less.
_PATIENCE = 24 * 60 * 60.0


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
        raise explain_refusal(path, "read", error) from error


def write(path: Path, data: bytes) -> None:
    """Put these bytes in the place of the file; a reader sees the old file or the new one."""
    write_together([(path, data)])


def write_together(files: Iterable[tuple[Path, bytes]]) -> None:
    """Put bytes in the places of several files that belong together.

    None of them takes its place before all are written: where the disk is full, all the old ones
    stay. A run that is killed while they take their places, one right after the other, leaves
    some of the new and some of the old.
    """
    with contextlib.ExitStack() as unfinished:
        ready: list[tuple[Path, Path]] = []
        for path, data in files:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                _sweep(path)
                ready.append((unfinished.enter_context(_beside(path, data)), path))
            except OSError as error:
                raise explain_refusal(path, "written", error) from error
        for part, path in ready:
            try:
                part.replace(path)
            except OSError as error:
                raise explain_refusal(path, "written", error) from error


def write_perishable(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file, whole but without waiting for the disk.

    For what can be made again and is checked when it is read: a power cut may leave it empty.
    Raises OSError where it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path, data, lasting=False) as part:
        part.replace(path)


@contextlib.contextmanager
def _beside(path: Path, data: bytes, *, lasting: bool = True) -> Iterator[Path]:
    """Give a file beside this one that holds the bytes; it is gone afterwards."""
    start, end = name_unfinished(path.name)
    unfinished = path.with_name(f"{start}{threading.get_native_id()}{end}")
    try:
        with unfinished.open("wb") as stream:
            stream.write(data)
            if lasting:
                # without fsync, a power cut can leave an empty file under the final name
                stream.flush()
                os.fsync(stream.fileno())
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Delete what a killed run left of this file."""
    start = f".{path.name}."
    for leftover in sorted(path.parent.iterdir()):
        # on Windows a file that another run has open cannot be deleted, and must not be
        with contextlib.suppress(PermissionError, FileNotFoundError):
            if leftover.name.startswith(start) and is_leftover(leftover):
                leftover.unlink()


def name_unfinished(name: str) -> tuple[str, str]:
    """Return how the name begins and ends of what this process writes to take another's place."""
    return f".{name}.{_here()}.{os.getpid()}.", ".part"


def is_unfinished(name: str) -> bool:
    """Say whether a file of this name is one that is or was being written."""
    return name.startswith(".") and name.endswith(".part")


def is_leftover(path: Path) -> bool:
    """Tell whether a file was being written by a run that has ended.

    Process numbers mean something only on this machine and in this container; a file of another one
    counts as left over when it has not been written to for a day. Raises OSError where its time
    cannot be read.
    """
    if not is_unfinished(path.name):
        return False
    *_, here, process, _, _ = ("", "", "", *path.name.split("."))
    if here == _here():
        return not is_running(process)
    return time.time() - path.stat().st_mtime > _PATIENCE


def is_running(process: str) -> bool:
    """Say whether this machine has a process of this number; on Windows it is not known, and no."""
    if sys.platform == "win32" or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


@cache
def _here() -> str:
    """Return a name for the space of process numbers: this boot of the machine, this container.

    It is a digest, so that a shared folder does not give away the machine's name.
    """
    return sha256("\0".join((platform.node(), *_kernel())).encode())[:12]


def _kernel() -> Iterator[str]:
    """Yield what tells apart machines and containers of one name, where the system is Linux."""
    with contextlib.suppress(OSError):
        yield Path("/proc/sys/kernel/random/boot_id").read_text("ascii")
    with contextlib.suppress(OSError):
        yield str(Path("/proc/self/ns/pid").readlink())


def explain_refusal(path: Path, done: str, error: OSError) -> WorkspaceError:
    """Return the error for a file that cannot be read or written."""
    reason = error.strerror or type(error).__name__
    hint = "is the disk full, or the folder not yours?" if done == "written" else ""
    return WorkspaceError(f"{path} cannot be {done}: {reason}", hint=hint)
