"""Units of a book → their sheets: those that are remembered, and the others from the workers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makeready.core.errors import MakereadyError
from makeready.editions.print.values import Job, Sheet, Supplies, Unit, material
from makeready.files.disk.values import decode, encode, key
from makeready.press.build.memory import Memory
from makeready.press.workers.pool import Shared, Task, Workers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Lays out the units of one title; `grounds` are what all sheets depend on beside their jobs.

    `tell` is called with how many of the units at hand are laid out, of how many, and the pages of
    the book so far; `seen` with each sheet as soon as it is there.
    """

    memory: Memory
    workers: Workers
    grounds: tuple[object, ...]
    tell: Callable[[int, int, int], None]
    seen: Callable[[Sheet], object]
    _pages: dict[tuple[str, str], int] = field(default_factory=dict, repr=False)

    def run(self, supplies: Supplies, jobs: Sequence[Job]) -> Sequence[Sheet]:
        """Return the sheets of the jobs, in their order; the longest are laid out first."""
        keys = [key("unit", self.grounds, material(job, supplies)) for job in jobs]
        recalled = ((place, self.memory.recall(name, Sheet)) for place, name in enumerate(keys))
        sheets = {place: sheet for place, sheet in recalled if sheet is not None}
        for place, sheet in sheets.items():
            self._count(jobs[place].unit, sheet)
        missing = sorted(
            (place for place in range(len(jobs)) if place not in sheets),
            key=lambda place: (-len(jobs[place].unit.markup), place),
        )
        self._report(len(sheets), len(jobs))
        shared = Shared(name=supplies.digest, value=supplies)
        tasks = (Task(call=lay_out, shared=shared, own=jobs[place]) for place in missing)
        for number, result in self.workers.run(tasks):
            place = missing[number]
            sheets[place] = self._kept(keys[place], result)
            self._count(jobs[place].unit, sheets[place])
            self._report(len(sheets), len(jobs))
        return [sheets[place] for place in range(len(jobs))]

    def _kept(self, name: Digest, result: object) -> Sheet:
        if isinstance(result, MakereadyError):
            raise result
        assert isinstance(result, bytes)
        self.memory.keep(name, result)
        sheet = decode(result, Sheet)
        assert sheet is not None
        return sheet

    def _count(self, unit: Unit, sheet: Sheet) -> None:
        """Count the pages of a unit, which may be a chapter that was in parts before."""
        self.seen(sheet)
        chapter = unit.part_of or unit.name
        for of, name in [*self._pages]:
            if of == chapter and not unit.part_of:
                del self._pages[of, name]
        self._pages[chapter, unit.name] = len(sheet.pages)

    def _report(self, done: int, total: int) -> None:
        self.tell(done, total, sum(self._pages.values()))


def lay_out(supplies: Supplies, job: Job) -> bytes:
    """Return the encoded sheet of a unit, laid out in this process."""
    from makeready.editions.print.weasy.render import lay_out_unit

    return encode(lay_out_unit(job, supplies))


def get_ready(supplies: Supplies, language: str) -> None:
    """Prepare this process for the units that share these supplies."""
    from makeready.editions.print.weasy import render

    render.get_ready(supplies, language)
