"""A master becomes the print edition: planned, laid out unit by unit, proved, and bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Severity, errors, finding, table
from makeready.core.model import Anchor, PageMap, Print
from makeready.editions.print.bind.merge import UnitFiles, bind_edition
from makeready.editions.print.paginate.page_references import resolve_page_references
from makeready.editions.print.paginate.pages import collect_warnings
from makeready.editions.print.plan.drawings import check_lettering
from makeready.editions.print.plan.families import gather_families
from makeready.editions.print.plan.units import plan_units
from makeready.editions.print.prove.characters import (
    check_characters,
    check_embedded,
    check_formulas,
    check_laid_characters,
    find_foreign_letters,
)
from makeready.editions.print.prove.page_map import (
    check_notes,
    check_pages,
    check_tables,
    make_page_map,
    report_repairs,
)
from makeready.editions.print.prove.style_rules import check_style, place_warning
from makeready.editions.print.values import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.findings import Finding
    from makeready.core.model import Look, Master
    from makeready.editions.print.paginate.page_references import ResolvedReferences
    from makeready.editions.print.plan.units import Plan
    from makeready.editions.print.values import LayOut, Resources

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
        title="Page references that cannot be resolved",
        why="A number that changes its width moves text to another page, which changes the number "
        "again; those that are printed may be off by a page.",
        remedy="Add or cut some words near one of the named references.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """What the caller does meanwhile.

    `on_proved` is called with the page map as soon as no finding can forbid the edition any more,
    before the binding; `unit_files` opens the PDFs of units while others are laid out.
    """

    on_proved: Callable[[PageMap], None]
    unit_files: UnitFiles


def make(
    master: Master,
    look: Look,
    run: LayOut,
    guess: Sequence[tuple[str, str]] = (),
    *,
    hooks: Hooks | None = None,
) -> tuple[Print | None, tuple[Finding, ...]]:
    """Return the print edition of a master, or None where its findings forbid one.

    `run` lays out jobs. `guess` gives page labels by id from the edition before: with a good guess
    fewer units are laid out twice, and the result is the same with any. `hooks` is what the caller
    does meanwhile.

    Raises EditionError where the layout asks for a file that the book has not, or the units cannot
    be bound.
    """
    foreign = find_foreign_letters(master)
    look = look if foreign else replace(look, lent=())
    found = (
        *check_style(master),
        *check_characters(master, look.faces),
        *check_formulas(foreign, master, look),
    )
    if errors(found):
        return None, found
    planned = plan_units(master, look)
    found += tuple(_check_lettering(planned, master, look))
    resolved = resolve_page_references(planned, master.book.overlong, run, dict(guess))
    pagination = resolved.pagination
    findings, warnings = check_laid_characters(master, collect_warnings(pagination.laid_units))
    found += (*findings, *_tell_of_passed_over(warnings, planned.resources))
    found += _report_unresolved(resolved)
    pages, findings = make_page_map(planned.units, pagination)
    found += findings
    pages = replace(pages, references=_list_references(planned, resolved))
    found += _check_notes(planned, resolved, master)
    found += check_pages(planned.units, pagination)
    found += check_tables(pagination)
    found += check_embedded(pagination.laid_units, look.faces, master)
    found = tuple(dict.fromkeys(found))
    if errors(found):
        return None, found
    if hooks is not None:
        hooks.on_proved(pages)
    data = bind_edition(master, pagination, look.faces, None if hooks is None else hooks.unit_files)
    anchor_labels = tuple((Anchor(name), label) for name, label in resolved.labels)
    return Print(master=master.digest, data=data, pages=pages, anchor_labels=anchor_labels), found


def _tell_of_passed_over(warnings: Sequence[str], shared: Resources) -> Iterator[Finding]:
    for warning in warnings:
        yield finding(CODES["P-006"], *place_warning(warning, shared.css, shared.style))


def _list_references(planned: Plan, resolved: ResolvedReferences) -> tuple[tuple[Anchor, str], ...]:
    """Return the labels of what the text refers to by its page, that of the contents left out."""
    units = (*planned.units, *planned.wholes)
    read = {name for unit in units if unit.kind is not UnitKind.CONTENTS for name in unit.reads}
    return tuple((Anchor(name), label) for name, label in resolved.labels if name in read)


def _check_lettering(planned: Plan, master: Master, look: Look) -> Iterator[Finding]:
    shown = {name for unit in planned.units for name in unit.shows}
    pictures = [asset for asset in master.assets if asset.name in shown]
    yield from check_lettering(pictures, gather_families(look.faces, master.book.fallback_fonts))


def _check_notes(
    planned: Plan, resolved: ResolvedReferences, master: Master
) -> tuple[Finding, ...]:
    notes = {note.anchor: note for note in master.notes}
    return (
        *check_notes(planned.units, notes, resolved.pagination),
        *report_repairs(notes, resolved.pagination, master.book.overlong),
    )


def _report_unresolved(resolved: ResolvedReferences) -> tuple[Finding, ...]:
    if not resolved.unresolved:
        return ()
    return (finding(CODES["P-013"], f"still moving: {', '.join(resolved.unresolved)}"),)
