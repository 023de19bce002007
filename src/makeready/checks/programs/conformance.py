"""What EPUBCheck and qpdf say of finished files becomes findings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.files.programs.validators import run_epubcheck, run_qpdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="E-102",
        severity=Severity.ERROR,
        title="EPUBCheck finds an error",
        why="The e-book is not EPUB 3; shops refuse it and reading systems may not open it.",
        remedy="Look at what style.css, the pictures or raw HTML bring; else it is makeready's "
        "fault, and worth a report.",
    ),
    Code(
        code="E-103",
        severity=Severity.WARNING,
        title="EPUBCheck warns",
        why="The e-book is EPUB 3, and some reading systems will stumble over this.",
        remedy="Look at the named place, or waive the warning with a reason.",
    ),
    Code(
        code="P-104",
        severity=Severity.WARNING,
        title="qpdf complains of the PDF's structure",
        why="A printer's machine may repair it differently from yours, or refuse it.",
        remedy="Build the title again; if it stays, it is makeready's fault, and worth a report.",
    ),
)
_ERRORS = frozenset({"FATAL", "ERROR"})
_MOST = 50
"""So many messages are told; a broken file can have thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Message:
    severity: str
    words: str
    place: Place | None


def check_epubcheck(files: Files) -> Report:
    """Report what EPUBCheck says of the e-book."""
    messages = tuple(_messages(run_epubcheck(files.epub_at)))
    errors = sum(message.severity in _ERRORS for message in messages)
    warnings = sum(message.severity == "WARNING" for message in messages)
    told = tuple(
        _make_finding(m) for m in messages if m.severity in _ERRORS or m.severity == "WARNING"
    )
    return report(told[:_MOST], errors=errors, warnings=warnings)


def _messages(data: bytes) -> Iterator[_Message]:
    for message in json.loads(data)["messages"]:
        where = message["locations"][0] if message["locations"] else {}
        line = where.get("line", -1)
        place = Place(where["path"], line if line > 0 else None) if where.get("path") else None
        words = f"{message['ID']}: {message['message']}"
        yield _Message(severity=message["severity"], words=words, place=place)


def _make_finding(message: _Message) -> Finding:
    code = "E-102" if message.severity in _ERRORS else "E-103"
    return finding(CODES[code], message.words, message.place)


def check_qpdf(files: Files) -> Report:
    """Report what qpdf says of the print edition's structure."""
    complaints = run_qpdf(files.pdf_at)
    place = Place(f"{files.slug}.pdf")
    told = tuple(finding(CODES["P-104"], words, place) for words in complaints[:_MOST])
    return report(told, complaints=len(complaints))
