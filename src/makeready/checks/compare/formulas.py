"""The formulas of both editions become findings where they are not those of the master.

In print a formula is outlines and has no characters. It counts as no words there, and is known by
the line of text that its tag has as the alternative; the e-book has the same line beside the
MathML, whose characters are compared with all other words.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence
from makeready.checks.read.text import MATH, parse_xml
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="X-109",
        severity=Severity.ERROR,
        title="An edition has other formulas than the master",
        why="Readers of one edition would see a formula that readers of the other do not.",
        remedy="Build the title again. If it stays, a rule in style.css hides formulas.",
    ),
)
_SHOWN = 60


def check_formulas(files: Files) -> Report:
    """Report whether each formula of the master is in both editions, as often as in the master."""
    found = evidence(files)
    wanted = Counter(_read_lines(parse_xml(files.master, "master.xhtml")))
    packed = Counter(said for each in found.packed.spine() for said in _read_lines(each.root))
    findings = (
        *_compare(wanted, Counter(found.printed.formulas), Place(f"{files.slug}.pdf")),
        *_compare(wanted, packed, Place(f"{files.slug}.epub")),
    )
    return report(findings, formulas=wanted.total())


def _read_lines(root: etree._Element) -> Iterator[str]:
    return (str(formula.get("alttext", "")) for formula in root.iter(MATH))


def _compare(wanted: Counter[str], there: Counter[str], place: Place) -> Iterator[Finding]:
    for said in sorted((wanted - there) | (there - wanted)):
        message = f"it has “{said[:_SHOWN]}” {there[said]} times, the master {wanted[said]} times"
        yield finding(CODES["X-109"], message, place)
