"""A plan with its atoms → a passage."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from makeready.intake.pdf.write.words import merge_atoms
from makeready.intake.text.passages import Atom, Passage, Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.intake.pdf.page.lines import Line


def make_passage(plan: Plan, atoms: Sequence[Atom], source: str) -> Passage:
    """Return a passage, its atoms joined where the source goes on."""
    whole = merge_atoms(atoms)
    return Passage(
        plan=plan,
        atoms=whole,
        text="".join(atom.value for atom in whole),
        offsets=tuple(accumulate((len(atom.value) for atom in whole), initial=0))[:-1],
        lead_text=source[plan.lead[0] : plan.lead[1]],
    )


def spans_of(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """Return the stretches of source that lines are made of."""
    return tuple((run.start, run.end) for line in lines for run in line.runs)
