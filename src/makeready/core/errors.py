"""What stops the work.

MakereadyError
├── UsageError       2   the command line asks for something that cannot be
├── WorkspaceError   3   a folder or a title is not where it should be
├── ConfigError      4   book.toml, fonts.toml or a theme is wrong
├── SourceError      5   a source or a manuscript file cannot be read
├── MasterError      6   the master cannot be made
├── EditionError     7   an edition cannot be made
├── ToolError        8   a program or library that is needed is missing or failed
├── ChecksFailed     9   the work was done, and the findings forbid its use
└── OwnFault        10   makeready itself is wrong, whatever the book may be

Exceptions stop the work; a fault in a book that does not is a `Finding`.
"""

from __future__ import annotations

import errno
import platform
import traceback
from typing import TYPE_CHECKING, ClassVar

import makeready

if TYPE_CHECKING:
    from makeready.core.findings import Finding, Place


class MakereadyError(Exception):
    """A reason to stop, told with its place and its remedy."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, where: Place | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{place}{self.message}{hint}"


class UsageError(MakereadyError):
    """The command line asks for something that cannot be."""

    exit_code = 2


class WorkspaceError(MakereadyError):
    """A folder or a title is not where it should be."""

    exit_code = 3


class ConfigError(MakereadyError):
    """A file of settings is wrong."""

    exit_code = 4


class SourceError(MakereadyError):
    """A source or a manuscript file cannot be read."""

    exit_code = 5


class MasterError(MakereadyError):
    """The master cannot be made."""

    exit_code = 6


class EditionError(MakereadyError):
    """An edition cannot be made."""

    exit_code = 7


class ToolError(MakereadyError):
    """A program or a library that is needed is missing or failed."""

    exit_code = 8


class OverdueError(ToolError):
    """A program or a task took longer than it may, and was stopped."""


class ChecksFailed(MakereadyError):  # noqa: N818  (says what happened, as the exit codes do)
    """The findings of severity error forbid making or using the editions."""

    exit_code = 9

    def __init__(self, message: str, findings: tuple[Finding, ...] = (), *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.findings = findings


class OwnFault(MakereadyError):  # noqa: N818  (says whose fault it is)
    """makeready itself is wrong: no book, however odd, may bring it to this."""

    exit_code = 10


ASK = (
    "nothing in a book may lead to this, so please report it: send these lines, the command, and "
    "the smallest manuscript with which it happens; editions from before stay as they were"
)
"""What is asked of whoever meets a fault of ours."""

_DEEPEST = 12


# what an operating system answers for which the book is not to blame, and neither are we
_DISK = frozenset(
    {
        *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
        *(errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO),
    }
)
_NO_FOLDER = "No usable temporary directory"  # so says tempfile, with the number of a missing file
_FILES = frozenset({errno.EMFILE, errno.ENFILE})
_LACK = "--jobs 1 needs the least; --memory-limit, where the command has it, may allow more"
# so say threading, and the loader of libraries, with no error of their own
_LACKING = ("can't start new thread", "failed to map segment", "cannot allocate memory")


def explain_unforeseen(error: Exception) -> MakereadyError:
    """Return what is told of an error that nobody foresaw: the machine's, or a fault of ours."""
    if isinstance(error, MemoryError) or _lacks_memory(error):
        return ToolError("the memory did not suffice", hint=_LACK)
    if isinstance(error, OSError) and error.errno in _FILES:
        return ToolError(f"{error.strerror}", hint="`ulimit -n 4096` allows more open files")
    if isinstance(error, FileNotFoundError) and _NO_FOLDER in str(error):
        return ToolError(
            "there is no temporary folder in which a file can be written",
            hint="see that there is room; TMPDIR names another one",
        )
    if isinstance(error, OSError) and error.errno in _DISK:
        where = f"{error.filename} cannot be written" if error.filename else "a file is not written"
        return ToolError(
            f"{where}: {error.strerror}",
            hint="see that there is room, in the temporary folder too; TMPDIR names another one",
        )
    return own_fault(error)


def _lacks_memory(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    is_odd = isinstance(error, RuntimeError | ImportError)
    return is_odd and any(sign in str(error) for sign in _LACKING)


def own_fault(error: Exception) -> OwnFault:
    """Return what is told of an error that nobody foresaw: where it arose, and what to send.

    The places are named within makeready and the libraries, without this machine's folders.
    """
    steps = traceback.extract_tb(error.__traceback__)[-_DEEPEST:]
    lines = (f"{_short(step.filename)}:{step.lineno} {step.name}" for step in steps)
    what = " ".join(f"{type(error).__name__}: {error}".split())[:500]
    system = f"makeready {makeready.__version__}, Python {platform.python_version()}"
    told = (
        ASK,
        f"{system}, {platform.system()}",
        *lines,
    )
    return OwnFault(f"this is a fault of makeready, not of the book: {what}", hint="\n".join(told))


def _short(file: str) -> str:
    """Return the name of a source file from its package on."""
    parts = file.replace("\\", "/").split("/")
    roots = [at for at, part in enumerate(parts) if part in ("makeready", "site-packages")]
    return "/".join(parts[roots[-1] :] if roots else parts[-1:])
