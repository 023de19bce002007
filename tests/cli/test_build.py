"""What became of each title is told in a line, and in the exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ChecksFailed, ConfigError
from makeready.core.findings import Finding, Place, Severity
from makeready.core.model import Slug
from makeready.press import folders
from makeready.press.build import pipeline
from makeready.press.build.outcomes import BuildOptions, Built, Failed, Outcome, Progress, Step

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.conftest import Told

FOUND = Finding(
    code="T-004", severity=Severity.WARNING, message="so", place=Place("a.md", 3), hint="do"
)
SALT = Built(slug=Slug("salt"), pages=212, notes=1, findings=(FOUND,), files=("salt/salt.pdf",))
ROAD = Failed(
    slug=Slug("road"), error=ConfigError("it is so", where=Place("book.toml", 2), hint="do this")
)
SEA = Failed(slug=Slug("sea"), error=ChecksFailed("1 finding forbids an edition", (FOUND,)))


class Press:
    """Returns given outcomes and remembers what it was asked for."""

    def __init__(self) -> None:
        self.outcomes: tuple[Outcome, ...] = ()
        self.slugs: tuple[str, ...] | None = None
        self.fresh: bool | None = None
        self.options = BuildOptions()
        self.folders: tuple[Path | None, Path | None] = (None, None)

    def open(self, start: Path, *, content: Path | None, output: Path | None) -> folders.Workspace:
        self.folders = (content, output)
        return folders.Workspace(content=start, output=start, templates=start, fonts=start)

    def build(
        self,
        _: folders.Workspace,
        slugs: tuple[str, ...],
        progress: Progress,
        options: BuildOptions,
    ) -> tuple[Outcome, ...]:
        self.slugs, self.fresh = slugs, options.is_fresh
        self.options = options
        for outcome in self.outcomes:
            progress(Step(slug=outcome.slug, stage="master", done=0, total=3))
        return self.outcomes


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    made = Press()
    monkeypatch.setattr(folders, "open_workspace", made.open)
    monkeypatch.setattr(pipeline, "build_titles", made.build)
    return made


def test_a_title_is_told_in_one_line(makeready: Callable[..., Told], press: Press) -> None:
    press.outcomes = (SALT,)
    told = makeready("build")
    assert (told.code, told.out) == (0, "salt: 212 pages, 1 note: salt/salt.pdf\n")
    assert told.err == "salt: master\nsalt/a.md:3: T-004 so\n  hint: do\n"
    assert (press.slugs, press.fresh) == ((), False)


def test_a_title_that_fails_does_not_silence_the_others(
    makeready: Callable[..., Told], press: Press
) -> None:
    press.outcomes = (ROAD, SALT)
    told = makeready("build", "road", "salt", "--fresh")
    assert told.code == 4
    assert told.out == "salt: 212 pages, 1 note: salt/salt.pdf\n"
    assert "error: road/book.toml:2: it is so\n  hint: do this\n" in told.err
    assert (press.slugs, press.fresh) == (("road", "salt"), True)


def test_findings_that_forbid_an_edition_are_told(
    makeready: Callable[..., Told], press: Press
) -> None:
    press.outcomes = (SALT, SEA, ROAD)
    told = makeready("build")
    assert told.code == 9, "the first failure's"
    assert "sea/a.md:3: T-004 so\nerror: sea: 1 finding forbids an" in told.err


def test_no_titles_are_told(makeready: Callable[..., Told], press: Press) -> None:
    assert press.outcomes == ()
    told = makeready("build")
    assert (told.code, told.out) == (0, "")
    assert told.err.startswith("there are no titles in ")


def test_machines_read_one_object_a_line(makeready: Callable[..., Told], press: Press) -> None:
    press.outcomes = (SALT, ROAD)
    told = makeready("build", "--json")
    assert (told.code, told.err) == (4, "")
    events = [json.loads(line) for line in told.out.splitlines()]
    assert [event.get("stage") for event in events[:2]] == ["master", "master"]
    events = events[2:]
    assert [event["event"] for event in events] == ["finding", "built", "error"]
    assert events[1] == {
        "event": "built",
        "slug": "salt",
        "pages": 212,
        "notes": 1,
        "files": ["salt/salt.pdf"],
    }
    assert (events[2]["slug"], events[2]["exit_code"], events[2]["line"]) == ("road", 4, 2)


@pytest.mark.parametrize(
    "words",
    [
        ("--content", "a", "--output", "b", "build"),
        ("build", "--content", "a", "--output", "b"),
        ("--content", "a", "build", "--output", "b"),
        ("--content", "x", "build", "--output", "b", "--content", "a"),
    ],
)
def test_folders_are_named_before_the_verb_or_after_it(
    words: tuple[str, ...], makeready: Callable[..., Told], press: Press
) -> None:
    assert makeready(*words).code == 0
    assert tuple(map(str, press.folders)) == ("a", "b")


def test_a_missing_folder_stops_the_work(makeready: Callable[..., Told], tmp_path: Path) -> None:
    told = makeready("build", "--content", str(tmp_path / "absent"))
    assert (told.code, told.out) == (3, "")
    assert told.err.startswith("error: there is no folder ")
