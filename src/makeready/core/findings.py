"""Faults of a book as values: a code that never changes meaning, a place, a message, a hint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Severity(StrEnum):
    """How much a finding weighs: an error stops the build, a warning fails a strict check."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a file, named relative to the title's folder, and perhaps a line."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One row of a module's table of codes: what it means, why it matters and what to do."""

    code: str
    severity: Severity
    title: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault of a book.

    `words` are strings of the text, the most telling first, by which a stage that knows the
    manuscript can find the place; a finding that has its place needs none. `elsewhere` are strings
    of further places, which that stage adds to the message.
    """

    code: str
    severity: Severity
    message: str
    place: Place | None = None
    hint: str = ""
    words: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.code} {self.message}"


def table(*codes: Code) -> Mapping[str, Code]:
    """Return the codes by their name; a code given twice is a mistake of ours."""
    named = {code.code: code for code in codes}
    if len(named) != len(codes):
        raise ValueError("a finding's code is defined twice")
    return named


def finding(
    code: Code,
    message: str,
    place: Place | None = None,
    hint: str = "",
    *,
    words: tuple[str, ...] = (),
) -> Finding:
    """Return a finding of this code; the severity is the code's own, never the caller's choice."""
    return Finding(
        code=code.code,
        severity=code.severity,
        message=message,
        place=place,
        hint=hint or code.remedy,
        words=words,
    )


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those findings that stop a build."""
    return tuple(found for found in findings if found.severity is Severity.ERROR)
