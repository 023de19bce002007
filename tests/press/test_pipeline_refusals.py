"""Titles that cannot be built are told one by one, and nothing is written for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.files.programs import machine
from makeready.files.workspace import find_workspace
from makeready.press.build.outcomes import Failed, Step
from makeready.press.build.pipeline import build_titles

if TYPE_CHECKING:
    from pathlib import Path

BOOK = """\
title = "A"
language = "en"
identifier = "urn:x:1"
modified = 2026-11-22
people = [{name = "A"}]
parts = [{file = "text/a.md"}]
"""


@pytest.fixture
def title(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "a"
    (folder / "text").mkdir(parents=True)
    (folder / "book.toml").write_text(BOOK)
    (folder / "text/a.md").write_text("# One\n\nWords.\n")
    return folder


def refused(content: Path, *slugs: str) -> list[tuple[str, int, str]]:
    def progress(step: Step) -> None:
        assert step.is_last or not step.slug, f"the work on {step.slug} has begun: {step.stage}"

    workspace = find_workspace(content, content=content)
    outcomes = build_titles(workspace, slugs, progress)
    assert not workspace.output.exists()
    failed = [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    assert len(failed) == len(outcomes)
    return [(f.slug, f.error.exit_code, str(f.error).partition("\n")[0]) for f in failed]


def test_each_title_has_its_own_outcome(title: Path) -> None:
    (title / "text/a.md").write_bytes(b"\xe9")
    assert refused(title.parent, "a", "b", "../a") == [
        ("a", 5, "text/a.md:1: byte 0xe9 is not UTF-8"),
        ("b", 3, 'there is no title "b"'),
        ("../a", 3, '"../a" is not a slug'),
    ]


def test_a_part_outside_the_folder_is_refused(title: Path) -> None:
    (title / "book.toml").write_text(BOOK.replace("text/a.md", "../x.md"))
    told = 'book.toml:6: parts[0].file: "../x.md" is not in the title\'s folder'
    assert refused(title.parent) == [("a", 4, told)]


def test_settings_of_fifty_megabytes_are_refused(title: Path) -> None:
    with (title / "book.toml").open("ab") as stream:
        stream.truncate(50_000_000)
    ((slug, code, told),) = refused(title.parent)
    assert (slug, code) == ("a", 4)
    assert told == "book.toml: the file has 50,000,000 bytes; settings may have 1,000,000"


def test_a_machine_without_pango_is_told_before_any_work(
    title: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(machine._LIBRARIES, "Pango", ("libno-such-thing.so.0",))
    assert refused(title.parent) == [("a", 8, "this machine lacks Pango")]
