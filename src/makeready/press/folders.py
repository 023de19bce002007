"""The folders that a command names, or the current one → a workspace; workers are begun early."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.errors import MakereadyError, WorkspaceError
from makeready.core.model import Slug
from makeready.files.workspace import Workspace, find_workspace, list_titles, read_has_news

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["Workspace", "call_early", "open_workspace"]


def open_workspace(start: Path, *, content: Path | None, output: Path | None) -> Workspace:
    """Return the workspace that a command works in."""
    return find_workspace(start, content=content, output=output)


def open_any_workspace(start: Path, *, content: Path | None, output: Path | None) -> Workspace:
    """Return the workspace, or, where there is no folder of titles, one that has none."""
    try:
        return open_workspace(start, content=content, output=output)
    except WorkspaceError:
        if content is not None:
            raise
        return open_workspace(start, content=start, output=output)


def call_early(workspace: Workspace, slugs: Sequence[str]) -> None:
    """Begin to load WeasyPrint for the workers if a title looks newer than its editions.

    Only file times are compared, which is quick and may be wrong; the loading was then in vain.
    """
    from makeready.press.workers.pool import begin_server

    try:
        names = [Slug(slug) for slug in slugs] or list_titles(workspace)
        if any(read_has_news(workspace, name) for name in names):
            begin_server()
    except (MakereadyError, OSError):
        # the build itself will tell of it; a file may also be deleted meanwhile
        return


# files that show which program a folder is a book of, and what makes one document of it
_PROGRAMS = (
    ("_quarto.yml", "Quarto", "quarto render --to epub"),
    (
        "_bookdown.yml",
        "bookdown",
        "Rscript -e 'bookdown::render_book(output_format = \"bookdown::epub_book\")'",
    ),
    ("src/SUMMARY.md", "mdBook", "mdbook-epub --standalone"),
    ("SUMMARY.md", "GitBook or HonKit", "npx honkit epub"),
    ("conf.py", "Sphinx", "sphinx-build -b epub . epub"),
    ("mkdocs.yml", "MkDocs", "mkdocs build"),
)


def advise_on_folder(folder: Path) -> str:
    """Return how a book that is a folder of chapters becomes one file that can be imported."""
    for mark, program, command in _PROGRAMS:
        if (folder / mark).is_file():
            return f"it is a book of {program}: `{command}`, and import what that makes"
    if next(folder.glob("*.md"), None) is not None:
        return "join its chapters in their order, `pandoc *.md -o book.docx`, and import that"
    return "name one file; a book of several is joined into one before"
