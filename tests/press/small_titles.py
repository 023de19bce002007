"""Tiny titles in a workspace of their own, for tests of the press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.files.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from pathlib import Path

BOOK = """\
title = "{title}"
language = "en"
identifier = "urn:x-test:{slug}"
modified = 2026-11-22
people = [{{name = "A Writer"}}]
parts = [{parts}]
"""


def write_title(content: Path, slug: str, *chapters: str) -> Path:
    """Write the folder of a title with these chapters."""
    folder = content / slug
    (folder / "text").mkdir(parents=True, exist_ok=True)
    names = [f"text/{number}.md" for number in range(1, len(chapters) + 1)]
    for name, text in zip(names, chapters, strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    parts = ", ".join(f'{{file = "{name}"}}' for name in names)
    (folder / "book.toml").write_text(BOOK.format(title=slug.title(), slug=slug, parts=parts))
    return folder


def chapter(name: str, notes: int = 2) -> str:
    """Return a short chapter with some notes."""
    calls = " ".join(f"Here is a word[^{number}]." for number in range(notes))
    bodies = "\n\n".join(f"[^{number}]: Note {number} of {name}." for number in range(notes))
    return f"# {name}\n\n{calls} The rest of it is plain.\n\n{bodies}\n"


def workspace(root: Path) -> Workspace:
    """Return the workspace whose titles are in `content/` here."""
    return find_workspace(root, content=root / "content")


def editions(found: Workspace) -> dict[str, bytes]:
    """Return every finished file by its name in the output folder."""
    files = sorted(path for path in found.output.glob("*/*") if path.parent.name != ".cache")
    return {path.relative_to(found.output).as_posix(): path.read_bytes() for path in files}
