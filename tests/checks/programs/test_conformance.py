"""What EPUBCheck, Ace and qpdf say is told as findings, each with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.checks.programs import accessibility, conformance
from makeready.checks.report import Files, Outcome
from makeready.core.findings import Place, Severity
from makeready.core.model import Digest, Slug

if TYPE_CHECKING:
    import pytest

FILES = Files(
    slug=Slug("quay"),
    master=b"",
    pdf=b"",
    epub=b"",
    pdf_at=Path("quay.pdf"),
    epub_at=Path("quay.epub"),
    digest=Digest("0"),
)


def message(severity: str, *locations: dict[str, object]) -> dict[str, object]:
    return {"ID": "RSC-005", "severity": severity, "message": "Odd.", "locations": locations}


def test_what_epubcheck_says_is_told_with_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [
        message("ERROR", {"path": "one.xhtml", "line": 7}, {"path": "two.xhtml", "line": 1}),
        message("FATAL", {"path": "one.xhtml", "line": -1}),
        message("WARNING", {"path": "", "line": 3}),
        message("WARNING"),
        message("USAGE", {"path": "one.xhtml", "line": 7}),
    ]
    data = json.dumps({"messages": said}).encode()
    monkeypatch.setattr(conformance, "run_epubcheck", {Path("quay.epub"): data}.__getitem__)
    told = conformance.check_epubcheck(FILES)
    assert [(each.code, each.severity, each.message, each.place) for each in told.findings] == [
        ("E-102", Severity.ERROR, "RSC-005: Odd.", Place("one.xhtml", 7)),
        ("E-102", Severity.ERROR, "RSC-005: Odd.", Place("one.xhtml")),
        ("E-103", Severity.WARNING, "RSC-005: Odd.", None),
        ("E-103", Severity.WARNING, "RSC-005: Odd.", None),
    ]
    assert dict(told.figures) == {"errors": 2, "warnings": 2}
    assert told.outcome is Outcome.FAILED


def test_of_very_many_messages_fifty_are_told_and_all_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = json.dumps({"messages": [message("ERROR")] * 51}).encode()
    monkeypatch.setattr(conformance, "run_epubcheck", lambda _: data)
    told = conformance.check_epubcheck(FILES)
    assert (len(told.findings), dict(told.figures)["errors"]) == (50, 51)


def test_what_qpdf_says_is_told_of_the_print_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conformance, "run_qpdf", {Path("quay.pdf"): ("Torn.",)}.__getitem__)
    told = conformance.check_qpdf(FILES)
    assert [(each.code, each.message, each.place) for each in told.findings] == [
        ("P-104", "Torn.", Place("quay.pdf"))
    ]
    assert dict(told.figures) == {"complaints": 1}


def test_what_ace_says_failed_is_told_in_order_of_the_documents(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def assertion(outcome: str, words: str) -> dict[str, object]:
        return {
            "earl:test": {"dct:title": "image-alt", "earl:impact": "critical"},
            "earl:result": {"earl:outcome": outcome, "dct:description": words},
        }

    def document(name: str, *assertions: dict[str, object]) -> dict[str, object]:
        return {"earl:testSubject": {"url": name}, "assertions": assertions}

    said = [
        document("two.xhtml", assertion("fail", "No\n  words. " + "x" * 300)),
        document("one.xhtml", assertion("pass", "Fine."), assertion("fail", "None.")),
        {"earl:testSubject": {"url": "three.xhtml"}},
    ]
    data = json.dumps({"assertions": said}).encode()
    monkeypatch.setattr(accessibility, "run_ace", {Path("quay.epub"): data}.__getitem__)
    told = accessibility.check_ace(FILES)
    start = "image-alt (critical): "
    assert {(each.code, each.message, each.place) for each in told.findings} == {
        ("A-101", start + ("No words. " + "x" * 300)[:200], Place("two.xhtml")),
        ("A-101", start + "None.", Place("one.xhtml")),
    }
    assert dict(told.figures) == {"assertions": 2}
