"""The formulas of a PDF, kept as pictures or as rows of signs → what is to be told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.findings import Code, Place, Severity, finding, table
from makeready.intake.pdf.formulas.inline import has_stack
from makeready.intake.pdf.page.signs import is_formula
from makeready.intake.pdf.scan.findings import list_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.core.findings import Finding
    from makeready.intake.pdf.text.floats import Float
    from makeready.intake.pdf.text.pieces import Piece

CODES = table(
    Code(
        code="S-169",
        severity=Severity.WARNING,
        title="Formulas that are kept as a row of signs",
        why="A PDF tells where each sign of a formula stands, and not what it means: fractions, "
        "roots and limits come as their signs one after the other.",
        remedy="Compare these lines with the pages, and write the formulas in TeX between dollars.",
    ),
    Code(
        code="S-179",
        severity=Severity.WARNING,
        title="Formulas that are kept as pictures",
        why="A PDF tells where each sign of a formula stands, and not what it means; so that "
        "fractions, roots and limits stay what they are, the formula is cut out of its page, and "
        "its signs are the picture's alternative text.",
        remedy="Write the formulas in TeX between dollars, where they are to grow with the type "
        "and to be read aloud.",
    ),
    Code(
        code="S-180",
        severity=Severity.WARNING,
        title="Small pictures within lines",
        why="Files of office programs and web pages have formulas and rare signs as pictures, or "
        "drawn without letters; each was cut out of its page and stands where it stood.",
        remedy="Write what is a sign or a formula as such, and describe the others between the "
        "square brackets of the picture.",
    ),
)


def report_formulas(
    pieces: Iterable[Piece], floats: Sequence[Float], name: str
) -> Iterator[Finding]:
    """Yield how many formulas and signs are pictures, how many lines are formulas, and where."""
    place = Place(f"source/{name}")
    drawn = [each.page for each in floats if each.figure and each.figure.formula]
    if drawn:
        yield finding(CODES["S-179"], _count("formula", drawn), place)
    within = [each.page for each in floats if each.figure and each.figure.within >= 0]
    if within:
        yield finding(CODES["S-180"], _count("picture", within), place)
    lines = (line for piece in pieces for line in piece.paragraph.lines)
    if pages := [line.page for line in lines if is_formula(line) or has_stack(line)]:
        yield finding(CODES["S-169"], _count("line", pages), place)


def _count(what: str, pages: Sequence[int]) -> str:
    return f"{len(pages)} {what}{'s' * (len(pages) > 1)}, on {list_pages(sorted(set(pages)))}"
