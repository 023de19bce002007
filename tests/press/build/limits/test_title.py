"""A title that takes longer than a title may is stopped, and its stage and file are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest

from makeready.core.errors import OverdueError
from makeready.press.build.context import Materials, TitleContext
from makeready.press.build.limits.title import find_files, make_in_time
from makeready.press.build.memory import Memory
from makeready.press.build.outcomes import FinishedTitle
from makeready.press.workers.pool import Here
from master.titles import title

if TYPE_CHECKING:
    from makeready.core.model import Title

MATERIALS = Materials(templates={}, faces=())
FINISHED = FinishedTitle(pages=1, notes=0, findings=(), remarks=(), files=())


def context(limit: float) -> TitleContext:
    return TitleContext(
        memory=Memory(cache=None, is_fresh=False),
        workers=Here(),
        tell=lambda *_: None,
        title_limit=limit,
    )


def bind_for_ever(_title: Title, _materials: Materials, context: TitleContext) -> NoReturn:
    context.tell("print edition", 1, 3, 0)
    while True:
        pass


def read_for_ever(_title: Title, _materials: Materials, context: TitleContext) -> NoReturn:
    context.tell("master", 0, 3, 0)
    while True:
        pass


def test_a_title_that_takes_too_long_is_stopped_at_its_stage() -> None:
    with pytest.raises(OverdueError, match="it was at its print edition") as raised:
        make_in_time(title("a"), MATERIALS, context(0.05), bind_for_ever)
    assert "--title-limit" in raised.value.hint
    assert raised.value.where is None


def test_a_master_that_takes_too_long_names_its_only_file() -> None:
    with pytest.raises(OverdueError, match=r"text/01.md: .*it was at its master"):
        make_in_time(title("a"), MATERIALS, context(0.05), read_for_ever)


def test_the_files_that_take_too_long_by_themselves_are_found() -> None:
    found = find_files(title("a", "slow", "b", "slow"), lambda part: part.texts[0].text != "slow")
    assert found == ["text/02.md", "text/04.md"]


def test_a_title_in_time_is_what_was_made() -> None:
    made: list[Title] = []

    def make(title: Title, _materials: Materials, _context: TitleContext) -> FinishedTitle:
        made.append(title)
        return FINISHED

    assert make_in_time(title("a"), MATERIALS, context(60), make) is FINISHED
    assert len(made) == 1
