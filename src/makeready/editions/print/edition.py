"""The master becomes the print edition: formed, laid out, proved, and bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.findings import Code, Severity, errors, finding, table
from makeready.core.model import Print
from makeready.editions.print.binding import bind
from makeready.editions.print.coverage import check_characters, check_embedded
from makeready.editions.print.form import print_form
from makeready.editions.print.geometry import geometry, page_css
from makeready.editions.print.layout import BASE, lay_out
from makeready.editions.print.proof import lost_notes, note_findings, page_findings, page_map
from makeready.editions.print.titles import balance
from makeready.editions.typefaces import face_css, family_css, widths

if TYPE_CHECKING:
    from collections.abc import Callable

    from makeready.core.findings import Finding
    from makeready.core.model import Look, Master
    from makeready.editions.print.form import Breaks, PrintForm
    from makeready.editions.print.geometry import Geometry
    from makeready.editions.print.layout import Layout

CODES = table(
    Code(
        code="P-006",
        severity=Severity.HINT,
        title="The layout passed over something",
        why="A rule or a file was not understood as it was meant.",
        remedy="Look at the named rule in style.css, or at the named file.",
    ),
)
TITLE_SIZE = 24.0
"""The size in points that titles are balanced for: the largest that a theme sets them in."""

TRIES = 4
"""How often a book is laid out again to bring home notes that the layout lost."""


def make(
    master: Master, look: Look, progress: Callable[[int], None] | None = None
) -> tuple[Print | None, tuple[Finding, ...]]:
    """Return the print edition of a master, or None where its findings forbid one.

    Raises EditionError where the layout asks for what the book has not, or fails to be bound.
    """
    found = check_characters(master, look.faces)
    if errors(found):
        return None, found
    form, layout = _lay_out(master, look, progress)
    found += tuple(finding(CODES["P-006"], message) for message in layout.complaints)
    pages, findings = page_map(form, layout.pages)
    found += findings
    found += note_findings(form, master, layout.pages)
    found += page_findings(form, layout.pages, pages.labels)
    found += check_embedded(layout.data, look.faces, master.book.fallback_fonts)
    if errors(found):
        return None, found
    data = bind(layout.data, master, pages.labels, layout.pages)
    return Print(master=master.digest, data=data, pages=pages), found


def _lay_out(
    master: Master, look: Look, progress: Callable[[int], None] | None
) -> tuple[PrintForm, Layout]:
    """Lay the book out; a paragraph whose note was lost is kept whole, and all laid out again."""
    files = {asset.name: asset for asset in (*master.assets, *(f.asset for f in look.faces))}
    page = geometry(master.book.trim)
    css = _css(master, look, page)
    breaks = _breaks(look, page)
    keep: frozenset[str] = frozenset()
    for _ in range(TRIES):
        form = print_form(master, keep, breaks)
        layout = lay_out(form.html, css, files, progress)
        lost = lost_notes(form, layout.pages) - keep
        if not lost:
            break
        keep |= lost
    return form, layout


def _css(master: Master, look: Look, page: Geometry) -> str:
    return "\n".join(
        (
            face_css(look.faces, BASE),
            family_css(look.faces, master.book.fallback_fonts),
            page_css(page),
            look.css,
            master.style,
        )
    )


def _breaks(look: Look, page: Geometry) -> Breaks:
    ems = page.measure / 25.4 * 72 / TITLE_SIZE
    widths_of = widths(look.faces)
    return lambda words: balance(words, widths_of, ems)
