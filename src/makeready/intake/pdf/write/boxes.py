"""Words of the margins → boxes, each beside the paragraph that it belongs to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.furniture import line_key
from makeready.intake.pdf.text.paragraphs import look_of
from makeready.intake.pdf.write.passages import make_passage, spans_of
from makeready.intake.pdf.write.words import Setting, line_atoms
from makeready.intake.text.passages import Atom, Passage, Plan, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.page.margins import MarginNote
    from makeready.intake.pdf.survey import Survey

_PARTED = 1.35  # of the step from line to line


def place_margins(survey: Survey) -> Mapping[tuple[int, int], list[MarginNote]]:
    """Return the notes of the margins by the piece that each stands before, 0, or after, 1.

    One that begins beside the first line of a paragraph goes before it.
    """
    owner = {
        line_key(line): (place, int(at > 0))
        for place, piece in enumerate(survey.pieces)
        for at, line in enumerate(piece.paragraph.lines)
    }
    placed: dict[tuple[int, int], list[MarginNote]] = defaultdict(list)
    for note in survey.margins:
        placed[owner.get(note.beside, (-1, 1))].append(note)
    return placed


def write_margins(notes: Iterable[MarginNote], setting: Setting) -> Iterator[Passage]:
    """Yield words of the margin, each note of them in a box."""
    for note in notes:
        start, end = note.lines[0].runs[0].start, note.lines[-1].runs[-1].end
        look = look_of(note.lines[0])
        its = replace(setting, bold=look.bold, italic=look.italic, capitals=look.capitals)
        for at, mark in ((start, "::: box"), (end, ":::")):
            for lines in _paragraphs(note.lines) if mark == ":::" else ():
                plan = Plan(role=Role.PARAGRAPH, spans=spans_of(lines), rule="P.margin")
                yield make_passage(plan, line_atoms(lines, its), setting.source)
            frame = Plan(role=Role.FLOAT, spans=((at, at),), rule="P.margin")
            yield make_passage(frame, (Atom(at, at, "", mark, "P.margin"),), setting.source)


def _paragraphs(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Yield the paragraphs of a box: white parts them."""
    steps = [above.base - below.base for above, below in pairwise(lines)]
    usual = min(steps, default=0.0)
    starts = [0, *(at + 1 for at, step in enumerate(steps) if step > _PARTED * usual), len(lines)]
    yield from (lines[start:end] for start, end in pairwise(starts))
