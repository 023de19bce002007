"""A folder of pages → the index by which a browser searches them."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

from makeready.core.errors import ToolError
from makeready.files.programs.memory_limit import no_memory_limit
from makeready.files.programs.run import run

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "pagefind"
"""Where the index stands within the site."""

_PATIENCE = 900.0
# Pagefind brings interfaces of its own; the search page has one that needs none of them.
_SPARE = ("pagefind-component-ui", "pagefind-modular-ui", "pagefind-ui", "pagefind-highlight")


def index(site: Path, *, language: str) -> None:
    """Write Pagefind's index of the site's pages into it, one for all pages.

    The language decides how words are reduced to their stems; one that is unknown to Pagefind
    leaves them as they are.
    """
    if importlib.util.find_spec("pagefind_bin") is None:
        raise ToolError(
            "Pagefind is not installed, which makes the search",
            hint="install makeready again: its wheel names it",
        )
    command = (sys.executable, "-m", "pagefind_bin", "--site", str(site), "--quiet")
    with no_memory_limit():
        run((*command, "--output-subdir", FOLDER, "--force-language", language), timeout=_PATIENCE)
    for name in _SPARE:
        for file in sorted((site / FOLDER).glob(f"{name}.*")):
            file.unlink()
