"""What the accessibility checkers Ace, outloud and pdfua say of finished files becomes findings.

None of them certifies anything: they find what a machine can find.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from makeready.checks.shape import Unreadable, report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.files.validators import run_ace

if TYPE_CHECKING:
    from collections.abc import Iterator

    import outloud

    from makeready.checks.shape import Files, Report

CODES = table(
    Code(
        code="A-101",
        severity=Severity.WARNING,
        title="Ace finds the e-book hard to use",
        why="People who read with a screen reader, a Braille display or large type meet a barrier.",
        remedy="Mend the named place: pictures without a description and tables without heads are "
        "the usual causes.",
    ),
    Code(
        code="A-102",
        severity=Severity.WARNING,
        title="outloud finds an error in the PDF's tags",
        why="A rule of PDF/UA is broken, and a screen reader may read the page wrongly.",
        remedy="Mend the named place, or waive it with a reason.",
    ),
    Code(
        code="A-103",
        severity=Severity.WARNING,
        title="outloud warns of the PDF's tags",
        why="No rule of PDF/UA is broken, but listeners are served badly.",
        remedy="Mend the named place, or waive it with a reason.",
    ),
    Code(
        code="A-104",
        severity=Severity.WARNING,
        title="pdfua finds a rule of PDF/UA broken",
        why="A screen reader may read the page wrongly, or the file claims less than it could.",
        remedy="Mend the named place, or waive it with a reason.",
    ),
)
_FAILED = "fail"
_SERIOUS = "error"


def check_ace(files: Files) -> Report:
    """Report what Ace says of the e-book."""
    # Ace looks at several documents at once and tells first what it finished first
    told = tuple(sorted(_assertions(json.loads(run_ace(files.epub_at))), key=str))
    return report(told, assertions=len(told))


def _assertions(found: dict[str, list[dict[str, dict[str, str]]]]) -> Iterator[Finding]:
    for document in found["assertions"]:
        name = document["earl:testSubject"]["url"]
        for assertion in document.get("assertions", ()):
            yield from _assertion(name, assertion)


def _assertion(name: str, assertion: object) -> Iterator[Finding]:
    match assertion:
        case {
            "earl:test": {"dct:title": str(rule), "earl:impact": str(impact)},
            "earl:result": {"earl:outcome": str(outcome), "dct:description": str(words)},
        } if outcome == _FAILED:
            first = " ".join(words.split())
            yield finding(CODES["A-101"], f"{rule} ({impact}): {first[:200]}", Place(name))


def check_outloud(files: Files) -> Report:
    """Report what outloud says of the print edition. Raises Unreadable where it cannot read it."""
    import outloud

    result = outloud.check(str(files.pdf_at))
    if result.error:
        raise Unreadable(f"outloud cannot read the print edition: {result.error}")
    told = [found for found in result.findings if found.severity in (_SERIOUS, "warning")]
    serious = sum(found.count for found in told if found.severity == _SERIOUS)
    return report(
        tuple(_outloud(found, Place(f"{files.slug}.pdf")) for found in told),
        errors=serious,
        warnings=sum(found.count for found in told) - serious,
    )


def _outloud(found: outloud.findings.Finding, place: Place) -> Finding:
    code = "A-102" if found.severity == _SERIOUS else "A-103"
    where = f" (sheet {found.page})" if found.page else ""
    return finding(CODES[code], f"{found.rule}: {found.message}{where}", place)


def check_pdfua(files: Files) -> Report:
    """Report what pdfua says of the print edition. Raises Unreadable where it cannot read it."""
    import pdfua

    try:
        result = pdfua.validate(str(files.pdf_at))
    except pdfua.UnreadableDocumentError as error:
        raise Unreadable(f"pdfua cannot read the print edition: {error}") from error
    told = [found for found in result.findings if found.severity > pdfua.Severity.INFO]
    place = Place(f"{files.slug}.pdf")
    return report(
        tuple(finding(CODES["A-104"], f"{f.rule_id}: {f.message}", place) for f in told),
        errors=sum(found.severity == pdfua.Severity.ERROR for found in told),
        warnings=sum(found.severity == pdfua.Severity.WARNING for found in told),
        rules_not_evaluated=len(result.skipped),
    )
