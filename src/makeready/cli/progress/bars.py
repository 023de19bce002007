"""Progress → bars on a terminal, one for each title at work and one for all of them."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, TextIO

from rich.console import Console as Terminal
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from makeready.cli.progress.pace import Pace, clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from makeready.press.build.outcomes import Step


@contextlib.contextmanager
def bars(stream: TextIO) -> Iterator[Callable[[Step], None]]:
    """Give the function that moves the bars; they vanish at the end and leave the results."""
    columns = (
        TextColumn("{task.fields[name]}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[pages]}", markup=False),
        TextColumn("{task.fields[left]}", markup=False),
    )
    with Progress(*columns, console=Terminal(file=stream), transient=True) as shown:
        yield _Bars(shown).advance


class _Bars:
    """The bars by the names of their titles; that of a finished title is taken away."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._pace = Pace()
        self._tasks: dict[str, TaskID] = {}

    def advance(self, step: Step) -> None:
        """Move a title's bar, or that of all titles, which one alone has not."""
        left = self._pace.estimate(step)
        if not step.slug and step.total == 1:
            return
        name = step.slug or "all titles"
        self._shown.update(
            self._task(name, step),
            description=step.stage,
            completed=step.done,
            total=step.total,
            pages=f"{step.pages} pages" if step.pages else "",
            left=clock(left),
        )
        if step.is_last:
            self._shown.remove_task(self._tasks.pop(name))

    def _task(self, name: str, step: Step) -> TaskID:
        if name not in self._tasks:
            added = self._shown.add_task(step.stage, total=step.total, name=name, pages="", left="")
            self._tasks[name] = added
        return self._tasks[name]
