"""Progress → bars on a terminal, one for each title at work and one for all of them."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, TextIO

from rich.console import Console as Terminal
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from makeready.press.outcomes import Step


@contextlib.contextmanager
def bars(stream: TextIO) -> Iterator[Callable[[Step], None]]:
    """Give the function that moves the bars; they vanish at the end and leave the results."""
    columns = (
        TextColumn("{task.fields[name]}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[pages]}", markup=False),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Terminal(file=stream), transient=True) as shown:
        yield _Bars(shown).advance


class _Bars:
    """The bars by the names of their titles; that of a finished title is taken away."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._tasks: dict[str, TaskID] = {}
        self._lock = threading.Lock()

    def advance(self, step: Step) -> None:
        """Move a title's bar, or that of all titles; a stage that begins starts the time anew."""
        name = step.slug or "all titles"
        pages = f"{step.pages} pages" if step.pages else ""
        with self._lock:
            task = self._task(name, step)
            self._shown.update(
                task, description=step.stage, completed=step.done, total=step.total, pages=pages
            )
            if step.is_last:
                self._shown.remove_task(self._tasks.pop(name))

    def _task(self, name: str, step: Step) -> TaskID:
        known = self._tasks.get(name)
        if known is None:
            known = self._shown.add_task(step.stage, total=step.total, name=name, pages="")
            self._tasks[name] = known
        elif step.done == 0:
            self._shown.reset(known, description=step.stage)
        return known
