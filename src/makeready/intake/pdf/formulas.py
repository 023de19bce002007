"""The lines of a PDF → those that are formulas: their signs are kept, and that is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Place, Severity, finding, table
from makeready.intake.pdf.scan.findings import list_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.core.findings import Finding
    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.text.pieces import Piece

_FACE = re.compile(
    r"(?:CM(?:SY|EX|MI|BSY|MIB)|MSAM|MSBM|EUSM|EUFM|EUEX|RSFS|TXSY|TXEX|PXSY|PXEX|STMARY|MTSY|MTMI"
    r"|MTEX|ESINT|MATHEMATICALPI)[-\d]*|.*MATH(?!EMATICA).*",
    re.IGNORECASE,
)
"""Names of fonts for mathematics: those of TeX, and OpenType's."""
_SIGNS = 3  # of such a font at least
_SHARE = 0.4  # of a line's signs are of such fonts: a formula that stands alone

CODES = table(
    Code(
        code="S-169",
        severity=Severity.WARNING,
        title="Formulas that are kept as a row of signs",
        why="A PDF tells where each sign of a formula stands, and not what it means: fractions, "
        "roots and limits come as their signs one after the other.",
        remedy="Compare these lines with the pages, and write the formulas in TeX between dollars.",
    ),
)


def report_formulas(pieces: Iterable[Piece], name: str) -> Iterator[Finding]:
    """Yield how many lines of the text are formulas, and on which pages."""
    lines = (line for piece in pieces for line in piece.paragraph.lines)
    pages = [line.page for line in lines if _is_formula(line)]
    if pages:
        count = f"{len(pages)} line" + "s" * (len(pages) > 1)
        shown = f"{count}, on {list_pages(sorted(set(pages)))}"
        yield finding(CODES["S-169"], shown, Place(f"source/{name}"))


def _is_formula(line: Line) -> bool:
    solid = [(run, len("".join(run.text.split()))) for run in line.runs]
    signs = sum(count for run, count in solid if _FACE.fullmatch(run.face.name))
    return signs >= _SIGNS and signs > _SHARE * sum(count for _, count in solid)
