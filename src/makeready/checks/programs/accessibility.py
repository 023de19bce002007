"""What the accessibility checkers Ace, outloud and pdfua say of finished files becomes findings.

None of them certifies anything: they find what a machine can find.
"""

from __future__ import annotations

import json
import re
import unicodedata
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from makeready.checks.read.print_order import runs_right_to_left
from makeready.checks.read.text import letters
from makeready.checks.report import UnreadablePrint, report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.files.programs.validators import run_ace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    import outloud

    from makeready.checks.report import Files, Report

    IsSo: TypeAlias = Callable[[outloud.findings.Finding, outloud.model.Document], bool]

CODES = table(
    Code(
        code="A-101",
        severity=Severity.WARNING,
        title="Ace finds the e-book hard to use",
        why="People who read with a screen reader, a Braille display or large type meet a barrier.",
        remedy="Correct the named place: pictures without a description and tables without "
        "heads are the usual causes.",
    ),
    Code(
        code="A-102",
        severity=Severity.WARNING,
        title="outloud finds an error in the PDF's tags",
        why="A rule of PDF/UA is broken, and a screen reader may read the page wrongly.",
        remedy="Correct the named place, or waive it with a reason.",
    ),
    Code(
        code="A-103",
        severity=Severity.WARNING,
        title="outloud warns of the PDF's tags",
        why="No rule of PDF/UA is broken, but listeners are served badly.",
        remedy="Correct the named place, or waive it with a reason.",
    ),
    Code(
        code="A-104",
        severity=Severity.WARNING,
        title="pdfua finds a rule of PDF/UA broken",
        why="A screen reader may read the page wrongly, or the file claims less than it could.",
        remedy="Correct the named place, or waive it with a reason.",
    ),
    Code(
        code="A-105",
        severity=Severity.HINT,
        title="outloud warns of what is no fault",
        why="The checker sees what would be a fault elsewhere. It was looked into, and the reason "
        "why it is none here is told with it; docs/decisions/0011 tells it at length.",
        remedy="Nothing needs to be done.",
    ),
    Code(
        code="A-106",
        severity=Severity.HINT,
        title="pdfua did not decide a rule",
        why="The checker stumbled over a rule that it knows, which says nothing of the book. What "
        "the rule asks for was not looked at here.",
        remedy="Nothing needs to be done; a newer pdfua may decide it.",
    ),
)
_FAILED = "fail"
_CODE_POINT = re.compile(r"all map to U\+([0-9A-F]{4,6})")
_SERIOUS = "error"
_PRELIMINARIES = 6
"""So many pages are looked through for the book's title."""

_MOST_BOXES = 40
"""So many places of a finding outloud tells; of one that has more, not all are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A warning that is no fault where something is so, and why it is none."""

    because: str
    is_so: IsSo


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
        raise UnreadablePrint(f"outloud cannot read the print edition: {result.error}")
    told = [found for found in result.findings if found.severity in (_SERIOUS, "warning")]
    place = Place(f"{files.slug}.pdf")
    with closing(outloud.model.Document(str(files.pdf_at))) as document:
        findings = tuple(_outloud(found, document, place) for found in told)
    return report(
        findings,
        errors=_sum(told, findings, "A-102"),
        warnings=_sum(told, findings, "A-103"),
        warnings_explained=_sum(told, findings, "A-105"),
    )


def _sum(told: list[outloud.findings.Finding], findings: tuple[Finding, ...], code: str) -> int:
    pairs = zip(told, findings, strict=True)
    return sum(said.count for said, found in pairs if found.code == code)


def _outloud(
    found: outloud.findings.Finding, document: outloud.model.Document, place: Place
) -> Finding:
    where = f" (sheet {found.page})" if found.page else ""
    message = f"{found.rule}: {found.message}{where}"
    explained = EXPLAINED.get(found.rule)
    if found.severity == _SERIOUS:
        return finding(CODES["A-102"], message, place)
    if explained is not None and explained.is_so(found, document):
        return finding(CODES["A-105"], f"{message}. {explained.because}", place)
    return finding(CODES["A-103"], message, place)


