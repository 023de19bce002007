"""Units are laid out, and laid out again until every page reference prints the right page.

The same fixed point that TeX reaches by running over a document several times.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.editions.print.paginate.pages import Pagination, adjust_sides, is_recto, paginate
from makeready.editions.print.values import LayoutJob, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.core.model import Overlong
    from makeready.editions.print.plan.units import Plan
    from makeready.editions.print.values import LaidUnit, LayOut, Unit

ROUNDS = 6
"""After so many rounds that still change page numbers, P-013 names the units that change.

A number that gets wider and so moves its own target may never come to rest.
"""

UNKNOWN = "000"
"""Stands for a page number that is not known yet; three digits, so that lines seldom change."""

LINES = 30
"""About how many entries of the contents fit on a page: a guess that the layout corrects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedReferences:
    """The book's pages, the labels that they print, and the units whose references are wrong."""

    pagination: Pagination
    labels: tuple[tuple[str, str], ...]
    unresolved: tuple[str, ...]


def resolve_page_references(
    planned: Plan, overlong: Overlong, run: LayOut, guess: Mapping[str, str]
) -> ResolvedReferences:
    """Return the units laid out so that every reference prints the page of its target.

    A unit is laid out again only where its job has changed: a label, or the side on which it
    begins. The contents and an index at the end wait until all else is laid out. The rounds always
    start from unknown page numbers, because some books have several solutions, and which one is
    found must not depend on the last build. `guess` only saves time: units with guessed labels are
    laid out along with the first ones, and are taken where the guess proves right. A chapter is
    laid out whole where one of its parts cannot be laid out by itself.
    """
    rounds = _LayoutRounds(planned, overlong, run)
    labels: Mapping[str, str] = {}
    rectos = {unit.name: _was_recto(guess.get(unit.name, "")) for unit in planned.units}
    for _ in range(ROUNDS):
        pagination = rounds.lay_out(labels, rectos, guess)
        before, labels, guess = labels, pagination.label_of_anchors(), {}
        if labels == before:
            break
    unresolved = tuple(job.unit.name for job in rounds.find_due(labels, rectos))
    reads = {name for unit in planned.units for name in unit.reads}
    parts = {unit.name for unit in planned.units if unit.part_of}
    return ResolvedReferences(
        pagination=paginate(rounds.laid_units(), planned.first_body),
        labels=tuple((name, labels[name]) for name in sorted(reads | parts) if name in labels),
        unresolved=unresolved,
    )


def _was_recto(label: str) -> bool:
    """Tell whether the last build had this page as a recto; units mostly begin there."""
    return not (label.isdecimal() and int(label) % 2 == 0)


def _is_known(job: LayoutJob) -> bool:
    return all(label != UNKNOWN for _, label in job.labels)


def _find_waiting(units: Sequence[Unit]) -> Iterator[str]:
    """Yield the units that wait for the pages of all others: contents, an index at the end."""
    yield from (unit.name for unit in units if unit.kind is UnitKind.CONTENTS)
    yield from _find_index(units)


def _find_index(units: Sequence[Unit]) -> Iterator[str]:
    """Yield the last unit if it refers to many pages: no other page depends on its length."""
    *others, last = units
    is_alone = all(unit.kind is UnitKind.CONTENTS for unit in others)
    if len(last.reads) > LINES and not last.part_of and not is_alone:
        yield last.name


