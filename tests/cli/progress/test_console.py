"""Findings, results and progress are shown to people on a terminal, to logs and to machines."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

from makeready.cli.progress.console import Console
from makeready.core.findings import Finding, Place, Severity
from makeready.core.model import Slug
from makeready.press.build.outcomes import Step

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def console(*, json: bool = False, err: io.StringIO | None = None) -> Console:
    return Console(out=io.StringIO(), err=err or io.StringIO(), json=json)


def written(stream: object) -> str:
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


FOUND = Finding(
    code="T-004",
    severity=Severity.WARNING,
    message="it is “so”",
    place=Place("text/a.md", 3),
    hint="do this",
)


def test_a_finding_has_its_place_its_code_and_its_remedy() -> None:
    told = console()
    told.finding(FOUND)
    assert written(told.err) == "text/a.md:3: T-004 it is “so”\n  hint: do this\n"
    assert written(told.out) == ""


def test_a_remedy_is_given_once() -> None:
    told = console()
    told.finding(FOUND)
    told.finding(FOUND)
    assert written(told.err).count("hint: do this") == 1
    assert written(told.err).count("it is “so”") == 2


def test_the_place_of_a_finding_begins_with_its_title() -> None:
    told = console()
    told.finding(FOUND, "salt")
    assert written(told.err).startswith("salt/text/a.md:3: T-004 ")


def test_a_finding_without_a_place_begins_with_its_code() -> None:
    told = console()
    told.finding(Finding(code="T-004", severity=Severity.HINT, message="m"))
    told.finding(Finding(code="T-004", severity=Severity.HINT, message="m"), "salt")
    assert written(told.err) == "T-004 m\nsalt: T-004 m\n"


def test_machines_read_one_object_a_line() -> None:
    told = console(json=True)
    told.finding(FOUND, "salt")
    told.line("for people")
    told.note("for people too")
    told.event("built", pages=3)
    first, second = map(json.loads, written(told.out).splitlines())
    assert first == {
        "event": "finding",
        "slug": "salt",
        "code": "T-004",
        "severity": "warning",
        "message": "it is “so”",
        "hint": "do this",
        "file": "text/a.md",
        "line": 3,
    }
    assert second == {"event": "built", "pages": 3}
    assert written(told.err) == ""


def test_people_read_no_events() -> None:
    told = console()
    told.event("built", pages=3)
    assert written(told.out) == ""


def step(stage: str, done: int, *, is_last: bool = False) -> Step:
    slug = Slug("salt")
    return Step(slug=slug, stage=stage, done=done, total=3, pages=7 * done, is_last=is_last)


def advance(told: Console) -> None:
    with told.progress() as progress:
        for done in range(3):
            progress(step("print edition", done))
        progress(step("e-book", 3))
        progress(step("done", 3, is_last=True))
        progress(Step(slug=Slug(""), stage="titles", done=1, total=2, pages=14))


def test_a_log_has_a_line_a_stage() -> None:
    told = console()
    advance(told)
    assert written(told.err) == "salt: print edition\nsalt: e-book\n"


def test_machines_see_progress_as_events() -> None:
    told = console(json=True)
    advance(told)
    events = [json.loads(line) for line in written(told.out).splitlines()]
    assert events[1] == {
        "event": "progress",
        "slug": "salt",
        "stage": "print edition",
        "done": 1,
        "total": 3,
        "pages": 7,
        "seconds_left": events[1]["seconds_left"],
        "is_last": False,
    }
    assert [type(event["seconds_left"]) for event in events[:2]] == [type(None), float]
    assert len(events) == 6
    assert written(told.err) == ""


def test_a_terminal_has_bars_that_vanish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    told = console(err=terminal)
    advance(told)
    shown = terminal.getvalue()
    assert "salt" in shown
    assert re.search(r"all titles .*1/2.* titles 14 pages", shown)
    assert written(told.out) == ""


def test_one_title_alone_has_one_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    with console(err=terminal).progress() as progress:
        progress(Step(slug=Slug(""), stage="titles", done=0, total=1))
        progress(step("print edition", 1))
    assert "print edition" in terminal.getvalue()
    assert "all titles" not in terminal.getvalue()