def _is_in_code(found: outloud.findings.Finding, document: outloud.model.Document) -> bool:
    """Tell whether all that a warning points at stands in code, as the PDF's tags have it."""
    page = found.page - 1
    runs = document.content(page).runs
    in_code = {_corner(*run.bbox) for run in runs if _is_code(run, page, document)}
    pointed = {_corner(box["x0"], box["y0"]) for box in found.boxes}
    return 0 < len(found.boxes) < _MOST_BOXES and pointed <= in_code


def _corner(left: float, bottom: float, *_: float) -> tuple[float, float]:
    return round(left, 1), round(bottom, 1)


def _is_code(run: outloud.content.TextRun, page: int, document: outloud.model.Document) -> bool:
    waiting: list[Any] = list(document.mc_owners.get((page, run.stream, run.mcid), ()))
    while waiting:
        element = waiting.pop()
        if element.type == "Code":
            return True
        waiting += [element.parent] if element.parent is not None else []
    return False


def _is_on_title_page(found: outloud.findings.Finding, document: outloud.model.Document) -> bool:
    """Tell whether a title that is the file's name is the largest of the words on a first page."""
    title = letters(document.title or "")
    first = range(min(_PRELIMINARIES, len(document.pages)))
    largest = (letters(_largest_words(document.content(page).runs)) for page in first)
    return found.message.endswith("it is the file name") and title != "" and title in largest


def _largest_words(runs: Iterable[outloud.content.TextRun]) -> str:
    words = [run for run in runs if not run.artifact and run.text.strip()]
    size = max((run.size for run in words), default=0)
    return "".join(run.text for run in words if run.size == size)


def _is_shaped(found: outloud.findings.Finding, document: outloud.model.Document) -> bool:
    """Tell whether many glyphs stand for a letter that has other forms beside other letters."""
    del document
    code = _CODE_POINT.search(found.message)
    letter = chr(int(code[1], 16)) if code else ""
    return letter != "" and unicodedata.bidirectional(letter) == "AL"


def _is_read_backward(found: outloud.findings.Finding, document: outloud.model.Document) -> bool:
    """Tell whether words that no element is said to announce are in one, letter by letter."""
    runs = document.content(found.page - 1).runs if found.page else ()
    announced = "\n".join(run.text for run in runs if run.tagged and not run.artifact)
    words = (found.evidence or "").split("; ")
    return found.count == len(words) and all(
        runs_right_to_left(word) and word[::-1] in announced for word in words
    )


EXPLAINED = {
    "TAG-003": Explained(
        because="The words run from right to left, and stand in an element: outloud reads their "
        "letters in the order in which they are painted.",
        is_so=_is_read_backward,
    ),
    "TXT-004": Explained(
        because="Letters of Arabic and its kin have forms that depend on their neighbours, and "
        "each form is a glyph.",
        is_so=_is_shaped,
    ),
    "DOC-040": Explained(
        because="The book is called so on its own title page, and the file is called after the "
        "book.",
        is_so=_is_on_title_page,
    ),
    "LNK-010": Explained(
        because="It is part of code, where an address is shown and not offered: a link would lead "
        "to what is an example.",
        is_so=_is_in_code,
    ),
}
"""The warnings of outloud that may be no fault, by its names for them; each has its decision."""


def check_pdfua(files: Files) -> Report:
    """Report what pdfua says of the print edition. Raises Unreadable where it cannot read it."""
    import pdfua

    try:
        result = pdfua.validate(str(files.pdf_at))
    except pdfua.PdfuaError as error:
        raise UnreadablePrint(f"pdfua cannot read the print edition: {error}") from error
    told = [found for found in result.findings if found.severity > pdfua.Severity.INFO]
    place = Place(f"{files.slug}.pdf")
    undecided = tuple(
        finding(CODES["A-106"], f"{each.rule_id} {each.skipped_reason}", place)
        for each in result.skipped
    )
    return report(
        tuple(finding(CODES["A-104"], f"{f.rule_id}: {f.message}", place) for f in told)
        + undecided,
        errors=sum(found.severity == pdfua.Severity.ERROR for found in told),
        warnings=sum(found.severity == pdfua.Severity.WARNING for found in told),
        decided=len(result.outcomes) - len(undecided),
        undecided=len(undecided),
    )
