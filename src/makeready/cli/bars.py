"""Progress → bars on a terminal, one a title."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, TextIO

from rich.console import Console as Terminal
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from makeready.core.model import Slug


@contextlib.contextmanager
def bars(stream: TextIO) -> Iterator[Callable[[Slug, str, int, int], None]]:
    """Give the function that moves the bars; they vanish at the end and leave the results."""
    columns = (
        TextColumn("{task.fields[slug]}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Terminal(file=stream), transient=True) as shown:
        tasks: dict[Slug, TaskID] = {}

        def advance(slug: Slug, stage: str, done: int, total: int) -> None:
            if slug not in tasks:
                tasks[slug] = shown.add_task(stage, slug=slug)
            shown.update(tasks[slug], description=stage, completed=done, total=total)

        yield advance
