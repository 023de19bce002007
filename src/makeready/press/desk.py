"""The folders that a command names, and the one it is given in → a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.files.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Workspace", "open_workspace"]


def open_workspace(start: Path, *, content: Path | None, output: Path | None) -> Workspace:
    """Return the workspace that a command works in."""
    return find_workspace(start, content=content, output=output)
