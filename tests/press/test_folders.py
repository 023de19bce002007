"""The folders of a command become a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.files import workspace as places
from makeready.press import folders
from makeready.press.folders import call_early, open_workspace
from makeready.press.workers import pool

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_named_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("templates/master.xhtml.j2", "fonts/fonts.toml"):
        (tmp_path / "_press" / name).parent.mkdir(parents=True)
        (tmp_path / "_press" / name).write_text("")
    monkeypatch.setattr(places, "_PACKAGE", tmp_path)
    (tmp_path / "titles").mkdir()
    found = open_workspace(tmp_path, content=tmp_path / "titles", output=tmp_path / "made")
    assert (found.content, found.output) == (tmp_path / "titles", tmp_path / "made")


def vanished(*_: object) -> bool:
    raise FileNotFoundError("a file that was listed has gone")


def test_workers_are_called_early_where_titles_look_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    monkeypatch.setattr(pool, "begin_server", lambda: called.append("server"))
    title = tmp_path / "content" / "reeds"
    title.mkdir(parents=True)
    (title / "book.toml").touch()
    workspace = open_workspace(tmp_path, content=None, output=None)
    call_early(workspace, ["../outside"])
    assert called == []
    call_early(workspace, [])
    assert called == ["server"]
    with monkeypatch.context() as patch:
        patch.setattr(folders, "read_has_news", vanished)
        call_early(workspace, ["reeds"])
    assert called == ["server"]
    edition = tmp_path / "output" / "reeds" / "reeds.pdf"
    edition.parent.mkdir(parents=True)
    edition.touch()
    call_early(workspace, ["reeds"])
    assert called == ["server"]
