"""What stops the work.

MakereadyError
├── UsageError       2   the command line asks for something that cannot be
├── WorkspaceError   3   a folder or a title is not where it should be
├── ConfigError      4   book.toml, fonts.toml or a theme is wrong
├── SourceError      5   a source or a manuscript file cannot be read
├── MasterError      6   the master cannot be made
├── EditionError     7   an edition cannot be made
├── ToolError        8   a program or library that is needed is missing or failed
└── ChecksFailed     9   the work was done, and the findings forbid its use

Exceptions stop the work; a fault in a book that does not is a `Finding`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

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


class ChecksFailed(MakereadyError):  # noqa: N818  (says what happened, as the exit codes do)
    """The findings of severity error forbid making or using the editions."""

    exit_code = 9

    def __init__(self, message: str, findings: tuple[Finding, ...] = (), *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.findings = findings
