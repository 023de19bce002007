"""Figures and tables with their captions → the atoms that write them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.intake.pdf.write.words import Setting, atoms_of, line_atoms
from makeready.intake.text.passages import Atom

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.page.tables import Table
    from makeready.intake.pdf.text.floats import Float
    from makeready.intake.pdf.values import Run


def _caption_atoms(lines: Sequence[Line], setting: Setting) -> tuple[Atom, ...]:
    letters = sum(len(run.text) for line in lines for run in line.runs)
    slanted = sum(len(run.text) for line in lines for run in line.runs if run.face.italic)
    return line_atoms(lines, replace(setting, italic=slanted * 2 > letters))


def figure_atoms(each: Float, picture: str, setting: Setting) -> Iterator[Atom]:
    """Yield a picture with its caption, and the description that the file has for it."""
    at = each.caption[0].runs[0].start if each.caption else max(each.after, 0)
    yield Atom(at, at, "", "![", "P.picture")
    yield from _caption_atoms(each.caption, setting)
    end = each.caption[-1].runs[-1].end if each.caption else at
    yield Atom(end, end, "", f"]({picture}){_attributes(each)}", "P.picture")


def _attributes(each: Float) -> str:
    """Return what a picture's braces hold: its description, and the width of a formula."""
    if each.figure is None or not each.figure.alt:
        return ""
    alt = " ".join(each.figure.alt.replace('"', "”").replace("\\", "\\\\").split())
    width = f" width={max(1, round(each.figure.share * 100))}%" if each.figure.share else ""
    return f'{{alt="{alt}"{width}}}'


def table_atoms(table: Table, caption: Sequence[Line], setting: Setting) -> Iterator[Atom]:
    """Yield a table with pipes between its cells; pandoc wants a head, which may be empty."""
    width = len(table.rows[0])
    start = table.lines[0].runs[0].start
    rule = "\n|" + "---|" * width
    if not table.headed:
        yield Atom(start, start, "", "|" + "  |" * width + rule + "\n", "P.cell")
    end = start
    for number, row in enumerate(table.rows):
        first = next(run.start for cell in row for run in cell)
        yield Atom(first, first, "", "\n" * bool(number) + "| ", "P.cell")
        bold = table.headed and not number and all(run.face.bold for cell in row for run in cell)
        its = replace(setting, bold=True) if bold else setting
        for cell in row:
            if cell:
                yield from _cell(cell, its)
                end = cell[-1].end
            yield Atom(end, end, " ", " | ", "P.cell")
        if table.headed and number == 0:
            yield Atom(end, end, "", rule, "P.cell")
    if caption:
        at = caption[0].runs[0].start
        yield Atom(at, at, "", "\n\n: ", "P.cell")
        yield from _caption_atoms(caption, setting)


def _cell(runs: Sequence[Run], setting: Setting) -> tuple[Atom, ...]:
    lines: list[list[Run]] = []
    for run in runs:
        if lines and abs(lines[-1][-1].base - run.base) < 0.7 * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    measures = [(line[0].base, max(run.size for run in line)) for line in lines]
    return atoms_of(lines, measures, setting)
