"""Tiny titles and workspaces in temporary folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOOK = """\
title = "Salt Roads"
language = "en-GB"
identifier = "urn:uuid:0b0f3c1e-5a3d-4e0c-9c51-7d2f1a9be001"
modified = 2026-11-22

[[people]]
name = "Ada Marsh"

[[people]]
name = "Ben Oarsman"
role = "trl"

[[parts]]
file = "text/01-sea.md"

[[parts]]
file = "text/02-land.md"
matter = "back"
"""


@pytest.fixture
def book() -> str:
    """A book.toml with two people and two parts."""
    return BOOK


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A title's folder without settings, with two parts and two pictures."""
    title = tmp_path / "content" / "salt-roads"
    for name, data in {
        "text/01-sea.md": b"# Sea\n\nIt was wide.\n",
        "text/02-land.md": b"# Land\n\nIt was dry.\n",
        "images/map.png": b"png",
        "images/deep/chart.svg": b"<svg/>",
    }.items():
        (title / name).parent.mkdir(parents=True, exist_ok=True)
        (title / name).write_bytes(data)
    return title


@pytest.fixture
def make_title(folder: Path) -> Callable[[str], Path]:
    """A function that writes the title's book.toml and returns the title's folder."""

    def make(settings: str) -> Path:
        (folder / "book.toml").write_text(settings, encoding="utf-8")
        return folder

    return make
