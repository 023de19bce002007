"""The folders of a command become a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.files import workspace as places
from makeready.press.desk import open_workspace

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
