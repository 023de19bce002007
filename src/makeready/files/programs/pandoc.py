"""Arguments for pandoc → what it wrote: always the program of the lock, whatever else is on PATH.

Only the program in pypandoc's wheel is used, and none of its Python: its search runs every pandoc
on the machine, and other threads meanwhile get the first one found (pypandoc 1.17,
`_ensure_pandoc_path`).
"""

from __future__ import annotations

import importlib.util
import re
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.errors import ToolError
from makeready.files.programs.run import PATIENCE, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.files.programs.run import Ran

OLDEST = (3, 8)
"""The first pandoc that knows all options that we give it (`--syntax-highlighting`)."""

MEMORY = ("+RTS", "-M2g", "-RTS")
"""Lets pandoc give up where it needs more than two gigabytes; a long novel needs a tenth of it."""

_EXHAUSTED = 251
_STARTING = 30.0
_VERSION = re.compile(r"pandoc\S* (\d+)\.(\d+)")


@cache
def program() -> str:
    """Return the pandoc to run: the wheel's, else that of PATH, or "" where there is none."""
    spec = importlib.util.find_spec("pypandoc")
    folders = spec.submodule_search_locations if spec else None
    names = ("pandoc", "pandoc.exe")
    files = (Path(folder) / "files" / name for folder in folders or () for name in names)
    return next((str(file) for file in files if file.is_file()), shutil.which("pandoc") or "")


def run_pandoc(arguments: Sequence[str], data: bytes = b"", *, patience: float = PATIENCE) -> Ran:
    """Return what pandoc wrote and the status it left with, which is not 0 where it refused.

    Raises OverdueError where it takes longer than `patience` seconds, and ToolError where there is
    no pandoc. It never takes more than two gigabytes of memory: see `is_exhausted`.
    """
    found = program()
    if not found:
        hint = "run `pip install pypandoc_binary`, which carries it"
        raise ToolError("pandoc is not there", hint=hint)
    return run((found, *arguments, *MEMORY), timeout=patience, accepted=None, data=data)


def is_exhausted(ran: Ran) -> bool:
    """Tell whether pandoc gave up because it would have needed more memory than it may have."""
    return ran.status == _EXHAUSTED


def version() -> str:
    """Return how the program calls itself, or "" where it does not run or is too old for us."""
    found = program()
    try:
        told = run((found, "--version"), timeout=_STARTING).output if found else b""
    except ToolError:
        return ""
    first = told.decode(errors="replace").partition("\n")[0].strip()
    number = _VERSION.match(first)
    is_new = number is not None and (int(number[1]), int(number[2])) >= OLDEST
    return first if is_new else ""
