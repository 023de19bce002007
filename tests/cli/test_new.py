from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from makeready.files.workspace import find_workspace, read_title

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.conftest import Told


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{answer}\n" for answer in answers)))


def test_a_script_is_asked_nothing(
    root: Path, makeready: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    told = makeready("new", "second-ferry")
    assert told.code == 0
    assert told.out.splitlines() == [
        "content/second-ferry/book.toml",
        "content/second-ferry/text/01-first-chapter.md",
    ]
    assert "[" not in told.err
    assert read_title(find_workspace(root), "second-ferry").book.title == "Second ferry"


def test_a_terminal_is_offered_title_author_and_language(
    root: Path, makeready: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "The Ferry", "", "de")
    told = makeready("new", "ferry")
    assert "Title [Ferry]: Author [Author Unknown]: Language [en]: " in told.err
    book = read_title(find_workspace(root), "ferry").book
    assert (book.title, book.people[0].name, book.language) == ("The Ferry", "Author Unknown", "de")


def test_what_was_said_is_not_asked(
    root: Path, makeready: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "Ada Ferrier")
    told = makeready("new", "ferry", "--title", "The Ferry", "--language", "en-GB")
    assert told.err.startswith("Author [")
    assert read_title(find_workspace(root), "ferry").book.people[0].name == "Ada Ferrier"


def test_a_slug_that_is_taken_is_refused(
    root: Path, makeready: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    (root / "content" / "ferry").mkdir(parents=True)
    told = makeready("new", "ferry")
    assert told.code == 3
    assert "already a folder" in told.err


def test_a_machine_is_told_the_files(root: Path, makeready: Callable[..., Told]) -> None:
    told = makeready("new", "ferry", "--json")
    event = json.loads(told.out)
    assert event["event"] == "new"
    assert all((root / file).is_file() for file in event["files"])
