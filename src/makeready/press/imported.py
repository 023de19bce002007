"""What an import left in a title's folder: its ledger, its recipe and its manuscript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.errors import SourceError, WorkspaceError
from makeready.core.findings import Place

if TYPE_CHECKING:
    from pathlib import Path

    from makeready.core.model import Digest
    from makeready.intake.model import Ledger

PDF = ".pdf"
BOOK = "book.toml"
LEDGER = "source/ledger.jsonl"
RECIPE = "source/recipe.toml"
REPORT = "source/report.html"
DIGEST = "source/sha256"


def read_manuscript(folder: Path) -> dict[str, str]:
    """Return the files of the manuscript that stands in the folder, by name."""
    return {
        f"text/{path.name}": path.read_text("utf-8", "replace")
        for path in sorted((folder / "text").glob("*.md"))
    }


def read_ledger(folder: Path) -> Ledger:
    """Return a title's ledger.

    Raises WorkspaceError where none stands, SourceError where the file is no ledger.
    """
    from makeready.intake.account import ledger

    path = folder / LEDGER
    if not path.is_file():
        raise WorkspaceError(
            f"{folder.name} has no ledger", hint="`makeready import` writes one for each source"
        )
    try:
        return ledger.loads(path.read_text("utf-8"))
    except (ValueError, KeyError, TypeError, IndexError, AssertionError) as error:
        raise SourceError("this is no ledger", where=Place(LEDGER)) from error


def read_kept_recipe(folder: Path, digest: Digest) -> str:
    """Return the recipe that stands in the folder for the source of this digest, or nothing."""
    path = folder / RECIPE
    text = path.read_text("utf-8") if path.is_file() else ""
    return text if digest in text else ""
