"""Units become sheets in their places, laid out again until every page reference is right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.editions.print.placing import Placing, is_right, on_their_sides, place
from makeready.editions.print.sheets import Job, UnitKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from makeready.core.model import Overlong
    from makeready.editions.print.sheets import Run, Sheet, Unit
    from makeready.editions.print.units import Plan

ROUNDS = 6
"""How often units are laid out with new numbers before that is given up."""

UNKNOWN = "000"
"""Stands where a page's label is not known yet, as wide as most labels are."""

LINES = 30
"""How many lines of the contents a page holds, for a first guess of their pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Sheets in their places, the labels that they print, and those that did not come to rest."""

    placing: Placing
    labels: tuple[tuple[str, str], ...]
    moving: tuple[str, ...]


def settle(planned: Plan, overlong: Overlong, run: Run, guess: Mapping[str, str]) -> Settled:
    """Return the units laid out with the labels of the pages on which their references stand.

    A unit is laid out again only where what it depends on has changed: a label, or the side on
    which it begins. The contents wait until all else is laid out, unless the guess has its labels.
    A chapter of which a part does not stand apart is laid out whole.
    """
    desk = _Desk(planned, overlong)
    labels = guess
    rights = {unit.name: _seems_right(guess.get(unit.name, "")) for unit in planned.units}
    for _ in range(ROUNDS):
        jobs = desk.due(labels, rights)
        if not jobs:
            break
        desk.take(jobs, run(planned.supplies, jobs))
        if desk.rejoin():
            whole = desk.due(labels, rights)
            desk.take(whole, run(planned.supplies, whole))
        placing = place(tuple(on_their_sides(desk.sheets())), planned.first_body)
        labels = placing.places()
        rights = {
            sheet.unit: is_right(start)
            for sheet, start in zip(placing.sheets, placing.starts, strict=True)
        }
    moving = tuple(job.unit.name for job in desk.due(labels, rights))
    reads = {name for unit in planned.units for name in unit.reads}
    parts = {unit.name for unit in planned.units if unit.part_of}
    return Settled(
        placing=place(desk.sheets(), planned.first_body),
        labels=tuple((name, labels[name]) for name in sorted(reads | parts) if name in labels),
        moving=moving,
    )


def _seems_right(label: str) -> bool:
    """Tell whether a page of this label was a right-hand one, as most that units begin on are."""
    return not (label.isdecimal() and int(label) % 2 == 0)


class _Desk:
    """Keeps the sheets that are laid out, and the jobs that they came from."""

    def __init__(self, planned: Plan, overlong: Overlong) -> None:
        self._units = planned.units
        self._wholes = planned.wholes
        self._overlong = overlong
        self._done: dict[str, tuple[Job, Sheet]] = {}

    def due(self, labels: Mapping[str, str], rights: Mapping[str, bool]) -> Sequence[Job]:
        """Return the jobs whose units have no sheet yet, or one with other labels or sides."""
        jobs = [self._job(unit, labels, rights) for unit in self._units]
        due = [job for job in jobs if self._changed(job)]
        ready = [job for job in due if not self._waits(job)]
        return ready or due

    def _changed(self, job: Job) -> bool:
        done = self._done.get(job.unit.name)
        return done is None or done[0] != job

    def _waits(self, job: Job) -> bool:
        """Tell whether the unit would have to be laid out again in any case."""
        unknown = any(label == UNKNOWN for _, label in job.labels)
        return job.unit.kind is UnitKind.CONTENTS and unknown

    def _job(self, unit: Unit, labels: Mapping[str, str], rights: Mapping[str, bool]) -> Job:
        return Job(
            unit=unit,
            right=rights.get(unit.name, True),
            labels=tuple((name, labels.get(name, UNKNOWN)) for name in unit.reads),
            overlong=self._overlong,
        )

    def take(self, jobs: Sequence[Job], sheets: Sequence[Sheet]) -> None:
        """Keep the sheets of these jobs."""
        for job, sheet in zip(jobs, sheets, strict=True):
            self._done[job.unit.name] = (job, sheet)

    def rejoin(self) -> bool:
        """Put chapters whole in the place of their parts, where one of these does not stand apart.

        Tells whether there were any.
        """
        torn = {
            unit.part_of for unit in self._units
            if unit.name in self._done and not self._done[unit.name][1].pages
        }  # fmt: skip
        whole = {unit.name: unit for unit in self._wholes if unit.name in torn}
        for unit in self._units:
            if unit.part_of in torn:
                self._done.pop(unit.name, None)
        self._units = tuple(
            whole.get(unit.name, unit)
            for unit in self._units
            if unit.part_of not in torn or unit.name in whole
        )
        return bool(torn)

    def sheets(self) -> tuple[Sheet, ...]:
        """Return a sheet for every unit; one that waits is as long as it looks to become."""
        return tuple(
            self._done[unit.name][1] if unit.name in self._done else self._guessed(unit)
            for unit in self._units
        )

    def _guessed(self, unit: Unit) -> Sheet:
        like = next(sheet for _, sheet in self._done.values())
        empty = replace(like.pages[0], anchors=((unit.name, 0.0, 0.0),), running=())
        count = -(-len(unit.reads) // LINES) or 1
        return replace(like, unit=unit.name, breaks="recto", pages=(empty,) * count)