class _LayoutRounds:
    """The units laid out so far, each with the job that it was laid out for."""

    def __init__(self, planned: Plan, overlong: Overlong, run: LayOut) -> None:
        self._planned = planned
        self._run = run
        self._units = planned.units
        self._wholes = planned.wholes
        self._overlong = overlong
        self._done: dict[str, tuple[LayoutJob, LaidUnit]] = {}
        self._ahead: dict[str, tuple[LayoutJob, LaidUnit]] = {}
        self._waiting = frozenset(_find_waiting(planned.units))
        self._index = frozenset(_find_index(planned.units))

    def lay_out(
        self, labels: Mapping[str, str], rectos: dict[str, bool], guess: Mapping[str, str]
    ) -> Pagination:
        """Lay out what is due with these labels until each unit begins on the side it was made for.

        The side of a unit depends only on the units before it, so the loop ends, and with the same
        result whatever `rectos` held at first; it holds the true sides on return.
        """
        for _ in range(ROUNDS + 2 * len(self._units)):
            jobs = self.find_due(labels, rectos)
            ahead = self.ahead(guess, rectos, jobs)
            if jobs or ahead:
                laid_units = self._run(self._planned.resources, [*jobs, *ahead])
                self.take(jobs, laid_units[: len(jobs)])
                self.keep(ahead, laid_units[len(jobs) :])
            if self.rejoin_chapters():
                continue
            pagination = paginate(tuple(adjust_sides(self.laid_units())), self._planned.first_body)
            for laid, start in zip(pagination.laid_units, pagination.starts, strict=True):
                rectos[laid.unit] = is_recto(start)
            guess = pagination.label_of_anchors()
            if not self.find_due(labels, rectos):
                break
        return pagination

    def find_due(
        self, labels: Mapping[str, str], rectos: Mapping[str, bool]
    ) -> Sequence[LayoutJob]:
        """Return the jobs of units not laid out yet, or laid out with other labels or sides."""
        jobs = [self._job(unit, labels, rectos) for unit in self._units]
        # before any page is known, these could only be laid out in vain
        ready = (job for job in jobs if labels or job.unit.name not in self._waiting)
        return [job for job in ready if self._needs_layout(job)]

    def ahead(
        self, guess: Mapping[str, str], rectos: Mapping[str, bool], jobs: Sequence[LayoutJob]
    ) -> Sequence[LayoutJob]:
        """Return jobs to try: those of units whose page references the guess knows.

        Not that of an index: nothing waits for it, and where the guess is right, it is remembered.
        """
        known = [*jobs, *(job for job, _ in (*self._done.values(), *self._ahead.values()))]
        tried = (unit for unit in self._units if unit.reads and unit.name not in self._index)
        guessed = (self._job(unit, guess, rectos) for unit in tried)
        return [job for job in guessed if _is_known(job) and job not in known]

    def _needs_layout(self, job: LayoutJob) -> bool:
        name = job.unit.name
        kept = self._ahead.get(name)
        if kept is not None and kept[0] == job:
            self._done[name] = kept
        done = self._done.get(name)
        return done is None or done[0] != job

    def _job(self, unit: Unit, labels: Mapping[str, str], rectos: Mapping[str, bool]) -> LayoutJob:
        return LayoutJob(
            unit=unit,
            recto=rectos.get(unit.name, True),
            labels=tuple((name, labels.get(name, UNKNOWN)) for name in unit.reads),
            overlong=self._overlong,
        )

    def take(self, jobs: Sequence[LayoutJob], laid_units: Sequence[LaidUnit]) -> None:
        """Keep these units as the result of their jobs."""
        for job, laid in zip(jobs, laid_units, strict=True):
            self._done[job.unit.name] = (job, laid)

    def keep(self, jobs: Sequence[LayoutJob], laid_units: Sequence[LaidUnit]) -> None:
        """Keep these units in case their jobs turn out to be due."""
        for job, laid in zip(jobs, laid_units, strict=True):
            self._ahead[job.unit.name] = (job, laid)

    def rejoin_chapters(self) -> bool:
        """Replace the parts of a chapter by the whole where one of them could not stand by itself.

        Such a part was laid out without pages. Tells whether there was any.
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

    def laid_units(self) -> tuple[LaidUnit, ...]:
        """Return every unit; those not laid out yet with a guess of their pages."""
        return tuple(
            self._done[unit.name][1] if unit.name in self._done else self._guess_laid_unit(unit)
            for unit in self._units
        )

    def _guess_laid_unit(self, unit: Unit) -> LaidUnit:
        like = next(laid for _, laid in self._done.values())
        empty = replace(like.pages[0], anchors=((unit.name, 0.0, 0.0),), running=(), moved=())
        count = -(-len(unit.reads) // LINES) or 1
        return replace(like, unit=unit.name, breaks="recto", pages=(empty,) * count)
