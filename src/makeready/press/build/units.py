"""Units of a book → units laid out, from the cache or by the workers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makeready.core.errors import MakereadyError, OverdueError
from makeready.editions.print.values import LaidUnit, LayoutJob, Resources, Unit, digest_job
from makeready.files.disk.values import decode, key
from makeready.press.build.limits.overdue import explain_overdue, lay_out
from makeready.press.build.memory import Memory
from makeready.press.workers.pool import Shared, Task, Workers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Lays out the units of one title; `environment` is what all depend on besides their jobs.

    `tell` is called with how many of the units at hand are laid out, of how many, and the pages of
    the book so far; `on_laid_out` with each laid-out unit as soon as it is there.
    """

    memory: Memory
    workers: Workers
    environment: tuple[object, ...]
    tell: Callable[[int, int, int], None]
    on_laid_out: Callable[[LaidUnit], object]
    _pages: dict[tuple[str, str], int] = field(default_factory=dict, repr=False)

    def run(self, resources: Resources, jobs: Sequence[LayoutJob]) -> Sequence[LaidUnit]:
        """Return the units of the jobs laid out, in their order; the longest are laid out first."""
        keys = [key("unit", self.environment, digest_job(job, resources)) for job in jobs]
        recalled = ((place, self.memory.recall(name, LaidUnit)) for place, name in enumerate(keys))
        laid_units = {place: laid for place, laid in recalled if laid is not None}
        for place, laid in laid_units.items():
            self._count(jobs[place].unit, laid)
        missing = sorted(
            (place for place in range(len(jobs)) if place not in laid_units),
            key=lambda place: (-len(jobs[place].unit.markup), place),
        )
        self._report(len(laid_units), len(jobs))
        shared = Shared(name=resources.digest, value=resources)
        tasks = (
            Task(
                call=lay_out,
                shared=shared,
                own=jobs[place],
                about=f"the layout of “{jobs[place].unit.name}”",
                shows=jobs[place].unit.shows,
            )
            for place in missing
        )
        with closing(self.workers.run(tasks)) as results:
            for number, result in results:
                place = missing[number]
                if isinstance(result, OverdueError):
                    # those that wait are of no use any more, and the trials need a worker
                    results.close()
                    raise explain_overdue(jobs[place], resources, result, self.workers)
                laid_units[place] = self._keep(keys[place], result)
                self._count(jobs[place].unit, laid_units[place])
                self._report(len(laid_units), len(jobs))
        return [laid_units[place] for place in range(len(jobs))]

    def _keep(self, name: Digest, result: object) -> LaidUnit:
        if isinstance(result, MakereadyError):
            raise result
        assert isinstance(result, bytes)
        self.memory.keep(name, result)
        laid = decode(result, LaidUnit)
        assert laid is not None
        return laid

    def _count(self, unit: Unit, laid: LaidUnit) -> None:
        """Count the pages of a unit; a whole chapter replaces its parts counted before."""
        self.on_laid_out(laid)
        chapter = unit.part_of or unit.name
        for of, name in [*self._pages]:
            if of == chapter and not unit.part_of:
                del self._pages[of, name]
        self._pages[chapter, unit.name] = len(laid.pages)

    def _report(self, done: int, total: int) -> None:
        self.tell(done, total, sum(self._pages.values()))


def warm_up(resources: Resources, language: str) -> None:
    """Prepare this process for the units that share these resources."""
    from makeready.editions.print.weasy import render

    render.warm_up(resources, language)
