"""Finished files become reports: every check there is, in the order in which they are told."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from makeready.checks.compare.contents import check_contents
from makeready.checks.compare.derived import check_derived
from makeready.checks.compare.facts import check_facts
from makeready.checks.compare.formulas import check_formulas
from makeready.checks.compare.links import check_links
from makeready.checks.compare.members import check_members
from makeready.checks.compare.notes import check_notes
from makeready.checks.compare.package import check_package
from makeready.checks.compare.packing import check_packing
from makeready.checks.compare.pagelist import check_pagelist
from makeready.checks.compare.parity import check_pair, check_words
from makeready.checks.compare.references import check_references
from makeready.checks.compare.structure import check_structure
from makeready.checks.compare.typefaces import check_typefaces
from makeready.checks.heard.spoken import check_spoken
from makeready.checks.heard.tags import check_tags
from makeready.checks.programs.accessibility import check_ace, check_outloud, check_pdfua
from makeready.checks.programs.conformance import check_epubcheck, check_qpdf
from makeready.checks.report import Check, Files, Outcome, Report, Unreadable
from makeready.checks.seen.drawn import check_drawn
from makeready.checks.seen.emphasis import check_emphasis
from makeready.checks.seen.figures import check_typesetting
from makeready.checks.seen.folios import check_folios
from makeready.checks.seen.furniture import check_furniture
from makeready.checks.seen.order import check_order
from makeready.checks.seen.overflow import check_overflow
from makeready.checks.seen.pictures import check_pictures
from makeready.checks.seen.print import check_glyphs, check_ink
from makeready.core.errors import ToolError
from makeready.core.findings import Code, Place, Severity, finding, table

CODES = table(
    Code(
        code="X-101",
        severity=Severity.ERROR,
        title="A finished file cannot be read",
        why="Nobody who receives it can read it either.",
        remedy="Build the title again.",
    ),
    Code(
        code="X-105",
        severity=Severity.WARNING,
        title="A check could not run",
        why="What nobody looked at is not proved, however well the rest went.",
        remedy="`makeready doctor` says what is missing and how it is installed.",
    ),
)


BUILD_LOST = "what the build found is not beside the editions"


def report_lost_build() -> Report:
    """Return the report for editions whose build left no findings, or those of another build."""
    found = finding(CODES["X-105"], BUILD_LOST, hint="Build the title again.")
    return Report(outcome=Outcome.MISSING, findings=(found,))


def _no_run(files: Files) -> Report:
    raise AssertionError(f"{files.slug}: this is not run, but told of")


BUILD = Check(
    name="build",
    promise="The build of these editions found nothing that calls for a decision.",
    version="1",
    run=_no_run,
)
"""Stands in the proof for what the build found."""

WAIVERS = Check(
    name="waivers",
    promise="Every waiver in book.toml excuses something that is there.",
    version="1",
    run=_no_run,
)
"""Stands in the proof for the waivers themselves."""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


REBUILD = Check(
    name="rebuild",
    promise="The sources make the same files again, byte for byte.",
    version="1",
    run=_no_run,
)
"""Stands in the proof for a build that was done again, where one was asked for."""


CHECKS = (
    Check(
        name="members",
        promise="Both editions are, file by file and page by page, those that the build made.",
        version="1",
        run=check_members,
    ),
    Check(
        name="pair",
        promise="Both editions were made from the master beside them.",
        version="1",
        run=check_pair,
    ),
    Check(
        name="words",
        promise="Every character of the master is in both editions, once and in order.",
        version="1",
        run=check_words,
    ),
    Check(
        name="formulas",
        promise="Both editions have the master’s formulas: as MathML, and as outlines with a text.",
        version="1",
        run=check_formulas,
    ),
    Check(
        name="notes",
        promise="Both editions have the master’s notes: number, words, order, links both ways.",
        version="1",
        run=check_notes,
    ),
    Check(
        name="contents",
        promise="Printed contents, outline, navigation and NCX are the master’s; pages are right.",
        version="1",
        run=check_contents,
    ),
    Check(
        name="references",
        promise="Each page that the text or the index names has what they name it for.",
        version="1",
        run=check_references,
    ),
    Check(
        name="headings",
        promise="Running heads, contents, landmarks and titles of files say the headings alone.",
        version="1",
        run=check_derived,
    ),
    Check(
        name="structure",
        promise="Each chapter of the e-book is built as the master is, and nothing stands beside.",
        version="1",
        run=check_structure,
    ),
    Check(
        name="package",
        promise="Every file, rule and picture of the e-book comes from the press or the title.",
        version="1",
        run=check_package,
    ),
    Check(
        name="packing",
        promise="The e-book is packed as e-books are, and its package says nothing of its own.",
        version="1",
        run=check_packing,
    ),
    Check(
        name="facts",
        promise="Both editions say of themselves what book.toml says, and do nothing but show.",
        version="1",
        run=check_facts,
    ),
    Check(
        name="page-list",
        promise="Each page of the e-book’s page-list begins at the words of the printed page.",
        version="1",
        run=check_pagelist,
    ),
    Check(
        name="links",
        promise="Every link inside an edition lands.",
        version="1",
        run=check_links,
    ),
    Check(
        name="edges",
        promise="All type stands on its page.",
        version="1",
        run=check_overflow,
    ),
    Check(
        name="ink",
        promise="Each character of the text can be seen on its printed page.",
        version="1",
        run=check_ink,
    ),
    Check(
        name="order",
        promise="Lines and words stand on paper in the order in which they are read.",
        version="1",
        run=check_order,
    ),
    Check(
        name="pictures",
        promise="Each picture that print describes is there, and looks as the title’s own does.",
        version="1",
        run=check_pictures,
    ),
    Check(
        name="drawn",
        promise="Pages show type, pictures and lines, all in their place, and nothing besides.",
        version="1",
        run=check_drawn,
    ),
    Check(
        name="tags",
        promise="Listeners find the master’s headings in print, and no words but the book’s.",
        version="1",
        run=check_tags,
    ),
    Check(
        name="spoken",
        promise="Listeners hear the words of print in the master’s order, as what they are there.",
        version="1",
        run=check_spoken,
    ),
    Check(
        name="folios",
        promise="Each page shows its own number.",
        version="1",
        run=check_folios,
    ),
    Check(
        name="furniture",
        promise="Each page has the number and the running head that pages like it have.",
        version="1",
        run=check_furniture,
    ),
    Check(
        name="emphasis",
        promise="Emphasis, raised characters and lists’ numbers are in print as in the master.",
        version="1",
        run=check_emphasis,
    ),
    Check(
        name="glyphs",
        promise="Each glyph in print is the face’s own, and stands for its letter.",
        version="1",
        run=check_glyphs,
    ),
    Check(
        name="typesetting",
        promise="The typesetting of the print edition was measured; what is over a limit is told.",
        version="1",
        run=check_typesetting,
    ),
    Check(
        name="typefaces",
        promise="All fonts are embedded, rightly named, and those of the press or the title.",
        version="1",
        run=check_typefaces,
    ),
    Check(
        name="epubcheck",
        promise="The e-book is EPUB 3, says EPUBCheck.",
        version=_version("epubcheck"),
        run=check_epubcheck,
        needs=("Java", "EPUBCheck"),
    ),
    Check(
        name="qpdf",
        promise="The print edition is a sound PDF, says qpdf.",
        version="",
        run=check_qpdf,
        needs=("qpdf",),
    ),
    Check(
        name="ace",
        promise="Ace finds no barrier in the e-book.",
        version="",
        run=check_ace,
        needs=("Node.js", "Ace", "Chromium"),
    ),
    Check(
        name="outloud",
        promise="outloud finds no fault in the tags of the print edition.",
        version=_version("outloud"),
        run=check_outloud,
        needs=("outloud",),
    ),
    Check(
        name="pdfua",
        promise="pdfua finds none of the rules of PDF/UA-1 broken that it can decide.",
        version=_version("pdfua"),
        run=check_pdfua,
        needs=("pdfua",),
    ),
)
"""All checks; a new one is a line here."""


def run_check(check: Check, files: Files, missing: frozenset[str]) -> Report:
    """Return a check's report; `missing` are the parts of the machine that are not there."""
    lacking = [need for need in check.needs if need in missing]
    if lacking:
        return report_not_run(check, f"this machine lacks {', '.join(lacking)}")
    try:
        return check.run(files)
    except Unreadable as error:
        place = Place(f"{files.slug}{error.edition}") if error.edition else None
        found = finding(CODES["X-101"], error.message, place)
        return Report(outcome=Outcome.FAILED, findings=(found,))
    except ToolError as error:
        return report_not_run(check, f"{error.message}{'; ' * bool(error.hint)}{error.hint}")


def report_not_run(check: Check, reason: str) -> Report:
    """Return the report of a check that did not come to its end here, and why."""
    found = finding(CODES["X-105"], f"{check.name} did not run: {reason}")
    return Report(outcome=Outcome.MISSING, findings=(found,))
