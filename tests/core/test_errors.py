"""What nobody foresaw is told as the machine's fault or as ours, and never as the book's."""

from __future__ import annotations

import errno

import pytest

from makeready.core.errors import OwnFault, ToolError, explain_unforeseen


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/t/a"), "/t/a cannot be written: No sp"),
        (OSError(errno.EROFS, "Read-only file system"), "a file is not written: Read-only"),
        (OSError(errno.EFBIG, "File too large"), "a file is not written: File too large"),
        (
            FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']"),
            "there is no temporary folder",
        ),
        (OSError(errno.EMFILE, "Too many open files"), "Too many open files"),
        (MemoryError(), "the memory did not suffice"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "the memory did not suffice"),
        (RuntimeError("can't start new thread"), "the memory did not suffice"),
        (ImportError("a.so: failed to map segment from shared object"), "the memory did not"),
    ],
)
def test_the_machine_is_told(error: Exception, said: str) -> None:
    told = explain_unforeseen(error)
    assert isinstance(told, ToolError)
    assert told.message.startswith(said)
    assert told.hint


@pytest.mark.parametrize(
    "error",
    [
        KeyError("x"),
        OSError("odd"),
        FileNotFoundError(errno.ENOENT, "No such file"),
        RecursionError(),
        RuntimeError("odd"),
    ],
)
def test_everything_else_is_our_fault(error: Exception) -> None:
    assert isinstance(explain_unforeseen(error), OwnFault)
