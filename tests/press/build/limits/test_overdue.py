"""A layout that takes too long names what of the title is the reason, as far as trials tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editions.print.plan.test_reasons import job, resources
from makeready.core.errors import ChecksFailed, OverdueError
from makeready.press.build.limits import overdue
from makeready.press.build.limits.overdue import TRIAL, explain_overdue
from makeready.press.workers.pool import Here

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    import pytest

    from makeready.press.workers.pool import Result, Task

LATE = OverdueError("the layout of “one” took longer than 600 seconds and was stopped")


class Slow(Here):
    """Lays out nothing, and is late where the job or its resources hold a word."""

    def __init__(self, word: str) -> None:
        self.word = word

    def run(self, tasks: Iterable[Task]) -> Generator[Result]:
        for number, task in enumerate(tasks):
            assert task.limit == TRIAL
            held = f"{task.own.unit.markup}{task.shared.value.css}"  # type: ignore[attr-defined]
            yield number, LATE if self.word in held else b""


def test_a_rule_without_end_is_a_finding_with_its_line() -> None:
    style = "h1 { color: red }\np { width: 9e9px }"
    error = explain_overdue(job(["a"]), resources(style), LATE, Slow("9e9px"))
    assert isinstance(error, ChecksFailed)
    (found,) = error.findings
    assert (found.code, str(found.place)) == ("P-023", "style.css:2")


def test_a_paragraph_without_end_is_a_finding_with_its_words() -> None:
    error = explain_overdue(job(["reeds", "endless", "sand"]), resources(), LATE, Slow("endless"))
    assert isinstance(error, ChecksFailed)
    (found,) = error.findings
    assert found.words == ("endless",)
    assert "“endless”" in found.message


def test_where_nothing_can_be_named_the_limit_is_told() -> None:
    busy = replace(resources(), css="section")
    assert explain_overdue(job(["a"]), busy, LATE, Slow("section")) is LATE


def test_where_the_trials_take_too_long_the_style_sheet_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times = iter([0.0, 1.0, 2.0, overdue.TRIALS])
    monkeypatch.setattr(overdue, "monotonic", lambda: next(times))
    style = "h1 { color: red }\np { width: 9e9px }"
    error = explain_overdue(job(["a"]), resources(style), LATE, Slow("9e9px"))
    assert isinstance(error, ChecksFailed)
    (found,) = error.findings
    assert (found.code, str(found.place)) == ("P-023", "style.css")
