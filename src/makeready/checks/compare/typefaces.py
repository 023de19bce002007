"""The fonts inside both editions become findings where they are not those of the press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence
from makeready.checks.read.outlines import program_name, program_source
from makeready.checks.read.text import letters
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.checks.read.evidence import Evidence
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="P-102",
        severity=Severity.ERROR,
        title="A font that is not the title's",
        why="Neither the press nor the title brings it: its licence is unknown, and on another "
        "machine the book looks different.",
        remedy="Put a font that has the characters into the title's fonts/ folder.",
    ),
    Code(
        code="P-103",
        severity=Severity.ERROR,
        title="A font that is not embedded",
        why="A printer's machine puts another font in its place.",
        remedy="Build the title again.",
    ),
)
_FONTS = (".otf", ".ttf")


def check_typefaces(files: Files) -> Report:
    """Report whether the fonts in both editions are embedded, and those of press and title."""
    found = evidence(files)
    inside = dict(_ebook_fonts(found))
    pdf = Place(f"{files.slug}.pdf")
    odd = [(name, pdf) for name in found.printed.fonts if not _is_ours(name, files)]
    odd += [
        (name, Place(file))
        for file, name in sorted(inside.items())
        if not (_is_ours(name, files) or _is_subset(found.packed.files[file], files))
    ]
    findings = (
        *(_strange(name, place) for name, place in odd),
        *(
            finding(CODES["P-103"], f"{n} is not in the file", pdf)
            for n in found.printed.unembedded
        ),
    )
    return report(findings, **{"in print": len(found.printed.fonts), "in the e-book": len(inside)})


def _strange(name: str, place: Place) -> Finding:
    return finding(CODES["P-102"], f"{name or 'a font without a name'} is not the title's", place)


def _is_ours(name: str, files: Files) -> bool:
    bare = letters(name)
    return name in files.typefaces or any(bare.startswith(letters(n)) for n in files.fallback)


def _is_subset(program: bytes, files: Files) -> bool:
    """Tell whether a font says that it was made of a file of the press or the title."""
    source = program_source(program)
    return bool(source) and source in files.typefaces


def _ebook_fonts(found: Evidence) -> Iterator[tuple[str, str]]:
    """Yield each font file of the e-book and the PostScript name that it gives itself."""
    for name, data in found.packed.files.items():
        if name.endswith(_FONTS):
            yield name, program_name(data)
