"""A master becomes the print edition: planned, laid out unit by unit, proved, and bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Severity, errors, finding, table
from makeready.core.model import Anchor, PageMap, Print
from makeready.editions.print.bind.binding import Sources, bind
from makeready.editions.print.place.page_references import settle
from makeready.editions.print.place.pages import complaints
from makeready.editions.print.plan.units import plan
from makeready.editions.print.prove.characters import check_characters, check_embedded
from makeready.editions.print.prove.page_map import (
    mending_findings,
    note_findings,
    page_findings,
    page_map,
    table_findings,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.findings import Finding
    from makeready.core.model import Look, Master
    from makeready.editions.print.place.page_references import Settled
    from makeready.editions.print.plan.units import Plan
    from makeready.editions.print.values import Run

CODES = table(
    Code(
        code="P-006",
        severity=Severity.HINT,
        title="The layout passed over something",
        why="A rule or a file was not understood as it was meant.",
        remedy="Look at the named rule in style.css, or at the named file.",
    ),
    Code(
        code="P-013",
        severity=Severity.WARNING,
        title="Page references that do not settle",
        why="A number that changes its width moves text to another page, which changes the number "
        "again; those that are printed may be off by a page.",
        remedy="Add or cut some words near one of the named references.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What goes on beside the making of a print edition.

    `proved` is called with the page map as soon as nothing can forbid the edition any more;
    `sources` may have begun to open the sheets that the layout returns.
    """

    proved: Callable[[PageMap], None]
    sources: Sources


def make(
    master: Master,
    look: Look,
    run: Run,
    guess: Sequence[tuple[str, str]] = (),
    *,
    beside: Beside | None = None,
) -> tuple[Print | None, tuple[Finding, ...]]:
    """Return the print edition of a master, or None where its findings forbid one.

    `run` lays out jobs. `guess` gives the page label of ids that are referred to by their page, as
    the edition before had them: with a good guess fewer units are laid out twice. `beside`
    is what goes on beside the work.

    Raises EditionError where the layout asks for what the book has not, or fails to be bound.
    """
    found = check_characters(master, look.faces)
    if errors(found):
        return None, found
    planned = plan(master, look)
    settled = settle(planned, master.book.overlong, run, dict(guess))
    placing = settled.placing
    found += tuple(finding(CODES["P-006"], words) for words in complaints(placing.sheets))
    found += _unsettled(settled)
    pages, findings = page_map(planned.units, placing)
    found += findings
    found += _notes(planned, settled, master)
    found += page_findings(planned.units, placing)
    found += table_findings(placing)
    found += check_embedded(placing.sheets, look.faces, master.book.fallback_fonts)
    if errors(found):
        return None, found
    if beside is not None:
        beside.proved(pages)
    data = bind(master, placing, look.faces, None if beside is None else beside.sources)
    places = tuple((Anchor(name), label) for name, label in settled.labels)
    return Print(master=master.digest, data=data, pages=pages, places=places), found


def _notes(planned: Plan, settled: Settled, master: Master) -> tuple[Finding, ...]:
    notes = {note.anchor: note for note in master.notes}
    return (
        *note_findings(planned.units, notes, settled.placing),
        *mending_findings(notes, settled.placing, master.book.overlong),
    )


def _unsettled(settled: Settled) -> tuple[Finding, ...]:
    if not settled.moving:
        return ()
    return (finding(CODES["P-013"], f"still moving: {', '.join(settled.moving)}"),)
