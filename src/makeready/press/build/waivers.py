"""A book's findings and its waivers → the findings that remain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from makeready.core.model import Book, Waiver

_IDLE = Code(
    code="W-001",
    severity=Severity.WARNING,
    title="A waiver matches nothing",
    why="What it excused is gone, or has moved. Left standing, it would excuse the next fault "
    "that turns up in the same place, which nobody has looked at.",
    remedy="Take the waiver out of book.toml, or correct its code, its place or its words.",
)
_POWERLESS = Code(
    code="W-002",
    severity=Severity.WARNING,
    title="A waiver is for an error",
    why="An error means that an edition would lose or falsify something; no reason makes that "
    "right, so errors cannot be waived.",
    remedy="Correct the fault and take the waiver out of book.toml.",
)
CODES = table(_IDLE, _POWERLESS)


FIRST_OF_CHECKS = 100
"""Codes from this number on belong to checks of finished files, those below to a build."""


def apply_waivers(
    book: Book, findings: tuple[Finding, ...], *, checked: bool = False
) -> tuple[Finding, ...]:
    """Return the findings that are not waived, and one for every waiver without effect.

    Call it with all findings of a title. `checked` says that those of the finished files are among
    them; if not, waivers for such findings are not judged.
    """
    kept = (found for found in findings if not any(_waives(w, found) for w in book.waivers))
    judged = (waiver for waiver in book.waivers if checked or not _is_of_check(waiver))
    idle = (told for waiver in judged for told in _report_waiver(waiver, findings))
    return (*kept, *idle)


def _is_of_check(waiver: Waiver) -> bool:
    return int(waiver.code.partition("-")[2]) >= FIRST_OF_CHECKS


def _waives(waiver: Waiver, found: Finding) -> bool:
    return found.severity is not Severity.ERROR and _matches(waiver, found)


def _matches(waiver: Waiver, found: Finding) -> bool:
    """Say whether the waiver names this finding: `at` is a file, or a file and its line."""
    if found.place is None or found.code != waiver.code or waiver.saying not in found.message:
        return False
    return waiver.at in (found.place.file, str(found.place))


def _report_waiver(waiver: Waiver, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    matched = tuple(found for found in findings if _matches(waiver, found))
    if any(_waives(waiver, found) for found in matched):
        return ()
    place = Place("book.toml", waiver.line)
    what = f"{waiver.code} at {waiver.at}" + (f" saying “{waiver.saying}”" * bool(waiver.saying))
    if matched:
        return (finding(_POWERLESS, f"{what} is an error, which cannot be waived", place),)
    return (finding(_IDLE, f"nothing is found of {what}", place),)
